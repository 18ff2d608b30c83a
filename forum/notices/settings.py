"""What the brand may choose about notices."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting
from forum.notices.kinds import DEFAULTS, LABELS, DigestWhen, Subject, Wish

MAIL_AFTER = Setting(
    "notices.mail_after",
    default=10,
    help=_("For how many minutes a notice may wait to be read before it goes out by mail."),
    least=1,
    most=1440,
)
MOST_LETTERS = Setting(
    "notices.most_letters",
    default=100,
    help=_("How many letters about notices a member gets in 24 hours at most."),
    least=0,
    most=1000,
)

DIGEST = Setting(
    "notices.digest",
    default=DigestWhen.WEEKLY.value,
    help=_("How often members get a summary by mail who chose nothing."),
    choices=tuple(each.value for each in DigestWhen),
)
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DIGEST_DAY = Setting(
    "notices.digest_day",
    default="sunday",
    help=_("On which day the weekly summary goes out."),
    choices=DAYS,
)
DIGEST_HOUR = Setting(
    "notices.digest_hour",
    default=9,
    help=_("At which hour summaries go out, by the clock of each member."),
    least=0,
    most=23,
)
DIGEST_ZONE = Setting(
    "notices.digest_zone",
    default="UTC",
    help=_("By which clock summaries go out to members without a time zone; as Europe/Berlin."),
    pattern=r"[A-Za-z_]+(/[A-Za-z0-9_+-]+)*",
    most=64,
)
DIGEST_STOPS_AFTER = Setting(
    "notices.digest_stops_after",
    default=6,
    help=_(
        "After how many summaries in a row no more is sent to somebody who has not been here since "
        "the first of them. It goes on when they come back."
    ),
    least=1,
    most=100,
)
# What holds for members who have chosen nothing.
WISHES: Mapping[Subject, Setting[str]] = {
    subject: Setting(
        f"notices.wish_{subject}",
        default=wish.value,
        help=_("How members are told who chose nothing. %(what)s", what=LABELS[subject][1]),
        choices=tuple(each.value for each in Wish),
    )
    for subject, wish in DEFAULTS.items()
}


def default_of(subject: Subject) -> Wish:
    """How members are told of this who have chosen nothing."""
    return Wish(WISHES[subject].get())


OF_DIGEST: list[Setting[Any]] = [DIGEST_DAY, DIGEST_HOUR, DIGEST_ZONE, DIGEST_STOPS_AFTER]
ALL: list[Setting[Any]] = [MAIL_AFTER, MOST_LETTERS, DIGEST, *OF_DIGEST, *WISHES.values()]
