"""What the brand may choose about recognition."""

from typing import Any

from flask_babel import lazy_gettext as _

from forum.kernel.settings import Setting

VALUES = Setting(
    "recognition.values",
    default="Helpful, Patient, Curious, Honest, Generous",
    help=_("What members thank each other for: up to five values, with commas between them."),
    pattern=r"\s*[^,]{1,30}(,[^,]{1,30}){0,4}\s*",
    most=160,
)
RHYTHM = Setting(
    "recognition.spotlight_rhythm",
    default="month",
    help=_("How often somebody stands in the spotlight: each month, or each week."),
    choices=("month", "week"),
)
PERK = Setting(
    "recognition.spotlight_perk",
    default="",
    help=_("What whoever stands in the spotlight gets, in one sentence; may be left out."),
    most=200,
)
TARGET = Setting(
    "recognition.target",
    default=60,
    help=_("How many percent of those who contribute should be recognised within 90 days."),
    least=1,
    most=100,
)

ALL: list[Setting[Any]] = [VALUES, RHYTHM, PERK, TARGET]
