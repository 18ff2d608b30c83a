"""What the brand may choose about automatic rules."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

LIKENESS = Setting(
    "automod.likeness",
    default=True,
    help=_("Whether cases about texts that read like removed ones come sooner in the queue."),
)
ALL: list[Setting[Any]] = [LIKENESS]
