"""A forum that was filled, with a small part of the year but with everything special in it."""

from collections import Counter
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts import passwords
from forum.accounts import queries as accounts
from forum.accounts.models import Role, Session, User
from forum.activity.models import Deed
from forum.answering.models import Call, CallState, Rung
from forum.appeals.models import Appeal
from forum.badges.models import BadgeAward
from forum.bookmarks.models import Bookmark
from forum.channels.models import Channel, ChannelMember, EntryRequest
from forum.codes.models import Code, CodeUse
from forum.commerce.models import Order
from forum.demo import actions
from forum.demo.actions import PASSWORD, HasMembers, Logins
from forum.drafts.models import Draft
from forum.feedback.models import FeedbackPart
from forum.governance.models import TransparencyMonth
from forum.kernel import clock, tokens
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launches.models import Embargo, EntryState, Launch, LaunchEntry, LaunchState
from forum.moderation import queries
from forum.moderation.models import Band, CaseState, Outcome, Reviewable, Ruling, Team
from forum.points.models import PointsEntry
from forum.reactions.models import Reaction
from forum.reading import queries as reading
from forum.reading.models import ChannelLevel, Position
from forum.replies.models import Complaint, Solved
from forum.sanctions.models import Sanction, SanctionKind
from forum.site import queries as site
from forum.topics.models import PinScope, Post, Revision, State, Topic
from forum.training.models import CalibrationNote, CalibrationRound
from forum.uploads.models import Upload
from forum.verify.queries import findings
from forum.waves.models import Wave, WavePause, WavePost, WaveState

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


def test_what_the_year_came_to_is_counted_before_anybody_looks():
    assert count(Deed) > 0
    assert count(Deed, Deed.settled_at.is_(None)) == 0
    assert count(PointsEntry) > 0
    assert count(BadgeAward) > 0


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

    # Sixty, seven who came by a link or wait, and six who came for a wave.
    assert len(joined) == 73
    assert 300 < (max(joined) - min(joined)).days < 400
    assert count(User, User.last_seen_at.is_(None), User.approved_at.is_not(None)) == 0


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


def test_moderators_have_cases_of_every_kind_and_every_urgency_to_decide():
    waiting = db.session.scalars(select(Reviewable).where(Reviewable.decided_at.is_(None))).all()
    kinds = Counter(case.target_kind for case in waiting)

    assert 24 <= len(waiting) <= 30
    assert kinds["post"] >= 14
    assert {one: kinds[one] for one in ("entry", "edit", "appeal", "member", "message_report")} == {
        "entry": 2,
        "edit": 1,
        "appeal": 3,
        "member": 2,
        "message_report": 2,
    }
    assert {case.band for case in waiting} == set(Band)
    aside = {CaseState.WAITING, CaseState.ESCALATED, CaseState.SNOOZED}
    assert {case.state for case in waiting} == {CaseState.OPEN, *aside}
    assert any(case.is_late_at(clock.now()) for case in waiting)


def test_the_team_has_decided_on_much_and_on_some_of_it_twice():
    rulings = db.session.scalars(select(Ruling).where(Ruling.carried_out_at.is_not(None))).all()
    appeals = Counter(str(outcome) for outcome in db.session.scalars(select(Appeal.outcome)))

    assert 34 <= len(rulings) <= 40
    assert {ruling.outcome for ruling in rulings} == set(Outcome)
    assert sum(ruling.needs_second for ruling in rulings) == 1
    assert appeals == {"upheld": 2, "reduced": 1, "overturned": 2, "None": 3}
    assert {one.kind for one in db.session.scalars(select(Sanction))} == {
        SanctionKind.WARNING,
        SanctionKind.SILENCE,
        SanctionKind.SUSPENSION,
    }


def test_some_texts_are_out_of_sight_until_somebody_has_looked():
    hidden = db.session.scalars(select(Post).where(Post.state == State.HIDDEN)).all()
    waiting = select(Reviewable.target_id).where(
        Reviewable.target_kind == "post", Reviewable.decided_at.is_(None)
    )

    assert {post.id for post in hidden} & set(db.session.scalars(waiting))


def test_a_wave_was_cleaned_up_with_the_accounts_made_for_it():
    wave = db.session.scalars(select(Wave)).one()
    posts = db.session.scalars(
        select(Post).join(WavePost, WavePost.post_id == Post.id).where(WavePost.wave_id == wave.id)
    ).all()

    assert wave.state == WaveState.SWEPT
    assert len(posts) >= 8
    assert {post.state for post in posts} <= {State.DELETED, State.REJECTED}
    assert count(WavePause) == 6


def test_one_complaint_is_settled_and_one_waits_with_a_promise():
    complaints = db.session.scalars(select(Complaint)).all()
    settled = [one for one in complaints if one.solved == Solved.YES]
    waits = [one for one in complaints if one.closed_at is None]

    assert (len(settled), len(waits)) == (1, 1)
    assert settled[0].kept_at and settled[0].closing_post_id
    assert waits[0].promise and waits[0].promised_for > clock.now()


def test_both_teams_have_hours_and_people_and_the_ladder_was_tried():
    teams = db.session.scalars(select(Team).order_by(Team.name)).all()

    assert [(team.name, len(queries.members_of(team))) for team in teams] == [
        ("Moderation", 3),
        ("Workshop", 2),
    ]
    assert all(any(team.hours) and team.holidays for team in teams)
    assert {rung.level for rung in db.session.scalars(select(Rung))} == {1, 2, 3, 4}
    assert [call.state for call in db.session.scalars(select(Call))] == [CallState.ACKNOWLEDGED]


def test_the_team_has_accounted_for_a_month_and_compared_how_it_decides():
    found = db.session.scalars(select(CalibrationRound)).one()

    assert count(TransparencyMonth) >= 1
    assert (found.people, found.closed_at is None) == (3, False)
    assert 0.5 < found.share < 1
    assert count(CalibrationNote) == 2


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


def test_a_launch_was_drawn_sold_and_heard_and_another_one_is_open(filled):
    drawn, kettle, roast = db.session.scalars(select(Launch).order_by(Launch.id))

    taken = count(LaunchEntry, LaunchEntry.state == EntryState.CLAIMED)
    assert count(LaunchEntry, LaunchEntry.launch_id == drawn.id, LaunchEntry.rank == 1) == 1
    assert taken == count(Code, Code.user_id.is_not(None)) > 12
    assert count(CodeUse) == count(Order) > 5
    assert count(FeedbackPart, FeedbackPart.sent_at.is_not(None)) == 6
    assert (kettle.state, kettle.pool_id is None) == (LaunchState.SCHEDULED, False)
    assert (roast.state, roast.embargo) == (LaunchState.IN_REVIEW, Embargo.SECRET)
