"""Settings of the brand."""

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

NAME = Setting(
    "site.name",
    default="Guildhall",
    help=_("The name of the brand, shown everywhere."),
    least=1,
    most=60,
)
TAGLINE = Setting(
    "site.tagline",
    default="",
    help=_("One line that says what the community is for."),
    most=140,
)
COLOUR = Setting(
    "site.colour",
    default="#b8472a",
    help=_("The brand's colour, such as #b8472a."),
    pattern="#[0-9a-fA-F]{6}",
)
VOICE = Setting(
    "site.voice",
    default="sans",
    help=_("The letters of headings: sans is plain, serif has small feet."),
    choices=("sans", "serif"),
)
CORNERS = Setting(
    "site.corners",
    default="round",
    help=_("The corners of cards and buttons."),
    choices=("round", "soft", "square"),
)
LOGO = Setting(
    "site.logo",
    default="",
    help=_("The logo beside the brand's name: a picture that was sent on its own page."),
    pattern="(?:[A-Za-z0-9_-]{22})?",
)

ALL = [NAME, TAGLINE, COLOUR, VOICE, CORNERS, LOGO]
