"""Reading copies of members' data, and what an export looks like."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import Connection, func, select

from forum.accounts.models import User, Viewer
from forum.exports import lines, places, policy, tables
from forum.exports import snapshot as moment
from forum.exports.models import DataCopy
from forum.exports.tables import Secrets
from forum.kernel.db import Base, db
from forum.kernel.policy import NotFound
from forum.uploads.models import Upload

LATEST = 5


def snapshot() -> AbstractContextManager[Connection]:
    """A connection that sees one moment of the whole database; others go on writing meanwhile."""
    return moment.taken()


def counts(connection: Connection) -> Mapping[str, int]:
    """How many rows every table has."""
    return {table.name: moment.count(connection, table) for table in Base.metadata.sorted_tables}


def revision(connection: Connection) -> str:
    """The shape of the database, as the migrations call it."""
    return moment.revision(connection)


def content_hash() -> str:
    """One hash of all rows that an export without secrets holds."""
    with moment.taken() as connection:
        read = [
            moment.read(connection, table, tables.columns(table, Secrets.STAY), len)
            for table in tables.leaving(Secrets.STAY)
        ]
    return lines.digest([asdict(each) for each in read])


def latest_of(member: User) -> Sequence[DataCopy]:
    """The last copies that a member asked for, the latest first."""
    query = select(DataCopy).where(DataCopy.user_id == member.id)
    return db.session.scalars(query.order_by(DataCopy.id.desc()).limit(LATEST)).all()


def copy_called(public_id: str) -> DataCopy:
    """The copy of this public id, whoever it belongs to. Raises NotFound."""
    found = db.session.scalar(select(DataCopy).where(DataCopy.public_id == public_id))
    if found is None:
        raise NotFound
    return found


def picture_count(member: User) -> int:
    """How many pictures a member has given."""
    mine = select(func.count()).select_from(Upload).where(Upload.user_id == member.id)
    return db.session.scalar(mine) or 0


def copy(copy_id: int) -> DataCopy | None:
    """The copy with this id."""
    return db.session.get(DataCopy, copy_id)


def file_for(viewer: Viewer, public_id: str) -> Path:
    """The file of a copy that the viewer may fetch. Raises NotFound."""
    found = copy_called(public_id)
    if not policy.can_fetch(viewer, found):
        raise NotFound
    return file_of(found)


def file_of(found: DataCopy) -> Path:
    """The file of a copy. Raises NotFound when it is not there."""
    file = places.file_of(found.public_id)
    if not file.is_file():
        raise NotFound
    return file
