"""What members are told of standing, thanks, messages, newcomers and what is reached together."""

import pytest

from forum.accounts.models import Role, Standing, User
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.members import actions as members
from forum.messages.models import Conversation, Participant
from forum.messages.signals import ConversationRead, MessageSent
from forum.newcomers.models import Circle, FirstPost, InvitationSource
from forum.newcomers.signals import (
    BuddyAsked,
    CircleReviewDue,
    FirstPostOverdue,
    InvitedMemberActive,
    SourcePaused,
)
from forum.notices.actions import news as telling
from forum.recognition import actions as recognition
from forum.recognition.models import GroupGoal, Thanks
from forum.recognition.queries import values
from forum.recognition.signals import (
    GroupGoalReached,
    PersonalMilestone,
    SpotlightBegan,
    SpotlightOffered,
    ThanksGiven,
)
from forum.standing.signals import StandingChanged
from tests.notices.told import kinds, notices, unread
from tests.support import make

PAGE = "/notices"


@pytest.fixture
def ada():
    return make.member(username="ada", display_name="Ada")


def say(signal):
    with transaction():
        announce(signal)


def test_standing_is_told_upwards_and_downwards(ada, sign_in):
    say(StandingChanged(ada.id, Standing.BASIC, Standing.MEMBER))
    say(StandingChanged(ada.id, Standing.MEMBER, Standing.BASIC))
    page = sign_in(ada).get(PAGE).text

    assert "You may do more here now: you stand as member" in page
    assert "You stand as known here for now" in page


def test_thanks_for_a_post_lead_to_it_and_say_why(ada, sign_in):
    grace, topic = make.member(display_name="Grace"), make.topic(author=ada)
    post = make.post(topic=topic, author=ada)
    thanks = make.save(
        Thanks(author_id=grace.id, to_id=ada.id, value="Helpful", note="Neat.", post_id=post.id)
    )
    say(ThanksGiven(thanks.id, grace.id, ada.id, "Helpful", post.id))
    browser = sign_in(ada)

    page = browser.get(PAGE).text
    assert "Grace thanks you: Helpful" in page and "They say: Neat." in page
    assert browser.get(f"{PAGE}/{notices(ada)[0].id}").location == f"/p/{post.id}"


def test_thanks_that_were_taken_back_are_told_to_nobody(ada, sign_in):
    grace, anna = make.member(display_name="Grace"), make.member(display_name="Anna")
    new = recognition.NewThanks(values()[0])
    given = recognition.thank(grace, ada, new)
    recognition.thank(anna, ada, new)

    recognition.withdraw(grace, given)

    page = sign_in(ada).get(PAGE).text
    assert "Anna thanks you" in page and "Grace" not in page
    assert unread(ada) == 1


def test_messages_are_gathered_by_conversation_and_read_by_reading(ada, sign_in):
    grace = make.member(display_name="Grace")
    talk = make.save(Conversation(author_id=grace.id))
    for one in (ada, grace):
        make.save(Participant(conversation_id=talk.id, user_id=one.id))
    say(MessageSent(1, talk.id, grace.id))
    say(MessageSent(2, talk.id, grace.id))

    assert kinds(ada) == ["message"] and kinds(grace) == []
    browser = sign_in(ada)
    assert "2 new messages, the last one by Grace" in browser.get(PAGE).text
    say(ConversationRead(talk.id, ada.id))
    assert unread(ada) == 0
    say(MessageSent(3, talk.id, grace.id))
    assert unread(ada) == 1 and len(notices(ada)) == 2


def test_who_muted_a_conversation_left_it_or_blocked_the_author_is_not_told(ada):
    grace, left, quiet = (make.member() for _ in range(3))
    talk = make.save(Conversation(author_id=grace.id))
    for one, given in (
        (ada, {}),
        (grace, {}),
        (left, {"left_at": clock.now()}),
        (quiet, {"muted_at": clock.now()}),
    ):
        make.save(Participant(conversation_id=talk.id, user_id=one.id, **given))
    members.block(ada, grace)

    say(MessageSent(1, talk.id, grace.id))

    assert kinds(ada) == kinds(left) == kinds(quiet) == []


def test_the_team_and_the_buddy_are_told_of_a_first_post(ada, sign_in):
    boss, new = make.moderator(), make.member(display_name="Newt")
    topic = make.topic(author=new)
    post = make.post(topic=topic, author=new)
    first = make.save(
        FirstPost(
            post_id=post.id,
            user_id=new.id,
            topic_id=topic.id,
            published_at=clock.now(),
            due_at=clock.now(),
        )
    )
    say(FirstPostOverdue(first.id, post.id))
    say(BuddyAsked(first.id, ada.id))

    assert kinds(boss) == ["first_post_overdue"] and kinds(ada) == ["buddy"]
    browser = sign_in(boss)
    assert "Nobody has replied to the first post of Newt" in browser.get(PAGE).text
    assert browser.get(f"{PAGE}/{notices(boss)[0].id}").location == f"/p/{post.id}"


def test_what_is_for_the_team_is_seen_by_nobody_who_is_in_it_no_more(sign_in):
    boss = make.moderator()
    circle = make.save(Circle(name="Roasters", channel_id=make.channel().id, created_by_id=boss.id))
    say(CircleReviewDue(circle.id))
    assert "Roasters" in sign_in(boss).get(PAGE).text

    with transaction():
        db.session.get(User, boss.id).role = Role.MEMBER
    assert "Roasters" not in sign_in(boss).get(PAGE).text


def test_a_reached_goal_is_told_to_everybody_by_the_worker(ada, work, monkeypatch):
    monkeypatch.setattr(telling, "BATCH", 2)
    others = [make.member() for _ in range(4)]
    goal = make.save(
        GroupGoal(title="A thousand answers", what="answers", target=1, created_by_id=ada.id)
    )
    say(GroupGoalReached(goal.id))
    say(GroupGoalReached(goal.id))
    work()

    assert all(kinds(one) == ["goal"] for one in (ada, *others))


def test_milestones_invitations_and_spotlights_are_told_once(ada, sign_in):
    new = make.member(username="newt", display_name="Newt")
    for _ in range(2):
        say(PersonalMilestone(ada.id, "years", 2))
        say(InvitedMemberActive(1, ada.id, new.id))
        say(SpotlightOffered(1, ada.id))
        say(SpotlightBegan(1, ada.id))

    assert sorted(kinds(ada)) == ["invited", "milestone", "spotlight", "spotlight_offer"]


def test_paused_invitations_are_told_to_the_team_by_their_name(sign_in):
    boss = make.moderator()
    source = make.save(InvitationSource(name="Spring fair"))
    say(SourcePaused(source.id))

    assert "The invitations of Spring fair are paused" in sign_in(boss).get(PAGE).text


def test_thanks_for_what_one_may_not_read_any_more_are_not_counted(ada):
    room = make.channel(visibility=Visibility.PRIVATE)
    grace = make.insider(room)
    post = make.post(topic=make.topic(channel=room), author=ada)
    thanks = make.save(Thanks(author_id=grace.id, to_id=ada.id, value="Helpful", post_id=post.id))

    say(ThanksGiven(thanks.id, grace.id, ada.id, "Helpful", post.id))

    assert notices(ada) == [] and unread(ada) == 0
