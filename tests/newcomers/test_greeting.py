"""What newcomers are asked after the first sign-in, and where that leads them."""

import re

import pytest

from forum.accounts import passwords
from forum.accounts.models import User
from forum.accounts.settings import ENTRY
from forum.channels import actions as channels
from forum.channels.models import Visibility
from forum.kernel.db import db
from forum.newcomers import actions, queries
from forum.newcomers.settings import GREETING
from forum.reading import queries as levels
from forum.reading.models import Level
from forum.topics import actions as topics
from forum.topics.models import Tag
from tests.newcomers.test_desk import shown
from tests.support import make
from tests.topics.writing import choose, reason_of, start

PASSWORD = "nine purple kettles sing"


def sign_up(guest, username="robin"):
    data = {"username": username, "email": f"{username}@example.org", "password": PASSWORD}
    return guest.post("/sign-up", data=data)


def key_of(channel) -> str:
    return f"c{channel.id}"


def tag(name: str) -> Tag:
    return db.session.scalar(db.select(Tag).where(Tag.name == name))


@pytest.fixture
def rooms(app):
    return [make.channel(name=name, topic_count=3) for name in ("Brewing", "Gear", "Beans")]


def test_who_has_just_signed_up_is_greeted(guest, rooms):
    choose(ENTRY, "open")

    answer = sign_up(guest)

    assert answer.location == "/welcome"
    assert "What do you care for?" in shown(guest, "/welcome")


def test_the_first_sign_in_leads_to_the_greeting_and_the_second_does_not(guest, app, rooms):
    member = make.member(username="robin", password_hash=passwords.hashed(PASSWORD))
    data = {"name": "robin", "password": PASSWORD}

    first = guest.post("/sign-in?next=/tags", data=data)
    second = app.test_client().post("/sign-in", data=data)

    assert first.location == "/welcome?next=/tags"
    assert second.location == "/"
    assert member.id


def test_interests_set_what_one_follows(sign_in, rooms):
    member = make.member()
    brewing, gear, _ = rooms

    answer = sign_in(member).post("/welcome", data={"interests": [key_of(brewing)]})

    db.session.expire_all()
    assert answer.location == "/welcome/next"
    assert [room.name for room in queries.interests_of(member).channels] == ["Brewing"]
    assert levels.level_in(member, brewing) == Level.FOLLOWING
    assert levels.level_in(member, gear) == Level.NORMAL


def test_more_than_three_are_too_many_and_nothing_is_lost(sign_in, rooms):
    more = make.channel(name="Cups", topic_count=1)
    keys = [key_of(room) for room in (*rooms, more)]

    answer = sign_in(make.member()).post("/welcome", data={"interests": keys})

    assert "Choose 3 at most." in answer.text
    assert len(re.findall(r'id="interest-c\d+" checked', answer.text)) == 4


def test_what_is_not_offered_is_not_taken(sign_in, rooms):
    secret = make.channel(visibility=Visibility.SECRET, topic_count=9)
    member = make.member()

    actions.say_interests(member, [key_of(secret), "c999", "zz"])

    assert queries.chosen_keys(member) == []


def test_a_tag_of_a_secret_channel_is_neither_asked_for_nor_taken(sign_in, rooms):
    secret = make.channel(visibility=Visibility.SECRET)
    host, member, boss = make.member(), make.member(), make.admin()
    channels.admit(None, secret, host, source="test")
    start(host, secret, tags=("burrow",))
    start(host, secret, tags=("burrow", "shared"))
    start(host, rooms[0], tags=("shared", "plain"))
    hidden, plain, shared = (f"t{tag(name).id}" for name in ("burrow", "plain", "shared"))

    asked = [one.key for one in queries.choices(host) if one.channel is None]
    offered = [one.key for one in queries.all_choices(boss) if one.channel is None]
    actions.say_interests(member, [hidden])

    # What is used behind the door does not even bring a tag forward.
    assert asked == offered == [plain, shared]
    assert "burrow" not in sign_in(member).get("/welcome").text
    assert queries.chosen_keys(member) == []


def test_an_offered_tag_is_asked_for_as_long_as_it_is_in_an_open_channel(rooms):
    boss = make.admin()
    topic = start(boss, rooms[0], tags=("moving",))
    key = f"t{tag('moving').id}"
    actions.offer(boss, [key])
    assert [one.key for one in queries.choices(boss)] == [key]

    topics.move(boss, topic, make.channel(visibility=Visibility.SECRET))

    assert key not in [one.key for one in queries.choices(boss)]


def test_the_greeting_can_be_skipped(sign_in, rooms):
    page = shown(sign_in(make.member()), "/welcome?next=/tags")

    assert 'href="/tags"' in page
    assert "Skip this" in page


def test_an_empty_forum_greets_too(sign_in):
    assert "Everything is still empty here" in shown(sign_in(make.member()), "/welcome")


def test_first_steps_show_topics_of_ones_interests_that_wait(sign_in, rooms):
    member, host = make.member(), make.member()
    for room in rooms:
        start(host, room, title=f"A question about {room.name}")
    answered = start(host, rooms[0], title="Long done")
    answered.closed_at = answered.created_at
    db.session.commit()
    actions.say_interests(member, [key_of(rooms[2])])

    page = shown(sign_in(member), "/welcome/next")

    assert page.index("A question about Beans") < page.index("A question about Gear")
    assert "Long done" not in page
    assert "Say hello" in page


def test_topics_of_closed_channels_are_not_shown_to_newcomers(sign_in):
    secret = make.channel(visibility=Visibility.SECRET)
    start(make.insider(secret), secret, title="Quillwort only")

    assert "Quillwort" not in shown(sign_in(make.member()), "/welcome/next")


def test_the_brand_chooses_what_is_asked_and_the_words(sign_in, rooms):
    boss = make.admin()
    start(make.member(), rooms[0], tags=("espresso",))
    keys = [f"t{tag('espresso').id}", key_of(rooms[1])]

    sign_in(boss).post("/admin/greeting", data={"offers": keys})
    choose(GREETING, "Hello from the roastery.")
    page = shown(sign_in(make.member()), "/welcome")

    assert "Hello from the roastery." in page
    assert re.findall(r'id="interest-(\w+)"', page) == keys


def test_too_many_offers_and_other_people_are_refused(rooms):
    many = [make.channel(name=f"Room {n}") for n in range(13)]
    keys = [key_of(room) for room in many]

    assert reason_of(actions.offer, make.admin(), keys) == "offers: too_many"
    assert reason_of(actions.offer, make.moderator(), keys) == "admins_only"


def test_a_tag_that_goes_is_no_interest_any_more(rooms):
    member = make.member()
    start(make.member(), rooms[0], tags=("espresso",))
    actions.say_interests(member, [f"t{tag('espresso').id}"])
    assert [one.name for one in queries.interests_of(member).tags] == ["espresso"]

    db.session.execute(db.text("DELETE FROM topic_tags"))
    db.session.execute(db.text("DELETE FROM tags"))

    assert queries.interests_of(member).tags == []


def test_volunteering_is_a_switch(sign_in, app):
    member: User = make.member(standing="member")
    client = sign_in(member)

    client.post("/preferences/buddy")
    on = shown(client, "/preferences/buddy")
    client.post("/preferences/buddy")

    assert "You volunteer" in on
    assert "I volunteer" in shown(client, "/preferences/buddy")


def test_newcomers_are_told_why_they_cannot_volunteer(sign_in):
    page = shown(sign_in(make.member(standing="new")), "/preferences/buddy")

    assert "You are new here yourself" in page
