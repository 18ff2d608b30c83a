"""A frozen month in words: its figures as cards, tables and lines of a file."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask_babel import format_percent, format_timedelta
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from forum.governance import months
from forum.governance.figures import OTHERS
from forum.governance.models import TransparencyMonth

NONE = "\u2013"
HOURS_FROM, NEARLY = 120, 0.85
# The names of rows, by table.
ROWS: Mapping[str, Mapping[str, Any]] = {
    "opened": {
        "flags": _l("Members asked for a look"),
        "rule": _l("A rule of the house asked for a look"),
        "order": _l("It waited because everything of its kind is read first"),
    },
    "deciders": {
        "person": _l("A person"),
        "two_people": _l("Two people"),
        "by_rule": _l("A rule of the house, by itself"),
    },
    "outcomes": {
        "keep": _l("Kept"),
        "hide": _l("Hidden"),
        "remove": _l("Removed"),
        "edit": _l("Changed by the team"),
        "move": _l("Moved to another channel"),
        "approve": _l("Published after waiting"),
        "decline": _l("Not published"),
        "nothing": _l("Text kept, something else decided"),
    },
    "clauses": {"": _l("No clause was needed")},
    "held": {"through": _l("Let through"), "declined": _l("Not published")},
    "held_by_rule": {"through": _l("Let through"), "declined": _l("Not published")},
    "flags": {"right": _l("Right"), "wrong": _l("Not right")},
    "sanctions": {
        "warning": _l("Warning"),
        "silence": _l("Silence"),
        "suspension": _l("Suspension"),
        "removal": _l("Removal, by two people"),
    },
    "appeals": {
        "upheld": _l("The decision stands"),
        "reduced": _l("Made milder"),
        "overturned": _l("Taken back"),
    },
    "overturned": {"": _l("No clause")},
}
TITLES: Mapping[str, Any] = {
    "opened": _l("Why cases were opened"),
    "outcomes": _l("What was decided"),
    "clauses": _l("By which clause"),
    "deciders": _l("Who decided"),
    "held": _l("Texts that waited"),
    "held_by_rule": _l("Texts that a rule held"),
    "flags": _l("What members flagged"),
    "sanctions": _l("Decisions about members"),
    "appeals": _l("Appeals"),
    "overturned": _l("Taken back, by clause"),
}
# The figures that stand alone, by the order of the file.
SINGLE = (
    *("first_minutes", "final_minutes", "criticism", "rule_overturned"),
    *("appeals_made", "appeals_in_time", "appeal_minutes", "hours"),
)


@dataclass(frozen=True)
class Bar:
    """A row of a table: what, how many, and which part of all that is."""

    label: str
    count: int
    share: str


@dataclass(frozen=True)
class Table:
    """A table of a month. Without a total it concerns too few people to tell."""

    name: str
    title: str
    total: int | None
    bars: Sequence[Bar]
    # Whether all rows had to be put together, so that the sum is all there is to say.
    is_together: bool


@dataclass(frozen=True)
class Shown:
    """A month with everything that its page says."""

    key: str
    day: date
    found: TransparencyMonth
    tables: Mapping[str, Table]

    @property
    def figures(self) -> Mapping[str, Any]:
        """The figures that stand alone."""
        return self.found.figures

    @property
    def is_quiet(self) -> bool:
        """Whether nothing happened."""
        names = ("opened", "outcomes", "flags", "sanctions", "appeals")
        return all(self.tables[name].total == 0 for name in names)

    def share(self, name: str, key: str) -> str:
        """Which part of a table a row of it is; empty where that is not told."""
        table = self.figures[name]
        if not table["total"]:
            return ""
        if any(row["key"] == OTHERS for row in table["rows"]):
            return ""
        found = [row["count"] for row in table["rows"] if row["key"] == key]
        return str(format_percent(sum(found) / table["total"]))


def shown(found: TransparencyMonth) -> Shown:
    """The month in the words of the reader."""
    tables = {name: _table(name, found.figures[name]) for name in TITLES}
    return Shown(found.month, months.named(found.month).day, found, tables)


def span(minutes: int | None) -> str:
    """A length of time, to the hour or the day."""
    if minutes is None:
        return NONE
    least = "minute" if minutes < HOURS_FROM else "hour"
    length = timedelta(minutes=max(1, minutes))
    return str(format_timedelta(length, granularity=least, threshold=NEARLY))


def lines(found: TransparencyMonth) -> Iterator[tuple[str, str, str, str]]:
    """The month as lines of a file: table, key, words, number. The keys stay as they are."""
    for name in TITLES:
        table = found.figures[name]
        yield name, "total", "", _number(table["total"])
        for row in table["rows"]:
            yield name, row["key"] or "none", row["label"], _number(row["count"])
    for name in SINGLE:
        yield name, "", "", _number(found.figures[name])


def _table(name: str, table: Mapping[str, Any]) -> Table:
    total = table["total"]
    bars = [
        Bar(_label(name, row), row["count"], str(format_percent(row["count"] / total)))
        for row in table["rows"]
    ]
    is_together = [row["key"] for row in table["rows"]] == [OTHERS]
    return Table(name, str(TITLES[name]), total, bars, is_together)


def _label(name: str, row: Mapping[str, Any]) -> str:
    if row["key"] == OTHERS:
        return str(_("Everything else together"))
    return str(row["label"] or ROWS[name].get(row["key"], row["key"]))


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
