"""What the brand tells search engines and other robots."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

LINE = r"(?:[A-Za-z-]{1,40}:[^\n]*|#[^\n]*|\r?)"
ROBOTS = Setting(
    "feeds.robots",
    default="open",
    help=_(
        "Whether search engines may show what guests can read: open lets them in, closed asks "
        "them to stay out."
    ),
    choices=("open", "closed"),
)
ROBOTS_LINES = Setting(
    "feeds.robots_lines",
    default="",
    help=_("More lines for robots.txt, each of the form Disallow: /c/offers"),
    most=2000,
    pattern=rf"{LINE}(?:\n{LINE})*",
)
INDEX_LISTS = Setting(
    "feeds.index_lists",
    default=False,
    help=_("Whether search engines may show lists such as top and unanswered topics."),
)
INDEX_PROFILES = Setting(
    "feeds.index_profiles",
    default=False,
    help=_("Whether search engines may show the pages of members."),
)

ALL: Sequence[Setting[Any]] = [ROBOTS, ROBOTS_LINES, INDEX_LISTS, INDEX_PROFILES]
