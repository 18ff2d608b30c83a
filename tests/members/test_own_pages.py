"""The pages of a member's own account, and the list that leads from each to the others."""

import re

import pytest

from tests.support import make

PAGES = (
    "/preferences",
    "/preferences/look",
    "/preferences/notices",
    "/preferences/messages",
    "/preferences/presence",
    "/preferences/buddy",
    "/preferences/blocked",
    "/preferences/email",
    "/preferences/password",
    "/preferences/sessions",
    "/preferences/data",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_lit_in_the_list_of_all(sign_in, path):
    page = sign_in(make.member()).get(path).text

    here = re.findall(r'href="(/preferences[^"]*)" aria-current="page"', page)
    # Once at the side, once in what is folded on a phone.
    assert here == [path, path]
    for other in PAGES:
        assert page.count(f'class="nav-link" href="{other}"') == 2


def test_leaving_stands_under_the_data(sign_in):
    page = sign_in(make.member()).get("/preferences/leave").text

    assert 'href="/preferences/data" aria-current="page"' in page
