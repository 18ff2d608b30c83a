"""How acts of training are said in the audit log."""

from datetime import date

from flask_babel import format_date
from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts, from_table
from forum.training.shipped.course import SCENARIOS


def _month(stored: str) -> str:
    return str(format_date(date.fromisoformat(f"{stored[:7]}-01"), "LLLL yyyy"))


ACTS = Acts(
    verbs={
        "training.create": _l("wrote a scenario"),
        "training.change": _l("changed a scenario"),
        "training.restore": _l("let a scenario read as it came"),
        "training.switch": _l("switched a scenario on or off"),
        "training.remove": _l("removed a scenario"),
        "training.move": _l("moved a scenario"),
        "training.pass": _l("passed the course"),
        "training.open_round": _l("gave the same cases to the whole team"),
    },
    kinds={
        "training_scenario": _l("scenario"),
        "calibration": _l("same cases for all"),
        "user": _l("member"),
    },
    facts={
        "name": _l("Name"),
        "is_on": _l("Switched on"),
        "right": _l("Answered well"),
        "asked": _l("Asked"),
        "rest_switched_off": _l("The rest was switched off meanwhile"),
        "month": _l("Month"),
    },
    values={"month": _month, "name": from_table({one.key: one.title for one in SCENARIOS})},
)
