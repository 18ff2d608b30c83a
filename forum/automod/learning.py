"""Learning from decisions, and saying of a case how much its text reads like removed ones."""

from dataclasses import asdict

from sqlalchemy import delete

from forum.automod import likeness, queries
from forum.automod.models import AutomodLikeness
from forum.automod.settings import LIKENESS
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.moderation import actions as moderation

VERSIONS_KEPT = 5


@action
def learn() -> AutomodLikeness | None:
    """Learn anew from the newest decisions; nothing while there are too few of either sort."""
    texts = queries.decided_texts()
    if min(len(texts.kept), len(texts.removed)) < likeness.LEAST:
        return None
    found = likeness.learn(texts.kept, texts.removed)
    row = AutomodLikeness(kept=found.kept, removed=found.removed, words=dict(found.words))
    row.held_back = asdict(likeness.measured(texts.kept, texts.removed))
    db.session.add(row)
    db.session.flush()
    old = AutomodLikeness.id <= row.id - VERSIONS_KEPT
    db.session.execute(delete(AutomodLikeness).where(old))
    return row


@action
def weigh(case_id: int, post_id: int) -> None:
    """Say of a new case how much its text reads like removed ones; it decides nothing."""
    found = queries.learned() if LIKENESS.get() else None
    if found is None or not found.speaks:
        return
    text = queries.text_of(post_id)
    points = found.points(text)
    if points:
        share = likeness.share_of(found.odds(text))
        moderation.liken(case_id, points, share=share, decisions=found.kept + found.removed)
