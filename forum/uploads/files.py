"""From what was sent to bytes, and from what is asked for to a file."""

from dataclasses import dataclass
from pathlib import Path

from werkzeug.datastructures import FileStorage

from forum.kernel.policy import Invalid, NotFound
from forum.uploads import store
from forum.uploads.models import SQUARES, WIDTHS, Upload
from forum.uploads.workshop import MOST_BYTES


@dataclass(frozen=True)
class Found:
    """A file that answers, and whether it is the one that will always answer."""

    path: Path
    is_final: bool


def read(sent: FileStorage | None) -> bytes:
    """All bytes of a small file; of a large one enough to tell that it is too large.

    Raises Invalid("file", "missing") when nothing was sent.
    """
    if not sent:
        raise Invalid("file", "missing")
    return sent.stream.read(MOST_BYTES + 1)


def file_for(upload: Upload, width: int) -> Found:
    """The file for a width (0 is its own): a square for avatars, else the next larger width.

    Until the worker has made a size, the largest file stands in. Raises NotFound for other widths.
    """
    if width in SQUARES:
        path, is_made = store.path_of_square(upload.public_id, width), width in upload.squares
    elif width in {0, *WIDTHS, upload.width}:
        fitting = min((w for w in upload.planned_sizes if w >= width), default=upload.width)
        fitting = fitting if width else upload.width
        path, is_made = store.path_of(upload.public_id, fitting), fitting in upload.sizes
    else:
        raise NotFound
    if not is_made:
        path = store.path_of(upload.public_id, upload.width)
    if not path.is_file():
        raise NotFound
    return Found(path, is_made)
