"""Making backups, throwing them away, and noting what became of them."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import update

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.backups import archive, making, places, postgres, queries, restoring
from forum.backups.archive import Contents, Unusable
from forum.backups.making import Made, NoRoom
from forum.backups.models import Backup, Stage
from forum.backups.policy import can_manage
from forum.backups.settings import EVERY, HOUR, KEEP
from forum.jobs import actions as jobs
from forum.kernel import clock, handover
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.site import actions as site

log = logging.getLogger(__name__)
MAKE = "backups.make"
LONGEST_TRY = timedelta(hours=6)
LONGEST_DETAILS = 1000


class NotBroughtBack(Exception):
    """A backup cannot take the place of what is there, which stays as it is; says why."""


class Failed(Exception):
    """The backup could not be made: a reason word, and what the machine said."""

    def __init__(self, reason: str, details: str) -> None:
        super().__init__(details)
        self.reason = reason
        self.details = details


@action
def ask(admin: User) -> Backup:
    """Owe a backup now; one that is being made already serves a second request."""
    require(can_manage(admin))
    open_one = queries.open_one()
    if open_one is not None:
        return open_one
    asked = _owe(by_id=admin.id)
    audit.record(admin, "backups.ask", "backup", asked.id)
    return asked


@action
def owe_by_timetable() -> Backup:
    """Owe the backup whose time has come."""
    return _owe(by_id=None)


@action
def delete(admin: User, backup_id: int) -> None:
    """Throw the file of a backup away, or forget a try that failed."""
    require(can_manage(admin))
    found = queries.backup(backup_id)
    if found.is_open or found.deleted_at is not None:
        return
    found.deleted_at, found.deleted_by_id = clock.now(), admin.id
    audit.record(admin, "backups.delete", "backup", found.id, before={"file": found.file})
    db.session.flush()
    _unlink(found)


@action
def note_fetched(admin: User, backup_id: int) -> Path:
    """The file of a backup, for an admin who takes it away; that is written down."""
    require(can_manage(admin))
    found = queries.backup(backup_id)
    file = queries.file_for(found)
    audit.record(admin, "backups.fetch", "backup", found.id, after={"file": found.file})
    return file


@action
def plan(admin: User, *, every: str, hour: int, keep: int) -> None:
    """Choose how often backups make themselves, at which hour, and how many are kept."""
    require(can_manage(admin))
    site.choose_all(admin, {EVERY.key: every, HOUR.key: hour, KEEP.key: keep})


@action
def plan_by_hand(every: str) -> None:
    """The same from the command line."""
    site.assign(EVERY.key, every)


def make(backup_id: int) -> None:
    """Make a backup that is owed, and note how it went; one that is settled is left alone."""
    owed = queries.backup(backup_id)
    if not owed.is_open:
        return
    name = f"guildhall-{clock.now():%Y%m%d-%H%M%S}-{backup_id}.tar"
    try:
        _make(backup_id, places.folder() / name, shown_as=name)
    except Failed:
        # The row says so on the page; the timetable tries again in a while.
        log.exception("backup %d could not be made", backup_id)
    throw_away_surplus()


def make_now(place: Path | None = None) -> Made:
    """Make a backup here and now: in our folder, or in or as this place. Raises Failed."""
    row = _note_begun_by_hand()
    name = f"guildhall-{clock.now():%Y%m%d-%H%M%S}-{row.id}.tar"
    target = places.folder() / name
    if place is not None:
        target = (place / name if place.is_dir() else place).absolute()
    shown_as = name if place is None else str(target)
    made = _make(row.id, target, shown_as=shown_as)
    throw_away_surplus()
    return made


def throw_away_surplus() -> None:
    """Throw away what made itself, beyond the number that is kept, and forget older failures."""
    for old in [*queries.surplus(), *queries.failed_before()]:
        _change(old.id, deleted_at=clock.now())
        _unlink(old)


@action
def give_up_stuck() -> None:
    """Say of tries that nobody works on any more that they failed."""
    long_ago = clock.now() - LONGEST_TRY
    stuck = update(Backup).where(
        Backup.made_at.is_(None), Backup.failed_at.is_(None), Backup.asked_at < long_ago
    )
    db.session.execute(stuck.values(failed_at=clock.now(), reason="cut_short"))


@action
def tidy() -> None:
    """Say of rows what is true here: after a restore they speak of the time of the backup."""
    for row in queries.kept():
        if not places.file_of(row.file).is_file():
            row.deleted_at = clock.now()
    gone = update(Backup).where(Backup.made_at.is_(None), Backup.failed_at.is_(None))
    db.session.execute(gone.values(failed_at=clock.now(), deleted_at=clock.now()))
    known = {row.file for row in queries.kept()}
    found = (_found(file) for file in places.backups() if file.name not in known)
    db.session.add_all(row for row in found if row is not None)


def look_into(file: Path) -> Contents:
    """What a backup says of itself, without reading all of it. Raises NotBroughtBack."""
    try:
        with archive.opened(file) as (contents, _):
            return contents
    except Unusable as error:
        raise NotBroughtBack(str(error)) from error


def bring_back(file: Path, alone: Callable[[], object]) -> Contents:
    """Put the forum of a backup in the place of the one that is there.

    Everything is unpacked beside and proven first; then `alone` sees to it that nobody uses the
    data folder. Until the database takes its place in one step, everything is as it was. Raises
    NotBroughtBack, which `alone` may raise too.
    """
    try:
        return restoring.bring_back(file, alone)
    except NotBroughtBack:
        raise
    except NoRoom as error:
        raise NotBroughtBack(f"The disk has too little room: {error}.") from error
    except Exception as error:
        raise NotBroughtBack(postgres.said(error)) from error
    finally:
        db.session.remove()


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let what the one account asked for or threw away count as done by the other."""
    for column in (Backup.by_id, Backup.deleted_by_id):
        handover.hand_over(column, from_id=from_id, into_id=into_id)


def _make(backup_id: int, target: Path, *, shown_as: str) -> Made:
    """Make the file and note what became of it. Raises Failed."""
    _change(backup_id, begun_at=clock.now())
    try:
        made = making.make(target, lambda stage: _change(backup_id, stage=stage))
    except BaseException as error:
        failed = Failed(_reason(error), str(error)[:LONGEST_DETAILS])
        _change(backup_id, failed_at=clock.now(), reason=failed.reason, details=failed.details)
        if isinstance(error, Exception):
            raise failed from error
        raise
    _change(
        backup_id,
        stage=Stage.DONE,
        made_at=clock.now(),
        file=shown_as,
        bytes=made.bytes,
        sha256=made.sha256,
        counts=dict(made.contents.counts),
    )
    return made


def _reason(error: BaseException) -> str:
    kinds = (
        (NoRoom, "no_room"),
        (Unusable, "not_proven"),
        (OSError, "no_place"),
        (Exception, "other"),
    )
    return next((word for kind, word in kinds if isinstance(error, kind)), "cut_short")


def _found(file: Path) -> Backup | None:
    """The row of a backup that lies in the folder and that no row names; nothing for other files.

    Nobody knows any more who asked for it, so it was never begun and stays until it is deleted.
    """
    try:
        contents = look_into(file)
    except (NotBroughtBack, OSError):
        log.warning("%s lies among the backups and is none", file.name)
        return None
    return Backup(
        asked_at=datetime.fromisoformat(contents.made_at),
        made_at=datetime.fromisoformat(contents.made_at),
        stage=Stage.DONE,
        file=file.name,
        bytes=file.stat().st_size,
        counts=dict(contents.counts),
    )


@action
def _owe(*, by_id: int | None) -> Backup:
    owed = Backup(by_id=by_id)
    db.session.add(owed)
    db.session.flush()
    jobs.enqueue(MAKE, {"backup_id": owed.id})
    return owed


@action
def _note_begun_by_hand() -> Backup:
    row = Backup(begun_at=clock.now())
    db.session.add(row)
    db.session.flush()
    return row


@action
def _change(backup_id: int, **values: Any) -> None:
    db.session.execute(update(Backup).where(Backup.id == backup_id).values(**values))


def _unlink(found: Backup) -> None:
    if found.file and not Path(found.file).is_absolute():
        places.file_of(found.file).unlink(missing_ok=True)
