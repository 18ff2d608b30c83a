"""Those who look after a channel see its cases in the review queue, and nothing else."""

from collections.abc import Callable

import pytest

from forum.channels import actions as channels
from forum.channels.models import Channel, ChannelRole, Visibility
from forum.channels.queries import place_in
from forum.kernel import clock
from forum.kernel.policy import NotFound, Refused
from forum.moderation import actions, queries
from forum.moderation.models import Reviewable
from forum.topics import actions as topics
from forum.topics.actions import Change
from forum.topics.queries import first_post, waiting_changes, wording_of
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reply, start


@pytest.fixture
def room(app):
    return a_room("zzGrinders")


@pytest.fixture
def keeper(room):
    return make.insider(room, place=ChannelRole.MODERATOR)


def a_room(name: str) -> Channel:
    given = {"visibility": Visibility.PRIVATE, "reviewed_since": clock.now()}
    return make.channel(name=name, **given)


def a_topic(channel: Channel) -> Reviewable:
    topic = start(make.insider(channel), channel, title="zzAbout burrs")
    return queries.case_of("post", first_post(topic).id)


def a_reply(channel: Channel) -> Reviewable:
    post = reply(start(make.moderator(), channel), make.insider(channel), "zzSame here.")
    return queries.case_of("post", post.id)


def a_change(channel: Channel) -> Reviewable:
    post = reply(start(make.moderator(), channel), make.insider(channel))
    actions.approve(make.moderator(), queries.case_of("post", post.id))
    topics.edit(post.author, post, Change("zzSame there.", wording_of(post).mark))
    return queries.case_of("edit", waiting_changes(post.author, [post.id])[post.id].id)


def a_request(channel: Channel) -> Reviewable:
    return queries.case_of("entry", channels.ask(make.member(), fresh(channel), "zzPlease").id)


def a_new_member(channel: Channel) -> Reviewable:
    user = make.member(approved_at=None)
    return actions.hold("member", user.id, about=user, reason="approval")


OF_CHANNELS = [a_topic, a_reply, a_change, a_request]
each_kind = pytest.mark.parametrize("case_in", OF_CHANNELS, ids=lambda f: f.__name__)
MakeCase = Callable[[Channel], Reviewable]


@each_kind
def test_the_cases_of_the_own_channel_stand_in_the_queue(sign_in, keeper, room, case_in: MakeCase):
    case = case_in(room)

    page = sign_in(keeper).get("/admin/moderation")

    assert page.status_code == 200
    assert f'id="case-{case.id}"' in page.text
    assert "zz" in page.text


@each_kind
def test_they_are_decided_there(sign_in, keeper, room, case_in: MakeCase):
    yes, no = case_in(room), case_in(room)
    client = sign_in(keeper)

    client.post(f"/admin/moderation/{yes.id}/approve")
    client.post(f"/admin/moderation/{no.id}/reject", data={"note": "zzNot so."})

    decided = [queries.case_by_id(case.id) for case in (yes, no)]
    assert [case.decision for case in decided] == ["approved", "rejected"]
    assert [case.decided_by_id for case in decided] == [keeper.id] * 2
    assert "zzNot so." in client.get("/admin/moderation/decided").text


@pytest.mark.parametrize("case_in", [*OF_CHANNELS, a_new_member], ids=lambda f: f.__name__)
@pytest.mark.parametrize("verb", ["approve", "reject", "dismiss"])
def test_cases_from_elsewhere_are_not_there(sign_in, keeper, case_in: MakeCase, verb):
    case = case_in(a_room("zzKettles"))
    client = sign_in(keeper)

    page = client.get("/admin/moderation")
    answer = client.post(f"/admin/moderation/{case.id}/{verb}", data={"note": ""})

    assert (page.status_code, answer.status_code) == (200, 404)
    assert f'id="case-{case.id}"' not in page.text
    assert "Nothing waits" in page.text
    assert queries.waiting_count(by=keeper) == 0
    assert queries.case_by_id(case.id).is_open
    with pytest.raises(NotFound):
        queries.case_by_id(case.id, by=keeper)


@pytest.mark.parametrize("case_in", [*OF_CHANNELS, a_new_member], ids=lambda f: f.__name__)
def test_no_action_passes_by_the_queue(keeper, case_in: MakeCase):
    case = case_in(a_room("zzKettles"))

    for verb in (actions.approve, actions.reject, actions.dismiss):
        with pytest.raises(Refused):
            verb(keeper, queries.case_by_id(case.id))

    assert queries.case_by_id(case.id).is_open


@each_kind
def test_what_was_decided_elsewhere_is_not_shown(sign_in, keeper, case_in: MakeCase):
    case = case_in(a_room("zzKettles"))
    actions.reject(make.moderator(), case, "zzBetween us.")

    page = sign_in(keeper).get("/admin/moderation/decided").text

    assert "Nothing decided yet" in page
    assert "zzBetween us." not in page


def test_cases_whose_thing_is_gone_are_for_staff(sign_in, keeper, room):
    case = actions.hold("post", 999, about=make.member(), reason="channel")

    assert f"case-{case.id}" not in sign_in(keeper).get("/admin/moderation").text
    assert f"case-{case.id}" in sign_in(make.moderator()).get("/admin/moderation").text


def test_a_case_of_the_own_channel_is_not_put_away(sign_in, keeper, room):
    case = a_topic(room)

    assert sign_in(keeper).post(f"/admin/moderation/{case.id}/dismiss").status_code == 403
    assert queries.case_by_id(case.id).is_open


def test_who_looks_after_no_channel_sees_no_queue(sign_in, guest, room):
    case = a_topic(room)

    for browser in (guest, sign_in(make.member()), sign_in(make.insider(room))):
        for path in ("/admin/moderation", "/admin/moderation/decided"):
            assert browser.get(path).status_code == 403
        assert browser.post(f"/admin/moderation/{case.id}/approve").status_code == 403
    assert queries.case_by_id(case.id).is_open


def test_who_looked_after_a_channel_once_sees_nothing_any_more(sign_in, keeper, room):
    case = a_topic(room)
    channels.appoint(make.moderator(), room, place_in(room, keeper.id), ChannelRole.MEMBER)
    client = sign_in(keeper)

    assert client.get("/admin/moderation").status_code == 403
    assert client.post(f"/admin/moderation/{case.id}/approve").status_code == 403


@pytest.mark.parametrize(
    "path",
    ["/admin", "/admin/members", "/admin/channels", "/admin/settings", "/admin/audit"],
)
def test_the_other_staff_pages_stay_closed(sign_in, keeper, path):
    answer = sign_in(keeper).get(path)

    assert answer.status_code in {403, 404}
    assert "/admin" not in answer.text.replace("/admin/moderation", "")


def test_the_queue_leads_to_the_training_and_to_no_other_staff_page(sign_in, keeper, room):
    a_topic(room)

    page = sign_in(keeper).get("/admin/moderation").text

    assert 'href="/admin/moderation"' in page
    assert 'href="/admin/training"' in page
    for own in ('href="/admin/moderation', 'href="/admin/training"'):
        page = page.replace(own, "")
    assert 'href="/admin' not in page


def test_the_page_of_the_people_stays_and_leads_to_the_queue(sign_in, keeper, room):
    client = sign_in(keeper)
    a_request(room)

    assert "zzPlease" in client.get(f"/c/{room.slug}/members").text
    assert 'href="/admin/moderation"' in client.get(f"/c/{room.slug}/about").text


def test_the_queue_costs_the_same_for_few_and_many(sign_in, keeper, room):
    client = sign_in(keeper)

    def cost():
        with count_queries() as seen:
            assert client.get("/admin/moderation").status_code == 200
        return len(seen)

    a_topic(room)
    few = cost()
    for _ in range(4):
        a_topic(room)

    assert cost() == few
