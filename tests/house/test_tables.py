"""Rules about tables: where they point, how they load, what they are called."""

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Boolean, Column, DateTime, ForeignKey, Integer, MetaData, Table, inspect
from sqlalchemy.orm import DeclarativeBase, Mapped, Mapper, mapped_column, relationship

from forum import slices as house
from forum.kernel.db import Base, UtcDateTime, db
from tests.house.source import expect_none, height

MANIFESTS = house.ALL


def owners() -> dict[str, str]:
    """Which slice each table belongs to."""
    mappers = Base.registry.mappers
    return {str(m.local_table.name): m.class_.__module__.split(".")[1] for m in mappers}


def keys_that_point_up(tables: Iterable[Table], owner: dict[str, str]) -> Iterator[str]:
    """A foreign key is a way to look: it may look down or around, and never up."""
    for table in tables:
        for key in table.foreign_keys:
            here, there = owner[table.name], owner[key.column.table.name]
            same = here == there
            if not same and height(here) <= height(there):
                yield f"{table.name}.{key.parent.name} ({here}) points at {there}"


def surprising_relationships(mappers: Iterable[Mapper[Any]]) -> Iterator[str]:
    """The query that needs a row names it; nothing is loaded behind its back."""
    for mapper in mappers:
        for relation in inspect(mapper).relationships:
            if relation.lazy != "raise_on_sql" or relation.back_populates or relation.backref:
                yield f"{mapper.class_.__name__}.{relation.key} surprises or has a back side"


def naive_moments(tables: Iterable[Table]) -> Iterator[str]:
    for column in _columns(tables):
        if isinstance(column.type, DateTime) and not isinstance(column.type, UtcDateTime):
            yield f"{column.table.name}.{column.name} is a moment without a zone"


def bare_decisions(tables: Iterable[Table]) -> Iterator[str]:
    """A decision has a moment and a person; a yes or no forgets both."""
    for column in _columns(tables):
        if isinstance(column.type, Boolean) and column.name.removeprefix("is_") in DECISIONS:
            yield f"{column.table.name}.{column.name} is a bare yes or no"


DECISIONS = {
    "accepted",
    "approved",
    "archived",
    "closed",
    "confirmed",
    "deleted",
    "done",
    "held",
    "pinned",
    "published",
    "rejected",
    "removed",
}


def _columns(tables: Iterable[Table]) -> list[Column[Any]]:
    return [column for table in tables for column in table.columns]


def test_foreign_keys_point_down():
    expect_none(keys_that_point_up(db.metadata.tables.values(), owners()))


def test_a_planted_key_that_points_up_is_found():
    tables = MetaData()
    upper = Table("topics", tables, Column("id", Integer, primary_key=True))
    lower = Table("users", tables, Column("topic_id", ForeignKey("topics.id")))
    owner = {"topics": "topics", "users": "accounts"}

    assert len(list(keys_that_point_up([upper, lower], owner))) == 1


def test_a_planted_key_between_siblings_is_found():
    tables = MetaData()
    one = Table("bookmarks", tables, Column("id", Integer, primary_key=True))
    other = Table("reactions", tables, Column("bookmark_id", ForeignKey("bookmarks.id")))
    owner = {"bookmarks": "bookmarks", "reactions": "reactions"}

    assert len(list(keys_that_point_up([one, other], owner))) == 1


def test_relationships_never_load_by_surprise():
    expect_none(surprising_relationships(Base.registry.mappers))


def test_planted_relationships_that_load_by_surprise_are_found():
    class Planted(DeclarativeBase):
        pass

    class Room(Planted):
        __tablename__ = "rooms"
        id: Mapped[int] = mapped_column(primary_key=True)

    class Chair(Planted):
        __tablename__ = "chairs"
        id: Mapped[int] = mapped_column(primary_key=True)
        room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"))
        room: Mapped[Room] = relationship()
        other: Mapped[Room] = relationship(lazy="raise_on_sql", backref="chairs", viewonly=True)

    found = list(surprising_relationships(Planted.registry.mappers))

    assert any("Chair.room " in problem for problem in found)
    assert any("Chair.other" in problem for problem in found)


def test_moments_know_their_zone():
    expect_none(naive_moments(db.metadata.tables.values()))


def test_a_planted_moment_without_a_zone_is_found():
    planted = Table("planted", MetaData(), Column("seen_at", DateTime()))

    assert len(list(naive_moments([planted]))) == 1


def test_decisions_remember_when():
    expect_none(bare_decisions(db.metadata.tables.values()))


def test_a_planted_bare_decision_is_found():
    planted = Table("planted", MetaData(), Column("is_closed", Boolean))

    assert len(list(bare_decisions([planted]))) == 1


def test_every_table_belongs_to_a_slice_that_is_plugged_in():
    names = {manifest.name for manifest in MANIFESTS}

    assert set(owners().values()) <= names
