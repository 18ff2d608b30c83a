"""The unit of work: one action, its listeners, one commit."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import current_app

from forum.kernel.bus import outbox
from forum.kernel.db import db, write_mode, writing

P = ParamSpec("P")
R = TypeVar("R")


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Run the function inside a transaction, joining one that is already open."""

    @wraps(function)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction():
            return function(*args, **kwargs)

    return run


@contextmanager
def transaction() -> Iterator[None]:
    """Commit everything done inside the block at once, or nothing of it.

    What listeners write when they hear the signals of the block belongs to the same commit.
    """
    info = db.session().info
    if info.get("open"):
        yield
        return
    if not writing():
        # A transaction that began with reading could not become a writer safely: end it first.
        db.session.commit()
    info["open"] = True
    try:
        with write_mode():
            yield
            current_app.extensions["bus"].deliver()
            db.session.commit()
    except BaseException:
        outbox().clear()
        db.session.rollback()
        raise
    finally:
        info["open"] = False
