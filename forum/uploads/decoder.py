"""Takes a stranger's picture apart and makes ours of it: a program of its own, with little rights.

It reads a picture on its input and writes one line of JSON and a WebP file on its output. Nothing
of the old file is kept but its pixels, turned upright. It knows nothing of the forum, and what
breaks it (a bomb, a fault in a decoder) breaks neither the server nor anybody's request.
"""

import json
import resource
import signal
import sys
from contextlib import suppress
from io import BytesIO
from typing import Any

from PIL import GifImagePlugin, Image, ImageCms, ImageOps, JpegImagePlugin, PngImagePlugin
from PIL import WebPImagePlugin as Webp

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"GIF87a", "GIF"),
    (b"GIF89a", "GIF"),
)
PLUGINS = (GifImagePlugin, JpegImagePlugin, PngImagePlugin, Webp)
MOST_PIXELS = 40_000_000
LONGEST_SIDE = 1600
# Beyond these bounds a moving picture stands still.
MOST_FRAMES = 60
MOVING_SIDE = 800
MOST_MOVING_PIXELS = 24_000_000
SHORTEST_FRAME = 20
# Few colours mean a drawing or a screenshot, which is small and sharp without loss.
FEW_COLOURS = 256

MEMORY_BYTES = 1024 * 1024 * 1024
SECONDS = 15


class Unusable(Exception):
    """The picture cannot be taken; the reason is one word."""


def main() -> None:
    """Answer with a line of facts and the new picture, or with a reason for refusing."""
    _give_up_rights()
    data = sys.stdin.buffer.read()
    try:
        facts, remade = remake(data)
    except Unusable as error:
        facts, remade = {"refused": str(error)}, b""
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + remade)


def remake(data: bytes) -> tuple[dict[str, Any], bytes]:
    """The facts (width, height, frames) and the bytes of our own WebP. Raises Unusable."""
    kind = kind_of(data)
    try:
        with Image.open(BytesIO(data), formats=[kind]) as picture:
            _check_size(picture)
            return _remake(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise Unusable("too_many_pixels") from error
    except Unusable:
        raise
    except Exception as error:
        raise Unusable("damaged") from error


def kind_of(data: bytes) -> str:
    """The format that the first bytes promise; the decoder of no other will look at the rest."""
    for signature, kind in SIGNATURES:
        if data.startswith(signature):
            return kind
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    raise Unusable("not_a_picture" if data else "empty")


def _check_size(picture: Image.Image) -> None:
    """Look at the size in the head of the file, before anything is unpacked."""
    if picture.width * picture.height > MOST_PIXELS:
        raise Unusable("too_many_pixels")


def _remake(picture: Image.Image) -> tuple[dict[str, Any], bytes]:
    if _may_move(picture):
        return _remake_moving(picture)
    still = _upright(_small(picture, LONGEST_SIDE))
    still = _in_our_colours(still)
    few = still.getcolors(FEW_COLOURS) is not None
    out = BytesIO()
    how = {"lossless": True, "quality": 60, "method": 3} if few else {"quality": 82, "method": 4}
    still.save(out, "WEBP", exif=b"", xmp=b"", icc_profile=b"", **how)
    return {"width": still.width, "height": still.height, "frames": 1}, out.getvalue()


def _may_move(picture: Image.Image) -> bool:
    frames = getattr(picture, "n_frames", 1)
    if not 1 < frames <= MOST_FRAMES:
        return False
    return picture.width * picture.height * frames <= MOST_MOVING_PIXELS * 4


def _remake_moving(picture: Image.Image) -> tuple[dict[str, Any], bytes]:
    frames, durations = [], []
    for number in range(getattr(picture, "n_frames", 1)):
        picture.seek(number)
        _check_size(picture)
        frames.append(_in_our_colours(_small(picture.copy(), MOVING_SIDE)))
        durations.append(max(int(picture.info.get("duration") or 100), SHORTEST_FRAME))
    out = BytesIO()
    first, *others = frames
    first.save(
        out,
        "WEBP",
        save_all=True,
        append_images=others,
        duration=durations,
        loop=0,
        quality=75,
        method=2,
        exif=b"",
        xmp=b"",
        icc_profile=b"",
    )
    return {"width": first.width, "height": first.height, "frames": len(frames)}, out.getvalue()


def _small(picture: Image.Image, side: int) -> Image.Image:
    """The picture within a square; a JPEG is unpacked no larger than that needs."""
    if picture.mode not in {"RGB", "RGBA", "L", "LA", "CMYK"}:
        alpha = picture.mode in {"P", "PA"} or "transparency" in picture.info
        picture = picture.convert("RGBA" if alpha else "RGB")
    picture.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    picture.load()
    return picture


def _upright(picture: Image.Image) -> Image.Image:
    # A camera that writes nonsense about its position spoils nothing.
    with suppress(Exception):
        return ImageOps.exif_transpose(picture)
    return picture


def _in_our_colours(picture: Image.Image) -> Image.Image:
    """In sRGB, and without any word that came with the file."""
    mode = "RGBA" if picture.has_transparency_data else "RGB"
    profile = picture.info.get("icc_profile")
    if profile:
        # A profile that cannot be read is one that nobody misses.
        with suppress(Exception):
            given = ImageCms.ImageCmsProfile(BytesIO(profile))
            ours = ImageCms.createProfile("sRGB")
            picture = ImageCms.profileToProfile(picture, given, ours, outputMode=mode) or picture
    picture = picture.convert(mode)
    picture.info.clear()
    return picture


def _give_up_rights() -> None:
    """Bound memory and time, forbid files; a Ctrl-C is for the server to understand."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_CPU, SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):
        # Where a system knows no such bound, the others still hold.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    main()
