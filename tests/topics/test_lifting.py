"""Lifting messages out of a live channel where something is out of the ordinary."""

import pytest

from forum.audit.models import AuditEntry
from forum.channels import actions as channels
from forum.channels.models import Kind
from forum.kernel.db import db
from forum.topics import actions, queries, settings
from forum.topics.actions import NewPost
from tests.support import make
from tests.topics.writing import choose, fresh


@pytest.fixture
def stream(app):
    made = channels.create(make.admin(), channels.Plan("At the counter", kind=Kind.LIVE))
    return fresh(queries.standing_topic(made))


def lifted(client, stream, numbers, into):
    data = {"numbers": numbers, "title": "Out of the stream", "channel": into.slug}
    return client.post(f"/t/{stream.id}/lift", data=data)


def test_a_stream_of_which_all_was_lifted_says_where_it_went(stream, sign_in):
    moderator, address = make.moderator(), f"/c/{stream.channel.slug}/live"
    message = actions.reply(moderator, stream, NewPost("First words."))

    lifted(sign_in(moderator), stream, message.number, make.channel())
    page = sign_in(moderator).get(address).text

    assert "Out of the stream" in page
    assert "Quiet so far" not in page


def test_slow_mode_does_not_hold_back_where_the_messages_come_from(stream, sign_in):
    choose(settings.LIFTING, "authors")
    author, into = make.member(), make.channel(slow_mode_seconds=600)
    message = actions.reply(author, stream, NewPost("My own words."))

    answer = lifted(sign_in(author), stream, message.number, into)
    page = sign_in(author).get(answer.location).text

    assert "Lifted out of the stream" in page


@pytest.mark.parametrize("number", ["9" * 30, "-1", "0", "many"])
def test_a_number_that_was_never_given_lifts_nothing(stream, sign_in, number):
    moderator = make.moderator()
    actions.reply(moderator, stream, NewPost("First words."))

    answer = lifted(sign_in(moderator), stream, number, make.channel())

    assert answer.status_code == 422
    assert "Choose what shall move." in answer.text


def test_no_channel_is_chosen_before_somebody_chooses(stream, sign_in):
    moderator, into = make.moderator(), make.channel()
    message = actions.reply(moderator, stream, NewPost("First words."))
    data = {"numbers": message.number, "title": "Out of the stream", "channel": ""}

    page = sign_in(moderator).get(f"/t/{stream.id}/lift").text
    answer = sign_in(moderator).post(f"/t/{stream.id}/lift", data=data)

    assert page.index("Choose a channel") < page.index(f'value="{into.slug}"')
    assert answer.status_code == 422
    assert "Choose a channel." in answer.text


def test_the_audit_log_says_how_many_messages_were_lifted_and_out_of_what(stream, sign_in):
    admin = make.admin()
    numbers = [actions.reply(admin, stream, NewPost(f"zz{n}")).number for n in ("one", "two")]

    lifted(sign_in(admin), stream, numbers, make.channel())

    line = db.session.scalars(db.select(AuditEntry).where(AuditEntry.verb == "topics.lift")).one()
    assert (line.after["messages"], line.after["from"]) == (2, "At the counter")
    page = " ".join(sign_in(admin).get("/admin/audit").text.split())
    assert "Out of the stream of" in page and "Messages" in page
