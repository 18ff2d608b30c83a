"""Sending a case to another team: it is due by their hours, and goes to whom they deal it."""

from datetime import timedelta

from forum.accounts.models import User
from forum.kernel.bus import announce
from forum.kernel.policy import Invalid
from forum.kernel.unit import action
from forum.moderation import queries
from forum.moderation.actions import weighing
from forum.moderation.actions.claiming import (
    NOBODY,
    RUNNING,
    change,
    check,
    checked_words,
    go_on,
    record,
)
from forum.moderation.models import FIRST_TEAM, Band, CaseState, Reviewable, Team
from forum.moderation.signals import CaseSent


@action
def send(moderator: User, case: Reviewable, team_key: str, words: str) -> None:
    """Let another team decide, with words why. Raises Invalid for `team` and `words`."""
    check(moderator, case)
    words, team = checked_words(words), _team(team_key)
    if team_key == case.team:
        raise Invalid("team", "there_already")
    go_on(case)
    began = case.created_at + timedelta(seconds=case.paused_seconds)
    due_at = weighing.due(Band(case.band), began, queries.hours_of(team_key))
    hands = queries.next_hands(team_key, but=case.about_id)
    there = {"team": team_key, "assigned_to_id": hands, "band_due_at": due_at}
    change(case, state=CaseState.OPEN, **there, **RUNNING, **NOBODY)
    record(moderator, case, "send", words=words, team=team.name if team else "")
    to_ids = tuple(one.id for one in queries.members_of(team)) if team else ()
    told = to_ids if hands is None else (hands,)
    announce(CaseSent(case.id, case.version, told, moderator.id, words))


@action
def send_to(kind: str, target_id: int, team_key: str) -> None:
    """Let a team have the open case of something, if there is one: a step for rules."""
    case, team = queries.open_case(kind, target_id), queries.team_named(team_key)
    if case is None or team is None or case.team == team_key:
        return
    case.team, case.assigned_to_id = team_key, queries.next_hands(team_key, but=case.about_id)
    case.band_due_at = weighing.due(Band(case.band), case.created_at, queries.hours_of(team_key))
    weighing.reckon(case, queries.hours_of(team_key))


def _team(key: str) -> Team | None:
    """The team; the first one is there without a row."""
    team = queries.team_named(key)
    if team is None and key != FIRST_TEAM:
        raise Invalid("team", "unknown" if key else "empty")
    return team
