"""The criteria of a badge while somebody clicks them together: everything typed is kept as typed.

The form says of each part its place in the tree (`c.0.2.metric`). A button that adds or removes one
posts the whole form, and the page comes back with the tree as it is then; no script is needed.
"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _

from forum.badges.criteria import (
    MOST_DAYS,
    MOST_DEPTH,
    MOST_LEAVES,
    MOST_VALUE,
    TENURE,
    Group,
    Join,
    Leaf,
    Node,
)
from forum.badges.wording import Names
from forum.kernel.policy import Invalid

FIELD = re.compile(r"c\.(\d{1,2}(?:\.\d{1,2}){0,5})\.(join|metric|value|window|channel|tag)")
DO = re.compile(r"(leaf|group|remove):(\d{1,2}(?:\.\d{1,2}){0,5})")
LONGEST = 60
ROOT = "0"


@dataclass
class Part:
    """A condition or a group as the form shows it, with what is wrong with it."""

    join: str = ""
    metric: str = "posts"
    value: str = "1"
    window: str = ""
    channel: str = ""
    tag: str = ""
    parts: list["Part"] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    # Its place in the tree, given when it is shown.
    path: str = ROOT

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
        return self.depth <= MOST_DEPTH - 2


def from_tree(tree: Node | None, names: Names) -> Part:
    """What is stored, to be changed; the outermost is always a group."""
    if tree is None:
        root = Part(join=Join.ALL.value, parts=[Part()])
    else:
        part = _part(tree, names)
        root = part if part.is_group else Part(join=Join.ALL.value, parts=[part])
    return placed(root)


def from_form(form: Mapping[str, str]) -> Part:
    """What was sent, whatever it is worth."""
    found: dict[tuple[int, ...], dict[str, str]] = {}
    for name, value in form.items():
        match = FIELD.fullmatch(name)
        if match:
            place = tuple(int(number) for number in match[1].split("."))
            found.setdefault(place, {})[match[2]] = value.strip()[:LONGEST]
    if found.get((0,), {}).get("join") not in {join.value for join in Join}:
        return from_tree(None, Names())
    return placed(_gathered((0,), found))


def changed(root: Part, do: str) -> bool:
    """Add or remove what a button said; false when it said something else."""
    match = DO.fullmatch(do)
    if match is None:
        return False
    verb, path = match[1], match[2]
    group = _at(root, path if verb != "remove" else path.rpartition(".")[0])
    if group is not None and group.is_group:
        if verb == "remove":
            group.parts = [part for part in group.parts if part.path != path]
        elif len(list(_leaves(root))) < MOST_LEAVES:
            inner = Part()
            is_deep = verb == "leaf" or not group.takes_groups
            new = inner if is_deep else Part(join=Join.ANY.value, parts=[inner])
            group.parts.append(new)
    placed(root)
    return True


def to_tree(root: Part, tags: Mapping[str, int], channels: Collection[int]) -> dict[str, Any]:
    """The criteria as they are stored. Raises Invalid with `parts`, having noted what is wrong."""
    stored = _stored(root, tags, channels)
    if any(part.errors for part in _all(root)):
        raise Invalid("criteria", "parts")
    return stored


def tags_typed(root: Part) -> set[str]:
    """The names of the tags that were typed."""
    return {part.tag.lower() for part in _leaves(root) if part.tag}


def _part(tree: Node, names: Names) -> Part:
    if isinstance(tree, Group):
        return Part(join=tree.join.value, parts=[_part(part, names) for part in tree.parts])
    return _leaf_part(tree, names)


def _leaf_part(leaf: Leaf, names: Names) -> Part:
    return Part(
        metric=leaf.metric,
        value=str(leaf.value),
        window=str(leaf.window_days or ""),
        channel=str(leaf.channel or ""),
        tag=names.tags.get(leaf.tag, "") if leaf.tag else "",
    )


def _gathered(place: tuple[int, ...], found: Mapping[tuple[int, ...], Mapping[str, str]]) -> Part:
    given = found[place]
    if "join" not in given:
        return Part(
            metric=given.get("metric", ""),
            value=given.get("value", ""),
            window=given.get("window", ""),
            channel=given.get("channel", ""),
            tag=given.get("tag", ""),
        )
    inside = [one for one in found if len(one) == len(place) + 1 and one[:-1] == place]
    join = given["join"] if given["join"] in {each.value for each in Join} else Join.ALL.value
    return Part(join=join, parts=[_gathered(one, found) for one in sorted(inside)])


def placed(part: Part, path: str = ROOT) -> Part:
    """Give every part its place."""
    part.path = path
    for number, one in enumerate(part.parts):
        placed(one, f"{path}.{number}")
    return part


def _at(root: Part, path: str) -> Part | None:
    return next((part for part in _all(root) if part.path == path), None)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for one in part.parts:
        yield from _all(one)


def _leaves(root: Part) -> Iterator[Part]:
    return (part for part in _all(root) if not part.is_group)


def _stored(part: Part, tags: Mapping[str, int], channels: Collection[int]) -> dict[str, Any]:
    if not part.is_group:
        return _stored_leaf(part, tags, channels)
    if not part.parts:
        part.errors.append(_("Put a condition into this group, or remove it."))
    inside = [_stored(one, tags, channels) for one in part.parts]
    # One condition alone needs no group around it.
    alone = len(inside) == 1 and part.join != Join.NOT.value
    return inside[0] if alone else {part.join: inside}


def _stored_leaf(part: Part, tags: Mapping[str, int], channels: Collection[int]) -> dict[str, Any]:
    leaf: dict[str, Any] = {"metric": part.metric, "op": ">="}
    leaf["value"] = _number(part, part.value, MOST_VALUE)
    if part.window:
        leaf["window_days"] = _number(part, part.window, MOST_DAYS)
    if part.channel:
        leaf["channel"] = int(part.channel) if part.channel.isdecimal() else 0
        if leaf["channel"] not in channels:
            part.errors.append(_("Choose a channel from the list."))
    if part.tag:
        leaf["tag"] = tags.get(part.tag.lower(), 0)
        if not leaf["tag"]:
            part.errors.append(_("There is no tag %(name)s.", name=part.tag))
    if part.metric == TENURE and (part.window or part.channel or part.tag):
        part.errors.append(_("Days as a member are counted as a whole: leave the rest empty."))
    return leaf


def _number(part: Part, typed: str, most: int) -> int:
    if typed.isascii() and typed.isdecimal() and len(typed) <= len(str(most)):
        number = int(typed)
        if 1 <= number <= most:
            return number
    part.errors.append(_("Type a whole number from 1 to %(most)s.", most=most))
    return 1
