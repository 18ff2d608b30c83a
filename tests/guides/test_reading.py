"""Members read guides at their own pace; who reads the channel of a guide reads the guide."""

from datetime import timedelta

import pytest

from forum.accounts import actions as accounts
from forum.accounts.models import Fate
from forum.channels import actions as channels
from forum.channels.models import Visibility
from forum.guides import actions, queries
from forum.guides.models import GuideRead
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from tests.guides.writing import draft, guide, step
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import reason_of


def read(member, made, *places: int) -> None:
    steps = queries.steps_of(made)
    for place in places:
        actions.mark_read(member, steps[place - 1])


def progress(member, made) -> tuple[int, int]:
    one = next(one for one in queries.shelf(member) if one.guide.id == made.id)
    return one.read, one.steps


def test_reading_to_the_end_is_said_kindly_and_leads_on_step_by_step(app, sign_in):
    made, member = guide(steps=3), make.member()
    browser = sign_in(member)
    steps = queries.steps_of(made)
    here = f"/guides/{made.id}"

    assert "0 of 3 read" in browser.get("/guides").text
    assert "Begin to read" in browser.get(here).text
    answer = browser.post(f"/guides/steps/{steps[1].id}/read")
    assert answer.location == f"{here}/3"
    assert browser.post(f"/guides/steps/{steps[2].id}/read").location == f"{here}/1"
    assert "2 of 3 read" in browser.get("/guides").text
    last = browser.post(f"/guides/steps/{steps[0].id}/read", follow_redirects=True)

    assert "You have read all of “First steps”" in last.text
    assert "You have read all of it" in browser.get(here).text
    assert "3 of 3 read" in browser.get("/guides").text


def test_a_step_has_its_text_and_the_way_to_the_ones_beside_it(app, sign_in):
    made = guide(steps=3)
    page = sign_in(make.member()).get(f"/guides/{made.id}/2").text

    assert "Look <strong>closely</strong>." in page
    assert f'href="/guides/{made.id}/1"' in page
    assert f'href="/guides/{made.id}/3"' in page
    assert "Mark as read" in page


def test_saying_it_twice_is_saying_it_once(app):
    made, member = guide(), make.member()
    read(member, made, 1, 1)

    assert progress(member, made) == (1, 3)


def test_guests_read_without_progress(app, guest):
    made = guide()
    steps = queries.steps_of(made)

    page = guest.get(f"/guides/{made.id}/1")
    assert page.status_code == 200
    assert "Mark as read" not in page.text
    assert "of 3 read" not in guest.get("/guides").text
    assert "3 steps" in guest.get("/guides").text
    assert "/sign-in" in guest.post(f"/guides/steps/{steps[0].id}/read").location


@pytest.mark.parametrize(
    ("door", "statuses"),
    [
        (Visibility.PUBLIC, (200, 200, 200)),
        (Visibility.MEMBERS, (403, 200, 200)),
        (Visibility.PRIVATE, (403, 403, 200)),
        (Visibility.SECRET, (404, 404, 200)),
    ],
)
def test_whoever_reads_the_channel_reads_the_guide(app, guest, sign_in, door, statuses):
    room = make.channel(visibility=door)
    insider = make.insider(room) if door in (Visibility.PRIVATE, Visibility.SECRET) else None
    people = guest, sign_in(make.member()), sign_in(insider or make.member())
    made = guide(room, title="Behind the door")

    for browser, status in zip(people, statuses, strict=True):
        for path in (f"/guides/{made.id}", f"/guides/{made.id}/1"):
            answer = browser.get(path)
            is_let_in = answer.status_code == 200
            assert is_let_in == (status == 200)
            if status == 404:
                assert answer.status_code == 404
            assert ("Behind the door" in answer.text) == is_let_in
        assert ("Behind the door" in browser.get("/guides").text) == (status == 200)


@pytest.mark.parametrize(
    ("door", "answer"), [(Visibility.PRIVATE, Refused), (Visibility.SECRET, NotFound)]
)
def test_who_may_not_read_it_cannot_say_so(app, door, answer):
    first = queries.steps_of(guide(make.channel(visibility=door)))[0]

    with pytest.raises(answer):
        actions.mark_read(make.member(), first)


def test_nobody_has_read_a_draft(app):
    first = queries.steps_of(draft())[0]

    with pytest.raises(NotFound):
        actions.mark_read(make.member(), first)
    with pytest.raises(Refused):
        actions.mark_read(make.admin(), first)


def test_drafts_are_for_admins(app, guest, sign_in):
    made = draft()

    assert guest.get(f"/guides/{made.id}").status_code == 404
    assert sign_in(make.moderator()).get(f"/guides/{made.id}").status_code == 404
    page = sign_in(make.admin()).get(f"/guides/{made.id}/1").text
    assert "Mark as read" not in page
    assert "There is no guide to read yet" in guest.get("/guides").text


def test_the_navigation_has_guides_as_soon_as_there_is_one_for_all(app, guest, sign_in):
    member = sign_in(make.member())
    entry = 'href="/guides"'
    secret = guide(make.channel(visibility=Visibility.SECRET))
    assert entry not in member.get("/").text

    made = guide(make.channel(visibility=Visibility.MEMBERS))
    assert entry in member.get("/").text
    assert entry not in guest.get("/").text

    actions.take_back(make.admin(), made)
    actions.take_back(make.admin(), secret)
    assert entry not in member.get("/").text


def test_a_step_more_is_one_more_to_read_and_one_less_is_none(app):
    made, member = guide(steps=2), make.member()
    read(member, made, 1, 2)
    added = step(made, "And one more")
    assert progress(member, made) == (2, 3)

    actions.remove_step(make.admin(), made, added)
    actions.remove_step(make.admin(), made, queries.steps_of(made)[0])
    assert progress(member, made) == (1, 1)


def test_a_merged_account_brings_what_it_has_read(app):
    made, member, second = guide(), make.member(), make.member()
    read(member, made, 1, 2)
    read(second, made, 2, 3)

    accounts.merge_members(make.admin(), second, into=member)

    assert progress(member, made) == (3, 3)
    assert db.session.query(GuideRead).filter_by(user_id=second.id).count() == 0


def test_what_somebody_has_read_goes_when_they_leave(app):
    made, member = guide(), make.member()
    read(member, made, 1)

    accounts.ask_to_leave(member, Fate.NAMELESS)
    with clock.at(clock.now() + timedelta(days=15)):
        accounts.carry_out(member.id)

    assert db.session.query(GuideRead).count() == 0


def test_the_guides_of_a_merged_channel_go_along(app):
    room, other = make.channel(), make.channel(visibility=Visibility.MEMBERS)
    made = guide(room)

    channels.merge(make.admin(), room, into=other)

    db.session.expire_all()
    assert queries.guide_by_id(made.id).channel_id == other.id


def test_guides_that_guests_may_read_stand_in_the_site_map(app, guest):
    public = guide()
    hidden = guide(make.channel(visibility=Visibility.MEMBERS))

    found = guest.get("/sitemap-channels.xml").text

    assert f"/guides/{public.id}<" in found
    assert f"/guides/{hidden.id}<" not in found


def test_many_guides_cost_what_few_cost(app, sign_in):
    member = make.member()
    browser = sign_in(member)
    read(member, guide(), 1)
    browser.get("/guides")
    with count_queries() as few:
        browser.get("/guides")
    for _ in range(5):
        read(member, guide(), 1, 2)
    browser.get("/guides")
    with count_queries() as many:
        browser.get("/guides")

    assert len(few) == len(many)


def test_refusals_have_their_words(app):
    made, admin = draft(steps=0), make.admin()
    assert reason_of(lambda: actions.publish(admin, made)) == "guide_is_empty"
    only = step(made, "The only one")
    actions.publish(admin, made)

    assert reason_of(lambda: actions.remove_step(admin, made, only)) == "guide_is_empty"
    assert reason_of(lambda: actions.remove(admin, made)) == "guide_is_published"
    assert reason_of(lambda: actions.publish(make.moderator(), made)) == "admins_only"
