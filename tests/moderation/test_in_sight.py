"""What the page of a case says at once: whether the text can be read now, by what it cannot, and
until when its author is kept out."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import actions as moderation
from forum.moderation.models import Outcome
from forum.topics import actions as topics
from forum.topics.models import Post
from tests.moderation.flagging import agreed, as_it_is, case_of, decide, flag, judge, some_post
from tests.support import make
from tests.topics.writing import fresh, reply, start

ONLY = "Only its author and the team see it."


@pytest.fixture
def seen(app, sign_in):
    """What somebody of the team reads on the page of the case."""
    ben = sign_in(judge())

    def read(case):
        return ben.get(f"/admin/moderation?case={case.id}").text

    return read


def test_a_flagged_text_that_all_can_read_is_called_so(seen):
    post = some_post()
    flag(post)

    assert "Everybody who may read the channel can read it now." in seen(case_of(post))


def test_what_flags_have_hidden_says_by_what(seen):
    post = some_post()
    flag(post, judge())
    assert as_it_is(post).is_hidden

    page = seen(case_of(post))

    assert "Hidden now, by the flags of members." in page
    assert ONLY in page


def test_what_a_decision_has_hidden_says_so_though_flags_had_hidden_it_before(seen):
    post = some_post()
    flag(post, judge())
    case = case_of(post)

    decide(post, Outcome.HIDE, words="Kindly, please.")

    assert "Hidden now, by a decision of the team." in seen(case)


def test_what_the_author_has_mended_is_still_hidden_by_whoever_hid_it(seen):
    post = some_post()
    flag(post)
    decide(post, Outcome.HIDE, words="Kindly, please.")
    moderation.hold("post", post.id, about=post.author, reason="mended")

    assert "Hidden now, by a decision of the team." in seen(case_of(post))


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("automod", "Not to be read yet: a rule of the house holds it."),
        ("channel", "Not to be read yet: in this channel everything is read first."),
        ("again", "Not to be read yet: it waits for a decision."),
    ],
)
def test_what_is_held_says_by_what(seen, reason, words):
    room = make.channel(reviewed_since=clock.now())
    post = reply(start(judge(), room), agreed())
    with transaction():
        case = case_of(post)
        case.reason = reason

    page = seen(case)

    assert words in page
    assert ONLY in page


def test_a_reply_goes_out_of_sight_with_its_topic(seen):
    post = some_post()
    flag(post)
    opening = select(Post).where(Post.topic_id == post.topic_id, Post.number == 1)

    topics.hide(fresh(db.session.scalars(opening).one()), judge())

    assert "Out of sight now, because its topic is." in seen(case_of(post))


@pytest.mark.parametrize(("column", "name"), [("suspended", "Suspended"), ("silenced", "Silenced")])
def test_beside_a_case_stands_until_when_its_member_is_kept_out(seen, column, name):
    until = clock.now().replace(microsecond=0) + timedelta(days=2)
    post = some_post()
    flag(post)
    with transaction():
        setattr(db.session.merge(post.author), f"{column}_until", until)

    page = seen(case_of(post))

    assert f"{name} until" in page
    assert f'<time datetime="{until.isoformat()}">' in page


def test_what_is_over_is_not_told(seen):
    over = datetime(2026, 1, 1, tzinfo=UTC)
    post = some_post(agreed(suspended_until=over, silenced_until=over))
    flag(post)

    page = seen(case_of(post))

    assert "Suspended until" not in page
    assert "Silenced until" not in page
