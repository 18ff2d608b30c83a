"""The letter of a summary: its words, its way out, and how it looks to somebody who may see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Any

from flask_babel import format_date, format_time, gettext
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from forum.accounts.models import User
from forum.kernel.manifest import SampleLetter
from forum.launches.queries import Coming
from forum.mail import compose
from forum.notices import leaving, queries
from forum.notices.kinds import DigestWhen
from forum.notices.leaving import Leaving
from forum.notices.letters import values_of
from forum.notices.queries import Contents, Entry
from forum.tiers import words as tiers
from forum.tiers.models import Tier
from forum.tiers.queries import Lack

KIND = "notices.digest"
TEMPLATE = "notices/digest"


@dataclass(frozen=True)
class Letter:
    """A summary as it is to be posted."""

    written: compose.Written
    leave_address: str


def letter_for(member: User, contents: Contents) -> Letter:
    """The summary for this member, in their language."""
    leave = compose.address("notices.leave", word=leaving.word_for(Leaving(member.id, None)))
    written = compose.write(
        TEMPLATE, language=member.locale, leave=leave, **values_for(member, contents)
    )
    return Letter(written, leave)


def values_for(member: User, contents: Contents) -> dict[str, Any]:
    """What the template says."""
    tier = contents.tier
    return {
        "name": member.display_name,
        "is_daily": contents.when == DigestWhen.DAILY,
        "best": _entries(contents.best),
        "questions": _entries(contents.questions),
        "lines": [values_of(line) for line in contents.lines],
        "points": contents.points,
        "tier": LazyString(tiers.name_of, tier) if tier else "",
        "missing": LazyString(tiers.missing, contents.lack) if tier else "",
        "badge": contents.badge,
        "nearness": contents.nearness,
        "launch": _launch(contents.launch, member) if contents.launch else None,
        "home": compose.address("home.latest"),
        "inbox": compose.address("notices.index"),
    }


def _launch(one: Coming, member: User) -> dict[str, Any]:
    """The launch, with the moment that is the reader's own."""
    moment = one.window.closes_at if one.is_open else one.window.opens_at
    return {
        "title": one.launch.title,
        "is_open": one.is_open,
        "when": LazyString(_moment, moment, queries.zone_of(member.time_zone)),
        "link": compose.address("launches.show", launch=one.launch.slug),
    }


def _moment(moment: datetime, zone: tzinfo) -> str:
    """A day and a time where the reader is, and by which clock."""
    there = moment.astimezone(zone)
    return str(
        gettext(
            "%(day)s, %(time)s (%(zone)s)",
            day=format_date(there, "full"),
            time=format_time(there, "short", rebase=False),
            zone=there.tzname() or "UTC",
        )
    )


def _entries(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    return [
        {
            "title": entry.title,
            "channel": entry.channel,
            "replies": entry.replies,
            "reactions": entry.reactions,
            "link": compose.address(
                "reading.first_unread", slug=entry.slug, topic_id=entry.topic_id
            ),
        }
        for entry in entries
    ]


SAMPLE_VALUES: dict[str, Any] = {
    "name": "Ada Lovelace",
    "is_daily": False,
    "best": [
        {
            "title": "Which kettle pours slowly enough?",
            "channel": "Brewing",
            "replies": 12,
            "reactions": 31,
            "link": "/p/1",
        },
        {
            "title": "Show your shelf",
            "channel": "Talk",
            "replies": 4,
            "reactions": 9,
            "link": "/p/2",
        },
    ],
    "questions": [
        {
            "title": "My grinder stalls on light roasts",
            "channel": "Help",
            "replies": 0,
            "reactions": 1,
            "link": "/p/3",
        }
    ],
    "lines": [],
    "points": 35,
    "tier": LazyString(tiers.name_of, Tier(slug="silver", name="")),
    "missing": LazyString(tiers.missing, Lack(120)),
    "badge": "",
    "nearness": 0,
    "launch": {
        "title": "The Field Kettle",
        "is_open": False,
        "when": LazyString(_moment, datetime(2027, 3, 4, 17, tzinfo=UTC), UTC),
        "link": "/launches/1",
    },
    "home": "/",
    "inbox": "/notices",
}
SAMPLE = SampleLetter(TEMPLATE, _("The summary"), SAMPLE_VALUES)
