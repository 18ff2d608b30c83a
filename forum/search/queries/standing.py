"""How the index stands: which engine answers, what waits, and whether it holds what it should."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import func, select

from forum.kernel.db import db
from forum.search import refs
from forum.search.engines import choosing
from forum.search.engines.engine import Unready
from forum.search.queries import documents, waiting
from forum.topics.models import Post

SHOWN = 10


@dataclass(frozen=True)
class Standing:
    """The chosen engine, the one that answers now (or none), and some figures."""

    chosen: str
    answering: str
    waiting: int
    documents: int
    bytes: int

    @property
    def is_whole(self) -> bool:
        """Whether the chosen engine itself answers."""
        return self.chosen == self.answering


def standing() -> Standing:
    """How things are now."""
    ready = choosing.ready()
    return Standing(
        chosen=choosing.chosen().name,
        answering=ready[0].name if ready else "",
        waiting=waiting.count(),
        documents=len(ready[0].refs()) if ready else 0,
        bytes=ready[0].size() if ready else 0,
    )


def standing_at_a_glance() -> Standing:
    """As `standing`, without counting what is in the index: by the highest post there is."""
    ready = choosing.ready()
    return Standing(
        chosen=choosing.chosen().name,
        answering=ready[0].name if ready else "",
        waiting=0,
        documents=db.session.scalar(select(func.max(Post.id))) or 0,
        bytes=0,
    )


def differences() -> Iterator[str]:
    """What is found and should not be, and what should be found and is not.

    While something waits to be indexed nothing can be said.
    """
    if waiting.count():
        return
    wanted = documents.visible_refs()
    try:
        there = choosing.ask(lambda engine: engine.refs())
    except Unready:
        if wanted:
            yield "there is no index, and nothing waits to be indexed: run `forum search rebuild`"
        return
    if waiting.count():
        return
    yield from _named(there - wanted, "is found and should not be")
    yield from _named(wanted - there, "should be found and is not")


def _named(found: set[int], what: str) -> Iterator[str]:
    for ref in sorted(found):
        [kind, number] = (
            ("post", refs.posts_among([ref])[0])
            if refs.posts_among([ref])
            else ("member", refs.members_among([ref])[0])
        )
        yield f"{kind} {number} {what}"
