"""Appeals: made once and in time, decided by somebody else, and wholly undone when overturned."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from forum.accounts import queries as people
from forum.appeals import actions, checks, queries
from forum.appeals.actions import Verdict
from forum.appeals.models import Appeal, AppealOutcome
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.mail.models import Letter
from forum.moderation import actions as moderation
from forum.moderation import queries as cases
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.sanctions import queries as sanctions
from forum.sanctions.models import SanctionKind, SanctionWish
from forum.topics.models import Post, State
from tests.accounts.test_leaving import left
from tests.sanctions import deciding
from tests.support import make

UPHELD = Verdict(AppealOutcome.UPHELD, "We see it as before.")
OVERTURNED = Verdict(AppealOutcome.OVERTURNED, "You were right.")


def ruled(sanction=None):
    """A reply that was removed, by whom, and the ruling."""
    moderator, author = make.moderator(), make.member()
    post = make.post(topic=make.topic(), author=author)
    case = moderation.hold("post", post.id, about=author, reason="x")
    decided = Decided(Outcome.REMOVE, words="Not here.", sanction=sanction)
    return post, moderator, moderation.decide(moderator, case, decided)


def state_of(post):
    return db.session.scalar(select(Post.state).where(Post.id == post.id))


def amiss():
    return [line for check in checks.ALL for line in check.problems()]


def test_an_appeal_waits_in_the_queue_and_is_due_within_three_days(app):
    ada = make.member()
    sanction = deciding.silence(ada)

    made = actions.appeal(ada, "I quoted somebody.", sanction_id=sanction.id)

    case = cases.case_of("appeal", made.id)
    assert case.about_id == ada.id
    assert case.protocol_due_at == made.created_at + timedelta(hours=72)
    assert case.due_at <= case.protocol_due_at
    assert amiss() == []


def test_overturning_brings_back_the_text_and_clears_the_sanction(app):
    post, _, ruling = ruled(SanctionWish(SanctionKind.SUSPENSION, 72, 3))
    author = people.fresh_member(ruling.about_id)
    assert state_of(post) == State.DELETED
    assert author.is_suspended
    made = actions.appeal(author, "That was a quote.", ruling_id=ruling.id)

    actions.decide(make.moderator(), made.id, OVERTURNED)

    assert state_of(post) == State.PUBLISHED
    author = people.fresh_member(author.id)
    assert author.suspended_until is None
    assert sanctions.weight_of(author) == 0
    assert cases.ruling_by_id(ruling.id).overturned_at is not None
    assert "appeals.decided" in db.session.scalars(select(Letter.kind)).all()
    assert amiss() == []


def test_what_stands_stands(app):
    post, _, ruling = ruled()
    author = people.fresh_member(ruling.about_id)
    made = actions.appeal(author, "Why?", ruling_id=ruling.id)

    actions.decide(make.moderator(), made.id, UPHELD)

    assert state_of(post) == State.DELETED
    assert queries.appeal_by_id(made.id).outcome == AppealOutcome.UPHELD
    assert cases.open_case("appeal", made.id) is None


def test_making_it_milder_replaces_the_sanction_and_leaves_the_rest(app):
    post, _, ruling = ruled(SanctionWish(SanctionKind.SUSPENSION, 72, 3))
    author = people.fresh_member(ruling.about_id)
    made = actions.appeal(author, "Too long.", ruling_id=ruling.id)
    milder = SanctionWish(SanctionKind.SILENCE, 24)

    actions.decide(make.moderator(), made.id, Verdict(AppealOutcome.REDUCED, "Yes.", milder))

    author = people.fresh_member(author.id)
    assert state_of(post) == State.DELETED
    assert not author.is_suspended
    assert author.is_silenced


def test_a_sanction_without_a_ruling_is_lifted_by_overturning(app):
    ada = make.member()
    made = actions.appeal(ada, "No.", sanction_id=deciding.silence(ada, weight=3).id)

    actions.decide(make.moderator(), made.id, OVERTURNED)

    assert people.fresh_member(ada.id).silenced_until is None
    assert sanctions.weight_of(ada) == 0
    assert amiss() == []


def test_the_queue_can_decide_as_well_and_needs_words(app):
    ada = make.member()
    made = actions.appeal(ada, "No.", sanction_id=deciding.silence(ada).id)
    reviewer = make.moderator()

    with pytest.raises(Invalid):
        moderation.decide(reviewer, cases.case_of("appeal", made.id), Decided(Outcome.APPROVE))
    case = cases.case_of("appeal", made.id)
    moderation.decide(reviewer, case, Decided(Outcome.APPROVE, words="Right."))

    assert queries.appeal_by_id(made.id).outcome == AppealOutcome.OVERTURNED


def test_appeals_are_left_alone_when_several_cases_are_decided(app, sign_in):
    ada = make.member()
    made = actions.appeal(ada, "No.", sanction_id=deciding.silence(ada).id)
    case = cases.case_of("appeal", made.id)
    browser, chosen = sign_in(make.moderator()), f"{case.id}:{case.version}"

    said = browser.get(f"/admin/moderation/several?chosen={case.id}").text
    given = {"act": "approve", "chosen": chosen}
    told = browser.post("/admin/moderation/several", data=given, follow_redirects=True).text

    assert "Decided on a page of its own" in said
    assert "1 case was left alone" in told
    assert cases.case_of("appeal", made.id).is_open


def test_rates_alarm_from_ten_decided_and_more_than_a_fifth_overturned(app):
    boss, other = make.admin(), make.admin()
    for number in range(10):
        ada = make.member()
        made = actions.appeal(ada, "No.", sanction_id=deciding.warn(ada, boss).id)
        actions.decide(other, made.id, OVERTURNED if number < 3 else UPHELD)
        alarming = [one.is_alarming for _, one in queries.rates_by_decider()]
        assert alarming == [number == 9]

    ((person, rate),) = queries.rates_by_decider()
    assert (person.id, rate.decided, rate.overturned) == (boss.id, 10, 3)
    verbs = db.session.scalars(select(AuditEntry.verb)).all()
    assert verbs.count("appeals.decide") == 10


def _again(ada, sanction):
    actions.appeal(ada, "No.", sanction_id=sanction.id)
    actions.appeal(ada, "No.", sanction_id=sanction.id)


def _late(ada, sanction):
    with clock.at(clock.now() + timedelta(days=181)):
        actions.appeal(ada, "No.", sanction_id=sanction.id)


def _of_another(ada, sanction):
    actions.appeal(make.member(), "No.", sanction_id=sanction.id)


def _decided_by(ada, sanction, by):
    made = actions.appeal(ada, "No.", sanction_id=sanction.id)
    actions.decide(by, made.id, UPHELD)


def _after_lifting(ada, sanction):
    deciding.actions.lift(make.admin(), sanction, "Sorry.")
    actions.appeal(ada, "No.", sanction_id=sanction.id)


REFUSED = {
    "again": ("appealed_already", lambda ada, boss, one: _again(ada, one)),
    "too late": ("appeal_too_late", lambda ada, boss, one: _late(ada, one)),
    "by somebody else": ("not_yours", lambda ada, boss, one: _of_another(ada, one)),
    "of what is lifted": ("nothing_to_appeal", lambda ada, boss, one: _after_lifting(ada, one)),
    "a member decides": ("staff_only", lambda ada, boss, one: _decided_by(ada, one, make.member())),
    "who decided decides": ("own_decision", lambda ada, boss, one: _decided_by(ada, one, boss)),
}


@pytest.mark.parametrize("who", REFUSED)
def test_whoever_may_not_is_told_why(app, who):
    reason, act = REFUSED[who]
    ada, boss = make.member(), make.admin()
    sanction = deciding.warn(ada, boss)

    with pytest.raises(Refused) as refused:
        act(ada, boss, sanction)

    assert refused.value.verdict.reason == reason


def test_somebody_of_the_team_does_not_decide_on_their_own_appeal(app):
    moderator = make.moderator()
    made = actions.appeal(moderator, "No.", sanction_id=deciding.warn(moderator).id)

    with pytest.raises(Refused) as refused:
        actions.decide(moderator, made.id, OVERTURNED)

    assert refused.value.verdict.reason == "own_content"


def test_the_page_of_the_letter_works_without_signing_in(app, guest):
    ada = make.member()
    sanction = deciding.suspend(ada)
    text = db.session.scalars(select(Letter.text).where(Letter.to_address == ada.email)).one()
    statement = next(line for line in text.splitlines() if "/decisions/" in line)
    page = guest.get("/decisions/" + statement.rpartition("/")[2]).text
    address = "/appeals/" + page.partition('href="/appeals/')[2].partition('"')[0]

    assert guest.post(address, data={"body": "I quoted somebody."}).status_code == 302

    made = db.session.scalars(select(Appeal)).one()
    assert (made.user_id, made.sanction_id, made.body) == (
        ada.id,
        sanction.id,
        "I quoted somebody.",
    )
    assert "I quoted somebody." in guest.get(address).text
    with pytest.raises(NotFound):
        queries.appeal_by_id(made.id + 1)


def test_what_is_too_long_is_said_and_kept(app, guest):
    ada = make.member()
    deciding.suspend(ada)
    text = db.session.scalars(select(Letter.text).where(Letter.to_address == ada.email)).one()
    statement = next(line for line in text.splitlines() if "/decisions/" in line)
    page = guest.get("/decisions/" + statement.rpartition("/")[2]).text
    address = "/appeals/" + page.partition('href="/appeals/')[2].partition('"')[0]

    answer = guest.post(address, data={"body": "x" * 2001}).text

    assert "Keep it to 2000 characters." in answer
    assert "x" * 2001 in answer


def test_the_appeal_of_the_team_shows_all_and_decides(app, sign_in):
    ada, reviewer = make.member(), make.moderator()
    made = actions.appeal(ada, "I quoted somebody.", sanction_id=deciding.warn(ada).id)
    client = sign_in(reviewer)
    page = client.get(f"/admin/appeals/{made.id}").text
    assert "I quoted somebody." in page
    assert "Please stay kind." in page

    form = {"outcome": "overturned", "instead": "nothing", "words": "Right."}
    assert client.post(f"/admin/appeals/{made.id}", data=form).status_code == 302

    assert queries.appeal_by_id(made.id).words == "Right."
    assert client.get("/admin/appeals").status_code == 200
    assert sign_in(make.admin()).get("/admin/appeals").status_code == 200


@pytest.mark.parametrize(
    ("instead", "later", "field"),
    [
        (SanctionWish(SanctionKind.SUSPENSION, 24), 0, "instead"),
        (SanctionWish(SanctionKind.SILENCE, 48), 0, "instead"),
        # So much of it is over that the rest is shorter than this.
        (SanctionWish(SanctionKind.SILENCE, 12), 20, "instead"),
        (SanctionWish(SanctionKind.SILENCE, 12), 30, "instead"),
        (SanctionWish(SanctionKind.SILENCE, 0), 0, "hours"),
    ],
)
def test_what_is_called_milder_is_so(app, instead, later, field):
    ada = make.member()
    made = actions.appeal(ada, "Too long.", sanction_id=deciding.silence(ada, hours=24).id)

    with (
        clock.at(clock.now() + timedelta(hours=later)),
        pytest.raises(Invalid) as invalid,
    ):
        actions.decide(make.moderator(), made.id, Verdict(AppealOutcome.REDUCED, "Yes.", instead))

    assert invalid.value.field == field
    assert queries.appeal_by_id(made.id).is_open


def test_what_did_nothing_to_the_member_cannot_be_milder(app):
    _post, _, ruling = ruled()
    author = people.fresh_member(ruling.about_id)
    made = actions.appeal(author, "Why?", ruling_id=ruling.id)

    with pytest.raises(Invalid) as invalid:
        actions.decide(make.moderator(), made.id, Verdict(AppealOutcome.REDUCED, "Yes."))

    assert invalid.value.reason == "nothing_milder"


def test_who_has_left_asks_for_no_other_look(app):
    ada = make.member()
    sanction = deciding.warn(ada)
    gone = left(ada)

    with pytest.raises(Refused) as refused:
        actions.appeal(gone, "Why?", sanction_id=sanction.id)

    assert refused.value.verdict.reason == "left"
