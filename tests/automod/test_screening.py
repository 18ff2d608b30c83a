import pytest

from forum.accounts.models import Standing
from forum.automod import actions, queries
from forum.automod.actions import RulePlan
from forum.automod.judging import live
from forum.automod.models import AutomodHit
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.screening import Hinted, unscreened
from forum.moderation import actions as deciding
from forum.moderation import queries as moderation
from forum.topics import queries as topics
from forum.topics.actions import Change, NewPost, edit
from forum.topics.actions import reply as post_reply
from forum.topics.models import State
from tests.support import make
from tests.support.queries import count_queries
from tests.topics.writing import fresh, reason_of, reply, start

LONG = "This very sentence is long enough to be told from small talk."


@pytest.fixture(autouse=True)
def _in_a_request(app):
    """Cases name the address of what they are about."""
    with app.test_request_context():
        yield


def rule(*do: str, text: str = "forbidden", **given):
    deeds = [{"do": one, "words": given.pop("words", "")} for one in do]
    tree = given.pop("conditions", {"is": "words", "text": text})
    plan = RulePlan(given.pop("name", "Mine"), tree, deeds, **given)
    return actions.create(make.admin(), plan)


def test_a_text_that_a_rule_holds_waits_for_a_moderator_and_says_why(app):
    made = rule("hold")

    post = reply(start(), body="A forbidden word.")

    assert post.state == State.HELD
    assert moderation.case_of("post", post.id).reason == "automod"
    assert queries.why_held("post", [post.id]) == {post.id: [made]}


def test_a_text_that_a_rule_refuses_is_not_stored_and_its_draft_stays(app):
    rule("block", words="Say it otherwise.")
    topic, author = start(), make.member()
    drafts.save(author, f"reply:{topic.id}", body="A forbidden word.")

    with pytest.raises(Invalid) as refused:
        reply(topic, author, body="A forbidden word.")

    assert refused.value.details == {"words": "Say it otherwise."}
    assert fresh(topic).reply_count == 0


def test_a_hint_is_given_once_and_then_the_writer_decides(app):
    made = rule("hint")
    topic, author = start(), make.member()

    with pytest.raises(Hinted) as hinted:
        post_reply(author, fresh(topic), NewPost("A forbidden word.", heard=()))
    post = post_reply(author, fresh(topic), NewPost("A forbidden word.", heard=(str(made.id),)))

    assert [hint.key for hint in hinted.value.hints] == [str(made.id)]
    assert post.state == State.PUBLISHED


def test_a_text_that_a_rule_flags_is_published_and_waits_for_a_look(app):
    deeds = [{"do": "flag", "words": "", "harm": "scam"}]
    tree = {"is": "words", "text": "forbidden"}
    actions.create(make.admin(), RulePlan("Mine", tree, deeds))

    post = reply(start(), body="A forbidden word.")

    case = moderation.case_of("post", post.id)
    assert (post.state, case.reason, case.severity) == (State.PUBLISHED, "automod_flag", 35)


def test_a_label_is_a_tag_on_a_new_topic(app):
    rule("label", words="mill", text="grinder")

    topic = start(title="My grinder stalls", tags=())

    from_topics = [tag.name for tag in topics.tags_of([topic.id])[topic.id]]
    assert from_topics == ["mill"]


def test_no_rule_after_one_that_stops_is_asked(app):
    rule("label", words="mill", stops=True)
    rule("hold", name="Second")

    assert reply(start(), body="A forbidden word.").state == State.PUBLISHED


def test_a_rule_that_is_off_and_one_that_was_removed_do_nothing(app):
    owner = make.admin()
    off, gone = rule("hold"), rule("hold", name="Second")
    actions.switch(owner, off)
    actions.remove(owner, gone)

    assert reply(start(), body="A forbidden word.").state == State.PUBLISHED


def test_a_change_of_a_rule_holds_from_the_next_text_on(app):
    made, owner = rule("hold"), make.admin()
    topic = start()
    reply(topic, body="Nothing amiss.")

    actions.change(owner, made, RulePlan("Mine", {"is": "words", "text": "amiss"}, made.actions))

    assert reply(topic, body="Nothing amiss.").state == State.HELD


def test_staff_moderators_of_the_channel_and_imports_are_not_asked(app):
    rule("hold")
    topic = start()
    origin = {"site": "elsewhere"}

    assert reply(topic, make.moderator(), body="forbidden").state == State.PUBLISHED
    assert reply(topic, body="forbidden", origin=origin).state == State.PUBLISHED
    with unscreened():
        assert reply(topic, body="forbidden").state == State.PUBLISHED


def test_a_change_that_a_rule_holds_waits_while_readers_see_the_text_before(app):
    rule("hold")
    author = make.member()
    post = reply(start(), author, body="All is well.")
    base = topics.wording_of(post).mark

    outcome = edit(author, post, Change("All is forbidden.", base))

    assert outcome == "held"
    assert fresh(post).body == "All is well."


def test_the_same_text_again_is_met_and_its_first_is_not(app):
    rule("hold", conditions={"is": "repeat", "number": 24})
    topic, author = start(), make.member()

    first = reply(topic, author, body=LONG)
    second = reply(topic, author, body=f"{LONG} !!")
    other = reply(topic, body=LONG)

    assert [first.state, second.state, other.state] == ["published", "held", "published"]


def test_the_rules_cost_one_question_once_they_are_known(app):
    topic, author = start(), make.member()
    with count_queries() as without, unscreened():
        reply(topic, author, body="One.")
    for number in range(5):
        rule("hint", name=f"Rule {number}")
    reply(topic, author, body="Two.")

    with count_queries() as within:
        reply(topic, author, body="Three.")

    assert len(within) <= len(without) + 1


def test_the_supplied_rules_come_once_and_hold_what_they_are_for(app):
    assert actions.plant() == 8
    assert actions.plant() == 0
    newcomer = make.member(standing=Standing.NEW)

    spam = reply(start(), newcomer, body="Check out my channel please")
    known = reply(start(), body="Check out my channel please")

    assert (spam.state, known.state) == (State.HELD, State.PUBLISHED)


def test_only_admins_change_rules_and_an_undo_brings_back_what_was(app):
    made, owner = rule("hold"), make.admin()
    assert reason_of(actions.switch, make.moderator(), made) == "admins_only"
    actions.switch(owner, made)
    newest = queries.newest_change_of(made.id)

    actions.undo(owner, newest)

    assert made.is_on
    assert reason_of(actions.undo, owner, newest) == "changed_since"


def order():
    return [one.name for one in queries.rules() if one.key is None]


def test_undoing_a_move_or_a_removal_gives_the_rule_its_place_again(app):
    first, second, _third = (rule("hint", name=name) for name in ("a", "b", "c"))
    owner = make.admin()

    actions.move_down(owner, first)
    assert order() == ["b", "a", "c"]
    actions.undo(owner, queries.newest_change_of(first.id))
    assert order() == ["a", "b", "c"]

    actions.remove(owner, first)
    actions.move_down(owner, second)
    actions.undo(owner, queries.newest_change_of(first.id))
    assert order() == ["a", "c", "b"]


def test_a_dry_run_counts_what_a_rule_would_meet_and_what_people_had_approved(app):
    channel = make.channel(reviewed_since=clock.now())
    waiting = start(channel=channel, body="A forbidden word.")
    post = topics.first_post(waiting)
    deciding.approve(make.moderator(), moderation.case_of("post", post.id))
    reply(start(), body="Also forbidden.")
    reply(start(), body="Fine.")
    made = rule("hold")

    found = queries.dry_run(live(made), days=30)

    assert (found.hits, found.approved) == (2, 1)
    assert db.session.query(AutomodHit).count() == 0
