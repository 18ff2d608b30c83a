"""What draws promise to `forum verify`."""

from collections.abc import Iterator

from forum.draws import fair, keeping, proving, queries
from forum.kernel import sealing
from forum.kernel.manifest import Check


def counted_again() -> Iterator[str]:
    """Whoever counts again what was published comes to what is written down."""
    for draw in queries.drawn():
        yield from proving.problems_of(draw)


def seeds_kept() -> Iterator[str]:
    """A seed that will decide can be read by this forum, and is the one whose fingerprint was
    published."""
    for draw in queries.to_come():
        try:
            is_it = fair.fingerprint(keeping.opened(draw)) == draw.fingerprint
        except sealing.Unreadable:
            is_it = False
        if not is_it:
            yield f"the draw of {draw.launch.slug}: its seed cannot be read any more"


def drawn_in_time() -> Iterator[str]:
    """Every launch that is to be drawn has its draw."""
    for launch_id in queries.without_draw():
        yield f"launch {launch_id} is to be drawn, and nothing was published of its seed"


ALL = [
    Check("draws: each can be counted again", counted_again),
    Check("draws: no seed is lost", seeds_kept),
    Check("draws: each was prepared", drawn_in_time),
]
