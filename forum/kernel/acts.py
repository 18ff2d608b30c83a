"""How a slice says its acts in the audit log: what was done, to what, and what changed by it."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import current_app


@dataclass(frozen=True)
class Acts:
    """The words of a slice for its own acts, in the language of the page."""

    # By the full name of the act, such as topics.close: what somebody did, after their name.
    verbs: Mapping[str, Any]
    # By the kind of what was acted on: what one of it is called.
    kinds: Mapping[str, Any] = field(default_factory=dict)
    # By the name of a fact: what stands before it.
    facts: Mapping[str, Any] = field(default_factory=dict)
    # By the name of a fact: how its value is said, where it is no plain text or number.
    values: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    # By the name of a fact that is the number of a thing, or several: of what kind the thing is.
    refers: Mapping[str, str] = field(default_factory=dict)
    # By the key of a setting of the slice: how what was chosen is said, where it is no plain text.
    settings: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)
    # By a kind: what things of it are called that are still there, by their numbers.
    names: Mapping[str, Callable[[Collection[int]], Mapping[int, str]]] = field(
        default_factory=dict
    )


NOTHING = Acts({})


@dataclass
class Said:
    """The words of all slices that are plugged in."""

    by_verb: dict[str, Acts] = field(default_factory=dict)
    kinds: dict[str, Any] = field(default_factory=dict)
    names: dict[str, Callable[[Collection[int]], Mapping[int, str]]] = field(default_factory=dict)
    settings: dict[str, Callable[[Any], Any]] = field(default_factory=dict)

    def add(self, acts: Acts) -> None:
        """Take in what one slice says."""
        self.by_verb.update(dict.fromkeys(acts.verbs, acts))
        # What a thing is called is said by the slice that came first with it.
        self.kinds = {**acts.kinds, **self.kinds}
        self.names.update(acts.names)
        self.settings.update(acts.settings)


def said() -> Said:
    """The words for acts in this application."""
    found: Said = current_app.extensions["acts"]
    return found


def acts_of(verb: str) -> Acts:
    """The words of the slice that an act belongs to; none where it gives none."""
    return said().by_verb.get(verb, NOTHING)


def from_table(table: Mapping[Any, Any]) -> Callable[[Any], Any]:
    """A value said as it stands in a table of words; as it is where it stands in none."""
    words = {str(value): said for value, said in table.items()}
    return lambda value: words.get(str(value), value)


def from_choices(choices: Iterable[Any]) -> Callable[[Any], Any]:
    """A value said as a form offers it."""
    return from_table({choice.value: choice.label for choice in choices})
