"""What somebody may not read is nowhere: not by page, number, id, quote, history or form."""

from datetime import timedelta

import pytest
from sqlalchemy import delete

from forum.channels.models import ChannelMember, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.topics import actions, queries
from forum.topics.actions import Change
from tests.support import make
from tests.topics.writing import fresh, reply, start

SECRET = "The burrs are made of moon dust"
TITLE = "Words about the moon mission"


@pytest.fixture(params=[Visibility.PRIVATE, Visibility.SECRET])
def inside(request, app):
    """A topic in a closed channel: the channel, an insider, the topic and a reply to it."""
    channel = make.channel(visibility=request.param)
    author = make.insider(channel)
    topic = start(author, channel, title=TITLE, body=SECRET, tags=("moon",))
    post = reply(topic, author, f"{SECRET}, really.")
    with clock.at(clock.now() + timedelta(days=1)):
        actions.edit(author, fresh(post), Change(f"{SECRET}!", queries.wording_of(post).mark))
    return channel, author, topic, post


def addresses(topic, post) -> list[str]:
    return [
        f"/t/{topic.slug}/{topic.id}",
        f"/t/wrong/{topic.id}",
        f"/t/{topic.slug}/{topic.id}?page=9",
        f"/t/{topic.slug}/{topic.id}/1",
        f"/p/{post.id}",
        f"/p/{post.id}/history",
        f"/p/{post.id}/history?version=1",
    ]


def test_outsiders_find_nothing_at_any_address(inside, guest, sign_in):
    _, _, topic, post = inside
    outsider = sign_in(make.member())

    for client in (guest, outsider):
        for path in addresses(topic, post):
            answer = client.get(path)
            assert answer.status_code == 404, path
            assert SECRET not in answer.text
            assert TITLE not in answer.text
    assert outsider.get(f"/p/{post.id}/edit").status_code == 404


def test_insiders_and_staff_find_everything(inside, sign_in):
    _, author, topic, post = inside

    for person in (author, make.moderator()):
        client = sign_in(person)
        for path in addresses(topic, post):
            assert client.get(path, follow_redirects=True).status_code == 200, path


def test_a_hidden_post_answers_like_one_that_is_not_there(inside, sign_in):
    *_, post = inside
    outsider = sign_in(make.member())

    for verb in ("edit", "delete", "restore", "accept", "unaccept"):
        hidden = outsider.post(f"/p/{post.id}/{verb}", data={"body": "x"})
        missing = outsider.post("/p/999999/" + verb, data={"body": "x"})
        assert hidden.status_code == missing.status_code == 404, verb
        assert hidden.text == missing.text, verb


def test_cve_2023_22487_a_quote_by_id_reveals_nothing(inside, sign_in):
    *_, post = inside
    open_topic = start()
    path = f"/t/{open_topic.slug}/{open_topic.id}"
    outsider = sign_in(make.member())

    hidden = outsider.get(f"{path}?quote={post.id}")
    missing = outsider.get(f"{path}?quote=999999")

    assert hidden.status_code == missing.status_code == 200
    assert SECRET not in hidden.text
    assert _without_keys(hidden.text) == _without_keys(missing.text)


def _without_keys(page: str) -> list[str]:
    """The lines of a page that are the same each time it is made."""
    made_anew = ("client_key", "csrf_token", "<time")
    return [line for line in page.splitlines() if not any(word in line for word in made_anew)]


@pytest.mark.parametrize("state", ["held", "rejected", "deleted"])
def test_cve_2023_22487_a_hidden_post_of_an_open_topic_is_not_quoted(sign_in, state):
    topic = start()
    post = make.post(topic=topic, body=SECRET, state=state)

    page = sign_in(make.member()).get(f"/t/{topic.slug}/{topic.id}?quote={post.id}")

    assert page.status_code == 200
    assert SECRET not in page.text


@pytest.mark.parametrize("quote", ["x", "-1", "0", "99999999999999999999", "1" * 5000])
def test_nonsense_is_not_quoted(sign_in, quote):
    topic = start()

    page = sign_in(make.member()).get(f"/t/{topic.slug}/{topic.id}?quote={quote}")

    assert page.status_code == 200


def test_a_preview_finds_no_more_than_its_author_may(inside, sign_in):
    channel, author, topic, post = inside

    text = f"/t/{topic.slug}/{topic.id} /p/{post.id} @{author.username} #moon"
    answer = sign_in(make.member()).post("/preview", data={"body": text})

    assert answer.status_code == 200
    assert SECRET not in answer.text
    assert TITLE not in answer.text
    assert channel.name not in answer.text


def test_outsiders_reply_nowhere_and_keep_their_text(inside, sign_in):
    _, _, topic, _ = inside

    answer = sign_in(make.member()).post(f"/t/{topic.id}/reply", data={"body": "My own words."})

    assert answer.status_code == 404
    assert "My own words." in answer.text
    assert TITLE not in answer.text
    assert fresh(topic).reply_count == 1


def test_outsiders_start_nothing_and_keep_their_text(inside, sign_in):
    channel, *_ = inside
    data = {"channel": channel.slug, "title": "A whole title", "body": "My own words."}
    make.channel()

    answer = sign_in(make.member()).post("/new", data=data)

    assert answer.status_code in {403, 422}
    assert "My own words." in answer.text


def test_related_topics_are_only_those_the_reader_may_read(inside, guest, sign_in):
    _, author, *_ = inside
    open_topic = start(tags=("moon",))
    path = f"/t/{open_topic.slug}/{open_topic.id}"

    assert TITLE not in guest.get(path).text
    assert TITLE in sign_in(author).get(path).text


def test_a_members_page_lists_only_what_the_reader_may_read(inside):
    _, author, topic, post = inside
    outsider = make.member()

    assert queries.topics_by(outsider, author) == []
    assert queries.replies_by(outsider, author) == []
    assert [row.id for row in queries.topics_by(author, author)] == [topic.id]
    assert [row.id for row in queries.replies_by(author, author)] == [post.id]


def test_who_was_let_out_reads_no_more(inside, sign_in):
    _, author, topic, _ = inside
    client = sign_in(author)
    assert client.get(f"/t/{topic.slug}/{topic.id}").status_code == 200

    with transaction():
        db.session.execute(delete(ChannelMember))

    assert client.get(f"/t/{topic.slug}/{topic.id}").status_code == 404


def test_cve_2026_40300_a_history_is_open_to_those_who_may_read_the_post(inside, guest, sign_in):
    _, author, _, post = inside
    path = f"/p/{post.id}/history?version=1"
    assert SECRET in sign_in(author).get(path).text

    actions.delete(author, fresh(post))

    assert guest.get(path).status_code == 404
    assert sign_in(make.member()).get(path).status_code == 404
    assert SECRET in sign_in(author).get(path).text
