"""The way to take a case stands at its head, and is there for whoever may go it."""

import re

import pytest

from forum.moderation import actions
from tests.moderation.flagging import agreed, case_of, flag, judge, some_post
from tests.support import make

TAKE, GIVE = "Take it for 15 minutes", "Give it back"


@pytest.fixture
def post(app):
    one = some_post()
    flag(one)
    return one


def head(browser, post):
    """The head of the case, above what it is about."""
    page = browser.get(f"/admin/moderation?case={case_of(post).id}").text
    assert page.count("/claim") + page.count("/release") <= 1
    return re.search(r"<header class=\"desk-case__head\">.*?</header>", page, re.DOTALL)[0]


def test_what_nobody_has_is_taken_from_its_head(post, sign_in):
    lena = sign_in(judge())

    shown = head(lena, post)
    made = lena.post(
        f"/admin/moderation/{case_of(post).id}/claim", data={"version": case_of(post).version}
    )

    assert TAKE in shown
    assert 'data-press="c"' in shown
    assert made.status_code == 302
    assert GIVE in head(lena, post)


def test_what_somebody_else_has_is_taken_by_nobody(post, sign_in):
    actions.claim(make.moderator(display_name="Lena"), case_of(post))

    shown = head(sign_in(judge()), post)

    assert "Taken by Lena" in shown
    assert TAKE not in shown
    assert GIVE not in shown


def test_nobody_takes_a_case_about_themselves(sign_in):
    own = some_post(judge())
    flag(own, agreed())

    assert TAKE not in head(sign_in(own.author), own)
