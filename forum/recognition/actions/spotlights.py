"""The way into the spotlight: a shortlist, a human choice, the member's own yes."""

from datetime import timedelta

from sqlalchemy import update

from forum.accounts.models import User
from forum.activity import actions as activity
from forum.activity.actions import Thing
from forum.activity.models import DeedKind
from forum.audit.actions import record
from forum.kernel import clock, handover
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.kernel.upsert import insert
from forum.mail import actions as mail
from forum.recognition import consent, periods, policy, queries
from forum.recognition.models import Answer, Nomination, Spotlight, SpotlightOffer, SpotlightRound
from forum.recognition.periods import SHOWN_DAYS, Period
from forum.recognition.settings import PERK
from forum.recognition.signals import SpotlightBegan, SpotlightOffered

TO_ANSWER = timedelta(hours=72)
TURN = "spotlight"


@action
def nominate(member: User, other: User) -> None:
    """Name somebody for the spotlight of the period that runs; the last name counts."""
    require(policy.can_nominate(member, other))
    period = queries.present_period().key
    row = insert(Nomination).values(
        author_id=member.id, to_id=other.id, period=period, at=clock.now()
    )
    again = {"to_id": row.excluded.to_id, "at": row.excluded.at}
    columns = ["author_id", "period"]
    db.session.execute(row.on_conflict_do_update(index_elements=columns, set_=again))


@action
def make_round(period: Period) -> SpotlightRound | None:
    """Make the shortlist of a period that is over, once; without anybody it ends at once."""
    if queries.has_round(period.key):
        return None
    found = queries.shortlist(queries.candidates(period))
    rows = [one.as_row for one in found]
    ended_at = None if rows else clock.now()
    row = insert(SpotlightRound).values(
        period=period.key, made_at=clock.now(), candidates=rows, closed_at=ended_at
    )
    once = row.on_conflict_do_nothing(index_elements=["period"]).returning(SpotlightRound.id)
    round_id = db.session.scalar(once)
    return queries.round_by_id(round_id) if round_id is not None else None


@action
def offer(staff: User, one: SpotlightRound, user_id: int) -> SpotlightOffer:
    """Choose somebody of the shortlist, and ask them. Raises Invalid and Refused."""
    require(policy.can_care(staff))
    wait_for_turn(TURN)
    one = queries.round_by_id(one.id)
    asked = queries.offers_of(one.id)
    if one.closed_at is not None or any(sent.is_open for sent in asked.values()):
        raise Invalid("user_id", "not_now")
    if user_id in asked or user_id not in _fit(one):
        raise Invalid("user_id", "no_choice")
    sent = _send(one, user_id, by_id=staff.id)
    record(staff, "recognition.offer", "member", user_id, after={"period": one.period})
    return sent


@action
def end_round(staff: User, one: SpotlightRound) -> None:
    """Let nobody stand in the spotlight of this period; a question that is out is taken back."""
    require(policy.can_care(staff))
    wait_for_turn(TURN)
    one = queries.round_by_id(one.id)
    if one.closed_at is None:
        open_ones = update(SpotlightOffer).where(
            SpotlightOffer.round_id == one.id, SpotlightOffer.answer.is_(None)
        )
        values = open_ones.values(answer=Answer.NOTHING, answered_at=clock.now())
        db.session.execute(values)
        one.closed_at, one.closed_by_id = clock.now(), staff.id
        record(staff, "recognition.end_round", "round", one.id, after={"period": one.period})


@action
def answer(member: User, offer_id: int, *, says_yes: bool) -> SpotlightOffer:
    """What the member says who was asked, signed in or by the word of the letter."""
    wait_for_turn(TURN)
    found = queries.offer_by_id(offer_id)
    is_fit = not says_yes or member.id in _fit(found.round)
    require(policy.can_answer(member, found, is_fit=is_fit))
    found.answer, found.answered_at = (Answer.YES if says_yes else Answer.NO), clock.now()
    if says_yes:
        _begin(found)
    else:
        _ask_next(found.round)
    return found


@action
def end_overdue() -> int:
    """Ask the next one where nobody answered in time; returns how many did not."""
    wait_for_turn(TURN)
    late = queries.offers_overdue()
    for one in late:
        one.answer, one.answered_at = Answer.NOTHING, clock.now()
        if one.round.closed_at is None:
            _ask_next(one.round)
    return len(late)


@action
def take_back_offers(user_id: int) -> None:
    """Ask the next one where somebody was asked who has left; what they were asked is gone."""
    wait_for_turn(TURN)
    open_rounds = [one.round for one in queries.offers_to(user_id) if one.round.closed_at is None]
    handover.let_go(Spotlight.user_id, SpotlightOffer.user_id, of=user_id)
    for one in open_rounds:
        if not any(sent.answer is None for sent in queries.offers_of(one.id).values()):
            _ask_next(one)


def _begin(sent: SpotlightOffer) -> None:
    one = sent.round
    shown = timedelta(days=SHOWN_DAYS[periods.named(one.period).kind])
    figures = next((row for row in one.candidates if row["user_id"] == sent.user_id), {})
    began = Spotlight(offer_id=sent.id, user_id=sent.user_id, period=one.period, figures=figures)
    began.ends_at, began.perk = clock.now() + shown, PERK.get()
    one.closed_at = clock.now()
    db.session.add(began)
    db.session.flush()
    chosen_by = [row.offered_by_id for row in queries.offers_of(one.id).values()]
    by_id = next((found for found in chosen_by if found is not None), None)
    thing = Thing("spotlight", began.id)
    activity.record(DeedKind.SPOTLIT, by_id, thing, to_id=sent.user_id, words=one.period)
    announce(SpotlightBegan(began.id, sent.user_id))


def _ask_next(one: SpotlightRound) -> None:
    """The next of the list who can be asked; without one the round is over."""
    db.session.flush()
    asked, fit = queries.offers_of(one.id), _fit(one)
    waiting = [row["user_id"] for row in one.candidates if row["user_id"] in fit - asked.keys()]
    if waiting:
        _send(one, waiting[0], by_id=None)
    else:
        one.closed_at = clock.now()


def _send(one: SpotlightRound, user_id: int, *, by_id: int | None) -> SpotlightOffer:
    sent = SpotlightOffer(round_id=one.id, user_id=user_id, offered_by_id=by_id)
    sent.until = clock.now() + TO_ANSWER
    db.session.add(sent)
    db.session.flush()
    sent = queries.offer_by_id(sent.id)
    written = consent.letter(sent)
    mail.post("recognition.spotlight", to=sent.user.email, **written.parts)
    announce(SpotlightOffered(sent.id, user_id))
    return sent


def _fit(one: SpotlightRound) -> set[int]:
    return queries.still_fit([row["user_id"] for row in one.candidates])
