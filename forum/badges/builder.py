"""The criteria of a badge while somebody clicks them together, with what is wrong with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from flask_babel import gettext as _

from forum.badges.criteria import MOST_DAYS, MOST_VALUE, TENURE, Leaf, Node
from forum.badges.wording import Names
from forum.kernel import clicking
from forum.kernel.policy import Invalid
from forum.kernel.trees import Join


@dataclass(kw_only=True)
class Part(clicking.Part):
    """A condition or a group as the form shows it, with what is wrong with it."""

    metric: str = "posts"
    value: str = "1"
    window: str = ""
    channel: str = ""
    tag: str = ""
    errors: list[str] = field(default_factory=list)

    @classmethod
    def typed(cls, given: Mapping[str, str]) -> Self:
        """A condition as it was sent."""
        return cls(
            metric=given.get("metric", ""),
            value=given.get("value", ""),
            window=given.get("window", ""),
            channel=given.get("channel", ""),
            tag=given.get("tag", ""),
        )


def from_tree(tree: Node | None, names: Names) -> Part:
    """What is stored, to be changed; the outermost is always a group."""
    if tree is None:
        return clicking.placed(Part(join=Join.ALL.value, parts=[Part()]))
    return clicking.from_tree(tree, lambda leaf: _part(leaf, names), Part)


def from_form(form: Mapping[str, str]) -> Part:
    """What was sent, whatever it is worth; the outermost must be a group."""
    if form.get("c.0.join") not in set(Join):
        return from_tree(None, Names())
    return clicking.from_form(form, Part)


def changed(root: Part, do: str) -> bool:
    """Add or remove what a button said; false when it said something else."""
    return clicking.pressed(root, do, lambda _path: Part())


def to_tree(root: Part, tags: Mapping[str, int], channels: Collection[int]) -> dict[str, Any]:
    """The criteria as they are stored. Raises Invalid with `parts`, having noted what is wrong."""
    for part in clicking.every(root):
        if part.is_group and not part.parts:
            part.errors.append(_("Put a condition into this group, or remove it."))
    stored = clicking.to_tree(root, lambda part: _stored(part, tags, channels))
    if any(part.errors for part in clicking.every(root)):
        raise Invalid("criteria", "parts")
    return stored


def tags_typed(root: Part) -> set[str]:
    """The names of the tags that were typed."""
    return {part.tag.lower() for part in clicking.leaves(root) if part.tag}


def _part(leaf: Leaf, names: Names) -> Part:
    return Part(
        metric=leaf.metric,
        value=str(leaf.value),
        window=str(leaf.window_days or ""),
        channel=str(leaf.channel or ""),
        tag=names.tags.get(leaf.tag, "") if leaf.tag else "",
    )


def _stored(part: Part, tags: Mapping[str, int], channels: Collection[int]) -> dict[str, Any]:
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
