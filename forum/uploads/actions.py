"""Every change to pictures and to where they are shown."""

from collections.abc import Collection

from sqlalchemy import delete, exists, select, update

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import action
from forum.uploads.models import Upload, UploadUse

# Sources that remember no earlier versions: what they stop showing may be thrown away.
WITHOUT_HISTORY = frozenset({"draft", "member", "site"})


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


def _locked(public_ids: Collection[str]) -> dict[int, Upload]:
    """The existing ones, which nobody may throw away before this transaction ends."""
    if not public_ids:
        return {}
    query = select(Upload).where(Upload.public_id.in_(public_ids)).with_for_update()
    return {upload.id: upload for upload in db.session.scalars(query)}


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
