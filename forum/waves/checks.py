"""What waves promise to `forum verify`."""

from collections.abc import Iterator

from forum.kernel.manifest import Check
from forum.waves import queries


def forgotten() -> Iterator[str]:
    """A wave waits in the queue until somebody decides."""
    for wave_id in queries.without_case():
        yield f"wave {wave_id} waits for a decision, and is not in the queue"


def alone() -> Iterator[str]:
    """No post waits for a decision that was made already."""
    for post_id in queries.posts_alone():
        yield f"post {post_id} waits along with others that are decided"


def half_way() -> Iterator[str]:
    """What was begun is carried on."""
    for wave_id in queries.half_way():
        yield f"wave {wave_id} is half cleaned up, and nobody goes on"


ALL = [
    Check("waves: none is forgotten", forgotten),
    Check("waves: no post waits alone", alone),
    Check("waves: what was begun is finished", half_way),
]
