"""The conditions and deeds of a rule while somebody clicks them together: all is kept as typed.

The form says of each condition its place in the tree (`c.0.2.text`), and of each deed its number
(`a.1.words`). A button that adds or removes one posts the whole form; no script is needed.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, Self

from forum.automod.conditions import KINDS, Kind, Leaf, Node
from forum.automod.deeds import MOST, Deed, Do
from forum.kernel import clicking
from forum.kernel.trees import Join

DEED = re.compile(r"a\.(\d)\.(do|words|harm|choice)")
BUTTON = re.compile(r"(deed):|(undo):(\d)")
LONGEST = 4_100


@dataclass(kw_only=True)
class Part(clicking.Part):
    """A condition or a group as the form shows it."""

    longest: ClassVar[int] = LONGEST

    what: str = "words"
    text: str = ""
    number: str = ""
    choice: str = ""
    whole: bool = True
    case: bool = False

    @classmethod
    def typed(cls, given: Mapping[str, str]) -> Self:
        """A condition as it was sent."""
        what = given.get("what", "")
        return cls(
            what=what if what in KINDS else "words",
            text=given.get("text", ""),
            number=given.get("number", ""),
            choice=given.get("choice", ""),
            whole="whole" in given,
            case="case" in given,
        )

    @property
    def kind(self) -> Kind:
        """What the condition needs to know."""
        return KINDS[self.what]


@dataclass
class Draft:
    """All of a rule that is clicked."""

    root: Part
    deeds: list[dict[str, str]]


def from_rule(tree: Node | None, some: list[Deed]) -> Draft:
    """What is stored, to be changed; the outermost is always a group."""
    root = Part(join=Join.ALL.value)
    if tree is not None:
        root = clicking.from_tree(tree, _part, Part)
    typed = [
        {"do": one.do.value, "words": one.words, "harm": one.harm.value, "choice": one.choice}
        for one in some
    ]
    return Draft(root, typed)


def from_form(form: Mapping[str, str]) -> Draft:
    """What was sent, whatever it is worth."""
    some: dict[int, dict[str, str]] = {}
    for name, value in form.items():
        deed = DEED.fullmatch(name)
        if deed:
            some.setdefault(int(deed[1]), {})[deed[2]] = value.strip()[:LONGEST]
    typed = [some[number] for number in sorted(some) if some[number].get("do")]
    return Draft(clicking.from_form(form, Part), typed)


def changed(draft: Draft, do: str, form: Mapping[str, str]) -> bool:
    """Add or remove what a button said; false when it said something else."""
    match = BUTTON.fullmatch(do)
    if match is None:
        return clicking.pressed(draft.root, do, lambda path: _new(form.get(f"new.{path}", "")))
    if match[1]:
        wanted = form.get("new_deed", "")
        if wanted in set(Do) and len(draft.deeds) < MOST:
            draft.deeds.append({"do": wanted, "words": "", "harm": "other", "choice": ""})
    else:
        del draft.deeds[int(match[3]) : int(match[3]) + 1]
    return True


def to_tree(root: Part) -> dict[str, Any]:
    """The conditions as they are stored, unchecked."""
    return clicking.to_tree(root, _stored)


def _new(what: str) -> Part:
    return Part(what=what if what in KINDS else "words")


def _part(leaf: Leaf) -> Part:
    return Part(
        what=leaf.what,
        text=leaf.text,
        number=str(leaf.number) if KINDS[leaf.what].number else "",
        choice=leaf.choice,
        whole=leaf.whole,
        case=leaf.case,
    )


def _stored(part: Part) -> dict[str, Any]:
    number = int(part.number) if re.fullmatch(r"-?[0-9]{1,6}", part.number) else None
    return {
        "is": part.what,
        "text": part.text,
        "number": number,
        "choice": part.choice,
        "whole": part.whole,
        "case": part.case,
    }
