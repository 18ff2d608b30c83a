"""What the words of the demonstration promise, before anything is filled."""

import re
from collections import Counter
from itertools import pairwise

from forum.accounts.models import Role
from forum.channels.forms import ICONS
from forum.channels.models import Kind, Visibility
from forum.demo import habits, patterns, people, rooms, threads
from forum.kernel.slugs import slugify
from forum.markup.emoji import SHORT_NAME
from forum.moderation.models import Decision
from forum.topics.actions.tags import LONGEST, MOST
from tests.demo.conftest import NOW, the_year

MENTION = re.compile(r"(?<![\w\[/>])@(\w+)")
POINTER = re.compile(r"\]\(topic:(\w+)\)")
CODE = re.compile(r"```.*?```", re.DOTALL)
PLACEHOLDERS = re.compile(r"lorem|ipsum|\bTODO\b|\{\w+\}|\*somebody|\*asker", re.IGNORECASE)


def plans():
    return [room.plan for heading in rooms.headings() for room in heading.rooms]


def slugs():
    return {slugify(plan.name) for plan in plans()}


def texts(year):
    return [(thread, text) for thread in year for text in thread.texts]


def test_there_is_as_much_as_was_promised(year):
    assert 390 <= len(year) <= 430
    assert 2_200 <= len(texts(year)) <= 2_800
    assert len(threads.written()) >= 130


def test_sixty_people_live_here_one_of_them_the_owner():
    roles = Counter(person.role for person in people.everybody())

    assert roles == {Role.ADMIN: 1, Role.MODERATOR: 2, Role.MEMBER: 57}


def test_about_two_thirds_of_the_people_wear_a_picture():
    wearing = sum(person.has_picture for person in people.everybody())

    assert 36 <= wearing <= 46


def test_twelve_channels_of_every_kind_and_every_door():
    assert len(plans()) == 12
    assert {plan.kind for plan in plans()} == set(Kind)
    assert {plan.visibility for plan in plans()} == set(Visibility)
    assert len({plan.hue for plan in plans()}) == 12
    assert {plan.icon for plan in plans()} <= set(ICONS)
    assert all(plan.description and plan.guidance for plan in plans())
    assert [room.plan.name for h in rooms.headings() for room in h.rooms if room.reviewed_for] == [
        "Swap shelf"
    ]


def test_conversations_stand_in_channels_that_exist(year):
    assert {thread.channel for thread in year} == slugs()


def test_no_two_titles_and_no_two_openings_are_the_same(year):
    titles = Counter(thread.title.casefold() for thread in year)
    openings = Counter(thread.texts[0].body.split("\n")[0] for thread in year)

    assert [title for title, times in titles.items() if times > 1] == []
    assert [words for words, times in openings.items() if times > 1] == []


def test_nothing_is_said_more_often_than_three_times_in_the_year(year):
    said = Counter(text.body for _, text in texts(year))

    assert [words for words, times in said.items() if times > 3] == []


def test_no_words_are_left_to_be_filled_in(year):
    left = [text.body for _, text in texts(year) if PLACEHOLDERS.search(CODE.sub("", text.body))]

    assert left == []


def test_nothing_reads_by_accident_as_an_emoji(year):
    assert [text.body for _, text in texts(year) if SHORT_NAME.search(text.body)] == []


def test_whoever_speaks_is_there_at_the_time(year):
    joined = {person.username: NOW - person.joined for person in people.everybody()}
    too_early = [
        (thread.title, text.author)
        for thread, text in texts(year)
        if text.moment <= joined[text.author]
    ]

    assert too_early == []


def test_only_insiders_speak_behind_closed_doors(year):
    inside = {channel: set(names) for channel, names in habits.insiders().items()}
    for request in habits.asked():
        if request.decision == Decision.APPROVED:
            inside[request.channel].add(request.who)
    strangers = [
        (thread.title, text.author)
        for thread, text in texts(year)
        if thread.channel in inside and text.author not in inside[thread.channel] | {*people.TEAM}
    ]

    assert strangers == []


def test_only_the_team_begins_announcements(year):
    starters = {t.texts[0].author for t in year if t.channel == "announcements"}

    assert starters <= {*people.TEAM}


def test_conversations_run_forwards_and_end_before_now(year):
    for thread in year:
        moments = [text.moment for text in thread.texts]
        assert all(one < next_one for one, next_one in pairwise(moments)), thread.title
        assert moments[-1] < NOW, thread.title


def test_the_newest_words_are_minutes_old_and_the_oldest_nearly_a_year(year):
    ages = sorted(NOW - text.moment for _, text in texts(year))

    assert ages[0].total_seconds() < 300
    assert 300 <= ages[-1].days < 366
    assert sum(age.total_seconds() < 24 * 3600 for age in ages) >= 100


def test_the_newest_conversations_are_those_written_by_hand(year):
    written = {thread.title for thread in threads.written()}
    newest = sorted(year, key=lambda thread: thread.texts[-1].moment)[-60:]

    assert {thread.title for thread in newest} <= written


def test_mentions_name_members(year):
    known = {person.username for person in people.everybody()}
    named = {name for _, text in texts(year) for name in MENTION.findall(text.body)}

    assert named
    assert named <= known


def test_pointers_lead_to_what_was_begun_before(year):
    begun = {thread.key: thread.texts[0].moment for thread in year if thread.key}
    pointing = [(key, text) for _, text in texts(year) for key in POINTER.findall(text.body)]

    assert pointing
    assert [key for key, text in pointing if begun[key] >= text.moment] == []


def test_replies_point_back(year):
    for thread in year:
        for number, text in enumerate(thread.texts, start=1):
            assert text.reply_to is None or 0 < text.reply_to < number, (thread.title, number)


def test_most_questions_are_answered_and_some_wait(year):
    asked = [thread for thread in year if thread.channel == "gear-help"]
    answered = [t for t in asked if any("answer" in text.marks for text in t.texts)]

    assert 0.7 < len(answered) / len(asked) < 0.95
    assert any(len(thread.texts) == 1 for thread in asked)


def test_every_picture_says_what_it_shows(year):
    shown = re.findall(r"!\[([^\]]*)\]\(pic:", "\n".join(text.body for _, text in texts(year)))

    assert len(shown) >= 40
    assert min(map(len, shown)) > 25


def test_tags_are_few_and_short(year):
    for thread in year:
        assert len(thread.tags) <= MOST, thread.title
        assert all(0 < len(slugify(tag, fallback="")) <= LONGEST for tag in thread.tags), thread


def test_other_languages_are_spoken_too(year):
    titles = " ".join(thread.title for thread in year)

    assert re.search("[\u0600-\u06ff]{3}", titles)
    assert re.search("[\u3040-\u30ff]{3}", titles)
    assert "Welche Mühle" in titles


def test_the_year_is_the_same_each_time(year):
    assert the_year() == year
    assert patterns.patterned() == patterns.patterned()


def test_what_single_members_do_names_what_there_is(year):
    keys = {thread.key for thread in year}
    known = {person.username for person in people.everybody()}

    assert {kept.topic for kept in habits.kept()} <= keys
    assert {topic for kind in ("topic", "read") for _, topic, _ in habits.named(kind)} <= keys
    assert {channel for _, channel, _ in habits.named("channel")} <= slugs()
    assert {name for names in habits.insiders().values() for name in names} <= known
    assert {draft.who for draft in habits.unfinished()} <= known
