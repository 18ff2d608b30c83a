"""Two people at one case: whoever comes second is told who was first, whatever they pressed."""

import pytest
from sqlalchemy import update

from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions, queries
from forum.moderation.actions import AlreadyDecided
from forum.moderation.models import CaseState, Decision, Outcome, Reviewable
from tests.support import make


@pytest.fixture
def quicker(kettles, monkeypatch):
    """A case of a kettle, and somebody who decides on it while others wait for the kettle.

    What can be decided about it is something else then.
    """
    first = make.moderator(display_name="Lena Quick")
    case = actions.hold("kettle", 1, about=make.member(), reason="x")
    done = {"decision": Decision.APPROVED, "state": CaseState.DECIDED, "decided_by_id": first.id}

    def hold(_target):
        rows = update(Reviewable).where(Reviewable.id == case.id)
        db.session.execute(
            rows.values(decided_at=clock.now(), **done),
            execution_options={"synchronize_session": False},
        )
        monkeypatch.setattr(kettles, "outcomes", lambda target: (Outcome.KEEP,))

    monkeypatch.setattr(kettles, "hold", hold, raising=False)
    return case


@pytest.mark.parametrize("act", [actions.approve, actions.reject], ids=["approve", "reject"])
def test_who_had_to_wait_for_the_thing_learns_that_somebody_decided(quicker, act):
    with pytest.raises(AlreadyDecided):
        act(make.moderator(), quicker)


@pytest.mark.parametrize("outcome", ["approve", "decline"])
def test_a_choice_that_is_gone_because_somebody_chose_is_no_mistake_of_yours(
    quicker, kettles, sign_in, monkeypatch, outcome
):
    """They decide between the look at the case and the look at the thing."""
    load, client = kettles.load, sign_in(make.moderator())

    def loaded(ids):
        kettles.hold(None)
        return load(ids)

    monkeypatch.setattr(kettles, "load", loaded)

    answer = client.post(
        f"/admin/moderation/{quicker.id}/decide",
        data={"outcome": outcome, "weight": "0", "version": quicker.version},
    )

    assert answer.status_code == 409
    assert "Lena Quick decided:" in answer.text


def test_a_case_is_read_as_it_is_now(kettles):
    case = actions.hold("kettle", 1, about=make.member(), reason="x")
    rows = update(Reviewable).where(Reviewable.id == case.id)
    db.session.execute(rows.values(version=7), execution_options={"synchronize_session": False})

    assert queries.case_by_id(case.id).version == 7
