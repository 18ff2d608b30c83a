"""What a badge asks for: a tree of conditions over what can be counted. Nothing here asks a table.

A leaf is stored as `{"metric": "accepted_answers", "op": ">=", "value": 10}`, with `window_days`,
`channel` and `tag` where they narrow it down.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from forum.activity.queries import METRICS
from forum.kernel import trees
from forum.kernel.policy import Invalid
from forum.kernel.trees import Join

MOST_VALUE = 1_000_000
MOST_DAYS = 3650
# Beside what the log counts: how many days somebody has been a member.
TENURE = "tenure_days"
NAMES = (*METRICS, TENURE)
OP = ">="
WORDS = frozenset({"metric", "op", "value", "window_days", "channel", "tag"})


@dataclass(frozen=True)
class Leaf:
    """At least so much of something: in the last days, in a channel, under a tag."""

    metric: str
    value: int
    window_days: int | None = None
    channel: int | None = None
    tag: int | None = None


Node: TypeAlias = trees.Node[Leaf]
Counted: TypeAlias = Callable[[Leaf], int]


def read(stored: Any) -> Node:
    """The tree that is stored, checked. Raises Invalid("criteria", …) with a reason word."""
    tree = trees.read(stored, GRAMMAR)
    if is_met(tree, lambda _leaf: 0):
        raise Invalid("criteria", "everybody_has_it")
    return tree


def written(tree: Node) -> dict[str, Any]:
    """The tree as it is stored."""
    return trees.written(tree, GRAMMAR)


def leaves(tree: Node) -> Iterator[Leaf]:
    """Every condition of the tree."""
    return trees.leaves(tree)


def is_met(tree: Node, counted: Counted) -> bool:
    """Whether somebody who comes to this much meets what is asked."""
    return trees.holds(tree, lambda leaf: counted(leaf) >= leaf.value)


def nearness(tree: Node, counted: Counted) -> float:
    """How far somebody has come, from 0 to 1, which is there."""
    if isinstance(tree, Leaf):
        return min(1.0, counted(tree) / tree.value)
    near = [nearness(part, counted) for part in tree.parts]
    match tree.join:
        case Join.ALL:
            return sum(near) / len(near)
        case Join.ANY:
            return max(near)
    return float(is_met(tree, counted))


def changes_with_time(tree: Node) -> bool:
    """Whether the mere passing of days can give the badge to somebody."""
    return any(leaf.window_days or leaf.metric == TENURE for leaf in leaves(tree))


def with_tag(tree: Node, before: int, after: int) -> Node:
    """The same tree, with one tag in the place of another."""
    return trees.changed(
        tree, lambda leaf: replace(leaf, tag=after) if leaf.tag == before else leaf
    )


def with_channel(tree: Node, before: int, after: int) -> Node:
    """The same tree, with one channel in the place of another."""
    return trees.changed(
        tree, lambda leaf: replace(leaf, channel=after) if leaf.channel == before else leaf
    )


def _written(leaf: Leaf) -> dict[str, Any]:
    scope = {"window_days": leaf.window_days, "channel": leaf.channel, "tag": leaf.tag}
    stored: dict[str, Any] = {"metric": leaf.metric, "op": OP, "value": leaf.value}
    return stored | {name: value for name, value in scope.items() if value is not None}


def _leaf(stored: Mapping[str, Any]) -> Leaf:
    if not stored.keys() <= WORDS or stored.get("op", OP) != OP:
        raise Invalid("criteria", "no_tree")
    if stored["metric"] not in NAMES:
        raise Invalid("criteria", "unknown_metric")
    leaf = Leaf(
        stored["metric"],
        _number(stored.get("value"), "value", MOST_VALUE),
        *(_optional(stored, name) for name in ("window_days", "channel", "tag")),
    )
    if leaf.metric == TENURE and (leaf.window_days or leaf.channel or leaf.tag):
        raise Invalid("criteria", "tenure_has_no_scope")
    return leaf


def _optional(stored: Mapping[str, Any], name: str) -> int | None:
    if stored.get(name) is None:
        return None
    return _number(stored[name], name, MOST_DAYS if name == "window_days" else 2**31 - 1)


def _number(given: Any, name: str, most: int) -> int:
    if type(given) is not int or not 1 <= given <= most:
        raise Invalid("criteria", f"wrong_{name}", most=most)
    return given


GRAMMAR = trees.Grammar("criteria", "metric", read=_leaf, write=_written)
