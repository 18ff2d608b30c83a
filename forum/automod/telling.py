"""Rules and changes to them in words, instead of what is stored."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.automod import conditions, deeds, wording
from forum.automod.conditions import Leaf, Node
from forum.automod.models import AutomodChange
from forum.kernel.policy import Invalid
from forum.kernel.trees import Group, Join

JOINS: Mapping[Join, Any] = {
    Join.ALL: _l("all of: %(parts)s"),
    Join.ANY: _l("one of: %(parts)s"),
    Join.NOT: _l("none of: %(parts)s"),
}
LONGEST = 80
FIELDS = ("name", "conditions", "actions", "stops", "is_on", "position")
SWITCHES: Mapping[tuple[str, bool], Any] = {
    ("stops", True): _l("It is the last one asked when it applies."),
    ("stops", False): _l("The next ones are asked as well when it applies."),
    ("is_on", True): _l("It is on."),
    ("is_on", False): _l("It is off."),
}


def changed(change: AutomodChange) -> Sequence[str]:
    """What a change made of the rule, one sentence for each thing that is another now."""
    before, after = change.before, change.after
    if before is None:
        return [_looks_for(after), _does(after)]
    return [_said(name, before, after) for name in FIELDS if before.get(name) != after.get(name)]


def tree(node: Node) -> str:
    """What is looked for, in one line."""
    if isinstance(node, Group):
        parts = "; ".join(tree(part) for part in node.parts)
        return str(JOINS[node.join]) % {"parts": parts}
    return _leaf(node)


def _said(name: str, before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    if name == "name":
        said = _("It is called %(name)s.", name=after["name"] or "-")
    elif name == "conditions":
        was = _("Before: %(before)s", before=_looks_for(before))
        said = f"{was} {_('Now: %(now)s', now=_looks_for(after))}"
    elif name == "actions":
        said = _does(after)
    elif name == "position":
        said = _("It is asked at place %(place)s.", place=after["position"] + 1)
    else:
        said = SWITCHES[name, bool(after[name])]
    return str(said)


def _leaf(leaf: Leaf) -> str:
    kind, name = conditions.KINDS[leaf.what], str(wording.KINDS[leaf.what])
    if kind.takes_text:
        short = leaf.text if len(leaf.text) <= LONGEST else leaf.text[:LONGEST] + "…"
        return f"{name} “{short}”"
    if kind.number:
        return f"{name} {leaf.number}"
    return f"{name}: {wording.CHOICES.get(leaf.choice, leaf.choice)}" if leaf.choice else name


def _looks_for(stored: Mapping[str, Any]) -> str:
    try:
        return str(_("It looks for %(what)s.", what=tree(conditions.read(stored["conditions"]))))
    except Invalid:
        return str(_("What it looked for cannot be read any more."))


def _does(stored: Mapping[str, Any]) -> str:
    try:
        done = ", ".join(str(wording.DEEDS[one.do]) for one in deeds.read(stored["actions"]))
    except Invalid:
        return ""
    return str(_("Then: %(done)s.", done=done))
