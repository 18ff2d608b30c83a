import pytest

from forum.topics import actions, queries
from forum.topics.actions import NewPost
from forum.topics.models import State
from tests.support import make

PAGES = ("pin", "slow", "schedule", "move", "merge", "split")


@pytest.fixture
def topic(app):
    made = make.topic(title="A talk about lids")
    make.post(topic=made, body="First reply.")
    make.post(topic=made, body="Second reply.")
    return made


@pytest.fixture
def moderator(sign_in):
    return sign_in(make.moderator())


@pytest.mark.parametrize("page", PAGES)
def test_a_moderator_opens_the_page_and_a_member_does_not(topic, moderator, sign_in, page):
    address, author = f"/t/{topic.id}/{page}", sign_in(topic.author)

    assert moderator.get(address).status_code == 200
    assert author.get(address).status_code == 403


def test_closing_and_reopening_is_one_press_each(topic, moderator):
    moderator.post(f"/t/{topic.id}/close")
    assert topic.is_closed

    moderator.post(f"/t/{topic.id}/reopen")
    assert not topic.is_closed


def test_a_pin_is_put_and_taken_away(topic, moderator):
    moderator.post(f"/t/{topic.id}/pin", data={"scope": "site", "until": ""})
    assert topic.is_pinned

    moderator.post(f"/t/{topic.id}/unpin")
    assert not topic.is_pinned


def test_a_moment_that_has_passed_is_refused_and_stays_typed(topic, moderator):
    answer = moderator.post(
        f"/t/{topic.id}/pin", data={"scope": "channel", "until": "2001-01-01T10:00"}
    )

    assert answer.status_code == 422
    assert "2001-01-01T10:00" in answer.text
    assert "still to come" in answer.text


def test_slow_mode_is_saved(topic, moderator):
    moderator.post(f"/t/{topic.id}/slow", data={"seconds": "300"})

    assert topic.slow_mode_seconds == 300


@pytest.mark.parametrize("seconds", ["-1", "1000000", "soon"])
def test_a_pause_that_cannot_be_changes_nothing(topic, moderator, seconds):
    moderator.post(f"/t/{topic.id}/slow", data={"seconds": seconds})

    assert topic.slow_mode_seconds == 0


def test_a_topic_moves_to_the_channel_that_was_chosen(topic, moderator):
    target = make.channel(name="Elsewhere")

    answer = moderator.post(f"/t/{topic.id}/move", data={"channel": target.slug})

    assert answer.status_code == 302
    assert topic.channel_id == target.id


def test_a_channel_that_does_not_exist_is_refused(topic, moderator):
    answer = moderator.post(f"/t/{topic.id}/move", data={"channel": "nowhere"})

    assert answer.status_code == 422


@pytest.mark.parametrize("typed", ["/t/any-words/{}", "https://forum.example/t/x/{}?page=2", "{}"])
def test_merging_shows_the_other_topic_before_it_happens(topic, moderator, typed):
    other = make.topic(title="All about lids")
    address = f"/t/{topic.id}/merge"

    question = moderator.post(address, data={"into": typed.format(other.id)})
    assert "All about lids" in question.text
    assert topic.merged_into_id is None
    moderator.post(address, data={"into": str(other.id), "sure": "yes"})

    assert topic.merged_into_id == other.id


def test_a_topic_that_is_not_there_cannot_be_merged_into(topic, moderator):
    answer = moderator.post(f"/t/{topic.id}/merge", data={"into": "/t/gone/99999"})

    assert answer.status_code == 422
    assert "no such topic" in answer.text


def test_a_split_takes_the_chosen_replies_and_all_later_ones(topic, moderator):
    make.post(topic=topic, body="Third reply.")

    answer = moderator.post(
        f"/t/{topic.id}/split",
        data={"title": "Only about lids", "numbers": ["3"], "later": "yes"},
    )

    made = queries.visible_topic(make.member(), int(answer.location.rsplit("/", 1)[1]))
    assert [post.text for post in queries.all_posts(made)] == ["Second reply.", "Third reply."]
    assert made.state == State.PUBLISHED


def test_a_split_without_a_title_keeps_what_was_chosen(topic, moderator):
    answer = moderator.post(f"/t/{topic.id}/split", data={"title": "", "numbers": ["2"]})

    assert answer.status_code == 422
    assert "Second reply." in answer.text


def test_an_old_address_leads_to_where_the_talk_went_on(topic, moderator, guest):
    other = make.topic(title="All about lids")
    actions.merge(make.moderator(), topic, other)
    actions.reply(make.member(), other, NewPost("And on."))

    answer = guest.get(f"/t/{topic.slug}/{topic.id}")

    assert answer.status_code == 301
    assert answer.location.endswith(f"/{other.id}")


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:8000/t/a-topic/{}/2#post-2", "https://forum2/t/a-topic/{}?page=2", "{}"],
)
def test_the_topic_that_stays_is_named_by_any_of_its_addresses(topic, moderator, address):
    into = make.topic(title="The talk that stays")

    answer = moderator.post(f"/t/{topic.id}/merge", data={"into": address.format(into.id)})

    assert "The talk that stays" in answer.text


@pytest.mark.parametrize(
    ("moment", "zone"),
    [
        ("tomorrow", "UTC"),
        # Moments that are in no year at all elsewhere.
        ("0001-01-01T00:00", "Pacific/Auckland"),
        ("9999-12-31T23:59", "America/New_York"),
    ],
)
@pytest.mark.parametrize(("page", "field"), [("pin", "until"), ("schedule", "publish_at")])
def test_what_is_no_moment_is_refused(sign_in, page, field, moment, zone):
    topic, moderator = make.topic(), sign_in(make.moderator(time_zone=zone))

    answer = moderator.post(f"/t/{topic.id}/{page}", data={"scope": "channel", field: moment})

    assert answer.status_code == 422
    assert not topic.is_pinned


@pytest.mark.parametrize("seconds", ["", "a minute"])
def test_what_is_no_pause_does_not_end_the_one_there_is(topic, moderator, seconds):
    moderator.post(f"/t/{topic.id}/slow", data={"seconds": "300"})

    answer = moderator.post(f"/t/{topic.id}/slow", data={"seconds": seconds})

    assert answer.status_code == 422
    assert topic.slow_mode_seconds == 300
