"""Where strangers' pictures become ours: one at a time, each in a process of its own."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass

from forum.kernel.policy import Invalid
from forum.uploads.settings import GREATEST_MB

log = logging.getLogger(__name__)
MOST_BYTES = GREATEST_MB * 1024 * 1024
SECONDS = 30
MOST_SIDE = 1600
# One decoder at a time keeps memory bounded, whatever is sent at once; a few may wait for their
# turn, and no more, because each that waits keeps a thread of the server from its other readers.
MOST_WAITING = 3
_places = threading.BoundedSemaphore(1 + MOST_WAITING)
_turn = threading.Lock()


@dataclass(frozen=True)
class Remade:
    """A picture encoded by us."""

    data: bytes
    width: int
    height: int
    frames: int


def remake(data: bytes) -> Remade:
    """Our own picture of what was given.

    Raises Invalid("file", …) with one of the reasons empty, too_large, not_a_picture,
    too_many_pixels, damaged, busy, no_room.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("file", "too_large", most=GREATEST_MB)
    if not _places.acquire(blocking=False):
        raise Invalid("file", "busy")
    try:
        with _turn:
            answer = _ask_decoder(data)
    finally:
        _places.release()
    head, _, remade = answer.partition(b"\n")
    facts = json.loads(head)
    if "refused" in facts:
        raise Invalid("file", facts["refused"])
    return Remade(remade, facts["width"], facts["height"], facts["frames"])


def _ask_decoder(data: bytes) -> bytes:
    """What the decoder answers; that it breaks says only that the picture is broken."""
    command = [sys.executable, "-I", "-m", "forum.uploads.decoder"]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=SECONDS, check=True, cwd="/", env={}
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        log.warning("the decoder broke on a picture of %d bytes: %s", len(data), error)
        raise Invalid("file", "damaged") from error
    except OSError as error:
        log.error("the decoder could not be started: %s", error)
        raise Invalid("file", "no_room") from error
    return done.stdout
