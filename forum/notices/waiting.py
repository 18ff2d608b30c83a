"""What notices say of waiting: to whoever asks when nobody is there, and to who is called."""

from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.answering.settings import AWAY_WORDS
from forum.notices.kinds import NoticeKind
from forum.notices.saying import Chosen, Facts, News, Plain, Sayings
from forum.site import queries as site

TAKE = ("answering.take_call", {"asked": "word"})


def _away(facts: Facts, _name: str) -> News:
    when = _moment(str(facts.get("back_at", "")))
    own = AWAY_WORDS.get().strip()
    more = filled(
        own or _("Nobody of the team is at work now. Somebody reads your topic from {when} on."),
        member=str(facts.get("member", "")),
        when=when,
        brand=site.brand().name,
    )
    values = {"slug": "topic", "topic_id": facts.get("topic", 0)}
    said = _("We have your topic, and are back %(when)s", when=when)
    return News("moon", said, more, _("Read it"), "topics.show", values)


def filled(words: str, **values: str) -> str:
    """The brand's words with these filled in; whatever else stands in braces stays as it is.

    Each value goes in once: braces in a member's name are no variables.
    """
    parts = words.split("{")
    made = parts[0]
    for part in parts[1:]:
        name, brace, rest = part.partition("}")
        made += values[name] + rest if brace and name in values else "{" + part
    return made


def _moment(stored: str) -> str:
    """The day and the time where the reader is."""
    try:
        at = datetime.fromisoformat(stored)
    except ValueError:
        return ""
    return str(format_datetime(at, _("EEEE, d MMMM, HH:mm")))


LADDER = Chosen(
    "what",
    {
        "call": Plain(
            "siren",
            _l("It is your turn: “%(title)s” waits"),
            _l("Say that you are on it, so that nobody else is asked."),
            _l("Look at it"),
            *TAKE,
        ),
        "test": Plain(
            "siren",
            _l("A test of the ladder: nobody waits"),
            _l("Say that you have read this, so that nobody else is asked."),
            _l("Look at it"),
            *TAKE,
        ),
    },
)
SAYINGS: Sayings = {NoticeKind.AWAY: _away, NoticeKind.LADDER: LADDER}
