"""The letters about notices: which template, what it says, where it leads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from forum.accounts.models import User
from forum.badges import wording
from forum.kernel.manifest import SampleLetter
from forum.mail import compose
from forum.notices import leaving, places
from forum.notices.kinds import NoticeKind
from forum.notices.leaving import Leaving
from forum.notices.news import SAYINGS
from forum.notices.queries import Line
from forum.notices.saying import Facts

SEVERAL = "several"
NEWS = "news"


@dataclass(frozen=True)
class About:
    """A letter as it is to be posted."""

    kind: str
    written: compose.Written
    leave_address: str
    thread: str | None


def about(member: User, lines: Sequence[Line]) -> About:
    """One letter about notices of one topic, or about a single one of none."""
    last = lines[-1]
    topic_id = last.notice.topic_id
    word = leaving.word_for(Leaving(member.id, last.notice.subject, topic_id))
    leave = compose.address("notices.leave", word=word)
    name = str(last.notice.kind) if len(lines) == 1 else SEVERAL
    written = compose.write(
        f"notices/{NEWS if last.news and len(lines) == 1 else name}",
        language=member.locale,
        leave=leave,
        **values_of(last),
        lines=[values_of(line) for line in lines],
        first=_link(lines[0]),
    )
    return About(f"notices.{name}", written, leave, f"topic-{topic_id}" if topic_id else None)


def values_of(line: Line) -> dict[str, Any]:
    """What a letter says of one notice."""
    name = line.actor.display_name if line.actor else ""
    return {
        "kind": str(line.notice.kind),
        "name": name,
        "title": line.title,
        "channel": line.channel_name,
        "excerpt": line.excerpt,
        "words": line.words,
        "count": line.notice.count,
        # Said when the letter is written, in its own language.
        "badge": LazyString(wording.name_of, line.badge, line.badge_tag) if line.badge else "",
        "link": _link(line),
        **news_words(line.notice.kind, {**line.notice.facts, "count": line.count}, name),
    }


def news_words(kind: NoticeKind, facts: Facts, name: str) -> dict[str, Any]:
    """What news say in a letter, each part said when the letter is written."""
    if kind not in SAYINGS:
        return {}

    def part(which: str) -> str:
        return str(getattr(SAYINGS[kind](facts, name), which))

    return {which: LazyString(part, which) for which in ("said", "more", "button")}


def _link(line: Line) -> str:
    endpoint, values = places.place_of(line)
    return compose.address(endpoint, **values)


LABELS = {
    NoticeKind.MENTION: _("Somebody mentions a member"),
    NoticeKind.QUOTE: _("Somebody quotes a member"),
    NoticeKind.REPLY: _("Somebody replies to a member"),
    NoticeKind.FOLLOWED: _("New replies in a topic that a member follows"),
    NoticeKind.TOPIC: _("A new topic in a channel that a member follows"),
    NoticeKind.REACTION: _("Reactions to a member's post"),
    NoticeKind.ANSWER: _("A member's reply is accepted as the answer"),
    NoticeKind.REQUEST: _("Somebody asks to be let into a channel"),
    NoticeKind.ADMITTED: _("A member is let into a channel"),
    NoticeKind.REFUSED: _("A member is not let into a channel"),
    NoticeKind.APPROVED: _("A text that waited is published"),
    NoticeKind.REJECTED: _("A text that waited is not published"),
    NoticeKind.BADGE: _("A member is given a badge"),
    NoticeKind.PERSON: _("A new topic by somebody whom a member follows"),
    NoticeKind.TIER: _("A member reaches a tier"),
    NoticeKind.GRACE: _("Points are missing for a member's tier"),
    NoticeKind.TIER_LOST: _("A member holds a tier no more"),
    NoticeKind.FOLLOWER: _("Somebody follows a member"),
    NoticeKind.STANDING: _("A member may do more, or less"),
    NoticeKind.THANKS: _("Somebody thanks a member"),
    NoticeKind.SPOTLIGHT_OFFER: _("A member is asked into the spotlight"),
    NoticeKind.SPOTLIGHT: _("A member stands in the spotlight"),
    NoticeKind.MILESTONE: _("A member comes to so many posts or years"),
    NoticeKind.GOAL: _("The community reaches a goal"),
    NoticeKind.MESSAGE: _("Private messages to a member"),
    NoticeKind.OVERDUE: _("The first post of a newcomer waits for too long"),
    NoticeKind.BUDDY: _("A newcomer for somebody who looks after newcomers"),
    NoticeKind.INVITED: _("Somebody who was invited stays"),
    NoticeKind.SOURCE_PAUSED: _("Invitations of a source are paused"),
    NoticeKind.CIRCLE_DUE: _("A place in an inner circle is due for review"),
    NoticeKind.HIDDEN: _("A text is hidden while the team looks at it"),
    NoticeKind.RULING: _("The team has decided about a text, or about a member"),
    NoticeKind.SANCTION: _("The team has decided something about a member"),
    NoticeKind.SANCTION_OVER: _("What was decided about a member is over"),
    NoticeKind.APPEAL: _("Another look at a decision"),
    NoticeKind.SOLVED: _("The team asks whether an answer solved it"),
    NoticeKind.FLAG_SETTLED: _("The team has looked at something a member flagged"),
    NoticeKind.TRAINING: _("Something about the training of the team"),
    NoticeKind.SECOND: _("Something waits for a second person of the team, or was decided by one"),
    NoticeKind.CASE: _("A case for somebody of the team"),
    NoticeKind.AWAY: _("A member asks something when nobody is there"),
    NoticeKind.LADDER: _("Somebody of the ladder is called"),
    NoticeKind.LAUNCH: _("A launch opens for a member, or a piece is kept for them"),
    NoticeKind.PERK: _("A code for which a member stood in line"),
    NoticeKind.POOL_SHORT: _("Codes run short"),
}
SAMPLE: dict[str, Any] = {
    "name": "Ada Lovelace",
    "title": "Which kettle pours slowly enough?",
    "channel": "Brewing",
    "excerpt": "I poured forty litres to find out, and the answer surprised me.",
    "words": "",
    "count": 3,
    "badge": _("Ten answers"),
    "link": "/p/1",
    "first": "/p/1",
}
SAMPLE_FACTS: Mapping[NoticeKind, Facts] = {
    NoticeKind.TIER: {"tier": "silver"},
    NoticeKind.GRACE: {"tier": "silver", "lack": 40, "until": "2026-12-24"},
    NoticeKind.TIER_LOST: {"tier": "silver"},
    NoticeKind.STANDING: {"before": "basic", "after": "member"},
    NoticeKind.THANKS: {"value": "Helpful", "note": "Your drawing solved it."},
    NoticeKind.MILESTONE: {"kind": "years", "count": 2},
    NoticeKind.GOAL: {"title": "A thousand answers", "reward": "Then we open the test kitchen."},
    NoticeKind.MESSAGE: {"count": 2},
    NoticeKind.SOURCE_PAUSED: {"source": "Spring fair"},
    NoticeKind.CIRCLE_DUE: {"circle": "Roasters"},
    NoticeKind.HIDDEN: {"post": 1},
    NoticeKind.RULING: {"ruling": 1, "outcome": "remove"},
    NoticeKind.SANCTION: {"kind": "warning"},
    NoticeKind.SANCTION_OVER: {"what": "ended"},
    NoticeKind.APPEAL: {"outcome": "overturned", "ruling": 1},
    NoticeKind.FLAG_SETTLED: {"agreed": True},
    NoticeKind.SOLVED: {"use": 1},
    NoticeKind.TRAINING: {"what": "opened", "round": 1},
    NoticeKind.SECOND: {"about": "text", "ruling": 1},
    NoticeKind.AWAY: {"topic": 1, "back_at": "2026-11-23T09:00:00+00:00", "member": "Ada"},
    NoticeKind.LADDER: {"what": "call", "title": "My order never came", "word": "word"},
    NoticeKind.LAUNCH: {"what": "opened", "title": "Field kettle", "launch": "field-kettle"},
    NoticeKind.PERK: {"value": "15 % off everything"},
    NoticeKind.POOL_SHORT: {"what": "low", "pool": "Autumn", "pool_id": 1},
    NoticeKind.CASE: {"what": "passed", "case": 1, "words": "It may need a lawyer."},
}
NOTES = {
    NoticeKind.REFUSED: "Write to us once you have ordered something.",
    NoticeKind.REJECTED: "Please leave the names of other customers out.",
}


def _sample(kind: str) -> dict[str, Any]:
    values = {**SAMPLE, "kind": kind, "words": NOTES.get(NoticeKind(kind), "")}
    if kind not in SAYINGS:
        return values
    facts = SAMPLE_FACTS.get(NoticeKind(kind), {})
    return values | {"excerpt": ""} | news_words(NoticeKind(kind), facts, SAMPLE["name"])


def _letter(kind: NoticeKind) -> SampleLetter:
    template = NEWS if kind in SAYINGS else kind
    return SampleLetter(f"notices/{template}", LABELS[kind], _sample(kind), f"notices/{kind}")


SAMPLES = [
    *(_letter(kind) for kind in NoticeKind),
    SampleLetter(
        f"notices/{SEVERAL}",
        _("Several things in one topic"),
        {
            **SAMPLE,
            "lines": [_sample("mention"), {**_sample("reply"), "name": "Grace Hopper"}],
        },
    ),
]
