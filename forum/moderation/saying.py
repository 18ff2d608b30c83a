"""How acts of moderation are said, beside a case and in the audit log."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table

VERBS: Mapping[str, Any] = {
    "moderation.claim": _l("took it"),
    "moderation.release": _l("gave it back"),
    "moderation.snooze": _l("put it aside"),
    "moderation.wait": _l("waits for the member"),
    "moderation.resume": _l("brought it back"),
    "moderation.escalate": _l("passed it on"),
    "moderation.send": _l("sent it to another team"),
    "moderation.give": _l("gave it to somebody of the team"),
    "moderation.take_off": _l("let it be for nobody in particular"),
    "moderation.keep": _l("kept it"),
    "moderation.hide": _l("hid it"),
    "moderation.remove": _l("removed it"),
    "moderation.edit": _l("edited it"),
    "moderation.move": _l("moved it"),
    "moderation.nothing": _l("left the text and decided about the member"),
    "moderation.propose": _l("proposed to remove it"),
    "moderation.object": _l("did not agree to remove it"),
    "moderation.undo": _l("took the decision back"),
    "moderation.overturn": _l("overturned the decision"),
    "moderation.reduce": _l("made the decision milder"),
    "moderation.approve": _l("approved it"),
    "moderation.reject": _l("rejected it"),
    "moderation.dismiss": _l("put it away"),
}
OF_TEAMS: Mapping[str, Any] = {
    "moderation.add_team": _l("set up a team"),
    "moderation.arrange_team": _l("arranged a team"),
    "moderation.be_away": _l("is away"),
    "moderation.be_back": _l("is back"),
    "moderation.look_as": _l("looked at the forum as somebody else"),
    "moderation.stop_looking": _l("looked at the forum as themselves again"),
}
KINDS: Mapping[str, Any] = {
    "post": _l("post"),
    "edit": _l("change of a post"),
    "member": _l("member"),
    "user": _l("member"),
    "entry": _l("request to enter"),
    "message_report": _l("reported message"),
    "appeal": _l("appeal"),
    "profile": _l("profile"),
    "topic_waits": _l("topic that waits"),
    "promise": _l("promise that is late"),
    "wave": _l("wave"),
    "team": _l("team"),
}
# A Monday, to have the days of the week named.
MONDAY = date(2026, 11, 23)


def _hours(week: list[list[int] | None]) -> str:
    days = [
        (format_date(MONDAY + timedelta(number), "EEE"), day) for number, day in enumerate(week)
    ]
    return ", ".join(f"{name} {_time(day[0])}-{_time(day[1])}" for name, day in days if day)


def _time(minute: int) -> str:
    return f"{minute // 60}:{minute % 60:02}"


ACTS = Acts(
    verbs={**VERBS, **OF_TEAMS},
    kinds=KINDS,
    facts={
        "case": _l("Case"),
        "note": _l("Words to the member"),
        "words": _l("Words to the team"),
        "clause": _l("Clause"),
        "ruling": _l("Decision"),
        "until": _l("Until"),
        "level": _l("Level"),
        "team": _l("Team"),
        "user_id": _l("For"),
        "as": _l("As whom"),
        "name": _l("Name"),
        "hours": _l("Working hours"),
        "holidays": _l("Days off"),
        "seats": _l("Who sits in it"),
    },
    values={
        "as": from_table({"guest": _l("a guest"), "new": _l("a new member")}),
        "hours": _hours,
    },
)
