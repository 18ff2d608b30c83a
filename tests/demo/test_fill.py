"""A forum that was filled, with a small part of the year but with everything special in it."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts import passwords
from forum.accounts import queries as accounts
from forum.accounts.models import Role, Session, User
from forum.bookmarks.models import Bookmark
from forum.channels.models import Channel, ChannelMember, EntryRequest
from forum.demo import actions
from forum.demo.actions import PASSWORD, HasMembers, Logins
from forum.drafts.models import Draft
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.moderation import queries as moderation
from forum.reactions.models import Reaction
from forum.reading import queries as reading
from forum.reading.models import ChannelLevel, Position
from forum.site import queries as site
from forum.topics.models import PinScope, Post, Revision, State, Topic
from forum.uploads.models import Upload
from forum.verify.queries import findings

pytestmark = pytest.mark.usefixtures("filled")


def count(model, *where):
    return db.session.scalar(select(func.count()).select_from(model).where(*where))


def topic_named(beginning):
    return db.session.scalars(select(Topic).where(Topic.title.startswith(beginning))).one()


def browser_of(app, user):
    """A browser in which a member of the demonstration is signed in."""
    token = tokens.new_token()
    with transaction():
        row = Session(user_id=user.id, token_hash=tokens.digest(token))
        row.expires_at = clock.now() + timedelta(hours=1)
        db.session.add(row)
    client = app.test_client()
    with client.session_transaction() as session:
        session["_user_id"] = token
    return client


def test_nothing_is_amiss():
    assert [(found.name, found.problems) for found in findings() if found.problems] == []


def test_a_forum_with_members_is_left_alone():
    with pytest.raises(HasMembers):
        actions.fill(0.02)


def test_the_printed_logins_work():
    logins = Logins()
    roles = {name: accounts.member_named(name).role for name in (logins.member, logins.owner)}

    assert roles == {"adaeze": Role.MEMBER, "ruth": Role.ADMIN}
    assert accounts.member_named(logins.moderator).role == Role.MODERATOR
    for name in (logins.member, logins.moderator, logins.owner):
        known = accounts.member_named(name).password_hash
        assert passwords.compare(PASSWORD, known).is_right


def test_the_brand_is_set():
    assert site.brand().name == "Kettle & Crane"
    assert site.brand().colour == "#b8472a"


def test_members_have_come_over_the_year_and_were_here_lately():
    joined = db.session.scalars(select(User.created_at)).all()

    assert len(joined) == 65
    assert 300 < (max(joined) - min(joined)).days < 400
    assert count(User, User.last_seen_at.is_(None)) == 0


def test_home_is_alive():
    newest = db.session.scalar(select(func.max(Topic.bumped_at)))
    pinned = db.session.scalars(select(Topic).where(Topic.pin_scope == PinScope.SITE)).one()

    assert clock.now() - newest < timedelta(minutes=10)
    assert pinned.title.startswith("This week’s prompt")
    assert pinned.reply_count > 20
    assert pinned.pinned_until > clock.now()


def test_the_teams_answer_stands_on_the_question_of_the_day():
    topic = topic_named("Grinder stalls")
    answer = db.session.get(Post, topic.answer_id)

    assert (answer.number, answer.author_id) == (6, accounts.member_named("kei").id)
    assert topic.answered_by_id == topic.author_id
    assert topic.view_count >= 1_204


def test_quotes_name_their_post_and_lead_there():
    topic = topic_named("Grinder stalls")
    first, reply = (
        db.session.scalars(select(Post).where(Post.topic_id == topic.id, Post.number == number))
        for number in (1, 2)
    )

    assert f"> [@sven](/p/{first.one().id}):\n> Reset did nothing" in reply.one().body


def test_some_topics_wait_are_closed_or_lie_ahead():
    ahead = db.session.scalars(select(Topic).where(Topic.state == State.SCHEDULED)).all()

    assert len(ahead) == 2
    assert all(topic.publish_at > clock.now() for topic in ahead)
    assert count(Topic, Topic.state == State.HELD) == 2
    assert count(Topic, Topic.state == State.REJECTED) == 1
    assert count(Topic, Topic.closed_at.is_not(None)) == 1
    assert count(Post, Post.state == State.DELETED) >= 1


def test_moderators_have_something_to_decide():
    kinds = sorted(entry.case.target_kind for entry in moderation.soonest(20))

    assert kinds == ["entry", "entry", "post", "post"]


def test_doors_are_kept():
    table = db.session.scalars(select(Channel).where(Channel.slug == "founders-table")).one()

    assert count(EntryRequest, EntryRequest.decided_at.is_(None)) == 2
    assert count(EntryRequest, EntryRequest.admitted_at.is_not(None)) == 1
    assert count(ChannelMember, ChannelMember.channel_id == table.id) == 9


def test_the_member_has_drafts_bookmarks_levels_and_half_read_topics():
    adaeze = accounts.member_named("adaeze")
    topic = topic_named("Grinder stalls")
    position = db.session.get(Position, (adaeze.id, topic.id))

    assert count(Draft, Draft.user_id == adaeze.id) == 3
    assert count(Bookmark, Bookmark.user_id == adaeze.id) == 5
    assert count(ChannelLevel, ChannelLevel.user_id == adaeze.id) == 3
    assert position.last_read == 6 < topic.last_number
    assert 0 < reading.unread_topics(adaeze) < 60


def test_reactions_fall_to_a_few_posts_most():
    counts = sorted(db.session.scalars(select(Post.reaction_count)), reverse=True)
    tenth = len(counts) // 10

    assert count(Reaction) == sum(counts)
    assert sum(counts[:tenth]) > sum(counts) / 4
    assert counts[-1] == 0


def test_edited_posts_have_a_history():
    edited = count(Post, Post.version > 1)

    assert edited >= 1
    assert count(Revision) == edited


def test_pictures_are_whole_and_speak():
    shown = db.session.scalars(select(Upload).where(Upload.alt != "")).all()

    assert shown
    assert all(upload.is_whole for upload in shown)


def test_texts_stand_in_their_time():
    read_late = db.session.execute(
        select(Post.id)
        .join(Topic, Topic.id == Post.topic_id)
        .where(Post.created_at < Topic.created_at)
    ).all()

    assert read_late == []
    assert count(Post, Post.created_at > clock.now()) == 0


@pytest.mark.parametrize("path", ["/", "/channels", "/c/show-your-setup", "/tags", "/unanswered"])
def test_pages_show_it(filled, path):
    page = filled.test_client().get(path)

    assert page.status_code == 200
    assert "Kettle &amp; Crane" in page.text


def test_a_member_reads_and_a_guest_does_not_see_what_is_closed(filled):
    adaeze = accounts.member_named("adaeze")
    guest, member = filled.test_client(), browser_of(filled, adaeze)

    assert guest.get("/c/workbench").status_code == 404
    assert member.get("/c/workbench").status_code == 200
    assert member.get("/drafts").status_code == 200
    assert member.get("/members/adaeze").status_code == 200
