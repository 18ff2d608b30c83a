"""Settings of the brand."""

from forum.kernel.settings import Setting

NAME = Setting("site.name", default="Guildhall", help="The name of the brand, shown everywhere.")
TAGLINE = Setting("site.tagline", default="", help="One line that says what the community is for.")
COLOUR = Setting("site.colour", default="#b8472a", help="The brand's colour, such as #b8472a.")
VOICE = Setting(
    "site.voice",
    default="sans",
    help="The letters of headings: sans is plain, serif has small feet.",
    choices=("sans", "serif"),
)
CORNERS = Setting(
    "site.corners",
    default="round",
    help="The corners of cards and buttons.",
    choices=("round", "soft", "square"),
)

ALL = [NAME, TAGLINE, COLOUR, VOICE, CORNERS]
