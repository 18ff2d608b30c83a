"""What notices say of feedback about launches."""

from collections.abc import Mapping
from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.notices.saying import Facts, News, Plain, Saying

HEARD = Plain(
    "megaphone",
    _l("What the team heard about %(title)s"),
    _l("They say what they change, and what they will not."),
    _l("Read it"),
    "launches.show",
    {"launch": "launch"},
)


def _asked(facts: Facts, _name: str) -> News:
    return _of_feedback(facts, _("What do you make of %(title)s?", title=facts.get("title", "")))


def _asked_again(facts: Facts, _name: str) -> News:
    title = facts.get("title", "")
    return _of_feedback(facts, _("Your feedback is still missing: %(title)s", title=title))


def _of_feedback(facts: Facts, said: str) -> News:
    until = datetime.fromisoformat(str(facts.get("until", "2000-01-01T00:00:00+00:00")))
    when = format_datetime(until, "short")
    more = _("A few questions. Answer them before %(when)s.", when=when)
    page = ("feedback.answer", {"launch": facts.get("launch", "")})
    return News("clipboard-list", said, more, _("Give feedback"), *page)


SAYINGS: Mapping[str, Saying] = {
    "feedback": _asked,
    "feedback_again": _asked_again,
    "heard": HEARD,
}
