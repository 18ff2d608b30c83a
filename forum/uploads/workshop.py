"""Where strangers' pictures become ours: one at a time, each in a process of its own."""

import json
import logging
import subprocess
import sys
import threading
from dataclasses import dataclass

from forum.kernel.policy import Invalid

log = logging.getLogger(__name__)
MOST_BYTES = 10 * 1024 * 1024
SECONDS = 30
MOST_SIDE = 1600
# One decoder at a time keeps memory bounded, whatever is sent at once.
_turn = threading.Semaphore(1)


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
    too_many_pixels, damaged.
    """
    if len(data) > MOST_BYTES:
        raise Invalid("file", "too_large", most=MOST_BYTES)
    with _turn:
        answer = _ask_decoder(data)
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
    return done.stdout
