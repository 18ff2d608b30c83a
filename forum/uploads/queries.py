"""Reading pictures, and what a text that is being rendered may know of the site."""

from collections.abc import Collection, Mapping

from sqlalchemy import select

from forum.accounts import queries as accounts
from forum.kernel.db import db
from forum.markup.shapes import Picture, Site
from forum.site import queries as site
from forum.uploads import words
from forum.uploads.models import Upload


def pictures(public_ids: Collection[str]) -> Mapping[str, Picture]:
    """Of these pictures the existing ones, by public id, with the widths they will have."""
    if not public_ids:
        return {}
    found = db.session.scalars(select(Upload).where(Upload.public_id.in_(public_ids)))
    return {upload.public_id: _picture(upload) for upload in found}


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


def _picture(upload: Upload) -> Picture:
    return Picture(upload.public_id, upload.width, upload.height, upload.planned_sizes)
