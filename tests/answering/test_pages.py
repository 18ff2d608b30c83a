"""The pages: what waits, protocols, channels, the ladder; what stands beside topics and cases."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from forum.answering import actions, queries
from forum.answering.actions import Level, ProtocolPlan
from forum.answering.models import LEVELS, Answerers, AnswerState, Kind, Pace
from forum.answering.queries import Wanted
from forum.answering.settings import AWAY_WORDS, PROMISE
from forum.audit.models import AuditEntry
from forum.channels.models import Kind as ChannelKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.moderation import actions as moderation
from forum.notices.waiting import filled
from forum.reactions import actions as reactions
from forum.reactions.models import ReactionKind
from forum.topics import actions as topics
from forum.topics.models import Post
from tests.answering.asking import amiss, office, question, row_of
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import choose, fresh, reply, start

PLAN = ProtocolPlan(30, 60, Pace.ALWAYS, "moderation", Answerers.TEAM, ["Say hello."], 1, True)


def shown(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


@pytest.fixture
def lena(app):
    return make.moderator()


@pytest.fixture
def ruth(app):
    return make.admin()


def test_what_is_due_first_stands_first_and_pages_go_on(app):
    channel = make.channel(kind=ChannelKind.QUESTION)
    made = [question(channel=channel, title=f"Question {number}") for number in range(23)]

    first = queries.waiting(Wanted(), None)
    second = queries.waiting(Wanted(), first.next)

    ids = [one.id for one in (*first.items, *second.items)]
    assert ids == [topic.id for topic in made]
    assert second.next is None


def test_the_list_can_be_narrowed(lena):
    complaint, asked, other = start(), question(), start(make.member())
    actions.sort_topic(complaint.id, Kind.COMPLAINT)
    actions.choose_kind(lena, fresh(other), None)
    actions.acknowledge(lena, fresh(asked))

    def found(**given):
        return [one.id for one in queries.waiting(Wanted(**given), None).items]

    assert found(kind=Kind.COMPLAINT) == [complaint.id]
    assert found(state=AnswerState.ACKNOWLEDGED) == [asked.id]
    assert found(channel_id=asked.channel_id) == [asked.id]
    assert found(is_unsorted=True) == [other.id]


def test_the_list_costs_the_same_for_few_and_many(lena, sign_in):
    client = sign_in(lena)
    channel = make.channel(kind=ChannelKind.QUESTION)
    question(channel=channel)
    client.get("/admin/answering")
    with count_queries() as few:
        client.get("/admin/answering")
    for _ in range(6):
        question(channel=channel)
    with count_queries() as many:
        client.get("/admin/answering")

    assert len(many) == len(few)


def test_three_quarters_of_the_time_are_soon_and_all_of_it_is_late(lena, sign_in):
    client, topic = sign_in(lena), question()
    begun = row_of(topic).started_at
    with clock.at(begun + timedelta(hours=1)):
        assert "Soon due" not in shown(client, "/admin/answering")
    with clock.at(begun + timedelta(hours=6)):
        assert "Soon due" in shown(client, "/admin/answering")
    with clock.at(begun + timedelta(hours=8)):
        assert "Late since" in shown(client, "/admin/answering")


def test_a_topic_is_seen_from_the_list(lena, sign_in):
    client, topic = sign_in(lena), question()

    client.post(f"/answering/{topic.id}/seen", data={"next": "/admin/answering"})

    assert row_of(topic).state == AnswerState.ACKNOWLEDGED


def test_members_do_not_tend_topics(sign_in, app):
    topic = question()

    answer = sign_in(make.member()).post(f"/answering/{topic.id}/done")

    assert answer.status_code == 403
    assert row_of(topic).state == AnswerState.UNANSWERED


def test_an_unknown_act_is_not_found(lena, sign_in):
    assert sign_in(lena).post(f"/answering/{question().id}/explode").status_code == 404


def test_the_author_reads_where_it_stands_and_others_do_not(app, sign_in, guest, lena):
    topic = question()
    address = f"/t/{topic.slug}/{topic.id}"
    actions.acknowledge(lena, fresh(topic))

    assert "Seen by the team" in shown(sign_in(topic.author), address)
    assert "Seen by the team" not in shown(sign_in(make.member()), address)
    assert "Seen by the team" not in shown(guest, address)


def test_the_page_of_a_guest_asks_nothing_of_this(guest, app):
    topic = question()
    with count_queries() as seen:
        guest.get(f"/t/{topic.slug}/{topic.id}")

    assert [one for one in seen if "answering" in one] == []


def test_the_team_sorts_a_topic_beside_it(lena, sign_in):
    client, topic = sign_in(lena), question()
    page = shown(client, f"/t/{topic.slug}/{topic.id}")
    assert "Give members time to answer first." in page

    client.post(f"/answering/{topic.id}/kind", data={"kind": "complaint"})

    assert row_of(topic).kind == Kind.COMPLAINT
    assert amiss() == []


def test_a_case_about_a_post_says_of_what_kind_its_topic_is(lena, sign_in):
    topic = start(channel=make.channel(reviewed_since=clock.now()))

    assert f"/answering/{topic.id}/kind" in shown(sign_in(lena), "/admin/moderation")


def test_a_topic_that_waits_is_decided_on_in_the_queue(lena, sign_in):
    topic = start()
    actions.sort_topic(topic.id, Kind.PRESS)
    page = shown(sign_in(lena), "/admin/moderation")

    assert "I have seen it" in page
    assert "No answer is owed" in page


def test_a_protocol_that_is_changed_counts_from_then_on(ruth, sign_in):
    before = question()
    data = {
        "is_on": "y",
        "first": "30",
        "first_unit": "minutes",
        "final": "",
        "final_unit": "hours",
        "pace": "always",
        "team": "moderation",
        "answerers": "team",
        "level": "0",
        "steps": "Say hello.\n\nAsk once.",
    }

    client, page = sign_in(ruth), "/admin/answering/protocols/question"
    refused = client.post(page, data=data | {"final": "1", "final_unit": "minutes"})
    assert (refused.status_code, client.get(page).status_code) == (422, 200)
    assert "This cannot be sooner than the first answer." in refused.text
    assert "Ask once." in refused.text
    client.post(page, data=data)

    after = question()
    assert row_of(before).first_due_at - row_of(before).started_at == timedelta(hours=8)
    assert row_of(after).first_due_at - row_of(after).started_at == timedelta(minutes=30)
    assert row_of(after).final_due_at is None
    assert queries.protocol_of(Kind.QUESTION).steps == ["Say hello.", "Ask once."]
    assert amiss() == []


def test_a_protocol_goes_back_to_what_ships(ruth):
    actions.change_protocol(ruth, Kind.QUESTION, PLAN)

    actions.reset_protocol(ruth, Kind.QUESTION)

    assert queries.protocol_of(Kind.QUESTION).first_minutes == 8 * 60


def test_all_done_before_the_first_answer_makes_no_sense(ruth):
    plan = ProtocolPlan(60, 30, Pace.ALWAYS, "moderation", Answerers.TEAM, [], 1, True)

    with pytest.raises(Invalid, match="before_first"):
        actions.change_protocol(ruth, Kind.QUESTION, plan)


def test_moderators_read_protocols_and_do_not_change_them(lena, sign_in):
    client = sign_in(lena)

    assert "Product question" in shown(client, "/admin/answering/protocols")
    assert client.get("/admin/answering/protocols/question").status_code == 403
    assert client.post("/admin/answering/protocols/question/reset").status_code == 403


def test_a_channel_gives_its_topics_a_kind(ruth, sign_in):
    channel = make.channel()

    sign_in(ruth).post(f"/admin/answering/channels/{channel.id}", data={"kind": "idea"})

    assert row_of(start(channel=channel)).kind == Kind.IDEA


def test_a_channel_for_questions_may_be_for_nothing_of_it(ruth):
    channel = make.channel(kind=ChannelKind.QUESTION)
    actions.choose_for_channel(ruth, channel, None)

    assert row_of(question(channel=channel)).kind is None


def test_the_ladder_is_arranged_and_tried_on_its_page(ruth, lena, sign_in):
    client = sign_in(ruth)
    data = {f"minutes_{level}": "5" for level in range(1, 5)} | {"people_1": f"@{lena.username}"}
    client.post("/admin/answering/ladder", data=data)
    assert [rung.user_id for rung in queries.rungs()] == [lena.id]

    client.post("/admin/answering/ladder/try", data={"level": "1"})

    assert "A test of the ladder" in shown(client, "/admin/answering/ladder")
    (call,) = queries.calls(None).items
    client.post(f"/admin/answering/calls/{call.id}/take")
    assert queries.call_by_id(call.id).acknowledged_by_id == ruth.id


def test_a_name_that_nobody_has_is_said_beside_its_level(ruth, sign_in):
    data = {f"minutes_{level}": "5" for level in range(1, 5)} | {"people_2": "nobody-such"}

    answer = sign_in(ruth).post("/admin/answering/ladder", data=data)

    assert "not that of a member" in answer.text
    assert "nobody-such" in answer.text


def test_nobody_waits_longer_than_a_day_on_a_level(ruth, lena):
    with pytest.raises(Invalid, match="out_of_range"):
        actions.arrange_ladder(ruth, [Level(1, [lena], 1441)])


def test_a_reaction_of_the_team_is_enough_for_praise(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.PRAISE)
    first = fresh(opening(topic))
    reactions.give(make.member(), first, ReactionKind.LOVE)
    assert row_of(topic).state == AnswerState.UNANSWERED

    reactions.give(lena, first, ReactionKind.LOVE)

    assert row_of(topic).state == AnswerState.ANSWERED
    assert amiss() == []


def test_the_ghost_rate_is_what_one_counts(app):
    with clock.at(clock.now() - timedelta(days=5)):
        channel = make.channel()
        for number in range(50):
            topic = start(channel=channel, title=f"Topic {number}")
            if number % 5:
                reply(topic)

    found = queries.ghosts()

    # Ten topics without a reply, and forty replies after which nobody wrote.
    assert (found.posts, found.ghosts) == (90, 50)
    assert (found.topics, found.ghost_topics) == (50, 10)


def test_what_was_answered_late_is_no_ghost_and_is_counted_apart(app):
    posted = clock.now() - timedelta(days=9)
    with clock.at(posted):
        never, late, in_time, liked, liked_late = [start(title=f"Topic {n}") for n in range(5)]
    with clock.at(posted + timedelta(hours=73)):
        reply(late)
        reactions.give(make.member(), fresh(opening(liked_late)), ReactionKind.LOVE)
    with clock.at(posted + timedelta(hours=71)):
        reply(in_time)
        reactions.give(make.member(), fresh(opening(liked)), ReactionKind.LOVE)

    found = queries.ghosts()

    # The two replies themselves are what nobody answered, beside the one topic.
    assert never.id and (found.posts, found.ghosts, found.late) == (7, 3, 2)
    assert (found.topics, found.ghost_topics) == (5, 1)


def test_the_page_names_what_was_never_answered_and_what_was_late(app, sign_in):
    with clock.at(clock.now() - timedelta(days=9)):
        topic = start()
    with clock.at(clock.now() - timedelta(days=5)):
        reply(topic)

    page = sign_in(make.moderator()).get("/admin/answering").text

    assert "Never answered" in page and "Answered after 72 hours" in page
    assert "1 post had to wait so long" in page


def test_what_was_written_within_the_last_72_hours_is_not_counted_yet(app):
    with clock.at(clock.now() - timedelta(hours=71)):
        start()

    assert queries.ghosts().posts == 0


def test_kept_promises_are_counted_by_kind_with_team_and_members_apart(lena):
    october = datetime(2026, 10, 20, 12, tzinfo=UTC)
    with clock.at(october):
        asked = [question() for _ in range(4)]
        reply(asked[0])
        reply(asked[1], lena)
    with clock.at(october + timedelta(hours=9)):
        reply(asked[2])

    begins, ends = queries.last_month(datetime(2026, 11, 22, tzinfo=UTC), "Europe/Berlin")
    kept = queries.kept_between(begins, ends)[Kind.QUESTION]

    assert (kept.due, kept.in_time, kept.by_team, kept.by_peers) == (4, 2, 1, 1)
    assert begins == datetime(2026, 9, 30, 22, tzinfo=UTC)


def test_what_is_gone_or_waits_for_its_author_was_no_broken_promise(lena):
    with clock.at(datetime(2026, 10, 20, 12, tzinfo=UTC)):
        kept, gone, paused = (question() for _ in range(3))
        reply(kept, lena)
        actions.wait_for_author(lena, fresh(paused))
        topics.delete(lena, fresh(opening(gone)))

    begins, ends = queries.last_month(datetime(2026, 11, 22, tzinfo=UTC), "Europe/Berlin")
    found = queries.kept_between(begins, ends)[Kind.QUESTION]

    assert (found.due, found.in_time) == (1, 1)


def test_the_promise_is_public_when_the_brand_wishes(app, guest):
    assert "We answer product questions" not in shown(guest, "/about")

    choose(PROMISE, True)

    assert "We answer product questions within 8 hours" in shown(guest, "/about")


def test_who_asks_at_night_reads_when_somebody_comes(sign_in, app):
    office()
    ada = make.member(time_zone="Europe/Berlin", username="ada")
    with clock.at(datetime(2026, 11, 20, 20, tzinfo=UTC)):
        question(ada)
        page = shown(sign_in(ada), "/notices")

    assert "Monday, 23 November, 10:00" in page


def test_the_words_of_the_brand_are_filled_in_and_escaped(sign_in, app):
    office()
    choose(AWAY_WORDS, "<b>{member}</b>, {brand} is back {when}. {other}")
    ada = make.member(display_name="<i>{when}</i>")
    with clock.at(datetime(2026, 11, 20, 20, tzinfo=UTC)):
        question(ada)
        page = shown(sign_in(ada), "/notices")

    assert "<b>" not in page
    assert "<i>{when}" not in page


def test_values_are_filled_in_once():
    words = filled("{member} and {member}, {when}, {other} {", member="{when}", when="now")

    assert words == "{when} and {when}, now, {other} {"


def test_a_case_is_due_no_later_than_its_kind(lena):
    topic = start()
    actions.sort_topic(topic.id, Kind.SAFETY)
    first = opening(topic)

    case = moderation.hold("post", first.id, about=topic.author, reason="flagged")

    db.session.refresh(case)
    assert case.protocol == "safety"
    assert case.due_at <= row_of(topic).first_due_at


def opening(topic):
    return db.session.scalar(db.select(Post).filter_by(topic_id=topic.id, number=1))


@pytest.mark.parametrize(
    "wrong",
    [{"people_1": "nobody-of-this-name"}, {"minutes_2": "0"}, {"minutes_3": "soon"}],
    ids=["a stranger", "no minutes", "no number"],
)
def test_a_ladder_that_is_refused_comes_back_as_such_with_what_was_typed(ruth, sign_in, wrong):
    typed = {f"people_{level}": "" for level in LEVELS} | {f"minutes_{n}": "15" for n in LEVELS}
    typed |= {"people_4": ruth.username}
    client = sign_in(ruth)

    refused = client.post("/admin/answering/ladder", data=typed | wrong)

    assert refused.status_code == 422
    assert ruth.username in refused.text
    assert client.get("/admin/answering/ladder").status_code == 200
    assert client.post("/admin/answering/ladder", data=typed).status_code == 302


def test_the_audit_log_tells_the_steps_of_a_protocol_before_and_after(ruth, sign_in):
    plan = ProtocolPlan(60, None, Pace.ALWAYS, "moderation", Answerers.TEAM, ["zzGreet."], 1, True)
    actions.change_protocol(ruth, Kind.IDEA, plan)
    actions.change_protocol(ruth, Kind.IDEA, replace(plan, steps=["zzAsk once."]))

    line = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()

    assert (line.before["steps"], line.after["steps"]) == (["zzGreet."], ["zzAsk once."])
    page = shown(sign_in(ruth), "/admin/audit")
    assert "zzGreet." in page and "zzAsk once." in page
