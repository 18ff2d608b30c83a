"""The buttons on a member's page, and one's own lists of members."""

import re

import pytest
from sqlalchemy import update

from forum.accounts.models import User
from forum.channels import actions as channels
from forum.channels.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.members import actions, queries
from forum.topics import actions as topics
from forum.topics.actions import NewPost, accept
from forum.topics.queries import standing_topic
from tests.support import make
from tests.support.queries import count_queries

TOKEN = re.compile(r'value="[^"]{20,}"')


@pytest.fixture
def ada(app):
    return make.member(username="ada", display_name="Ada")


@pytest.fixture
def bob(app):
    return make.member(username="bob", display_name="Bob")


@pytest.fixture
def browser(sign_in, ada):
    return sign_in(ada)


def press(browser, act, **more):
    answer = browser.post(f"/members/bob/{act}", data=more, follow_redirects=True)
    assert answer.status_code == 200
    return answer.text


def test_a_member_is_followed_and_left_with_two_buttons(browser, ada, bob):
    page = press(browser, "follow")

    assert "You hear of it when Bob starts a topic." in page
    assert queries.is_followed(ada.id, bob.id)
    assert 'action="/members/bob/unfollow"' in page
    assert "1 follower" in page

    page = press(browser, "unfollow")

    assert not queries.is_followed(ada.id, bob.id)
    assert 'action="/members/bob/follow"' in page


def test_who_follows_is_told_to_nobody_but_the_member(browser, sign_in, guest, ada, bob):
    actions.follow(ada, bob)

    page = guest.get("/members/bob").text
    assert "1 follower" in page
    assert "ada" not in page.lower().replace("@bob", "")
    assert "@ada" in sign_in(bob).get("/my/following?show=followers").text
    assert "@bob" in browser.get("/my/following").text


def test_a_blocked_member_is_told_nothing(browser, sign_in, ada, bob):
    page = press(browser, "block")
    assert "You blocked Bob" in page
    assert 'action="/members/bob/unblock"' in page

    other = sign_in(bob)
    stranger = sign_in(make.member())
    shown = [TOKEN.sub("", one.get("/members/ada").text) for one in (other, stranger)]
    assert (
        shown[0].split("<main")[1].split("<footer")[0]
        == shown[1].split("<main")[1].split("<footer")[0]
    )
    answer = other.post("/members/ada/follow")
    assert answer.status_code == 403
    assert "This member is not to be followed" in answer.text
    assert "block" not in answer.text.split("<main")[1].split("</main>")[0].lower()


def test_the_team_has_no_button_to_block_it(browser):
    make.moderator(username="lena")

    assert "/members/lena/follow" in browser.get("/members/lena").text
    assert "/members/lena/block" not in browser.get("/members/lena").text
    assert browser.post("/members/lena/block").status_code == 403


def test_nobody_is_offered_to_follow_themselves(browser):
    page = browser.get("/members/ada").text

    assert "/members/ada/follow" not in page
    assert "Edit profile" in page


def test_a_guest_is_led_to_the_door(guest, bob):
    page = guest.get("/members/bob").text

    assert "/sign-in?next=/members/bob" in page
    assert "/members/bob/block" not in page
    assert guest.post("/members/bob/follow").status_code == 302


def test_lists_have_their_buttons_and_come_back_to_themselves(browser, ada, bob):
    actions.follow(ada, bob)
    answer = browser.post("/members/bob/unfollow", data={"list": "following"})
    assert answer.location == "/my/following"
    assert "You follow nobody yet" in browser.get("/my/following").text

    actions.block(ada, bob)
    assert "@bob" in browser.get("/preferences/blocked").text
    answer = browser.post("/members/bob/unblock", data={"list": "blocked"})
    assert answer.location == "/preferences/blocked"
    assert "You blocked nobody" in browser.get("/preferences/blocked").text


@pytest.mark.parametrize("path", ["/my/following", "/preferences/blocked"])
def test_a_long_list_goes_on(browser, ada, path):
    act = actions.follow if "following" in path else actions.block
    for number in range(23):
        act(ada, make.member(username=f"friend{number:02}"))

    first = browser.get(path).text
    after = first.split(f'href="{path}?after=')[1].split('"')[0]
    rest = browser.get(f"{path}?after={after}").text

    assert "@friend22" in first and "@friend02" not in first
    assert "@friend02" in rest and "@friend00" in rest and "@friend22" not in rest


def test_who_has_left_is_in_no_list(browser, ada):
    gone = make.member(username="gone")
    actions.follow(ada, gone)
    with transaction():
        db.session.execute(
            update(User).values(deactivated_at=clock.now()).where(User.id == gone.id)
        )

    assert "@gone" not in browser.get("/my/following").text


def test_lists_cost_the_same_for_few_and_for_many(browser, ada):
    actions.follow(ada, make.member())
    with count_queries() as few:
        browser.get("/my/following")
    for _ in range(8):
        actions.follow(ada, make.member())
    with count_queries() as many:
        browser.get("/my/following")

    assert len(many) == len(few)


def test_posts_of_the_blocked_are_folded_for_who_blocked_them_alone(
    browser, sign_in, guest, ada, bob
):
    topic = make.topic()
    make.post(topic=topic, author=bob, body="Warm the hopper.")
    path = f"/t/{topic.slug}/{topic.id}"
    assert "A member you blocked" not in browser.get(path).text

    actions.block(ada, bob)

    page = browser.get(path).text
    assert page.count("A member you blocked wrote this.") == 1
    assert "Warm the hopper." in page.split('<details class="fold">')[1].split("</details>")[0]
    for other in (guest, sign_in(bob), sign_in(make.member())):
        assert "A member you blocked" not in other.get(path).text

    actions.unblock(ada, bob)
    assert "A member you blocked" not in browser.get(path).text


def test_an_accepted_answer_of_the_blocked_is_folded_too(browser, ada, bob):
    topic = make.topic(channel=make.channel(kind=Kind.QUESTION))
    answer = make.post(topic=topic, author=bob, body="Warm the hopper.")
    accept(topic.author, answer)
    actions.block(ada, bob)

    page = browser.get(f"/t/{topic.slug}/{topic.id}").text

    assert page.count("A member you blocked wrote this.") == 2


def test_messages_of_the_blocked_are_folded(browser, ada, bob):
    room = channels.create(make.admin(), channels.Plan("At the counter", kind=Kind.LIVE))
    topics.reply(bob, standing_topic(room), NewPost("Warm the hopper."))
    actions.block(ada, bob)

    page = browser.get(f"/c/{room.slug}/live").text

    assert page.count("A member you blocked wrote this.") == 1


def test_a_fold_costs_no_query_for_each_post(browser, ada, bob):
    topic = make.topic()
    path = f"/t/{topic.slug}/{topic.id}"
    actions.block(ada, bob)
    make.post(topic=topic, author=bob)
    with count_queries() as few:
        browser.get(path)
    for _ in range(9):
        make.post(topic=topic, author=bob)
    with count_queries() as many:
        browser.get(path)

    assert len(many) == len(few)
