"""The engines, each with an empty index, and a forum whose index is kept by hand."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.jobs import worker
from forum.kernel.db import db
from forum.search.engines.engine import Engine
from forum.search.engines.fts5 import Fts5
from forum.search.engines.postgres import Postgres
from forum.search.engines.whoosh import Whoosh


@pytest.fixture(params=["whoosh", "fts5", "postgres"])
def engine(app: Flask, request, tmp_path) -> Iterator[Engine]:
    """Each engine in turn, on an index with nothing in it."""
    if request.param == "postgres":
        if db.engine.dialect.name != "postgresql":
            pytest.skip("Elsewhere: asked when the tests run on PostgreSQL")
        made: Engine = Postgres()
    else:
        made = {"whoosh": Whoosh, "fts5": Fts5}[request.param](tmp_path / "index")
    made.fresh().take_over()
    yield made
    made.drop()


@pytest.fixture
def indexed(app: Flask) -> Callable[[], None]:
    """Lets the worker index everything."""

    def work() -> None:
        db.session.commit()
        worker.work_off(app)
        db.session.expire_all()

    return work
