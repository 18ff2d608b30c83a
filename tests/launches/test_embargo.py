"""What is kept back is not to be had in any way: thing by thing, and to the second.

The worker is dead in all of this: what opens and closes is asked of the clock.
"""

import re
import shutil
import zipfile
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import url_for
from sqlalchemy import select

from forum.exports import actions as exports
from forum.exports import places
from forum.jobs import worker
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions, queries
from forum.mail.models import Letter
from forum.notices import queries as digests
from forum.notices import queries as inbox
from forum.notices import tasks as notices
from forum.notices.models import Notice
from forum.search import actions as searching
from forum.search.engines import choosing
from forum.site import actions as site
from forum.topics import queries as topics
from tests.launches.embargoed import SECRET, TEASED, WORD, Kept, kept_back
from tests.launches.launched import (
    DAY,
    HOUR,
    MINUTE,
    NOON,
    SECOND,
)
from tests.support import make
from tests.topics.writing import reply, start

# What is kept back, how far it has come, when somebody looks, and for whom else it is open then.
CASES = {
    "a draft": (SECRET, "draft", NOON),
    "waits for approval": (SECRET, "review", NOON),
    "secret, a second before it opens": (SECRET, "approved", NOON - SECOND),
    "secret, open for others": (SECRET, "approved", NOON),
    "secret, a second before mine": (SECRET, "approved", NOON + DAY - SECOND),
    "a second before its teaser": (TEASED, "approved", NOON - HOUR - SECOND),
}
# Addresses where there is nothing.
NOTHING_THERE: dict[str, Callable[[Kept], str]] = {
    "the page": lambda k: f"/launches/{k.slug}",
    "the lobby": lambda k: f"/launches/{k.slug}/lobby",
    "who was in the lobby": lambda k: f"/launches/{k.slug}/lobby/{k.window_id}/people.csv",
    "the order of the lobby": lambda k: f"/launches/{k.slug}/lobby/{k.window_id}/order.csv",
    "its script": lambda k: f"/launches/{k.slug}/lobby/recount.py",
    "the draw": lambda k: f"/launches/{k.slug}/draw",
    "the results of feedback": lambda k: f"/launches/{k.slug}/feedback/results",
    "the first picture": lambda k: f"/uploads/{k.pictures[0]}",
    "a small first picture": lambda k: f"/uploads/{k.pictures[0]}/320",
    "another picture": lambda k: f"/uploads/{k.pictures[1]}",
    "the picture of the product": lambda k: f"/uploads/{k.pictures[2]}",
    "the room": lambda k: f"/c/{k.room}",
    "who is in the room": lambda k: f"/c/{k.room}/members",
    "the feed of the room": lambda k: f"/c/{k.room}/feed.atom",
    "a topic of the room": lambda k: f"/t/{k.topic}/{k.topic_id}",
    "the feed of that topic": lambda k: f"/t/{k.topic}/{k.topic_id}/feed.atom",
    "a post of the room": lambda k: f"/p/{k.post_id}",
    "its reactions": lambda k: f"/p/{k.post_id}/reactions",
    "its tag": lambda k: f"/tags/{WORD}-tag",
    "the feed of its tag": lambda k: f"/tags/{WORD}-tag/feed.atom",
}
# Pages that are there, and know nothing of it.
KNOWS_NOTHING: dict[str, str] = {
    "the list": "/launches",
    "the front page": "/",
    "what is unanswered": "/unanswered",
    "the top of the week": "/top/week",
    "search": "/search?q=quokka",
    "search for a post": "/search?q=marsupial",
    "what is suggested while typing": "/search/alike?title=quokka%20marsupial",
    "tags": "/tags",
    "members": "/members",
    "the profile of somebody inside": "/members/ada",
    "the feed of the site": "/feed.atom",
    "the map of the site": "/sitemap.xml",
    "its channels": "/sitemap-channels.xml",
    "its topics": "/sitemap-topics-1.xml",
    "its tags": "/sitemap-tags-1.xml",
    "the site as an app": "/manifest.webmanifest",
    "what was promised": "/promises",
}
# The same for whoever is signed in.
OWN: dict[str, str] = {
    "notices": "/notices",
    "perks": "/my/perks",
    "orders": "/my/orders",
    "unread": "/unread",
    "following": "/following",
    "the pass of open pages": "/live/pass",
}
# Where members alone may look, guests are asked to sign in whatever is there.
ASKED_TO_SIGN_IN = 302
# When summaries of the week go out.
SUNDAY = datetime(2026, 12, 6, 9, 30, tzinfo=UTC)
# Somebody inside reads of a launch and its room on more pages than this.
FEW_PAGES = 8
DOING = ("claim", "enter", "join", "leave", "remind", "forget", "code", "lobby", "lobby/leave")


def looked_up(browser: Any, address: str) -> tuple[int, str]:
    answer = browser.get(address)
    text = answer.get_data(as_text=False).decode("utf-8", "replace")
    answer.close()
    return answer.status_code, text.lower()


def leaks(browser: Any, kept: Kept, *, pages: dict[str, str]) -> list[str]:
    """By which of these ways something of it is to be had."""
    found = []
    nothing = {404} if "notices" in pages else {404, ASKED_TO_SIGN_IN}
    for name, where in NOTHING_THERE.items():
        status, text = looked_up(browser, where(kept))
        if status not in nothing or f"{WORD} " in text:
            found.append(name)
    for name, address in pages.items():
        status, text = looked_up(browser, address)
        if status not in {200, 404} or WORD in text:
            found.append(name)
    return found


@pytest.mark.parametrize("case", CASES)
def test_guests_find_nothing_of_it(guest, case):
    secrecy, stage, at = CASES[case]
    kept = kept_back(secrecy, stage=stage)

    with clock.at(at):
        assert leaks(guest, kept, pages=KNOWS_NOTHING) == []


@pytest.mark.parametrize("case", CASES)
def test_members_for_whom_it_is_not_open_find_and_do_nothing(sign_in, case):
    secrecy, stage, at = CASES[case]
    kept = kept_back(secrecy, stage=stage)

    with clock.at(at):
        browser = sign_in(kept.outsider)
        assert leaks(browser, kept, pages=KNOWS_NOTHING | OWN) == []
        sent = [browser.post(f"/launches/{kept.slug}/{what}") for what in DOING]
        assert [answer.status_code for answer in sent] == [404] * len(DOING)
        assert all(WORD not in answer.text.lower() for answer in sent)
        links = f"http://localhost/launches/{kept.slug}\n\nhttp://localhost/p/{kept.post_id}"
        shown = browser.post("/preview", data={"body": links}).text.lower()
        assert f"{WORD} " not in shown
        assert queries.entry_of(kept.outsider.id, queries.launch_by_id(kept.launch_id)) is None


def test_at_the_second_it_opens_whoever_is_in_has_all_of_it_although_no_worker_lives(sign_in):
    kept = kept_back(SECRET)
    browser = sign_in(kept.ada)

    for at, status in ((NOON - SECOND, 404), (NOON, 200), (NOON + 3 * DAY, 200)):
        with clock.at(at):
            assert browser.get(f"/launches/{kept.slug}").status_code == status
            assert (WORD in browser.get("/launches").text) is (status == 200)
            assert (f"{WORD} kettle" in browser.get("/").text) is (status == 200)
            pictures = [looked_up(browser, f"/uploads/{one}")[0] for one in kept.pictures]
            assert pictures == [status] * 3
            assert browser.post(f"/launches/{kept.slug}/remind").status_code != 500
    with clock.at(NOON - SECOND):
        assert browser.post(f"/launches/{kept.slug}/claim", data={"rules": "y"}).status_code == 404
    with clock.at(NOON):
        browser.post(f"/launches/{kept.slug}/claim", data={"rules": "y"})
        launch = queries.launch_by_id(kept.launch_id)
        assert queries.entry_of(kept.ada.id, launch) is not None


def test_a_teaser_says_title_time_and_first_picture_and_keeps_back_the_rest(guest, sign_in):
    kept = kept_back(TEASED)
    ben = sign_in(kept.outsider)

    with clock.at(NOON - HOUR):
        for browser in (guest, ben):
            assert browser.get(f"/launches/{kept.slug}").status_code == 200
            known = {"the page", "the lobby", "its script", "the first picture"}
            known |= {"a small first picture", "the list", "the front page"}
            # The lists of topics have the card of the front page beside them.
            known |= {"what is unanswered", "the top of the week"}
            assert set(leaks(browser, kept, pages=KNOWS_NOTHING)) - known == set()
            text = browser.get(f"/launches/{kept.slug}").text
            assert all(f"{WORD} {one}" not in text for one in ("S", "B", "R", "P", "pot"))


@pytest.mark.parametrize("engine", ["whoosh", "fts5", "postgres"])
def test_no_engine_finds_it_for_those_outside(app, guest, sign_in, engine):
    if engine not in {one.name for one in choosing.every()}:
        pytest.skip("Elsewhere: asked when the tests run on PostgreSQL")
    site.choose(make.admin(), "search.engine", engine)
    kept = kept_back(SECRET)
    start(kept.outsider, title="A quokka that everybody may read")
    with clock.at(NOON):
        searching.rebuild()
        assert choosing.chosen().name == engine
        outside = [looked_up(one, "/search?q=quokka")[1] for one in (guest, sign_in(kept.outsider))]
        inside = looked_up(sign_in(kept.ada), "/search?q=quokka")[1]

    assert all("everybody may read" in text and WORD not in text for text in outside)
    assert f"{WORD} " in inside


def test_nobody_outside_is_told_of_it_by_letter_or_summary_and_no_copy_holds_it(app):
    kept = kept_back(SECRET)
    ben = kept.outsider
    ben.last_seen_at = ben.caught_up_at = NOON - 3 * DAY
    ben.approved_at = NOON - 20 * DAY
    make.save(ben)
    with clock.at(NOON + MINUTE):
        start(make.member(), title="What everybody may read")
        actions.tell_openings()
        db.session.commit()
        worker.work_off(app)
    with clock.at(SUNDAY):
        while digests.due_digests(notices.SOME):
            notices.write_digests({})
        asked = exports.ask_for_copy(ben)
        exports.make_copy(asked.id)
    with zipfile.ZipFile(places.file_of(asked.public_id)) as box:
        held = b" ".join(box.read(name) for name in box.namelist()).decode("utf-8", "replace")
    shutil.rmtree(places.folder(), ignore_errors=True)
    letters = db.session.scalars(select(Letter).where(Letter.to_address == ben.email)).all()
    told = db.session.scalars(select(Notice).where(Notice.user_id == ben.id)).all()

    assert "everybody may read" in " ".join(one.text for one in letters)
    assert all(WORD not in f"{one.subject} {one.text} {one.html}" for one in letters)
    assert all(WORD not in str(one.facts) for one in told)
    assert "ben" in held and WORD not in held


def test_a_word_that_stands_only_in_its_room_is_no_better_spelling_for_those_outside(sign_in):
    kept = kept_back(SECRET)
    with clock.at(NOON):
        searching.rebuild()
        outside = sign_in(kept.outsider).get("/search?q=quokla").text
        inside = sign_in(kept.ada).get("/search?q=quokla").text

    assert "quokka" not in outside
    assert "Did you mean" in inside and "quokka" in inside


def test_whoever_is_mentioned_in_a_room_they_are_not_in_hears_nothing(sign_in):
    kept = kept_back(SECRET)
    browser = sign_in(kept.outsider)
    topic = topics.visible_topic(kept.ada, kept.topic_id)
    with clock.at(NOON):
        reply(topic, kept.ada, f"@ben, look: {WORD} tail")
        told = db.session.scalars(select(Notice).where(Notice.user_id == kept.outsider.id)).all()
        page = browser.get("/notices").text.lower()

    assert list(told) == []
    assert inbox.unread_count(kept.outsider) == 0
    assert WORD not in page


def every_page(app: Any, kept: Kept) -> Iterator[str]:
    """Every address of the forum that is only read, with the names and numbers of this launch; but
    those of staff, whose doors `tests/security` tries."""
    known = values_for(kept)
    with app.test_request_context():
        for rule in app.url_map.iter_rules():
            is_staffs = rule.rule.startswith("/admin")
            if "GET" not in rule.methods or is_staffs or not rule.arguments <= known.keys():
                continue
            for number in range(len(kept.pictures)):
                values = {name: known[name][number % len(known[name])] for name in rule.arguments}
                yield url_for(rule.endpoint, **values)


def values_for(kept: Kept) -> dict[str, list[Any]]:
    """What each part of an address can be."""
    launch = queries.launch_by_id(kept.launch_id)
    people = [kept.ada.id, kept.outsider.id, 1]
    return {
        "launch": [kept.slug],
        "drawn": [kept.slug],
        "launch_id": [kept.launch_id],
        "drawn_id": [kept.launch_id],
        "window_id": [kept.window_id],
        "lobby_id": [kept.window_id],
        "slug": [kept.room, kept.topic],
        "name": [f"{WORD}-tag"],
        "topic_id": [kept.topic_id],
        "post_id": [kept.post_id],
        "target_id": [kept.post_id],
        "kind": ["post"],
        "channel_id": [launch.channel_id],
        "product_id": [launch.product_id],
        "tag_id": [1],
        "number": [1],
        "user_id": people,
        "username": ["ada", "ben"],
        "public_id": kept.pictures,
        "width": [320],
        "period": ["week"],
        "month": ["2026-12"],
    }


def telling(app: Any, browser: Any, kept: Kept) -> list[str]:
    """The addresses whose answer tells something that is not in the address itself."""
    found = []
    for address in dict.fromkeys(every_page(app, kept)):
        _status, text = looked_up(browser, address)
        for part in sorted(re.split("[/?]", address), key=len, reverse=True):
            text = text.replace(part.lower(), "") if WORD in part else text
        if WORD in text:
            found.append(address)
    return found


def test_no_page_of_the_whole_forum_tells_those_outside_of_it(app, guest, sign_in):
    kept = kept_back(SECRET)

    with clock.at(NOON):
        assert telling(app, guest, kept) == []
        assert telling(app, sign_in(kept.outsider), kept) == []
        # Whoever is in reads of it on many of them.
        assert len(telling(app, sign_in(kept.ada), kept)) > FEW_PAGES
