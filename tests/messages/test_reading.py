"""Lists, pages, and how far somebody has read."""

import re
from datetime import timedelta

import pytest

from forum.kernel import clock
from forum.messages import actions, listeners, queries
from tests.messages.talking import begin, member, place, seen, send
from tests.support.queries import count_queries


@pytest.fixture
def long_talk(app):
    """Forty-five messages, all by one; the other has read none."""
    # What earlier tests had on their screens.
    listeners.read.flush()
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    for number in range(2, 46):
        send(ann, talk, f"Text {number} of many.")
    return ann, ben, talk


def test_without_a_number_the_newest_messages_are_shown(long_talk, sign_in):
    _, ben, talk = long_talk

    page = sign_in(ben).get(f"/messages/{talk}").text

    assert "Text 45 of many." in page
    assert "Text 41 of many." in page
    assert "Text 40 of many." not in page


def test_the_list_leads_to_the_first_unread_message(long_talk, sign_in):
    _, ben, talk = long_talk
    actions.keep_read({(ben.id, talk): 22})

    answer = sign_in(ben).get(f"/messages/{talk}/unread")

    assert answer.headers["Location"] == f"/messages/{talk}?page=2#post-23"
    page = sign_in(ben).get(answer.headers["Location"]).text
    assert page.index("New since you were here") < page.index("Text 23 of many.")
    assert page.index("Text 22 of many.") < page.index("New since you were here")


def test_what_was_on_the_screen_counts_as_read(long_talk, sign_in):
    _, ben, talk = long_talk
    assert seen(ben, talk).unread_count == 45

    with count_queries() as sent:
        sign_in(ben).get(f"/messages/{talk}?page=1")
    assert not [one for one in sent if one.startswith(("UPDATE", "INSERT INTO partic"))]
    listeners.read.flush()
    after_one = seen(ben, talk).unread_count
    sign_in(ben).get(f"/messages/{talk}")
    listeners.read.flush()

    assert after_one == 25
    assert seen(ben, talk).unread_count == 0
    assert seen(ben, talk).read_number == 45


def test_reading_goes_forward_only_and_never_beyond_the_end(long_talk):
    _, ben, talk = long_talk

    actions.keep_read({(ben.id, talk): 400})
    actions.keep_read({(ben.id, talk): 3})

    assert seen(ben, talk).read_number == 45


def test_whoever_writes_has_read_what_stands_above(long_talk):
    _, ben, talk = long_talk

    send(ben, talk)

    assert seen(ben, talk).unread_count == 0


def test_the_mark_counts_conversations_with_something_unread(app, sign_in):
    ben = member()
    talks = [begin(member(), ben).conversation_id for _ in range(3)]
    actions.mute(ben, place(ben, talks[0]))
    actions.leave(ben, place(ben, talks[1]))

    page = sign_in(ben).get("/").text

    assert queries.unread_count(ben) == 1
    assert re.search(r"data-mail-count>\s*1<", page)


def test_the_list_is_sorted_by_the_newest_message_and_goes_on_by_pages(app, sign_in):
    ben, now = member(), clock.now()
    people = [member(username=f"writer-{number:02}") for number in range(23)]
    for number, one in enumerate(people):
        with clock.at(now - timedelta(minutes=100 - number)):
            begin(one, ben)
    client = sign_in(ben)

    first = client.get("/messages").text
    found = re.search(r'href="(/messages\?after=[^"]+)"', first)
    second = client.get(found.group(1)).text

    names = re.findall(r"writer-\d\d", first + second)
    assert list(dict.fromkeys(names)) == [one.username for one in reversed(people)]
    assert "writer-02" in second
    assert "writer-03" not in second


def test_only_unread_ones_can_be_asked_for(app, sign_in):
    ben, ann, cai = member(), member(username="ann"), member(username="cai")
    read, _ = begin(ann, ben), begin(cai, ben)
    actions.keep_read({(ben.id, read.conversation_id): 1})

    page = sign_in(ben).get("/messages?only=unread").text

    assert "cai" in page
    assert "ann" not in re.sub(r"<[^>]+>", " ", page).split()


def test_empty_lists_say_what_goes_there(app, sign_in):
    client = sign_in(member())

    assert "No conversations yet" in client.get("/messages").text
    assert "Nothing unread" in client.get("/messages?only=unread").text


def test_pages_cost_the_same_for_few_and_for_many(app, sign_in):
    few, many = member(), member()
    begin(member(), few)
    for _ in range(15):
        talk = begin(member(), many, member(), title="Talk").conversation_id
    for number in range(18):
        send(many, talk, f"Text {number}.")
    costs = {}
    for one in (few, many):
        client = sign_in(one)
        client.get("/messages")
        latest = queries.conversations_of(one).items[0].place.conversation_id
        for path in ("/messages", f"/messages/{latest}"):
            with count_queries() as sent:
                client.get(path)
            costs.setdefault(path.count("/"), []).append(len(sent))

    assert costs[1][0] == costs[1][1]
    assert costs[2][0] == costs[2][1]


def test_a_conversation_is_quiet_when_it_is_muted(app, sign_in):
    ann, ben = member(), member()
    talk = begin(ann, ben).conversation_id
    client = sign_in(ben)

    client.post(f"/messages/{talk}/mute")
    muted = queries.unread_count(ben)
    client.post(f"/messages/{talk}/unmute")

    assert muted == 0
    assert queries.unread_count(ben) == 1
