"""Keeping the index in step with the forum. None of this has an actor: listeners and the worker
call it.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import islice

from sqlalchemy import delete, insert, update

from forum.jobs import actions as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.leaving import go_on_or_leave
from forum.kernel.unit import action
from forum.search import locks, refs
from forum.search.engines import choosing
from forum.search.engines.engine import Document, Engine
from forum.search.models import Waiting
from forum.search.queries import differences, documents, waiting
from forum.search.queries.waiting import Change

INDEX_JOB = "search.index"
PORTION = 250
# Up to here making the index anew takes so few seconds that no spare one is needed.
FEW = 2_000
# Put together once: everybody who writes needs it.
_NOTE = insert(Waiting.__table__)  # type: ignore[arg-type]


@action
def note(kind: str, *target_ids: int) -> None:
    """Write down that something changed, so that the worker indexes it."""
    _note(kind, target_ids, {"created_at": clock.now(), "hides_since": None})


@action
def hide(kind: str, *target_ids: int) -> None:
    """As `note`, and let nobody find the thing until that is done."""
    _note(kind, target_ids, {"created_at": clock.now(), "hides_since": clock.now()})


def _note(kind: str, target_ids: Collection[int], values: dict[str, object]) -> None:
    rows = [{"kind": kind, "target_id": target_id, **values} for target_id in target_ids]
    if rows:
        db.session.execute(_NOTE, rows)
        jobs.owe(INDEX_JOB)


def work_off() -> int:
    """Index everything that waits, in small commits; returns how many changes there were."""
    done = 0
    with locks.holding(locks.INDEX):
        targets = choosing.ready()
        while targets and (changes := waiting.next_changes()):
            go_on_or_leave()
            for engine in targets:
                _bring_in(engine, changes)
            _settle(changes)
            done += len(changes)
    return done


def mend() -> bool:
    """Make the chosen index if it is not there or cannot be read; tells whether that was done."""
    return not choosing.chosen().is_ready() and rebuild()


def mend_differences() -> None:
    """Make the index anew when rows came or went without anybody telling of them."""
    if next(differences(), None) is not None:
        rebuild()


def look_after() -> None:
    """Notice damage before somebody who searches does."""
    choosing.chosen().look_after()


def rebuild(tell: Callable[[int], object] = lambda count: None) -> bool:
    """Make the index anew beside the one in use, and swap them; `tell` hears of each portion.

    Returns False without doing anything when somebody else is at it.
    """
    with locks.holding_if_free(locks.REBUILD) as is_free:
        if not is_free:
            return False
        engine, spare = choosing.chosen(), choosing.spare()
        if not choosing.ready() and engine is not spare and _are_many():
            _make(spare, lambda count: None)
        _make(engine, tell)
        for other in choosing.every():
            if other is not engine and other.name in {"whoosh", "fts5"}:
                other.drop()
    return True


def _are_many() -> bool:
    return len(documents.visible_refs()) > FEW


def _make(engine: Engine, tell: Callable[[int], object]) -> None:
    fresh = engine.fresh()
    for portion in documents.everything():
        go_on_or_leave()
        if fresh.is_beside:
            fresh.change(portion)
        else:
            _put_in_place(fresh, portion)
        tell(len(portion))
    with locks.holding(locks.INDEX):
        # What changed meanwhile was indexed in the old one only, and its rows were kept.
        changes = waiting.all_changes()
        _bring_in(fresh, changes)
        fresh.take_over()
        _forget(changes)


def _put_in_place(engine: Engine, portion: Sequence[Document]) -> None:
    """Where the rows in use are changed themselves, what is written must be read under the lock."""
    every = [document.ref for document in portion]
    for some in _portions(every):
        go_on_or_leave()
        with locks.holding(locks.INDEX):
            engine.change(_read(some))


def _bring_in(engine: Engine, changes: Collection[Change]) -> None:
    wanted = {refs.of_post(post_id) for post_id in waiting.posts_of(changes)}
    wanted |= {refs.of_member(user_id) for user_id in waiting.members_of(changes)}
    for some in _portions(sorted(wanted)):
        found = _read(some)
        engine.change(found, set(some) - {document.ref for document in found})


def _read(wanted: Sequence[int]) -> Sequence[Document]:
    posts = documents.of_posts(refs.posts_among(wanted))
    people = refs.members_among(wanted)
    return [*posts, *(documents.of_members(people) if people else ())]


@action
def _settle(changes: Collection[Change]) -> None:
    """Strike the changes from the queue; while another index is made they are kept for it."""
    with locks.holding_if_free(locks.REBUILD) as is_free:
        ids = [change.id for change in changes]
        for some in _portions(ids):
            which = Waiting.id.in_(some)
            if is_free:
                db.session.execute(delete(Waiting).where(which))
            else:
                db.session.execute(update(Waiting).where(which).values(done_at=clock.now()))


@action
def _forget(changes: Collection[Change]) -> None:
    for some in _portions([change.id for change in changes]):
        db.session.execute(delete(Waiting).where(Waiting.id.in_(some)))


def _portions(ids: Iterable[int]) -> Iterable[list[int]]:
    left = iter(ids)
    while some := list(islice(left, PORTION)):
        yield some
