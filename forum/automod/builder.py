"""The conditions and deeds of a rule while somebody clicks them together: all is kept as typed.

The form says of each condition its place in the tree (`c.0.2.text`), and of each deed its number
(`a.1.words`). A button that adds or removes one posts the whole form; no script is needed.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from forum.automod.conditions import KINDS, MOST_DEPTH, MOST_LEAVES, Group, Join, Kind, Leaf, Node
from forum.automod.deeds import MOST, Deed, Do

FIELD = re.compile(r"c\.(\d{1,2}(?:\.\d{1,2}){0,4})\.(join|what|text|number|choice|whole|case)")
DEED = re.compile(r"a\.(\d)\.(do|words|harm)")
BUTTON = re.compile(r"(leaf|group|remove):(\d{1,2}(?:\.\d{1,2}){0,4})|(deed):|(undo):(\d)")
LONGEST = 4_100
ROOT = "0"


@dataclass
class Part:
    """A condition or a group as the form shows it."""

    join: str = ""
    what: str = "words"
    text: str = ""
    number: str = ""
    choice: str = ""
    whole: bool = True
    case: bool = False
    parts: list["Part"] = field(default_factory=list)
    path: str = ROOT

    @property
    def kind(self) -> Kind:
        """What the condition needs to know."""
        return KINDS[self.what]

    @property
    def takes_groups(self) -> bool:
        """Whether a group fits in, with a condition inside."""
        return self.path.count(".") + 1 <= MOST_DEPTH - 2


@dataclass
class Draft:
    """All of a rule that is clicked."""

    root: Part
    deeds: list[dict[str, str]]


def from_rule(tree: Node | None, some: list[Deed]) -> Draft:
    """What is stored, to be changed; the outermost is always a group."""
    part = _part(tree) if tree is not None else Part(join=Join.ALL.value)
    root = part if part.join else Part(join=Join.ALL.value, parts=[part])
    typed = [{"do": one.do.value, "words": one.words, "harm": one.harm.value} for one in some]
    return Draft(_placed(root, ROOT), typed)


def from_form(form: Mapping[str, str]) -> Draft:
    """What was sent, whatever it is worth."""
    found: dict[tuple[int, ...], dict[str, str]] = {(0,): {"join": Join.ALL.value}}
    some: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        at, deed = FIELD.fullmatch(name), DEED.fullmatch(name)
        if at:
            place = tuple(int(number) for number in at[1].split("."))
            found.setdefault(place, {})[at[2]] = value.strip()[:LONGEST]
        elif deed:
            some.setdefault(int(deed[1]), {})[deed[2]] = value.strip()[:LONGEST]
    typed = [some[number] for number in sorted(some) if some[number].get("do")]
    return Draft(_placed(_gathered((0,), found), ROOT), typed)


def changed(draft: Draft, do: str, form: Mapping[str, str]) -> bool:
    """Add or remove what a button said; false when it said something else."""
    match = BUTTON.fullmatch(do)
    if match is None:
        return False
    if match[3]:
        wanted = form.get("new_deed", "")
        if wanted in set(Do) and len(draft.deeds) < MOST:
            draft.deeds.append({"do": wanted, "words": "", "harm": "other"})
    elif match[4]:
        del draft.deeds[int(match[5]) : int(match[5]) + 1]
    else:
        _change_tree(draft.root, match[1], match[2], form.get(f"new.{match[2]}", ""))
    _placed(draft.root, ROOT)
    return True


def to_tree(part: Part) -> dict[str, Any]:
    """The conditions as they are stored, unchecked."""
    if part.join:
        inside = [to_tree(one) for one in part.parts]
        alone = len(inside) == 1 and part.join != Join.NOT.value
        return inside[0] if alone else {part.join: inside}
    number = int(part.number) if re.fullmatch(r"-?[0-9]{1,6}", part.number) else None
    return {
        "is": part.what,
        "text": part.text,
        "number": number,
        "choice": part.choice,
        "whole": part.whole,
        "case": part.case,
    }


def _change_tree(root: Part, verb: str, path: str, what: str) -> None:
    group = _at(root, path if verb != "remove" else path.rpartition(".")[0])
    if group is None or not group.join:
        return
    if verb == "remove":
        group.parts = [part for part in group.parts if part.path != path]
    elif len([part for part in _all(root) if not part.join]) < MOST_LEAVES:
        inner = Part(what=what if what in KINDS else "words")
        is_group = verb == "group" and group.takes_groups
        group.parts.append(Part(join=Join.ANY.value, parts=[inner]) if is_group else inner)


def _part(tree: Node) -> Part:
    if isinstance(tree, Group):
        return Part(join=tree.join.value, parts=[_part(part) for part in tree.parts])
    return _leaf_part(tree)


def _leaf_part(leaf: Leaf) -> Part:
    number = str(leaf.number) if KINDS[leaf.what].number else ""
    return Part("", leaf.what, leaf.text, number, leaf.choice, whole=leaf.whole, case=leaf.case)


def _gathered(place: tuple[int, ...], found: Mapping[tuple[int, ...], Mapping[str, str]]) -> Part:
    given = found[place]
    if "join" not in given:
        what = given.get("what", "")
        part = Part("", what if what in KINDS else "words", given.get("text", ""))
        part.number, part.choice = given.get("number", ""), given.get("choice", "")
        part.whole, part.case = "whole" in given, "case" in given
        return part
    inside = [one for one in found if len(one) == len(place) + 1 and one[:-1] == place]
    join = given["join"] if given["join"] in set(Join) else Join.ALL.value
    return Part(join=join, parts=[_gathered(one, found) for one in sorted(inside)])


def _placed(part: Part, path: str) -> Part:
    part.path = path
    for number, one in enumerate(part.parts):
        _placed(one, f"{path}.{number}")
    return part


def _at(root: Part, path: str) -> Part | None:
    return next((part for part in _all(root) if part.path == path), None)


def _all(part: Part) -> Iterator[Part]:
    yield part
    for one in part.parts:
        yield from _all(one)
