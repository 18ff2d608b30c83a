"""What a rule does with a text that it applies to."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from forum.kernel.policy import Invalid
from forum.pages.models import Harm

MOST = 6
LONGEST_WORDS = 300
LONGEST_LABEL = 30


class Do(StrEnum):
    """One thing that a rule may do."""

    HINT = "hint"
    BLOCK = "block"
    HOLD = "hold"
    FLAG = "flag"
    LABEL = "label"


# Those that tell the writer something, in words of staff.
TELLING = (Do.HINT, Do.BLOCK, Do.HOLD)


@dataclass(frozen=True)
class Deed:
    """One thing to do. The words are for the writer, or the tag; a flag says what harm it is."""

    do: Do
    words: str = ""
    harm: Harm = Harm.OTHER


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
    return Deed(do, words, Harm(harm))
