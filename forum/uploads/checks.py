"""What must be true of pictures at any moment."""

from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import exists, select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.uploads import store
from forum.uploads.models import Upload, UploadUse

# The worker makes the smaller sizes within moments; after a day something is wrong.
SOON = timedelta(days=1)


def files_are_there() -> Iterator[str]:
    """Every file that a row names exists, and the largest has its length."""
    sizes = {kept.name: kept.bytes for kept in store.every_file()}
    for upload in db.session.scalars(select(Upload).execution_options(yield_per=500)):
        for name in _files(upload):
            # What came after the list was made is asked for by itself.
            if name not in sizes and (size := store.size(name)) is not None:
                sizes[name] = size
            if name not in sizes:
                yield f"Upload {upload.public_id} lacks its file {name.rpartition('/')[2]}."
        largest = store.name_of(upload.public_id, upload.width)
        if sizes.get(largest, upload.bytes) != upload.bytes:
            yield f"Upload {upload.public_id} has a file of another length than was kept."


def sizes_are_made() -> Iterator[str]:
    """No picture waits for its smaller sizes for long."""
    query = select(Upload).where(Upload.created_at < clock.now() - SOON)
    for upload in db.session.scalars(query.execution_options(yield_per=500)):
        if not upload.is_whole:
            yield f"Upload {upload.public_id} has not got all its sizes."


def uses_are_known() -> Iterator[str]:
    """A picture that something shows is not marked as unused, and the other way round."""
    used = exists().where(UploadUse.upload_id == Upload.id)
    wrong = select(Upload.public_id).where(used == Upload.unused_since.is_not(None))
    for public_id in db.session.scalars(wrong):
        yield f"Upload {public_id} is used and marked as unused, or the other way round."
    rows = select(UploadUse.id).where(~exists().where(Upload.id == UploadUse.upload_id))
    for use_id in db.session.scalars(rows):
        yield f"The use {use_id} of an upload names one that is not there."


def _files(upload: Upload) -> list[str]:
    widths = [store.name_of(upload.public_id, width) for width in upload.sizes]
    return widths + [store.name_of_square(upload.public_id, edge) for edge in upload.squares]


ALL = [
    Check("every file of a picture exists", files_are_there),
    Check("every picture has its sizes", sizes_are_made),
    Check("every use of a picture is known", uses_are_known),
]
