"""Beginning conversations and writing in them: who may, whom, and how often."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import Standing
from forum.drafts import actions as drafts
from forum.drafts import queries as kept
from forum.kernel import clock
from forum.kernel.db import db
from forum.members import actions as members
from forum.messages import actions
from forum.messages.actions import NewConversation
from forum.messages.models import Conversation, Message, Reach
from tests.messages.talking import begin, member, place, reason_of, send
from tests.support import make


def count(model) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_a_conversation_begins_with_its_first_message(app, sign_in):
    ann, ben = member(), member()

    answer = sign_in(ann).post("/messages/new", data={"to": f"@{ben.username}", "body": "**Hi**"})
    page = sign_in(ben).get("/messages", follow_redirects=True).text

    assert answer.status_code == 302
    assert count(Conversation) == 1
    assert "talk--new" in page
    assert ann.display_name in page
    inside = sign_in(ben).get(answer.headers["Location"]).text
    assert "<strong>Hi</strong>" in inside


def test_both_write_and_the_newest_stands_at_the_end(app, sign_in):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id

    answer = sign_in(ben).post(f"/messages/{talk}", data={"body": "Good to hear."})

    assert answer.headers["Location"].endswith(f"/messages/{talk}?page=1#post-2")
    page = sign_in(ann).get(f"/messages/{talk}").text
    assert page.index("Hello there.") < page.index("Good to hear.")


def test_a_form_sent_twice_is_said_once(app, sign_in):
    ann, ben = member(), member()
    client = sign_in(ann)

    for _ in range(2):
        client.post("/messages/new", data={"to": ben.username, "body": "Hi", "client_key": "k1"})
    talk = db.session.scalar(select(Conversation.id))
    for _ in range(2):
        client.post(f"/messages/{talk}", data={"body": "Again", "client_key": "k2"})
    client.post(f"/messages/{talk}", data={"body": "Another text", "client_key": "k2"})

    assert count(Conversation) == 1
    assert count(Message) == 3


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"to": ""}, "to: nobody"),
        ({"to": "no-such-member"}, "to: unknown"),
        ({"title": "x" * 121}, "title: too_long"),
        ({"body": " \n "}, "body: empty"),
        ({"body": "x" * 32_001}, "body: too_long"),
    ],
)
def test_what_cannot_be_sent_is_told_at_its_field(app, sign_in, given, words):
    ann, ben = member(), member(username="ben")
    asked = {"to": "ben", "body": "Keep these words.", "title": ""} | given

    assert reason_of(actions.begin, ann, NewConversation(**asked)) == words
    answer = sign_in(ann).post("/messages/new", data=asked)
    assert answer.status_code == 422
    assert "field__error" in answer.text
    assert asked["body"] in answer.text
    assert count(Conversation) == 0
    assert ben.id


def test_who_is_closed_or_not_in_yet_cannot_be_written_to(app):
    ann = member()
    closed = make.member(deactivated_at=clock.now())
    waiting = make.member(approved_at=None)

    assert reason_of(begin, ann, closed) == "to: unknown"
    assert reason_of(begin, ann, waiting) == "to: unknown"


def test_a_block_and_the_wish_for_no_messages_are_told_in_the_same_words(app, sign_in):
    ann, blocker, quiet = member(), member(), member()
    members.block(blocker, ann)
    actions.choose_reach(quiet, Reach.NOBODY)

    assert reason_of(begin, ann, blocker) == "to: not_reachable"
    assert reason_of(begin, ann, quiet) == "to: not_reachable"
    assert reason_of(begin, blocker, ann) == "to: you_blocked"
    words = [
        sign_in(ann).post("/messages/new", data={"to": one.username, "body": "Hi"}).text
        for one in (blocker, quiet)
    ]
    errors = [page.partition("field__error")[2].partition("</p>")[0] for page in words]
    assert errors[0].replace(blocker.username, "") == errors[1].replace(quiet.username, "")


def test_somebody_may_take_messages_only_of_those_they_follow(app):
    ann, ben, choosy = member(), member(), member()
    actions.choose_reach(choosy, Reach.FOLLOWED)
    members.follow(choosy, ann)

    assert reason_of(begin, ann, choosy) == ""
    assert reason_of(begin, ben, choosy) == "to: not_reachable"


def test_the_team_may_always_write(app):
    ann, moderator = member(), make.moderator()
    actions.choose_reach(ann, Reach.NOBODY)

    assert reason_of(begin, moderator, ann) == ""


def test_in_a_talk_of_two_a_block_ends_the_writing(app, sign_in):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    members.block(ben, ann)

    answer = sign_in(ann).post(f"/messages/{talk}", data={"body": "Please listen."})

    assert answer.status_code == 403
    assert "Please listen." in answer.text
    assert reason_of(send, ann, talk) == "not_reachable"
    assert reason_of(send, ben, talk) == "you_blocked"


def test_among_several_a_block_leaves_the_talk_to_the_others(app):
    ann, ben, cai = member(), member(), member()
    talk = begin(ann, ben, cai).conversation_id
    members.block(ben, ann)

    assert reason_of(send, ann, talk) == ""
    assert reason_of(send, ben, talk) == ""


def test_where_everybody_else_left_nobody_is_written_to(app):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    actions.leave(ben, place(ben, talk))

    assert reason_of(send, ann, talk) == "nobody_here"


def test_a_silenced_member_writes_to_the_team_only(app):
    ann, ben, moderator = member(), member(), make.moderator()
    talk = begin(ann, ben).conversation_id
    ann.silenced_until = clock.now() + timedelta(days=1)
    make.save(ann)

    assert reason_of(begin, ann, ben) == "to: silenced"
    assert reason_of(send, ann, talk) == "silenced"
    assert reason_of(begin, ann, moderator) == ""
    assert reason_of(begin, ann, moderator, ben) == "to: silenced"


def test_standing_bounds_how_many_conversations_begin_in_a_day(app, sign_in):
    new = make.member(standing=Standing.NEW)
    for _ in range(2):
        begin(new, member())

    assert reason_of(begin, new, member()) == "standing_conversations"
    assert sign_in(new).get("/messages/new").status_code == 403
    with clock.at(clock.now() + timedelta(days=1, minutes=1)):
        assert reason_of(begin, new, member()) == ""


def test_standing_bounds_to_how_many_one_writes(app):
    new, two = make.member(standing=Standing.NEW), (member(), member())

    assert reason_of(begin, new, *two) == "to: too_many"
    talk = begin(new, two[0]).conversation_id
    assert reason_of(actions.add, new, place(new, talk), two[1].username) == "to: too_many"


def test_guidelines_that_changed_are_agreed_to_before_a_message_goes(app, sign_in):
    ann, ben = member(), member()
    make.guidelines()

    client = sign_in(ann)
    asked = client.post("/messages/new", data={"to": ben.username, "body": "Hi", "title": ""})
    agreed = client.post(
        "/messages/new", data={"to": ben.username, "body": "Hi", "title": "", "agreed": "1"}
    )

    assert asked.status_code == 403
    assert "Hi" in asked.text
    assert kept.draft_of(ann, "message_new") is None
    assert agreed.status_code == 302
    assert count(Message) == 1


def test_a_draft_waits_until_it_is_sent(app, sign_in):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    drafts.save(ann, f"message:{talk}", body="Half a thought")
    client = sign_in(ann)

    assert "Half a thought" in client.get(f"/messages/{talk}").text
    assert f"/messages/{talk}#reply" in client.get("/drafts").text
    client.post(f"/messages/{talk}", data={"body": "A whole one"})

    assert kept.draft_of(ann, f"message:{talk}") is None


def test_a_text_for_a_talk_that_one_left_is_given_back(app, sign_in):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    actions.leave(ann, place(ann, talk))

    answer = sign_in(ann).post(f"/messages/{talk}", data={"body": "Too late now."})

    assert answer.status_code == 404
    assert "Too late now." in answer.text


def test_the_button_on_a_profile_leads_to_a_new_conversation(app, sign_in, guest):
    ann, ben, quiet, far = (member() for _ in range(4))
    actions.choose_reach(quiet, Reach.NOBODY)
    members.block(far, ann)
    client = sign_in(ann)

    assert "/messages/new?to=" not in client.get(f"/members/{ann.username}").text
    for one in (ben, quiet, far):
        assert f"/messages/new?to={one.username}" in client.get(f"/members/{one.username}").text
    assert "/messages/new?to=" not in guest.get(f"/members/{ben.username}").text
    assert f'value="{ben.username}"' in client.get(f"/messages/new?to={ben.username}").text
