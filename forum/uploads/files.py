"""From what was sent to bytes, and from what is asked for to a file."""

from dataclasses import dataclass

from werkzeug.datastructures import FileStorage

from forum.kernel.policy import Invalid, NotFound
from forum.uploads import store
from forum.uploads.models import SQUARES, WIDTHS, Upload


@dataclass(frozen=True)
class Found:
    """The name of the file that answers, and whether it is the one that will always answer."""

    name: str
    is_final: bool

    @property
    def form(self) -> str:
        """What tells this file of a picture from the others: 320, or square-96."""
        return self.name.rpartition("/")[2].removesuffix(".webp")[23:]


def read(sent: FileStorage | None, *, most: int) -> bytes:
    """All bytes of a file that has as many as it may; of a larger one enough to tell that it is.

    Raises Invalid("file", "missing") when nothing was sent.
    """
    if not sent:
        raise Invalid("file", "missing")
    return sent.stream.read(most + 1)


def file_for(upload: Upload, width: int) -> Found:
    """The file for a width (0 is its own): a square for avatars, else the next larger width.

    Until the worker has made a size, the largest file stands in. Raises NotFound for other widths.
    """
    if width in SQUARES:
        name, is_made = store.name_of_square(upload.public_id, width), width in upload.squares
    elif width in {0, *WIDTHS, upload.width}:
        fitting = min((w for w in upload.planned_sizes if w >= width), default=upload.width)
        fitting = fitting if width else upload.width
        name, is_made = store.name_of(upload.public_id, fitting), fitting in upload.sizes
    else:
        raise NotFound
    return Found(name if is_made else store.name_of(upload.public_id, upload.width), is_made)
