"""Reading which accounts became one member, and whether that was carried through."""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from sqlalchemy import Table, func, literal, select, union_all

from forum.accounts.models import MergedMember, User
from forum.kernel.db import db
from forum.kernel.handover import pointers


def left_behind() -> Iterator[tuple[str, MergedMember]]:
    """Rows that still point to an account that was merged: the column, and the merge."""
    for merge in db.session.scalars(select(MergedMember).order_by(MergedMember.from_id)).all():
        for key in pointers(cast(Table, User.__table__)):
            column = key.parent
            query = select(column).where(column == merge.from_id).limit(1)
            if db.session.scalar(query) is not None:
                yield f"{column.table.name}.{column.name}", merge


def merged_into(member: User) -> Sequence[tuple[User, MergedMember]]:
    """The accounts that became part of this member's, the latest first."""
    query = (
        select(User, MergedMember)
        .join(MergedMember, MergedMember.from_id == User.id)
        .where(MergedMember.into_id == member.id)
        .order_by(MergedMember.at.desc(), User.id)
    )
    return [(row[0], row[1]) for row in db.session.execute(query)]


def merge_of(member: User) -> tuple[User, MergedMember] | None:
    """The member to whom this closed account belongs now, and how that came; or None."""
    query = (
        select(User, MergedMember)
        .join(MergedMember, MergedMember.into_id == User.id)
        .where(MergedMember.from_id == member.id)
    )
    row = db.session.execute(query).first()
    return (row[0], row[1]) if row else None


def holdings(member: User) -> Mapping[str, int]:
    """How many rows of which tables name this member and would go along in a merge."""
    counts = [
        select(literal(key.parent.table.name), func.count())
        .select_from(key.parent.table)
        .where(key.parent == member.id)
        for key in pointers(cast(Table, User.__table__))
    ]
    found: dict[str, int] = {}
    for table, number in db.session.execute(union_all(*counts)):
        found[table] = found.get(table, 0) + number
    return {table: number for table, number in sorted(found.items()) if number}
