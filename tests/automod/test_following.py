"""Rules send cases to teams, sort topics and say what they did in words."""

import pytest

from forum.answering.models import Kind, TopicAnswering
from forum.automod import actions, checks, fillers, queries, telling
from forum.automod.actions import RulePlan
from forum.automod.models import AutomodHit
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.moderation import queries as moderation
from forum.moderation.models import Team, TeamSeat
from tests.notices.told import kinds
from tests.support import make
from tests.topics.writing import reply, start


@pytest.fixture(autouse=True)
def _in_a_request(app):
    """Cases name the address of what they are about."""
    with app.test_request_context():
        yield


def rule(*deeds, name="Parrots"):
    tree = {"is": "words", "text": "parrot"}
    return actions.create(make.admin(), RulePlan(name, tree, list(deeds)))


def test_a_rule_sends_the_case_that_it_opened_to_a_team(app):
    key = make.save(Team(key="shop", name="Shop")).key
    rule({"do": "hold"}, {"do": "assign", "choice": key})

    post = reply(start(), body="A parrot.")

    assert moderation.case_of("post", post.id).team == key


def test_a_rule_gives_the_case_that_it_opened_to_somebody_who_is_told(app):
    lena = make.moderator()
    rule({"do": "hold"}, {"do": "assign", "choice": f"person:{lena.id}"})

    post = reply(start(), body="A parrot.")

    assert moderation.case_of("post", post.id).assigned_to_id == lena.id
    assert kinds(lena) == ["case"]


def test_a_rule_gives_nobody_a_case_about_themselves_or_who_is_not_there(app):
    lena = make.moderator()
    rule({"do": "flag"}, {"do": "assign", "choice": f"person:{lena.id}"})
    lena.role = "member"
    db.session.commit()

    post = reply(start(), body="A parrot.", author=lena)

    assert moderation.case_of("post", post.id).assigned_to_id is None


def test_a_rule_sends_the_case_to_the_team_of_whom_it_names(app):
    lena, shop = make.moderator(), make.save(Team(key="shop", name="Shop"))
    make.save(TeamSeat(team_id=shop.id, user_id=lena.id))
    first = make.save(Team(key="moderation", name="Moderation"))
    make.save(TeamSeat(team_id=first.id, user_id=make.moderator().id))
    rule({"do": "hold"}, {"do": "assign", "choice": f"person:{lena.id}"})

    case = moderation.case_of("post", reply(start(), body="A parrot.").id)

    assert (case.team, case.assigned_to_id) == ("shop", lena.id)


def test_a_rule_follows_an_account_that_became_another(app):
    lena, ben = make.moderator(), make.moderator()
    made = rule({"do": "hold"}, {"do": "assign", "choice": f"person:{lena.id}"})

    actions.hand_over(lena.id, ben.id)

    assert made.actions[1]["choice"] == f"person:{ben.id}"


def test_a_rule_says_what_kind_of_message_a_new_topic_is(app):
    rule({"do": "sort", "choice": "complaint"})

    topic = start(body="My parrot came without its colours.")

    assert db.session.get(TopicAnswering, topic.id).kind == Kind.COMPLAINT


@pytest.mark.parametrize(
    "deed",
    [
        {"do": "assign", "choice": "nobody-there"},
        {"do": "assign", "choice": "person:4711"},
        {"do": "sort", "choice": "gossip"},
        {"do": "reply", "choice": "1"},
        {"do": "reply", "choice": "-"},
        {"do": "assign", "choice": ""},
    ],
)
def test_what_is_not_there_cannot_be_chosen(app, deed):
    with pytest.raises(Invalid):
        rule(deed)


def test_the_case_names_the_rules_that_opened_it(app):
    rule({"do": "hold"}, name="Parrots")
    rule({"do": "hold"}, name="Birds")
    post = reply(start(), body="A parrot.")
    case = moderation.case_of("post", post.id)

    part = fillers.on_case(make.moderator(), [case])[case.id]

    assert part.data == {"names": ["Parrots", "Birds"]}


def test_the_history_says_in_words_what_was_changed(app):
    owner, made = make.admin(), rule({"do": "hold"})
    tree = {"any": [{"is": "words", "text": "parrot"}, {"is": "links", "number": 3}]}
    actions.change(owner, made, RulePlan("Birds", tree, [{"do": "hint", "words": ""}], stops=True))

    said = " ".join(telling.changed(queries.newest_change_of(made.id)))

    assert "It is called Birds." in said
    assert "one of: Words “parrot”; Links, at least 3" in said
    assert "Then: Give a hint." in said
    assert "It is the last one asked when it applies." in said


def test_verify_finds_hits_of_nothing_and_rules_that_cannot_be_asked(app):
    made = rule({"do": "hold"})
    reply(start(), body="A parrot.")
    assert [problem for check in checks.ALL for problem in check.problems()] == []
    make.save(AutomodHit(rule_id=made.id, target_kind="post", target_id=4711))
    made.conditions = {"is": "gossip"}
    db.session.commit()

    found = [problem for check in checks.ALL for problem in check.problems()]

    assert len(found) == 2
    assert "post 4711" in found[0]
