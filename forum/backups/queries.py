"""Reading which backups there are, and when the next one is due."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.backups import places
from forum.backups.models import Backup
from forum.backups.settings import EVERY, HOUR, KEEP, OFF, PERIODS
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE, Cursor, Page
from forum.kernel.policy import NotFound

LOOK = "backups.look"
# A day's backup may begin so much before its time, to meet the quiet hour; or so much after it,
# because the machine sleeps at night.
EARLY = timedelta(hours=6)
LATE = timedelta(hours=12)
PAUSE_AFTER_TRY = timedelta(hours=1)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class Health:
    """How it stands with backups."""

    newest: Backup | None
    failed: Backup | None
    is_old: bool
    is_by_itself: bool


def backup(backup_id: int) -> Backup:
    """The backup with this id. Raises NotFound."""
    found = db.session.get(Backup, backup_id, populate_existing=True)
    if found is None:
        raise NotFound
    return found


def shown(after: Cursor | None = None) -> Page[Backup]:
    """Backups that are kept, being made or failed, the latest first."""
    query = select(Backup).where(Backup.deleted_at.is_(None)).order_by(Backup.id.desc())
    if after is not None:
        query = query.where(Backup.id < after.id)
    found = db.session.scalars(query.limit(PAGE_SIZE + 1)).all()
    more = len(found) > PAGE_SIZE
    last = found[PAGE_SIZE - 1].id if more else 0
    return Page(found[:PAGE_SIZE], Cursor(0, last).encode() if more else None)


def people(backups: Sequence[Backup]) -> Mapping[int, User]:
    """Who asked for these, by id."""
    return accounts.members_by_ids({each.by_id for each in backups if each.by_id})


def newest() -> Backup | None:
    """The latest backup whose file lies there."""
    query = select(Backup).where(Backup.made_at.is_not(None), Backup.deleted_at.is_(None))
    return db.session.scalar(query.order_by(Backup.made_at.desc(), Backup.id.desc()).limit(1))


def failed_since(moment: datetime | None) -> Backup | None:
    """The latest try that failed after this moment."""
    query = select(Backup).where(Backup.failed_at.is_not(None), Backup.deleted_at.is_(None))
    if moment is not None:
        query = query.where(Backup.failed_at > moment)
    return db.session.scalar(query.order_by(Backup.failed_at.desc()).limit(1))


def open_one() -> Backup | None:
    """A backup that waits or is being made."""
    query = select(Backup).where(Backup.made_at.is_(None), Backup.failed_at.is_(None))
    return db.session.scalar(query.order_by(Backup.id.desc()).limit(1))


def kept() -> Sequence[Backup]:
    """Every backup whose file should lie there, the latest first."""
    query = select(Backup).where(Backup.made_at.is_not(None), Backup.deleted_at.is_(None))
    return db.session.scalars(query.order_by(Backup.id.desc())).all()


def surplus() -> Sequence[Backup]:
    """Those that made themselves, beyond the number that is kept."""
    return [each for each in kept() if _made_itself(each)][KEEP.get() :]


def failed_before() -> Sequence[Backup]:
    """Tries that nobody asked for and that failed, but for the latest."""
    query = select(Backup).where(
        Backup.failed_at.is_not(None), Backup.deleted_at.is_(None), Backup.by_id.is_(None)
    )
    return db.session.scalars(query.order_by(Backup.id.desc()).offset(1)).all()


def _made_itself(backup: Backup) -> bool:
    """Whether nobody asked for it, as far as is known: what a restore found was begun nowhere."""
    is_ours = not Path(backup.file).is_absolute()
    return is_ours and backup.by_id is None and backup.begun_at is not None


def file_for(found: Backup) -> Path:
    """The file of a kept backup in our folder. Raises NotFound."""
    file = places.file_of(found.file)
    if not found.is_kept or Path(found.file).is_absolute() or not file.is_file():
        raise NotFound
    return file


def health() -> Health:
    """The latest backup, a failure after it, and whether the latest is older than it should be."""
    last = newest()
    made_at = last.made_at if last else None
    too_old = 2 * PERIODS.get(EVERY.get(), timedelta(days=7)) + LATE
    return Health(
        newest=last,
        failed=failed_since(made_at),
        is_old=made_at is not None and clock.now() - made_at > too_old,
        is_by_itself=EVERY.get() != OFF,
    )


def is_due() -> bool:
    """Whether it is time for the next backup by itself; after a failure, as soon as the pause is
    over."""
    if EVERY.get() == OFF or open_one() is not None or _tried_lately():
        return False
    last, now, every = newest(), clock.now(), PERIODS[EVERY.get()]
    if failed_since(last.made_at if last else None) is not None:
        return True
    if last is not None and last.made_at is not None:
        return _is_time(now, last.made_at, every)
    since = _awake_since()
    return since is not None and (now.hour == HOUR.get() or now - since >= LATE)


def _is_time(now: datetime, since: datetime, every: timedelta) -> bool:
    waited = now - since
    if every < DAY:
        return waited >= every
    is_quiet = now.hour == HOUR.get() and waited >= every - EARLY
    return is_quiet or waited >= every + LATE


def _tried_lately() -> bool:
    last = db.session.scalar(select(func.max(Backup.failed_at)))
    return last is not None and clock.now() - last < PAUSE_AFTER_TRY


def _awake_since() -> datetime | None:
    """Since when the timetable has looked; a forum without members has nothing to keep yet."""
    if db.session.scalar(select(User.id).limit(1)) is None:
        return None
    return db.session.scalar(select(func.min(Job.created_at)).where(Job.kind == LOOK))
