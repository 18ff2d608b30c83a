"""Who decides when the brand asks for training: one table of actors and doors."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.channels.models import ChannelRole
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.moderation.settings import NEEDS_TRAINING
from forum.training import actions, queries
from forum.waves import policy as waves
from forum.waves.models import Wave, WaveState
from tests.support import make
from tests.training.taking import answer_all


def held():
    post = make.post(topic=make.topic(), author=make.member())
    return moderation.hold("post", post.id, about=post.author, reason="x")


def removed():
    """A decision of somebody else that was carried out."""
    return moderation.decide(make.admin(), held(), Decided(Outcome.REMOVE, words="Not here."))


def proposed():
    return moderation.decide(
        make.admin(), held(), Decided(Outcome.REMOVE, words="No.", is_about_us=True)
    )


def other_team():
    return moderation.add_team(make.admin(), "Second team").key


def soon():
    return clock.now() + timedelta(hours=4)


# Each does with a case what is done in the queue by page, key or in bulk.
DOORS = {
    "decide": lambda by: moderation.decide(by, held(), Decided(Outcome.KEEP)),
    "approve": lambda by: moderation.approve(by, held()),
    "claim": lambda by: moderation.claim(by, held()),
    "snooze": lambda by: moderation.snooze(by, held(), soon()),
    "wait": lambda by: moderation.wait_for_member(by, held(), soon()),
    "escalate": lambda by: moderation.escalate(by, held(), "Please look."),
    "send": lambda by: moderation.send(by, held(), other_team(), "Yours."),
    "second": lambda by: moderation.second(by, proposed()),
    "object": lambda by: moderation.object_to(by, proposed()),
    "overturn": lambda by: moderation.overturn(by, removed(), "It was fine."),
    "reduce": lambda by: moderation.reduce(by, removed(), "Milder.", None),
}


def untrained():
    return make.moderator()


def failed():
    user = make.moderator()
    answer_all(user, wrong=5)
    return user


def ended():
    return make.moderator(trained_until=clock.now() - timedelta(days=1))


def trained():
    user = make.moderator()
    answer_all(user)
    return user


# Who acts, and what becomes of it when training is asked for.
ACTORS = {
    untrained: False,
    failed: False,
    ended: False,
    trained: True,
    make.admin: True,
}


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("actor", ACTORS, ids=lambda actor: actor.__name__)
def test_only_the_trained_and_admins_act_in_the_queue(app, actor, door):
    actions.close_gate(make.admin())
    user = actor()
    db.session.refresh(user)

    if ACTORS[actor]:
        DOORS[door](user)
    else:
        with pytest.raises(Refused, match="training_needed"):
            DOORS[door](user)


@pytest.mark.parametrize("door", DOORS)
def test_without_the_gate_everybody_of_the_team_acts(app, door):
    user = untrained()

    DOORS[door](user)

    noted = select(AuditEntry.verb).where(AuditEntry.actor_id == user.id)
    assert db.session.scalars(noted).all()


def test_the_gate_stands_open_at_first_and_only_admins_close_it(app):
    assert NEEDS_TRAINING.get() is False

    with pytest.raises(Refused, match="admins_only"):
        actions.close_gate(make.moderator())
    assert NEEDS_TRAINING.get() is False


PAGES = {
    "decide": lambda case: (f"/admin/moderation/{case.id}/decide", {"outcome": "keep"}),
    "approve": lambda case: (f"/admin/moderation/{case.id}/approve", {"version": "1"}),
    "reject": lambda case: (f"/admin/moderation/{case.id}/reject", {"version": "1", "note": ""}),
    "claim": lambda case: (f"/admin/moderation/{case.id}/claim", {"version": "1"}),
    "bulk": lambda case: (
        "/admin/moderation/several",
        {"act": "approve", "chosen": f"{case.id}:1"},
    ),
}


@pytest.mark.parametrize("page", PAGES)
def test_pages_refuse_with_the_way_to_the_training(sign_in, page):
    case, user = held(), untrained()
    actions.close_gate(make.admin())
    client = sign_in(user)

    address, form = PAGES[page](case)
    answer = client.post(address, data=form)

    assert answer.status_code == 403
    assert "/admin/training" in answer.text
    assert cases.case_by_id(case.id).is_open
    assert cases.case_by_id(case.id).claimed_by_id is None


def test_below_the_mark_the_queue_is_read_and_offers_the_training(sign_in):
    case = held()
    actions.close_gate(make.admin())
    client = sign_in(untrained())

    for address in (
        "/admin/moderation",
        f"/admin/moderation?case={case.id}",
        f"/admin/moderation/{case.id}/decide",
    ):
        page = client.get(address)
        assert page.status_code == 200
        assert "once you have passed the training" in page.text
        assert f"/{case.id}/claim" not in page.text
        assert 'name="outcome"' not in page.text


def test_waves_are_cleaned_up_by_the_trained(app):
    wave = Wave(state=WaveState.OPEN)
    actions.close_gate(make.admin())

    assert waves.can_decide(untrained(), wave).reason == "training_needed"
    assert waves.can_bring_back(untrained(), wave).reason == "training_needed"
    assert waves.can_decide(make.admin(), wave)


def test_who_looks_after_a_channel_needs_the_training_too(sign_in):
    channel = make.channel()
    insider = make.insider(channel, place=ChannelRole.MODERATOR)
    post = make.post(topic=make.topic(channel=channel), author=make.member())
    case = moderation.hold("post", post.id, about=post.author, reason="x")
    actions.close_gate(make.admin())

    with pytest.raises(Refused, match="training_needed"):
        moderation.approve(insider, case)

    answer_all(insider)
    db.session.refresh(insider)
    moderation.approve(insider, case)


def test_what_was_taken_in_hand_before_can_be_given_back(app):
    user, case = untrained(), held()
    moderation.claim(user, case)
    actions.close_gate(make.admin())

    moderation.release(user, case)

    assert cases.case_by_id(case.id).claimed_by_id is None


def test_admins_read_who_would_lose_the_right_before_they_save(sign_in):
    owner = make.admin(display_name="Olga")
    make.moderator(display_name="Mara")
    answer_all(make.moderator(display_name="Toni"))
    make.moderator(display_name="Gone", deactivated_at=clock.now())
    client = sign_in(owner)

    page = client.get("/admin/training/gate").text
    losing = page.split("Would only read")[1].split("Would go on deciding")[0]
    assert "Mara" in losing
    assert "Toni" not in losing
    assert "Gone" not in page
    assert NEEDS_TRAINING.get() is False

    client.post("/admin/training/gate", data={"gate": "on"})
    assert "Only people who have passed decide" in client.get("/admin/training/gate").text
    client.post("/admin/training/gate", data={"gate": "off"})
    assert "Only people who have passed decide" not in client.get("/admin/training/gate").text


def test_the_setting_is_changed_on_the_page_that_says_whom_it_concerns(sign_in):
    client = sign_in(make.admin())

    answer = client.post("/admin/site/settings/moderation.needs_training", data={"value": "y"})

    assert answer.headers["Location"].endswith("/admin/training/gate")
    assert NEEDS_TRAINING.get() is False


def test_people_are_counted_once_each(app):
    channel = make.channel()
    mara = make.moderator()
    make.seat(channel, mara, role=ChannelRole.MODERATOR)

    assert [one.user.id for one in queries.people()] == [mara.id]
