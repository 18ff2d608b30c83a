"""Every read of rules: those that are asked now, those that staff arrange, and what they did."""

from forum.automod.queries.book import Book, book_for
from forum.automod.queries.history import Past, history, newest_change_of
from forum.automod.queries.rules import hit_counts, rule_by_id, rules, why_held
from forum.automod.queries.trying import DryRun, Hit, dry_run

__all__ = [
    "Book",
    "DryRun",
    "Hit",
    "Past",
    "book_for",
    "dry_run",
    "history",
    "hit_counts",
    "newest_change_of",
    "rule_by_id",
    "rules",
    "why_held",
]
