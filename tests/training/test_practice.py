"""The practice desk: like the queue, with the model decision after one's own, and nothing real."""

import pytest
from sqlalchemy import func, select

from forum.audit.models import AuditEntry
from forum.kernel.db import Base, db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.moderation import queries as moderation
from forum.moderation.models import Band
from forum.training import actions, queries
from forum.training.desk import Feedback
from tests.support import make


def named(user, key):
    return next(one for one in queries.desk_of(user.id) if one.of.key == key)


def counts():
    """How many rows each table has, but for the desk's own."""
    tables = [table for table in Base.metadata.sorted_tables if table.name != "practice_cases"]
    return {
        table.name: db.session.scalar(select(func.count()).select_from(table)) for table in tables
    }


def test_the_desk_has_every_band_and_something_late(app):
    ada = make.moderator()
    actions.lay_out(ada)

    desk = queries.desk_of(ada.id)

    assert len(desk) == 10
    assert {one.band for one in desk} == set(Band)
    assert any(one.due_at < one.row.begun_at for one in desk)
    assert [one.rank_at(one.row.begun_at) for one in desk] == sorted(
        one.rank_at(one.row.begun_at) for one in desk
    )


@pytest.mark.parametrize(
    ("decision", "clause", "feedback"),
    [
        ("hide", "advert", Feedback.SAME),
        ("hide", "scam", Feedback.OTHER_CLAUSE),
        ("remove", "advert", Feedback.OTHER),
    ],
)
def test_after_a_decision_stands_how_it_compares(app, decision, clause, feedback):
    ada = make.moderator()
    actions.lay_out(ada)

    actions.practise(ada, named(ada, "coupon").row.id, decision, clause)

    assert named(ada, "coupon").feedback == feedback


def test_nothing_but_the_desk_is_written(app):
    ada = make.moderator()
    before = counts()

    actions.lay_out(ada)
    for one in queries.desk_of(ada.id):
        actions.practise(ada, one.row.id, "remove", "hate")

    assert counts() == before
    assert moderation.waiting_count() == 0
    assert db.session.scalar(select(func.count(AuditEntry.id))) == 0


def test_a_decision_is_made_once_until_one_begins_again(app):
    ada = make.moderator()
    actions.lay_out(ada)
    case_id = named(ada, "lost").row.id
    actions.practise(ada, case_id, "move", "off_topic")

    with pytest.raises(Refused, match="answered_already"):
        actions.practise(ada, case_id, "keep", "")
    actions.lay_out(ada)

    assert named(ada, "lost").feedback is None


def test_everybody_has_a_desk_of_their_own(app):
    ada, bob = make.moderator(), make.moderator()
    actions.lay_out(ada)
    actions.lay_out(bob)

    with pytest.raises(NotFound):
        actions.practise(bob, named(ada, "lost").row.id, "keep", "")
    with pytest.raises(Invalid):
        actions.practise(ada, named(ada, "lost").row.id, "dance", "")
    with pytest.raises(Refused, match="staff_only"):
        actions.lay_out(make.member())


def test_the_desk_is_worked_through_in_the_browser(sign_in):
    ada = make.moderator()
    client = sign_in(ada)
    assert "Your practice desk is empty" in client.get("/admin/training/practice").text

    client.post("/admin/training/practice")
    first = queries.desk_of(ada.id)[0]
    page = client.get("/admin/training/practice").text
    assert "Nothing here is real" in page
    assert "Model decision" not in page

    empty = client.post(f"/admin/training/practice/{first.row.id}", data={})
    assert empty.status_code == 422
    assert "Choose what shall happen." in empty.text
    for one in queries.desk_of(ada.id):
        client.post(
            f"/admin/training/practice/{one.row.id}",
            data={"decision": one.of.decision, "clause": one.of.clause or ""},
        )

    told = client.get(f"/admin/training/practice?case={first.row.id}").text
    assert "Model decision" in told
    assert "10 of 10 cases as we would" in told


def test_what_is_practised_is_found_nowhere_else(sign_in):
    ada = make.moderator()
    client = sign_in(ada)
    client.post("/admin/training/practice")
    words = str(queries.desk_of(ada.id)[0].of.post)
    first, rest = words.split()[0], words[-30:]

    for address in ("/admin/moderation", "/admin/audit", "/admin", f"/search?q={first}"):
        assert rest not in client.get(address).text


def test_the_practice_desk_has_the_keys_of_the_queue(app, sign_in):
    ada = make.moderator()
    actions.lay_out(ada)

    page = sign_in(ada).get("/admin/training/practice").text

    assert "<queue-desk" in page and "data-alone" in page
    assert page.count("data-row-link") == 10
    assert 'data-press="n"' in page
    for word in ("keep", "hide", "hand_on", "leave"):
        assert f'type="radio" value="{word}"' in page
    assert 'id="desk-keys"' in page
