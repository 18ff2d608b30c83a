"""Trees of conditions, and how they are stored: all, one or none of their parts.

Stored as `{"all": […]}`, `{"any": […]}` or `{"not": […]}` (none of them) over leaves. Whoever keeps
such trees says with a `Grammar` what a leaf is and how it reads.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeAlias, TypeVar

from forum.kernel.policy import Invalid

L = TypeVar("L")


class Join(StrEnum):
    """How the parts of a group are taken together."""

    ALL = "all"
    ANY = "any"
    NOT = "not"


@dataclass(frozen=True)
class Group(Generic[L]):
    """Several conditions: all of them, one of them, or none of them."""

    join: Join
    parts: tuple["L | Group[L]", ...]


Node: TypeAlias = L | Group[L]


@dataclass(frozen=True)
class Grammar(Generic[L]):
    """What is stored in a column of trees, and how much of it there may be."""

    # The field that is blamed, and the key that every leaf has and no group.
    field: str
    mark: str
    read: Callable[[Mapping[str, Any]], L]
    write: Callable[[L], dict[str, Any]]
    most_depth: int = 4
    most_leaves: int = 12


def read(stored: Any, grammar: Grammar[L]) -> Node[L]:
    """The tree that is stored, checked. Raises Invalid(grammar.field, …) with a reason word."""
    tree = _read(stored, grammar, depth=1)
    if sum(1 for _ in leaves(tree)) > grammar.most_leaves:
        raise Invalid(grammar.field, "too_many_leaves", most=grammar.most_leaves)
    return tree


def written(tree: Node[L], grammar: Grammar[L]) -> dict[str, Any]:
    """The tree as it is stored."""
    if isinstance(tree, Group):
        return {tree.join.value: [written(part, grammar) for part in tree.parts]}
    return grammar.write(tree)


def leaves(tree: Node[L]) -> Iterator[L]:
    """Every condition of the tree."""
    if isinstance(tree, Group):
        for part in tree.parts:
            yield from leaves(part)
    else:
        yield tree


def holds(tree: Node[L], asked: Callable[[L], bool]) -> bool:
    """Whether the tree is met, when each leaf says so of itself."""
    if not isinstance(tree, Group):
        return asked(tree)
    met = (holds(part, asked) for part in tree.parts)
    match tree.join:
        case Join.ALL:
            return all(met)
        case Join.ANY:
            return any(met)
    return not any(met)


def changed(tree: Node[L], change: Callable[[L], L]) -> Node[L]:
    """The same tree with other leaves."""
    if isinstance(tree, Group):
        return Group(tree.join, tuple(changed(part, change) for part in tree.parts))
    return change(tree)


def _read(stored: Any, grammar: Grammar[L], *, depth: int) -> Node[L]:
    if depth > grammar.most_depth:
        raise Invalid(grammar.field, "too_deep", most=grammar.most_depth)
    if not isinstance(stored, Mapping):
        raise Invalid(grammar.field, "no_tree")
    if grammar.mark in stored:
        return grammar.read(stored)
    if len(stored) != 1 or not stored.keys() <= {join.value for join in Join}:
        raise Invalid(grammar.field, "no_tree")
    ((name, parts),) = stored.items()
    if not isinstance(parts, list):
        raise Invalid(grammar.field, "no_tree")
    if not parts:
        raise Invalid(grammar.field, "empty_group")
    return Group(Join(name), tuple(_read(part, grammar, depth=depth + 1) for part in parts))
