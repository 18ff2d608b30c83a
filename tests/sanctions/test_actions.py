"""Deciding about members: what holds, what counts, what is taken back, what is told."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.accounts.models import Fate, Session
from forum.audit.models import AuditEntry
from forum.jobs.models import Job
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from forum.mail.models import Letter
from forum.sanctions import actions, queries
from forum.sanctions.models import Content, Reasons, SanctionKind, SanctionWish
from tests.sanctions import deciding
from tests.support import make


def now_of(user):
    return people.fresh_member(user.id)


def letters():
    return db.session.scalars(select(Letter.kind).order_by(Letter.id)).all()


def amiss():
    return [*queries.wrong_bounds(), *queries.removals_by_one(), *queries.half_written()]


def test_a_silence_keeps_a_member_from_writing_until_it_ends(app):
    ada = make.member()

    sanction = deciding.silence(ada, hours=24)

    assert now_of(ada).silenced_until == sanction.ends_at
    assert now_of(ada).is_silenced
    with clock.at(clock.now() + timedelta(hours=25)):
        assert not now_of(ada).is_silenced
    assert amiss() == []


def test_a_suspension_ends_all_sessions_at_once(app, sign_in):
    ada = make.member()
    client = sign_in(ada)

    deciding.suspend(ada, hours=72)

    assert db.session.scalar(select(Session).where(Session.user_id == ada.id)) is None
    assert client.get("/my/decisions").status_code == 302
    assert amiss() == []


def test_lifting_one_of_two_leaves_the_other(app):
    ada, boss = make.member(), make.admin()
    short, long = deciding.silence(ada, hours=24), deciding.silence(ada, hours=72)

    actions.lift(boss, long, "That was too much.")

    assert now_of(ada).silenced_until == short.ends_at
    actions.lift(boss, short, "And this as well.")
    assert now_of(ada).silenced_until is None
    assert amiss() == []


def test_what_counts_adds_up_ends_by_itself_and_goes_with_lifting(app):
    ada, boss = make.member(), make.admin()
    deciding.warn(ada, weight=1)
    serious = deciding.warn(ada, weight=3)
    assert queries.weight_of(ada) == 4

    actions.lift(boss, serious, "Not so.")

    assert queries.weight_of(ada) == 1
    with clock.at(clock.now() + timedelta(days=91)):
        assert queries.violations_of(ada) == []


@pytest.mark.parametrize(
    ("weights", "wanted"),
    [
        ([1, 1], None),
        ([3], (SanctionKind.SILENCE, 24)),
        ([3, 3], (SanctionKind.SUSPENSION, 7 * 24)),
        ([10], (SanctionKind.SUSPENSION, 30 * 24)),
        ([10, 3, 1, 1], (SanctionKind.REMOVAL, None)),
    ],
)
def test_a_step_is_suggested_and_nothing_is_done_by_it(app, weights, wanted):
    ada, boss = make.member(), make.admin()
    for weight in weights:
        deciding.warn(ada, boss, weight=weight)

    step = queries.suggested(ada)

    assert (step and (step.wish.kind, step.wish.hours)) == wanted
    found = now_of(ada)
    assert (found.silenced_until, found.suspended_until, found.deactivated_at) == (None,) * 3


def test_a_weight_that_is_about_to_be_given_is_part_of_what_is_suggested(app):
    ada = make.member()
    deciding.warn(ada, weight=3)

    assert queries.suggested(ada, adding=3).wish.hours == 7 * 24


def test_a_removal_waits_for_a_second_person_and_does_nothing_until_then(app):
    ada, moderator = make.member(), make.moderator()

    proposed = deciding.propose(ada, moderator)

    assert now_of(ada).deactivated_at is None
    assert [one.sanction.id for one in queries.proposals()] == [proposed.id]
    assert letters() == []
    actions.second(make.admin(), proposed)
    assert now_of(ada).deactivated_at is not None
    assert queries.proposals() == []
    assert letters() == ["sanctions.began"]
    assert amiss() == []


def test_a_withdrawn_proposal_leaves_no_trace_with_the_member(app):
    ada, moderator = make.member(), make.moderator()

    actions.lift(moderator, deciding.propose(ada, moderator), "")

    assert queries.proposals() == []
    assert queries.sanctions_of(ada) == []
    assert letters() == []


def test_lifting_a_removal_opens_the_account_again(app):
    ada = make.member()
    removal = deciding.remove(ada, content=Content.HIDDEN)

    actions.lift(make.admin(), removal, "We were wrong.")

    assert now_of(ada).deactivated_at is None
    assert now_of(ada).is_active
    assert amiss() == []


def test_lifting_a_removal_does_not_bring_back_somebody_who_left(app):
    ada, boss = make.member(), make.admin()
    proposed = deciding.propose(ada, boss)
    accounts.ask_to_leave(ada, Fate.NAMELESS)
    with clock.at(clock.now() + timedelta(days=15)):
        accounts.carry_out(ada.id)
        proposed.seconded_by_id = make.admin().id
        db.session.commit()

        actions.lift(boss, proposed, "Never mind.")

    assert now_of(ada).deactivated_at is not None


def test_a_warning_stands_above_every_page_until_it_is_read(app, sign_in):
    ada = make.member()
    warning = deciding.warn(ada)
    client = sign_in(ada)
    assert "The team has written to you" in client.get("/").text

    answer = client.post(f"/my/decisions/{warning.id}/read")

    assert answer.status_code == 302
    assert "The team has written to you" not in client.get("/").text
    assert amiss() == []


def test_the_end_is_told_once_and_not_while_something_of_the_kind_goes_on(app):
    ada = make.member()
    short, long = deciding.silence(ada, hours=24), deciding.silence(ada, hours=48)
    told = db.session.scalars(select(Job.run_at).where(Job.kind == actions.END_JOB)).all()
    assert set(told) == {short.ends_at, long.ends_at}

    for later in (25, 49, 50):
        with clock.at(clock.now() + timedelta(hours=later)):
            actions.tell_of_end(short.id)
            actions.tell_of_end(long.id)

    assert letters() == ["sanctions.began", "sanctions.began", "sanctions.ended"]


def test_what_was_lifted_is_not_told_to_have_ended(app):
    ada = make.member()
    sanction = deciding.silence(ada)
    actions.lift(make.admin(), sanction, "Sorry.")

    with clock.at(clock.now() + timedelta(hours=25)):
        actions.tell_of_end(sanction.id)

    assert letters() == ["sanctions.began", "sanctions.lifted"]


@pytest.mark.parametrize(
    ("wish", "words", "wrong"),
    [
        (SanctionWish(SanctionKind.SILENCE), "Why.", ("hours", "out_of_range")),
        (SanctionWish(SanctionKind.SILENCE, 0), "Why.", ("hours", "out_of_range")),
        (SanctionWish(SanctionKind.SUSPENSION, 9000), "Why.", ("hours", "out_of_range")),
        (SanctionWish(SanctionKind.WARNING, 24), "Why.", ("hours", "no_end")),
        (SanctionWish(SanctionKind.WARNING, None, 2), "Why.", ("weight", "unknown")),
        (SanctionWish(SanctionKind.WARNING), " ", ("words", "empty")),
        (SanctionWish(SanctionKind.WARNING), "x" * 2001, ("words", "too_long")),
    ],
)
def test_what_cannot_be_is_said_at_its_field(app, wish, words, wrong):
    ada, boss = make.member(), make.admin()

    with pytest.raises(Invalid) as refused:
        actions.impose(boss, ada, wish, reasons=Reasons("", 0, words))

    assert (refused.value.field, refused.value.reason) == wrong
    assert queries.sanctions_of(ada, proposed=True) == []


def test_where_there_are_guidelines_a_clause_must_be_named(app):
    ada, boss = make.member(), make.admin()
    version = make.guidelines(boss)

    wish = SanctionWish(SanctionKind.WARNING)
    for key in ("", "no-such-clause"):
        wish = SanctionWish(SanctionKind.WARNING)
        with pytest.raises(Invalid):
            actions.impose(boss, ada, wish, reasons=Reasons(key, version.number, "Why."))


def test_two_accounts_that_become_one_keep_what_was_decided_about_both(app):
    old, new, boss = make.member(), make.member(), make.admin()
    first, second = deciding.silence(old, hours=72), deciding.silence(new, hours=24)

    accounts.merge_members(boss, old, new)

    assert now_of(new).silenced_until == first.ends_at
    assert {one.sanction.id for one in queries.sanctions_of(new)} == {first.id, second.id}
    assert amiss() == []


def test_nothing_said_of_somebody_who_left_is_kept(app):
    ada, boss = make.member(), make.admin()
    sanction = deciding.silence(ada)
    actions.add_note(boss, ada, "Wrote twice about refunds.")
    accounts.ask_to_leave(ada, Fate.NAMELESS)

    with clock.at(clock.now() + timedelta(days=15)):
        accounts.carry_out(ada.id)

    db.session.expire_all()
    assert queries.sanction_by_id(sanction.id).words == ""
    assert queries.notes_about(now_of(ada)) == []
    assert amiss() == []


def test_a_note_that_was_deleted_leaves_only_that_there_was_one(app):
    ada, boss = make.member(), make.admin()
    note = actions.add_note(boss, ada, "Wrote twice about refunds.")

    actions.delete_note(boss, note)

    assert queries.notes_about(ada) == []
    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert verbs == ["sanctions.add_note", "sanctions.delete_note"]


def test_what_members_rows_say_beyond_what_was_decided_is_found(app):
    ada, bob, eve = make.member(), make.member(), make.member()
    deciding.silence(ada)
    make.save(now_of(bob)).silenced_until = clock.now()
    now_of(ada).silenced_until = None
    now_of(eve).deactivated_at = clock.now()
    db.session.commit()

    wanted = {(ada.id, "silenced_until"), (bob.id, "silenced_until"), (eve.id, "deactivated_at")}
    assert set(queries.wrong_bounds()) == wanted
