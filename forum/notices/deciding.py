"""What notices do when they hear of the work of the team: decisions, appeals, and its cases."""

from forum.answering import queries as answering
from forum.appeals import queries as appeals
from forum.appeals.settings import HOURS
from forum.appeals.signals import AppealDecided, AppealMade
from forum.kernel.bus import Listeners
from forum.moderation import queries as moderation
from forum.moderation.signals import (
    CaseEscalated,
    CaseGiven,
    CaseOpened,
    CaseSent,
    CasesFreed,
    FlagsSettled,
    HiddenByFlags,
    RulingMade,
    SecondNeeded,
)
from forum.notices import actions, queries
from forum.notices.kinds import NoticeKind
from forum.replies.signals import ComplaintClosed, OutcomeAsked
from forum.sanctions.signals import (
    RemovalProposed,
    SanctionBegan,
    SanctionEnded,
    SanctionLifted,
)
from forum.topics.queries import POST


def hear_hidden(signal: HiddenByFlags) -> None:
    """Tell the author at once: they can change it, and nothing is lost."""
    if signal.target_kind == POST:
        key = f"hidden:{signal.case_id}"
        actions.tell_news(NoticeKind.HIDDEN, {signal.about_id: {"post": signal.target_id}}, key=key)


def hear_ruling(signal: RulingMade) -> None:
    """Tell whom it is about why the team decided so."""
    if moderation.is_told_as_ruling(signal.ruling_id):
        facts = {"ruling": signal.ruling_id, "outcome": signal.outcome}
        key = f"ruling:{signal.ruling_id}"
        actions.tell_news(NoticeKind.RULING, {signal.about_id: facts}, key=key)


def hear_settled(signal: FlagsSettled) -> None:
    """Tell those who flagged something what became of it."""
    told = {one: {"agreed": signal.agreed} for one in signal.flagger_ids}
    actions.tell_news(NoticeKind.FLAG_SETTLED, told, key=f"flags:{signal.case_id}")


def hear_sanction(signal: SanctionBegan) -> None:
    """Tell who was warned or stopped by hand; a decision on a case is told as that."""
    if signal.ruling_id is None:
        facts = {"kind": signal.kind}
        key = f"sanction:{signal.sanction_id}"
        actions.tell_news(NoticeKind.SANCTION, {signal.user_id: facts}, key=key)


def hear_end(signal: SanctionEnded) -> None:
    """Tell who may write again."""
    _tell_over(signal.sanction_id, signal.user_id, "ended")


def hear_lift(signal: SanctionLifted) -> None:
    """Tell whose sanction was taken back, unless that is told as part of something else."""
    if not signal.is_told_elsewhere:
        _tell_over(signal.sanction_id, signal.user_id, "lifted")


def hear_appeal(signal: AppealMade) -> None:
    """Tell who asked for another look that it has come."""
    facts = {"outcome": "", "hours": HOURS.get()}
    key = f"appeal:{signal.appeal_id}"
    actions.tell_news(NoticeKind.APPEAL, {signal.user_id: facts}, key=key)


def hear_answer(signal: AppealDecided) -> None:
    """Tell them what became of it, at the decision that it was about."""
    ruling_id = appeals.appeal_by_id(signal.appeal_id).ruling_id
    outcome = signal.outcome if ruling_id else f"{signal.outcome}:member"
    facts = {"outcome": outcome, "ruling": ruling_id or 0}
    key = f"appeal:{signal.appeal_id}:{signal.outcome}"
    actions.tell_news(NoticeKind.APPEAL, {signal.user_id: facts}, key=key)


def hear_second(signal: SecondNeeded) -> None:
    """Ask the others of the team to look as the second person."""
    facts = {"about": "text", "ruling": signal.ruling_id}
    _tell_others(signal.proposed_by_id, facts, key=f"second:{signal.ruling_id}")


def hear_proposal(signal: RemovalProposed) -> None:
    """Ask the others of the team about the removal of a member."""
    facts = {"about": "member", "user": signal.user_id}
    _tell_others(signal.by_id, facts, key=f"removal:{signal.sanction_id}")


def hear_case(signal: CaseOpened) -> None:
    """Tell to whom a case was dealt."""
    if signal.dealt_to_id is not None:
        facts = {"what": "dealt", "case": signal.case_id}
        told = {signal.dealt_to_id: facts}
        actions.tell_news(NoticeKind.CASE, told, key=f"dealt:{signal.case_id}")


def hear_escalation(signal: CaseEscalated) -> None:
    """Tell those whom the ladder names for this level, with the words of who passed it on.

    Where it names nobody of the team from this level on, those who run the site are told.
    """
    facts = {"what": "passed", "case": signal.case_id, "words": signal.words}
    named = answering.team_from(signal.level, but=signal.by_id)
    told = dict.fromkeys(named or set(queries.admins()) - {signal.by_id}, facts)
    key = f"passed:{signal.case_id}:{signal.level}"
    actions.tell_news(NoticeKind.CASE, told, key=key, doer_id=signal.by_id)


def hear_sending(signal: CaseSent) -> None:
    """Tell the team to which a case was sent."""
    facts = {"what": "sent", "case": signal.case_id, "words": signal.words}
    told = dict.fromkeys(set(signal.to_ids) - {signal.by_id}, facts)
    key = f"sent:{signal.case_id}:{signal.version}"
    actions.tell_news(NoticeKind.CASE, told, key=key, doer_id=signal.by_id)


def hear_giving(signal: CaseGiven) -> None:
    """Tell somebody of the team that a case is for them."""
    what = "given" if signal.by_id is not None else "for_you"
    facts = {"what": what, "case": signal.case_id, "words": signal.words}
    key = f"given:{signal.case_id}:{signal.version}"
    actions.tell_news(NoticeKind.CASE, {signal.to_id: facts}, key=key, doer_id=signal.by_id)


def hear_freeing(signal: CasesFreed) -> None:
    """Tell a team that cases wait for all of it again."""
    first = signal.case_ids[0]
    facts = {"what": "freed", "case": first, "count": len(signal.case_ids)}
    key = f"freed:{first}:{signal.version}"
    actions.tell_news(NoticeKind.CASE, dict.fromkeys(signal.to_ids, facts), key=key)


def _tell_over(sanction_id: int, user_id: int, what: str) -> None:
    key = f"sanction:{sanction_id}:{what}"
    actions.tell_news(NoticeKind.SANCTION_OVER, {user_id: {"what": what}}, key=key)


def _tell_others(but_id: int, facts: dict[str, object], *, key: str) -> None:
    told = dict.fromkeys(set(queries.staff()) - {but_id}, facts)
    actions.tell_news(NoticeKind.SECOND, told, key=key)


def hear_question(signal: OutcomeAsked) -> None:
    """Ask whether an answer solved it, in the inbox too."""
    told = {signal.user_id: {"what": "answer", "use": signal.use_id}}
    actions.tell_news(NoticeKind.SOLVED, told, key=f"solved:{signal.use_id}", doer_id=signal.by_id)


def hear_closing(signal: ComplaintClosed) -> None:
    """Ask whether a complaint is settled."""
    told = {signal.user_id: {"what": "complaint", "topic": signal.topic_id}}
    key = f"complaint:{signal.topic_id}:{signal.post_id}"
    actions.tell_news(NoticeKind.SOLVED, told, key=key, doer_id=signal.by_id)


ALL: Listeners = [
    (OutcomeAsked, hear_question),
    (ComplaintClosed, hear_closing),
    (HiddenByFlags, hear_hidden),
    (RulingMade, hear_ruling),
    (FlagsSettled, hear_settled),
    (SanctionBegan, hear_sanction),
    (SanctionEnded, hear_end),
    (SanctionLifted, hear_lift),
    (AppealMade, hear_appeal),
    (AppealDecided, hear_answer),
    (SecondNeeded, hear_second),
    (RemovalProposed, hear_proposal),
    (CaseOpened, hear_case),
    (CaseEscalated, hear_escalation),
    (CaseSent, hear_sending),
    (CaseGiven, hear_giving),
    (CasesFreed, hear_freeing),
]
