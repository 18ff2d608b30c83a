"""A server for the tests that listen to it."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask

from forum.accounts.models import User
from tests.live.listening import OpenPage, Serving, pass_of, serving, signed_in


@pytest.fixture
def served(app: Flask) -> Iterator[Serving]:
    """The forum of the tests behind its real server."""
    running = serving(app)
    yield running
    running.close()


@pytest.fixture
def open_as(app: Flask, served: Serving) -> Callable[..., OpenPage]:
    """A page that a member has open."""

    def open_(user: User, **how: object) -> OpenPage:
        return served.open(token=pass_of(app, signed_in(user)), **how)

    return open_
