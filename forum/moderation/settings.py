"""What the brand may choose about the review queue."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

NEEDS_TRAINING = Setting(
    "moderation.needs_training",
    default=False,
    help=_("Whether only people who have passed the training decide in the queue."),
)
HIDE = Setting(
    "moderation.hide_from",
    default=3,
    help=_("How many members of standing have to flag a text before it is hidden for a look."),
    least=2,
    most=50,
)
HIDE_IN_SMALL = Setting(
    "moderation.hide_from_small",
    default=2,
    help=_("How many of them are enough in a small community."),
    least=2,
    most=50,
)
SMALL = Setting(
    "moderation.small_below",
    default=50,
    help=_("With fewer people than this within a week a community counts as small."),
    least=0,
    most=10_000,
)
HIDE_WEIGHT = Setting(
    "moderation.hide_weight",
    default=15,
    help=_("How much their flags have to weigh together; a flag weighs from 0 to 12."),
    least=0,
    most=100,
)
ALL: list[Setting[Any]] = [NEEDS_TRAINING, HIDE, HIDE_IN_SMALL, SMALL, HIDE_WEIGHT]
