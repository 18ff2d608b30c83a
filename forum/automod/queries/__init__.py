"""Every read of rules: those that are asked now, those that staff arrange, and what they did."""

from forum.automod.queries.book import Book, book_for
from forum.automod.queries.history import Past, history, newest_change_of
from forum.automod.queries.learning import decided_texts, learned, newest_likeness, text_of
from forum.automod.queries.proving import as_asked, hits_of_nothing, holds_without_case
from forum.automod.queries.rules import (
    hand_of,
    hands,
    hit_counts,
    person_of,
    rule_by_id,
    rules,
    team_names,
    why_held,
)
from forum.automod.queries.trying import DryRun, Hit, dry_run

__all__ = [
    "Book",
    "DryRun",
    "Hit",
    "Past",
    "as_asked",
    "book_for",
    "decided_texts",
    "dry_run",
    "hand_of",
    "hands",
    "history",
    "hit_counts",
    "hits_of_nothing",
    "holds_without_case",
    "learned",
    "newest_change_of",
    "newest_likeness",
    "person_of",
    "rule_by_id",
    "rules",
    "team_names",
    "text_of",
    "why_held",
]
