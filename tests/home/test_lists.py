from datetime import timedelta

import pytest

from forum.accounts.models import Guest
from forum.channels.models import Kind, Visibility
from forum.home import queries
from forum.home.queries import Period
from forum.kernel import clock
from forum.kernel.paging import PAGE_SIZE, decode
from forum.members import actions as members
from forum.reading import actions as reading
from forum.reading.models import Level
from forum.topics.models import PinScope, State
from tests.support import make

GUEST = Guest()


def ago(**parts):
    return clock.now() - timedelta(**parts)


def titles(page):
    return [row.title for row in page.items]


def begun(hours, title, **given):
    """A topic begun so many hours ago, and quiet since."""
    given.setdefault("bumped_at", ago(hours=hours))
    return make.topic(title=title, created_at=ago(hours=hours), **given)


def test_of_whom_one_blocked_lists_show_neither_face_nor_words(app, sign_in):
    reader, loud, calm = make.member(), make.member(display_name="Loud"), make.member()
    begun(2, "What the loud one began", author=loud, excerpt="Loud words.", face_ids=[calm.id])
    begun(1, "What the calm one began", author=calm, face_ids=[loud.id, calm.id])
    members.block(reader, loud)

    page = sign_in(reader).get("/").text

    calmly, folded = queries.latest(reader).items
    assert [one.id for one in calmly.faces] == [calm.id]
    assert (folded.author, folded.excerpt, folded.is_folded) == (None, "", True)
    assert "A topic by a member you blocked" in page
    assert "What the loud one began" not in page and "Loud" not in page
    assert "What the loud one began" in sign_in(calm).get("/").text


def whole(read):
    """All pages of a list, one after the other."""
    page, found = read(None), []
    while True:
        found += titles(page)
        if not page.next:
            return found
        page = read(decode(page.next))


def test_latest_runs_from_the_liveliest_to_the_quietest(app):
    begun(3, "Quiet")
    begun(5, "Revived", bumped_at=ago(hours=1))

    assert titles(queries.latest(GUEST)) == ["Revived", "Quiet"]


@pytest.mark.parametrize("state", [s for s in State if s != State.PUBLISHED])
def test_lists_show_published_topics_only_even_to_staff(app, state):
    topic = begun(1, "Not to be seen", state=state)

    for viewer in (GUEST, topic.author, make.admin()):
        assert titles(queries.latest(viewer)) == []
        assert titles(queries.in_channel(viewer, topic.channel)) == []


@pytest.mark.parametrize("visibility", [Visibility.PRIVATE, Visibility.SECRET])
def test_a_channel_behind_a_door_is_in_no_list_of_those_outside(app, visibility):
    room = make.channel(visibility=visibility)
    begun(1, "Inside", channel=room)
    outside, inside = make.member(), make.insider(room)

    for viewer, expected in ((GUEST, []), (outside, []), (inside, ["Inside"])):
        assert titles(queries.latest(viewer)) == expected
        assert titles(queries.unanswered(viewer)) == expected
        assert titles(queries.top(viewer, Period.DAY)) == expected
    assert titles(queries.unread(outside)) == []


def test_members_channels_are_for_members(app):
    begun(1, "Among us", channel=make.channel(visibility=Visibility.MEMBERS))

    assert titles(queries.latest(GUEST)) == []
    assert titles(queries.latest(make.member())) == ["Among us"]


def test_pages_follow_on_each_other_without_gaps_or_doubles(app):
    room, author = make.channel(), make.member()
    same = ago(hours=1)
    # Many of one moment, so that the id has to tell them apart.
    for number in range(2 * PAGE_SIZE + 5):
        make.topic(title=f"{number}", channel=room, author=author, bumped_at=same)

    found = whole(lambda after: queries.latest(GUEST, after))

    assert found == [f"{number}" for number in reversed(range(2 * PAGE_SIZE + 5))]


def test_what_arrives_meanwhile_shifts_nothing(app):
    room, author = make.channel(), make.member()
    for number in range(PAGE_SIZE + 3):
        begun(100 - number, f"{number}", channel=room, author=author)
    first = queries.latest(GUEST)

    begun(0, "Newcomer", channel=room, author=author)

    assert titles(queries.latest(GUEST, decode(first.next))) == ["2", "1", "0"]


def test_a_full_last_page_promises_no_more(app):
    room, author = make.channel(), make.member()
    for _ in range(PAGE_SIZE):
        make.topic(channel=room, author=author)

    assert queries.latest(GUEST).next is None


def test_what_is_muted_is_left_out_of_lists_and_still_in_its_channel(app):
    reader, quiet = make.member(), make.channel()
    begun(1, "In a muted channel", channel=quiet)
    begun(2, "Wanted all the same", channel=quiet)
    noisy = begun(3, "A muted topic")
    begun(4, "The rest")
    reading.follow_channel(reader, quiet, Level.MUTED)
    reading.follow_topic(reader, noisy, Level.MUTED)
    wanted = queries.in_channel(reader, quiet).items[1]
    reading.follow_topic(reader, wanted, Level.NORMAL)

    assert titles(queries.latest(reader)) == ["Wanted all the same", "The rest"]
    assert titles(queries.unanswered(reader)) == ["Wanted all the same", "The rest"]
    assert len(titles(queries.in_channel(reader, quiet))) == 2
    assert [row.is_muted for row in queries.in_channel(reader, quiet).items] == [True, False]
    assert len(titles(queries.latest(make.member()))) == 4


def test_unread_lists_what_the_member_has_not_seen(app):
    reader = make.member(caught_up_at=ago(days=2))
    begun(100, "From before")
    begun(2, "New")
    known, read = begun(3, "Gone on"), begun(4, "Read")
    make.post(topic=known)
    reading.keep_positions({(reader.id, known.id): 1, (reader.id, read.id): 1})

    page = queries.unread(reader)

    assert titles(page) == ["New", "Gone on"]
    assert [(row.unread.count, row.unread.is_new) for row in page.items] == [(1, True), (1, False)]


def test_the_marks_in_a_list_are_the_viewers_own(app):
    reader, other = make.member(caught_up_at=ago(days=1)), make.member(caught_up_at=ago(days=1))
    topic = begun(1, "One")
    reading.keep_positions({(reader.id, topic.id): 1})

    assert queries.latest(reader).items[0].unread is None
    assert queries.latest(other).items[0].unread.is_new
    assert queries.latest(GUEST).items[0].unread is None


def test_unanswered_means_no_reply_or_in_question_channels_no_accepted_answer(app):
    talk, questions = make.channel(), make.channel(kind=Kind.QUESTION)
    begun(1, "No reply", channel=talk)
    make.post(topic=begun(2, "A reply", channel=talk))
    make.post(topic=begun(3, "Replies, no answer", channel=questions))
    begun(4, "Answered", channel=questions, answer_id=1)
    begun(5, "Closed", channel=talk, closed_at=clock.now())

    assert titles(queries.unanswered(GUEST)) == ["No reply", "Replies, no answer"]
    assert titles(queries.unanswered_in(GUEST, questions)) == ["Replies, no answer"]


def test_top_weighs_reactions_people_replies_and_views(app):
    begun(1, "Seen", view_count=500)
    begun(2, "Talked about", reply_count=30, people_count=2)
    begun(3, "By many", reply_count=30, people_count=15)
    begun(4, "Loved", reaction_count=40)

    found = titles(queries.top(GUEST, Period.DAY))

    assert found == ["Loved", "By many", "Talked about", "Seen"]


def test_one_endless_talk_does_not_lead_for_ever(app):
    begun(1, "Endless", reply_count=10_000, view_count=1_000_000, people_count=2)
    begun(2, "Useful", reaction_count=80)

    assert titles(queries.top(GUEST, Period.DAY)) == ["Useful", "Endless"]


@pytest.mark.parametrize(
    ("period", "expected"), [("day", 1), ("week", 2), ("month", 3), ("year", 4), ("all", 5)]
)
def test_a_period_counts_what_was_started_in_it(app, period, expected):
    for days in (0.5, 5, 20, 200, 900):
        begun(days * 24, f"{days}", bumped_at=clock.now())

    assert len(titles(queries.top(GUEST, Period(period)))) == expected


def test_top_goes_on_from_page_to_page(app):
    room, author = make.channel(), make.member()
    for number in range(PAGE_SIZE + 5):
        make.topic(title=f"{number}", channel=room, author=author, reaction_count=number // 3)

    found = whole(lambda after: queries.top(GUEST, Period.ALL, after))

    assert found == [f"{number}" for number in reversed(range(PAGE_SIZE + 5))]


def test_following_lists_topics_of_ones_own_choice_and_of_followed_channels(app):
    reader, room, watched = make.member(), make.channel(), make.channel()
    begun(1, "In a followed channel", channel=room)
    begun(2, "In a watched channel", channel=watched)
    chosen = begun(3, "Chosen by itself")
    begun(4, "Something else")
    muted = begun(5, "Muted in a followed channel", channel=room)
    reading.follow_channel(reader, room, Level.FOLLOWING)
    reading.follow_channel(reader, watched, Level.WATCHING)
    reading.follow_topic(reader, chosen, Level.WATCHING)
    reading.follow_topic(reader, muted, Level.MUTED)

    found = titles(queries.following(reader))
    watching = titles(queries.following(reader, [Level.WATCHING]))

    assert found == ["In a followed channel", "In a watched channel", "Chosen by itself"]
    assert watching == ["In a watched channel", "Chosen by itself"]


def test_a_pin_on_the_site_stands_first_on_the_front_page_and_once(app):
    pinned = {"pinned_at": clock.now(), "pin_scope": PinScope.SITE}
    begun(50, "Pinned", **pinned)
    begun(1, "Lively")

    page = queries.latest(GUEST)

    assert titles(page) == ["Pinned", "Lively"]
    assert page.items[0].states[0] == "pinned"


def test_a_pin_in_a_channel_stands_first_there_and_in_its_turn_elsewhere(app):
    room = make.channel()
    begun(50, "Pinned here", channel=room, pinned_at=clock.now(), pin_scope=PinScope.CHANNEL)
    begun(1, "Lively", channel=room)

    assert titles(queries.in_channel(GUEST, room)) == ["Pinned here", "Lively"]
    assert titles(queries.latest(GUEST)) == ["Lively", "Pinned here"]
    assert "pinned" not in queries.latest(GUEST).items[1].states


def test_a_pin_that_has_lapsed_stands_in_its_turn(app):
    begun(50, "Lapsed", pinned_at=ago(days=3), pin_scope=PinScope.SITE, pinned_until=ago(days=1))
    begun(1, "Lively")

    assert titles(queries.latest(GUEST)) == ["Lively", "Lapsed"]


def test_pins_stand_on_the_first_page_only(app):
    room, author = make.channel(), make.member()
    begun(900, "Pinned", channel=room, pinned_at=clock.now(), pin_scope=PinScope.SITE)
    for _ in range(PAGE_SIZE + 2):
        make.topic(channel=room, author=author)

    first = queries.latest(GUEST)
    second = queries.latest(GUEST, decode(first.next))

    assert titles(first)[0] == "Pinned"
    assert len(second.items) == 2
    assert "Pinned" not in titles(second)


def test_a_row_knows_who_answered_last_and_its_tags_in_order(app):
    first, second = make.member(display_name="Ana"), make.member(display_name="Bo")
    topic = begun(1, "One", face_ids=[second.id, first.id, 999_999])
    make.tags(topic, "beans", "storage")

    (row,) = queries.latest(GUEST).items

    assert [person.display_name for person in row.faces] == ["Bo", "Ana"]
    assert row.tags == ["beans", "storage"]


def test_questions_say_whether_they_are_answered(app):
    room = make.channel(kind=Kind.QUESTION)
    begun(1, "Open", channel=room)
    begun(4, "Talked about", channel=room, reply_count=2)
    begun(2, "Done", channel=room, answer_id=1)
    begun(3, "Closed", channel=room, closed_at=clock.now())

    states = {row.title: row.states for row in queries.in_channel(GUEST, room).items}

    assert states == {
        "Open": ["unanswered"],
        "Talked about": ["open"],
        "Done": ["answered"],
        "Closed": ["closed"],
    }


def test_an_answer_by_the_team_says_so(app):
    room = make.channel(kind=Kind.QUESTION)
    for title, author in (
        ("By staff", make.moderator()),
        ("By the owner", make.admin()),
        ("By one of us", make.member()),
    ):
        topic = begun(1, title, channel=room)
        topic.answer_id = make.post(topic=topic, author=author).id
        make.save(topic)

    states = {row.title: row.states for row in queries.in_channel(GUEST, room).items}

    assert states == {
        "By staff": ["answered_by_staff"],
        "By the owner": ["answered_by_staff"],
        "By one of us": ["answered"],
    }
