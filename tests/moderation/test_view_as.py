"""Staff look at the forum through other eyes, and only look."""

import pytest
from sqlalchemy import select

from forum.accounts.models import Role
from forum.audit.models import AuditEntry
from forum.channels.models import Visibility
from forum.drafts import actions as drafts
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.support import make


@pytest.fixture
def rooms(app):
    make.channel(name="Open room")
    make.channel(name="Members room", visibility=Visibility.MEMBERS)
    return make.channel(name="Secret room", visibility=Visibility.SECRET)


def rooms_seen(browser):
    page = browser.get("/channels").text
    return {name for name in ("Open", "Members", "Secret") if f"{name} room" in page}


def look(browser, who):
    return browser.post("/view-as", data={"who": who, "next": "/channels"})


@pytest.mark.parametrize(
    ("who", "seen"),
    [
        ("guest", {"Open"}),
        ("new", {"Open", "Members"}),
        ("", {"Open", "Members", "Secret"}),
    ],
)
def test_staff_see_what_a_stranger_sees(rooms, sign_in, who, seen):
    browser = sign_in(make.moderator())

    answer = look(browser, who)

    assert answer.location == "/channels"
    assert rooms_seen(browser) == seen


def test_staff_see_what_a_certain_member_sees(rooms, sign_in):
    insider, outsider = make.insider(rooms), make.member()
    browser = sign_in(make.moderator())

    look(browser, outsider.id)
    assert "Secret" not in rooms_seen(browser)
    look(browser, "")
    look(browser, insider.id)
    assert "Secret" in rooms_seen(browser)


def test_the_line_above_the_page_says_whose_eyes_and_leads_back(rooms, sign_in):
    browser = sign_in(make.moderator())
    look(browser, make.member(display_name="Quinn").id)

    assert "You see the forum as Quinn does" in browser.get("/channels").text
    browser.post("/view-as", data={"who": "", "next": "/channels"})

    assert "You see the forum as" not in browser.get("/channels").text


def test_nothing_can_be_done_while_looking_as_somebody_else(rooms, sign_in):
    private = make.channel(visibility=Visibility.PRIVATE, slug="private")
    browser = sign_in(make.moderator())
    look(browser, make.member().id)

    answer = browser.post(f"/c/{private.slug}/ask", data={"message": "Hello"})

    assert answer.status_code == 403
    assert "Stop looking" in answer.text


def test_staff_pages_are_closed_while_looking_as_a_member(rooms, sign_in):
    browser = sign_in(make.admin())
    look(browser, make.member().id)

    assert browser.get("/admin").status_code == 403


def test_a_moderator_cannot_look_as_an_admin(rooms, sign_in):
    browser = sign_in(make.moderator())

    answer = look(browser, make.admin().id)

    assert answer.status_code == 403
    assert "not as those who run it" in answer.text
    assert "You see the forum as" not in browser.get("/channels").text


def test_a_member_who_becomes_admin_is_not_looked_through_any_more(rooms, sign_in):
    member = make.member()
    browser = sign_in(make.moderator())
    look(browser, member.id)
    with transaction():
        member.role = Role.ADMIN
        db.session.add(member)

    assert "You see the forum as" not in browser.get("/channels").text


def test_who_is_staff_no_longer_looks_no_longer(rooms, sign_in):
    moderator = make.moderator()
    browser = sign_in(moderator)
    look(browser, make.insider(rooms).id)
    with transaction():
        moderator.role = Role.MEMBER
        db.session.add(moderator)

    assert rooms_seen(browser) == {"Open", "Members"}


@pytest.mark.parametrize("who", ["guest", "new", "1"])
def test_members_and_guests_cannot_look_as_others(rooms, sign_in, guest, who):
    member = sign_in(make.member())

    assert look(member, who).status_code == 403
    assert look(guest, who).status_code == 302
    assert rooms_seen(member) == {"Open", "Members"}
    assert rooms_seen(guest) == {"Open"}


@pytest.mark.parametrize("who", ["0", "99999", "-1", "x", "1e3", "٣", "9" * 40])
def test_nobody_of_that_name_is_not_found(rooms, sign_in, who):
    browser = sign_in(make.admin())

    assert look(browser, who).status_code == 404


@pytest.mark.parametrize(
    "path", ["https://evil.example", "//evil.example", "/\\evil.example", "/\tx", "", "evil"]
)
def test_the_way_back_stays_on_this_site(rooms, sign_in, path):
    """CVE row 38: no address of others is ever led to."""
    browser = sign_in(make.moderator())

    answer = browser.post("/view-as", data={"who": "guest", "next": path})

    assert answer.location == "/"


def test_the_log_keeps_whose_eyes_were_borrowed(rooms, sign_in):
    moderator, member = make.moderator(), make.member()
    browser = sign_in(moderator)

    look(browser, "guest")
    look(browser, "")
    look(browser, member.id)

    entries = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    assert [(entry.verb, entry.target_id) for entry in entries] == [
        ("moderation.look_as", 0),
        ("moderation.stop_looking", moderator.id),
        ("moderation.look_as", member.id),
    ]
    assert {entry.actor_id for entry in entries} == {moderator.id}


def test_unsent_drafts_of_others_stay_theirs(rooms, sign_in):
    member = make.member()
    topic = make.topic(channel=make.channel())
    drafts.save(member, f"reply:{topic.id}", body="My unsent words", version=0)
    browser = sign_in(make.admin())
    look(browser, member.id)

    for path in (f"/t/{topic.slug}/{topic.id}", "/drafts", "/new", "/channels"):
        assert "My unsent words" not in browser.get(path).text


def test_a_refusal_while_looking_keeps_the_way_back_on_the_page(rooms, sign_in):
    browser = sign_in(make.moderator())
    look(browser, "guest")

    page = browser.get("/admin/moderation")

    assert page.status_code == 403
    assert "You see the forum as a guest does" in page.text


def test_the_page_of_a_member_offers_their_eyes_to_staff(rooms, sign_in, guest):
    make.member(username="quinn", display_name="Quinn")
    make.admin(username="lena")
    moderator = sign_in(make.moderator())

    assert "View as Quinn" in moderator.get("/members/quinn").text
    assert "View as new member" not in moderator.get("/members/lena").text
    for browser in (guest, sign_in(make.member())):
        assert "View as" not in browser.get("/members/quinn").text
