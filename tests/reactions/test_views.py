import pytest

from forum.channels.models import Visibility
from forum.kernel import clock, slots
from forum.reactions import actions, queries
from forum.reactions.models import ReactionKind
from forum.topics.models import State
from forum.topics.queries import posts_on, visible_post
from tests.support import make
from tests.support.queries import count_queries

JSON = {"Accept": "application/json"}


@pytest.fixture
def post(app):
    return make.post(topic=make.topic(slug="beans"))


def test_a_press_without_scripts_leads_back_to_the_post(post, sign_in):
    answer = sign_in(make.member()).post(f"/p/{post.id}/react", data={"kind": "like"})

    assert answer.location == f"/p/{post.id}"


def test_a_script_is_told_the_counts(post, sign_in):
    other, member = make.member(), make.member()
    actions.give(other, visible_post(other, post.id), ReactionKind.LOVE)

    answer = sign_in(member).post(f"/p/{post.id}/react", data={"kind": "like"}, headers=JSON)

    assert answer.json == {"counts": {"like": 1, "love": 1}, "mine": ["like"]}


def test_a_script_is_told_why_not(post, sign_in):
    browser = sign_in(post.author)

    answer = browser.post(f"/p/{post.id}/react", data={"kind": "like"}, headers=JSON)

    assert (answer.status_code, answer.json["reason"]) == (403, "own_post")


def test_a_person_is_told_why_not(post, sign_in):
    answer = sign_in(post.author).post(f"/p/{post.id}/react", data={"kind": "like"})

    assert answer.status_code == 403
    assert "This post is your own" in answer.text


def test_a_reaction_that_does_not_exist_is_refused(post, sign_in):
    answer = sign_in(make.member()).post(f"/p/{post.id}/react", data={"kind": "shrug"})

    assert answer.status_code == 400


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_posts_behind_a_door_are_not_there_for_outsiders(sign_in, visibility):
    hidden = make.post(topic=make.topic(channel=make.channel(visibility=visibility)))
    browser = sign_in(make.member())

    assert browser.post(f"/p/{hidden.id}/react", data={"kind": "like"}).status_code == 404
    assert browser.get(f"/p/{hidden.id}/reactions").status_code == 404


def test_a_deleted_post_is_not_there_for_members(sign_in):
    gone = make.post(topic=make.topic(), state=State.DELETED)
    browser = sign_in(make.member())

    assert browser.post(f"/p/{gone.id}/react", data={"kind": "like"}).status_code == 404


def test_reacting_very_often_is_slowed_down(post, sign_in):
    browser = sign_in(make.member())

    answers = [browser.post(f"/p/{post.id}/react", data={"kind": "like"}) for _ in range(61)]

    assert answers[-1].status_code == 429


def test_everybody_may_read_who_reacted(post, guest):
    member = make.member(display_name="Adaeze")
    actions.give(member, visible_post(member, post.id), ReactionKind.INSIGHT)

    page = guest.get(f"/p/{post.id}/reactions").text

    assert "Adaeze" in page
    assert "Insight" in page


def test_the_list_of_who_reacted_goes_on(post, guest):
    for number in range(25):
        member = make.member(display_name=f"Person {number:02}")
        with clock.at(clock.now().replace(microsecond=number)):
            actions.give(member, visible_post(member, post.id), ReactionKind.LIKE)
    first = guest.get(f"/p/{post.id}/reactions")

    page = queries.given_to(post)
    second = guest.get(f"/p/{post.id}/reactions?after={page.next}")

    assert f"after={page.next}" in first.text
    assert ("Person 24" in first.text, "Person 04" in first.text) == (True, False)
    assert ("Person 04" in second.text, "Person 05" in second.text) == (True, False)


def test_the_bars_of_a_page_cost_one_query_for_any_number_of_posts(app):
    topic, member = make.topic(), make.member()
    for _ in range(15):
        made = make.post(topic=topic)
        actions.give(member, visible_post(member, made.id), ReactionKind.LIKE)
    posts = posts_on(member, visible_post(member, made.id).topic, page=1)

    with count_queries() as seen:
        parts = slots.fill("post.footer", member, posts)
    bars = [p for found in parts.values() for p in found if p.template == "reactions/_bar.html"]

    assert len(bars) == 16
    assert len([query for query in seen if "FROM reactions" in query]) == 1


def test_where_nobody_reacted_a_guest_sees_no_bar(app, post):
    posts = posts_on(post.author, visible_post(post.author, post.id).topic, page=1)

    from_guest = slots.fill("post.footer", app.extensions["viewer"](), posts)

    assert not any(from_guest.values())


def test_the_topic_page_shows_the_bar(post, sign_in):
    page = sign_in(make.member()).get(f"/t/beans/{post.topic_id}").text

    assert f'action="/p/{post.id}/react"' in page
    assert "🎉" in page
