"""Reading pictures, and what a text that is being rendered may know of the site."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.markup.shapes import Picture, Site
from forum.site import queries as site
from forum.uploads import store, words
from forum.uploads.models import Upload, UploadUse

LATEST = 12


def pictures(public_ids: Collection[str]) -> Mapping[str, Picture]:
    """Of these pictures the existing ones, by public id, with the widths they will have."""
    if not public_ids:
        return {}
    found = db.session.scalars(select(Upload).where(Upload.public_id.in_(public_ids)))
    return {upload.public_id: _picture(upload) for upload in found}


def uploads_in_order(public_ids: Sequence[str]) -> Sequence[Upload]:
    """Of these pictures the existing ones, in this order; one query."""
    if not public_ids:
        return []
    found = db.session.scalars(select(Upload).where(Upload.public_id.in_(public_ids)))
    by_id = {upload.public_id: upload for upload in found}
    return [by_id[one] for one in public_ids if one in by_id]


def files() -> Sequence[Path]:
    """Every file of a picture, in the order of their names, on this machine."""
    return _at_hand(sorted(kept.name for kept in store.every_file()))


def files_of(member: User) -> Sequence[Path]:
    """The largest file of every picture that a member gave, on this machine."""
    query = select(Upload).where(Upload.user_id == member.id).order_by(Upload.id)
    return _at_hand(store.name_of(each.public_id, each.width) for each in db.session.scalars(query))


def writing_site() -> Site:
    """What the rendering of posts, bios and guidance may know: who exists, and which pictures."""
    spoiler, picture = words.in_texts()
    return Site(
        members=accounts.existing_names,
        pictures=pictures,
        origin=site.public_url(),
        spoiler=spoiler,
        picture=picture,
    )


def upload_and_uses(public_id: str) -> tuple[Upload, Sequence[UploadUse]]:
    """A picture and the places that show it, in one query. Raises NotFound."""
    if not store.PUBLIC_ID.fullmatch(public_id):
        raise NotFound
    query = (
        select(Upload, UploadUse)
        .outerjoin(UploadUse, UploadUse.upload_id == Upload.id)
        .where(Upload.public_id == public_id)
    )
    # The typing of an outer join does not say that the right side may be missing.
    rows: Sequence[Any] = db.session.execute(query).all()
    if not rows:
        raise NotFound
    return rows[0][0], [use for _, use in rows if use is not None]


def own_upload(user: User, public_id: str) -> Upload:
    """A picture that this member gave. Raises NotFound."""
    query = select(Upload).where(Upload.public_id == public_id, Upload.user_id == user.id)
    found = db.session.scalar(query) if store.PUBLIC_ID.fullmatch(public_id) else None
    if found is None:
        raise NotFound
    return found


def given_since(user: User, moment: datetime) -> int:
    """How many pictures this member gave from the moment on."""
    mine = Upload.user_id == user.id, Upload.created_at > moment
    return db.session.scalar(select(func.count()).select_from(Upload).where(*mine)) or 0


def latest_of(user: User) -> Sequence[Upload]:
    """The last few pictures that this member gave, the newest first."""
    query = select(Upload).where(Upload.user_id == user.id).order_by(Upload.id.desc())
    return db.session.scalars(query.limit(LATEST)).all()


def _at_hand(names: Iterable[str]) -> Sequence[Path]:
    """The files of these names; what was thrown away meanwhile is left out."""
    found = []
    for name in names:
        with suppress(FileNotFoundError):
            found.append(store.at_hand(name))
    return found


def _picture(upload: Upload) -> Picture:
    return Picture(upload.public_id, upload.width, upload.height, upload.planned_sizes)
