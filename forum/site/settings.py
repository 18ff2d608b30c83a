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
    help=_("The letters of headings: sans is plain, serif has serifs, like a book."),
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

PURPOSE = Setting(
    "site.purpose",
    default="",
    help=_("Why this community is here, in a sentence or two."),
    most=400,
)
PEOPLE = Setting(
    "site.people",
    default="",
    help=_("Who the community is for."),
    most=300,
)
TOGETHER = Setting(
    "site.together",
    default="",
    help=_("What members do here together."),
    most=300,
)
VALUES = Setting(
    "site.values",
    default="",
    help=_("What matters to this community."),
    most=300,
)
GIVES = Setting(
    "site.gives",
    default="",
    help=_("What the team gives in return."),
    most=300,
)
SUCCESS = Setting(
    "site.success",
    default="",
    help=_("How you will know that it works."),
    most=300,
)
PROMISE_1 = Setting(
    "site.promise_1",
    default="",
    help=_("The first promise of the team to members."),
    most=160,
)
PROMISE_2 = Setting(
    "site.promise_2",
    default="",
    help=_("The second promise of the team to members."),
    most=160,
)
PROMISE_3 = Setting(
    "site.promise_3",
    default="",
    help=_("The third promise of the team to members."),
    most=160,
)
PROMISES = (PROMISE_1, PROMISE_2, PROMISE_3)

ALL = [
    NAME,
    TAGLINE,
    COLOUR,
    VOICE,
    CORNERS,
    LOGO,
    PURPOSE,
    PEOPLE,
    TOGETHER,
    VALUES,
    GIVES,
    SUCCESS,
    *PROMISES,
]
