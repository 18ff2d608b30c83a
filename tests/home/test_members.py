"""The list of members: how much they help, who is in it, and in which order."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from forum.accounts.actions import merge_members
from forum.accounts.models import Role, User
from forum.activity import tasks as log
from forum.channels import actions as channels
from forum.channels.models import Kind, Visibility
from forum.home import actions, settings, tasks
from forum.home.models import HelpfulMember
from forum.home.queries import helpful
from forum.jobs import queries as jobs
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.members import actions as members
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.site import actions as site
from forum.topics import actions as topics
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


def settle() -> None:
    """Twice, because whoever takes lines in may find that somebody was welcomed."""
    log.settle({})
    log.settle({})
    db.session.expire_all()


def cheer(post, times: int = 1):
    for _ in range(times):
        reactions.give(make.member(is_unlisted=True), fresh(post), ReactionKind.LIKE)


def helper(name: str, *, answers: int = 0, cheers: int = 0, channel=None, **given) -> User:
    """Somebody who wrote answers and posts that were cheered."""
    found = make.member(username=name, display_name=name.title(), **given)
    asker = make.member(is_unlisted=True)
    room = channel or make.channel(kind=Kind.QUESTION)
    for _ in range(answers):
        topic = start(asker, room)
        topics.accept(asker, fresh(reply(topic, found)))
    if cheers:
        cheer(reply(start(asker, room), found), cheers)
    settle()
    return found


def figures(member: User) -> tuple[int, ...]:
    row = db.session.get(HelpfulMember, member.id, populate_existing=True)
    return (row.answers, row.reactions, row.total, row.recent) if row else ()


def names(page: str) -> list[str]:
    return re.findall(r'class="member-card__name" href="/members/([^"]+)"', page)


def asked(browser, **given) -> list[str]:
    answer = browser.get("/members", query_string=given)
    assert answer.status_code == 200
    return names(answer.text)


def test_an_answer_counts_as_ten_reactions(app):
    ada = helper("ada", answers=2, cheers=3)

    assert figures(ada) == (2, 3, 23, 23)
    assert list(helpful.differences()) == []


def test_what_is_taken_back_does_not_count(app):
    ada = helper("ada", answers=1)
    post = reply(start(), ada)
    cheer(post)
    settle()
    assert figures(ada) == (1, 1, 11, 11)

    topics.delete(make.admin(), fresh(post))
    settle()

    assert figures(ada) == (1, 0, 10, 10)
    assert list(helpful.differences()) == []


def test_after_ninety_days_it_is_past(app):
    ada = helper("ada", answers=1)

    with clock.at(clock.now() + timedelta(days=91)):
        tasks.review({})
        assert figures(ada) == (1, 0, 10, 0)
        assert list(helpful.differences()) == []
        assert helpful.due(10) == []


def test_what_is_said_behind_a_door_does_not_count(app):
    room = make.channel(kind=Kind.QUESTION)
    ada = helper("ada", answers=1, channel=room)

    channels.change(
        make.admin(),
        db.session.merge(room),
        channels.Plan(room.name, kind=Kind.QUESTION, visibility=Visibility.SECRET),
    )
    assert jobs.is_about_to_begin(actions.RECOUNT_JOB)
    tasks.recount({})

    assert figures(ada) == (0, 0, 0, 0)
    assert list(helpful.differences()) == []


def test_a_wrong_figure_is_found_and_made_anew(app):
    ada, bob = helper("ada", answers=1), helper("bob", cheers=1)
    with transaction():
        db.session.execute(update(HelpfulMember).values(total=99))
        db.session.execute(delete(HelpfulMember).where(HelpfulMember.user_id == bob.id))

    assert len(list(helpful.differences())) == 2
    actions.rebuild()

    assert figures(ada) == (1, 0, 10, 10)
    assert figures(bob) == (0, 1, 1, 1)
    assert list(helpful.differences()) == []


def test_two_accounts_that_became_one_helped_together(app):
    ada, old = helper("ada", answers=1), helper("old", cheers=2)

    merge_members(make.admin(), old, ada)
    settle()

    assert figures(ada) == (1, 2, 12, 12)
    assert figures(old) == ()
    assert list(helpful.differences()) == []


def test_who_helps_most_comes_first(guest):
    helper("ada", cheers=12)
    helper("bob", answers=2)
    helper("cyd", cheers=1)
    make.member(username="dan")

    assert asked(guest) == ["bob", "ada", "cyd"]
    assert "2 answers" in guest.get("/members").text
    assert asked(guest, sort="name")[:3] == ["ada", "bob", "cyd"]
    assert "dan" in asked(guest, sort="name")


def test_the_past_counts_in_the_list_of_all_time(guest):
    with clock.at(clock.now() - timedelta(days=200)):
        helper("ada", answers=3)
    helper("bob", answers=1)
    tasks.review({})

    assert asked(guest) == ["bob"]
    assert asked(guest, sort="all-time") == ["ada", "bob"]


def test_newest_and_last_here(guest):
    now = clock.now()
    for days, name in ((3, "ada"), (1, "bob"), (2, "cyd")):
        then = now - timedelta(days=days)
        make.member(username=name, created_at=then, last_seen_at=now - timedelta(hours=days))
    make.member(username="dan", last_seen_at=now, hides_presence=True)

    assert [name for name in asked(guest, sort="newest") if name != "dan"] == ["bob", "cyd", "ada"]
    assert asked(guest, sort="active") == ["bob", "cyd", "ada"]


def test_only_those_who_are_here_and_want_to_be_found_are_listed(guest):
    make.member(username="waits", approved_at=None)
    make.member(username="gone", deactivated_at=clock.now())
    make.member(username="shy", is_unlisted=True)
    make.member(username="barred", suspended_until=clock.now() + timedelta(days=1))
    make.member(username="ada")

    assert asked(guest, sort="name") == ["ada"]


def test_the_list_is_narrowed_down(sign_in):
    me = make.member(username="me", created_at=clock.now() - timedelta(days=60), standing="leader")
    friend = make.member(username="friend", display_name="Änne", standing="basic")
    make.member(username="boss", role=Role.MODERATOR, standing="new")
    members.follow(me, friend)
    browser = sign_in(me)

    assert asked(browser, sort="name", who="team") == ["boss"]
    assert asked(browser, sort="name", who="new") == ["boss", "friend"]
    assert asked(browser, sort="name", who="followed") == ["friend"]
    assert asked(browser, sort="name", standing="leader") == ["me"]
    assert asked(browser, sort="name", q="änne") == ["friend"]
    assert asked(browser, sort="name", q="nobody") == []


@pytest.mark.parametrize("order", ["", "all-time", "newest", "name", "active"])
def test_every_order_goes_on_to_the_end(guest, app, order):
    now = clock.now()
    for number in range(45):
        member = make.member(
            username=f"m{number:02}",
            created_at=now - timedelta(minutes=number // 2),
            last_seen_at=now - timedelta(minutes=number // 3),
        )
        row = {"answers": 0, "reactions": 0, "recent_answers": 0, "recent_reactions": 0}
        value = number // 4 + 1
        with transaction():
            db.session.add(
                HelpfulMember(user_id=member.id, total=value, recent=value, counted_day=0, **row)
            )
    seen, path = [], f"/members?sort={order}"
    while path:
        page = guest.get(path).text
        seen += names(page)
        older = re.search(r'href="([^"]+)" rel="next"', page)
        path = older.group(1).replace("&amp;", "&") if older else ""

    assert len(seen) == len(set(seen)) == 45


def test_guests_are_led_to_the_door_where_the_brand_wants_it(guest, sign_in):
    site.choose(make.admin(), settings.GUESTS_SEE_MEMBERS.key, False)

    assert guest.get("/members").location.startswith("/sign-in?next=/members")
    assert sign_in(make.member()).get("/members").status_code == 200


def test_nonsense_in_the_address_is_left_aside(guest):
    make.member(username="ada")

    nonsense = dict.fromkeys(("sort", "who", "tier", "standing", "expert", "after"), "zz")
    assert guest.get("/members", query_string=nonsense).status_code == 200
    assert asked(guest, sort="name", who="followed", tier="no-such") == ["ada"]
    assert guest.get("/members?q=%00").status_code == 200


def test_a_page_costs_the_same_for_few_and_for_many(sign_in):
    browser = sign_in(make.member(tier_rank=1))
    helper("ada", cheers=1)
    with count_queries() as few:
        browser.get("/members")
    for number in range(8):
        helper(f"bob{number}", cheers=1)
    with count_queries() as many:
        browser.get("/members")

    assert len(many) == len(few)


def test_robots_are_told_as_on_pages_of_members(guest):
    assert guest.get("/members").headers["X-Robots-Tag"] == "noindex"


def test_a_member_says_what_others_see(sign_in, guest):
    ada = make.member(username="ada", last_seen_at=clock.now() - timedelta(days=3))
    mine, other = sign_in(ada), sign_in(make.member())
    assert "here <time" in other.get("/members/ada").text
    assert "here <time" not in guest.get("/members/ada").text

    mine.post("/preferences/sight", data={})

    assert "here <time" not in other.get("/members/ada").text
    assert "You are not in the list of members" in mine.get("/members/ada").text
    assert "ada" not in asked(guest, sort="name")

    mine.post("/preferences/sight", data={"shows_presence": "y", "is_listed": "y"})

    assert "here <time" in other.get("/members/ada").text
    assert "ada" in asked(guest, sort="name")
