"""What a rule does with a text that it applies to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forum.answering.models import Kind
from forum.kernel.policy import Invalid
from forum.pages.models import Harm

MOST = 6
LONGEST_WORDS = 300
LONGEST_LABEL = 30
LONGEST_NUMBER, LONGEST_TEAM = 10, 40


class Do(StrEnum):
    """One thing that a rule may do."""

    HINT = "hint"
    BLOCK = "block"
    HOLD = "hold"
    FLAG = "flag"
    LABEL = "label"
    # A team or a person gets the case, the topic a kind of message, a saved reply is sent.
    ASSIGN = "assign"
    SORT = "sort"
    REPLY = "reply"


# Those that tell the writer something, in words of staff.
TELLING = (Do.HINT, Do.BLOCK, Do.HOLD)
# Those for which something is chosen: a team or a person, a kind, a saved reply.
CHOOSING = (Do.ASSIGN, Do.SORT, Do.REPLY)
KINDS = frozenset(kind.value for kind in Kind)


@dataclass(frozen=True)
class Deed:
    """One thing to do. The words are for the writer, or the tag; a flag says what harm it is."""

    do: Do
    words: str = ""
    harm: Harm = Harm.OTHER
    choice: str = ""


def read(stored: Any) -> Sequence[Deed]:
    """The list that is stored, checked. Raises Invalid("actions", …) with a reason word."""
    if not isinstance(stored, list) or not 1 <= len(stored) <= MOST:
        raise Invalid("actions", "none")
    return [_read(one) for one in stored]


def written(deeds: Sequence[Deed]) -> list[dict[str, Any]]:
    """The list as it is stored."""
    return [
        {"do": one.do.value, "words": one.words}
        | ({"harm": one.harm.value} if one.do == Do.FLAG else {})
        | ({"choice": one.choice} if one.do in CHOOSING else {})
        for one in deeds
    ]


def _read(stored: Any) -> Deed:
    if not isinstance(stored, Mapping) or stored.get("do") not in {do.value for do in Do}:
        raise Invalid("actions", "none")
    do, words = Do(stored["do"]), str(stored.get("words", "")).strip()
    if len(words) > (LONGEST_LABEL if do == Do.LABEL else LONGEST_WORDS):
        raise Invalid("actions", "too_long", most=LONGEST_WORDS)
    if do == Do.LABEL and not words:
        raise Invalid("actions", "no_label")
    harm = stored.get("harm", Harm.OTHER.value)
    if harm not in {one.value for one in Harm}:
        raise Invalid("actions", "no_choice")
    choice = str(stored.get("choice", ""))
    if do in CHOOSING and not _may_be(do, choice):
        raise Invalid("actions", "no_choice")
    return Deed(do, words, Harm(harm), choice if do in CHOOSING else "")


def _may_be(do: Do, choice: str) -> bool:
    """Whether it could be chosen; whether it is there is asked when the rule is saved."""
    if do == Do.SORT:
        return choice in KINDS
    is_number = choice.isascii() and choice.isdecimal() and len(choice) < LONGEST_NUMBER
    return is_number if do == Do.REPLY else 0 < len(choice) <= LONGEST_TEAM
