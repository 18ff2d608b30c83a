"""What the brand may choose about answering."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

AWAY = Setting(
    "answering.away",
    default=True,
    help=_("Whether whoever asks outside all working hours is told when somebody is there again."),
)
AWAY_WORDS = Setting(
    "answering.away_words",
    default="",
    help=_(
        "What they are told; {member}, {when} and {brand} are filled in. Empty for the words of "
        "the house."
    ),
    most=400,
)
PROMISE = Setting(
    "answering.promise",
    default=False,
    help=_(
        "Whether the page about the community says how soon product questions are answered, and "
        "how often that was kept last month."
    ),
)

ALL: list[Setting[Any]] = [AWAY, AWAY_WORDS, PROMISE]
