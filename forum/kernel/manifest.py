"""What a slice may plug into the forum. Each slice fills one of these in."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import ModuleType
from typing import Any

from click import Command
from flask import Blueprint

from forum.kernel.acts import NOTHING, Acts
from forum.kernel.bus import Handler
from forum.kernel.gather import Gatherer
from forum.kernel.screening import Screen
from forum.kernel.settings import Setting
from forum.kernel.shown import Note
from forum.kernel.slots import PageFiller, RowFiller
from forum.kernel.tallies import Tally


@dataclass(frozen=True)
class Check:
    """A promise that `forum verify` proves: yields one sentence for each thing that is amiss."""

    name: str
    problems: Callable[[], Iterable[str]]


@dataclass(frozen=True)
class Schedule:
    """A kind of job to be enqueued regularly by the worker."""

    kind: str
    every_seconds: int


@dataclass(frozen=True)
class Derived:
    """What follows from a log alone: kept up as lines come in, and provable at any moment."""

    name: str
    # Takes in lines, by id; called by the worker, in one transaction with whoever else does.
    settle: Callable[[Sequence[int]], None]
    # One sentence for each thing that is not as the whole log gives it.
    differences: Callable[[], Iterable[str]]
    # Makes it anew from the whole log.
    rebuild: Callable[[], None]


@dataclass(frozen=True)
class Leaver:
    """A member who has left: the number that remains, and the names that nothing shall bear."""

    user_id: int
    # What becomes of their texts; one of `forum.accounts.models.Fate`.
    fate: str
    names: Sequence[str]


@dataclass(frozen=True)
class Parting:
    """What a slice takes away step by step after a member has left, because it may be much."""

    name: str
    # Does some of it in one transaction; says whether there may be more. Done twice it is harmless.
    step: Callable[[Leaver], bool]


class AdminGroup(StrEnum):
    """Under which heading of the staff navigation an entry stands, in this order."""

    CARE = "care"
    PEOPLE = "people"
    PROGRAMME = "programme"
    PLACES = "places"
    LOOK = "look"
    MACHINE = "machine"


@dataclass(frozen=True)
class AdminLink:
    """An entry in the side navigation of staff pages."""

    endpoint: str
    label: Any
    icon: str
    # Hidden from moderators when only admins may open the page.
    admins_only: bool = False
    group: AdminGroup = AdminGroup.MACHINE


@dataclass(frozen=True)
class Gauge:
    """A number that monitoring reads, named `forum_<name>`; asked for when it is read.

    With a label it is several numbers, one for each word of the label.
    """

    name: str
    help: str
    read: Callable[[], float | Mapping[str, float]]
    label: str = ""


@dataclass(frozen=True)
class SampleLetter:
    """A letter that the slice writes, with values as they might be, for looking at it."""

    # As `forum.mail.compose.write` takes it.
    template: str
    label: Any
    values: Mapping[str, Any] = field(default_factory=dict)
    # Its name among the samples, where several are written by one template.
    name: str = ""


@dataclass(frozen=True)
class Manifest:
    """All that a slice brings; an empty field means that it brings nothing of the kind."""

    name: str
    # The slice's tables: naming them here is what makes the database know them.
    models: ModuleType | None = None
    blueprints: Sequence[Blueprint] = ()
    settings: Sequence[Setting[Any]] = ()
    listeners: Sequence[tuple[type, Handler]] = ()
    slots: Mapping[str, RowFiller] = field(default_factory=dict)
    page_slots: Mapping[str, PageFiller] = field(default_factory=dict)
    admin_links: Sequence[AdminLink] = ()
    reviewables: Sequence[Any] = ()
    # The words for its acts in the audit log.
    acts: Acts = NOTHING
    commands: Sequence[Command] = ()
    tasks: Mapping[str, Callable[[dict[str, Any]], object]] = field(default_factory=dict)
    # Of the hands of a worker, how many a kind of job may have at once: for work that waits for
    # somebody outside, who may be slow. Kinds that are not named may have all of them.
    hands: Mapping[str, int] = field(default_factory=dict)
    # The seconds that must have passed since a worker began work of a kind: for work that takes in
    # hand all that is there, and need not do so for each bit of it.
    pauses: Mapping[str, float] = field(default_factory=dict)
    schedules: Sequence[Schedule] = ()
    checks: Sequence[Check] = ()
    # What the slice derives from the activity log.
    derived: Sequence[Derived] = ()
    # What has to go when a member leaves and takes its time.
    partings: Sequence[Parting] = ()
    # Who looks at texts of members before they are published.
    screens: Sequence[Screen] = ()
    # The same for texts of those who look after a place.
    team_screens: Sequence[Screen] = ()
    gauges: Sequence[Gauge] = ()
    letters: Sequence[SampleLetter] = ()
    # Who takes note of what is on people's screens, without writing.
    shown: Sequence[Note] = ()
    gatherers: Sequence[Gatherer[Any]] = ()
    # Numbers about whoever looks, asked for along with who it is.
    tallies: Sequence[Tally] = ()
    # Who may see an upload that was placed behind a door: door name -> (viewer, door id) -> bool.
    upload_doors: Mapping[str, Callable[[Any, int], bool]] = field(default_factory=dict)
