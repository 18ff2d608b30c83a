"""Each file here has a forum of its own: its rules and hours are nobody else's.

From one address only so many join within an hour, too.
"""

from functools import partial

import pytest

from tests.browser.conftest import running
from tests.browser.people import come, set_up


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    with running(tmp_path_factory.mktemp("apart")) as one:
        yield one


@pytest.fixture
def owner(visit, site):
    """The one who runs it, signed in."""
    page = visit()
    set_up(page, site)
    return page


@pytest.fixture
def comes(visit, site):
    """Somebody new comes in, perhaps to the team; gives back their window."""
    return partial(come, visit, site)
