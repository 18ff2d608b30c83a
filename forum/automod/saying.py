"""How acts on the rules of the house are said in the audit log."""

from typing import Any

from flask_babel import lazy_gettext as _l

from forum.automod import conditions, deeds, telling, wording
from forum.kernel.acts import Acts
from forum.kernel.policy import Invalid


def _conditions(stored: Any) -> str:
    try:
        return telling.tree(conditions.read(stored))
    except Invalid:
        return str(_l("nothing that can be read any more"))


def _actions(stored: Any) -> str:
    try:
        return ", ".join(str(wording.DEEDS[one.do]) for one in deeds.read(stored))
    except Invalid:
        return str(_l("nothing that can be read any more"))


ACTS = Acts(
    verbs={
        "automod.create": _l("made a rule"),
        "automod.change": _l("changed a rule"),
        "automod.switch": _l("switched a rule on or off"),
        "automod.move": _l("moved a rule"),
        "automod.remove": _l("removed a rule"),
        "automod.undo": _l("took a change of a rule back"),
    },
    kinds={"automod_rule": _l("rule")},
    facts={
        "name": _l("Name"),
        "conditions": _l("What it looks for"),
        "actions": _l("What happens then"),
        "stops": _l("The last one asked"),
        "is_on": _l("Switched on"),
        "position": _l("Place"),
    },
    values={
        "conditions": _conditions,
        "actions": _actions,
        "position": lambda place: place + 1,
    },
)
