"""What every page wants to know of a member comes with the member, and is never somebody else's."""

import pytest

from forum.drafts import actions as drafts
from forum.kernel.db import db
from forum.members import actions as people
from forum.members import queries as members
from forum.messages import queries as messages
from forum.notices import queries as notices
from tests.support import make
from tests.support.queries import count_queries

ASKED_ALONG = ("drafts", "member_blocks", "held_edits", "inboxes", "participants", "first_posts")


@pytest.fixture
def topic(app):
    return make.topic()


def asked_apart(statements: list[str]) -> list[str]:
    """The tables that were asked by a statement of their own."""
    others = [text for text in statements if "FROM sessions" not in text]
    firsts = [text.partition("FROM ")[2].split()[0] for text in others]
    return [name for name in ASKED_ALONG if name in firsts]


@pytest.mark.parametrize("path", ["/", "/t/{slug}/{topic}"])
def test_a_page_does_not_ask_for_what_a_member_has_none_of(topic, sign_in, path):
    client = sign_in(make.member())
    address = path.format(slug=topic.slug, topic=topic.id)
    client.get(address)

    with count_queries() as seen:
        assert client.get(address).status_code == 200

    assert asked_apart(seen) == []


def test_a_draft_is_back_in_the_form_it_was_typed_into(topic, sign_in):
    member = make.member()
    drafts.save(member, f"reply:{topic.id}", body="Half a thought")

    page = sign_in(member).get(f"/t/{topic.slug}/{topic.id}").text

    assert "Half a thought" in page


def test_a_number_is_known_only_of_whoever_looks(app, sign_in):
    one, other = make.member(), make.member()
    people.block(one, other)

    with sign_in(one) as client:
        client.get("/")

        assert members.BLOCKS.known(one.id) == 1
        assert members.BLOCKS.known(other.id) is None
        assert members.blocked_by(other.id) == frozenset()
        assert members.blocked_by(one.id) == {other.id}


def test_a_number_is_not_known_any_more_once_something_was_written(app, sign_in):
    one, other = make.member(), make.member()

    with sign_in(one) as client:
        client.get("/")
        assert members.BLOCKS.known(one.id) == 0
        people.block(one, other)

        assert members.BLOCKS.known(one.id) is None
        assert members.blocked_by(one.id) == {other.id}


def test_nobody_is_told_numbers_outside_of_a_request(app):
    member = make.member()

    assert members.BLOCKS.known(member.id) is None
    assert messages.unread_count(member) == notices.unread_count(member) == 0
    assert db.session.is_active
