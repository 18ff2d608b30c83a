"""Asking rules about a text, in their order."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from forum.automod import conditions, deeds
from forum.automod.conditions import Node
from forum.automod.deeds import Deed, Do
from forum.automod.models import AutomodRule
from forum.automod.sight import Sight, meets

# What is done with the text itself, and not only said to its writer.
LASTING = frozenset(Do) - {Do.HINT, Do.BLOCK}


@dataclass(frozen=True)
class Live:
    """A rule ready to be asked, kept in memory."""

    id: int
    key: str
    name: str
    tree: Node
    deeds: Sequence[Deed]
    stops: bool

    def does(self, do: Do) -> bool:
        """Whether this is among what the rule does."""
        return any(one.do == do for one in self.deeds)

    @property
    def leaves_a_mark(self) -> bool:
        """Whether it does more than say something."""
        return any(one.do in LASTING for one in self.deeds)


def live(rule: AutomodRule) -> Live:
    """The rule with its tree and its deeds read."""
    return Live(
        rule.id,
        rule.key or "",
        rule.name,
        conditions.read(rule.conditions),
        deeds.read(rule.actions),
        rule.stops,
    )


def applying(rules: Iterable[Live], sight: Sight) -> list[Live]:
    """The rules that apply to the text, up to the first that says stop."""
    found: list[Live] = []
    for rule in rules:
        if meets(rule.tree, sight):
            found.append(rule)
            if rule.stops:
                break
    return found
