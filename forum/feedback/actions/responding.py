"""What the brand says to what it heard, and what it promises."""

from dataclasses import dataclass
from datetime import date

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.feedback import policy, queries
from forum.feedback.models import FeedbackRound, LaunchPromise
from forum.feedback.signals import FeedbackHeard, PromiseKept
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused, deny, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action

KIND = "launch"
PROMISE = "launch_promise"


@dataclass(frozen=True)
class Response:
    """What we heard, what we change, what we will not: a launch is reported when all three
    stand."""

    heard: str
    changes: str
    stays: str


@dataclass(frozen=True)
class Promise:
    """What is promised, until which day, and about which launch, if about any."""

    words: str
    due: date
    launch_id: int | None = None


@action
def respond(admin: User, round_: FeedbackRound, response: Response) -> None:
    """Say what was heard; the first time everybody who answered is told. Raises Invalid."""
    require(policy.can_run(admin))
    wait_for_turn(f"feedback:{round_.launch_id}")
    db.session.refresh(round_, ["published_at", "said_at"])
    if round_.published_at is None:
        raise Refused(deny("feedback_is_draft"))
    texts = {
        "heard": response.heard.strip(),
        "changes": response.changes.strip(),
        "stays": response.stays.strip(),
    }
    for name, text in texts.items():
        _check(name, text, most=policy.LONGEST_SAID)
    is_first = round_.said_at is None
    for name, text in texts.items():
        setattr(round_, name, text)
    round_.said_at, round_.said_by_id = clock.now(), admin.id
    audit.record(admin, "feedback.respond", KIND, round_.launch_id, after=texts)
    if is_first:
        announce(FeedbackHeard(round_.launch_id, tuple(queries.answered_by(round_))))


@action
def promise(admin: User, plan: Promise) -> LaunchPromise:
    """Promise something in public. Raises Invalid."""
    require(policy.can_run(admin))
    made = LaunchPromise(made_by_id=admin.id, launch_id=plan.launch_id)
    made.first_due = plan.due
    if plan.due < queries.days_at(clock.now()).today:
        raise Invalid("due", "in_the_past")
    _write(made, plan)
    db.session.add(made)
    db.session.flush()
    after = {"words": made.words, "due": made.due.isoformat()}
    audit.record(admin, "feedback.promise", PROMISE, made.id, after=after)
    return made


@action
def change_promise(admin: User, made: LaunchPromise, plan: Promise) -> None:
    """Say it anew; the day that was said first stays to be read. Raises Invalid."""
    wait_for_turn(f"promise:{made.id}")
    db.session.refresh(made, ["done_at", "due"])
    require(policy.can_keep(admin, made))
    if plan.due != made.due and plan.due < queries.days_at(clock.now()).today:
        raise Invalid("due", "in_the_past")
    before = {"words": made.words, "due": made.due.isoformat()}
    made.launch_id = plan.launch_id
    _write(made, plan)
    after = {"words": made.words, "due": made.due.isoformat()}
    audit.record(admin, "feedback.change_promise", PROMISE, made.id, before=before, after=after)


@action
def keep_promise(admin: User, made: LaunchPromise, note: str) -> None:
    """Say that it is kept, and how. Raises Invalid."""
    wait_for_turn(f"promise:{made.id}")
    db.session.refresh(made, ["done_at"])
    require(policy.can_keep(admin, made))
    note = note.strip()
    _check("note", note, most=policy.LONGEST_PROMISE)
    made.done_at, made.done_by_id, made.done_note = clock.now(), admin.id, note
    audit.record(admin, "feedback.keep_promise", PROMISE, made.id, after={"note": note})
    announce(PromiseKept(made.id, made.launch_id))


def _write(made: LaunchPromise, plan: Promise) -> None:
    words = plan.words.strip()
    _check("words", words, most=policy.LONGEST_PROMISE)
    made.words, made.due = words, plan.due


def _check(name: str, text: str, *, most: int) -> None:
    if not text:
        raise Invalid(name, "needed")
    if len(text) > most:
        raise Invalid(name, "too_long", most=most)
