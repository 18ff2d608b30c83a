"""Places for sites, on SQLite and on the PostgreSQL of this machine."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bin.checks import found
from tests.support.sites import Place

Places = Callable[[str, str], Place]


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Places]:
    """A new place by its name, on a kind of database; skips where there is no such server."""
    with ExitStack() as ends:

        def make(name: str, kind: str) -> Place:
            if kind == "SQLite":
                return Place(tmp_path / name)
            server = found.postgres()
            if server is None:
                pytest.skip("there is no PostgreSQL on which we may make databases")
            database = ends.enter_context(found.own_database(server, name))
            return Place(tmp_path / name, database)

        yield make
