"""Pictures for tests, drawn here."""

import os
import struct
import zlib
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

# Hostile files kept beside the project; where they are absent, the cases drawn here must do.
SHARED = Path(os.environ.get("FORUM_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))


def drawn(
    kind: str = "PNG", size: tuple[int, int] = (40, 30), mode: str = "RGB", **how: Any
) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    picture = Image.new("RGBA", size, (220, 30, 30, 255))
    picture.paste((30, 30, 220, 255), (size[0] // 2, 0, *size))
    out = BytesIO()
    picture.convert(mode).save(out, kind, **how)
    return out.getvalue()


def with_place(
    kind: str = "JPEG", *, orientation: int = 1, size: tuple[int, int] = (40, 20)
) -> bytes:
    """A picture that tells where it was taken, by what, and which way is up."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Secret Maker"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (52.0, 31.0, 12.0)
    return drawn(kind, size, exif=exif)


def moving(frames: int, size: tuple[int, int] = (40, 30), kind: str = "GIF") -> bytes:
    """A picture that moves: a bar that goes from left to right."""
    steps = []
    for number in range(frames):
        step = Image.new("RGB", size, "white")
        step.paste("black", (number % size[0], 0, number % size[0] + 1, size[1]))
        steps.append(step)
    out = BytesIO()
    steps[0].save(out, kind, save_all=True, append_images=steps[1:], duration=80, loop=0)
    return out.getvalue()


def png_that_claims(width: int, height: int) -> bytes:
    """A few bytes whose head announces a picture of this size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 64))
        + chunk(b"IEND", b"")
    )


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def parts_of(webp: bytes) -> list[str]:
    """The names of the parts that a WebP file is made of."""
    found, at = [], 12
    while at < len(webp):
        name, length = webp[at : at + 4], struct.unpack("<I", webp[at + 4 : at + 8])[0]
        found.append(name.decode())
        at += 8 + length + length % 2
    return found
