"""What a new account may put into a text and a day, as docs/standing.md says."""

import pytest

from forum.accounts.models import Standing
from forum.standing import limits
from forum.standing.settings import Limit

NUMBERS = {
    Limit.LINKS: 2,
    Limit.MENTIONS: 2,
    Limit.PICTURES: 2,
    Limit.TOPICS: 3,
    Limit.REPLIES: 10,
    Limit.UPLOADS: 10,
}


@pytest.mark.parametrize("limit", NUMBERS, ids=str)
def test_a_new_account_may_do_so_much(app, limit):
    assert limits.at(Standing.NEW, limit) == NUMBERS[limit]
