"""What a rule looks for: a tree of conditions. Nothing here asks a table.

A leaf is stored as `{"is": "words", "text": "free money, prize*", "whole": true}`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from forum.accounts.models import Standing
from forum.automod import patterns
from forum.kernel import trees
from forum.kernel.policy import Invalid

LONGEST_TEXT = 4_000


@dataclass(frozen=True)
class Kind:
    """What a condition of a kind needs to know."""

    takes_text: bool = False
    # The least and the most of its number.
    number: tuple[int, int] | None = None
    choices: tuple[str, ...] = ()
    takes_channel: bool = False
    has_whole: bool = False
    has_case: bool = False


CONTACTS = ("mail", "phone", "order", "own_mail")
TEXTS = ("topic", "reply", "message", "edit")
KINDS: Mapping[str, Kind] = {
    "words": Kind(takes_text=True, has_whole=True, has_case=True),
    "pattern": Kind(takes_text=True, has_case=True),
    "domain": Kind(takes_text=True),
    "contact": Kind(choices=CONTACTS),
    "emoji_only": Kind(),
    "fewer_words": Kind(number=(1, 10_000)),
    "more_words": Kind(number=(1, 10_000)),
    "account_days": Kind(number=(1, 3_650)),
    "standing": Kind(choices=tuple(one.value for one in Standing)),
    "channel": Kind(takes_channel=True),
    "tag": Kind(takes_text=True),
    "mood": Kind(number=(-100, 100)),
    "repeat": Kind(number=(1, 72)),
    "no_alt": Kind(),
    "links": Kind(number=(1, 100)),
    "mentions": Kind(number=(1, 100)),
    "caps": Kind(number=(1, 100)),
    "text": Kind(choices=TEXTS),
}


@dataclass(frozen=True)
class Leaf:
    """One condition."""

    what: str
    text: str = ""
    number: int = 0
    choice: str = ""
    whole: bool = True
    case: bool = False

    @property
    def words(self) -> tuple[str, ...]:
        """What stands between commas or on lines of their own."""
        return tuple(
            filter(None, (word.strip() for word in self.text.replace("\n", ",").split(",")))
        )


Node: TypeAlias = trees.Node[Leaf]


def read(stored: Any) -> Node:
    """The tree that is stored, checked. Raises Invalid("conditions", …) with a reason word."""
    return trees.read(stored, GRAMMAR)


def written(tree: Node) -> dict[str, Any]:
    """The tree as it is stored."""
    return trees.written(tree, GRAMMAR)


def _written(leaf: Leaf) -> dict[str, Any]:
    kind = KINDS[leaf.what]
    stored: dict[str, Any] = {"is": leaf.what}
    stored |= {"text": leaf.text} if kind.takes_text else {}
    stored |= {"number": leaf.number} if kind.number else {}
    stored |= {"choice": leaf.choice} if kind.choices or kind.takes_channel else {}
    stored |= {"whole": leaf.whole} if kind.has_whole else {}
    return stored | ({"case": leaf.case} if kind.has_case else {})


def _leaf(stored: Mapping[str, Any]) -> Leaf:
    known = {"is", "text", "number", "choice", "whole", "case"}
    kind = KINDS.get(stored["is"]) if isinstance(stored["is"], str) else None
    if kind is None or not stored.keys() <= known:
        raise Invalid("conditions", "no_tree")
    leaf = Leaf(
        stored["is"],
        str(stored.get("text", "")).strip(),
        stored.get("number", 0),
        str(stored.get("choice", "")),
        whole=stored.get("whole", True) is True,
        case=stored.get("case", False) is True,
    )
    check(leaf)
    return leaf


def check(leaf: Leaf) -> None:
    """Raise Invalid("conditions", …) where the condition cannot be asked."""
    kind = KINDS[leaf.what]
    if kind.takes_text and not leaf.words:
        raise Invalid("conditions", "no_text")
    if len(leaf.text) > LONGEST_TEXT:
        raise Invalid("conditions", "too_long", most=LONGEST_TEXT)
    if kind.number and not _is_between(leaf.number, *kind.number):
        raise Invalid("conditions", "wrong_number", least=kind.number[0], most=kind.number[1])
    if kind.choices and leaf.choice not in kind.choices:
        raise Invalid("conditions", "no_choice")
    if kind.takes_channel and not (leaf.choice.isascii() and leaf.choice.isdecimal()):
        raise Invalid("conditions", "no_choice")
    if leaf.what == "pattern":
        patterns.checked(leaf.text, case=leaf.case)
    elif leaf.what == "words":
        patterns.of_words(leaf.words, whole=leaf.whole, case=leaf.case)


def _is_between(number: Any, least: int, most: int) -> bool:
    return type(number) is int and least <= number <= most


GRAMMAR = trees.Grammar("conditions", "is", read=_leaf, write=_written)
