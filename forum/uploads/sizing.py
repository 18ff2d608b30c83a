"""Smaller sizes of a picture that is ours already."""

from io import BytesIO

from PIL import Image, ImageOps

from forum.uploads import store
from forum.uploads.models import SQUARES, Upload

QUALITY = 80


def make_missing(upload: Upload) -> tuple[list[int], list[int]]:
    """Write the files that are still missing; returns the widths and the squares there are now."""
    widths = [width for width in upload.planned_sizes if width not in upload.sizes]
    squares = [edge for edge in SQUARES if edge not in upload.squares]
    largest = BytesIO(store.read(store.name_of(upload.public_id, upload.width)))
    with Image.open(largest, formats=["WEBP"]) as picture:
        picture.load()
        for width in widths:
            store.write(store.name_of(upload.public_id, width), _encoded(_narrow(picture, width)))
        for edge in squares:
            name = store.name_of_square(upload.public_id, edge)
            store.write(name, _encoded(_square(picture, edge)))
    return sorted({*upload.sizes, *widths}), sorted({*upload.squares, *squares})


def _narrow(picture: Image.Image, width: int) -> Image.Image:
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS)


def _square(picture: Image.Image, edge: int) -> Image.Image:
    """The middle of the picture; a small picture is not blown up."""
    edge = min(edge, *picture.size)
    return ImageOps.fit(picture, (edge, edge), Image.Resampling.LANCZOS)


def _encoded(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "WEBP", quality=QUALITY, method=4)
    return out.getvalue()
