"""Counting a draw again from what is published, as a stranger would."""

from collections.abc import Iterator

from forum.draws import fair, queries
from forum.draws.models import Draw


def problems_of(draw: Draw) -> Iterator[str]:
    """What does not fit together in one draw, as a stranger would find it."""
    name = f"the draw of {draw.launch.slug}"
    if fair.fingerprint(draw.seed) != draw.fingerprint:
        yield f"{name}: the seed is not the one whose fingerprint was published"
    if fair.fingerprint(draw.entries_file) != draw.entries_hash:
        yield f"{name}: the list of entries is not the one whose hash was published"
    try:
        ranked = queries.ranking_of(draw)
    except fair.Unreadable as error:
        yield f"{name}: {error}"
        return
    counted = {one.entry: number for number, one in enumerate(ranked, start=1)}
    written = queries.ranks_of(draw.launch_id)
    if written != {entry: counted.get(entry) for entry in written}:
        yield f"{name}: the places that are written down are others than those counted again"
