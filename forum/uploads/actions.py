"""Every change to pictures and to where they are shown."""

import errno
import hashlib
import logging
from collections.abc import Callable, Collection
from datetime import timedelta
from importlib import import_module
from itertools import islice
from typing import IO

from sqlalchemy import delete, exists, select, update

from forum.accounts.models import User
from forum.jobs import actions as jobs
from forum.kernel import clock, handover, tokens
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.turns import wait_for_turn
from forum.kernel.unit import action
from forum.site import actions as site
from forum.site.policy import can_choose
from forum.site.settings import LOGO
from forum.standing import queries as standing
from forum.standing.settings import NO_LIMIT, Limit
from forum.uploads import policy, queries, store, workshop
from forum.uploads.kept import Unreachable
from forum.uploads.models import Upload, UploadUse
from forum.uploads.workshop import Remade

log = logging.getLogger(__name__)
NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
# How long a picture waits to be used, and how long a file may lie there without its row.
PATIENCE = timedelta(hours=48)
DAY = timedelta(hours=24)
# Databases bound how much one question may name.
FILES_AT_ONCE = 500

# Sources that remember no earlier versions: what they stop showing may be thrown away.
WITHOUT_HISTORY = frozenset(
    {"bio", "draft", "launch", "launch_first", "member", "message", "product", "site"}
)


def take_in(owner: User, data: bytes, *, alt: str = "") -> Upload:
    """Make a stranger's picture ours and keep it; its smaller sizes are owed to the worker.

    What the stranger calls the file, and what kind they say it is, is of no interest here. Raises
    Invalid("file", …) for what is no picture (see `workshop.remake`), or when there is no_room.
    """
    return _taken_in(owner, data, alt, lambda: None)


def give(owner: User, data: bytes, *, alt: str = "") -> Upload:
    """Take in a picture for a text, as many a day as standing allows. Raises Invalid("file", …)."""
    if standing.limit(owner, Limit.UPLOADS) >= NO_LIMIT:
        return take_in(owner, data, alt=alt)
    _require_left(owner)
    return _taken_in(owner, data, alt, lambda: _require_left_alone(owner))


def _require_left(owner: User) -> None:
    given = queries.given_since(owner, clock.now() - DAY)
    standing.require_within(owner, Limit.UPLOADS, given + 1, field="file")


def _require_left_alone(owner: User) -> None:
    """Asked again by one request of a member at a time: another picture may have come meanwhile."""
    wait_for_turn(f"uploads:{owner.id}")
    _require_left(owner)


def _taken_in(owner: User, data: bytes, alt: str, ask_again: Callable[[], None]) -> Upload:
    require(policy.can_upload(owner))
    if len(data) > policy.most_bytes(owner):
        raise Invalid("file", "too_large", most=policy.most_mb(owner))
    # Decoding takes its time, and nobody else should wait to write meanwhile.
    remade = workshop.remake(data)
    public_id = tokens.new_public_id()
    _write(public_id, remade)
    try:
        return _add(owner, public_id, remade, alt=_cleaned(alt), ask_again=ask_again)
    except BaseException:
        store.remove(public_id)
        raise


def set_logo(admin: User, data: bytes) -> None:
    """Show a picture as the brand's logo. Raises Invalid("file", …)."""
    require(can_choose(admin))
    _choose_logo(admin, take_in(admin, data).public_id)


def remove_logo(admin: User) -> None:
    """Show no logo any more."""
    _choose_logo(admin, "")


@action
def place(
    source_kind: str, source_id: int, public_ids: Collection[str], *, door: str, door_id: int
) -> None:
    """Say which pictures a source shows, exactly these, and behind which door they lie.

    Doors: `site` 0 is open to all, `channel` 7 is asked of channels, `member` 7 opens to that
    member. Unknown ids are left out.
    """
    of_source = (UploadUse.source_kind == source_kind, UploadUse.source_id == source_id)
    before = set(db.session.scalars(select(UploadUse.upload_id).where(*of_source)))
    if not before and not public_ids:
        return
    shown = _locked(public_ids)
    gone = before - shown.keys()
    db.session.execute(delete(UploadUse).where(*of_source, UploadUse.upload_id.in_(gone)))
    db.session.execute(update(UploadUse).where(*of_source).values(door=door, door_id=door_id))
    db.session.add_all(
        UploadUse(
            upload_id=upload_id,
            source_kind=source_kind,
            source_id=source_id,
            door=door,
            door_id=door_id,
        )
        for upload_id in shown.keys() - before
    )
    db.session.flush()
    _note_used(shown.keys(), source_kind)
    _note_unused(gone)


@action
def move(source_kind: str, source_ids: Collection[int], *, door: str, door_id: int) -> None:
    """Put what these sources show behind another door, such as when a topic changes its channel."""
    moved = (UploadUse.source_kind == source_kind, UploadUse.source_id.in_(source_ids))
    db.session.execute(update(UploadUse).where(*moved).values(door=door, door_id=door_id))


@action
def hand_over(from_id: int, into_id: int) -> None:
    """Let the pictures of the one account belong to the other, those in drafts too."""
    handover.hand_over(Upload.user_id, from_id=from_id, into_id=into_id)
    private = update(UploadUse).where(UploadUse.door == "member", UploadUse.door_id == from_id)
    db.session.execute(private.values(door_id=into_id))


@action
def hand_over_uses(source_kind: str, from_id: int, into_id: int) -> None:
    """Let what one source showed be shown by another, which showed nothing."""
    shown = (UploadUse.source_kind == source_kind, UploadUse.source_id == from_id)
    db.session.execute(update(UploadUse).where(*shown).values(source_id=into_id))


def forget_unseen(user_id: int) -> int:
    """Throw away what somebody who left gave and nothing shows; returns how many pictures.

    What only earlier versions of texts showed goes, too.
    """
    gone = _forget_unseen(user_id)
    for public_id in gone:
        store.remove(public_id)
    return len(gone)


@action
def _forget_unseen(user_id: int) -> list[str]:
    used = exists().where(UploadUse.upload_id == Upload.id)
    unseen = delete(Upload).where(Upload.user_id == user_id, ~used)
    return list(db.session.scalars(unseen.returning(Upload.public_id)))


def make_sizes(upload_id: int) -> None:
    """Make the widths and squares that are still missing; doing it twice is harmless."""
    upload = db.session.get(Upload, upload_id)
    if upload is not None and not upload.is_whole:
        # Files first and outside of any transaction: encoding takes its time.
        sizes, squares = import_module("forum.uploads.sizing").make_missing(upload)
        _note_sizes(upload.id, sizes, squares)


def put_back(name: str, file: IO[bytes], *, sha256: str) -> bool:
    """Put a file of a picture where it belongs, when it is whole; returns whether it was.

    The name is that of a site's export or backup: the folder of two letters, and the file.
    """
    data = file.read()
    if not store.is_name(name) or hashlib.sha256(data).hexdigest() != sha256:
        return False
    if store.size(name) != len(data) or store.read(name) != data:
        store.write(name, data)
    return True


@action
def purge() -> list[str]:
    """Forget pictures that waited in vain to be used; returns their public ids."""
    in_vain = (Upload.kept_since.is_(None), Upload.unused_since < clock.now() - PATIENCE)
    used = exists().where(UploadUse.upload_id == Upload.id)
    gone = delete(Upload).where(*in_vain, ~used).returning(Upload.public_id)
    return list(db.session.scalars(gone))


def sweep() -> int:
    """Take away files of pictures that are in no row any more; returns how many."""
    before = (clock.now() - PATIENCE).timestamp()
    found, gone = store.strays(older_than=before), 0
    while some := list(islice(found, FILES_AT_ONCE)):
        ids = {public_id for public_id, _ in some}
        known = set(db.session.scalars(select(Upload.public_id).where(Upload.public_id.in_(ids))))
        strays = [name for public_id, name in some if public_id not in known]
        for name in strays:
            store.discard(name)
        gone += len(strays)
    return gone


@action
def _choose_logo(admin: User, public_id: str) -> None:
    site.choose(admin, LOGO.key, public_id)
    place("site", 0, [public_id] if public_id else [], door="site", door_id=0)


def _write(public_id: str, remade: Remade) -> None:
    try:
        store.write(store.name_of(public_id, remade.width), remade.data)
    except Unreachable as error:
        log.error("a picture of %d bytes could not be kept: %s", len(remade.data), error)
        raise Invalid("file", "busy") from error
    except OSError as error:
        if error.errno not in NO_ROOM:
            raise
        log.error("a picture of %d bytes could not be kept: %s", len(remade.data), error)
        raise Invalid("file", "no_room") from error


@action
def _add(
    owner: User, public_id: str, remade: Remade, *, alt: str, ask_again: Callable[[], None]
) -> Upload:
    ask_again()
    upload = Upload(
        public_id=public_id,
        user_id=owner.id,
        width=remade.width,
        height=remade.height,
        frames=remade.frames,
        bytes=len(remade.data),
        sizes=[remade.width],
        sha256=hashlib.sha256(remade.data).hexdigest(),
        alt=alt,
    )
    db.session.add(upload)
    db.session.flush()
    jobs.enqueue("uploads.sizes", {"upload_id": upload.id}, key=public_id)
    return upload


@action
def _note_sizes(upload_id: int, sizes: list[int], squares: list[int]) -> None:
    made = update(Upload).where(Upload.id == upload_id)
    db.session.execute(made.values(sizes=sizes, squares=squares))


def _cleaned(alt: str) -> str:
    """One line of text without characters that no database takes."""
    storable = alt.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")
    return " ".join(storable.split())[: policy.MOST_ALT]


def _locked(public_ids: Collection[str]) -> dict[int, Upload]:
    """The existing ones, which nobody may throw away before this transaction ends."""
    if not public_ids:
        return {}
    # In one order for all, so that nobody waits for each other in a ring.
    query = select(Upload).where(Upload.public_id.in_(public_ids)).order_by(Upload.id)
    return {upload.id: upload for upload in db.session.scalars(query.with_for_update())}


def _note_used(ids: Collection[int], source_kind: str) -> None:
    used = update(Upload).where(Upload.id.in_(ids))
    db.session.execute(used.values(unused_since=None))
    if source_kind not in WITHOUT_HISTORY:
        kept = used.where(Upload.kept_since.is_(None))
        db.session.execute(kept.values(kept_since=clock.now()))


def _note_unused(ids: Collection[int]) -> None:
    still_used = exists().where(UploadUse.upload_id == Upload.id)
    unused = update(Upload).where(Upload.id.in_(ids), ~still_used)
    db.session.execute(unused.values(unused_since=clock.now()))
