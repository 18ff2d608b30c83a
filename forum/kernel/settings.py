"""Site settings: declared in code by each slice, overridden by staff at run time."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from flask import current_app, g

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Setting(Generic[T]):
    """One thing the brand may choose: its key, its default (which gives the type) and its help."""

    key: str
    default: T
    help: str
    choices: tuple[T, ...] = ()
    # Bounds of a number, or of the length of a text; what a text must look like.
    least: int | None = None
    most: int | None = None
    pattern: str = ""

    def get(self) -> T:
        """What staff chose, or the default."""
        values: Mapping[str, T] = chosen()
        return values.get(self.key, self.default)


@dataclass
class Declared:
    """All settings of the plugged-in slices, and where the chosen values are read."""

    by_key: dict[str, Setting[Any]] = field(default_factory=dict)
    source: Callable[[], Mapping[str, Any]] = dict

    def add(self, setting: Setting[Any]) -> None:
        """Declare a setting; two of one key are a mistake in the code."""
        if setting.key in self.by_key:
            raise ValueError(f"The setting {setting.key} is declared twice.")
        self.by_key[setting.key] = setting


def declared() -> Declared:
    """The settings of this application."""
    found: Declared = current_app.extensions["settings"]
    return found


def forget() -> None:
    """Read the chosen values anew at the next question, because one has been changed."""
    g.pop("chosen_settings", None)


def chosen() -> Mapping[str, Any]:
    """What staff chose, by key: read once for each application context, in one query."""
    values: Mapping[str, Any] | None = g.get("chosen_settings")
    if values is None:
        values = g.chosen_settings = declared().source()
    return values


def made_once(name: str, make: Callable[[], V]) -> V:
    """What is made of chosen values and of nothing else: once for each context and its values."""
    values, made = chosen(), g.setdefault("made_of_settings", {})
    if name not in made or made[name][0] is not values:
        made[name] = values, make()
    found: V = made[name][1]
    return found
