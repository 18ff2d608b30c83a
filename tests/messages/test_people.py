"""Bringing people in, and leaving."""

import pytest

from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.messages import actions, checks
from tests.messages.talking import begin, member, place, reason_of, seen, send, visible


def test_who_is_brought_in_reads_what_comes_from_then_on(app, sign_in):
    ann, ben, late = member(), member(), member()
    first = begin(ann, ben, body="Before they came.")
    talk = first.conversation_id

    said = sign_in(ann).get(f"/messages/{talk}/people").text
    sign_in(ann).post(f"/messages/{talk}/people", data={"to": late.username})
    empty = sign_in(late).get(f"/messages/{talk}").text
    second = send(ben, talk, "After they came.")
    page = sign_in(late).get(f"/messages/{talk}").text

    assert "nothing of what was written before" in said
    assert "Nothing was written since you joined." in empty
    assert "After they came." in page
    assert "Before they came." not in page
    assert visible(late, second)
    with pytest.raises(NotFound):
        visible(late, first)
    assert seen(late, talk).unread_count == 1
    assert "brought" in sign_in(ben).get(f"/messages/{talk}").text


def test_the_pages_of_somebody_who_came_late_begin_where_they_came(app, sign_in):
    ann, ben, late = member(), member(), member()
    talk = begin(ann, ben).conversation_id
    for number in range(30):
        send(ann, talk, f"Old {number}.")
    actions.add(ann, place(ann, talk), late.username)
    for number in range(21):
        send(ann, talk, f"New {number}.")
    client = sign_in(late)

    first, last = (client.get(f"/messages/{talk}?page={page}").text for page in (1, 2))
    part = client.get(f"/messages/{talk}/part?from=1&to=20").text

    assert "New 0." in first
    assert "New 20." in last
    assert "Old" not in first + last + part


def test_nobody_is_brought_in_twice_nor_drawn_back(app):
    ann, ben, cai = member(), member(), member()
    talk = begin(ann, ben, cai).conversation_id
    actions.leave(cai, place(cai, talk))

    assert reason_of(actions.add, ann, place(ann, talk), ben.username) == "to: nobody"
    assert reason_of(actions.add, ann, place(ann, talk), cai.username) == "to: has_left"


def test_who_leaves_reads_nothing_and_the_others_go_on(app, sign_in):
    ann, ben, cai = member(), member(), member()
    talk = begin(ann, ben, cai).conversation_id

    asked = sign_in(cai).get(f"/messages/{talk}/leave").text
    answer = sign_in(cai).post(f"/messages/{talk}/leave", follow_redirects=True)
    send(ann, talk, "Without them.")

    assert "nobody can bring you back" in asked
    assert "No conversations yet" in answer.text
    assert seen(cai, talk).unread_count == 0
    assert f"{cai.display_name} left." in sign_in(ben).get(f"/messages/{talk}").text


def test_two_accounts_that_left_a_talk_are_one_that_left_last(app):
    ada, twin, grace = member(), member(), member()
    talk = begin(ada, twin, grace).conversation_id
    actions.leave(ada, place(ada, talk))
    send(twin, talk)
    actions.leave(twin, place(twin, talk))

    actions.hand_over(twin.id, ada.id)
    db.session.commit()

    assert [problem for check in checks.ALL for problem in check.problems()] == []
    assert seen(ada, talk).left_number == 2
