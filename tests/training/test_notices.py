"""What the team reads in its inbox about training."""

from datetime import timedelta

from sqlalchemy import select

from forum.kernel import clock
from forum.kernel.db import db
from forum.notices.models import Notice
from forum.training import actions
from tests.support import make
from tests.training.taking import answer_all


def told(user):
    query = select(Notice.facts).where(Notice.user_id == user.id, Notice.kind == "training")
    return [facts["what"] for facts in db.session.scalars(query.order_by(Notice.id))]


def test_a_pass_that_ends_is_said_in_the_inbox(sign_in, monkeypatch):
    ada = make.moderator()
    attempt = answer_all(ada)
    soon = attempt.valid_until - timedelta(days=5)
    monkeypatch.setattr(clock, "now", lambda: soon)

    actions.tell_of_ends()

    assert told(ada) == ["ends"]
    page = sign_in(ada).get("/notices").text
    assert "Your training counts only for some days more" in page


def test_a_round_is_announced_and_only_late_ones_are_reminded(app, monkeypatch):
    admin, ada, bob = make.admin(), make.moderator(), make.moderator()
    found = actions.open_now(admin)
    for user in (admin, ada):
        for place in range(1, 11):
            actions.decide_alone(user, found, place, "keep", "")

    for days in (8, 9, 15):
        later = found.opened_at + timedelta(days=days)
        monkeypatch.setattr(clock, "now", lambda later=later: later)
        actions.see_to_rounds()

    assert told(ada) == ["opened", "closed"]
    assert told(bob) == ["opened", "late"]
