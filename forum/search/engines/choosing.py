"""Which engines this forum has, and which of them answers."""

import logging
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TypeVar

from flask import current_app

from forum.kernel.db import db
from forum.search.engines.engine import Engine, Unready
from forum.search.engines.fts5 import Fts5
from forum.search.engines.postgres import Postgres
from forum.search.settings import ENGINE

log = logging.getLogger(__name__)
T = TypeVar("T")


def folder() -> Path:
    """Where indexes lie that are files."""
    data: Path = current_app.extensions["config"].data_dir
    return data / "search"


def chosen() -> Engine:
    """The engine that the brand chose, or that fits the database."""
    engines = {engine.name: engine for engine in every()}
    return engines.get(ENGINE.get()) or every()[0]


def spare() -> Engine:
    """The one that is made quickly, for the time in which the chosen one is not there."""
    return next(engine for engine in every() if engine.name == "fts5")


def every() -> Sequence[Engine]:
    """All that this forum could have, the one that fits best first."""
    engines: list[Engine] | None = current_app.extensions.get("search_engines")
    if engines is None:
        whoosh = import_module("forum.search.engines.whoosh").Whoosh
        engines = [whoosh(folder() / "whoosh"), Fts5(folder() / "fts5")]
        if db.engine.dialect.name == "postgresql":
            engines.insert(0, Postgres())
        current_app.extensions["search_engines"] = engines
    return engines


def ready() -> Sequence[Engine]:
    """Those with an index, the chosen one first."""
    return [engine for engine in _in_order() if engine.is_ready()]


def ask(question: Callable[[Engine], T]) -> T:
    """The answer of the chosen engine, or of another that can. Raises Unready when none can."""
    for engine in _in_order():
        if not engine.is_ready():
            continue
        try:
            return question(engine)
        except Unready:
            log.warning("%s could not answer; the next engine is asked", engine.name)
    raise Unready("none")


def _in_order() -> Sequence[Engine]:
    first = chosen()
    return [first, *(engine for engine in every() if engine is not first)]
