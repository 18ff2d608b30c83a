"""Months with decisions in them, for tests: everything through the real actions."""

from collections.abc import Sequence
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from typing import Any

from forum.accounts import queries as people
from forum.accounts.models import User
from forum.appeals import actions as appeals
from forum.appeals.actions import Verdict
from forum.appeals.models import Appeal, AppealOutcome
from forum.governance import figures, showing
from forum.governance.figures import Fact
from forum.governance.models import TransparencyMonth
from forum.kernel import clock
from forum.moderation import actions as moderation
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome, Ruling
from tests.support import make


def on(day: int, *, hour: int = 9, month: int = 10) -> AbstractContextManager[None]:
    """A morning in October."""
    return clock.at(datetime(2026, month, day, hour, tzinfo=UTC))


def ruled(
    outcome: Outcome = Outcome.HIDE,
    *,
    about: User | None = None,
    by: User | None = None,
    reason: str = "flagged",
    after: timedelta = timedelta(),
    clause: str = "",
    **given: Any,
) -> Ruling:
    """Somebody's post was looked at, and so it was decided."""
    author = about or make.member()
    post = make.post(topic=make.topic(), author=author)
    case = moderation.hold("post", post.id, about=author, reason=reason)
    with clock.at(clock.now() + after):
        decided = Decided(outcome, clause_key=clause, words="Not here.", **given)
        return moderation.decide(by or make.moderator(), case, decided)


def appealed(ruling: Ruling, outcome: AppealOutcome, *, by: User | None = None) -> Appeal:
    """The member asked for another look, and that is what became of it."""
    made = appeals.appeal(make_again(ruling.about_id), "Look again.", ruling_id=ruling.id)
    appeals.decide(by or make.moderator(), made.id, Verdict(outcome, "We looked again."))
    return made


def make_again(user_id: int) -> User:
    """The member of this number."""
    return people.fresh_member(user_id)


def keys_of(figures: dict[str, Any], name: str) -> Sequence[tuple[str, int]]:
    """The rows of a table, by key and count."""
    return [(row["key"], row["count"]) for row in figures[name]["rows"]]


def freeze_months() -> list[str]:
    """A month with every row that there can be, one of too few people, and one without anything."""
    full = _figures((1, 2, 3))
    full["clauses"] = figures.table([Fact("zz", one) for one in (1, 2, 3)], {"zz": "1. zzKind"})
    made = {"2025-01": full, "2025-02": _figures((1,)), "2025-03": _figures(())}
    for month, found in made.items():
        make.save(TransparencyMonth(month=month, figures=found))
    return list(made)


def _figures(people: Sequence[int]) -> dict[str, Any]:
    one = [Fact("", person, 90) for person in people]
    numbers = ("criticism", "rule_overturned", "appeals_made", "appeals_in_time")
    minutes = ("first_minutes", "final_minutes", "appeal_minutes")
    tables = {
        name: figures.table(Fact(key, person) for key in rows for person in people)
        for name, rows in showing.ROWS.items()
    }
    times = {name: figures.median(one) for name in minutes}
    return {"version": 0, "hours": 72} | tables | times | {n: figures.number(one) for n in numbers}
