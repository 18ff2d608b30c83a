"""Letting a site leave, letting one arrive, and giving members copies of what is theirs."""

import logging
from datetime import timedelta
from pathlib import Path
from zipfile import BadZipFile

from sqlalchemy import delete, select

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.exports import arriving, boxes, leaving, letters, personal, places, queries
from forum.exports.arriving import Unfit
from forum.exports.leaving import Contents, Tell
from forum.exports.models import DataCopy
from forum.exports.policy import can_ask, can_ask_for, can_hand_out
from forum.exports.tables import Secrets
from forum.jobs import actions as jobs
from forum.kernel import clock, handover, tokens
from forum.kernel.db import db
from forum.kernel.policy import require
from forum.kernel.unit import action
from forum.search import actions as search

log = logging.getLogger(__name__)
MAKE = "exports.copy"
KEPT = timedelta(days=7)
# With more than this the worker makes the copy.
SMALL, SMALL_PICTURES = 200, 20


class NotEmpty(Unfit):
    """There is a community already where the export shall go."""


def write_site(place: Path, tell: Tell, *, secrets: Secrets) -> Contents:
    """Write everything into a folder or a zip file that does not exist yet.

    Secrets are what lets somebody in: passwords (as hashes), sessions, open links, letters. Raises
    FileExistsError.
    """
    with boxes.making(place) as box:
        return leaving.write_site(box, tell, secrets=secrets)


def write_rows(place: Path) -> Contents:
    """Write all rows, secrets too, into a new zip file; pictures are not in it."""
    with boxes.making(place) as box:
        return leaving.write_rows(box)


def read_site(place: Path, tell: Tell) -> Contents:
    """Fill this empty site with an export; all of it or nothing. Raises Unfit and NotEmpty."""
    try:
        with boxes.reading(place) as box:
            contents = arriving.contents_of(box)
            _bring_in(box, contents, tell)
    except BadZipFile as error:
        raise Unfit("This zip file is damaged.") from error
    db.session.remove()
    search.rebuild()
    return contents


@action
def _bring_in(box: boxes.Box, contents: Contents, tell: Tell) -> None:
    if not arriving.is_empty():
        raise NotEmpty("This site has members already. An export goes into an empty one.")
    arriving.bring_in(box, contents, tell)


@action
def ask_for_copy(member: User) -> DataCopy:
    """Owe a member a copy of their data; one that waits already serves a second request."""
    require(can_ask(member))
    return _ask(member)


@action
def ask_for(admin: User, member: User) -> DataCopy:
    """The same for a member who asked the team for it; the letter goes to the member."""
    require(can_ask_for(admin, member))
    asked = _ask(member)
    audit.record(admin, "exports.ask_for", "user", member.id, after={"copy": asked.id})
    return asked


@action
def note_handed_out(admin: User, copy: DataCopy) -> None:
    """Write down that an admin fetched the copy of a member, before they get it."""
    require(can_hand_out(admin, copy))
    audit.record(admin, "exports.hand_out", "user", copy.user_id, after={"copy": copy.id})


def make_now(member: User, asked: DataCopy) -> None:
    """Make the copy that a member has just asked for, while they wait."""
    require(can_ask(member))
    make_copy(asked.id)


def is_small(member: User) -> bool:
    """Whether a copy is made while the member waits for the page."""
    return member.post_count <= SMALL and queries.picture_count(member) <= SMALL_PICTURES


def _ask(member: User) -> DataCopy:
    waiting = next((each for each in queries.latest_of(member) if each.is_waiting), None)
    if waiting is not None:
        return waiting
    asked = DataCopy(public_id=tokens.new_public_id(), user_id=member.id)
    db.session.add(asked)
    db.session.flush()
    jobs.enqueue(MAKE, {"copy_id": asked.id}, key=asked.public_id)
    return asked


def make_copy(copy_id: int) -> None:
    """Make the file of a copy that was asked for, and write to its owner. Twice is harmless.

    When it cannot be made, the page says so, and its owner may ask again.
    """
    asked = queries.copy(copy_id)
    member = db.session.get(User, asked.user_id) if asked else None
    if asked is None or member is None or not asked.is_waiting:
        return
    public_id = asked.public_id
    # Reading takes its time, and nothing stays open meanwhile.
    db.session.close()
    try:
        size = _write(member, public_id)
    except Exception:
        log.exception("the copy %d of a member's data could not be made", copy_id)
        _note_failed(copy_id)
    else:
        _note_made(copy_id, public_id, size=size)


def _write(member: User, public_id: str) -> int:
    """Write the file; how many bytes it has.

    The request and the worker may both be at it: each has a file of its own, and whoever is done
    puts it in the place of the other's.
    """
    own = places.file_of_one(public_id)
    try:
        with boxes.making(own) as box:
            personal.write_member(box, member)
        size = own.stat().st_size
        own.replace(places.file_of(public_id))
    finally:
        own.unlink(missing_ok=True)
    return size


@action
def _note_made(copy_id: int, public_id: str, *, size: int) -> None:
    made = queries.copy(copy_id)
    if made is None:
        places.file_of(public_id).unlink(missing_ok=True)
        return
    made.bytes = size
    if made.made_at is not None:
        return
    made.made_at, made.failed_at = clock.now(), None
    made.expires_at = made.made_at + KEPT
    owner = db.session.get_one(User, made.user_id)
    # To those who cannot come in to fetch it, an admin hands it.
    if owner.is_active:
        letters.ready(owner)


@action
def _note_failed(copy_id: int) -> None:
    asked = queries.copy(copy_id)
    if asked is not None and asked.is_waiting:
        asked.failed_at = clock.now()


def purge() -> int:
    """Throw away copies that were kept long enough, and files that no row names; how many files."""
    kept = _forget_old()
    gone = [file for file in places.files() if places.id_of(file) not in kept]
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


@action
def _forget_old() -> set[str]:
    before = clock.now()
    old = (DataCopy.expires_at < before) | (DataCopy.asked_at < before - 2 * KEPT)
    db.session.execute(delete(DataCopy).where(old))
    return set(db.session.scalars(select(DataCopy.public_id)))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Give the copies of one account to the one that it became."""
    handover.hand_over(DataCopy.user_id, from_id=from_id, into_id=into_id)
