"""The queue in words: how much time is left, why a case is there, and who did what with it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.accounts.models import User
from forum.audit.queries import Line
from forum.kernel import clock
from forum.moderation import scoring
from forum.moderation.kinds import ReviewKind
from forum.moderation.models import Band, CaseState, Reviewable
from forum.moderation.queries import Entry, Tab
from forum.moderation.saying import VERBS
from forum.pages.models import Harm
from forum.pages.wording import HARMS

TABS: Mapping[Tab, Any] = {
    Tab.OPEN: _l("Open"),
    Tab.MINE: _l("Mine"),
    Tab.ESCALATED: _l("Escalated"),
    Tab.WAITING: _l("Put aside"),
    Tab.APPEALS: _l("Appeals"),
    Tab.DONE: _l("Done today"),
}
BANDS: Mapping[Band, Any] = {
    Band.URGENT: _l("Urgent: within 30 minutes, day and night"),
    Band.HIGH: _l("High: within 2 hours"),
    Band.NORMAL: _l("Normal: within 12 hours"),
    Band.LOW: _l("Low: within 48 hours"),
}
# Acts that end a case when they are carried out, and the one that takes them back.
DECIDING = {
    f"moderation.{one}"
    for one in ("keep", "hide", "remove", "edit", "move", "nothing", "approve", "reject")
}
ENDING = DECIDING | {"moderation.dismiss"}
UNDO = "moderation.undo"
# What older cases keep as the share of people without a record: it says nothing about them.
BLANK = 50
SOON = 0.75
IN_MINUTES, IN_HOURS = timedelta(hours=10), timedelta(hours=48)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
# As long as the bars of a part may be: the most that one part alone can add.
LONGEST_BAR = 60


@dataclass(frozen=True)
class Left:
    """How much time a case has left, in words, and how bad that is: '', warn or bad."""

    words: str
    mood: str = ""


@dataclass(frozen=True)
class Act:
    """What somebody did with a case, and the words they gave."""

    who: User | None
    what: str
    at: datetime
    words: str


def left(case: Reviewable) -> Left:
    """How much time is left; from three quarters of it on that is said louder."""
    now = clock.now()
    if not case.is_open:
        return Left(str(_("decided")))
    if case.is_paused:
        return Left(str(_("clock stopped")))
    rest = case.due_at - now
    if rest <= timedelta():
        return Left(str(_("%(time)s late", time=span(-rest))), "bad")
    whole = max(case.due_at - case.created_at, timedelta(minutes=1))
    mood = "bad" if case.band == Band.URGENT else "warn" if rest < whole * (1 - SOON) else ""
    return Left(str(_("%(time)s left", time=span(rest))), mood)


def span(time: timedelta) -> str:
    """A span in few signs: 0:42, 19 h, 3 d."""
    if time < IN_MINUTES:
        minutes = int(time.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if time < IN_HOURS:
        return str(_("%(count)s h", count=time // HOUR))
    return str(_("%(count)s d", count=time // DAY))


def part(one: Mapping[str, Any], entry: Entry) -> str:
    """One part of the priority, with the figures that it came from."""
    name = one["part"]
    if name == scoring.FLAGS:
        return _flags(one)
    if name == scoring.REACH:
        views = one["views"]
        seen = ngettext(
            "Seen %(count)s time within an hour",
            "Seen %(count)s times within an hour",
            views,
            count=views,
        )
        return str(seen)
    if name == scoring.CARE:
        return _care(one)
    if name == scoring.WAIT:
        waited = span(timedelta(minutes=int(one["minutes"])))
        return str(_("Has waited for %(time)s", time=waited))
    if name == scoring.LIKENESS:
        return str(
            _(
                "Reads like texts that were removed: %(share)s %% sure, from %(count)s decisions",
                share=one["share"],
                count=one["decisions"],
            )
        )
    return _severity(one, entry)


def _severity(one: Mapping[str, Any], entry: Entry) -> str:
    """What members flagged is said by the harm of the heaviest clause, the rest by its reason."""
    word = one["word"]
    flagged = _harm_of(one["points"]) if entry.case.clause_key else None
    named = HARMS[Harm(word)] if word in set(Harm) else None
    return str(named or flagged or reason(entry.kind, word))


def _harm_of(points: int) -> Any:
    harm = next((harm for harm, most in scoring.BY_HARM.items() if most == points), None)
    return HARMS[Harm(harm)] if harm else None


def reason(kind: ReviewKind | None, word: str) -> str:
    """Why something is in the queue, as its kind puts it."""
    known = kind.reasons.get(word) if kind else None
    return str(known or _("Why: %(reason)s", reason=word.replace("_", " ")))


def act(line: Line) -> Act:
    """An entry of the audit log about a case."""
    what = VERBS.get(line.entry.verb) or line.entry.verb.partition(".")[2].replace("_", " ")
    after = line.entry.after or {}
    return Act(line.actor, str(what), line.entry.at, after.get("words") or after.get("note") or "")


def meanwhile(case: Reviewable, last: Line | None) -> str:
    """What somebody else did with a case while it was looked at."""
    if case.is_open and case.is_claimed_at(clock.now()) and case.claimed_by:
        name = case.claimed_by.display_name
        return str(_("%(name)s has taken this case. Nothing of yours was done.", name=name))
    if last is None or last.actor is None:
        return str(_("This case has changed meanwhile. Look at it again before you go on."))
    told = act(last)
    return str(
        _(
            "%(name)s was quicker and %(what)s. Nothing was done twice.",
            name=last.actor.display_name,
            what=told.what,
        )
    )


def lately(case: Reviewable, last: Line | None) -> str:
    """What became of a case a moment ago, for whoever has it on the screen."""
    if not case.is_open:
        return _ended(case, last)
    if case.is_claimed_at(clock.now()) and case.claimed_by:
        return str(_("%(name)s has taken it.", name=case.claimed_by.display_name))
    if last is None or last.actor is None:
        return str(_("This case has changed meanwhile."))
    told = act(last)
    if last.entry.verb in DECIDING:
        # Written down while the case waits: nobody took the decision back, it could not be done.
        return str(_("Waits again: what was decided could not be done."))
    name = last.actor.display_name
    if last.entry.verb == UNDO:
        return str(_("Waits again: %(name)s %(what)s.", name=name, what=told.what))
    return str(_("%(name)s %(what)s.", name=name, what=told.what))


def _ended(case: Reviewable, last: Line | None) -> str:
    if last is None or last.actor is None or last.entry.verb not in ENDING:
        return str(_("Decided or withdrawn: nothing is left to do here."))
    name, told = last.actor.display_name, act(last)
    return str(_("Decided: %(name)s %(what)s.", name=name, what=told.what))


def is_aside(case: Reviewable) -> bool:
    """Whether the case comes back by itself, and can be brought back before."""
    return case.state in (CaseState.WAITING, CaseState.SNOOZED)


def _flags(one: Mapping[str, Any]) -> str:
    said = ngettext("%(count)s flag", "%(count)s flags", one["count"], count=one["count"])
    decided = one.get("decided")
    if decided == 0:
        return str(_("%(flags)s, by people of whom no flags are decided yet", flags=said))
    if decided:
        return _by_record(said, one)
    if one.get("right") in (None, BLANK):
        return str(said)
    return str(
        _(
            "%(flags)s, by people who are right %(share)s %% of the time",
            flags=said,
            share=one["right"],
        )
    )


def _by_record(said: str, one: Mapping[str, Any]) -> str:
    """Of how many flags it was learned stands beside the share, which says little of a few."""
    told = ngettext(
        "%(flags)s, by people who were right in %(share)s %% of %(count)s decided flag",
        "%(flags)s, by people who were right in %(share)s %% of %(count)s decided flags",
        one["decided"],
        flags=said,
        share=one["right"],
        count=one["decided"],
    )
    return str(told)


def _care(one: Mapping[str, Any]) -> str:
    if one["word"] == "incident":
        return str(_("Belongs to an incident"))
    if not one.get("days"):
        return str(_("The account is new today"))
    days = one["days"]
    age = ngettext(
        "The account is %(count)s day old", "The account is %(count)s days old", days, count=days
    )
    return str(age)
