"""What notices say of launches: that one is open, that one piece is kept for a while, and what a
draw meant."""

from datetime import datetime

from flask_babel import format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.notices import asked
from forum.notices.kinds import NoticeKind
from forum.notices.saying import Chosen, Facts, News, Plain, Sayings

PAGE = ("launches.show", {"launch": "launch"})
OPENED = Plain(
    "rocket",
    _l("%(title)s is open for you now"),
    _l("You wanted to be told."),
    _l("See the launch"),
    *PAGE,
)

CODE = Plain(
    "ticket-percent",
    _l("Your code is there: %(title)s"),
    _l("You waited for it, and it is yours now."),
    _l("See my code"),
    *PAGE,
)


def _offered(facts: Facts, _name: str) -> News:
    until = datetime.fromisoformat(str(facts.get("until", "2000-01-01T00:00:00+00:00")))
    return News(
        "gift",
        _("One is kept for you: %(title)s", title=facts.get("title", "")),
        _("Take it before %(when)s.", when=format_datetime(until, "short")),
        _("See the launch"),
        "launches.show",
        {"launch": facts.get("launch", "")},
    )


DRAWN = Plain(
    "dices",
    _l("The draw of %(title)s: you are number %(place)s of the reserve"),
    _l("What somebody lets go is offered to the next. If none comes to you, your luck counts on."),
    _l("See the draw"),
    "draws.show",
    {"drawn": "launch"},
)
STRUCK = Plain(
    "circle-alert",
    _l("Your entry in the draw of %(title)s was struck out"),
    _l("The reason: %(reason)s"),
    _l("See the draw"),
    "draws.show",
    {"drawn": "launch"},
)
LAUNCH = Chosen(
    "what",
    {
        **asked.SAYINGS,
        "code": CODE,
        "offered": _offered,
        "drawn": DRAWN,
        "struck": STRUCK,
        "opened": OPENED,
    },
)
SAYINGS: Sayings = {NoticeKind.LAUNCH: LAUNCH}
