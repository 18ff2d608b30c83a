"""The brand writes guides, puts them in order and publishes them; nothing else is kept of it."""

import pytest

from forum.guides import actions, checks, policy, queries
from forum.guides.actions import GuidePlan, Way
from forum.guides.models import GuideStep
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.kernel.unit import transaction
from tests.guides.writing import draft, guide, step
from tests.support import make


def titles(made) -> list[str]:
    return [one.title for one in queries.steps_of(made)]


def problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_guide_is_made_by_forms_alone(app, sign_in, guest):
    room = make.channel()
    browser = sign_in(make.admin())
    words = {"title": "  First   steps ", "summary": "Begin here.", "channel_id": str(room.id)}

    here = browser.post("/admin/guides/new", data=words).location
    assert "disabled" in browser.get(here).text
    for number in (1, 2):
        sent = {"title": f"Step {number}", "body": "# Hello\n\n<script>alert(1)</script>"}
        assert browser.post(f"{here}/steps/new", data=sent).location == here
    browser.post(f"{here}/publish")

    page = guest.get(here.replace("/admin", "") + "/1").text
    assert "First steps" in page
    assert "<script>alert" not in page
    assert [one.is_published for one in queries.guides()] == [True]


def test_a_look_at_a_step_saves_nothing(app, sign_in):
    made = draft(steps=0)
    sent = {"title": "Step", "body": "Some *words*.", "act": "preview"}

    page = sign_in(make.admin()).post(f"/admin/guides/{made.id}/steps/new", data=sent)

    assert "Some <em>words</em>." in page.text
    assert titles(made) == []


def test_steps_are_moved_one_place_and_no_further_than_the_ends(app, sign_in):
    made = draft(steps=3)
    browser = sign_in(make.admin())
    first, _, last = queries.steps_of(made)

    browser.post(f"/admin/guides/steps/{last.id}/move", data={"direction": "up"})
    browser.post(f"/admin/guides/steps/{first.id}/move", data={"direction": "up"})

    assert titles(made) == ["Step 1", "Step 3", "Step 2"]
    wrong = browser.post(f"/admin/guides/steps/{last.id}/move", data={"direction": "away"})
    assert wrong.status_code == 404
    assert problems() == []


def test_guides_are_moved_too(app):
    one, two = draft(title="One"), draft(title="Two")

    actions.move(make.admin(), two, way=Way.UP)
    actions.move(make.admin(), one, way=Way.DOWN)

    assert [each.title for each in queries.guides()] == ["Two", "One"]


def test_what_is_removed_leaves_no_gap(app):
    one, two = draft(title="One"), draft(title="Two")
    actions.remove_step(make.admin(), two, queries.steps_of(two)[0])
    actions.remove(make.admin(), one)

    assert titles(two) == ["Step 2", "Step 3"]
    assert problems() == []


@pytest.mark.parametrize(
    ("title", "summary", "field", "reason"),
    [
        ("", "", "title", "empty"),
        ("x" * 121, "", "title", "too_long"),
        ("Fine", "x" * 301, "summary", "too_long"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(app, title, summary, field, reason):
    room = make.channel()
    with pytest.raises(Invalid) as error:
        actions.create(make.admin(), GuidePlan(title, summary, room.id))

    assert (error.value.field, error.value.reason) == (field, reason)


def test_a_guide_needs_a_channel_that_is_there(app):
    with pytest.raises(Invalid) as error:
        actions.create(make.admin(), GuidePlan("Fine", "", 4711))

    assert (error.value.field, error.value.reason) == ("channel_id", "unknown")


@pytest.mark.parametrize(("body", "reason"), [(" ", "empty"), ("x" * 30_001, "too_long")])
def test_a_step_needs_a_text_that_is_not_too_long(app, body, reason):
    with pytest.raises(Invalid) as error:
        step(draft(), "Step", body)

    assert (error.value.field, error.value.reason) == ("body", reason)


def test_there_is_an_end_to_how_many_there_can_be(app, monkeypatch):
    monkeypatch.setattr(policy, "MOST_GUIDES", 1)
    monkeypatch.setattr(policy, "MOST_STEPS", 2)
    made = draft(steps=2)

    with pytest.raises(Invalid, match="too_many"):
        step(made, "One too many")
    with pytest.raises(Invalid, match="too_many"):
        draft()


def test_errors_keep_what_was_typed(app, sign_in):
    room = make.channel()
    words = {"title": "", "summary": "What I typed", "channel_id": str(room.id)}

    page = sign_in(make.admin()).post("/admin/guides/new", data=words).text

    assert "Give it a title." in page
    assert "What I typed" in page


def test_verify_finds_what_is_out_of_order(app):
    made = guide(steps=2)
    assert problems() == []
    with transaction():
        db.session.get_one(GuideStep, queries.steps_of(made)[1].id).position = 5

    assert problems() == [f"the steps of guide {made.id} do not stand at 1, 2, 3 and so on"]


def test_verify_finds_a_published_guide_without_a_step(app):
    made = guide(steps=1)
    with transaction():
        db.session.delete(queries.steps_of(made)[0])

    assert problems() == [f"guide {made.id} is published and has no step"]


def test_the_page_of_a_guide_says_how_many_read_it_and_never_who(app, sign_in):
    made, reader = guide(steps=2), make.member(username="quietreader")
    for one in queries.steps_of(made):
        actions.mark_read(reader, one)
    actions.mark_read(make.member(), queries.steps_of(made)[0])

    assert queries.readers_of(made) == (2, 1)
    page = sign_in(make.admin()).get(f"/admin/guides/{made.id}").text
    assert "2 members have begun to read it" in page
    assert "quietreader" not in page
