"""Scenarios of the brand: written, changed, ordered, switched off, and as they came."""

import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.training import actions, queries
from forum.training.actions import PlannedChoice, ScenarioPlan
from forum.training.models import Subject
from tests.support import make

CHOICES = [
    PlannedChoice("keep", "", "Leave it."),
    PlannedChoice("hide", "hate", "Hide it."),
    PlannedChoice("remove", "scam", "Remove it."),
]


def plan(**given):
    texts = {"title": "Mine", "post": "A post.", "facts": "Facts.", "question": "What now?"}
    whole = {"subject": Subject.SPAM, "choices": CHOICES, "right": 1, "why": "So."} | texts
    return ScenarioPlan(**(whole | given))


def titles():
    return [str(story.title) for story in queries.stories_on()]


def test_what_the_brand_writes_is_asked_last(app):
    actions.create(make.admin(), plan())

    assert len(titles()) == 21
    assert titles()[-1] == "Mine"
    assert str(queries.stories_on()[-1].model.words) == "Hide it."


def test_supplied_words_can_be_changed_and_come_back(app):
    admin = make.admin()
    actions.plant()
    first = queries.stories_on()[0]
    was = str(first.title)

    actions.change(admin, first.scenario, plan())
    assert titles()[0] == "Mine"
    actions.restore(admin, first.scenario)

    assert titles()[0] == was


def test_the_order_is_the_brands(app):
    admin = make.admin()
    actions.plant()
    first, second = queries.stories_on()[:2]

    actions.move_down(admin, first.scenario)
    actions.move_up(admin, first.scenario)
    actions.move_up(admin, second.scenario)

    assert titles()[:2] == [str(second.title), str(first.title)]


def test_what_is_switched_off_is_left_out_of_an_open_attempt(app):
    admin = make.admin()
    attempt = actions.begin(admin)
    last = queries.course_of(attempt).pages[-1].story.scenario

    actions.switch(admin, last)

    assert len(queries.course_of(attempt).pages) == 19
    assert last.id not in actions.begin(make.moderator()).plan


def test_whoever_had_only_that_left_has_finished(app):
    admin, ada = make.admin(), make.moderator()
    attempt = actions.begin(ada)
    *pages, last = queries.course_of(attempt).pages
    for page in pages:
        actions.answer(ada, attempt, page.place, page.story.right)
    assert not attempt.is_passed

    actions.switch(admin, last.story.scenario)

    assert attempt.is_passed
    assert attempt.asked == 19
    line = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "training.pass")).one()
    assert (line.actor_id, line.target_id) == (admin.id, ada.id)
    assert line.after == {"right": 19, "asked": 19, "rest_switched_off": True}


def test_answers_go_on_counting_when_a_scenario_is_taken_out(app):
    admin, ada = make.admin(), make.moderator()
    mine = actions.create(admin, plan())
    attempt = actions.begin(ada)
    place = attempt.plan.index(mine.id) + 1
    actions.answer(ada, attempt, place, 1)

    actions.remove(admin, mine)

    course = queries.course_of(attempt)
    assert course.right == 1
    assert len(course.pages) == 21
    assert "Mine" not in titles()


def test_without_scenarios_there_is_no_course(app):
    admin = make.admin()
    actions.plant()
    for story in queries.stories_on():
        actions.switch(admin, story.scenario)

    with pytest.raises(Refused, match="course_empty"):
        actions.begin(admin)


REFUSED = {
    "a moderator": lambda one: actions.switch(make.moderator(), one),
    "taking out a supplied one": lambda one: actions.remove(make.admin(), one),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_allowed_changes_nothing(app, case):
    actions.plant()
    one = queries.stories_on()[0].scenario

    with pytest.raises(Refused):
        REFUSED[case](one)

    assert len(titles()) == 20


AMISS = {
    "title": plan(title=" "),
    "why": plan(why="x" * 2001),
    "choices": plan(choices=CHOICES[:2]),
    "right": plan(right=3),
}


@pytest.mark.parametrize("field", AMISS)
def test_what_is_missing_is_named(app, field):
    with pytest.raises(Invalid) as caught:
        actions.create(make.admin(), AMISS[field])

    assert caught.value.field == field


FORM = {
    "subject": "spam",
    "title": "A new one",
    "post": "Post.",
    "facts": "Facts.",
    "question": "What now?",
    "why": "Because.",
    "right": "3",
    **{f"choices-{n}-words": f"Words {n}" for n in (0, 1, 3)},
    **{f"choices-{n}-decision": "keep" for n in range(5)},
    **{f"choices-{n}-clause": "" for n in range(5)},
}


def test_an_admin_writes_a_scenario_on_the_page(sign_in):
    client = sign_in(make.admin())

    refused = client.post("/admin/training/scenarios/new", data=FORM | {"right": "2"})
    assert "Choose which of the answers is the model answer." in refused.text
    assert "Words 3" in refused.text
    assert refused.status_code == 422
    assert client.get("/admin/training/scenarios/new").status_code == 200
    client.post("/admin/training/scenarios/new", data=FORM)

    made = queries.stories_on()[-1]
    assert (made.title, made.model.words) == ("A new one", "Words 3")
    page = client.get(f"/admin/training/scenarios/{made.scenario.id}").text
    assert "Because." in page
    assert client.get("/admin/training/scenarios").status_code == 200


def test_moderators_do_not_arrange_scenarios(sign_in):
    client = sign_in(make.moderator())
    actions.plant()

    assert client.get("/admin/training/scenarios").status_code == 403
    assert client.post("/admin/training/scenarios/new", data=FORM).status_code == 403
    assert len(titles()) == 20
