"""A tree of conditions while somebody clicks it together: everything typed is kept as typed.

The form says of each part its place in the tree (`c.0.2.value`). A button that adds or removes one
posts the whole form, and the page comes back with the tree as it is then; no script is needed.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, Self, TypeVar

from forum.kernel.trees import Group, Join, Node

ROOT = "0"
PLACE = r"\d{1,2}(?:\.\d{1,2}){0,5}"
FIELD = re.compile(rf"c\.({PLACE})\.([a-z]+)")
BUTTON = re.compile(rf"(leaf|group|remove):({PLACE})")


@dataclass(kw_only=True)
class Part(ABC):
    """A condition or a group as the form shows it; slices add what their conditions hold."""

    # How much of what is typed is kept, and how large a tree may grow.
    longest: ClassVar[int] = 60
    most_depth: ClassVar[int] = 4
    most_leaves: ClassVar[int] = 12

    join: str = ""
    parts: list[Self] = field(default_factory=list)
    # Its place in the tree, given when it is shown.
    path: str = ROOT

    @classmethod
    @abstractmethod
    def typed(cls, given: Mapping[str, str]) -> Self:
        """A condition as it was sent."""

    @property
    def is_group(self) -> bool:
        """Whether it holds others."""
        return bool(self.join)

    @property
    def depth(self) -> int:
        """How deep it stands; the outermost group is at 1."""
        return self.path.count(".") + 1

    @property
    def takes_groups(self) -> bool:
        """Whether a group fits in, with a condition inside."""
        return self.depth <= self.most_depth - 2


P = TypeVar("P", bound=Part)
L = TypeVar("L")


def from_tree(tree: Node[L], leaf: Callable[[L], P], group: Callable[..., P]) -> P:
    """What is stored, to be changed; the outermost is always a group."""
    part = _part(tree, leaf, group)
    return placed(part if part.is_group else group(join=Join.ALL.value, parts=[part]))


def from_form(form: Mapping[str, str], kind: type[P]) -> P:
    """What was sent, whatever it is worth."""
    found: dict[tuple[int, ...], dict[str, str]] = {(0,): {"join": Join.ALL.value}}
    for name, value in form.items():
        match = FIELD.fullmatch(name)
        if match:
            place = tuple(int(number) for number in match[1].split("."))
            found.setdefault(place, {})[match[2]] = value.strip()[: kind.longest]
    return placed(_gathered((0,), found, kind))


def pressed(root: P, do: str, new: Callable[[str], P]) -> bool:
    """Add or remove what a button said; false when it said something else.

    A new condition is made by `new`, which is told the place of its group.
    """
    match = BUTTON.fullmatch(do)
    if match is None:
        return False
    verb, path = match[1], match[2]
    group = _at(root, path if verb != "remove" else path.rpartition(".")[0])
    if group is not None and group.is_group:
        if verb == "remove":
            group.parts = [part for part in group.parts if part.path != path]
        elif len(list(leaves(root))) < root.most_leaves:
            _add(group, new(path), is_deep=verb == "group" and group.takes_groups)
    placed(root)
    return True


def to_tree(part: P, leaf: Callable[[P], dict[str, Any]]) -> dict[str, Any]:
    """The tree as it is stored, unchecked; one condition alone needs no group around it."""
    if not part.is_group:
        return leaf(part)
    inside = [to_tree(one, leaf) for one in part.parts]
    alone = len(inside) == 1 and part.join != Join.NOT.value
    return inside[0] if alone else {part.join: inside}


def every(part: P) -> Iterator[P]:
    """The part and all that stand in it."""
    yield part
    for one in part.parts:
        yield from every(one)


def leaves(root: P) -> Iterator[P]:
    """The conditions among them."""
    return (part for part in every(root) if not part.is_group)


def placed(part: P, path: str = ROOT) -> P:
    """Give every part its place."""
    part.path = path
    for number, one in enumerate(part.parts):
        placed(one, f"{path}.{number}")
    return part


def _add(group: P, inner: P, *, is_deep: bool) -> None:
    kind = type(inner)
    group.parts.append(kind(join=Join.ANY.value, parts=[inner]) if is_deep else inner)


def _part(tree: Node[L], leaf: Callable[[L], P], group: Callable[..., P]) -> P:
    if isinstance(tree, Group):
        inside = [_part(part, leaf, group) for part in tree.parts]
        return group(join=tree.join.value, parts=inside)
    return leaf(tree)


def _gathered(
    place: tuple[int, ...], found: Mapping[tuple[int, ...], Mapping[str, str]], kind: type[P]
) -> P:
    given = found[place]
    if "join" not in given:
        return kind.typed(given)
    inside = [one for one in found if len(one) == len(place) + 1 and one[:-1] == place]
    join = given["join"] if given["join"] in set(Join) else Join.ALL.value
    return kind(join=join, parts=[_gathered(one, found, kind) for one in sorted(inside)])


def _at(root: P, path: str) -> P | None:
    return next((part for part in every(root) if part.path == path), None)
