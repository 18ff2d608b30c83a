"""One text from the first flag to its overturned decision, before the eyes of three at once."""

import time
from functools import partial

import pytest

from forum.accounts import passwords
from forum.accounts.models import Standing
from forum.kernel import clock
from forum.pages import actions as pages
from forum.standing import actions as standing
from tests.browser.apart.test_moderation import (
    case_on,
    choose,
    decide,
    figures,
    first_clause,
    flag,
    post_of,
    until_equal,
)
from tests.browser.before import LONG_AGO
from tests.browser.conftest import PASSWORD, ask, expect, running
from tests.browser.people import address_of, press, sign_in, until
from tests.support import make
from tests.support.sites import Place, opened
from tests.topics.writing import reply, start

pytestmark = pytest.mark.browser
SEEN_LIVE_MS, HIDDEN_MS = 2_000, 10_000
TEAM = ("lena", "ben")
# Whose text it is and who flags it, by the width of their screens; who was wrong once weighs less.
WALKS = {1320: ("vic", "ada", "bea", "cem"), 390: ("val", "dan", "eva", "fay")}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A small forum with a past: members of standing, a team of two, and rude replies of Vic's."""
    data = tmp_path_factory.mktemp("whole way")
    with opened(Place(data)), clock.at(clock.now() - LONG_AGO):
        given = {"password_hash": passwords.hashed(PASSWORD)}
        olivia = make.admin(username="olivia", **given)
        rules = make.guidelines(olivia)
        team = [make.moderator(username=one, display_name=one.title(), **given) for one in TEAM]
        room = make.channel(name="Product help", slug="product-help")
        for rude, *kind in WALKS.values():
            author, *others = (make.member(username=one, **given) for one in (rude, *kind))
            for one in others:
                standing.lock(olivia, one, Standing.REGULAR, reason="Here from the first day.")
            for one in (author, *others):
                pages.accept(one, rules)
            reply(start(others[0], room, title=f"What {rude} says"), author, words_of(rude))
        for one in (olivia, *team):
            pages.accept(one, rules)
    with running(data) as one:
        yield one


@pytest.fixture
def comes(visit):
    """Somebody signs in, in a window of their own."""

    def come(name, **window):
        page = visit(**window)
        sign_in(page, name)
        return page

    return come


@pytest.mark.parametrize("width", WALKS)
def test_a_text_is_flagged_hidden_taken_decided_on_appealed_and_wholly_given_back(
    comes, site, width
):
    who, *flaggers = WALKS[width]
    author, lena, ben = (comes(name, width=width) for name in (who, *TEAM))
    author.goto("/c/product-help")
    press(author, author.get_by_role("link", name=f"What {who} says").first)
    address, before = address_of(author), figures(author)
    post_id = post_of(author, address, 2)

    for name in flaggers:
        flag(comes(name, width=width), post_id, "Something else")
    until(author, "/notices", "A text of yours is hidden", within=HIDDEN_MS)
    fits(author, width)
    lena_takes_it_before_the_eyes_of_ben(lena, ben, words_of(who))
    fits(ben, width)
    decided_on(lena, ben, words_of(who))
    until(author, "/notices", "The team has removed a text of yours")
    press(author, author.get_by_text("The team has removed a text of yours").first)
    statement = author.url
    for told in ("Leave the donkey out.", "A person of the team", "do not write, until"):
        assert told in author.inner_text("main")
    fits(author, width)
    assert figures(author) != before

    author.goto(statement)
    press(author, author.get_by_role("link", name="Ask for another look"))
    author.fill("textarea[name=body]", "A donkey is a kind animal.")
    press(author, author.get_by_role("button", name="Send the appeal"))
    assert "usually within 72 hours" in author.inner_text("main")
    fits(author, width)
    overturned(ben, who)
    fits(ben, width)

    until(author, "/notices", "the decision is taken back")
    author.goto(address)
    assert words_of(who) in author.locator("#post-2").inner_text()
    author.goto(statement)
    assert "Taken back" in author.inner_text("main")
    until_equal(partial(figures, author), before)
    ask(site, "verify")


def lena_takes_it_before_the_eyes_of_ben(lena, ben, words):
    """Both have the case on the screen; from the key of the one to the words of the other."""
    for page in (lena, ben):
        case_on(page, words)
    # The script comes after the page, and the stream after the script.
    ben.wait_for_timeout(1_500)
    began = time.monotonic()
    lena.keyboard.press("c")
    expect(ben.locator("[data-desk-hands]")).to_contain_text("Taken by Lena", timeout=SEEN_LIVE_MS)
    assert time.monotonic() - began < SEEN_LIVE_MS / 1000


def decided_on(lena, ben, words):
    """Lena removes the text, takes that back and removes it; Ben reads each before the case he has
    open, and in its line, which keeps its place."""
    news, line = ben.locator("[data-desk-news]"), ben.locator(".desk-row", has_text=words)
    expect(news).to_contain_text("Lena has taken it.", timeout=SEEN_LIVE_MS)
    removes(lena)
    for told in (news, line):
        expect(told).to_contain_text("Decided: Lena removed it.", timeout=SEEN_LIVE_MS)
    expect(line.locator("input")).to_have_count(0)
    press(lena, lena.locator("[data-undo]"))
    for told in (news, line):
        expect(told).to_contain_text("Lena took the decision back.", timeout=SEEN_LIVE_MS)
    expect(line.locator("input")).to_have_count(1)
    case_on(lena, words)
    removes(lena)
    expect(line).to_contain_text("Decided: Lena removed it.", timeout=SEEN_LIVE_MS)


def removes(page):
    page.reload()
    choose(
        page,
        "remove",
        clause=first_clause(page),
        words="Leave the donkey out.",
        sanction="silence:24",
    )
    decide(page)


def overturned(ben, who):
    ben.goto("/admin/appeals")
    press(ben, ben.get_by_role("link", name=who, exact=True).first)
    ben.locator("input[name=outcome][value=overturned]").check()
    ben.fill("textarea[name=words]", "You are right. It is back.")
    press(ben, ben.get_by_role("button", name="Decide"))


def words_of(name):
    return f"It sings louder than yours, you donkey, says {name}."


def fits(page, width):
    """Nothing on the page is wider than the screen."""
    assert page.evaluate("document.documentElement.scrollWidth") <= width
