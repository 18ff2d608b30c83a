"""Why one should join: written by the owner, measured by the worker."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.setup import policy, queries
from forum.setup.actions.steps import LARGEST_TARGET, WHOLE_SHARE
from forum.setup.models import KeptFigure, Metric, Reason

MOST_REASONS = 5
LONGEST_TITLE = 80
LONGEST_REASON = 200


@dataclass(frozen=True)
class NewReason:
    """A reason as it was typed."""

    title: str
    words: str = ""
    metric: Metric | None = None
    promised: int | None = None


@action
def put_reasons(admin: User, wanted: Sequence[NewReason]) -> None:
    """Let these be the reasons to join, in this order. Raises Invalid with the row."""
    require(policy.can_set_up(admin))
    if len(wanted) > MOST_REASONS:
        raise Invalid("title", "too_many", most=MOST_REASONS)
    for row, reason in enumerate(wanted):
        _check(row, reason)
    before = [_told(reason) for reason in queries.reasons()]
    after = [_told(reason) for reason in wanted]
    if before == after:
        return
    db.session.execute(delete(Reason))
    db.session.add_all(
        Reason(position=position, **told) for position, told in enumerate(after, start=1)
    )
    audit.record(
        admin,
        "setup.put_reasons",
        "reasons",
        0,
        before={"reasons": before},
        after={"reasons": after},
    )
    read_figures()


@action
def read_figures() -> None:
    """Keep where the figures of the reasons stand now."""
    metrics = {Metric(reason.metric) for reason in queries.reasons() if reason.metric}
    db.session.execute(delete(KeptFigure).where(KeptFigure.metric.not_in(metrics)))
    for metric in sorted(metrics):
        row = KeptFigure(metric=metric, value=queries.figure(metric), read_at=clock.now())
        db.session.merge(row)


def _check(row: int, reason: NewReason) -> None:
    if not reason.title.strip():
        raise Invalid("title", "empty", row=row)
    if len(reason.title.strip()) > LONGEST_TITLE:
        raise Invalid("title", "too_long", row=row, most=LONGEST_TITLE)
    if len(reason.words.strip()) > LONGEST_REASON:
        raise Invalid("words", "too_long", row=row, most=LONGEST_REASON)
    if reason.promised is None:
        return
    if reason.metric is None:
        raise Invalid("metric", "missing", row=row)
    most = WHOLE_SHARE if reason.metric.is_share else LARGEST_TARGET
    if not 1 <= reason.promised <= most:
        raise Invalid("promised", "out_of_range", row=row, most=most)


def _told(reason: Reason | NewReason) -> dict[str, object]:
    return {
        "title": reason.title.strip(),
        "words": reason.words.strip(),
        "metric": str(reason.metric) if reason.metric else None,
        "promised": reason.promised,
    }
