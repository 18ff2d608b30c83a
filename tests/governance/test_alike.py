from datetime import timedelta
from time import perf_counter

import pytest

from forum.appeals.models import AppealOutcome
from forum.governance import actions, queries
from forum.governance.alike import Agreement, Decision, Likeness, agreements
from forum.kernel import clock
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.moderation.models import Outcome
from forum.pages import actions as pages
from forum.pages.actions import Change, ClauseText
from forum.sanctions import actions as sanctions
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from tests.governance.telling import appealed, ruled
from tests.moderation import flagging
from tests.support import make
from tests.support.queries import count_queries

WARNING = SanctionWish(SanctionKind.WARNING)


@pytest.fixture
def kind(app):
    make.guidelines()
    return flagging.clause_key(1)


def ends(group):
    return [(side.outcome, side.sanction, len(side.decisions)) for side in group.sides]


def counts_against(member, key):
    """Something counts against the member from now on."""
    wish = SanctionWish(SanctionKind.WARNING, weight=3)
    return sanctions.impose(make.admin(), member, wish, reasons=Reasons(key, 1, "Be kind."))


def test_like_decisions_with_different_ends_stand_side_by_side(kind):
    ruled(Outcome.HIDE, clause=kind)
    ruled(Outcome.HIDE, clause=kind)
    ruled(Outcome.REMOVE, clause=kind)
    ruled(Outcome.HIDE, clause=kind, sanction=WARNING)

    (group,) = queries.differing()

    assert ends(group) == [("hide", "", 2), ("hide", "warning", 1), ("remove", "", 1)]
    assert group.clause == "1. zzKind"
    assert not group.is_talked_about


def test_decisions_by_different_clauses_are_not_alike(kind):
    ruled(Outcome.HIDE, clause=kind)
    ruled(Outcome.REMOVE, clause=flagging.clause_key(2))

    assert queries.differing() == []


def test_who_had_a_record_then_is_not_like_who_had_none(kind):
    before = make.member()
    counts_against(before, kind)
    ruled(Outcome.REMOVE, clause=kind, about=before)
    ruled(Outcome.HIDE, clause=kind)

    assert queries.differing() == []


def test_what_counted_only_later_changes_nothing(kind):
    one = make.member()
    ruled(Outcome.REMOVE, clause=kind, about=one)
    with clock.at(clock.now() + timedelta(hours=1)):
        counts_against(one, kind)
        ruled(Outcome.HIDE, clause=kind)

        assert len(queries.differing()) == 1


def test_the_sanction_of_a_decision_is_no_record_before_it(kind):
    heavy = SanctionWish(SanctionKind.WARNING, weight=3)
    ruled(Outcome.HIDE, clause=kind, sanction=heavy)
    ruled(Outcome.HIDE, clause=kind)

    assert len(queries.differing()) == 1


def test_what_was_flagged_by_a_clause_and_kept_is_compared_too(kind):
    post = flagging.some_post()
    flagging.flag(post, word=kind)
    flagging.decide(post, Outcome.KEEP)
    ruled(Outcome.HIDE, clause=kind)

    (group,) = queries.differing()

    assert sorted(ends(group)) == [("hide", "", 1), ("keep", "", 1)]


def test_what_was_taken_back_or_is_old_is_not_compared(kind):
    appealed(ruled(Outcome.REMOVE, clause=kind), AppealOutcome.OVERTURNED)
    with clock.at(clock.now() - timedelta(days=91)):
        ruled(Outcome.REMOVE, clause=kind)
    ruled(Outcome.HIDE, clause=kind)

    assert queries.differing() == []


def test_a_talk_is_noted_until_something_is_decided_again(kind):
    lena = make.moderator()
    ruled(Outcome.HIDE, clause=kind)
    ruled(Outcome.REMOVE, clause=kind)
    (group,) = queries.differing()

    actions.talk(lena, group.likeness, up_to_id=group.up_to_id, note="Hide first.")

    (talked,) = queries.differing()
    assert talked.is_talked_about
    ruled(Outcome.REMOVE, clause=kind)
    (again,) = queries.differing()
    assert not again.is_talked_about
    assert again.talk.note == "Hide first."


@pytest.mark.parametrize(("note", "reason"), [("  ", "empty"), ("x" * 2001, "too_long")])
def test_a_talk_needs_words(kind, note, reason):
    ruled(Outcome.HIDE, clause=kind)
    ruled(Outcome.REMOVE, clause=kind)
    (group,) = queries.differing()

    with pytest.raises(Invalid) as caught:
        actions.talk(make.moderator(), group.likeness, up_to_id=group.up_to_id, note=note)

    assert (caught.value.field, caught.value.reason) == ("note", reason)


def test_what_was_typed_stays_when_something_was_decided_meanwhile(kind, sign_in):
    ruled(Outcome.HIDE, clause=kind)
    seen = ruled(Outcome.REMOVE, clause=kind)
    ruled(Outcome.REMOVE, clause=kind)
    form = {"clause_key": kind, "target_kind": "post", "record": "clean", "up_to": seen.id}

    page = sign_in(make.moderator()).post("/admin/governance", data=form | {"note": "zzHide"})

    assert page.status_code == 422
    assert "zzHide" in page.text
    assert "Something more was decided about this meanwhile." in page.text
    assert not queries.differing()[0].talk


def test_nobody_notes_a_talk_about_what_is_not_there(kind):
    with pytest.raises(NotFound):
        actions.talk(make.admin(), Likeness("x", "post", "clean"), up_to_id=1, note="Well.")


def test_members_note_nothing(kind):
    with pytest.raises(Refused) as caught:
        actions.talk(make.member(), Likeness("x", "post", "clean"), up_to_id=1, note="Well.")

    assert caught.value.verdict.reason == "staff_only"


def decided(number, by, outcome):
    like = Likeness("kind", "post", "clean")
    return Decision(number, like, outcome, "", number, by, "", clock.now())


def test_agreement_is_with_most_of_the_others():
    group = [
        *(decided(number, 1, "hide") for number in (1, 2)),
        decided(3, 2, "hide"),
        *(decided(number, 3, "remove") for number in (4, 5)),
    ]

    # For 1 the others hid once and removed twice; for 2 they were of two minds.
    assert agreements([group]) == {1: Agreement(2, 0), 2: Agreement(1, 1), 3: Agreement(2, 0)}


def test_two_thousand_like_decisions_are_compared_quickly():
    group = [decided(number, number % 40, f"end {number % 7}") for number in range(2_000)]
    began = perf_counter()

    assert len(agreements([group])) == 40
    assert perf_counter() - began < 0.3


def test_who_decided_alone_is_compared_with_nobody():
    assert agreements([[decided(1, 1, "hide"), decided(2, 1, "remove")]]) == {}
    assert agreements([[decided(1, None, "hide"), decided(2, 1, "hide")]]) == {1: Agreement(1, 1)}


def test_below_ten_nothing_is_concluded(kind, sign_in):
    lena = make.moderator(display_name="zzLena")
    for _ in range(9):
        ruled(Outcome.HIDE, clause=kind, by=lena)
    ruled(Outcome.HIDE, clause=kind)
    boss = sign_in(make.admin())

    assert "too few: 9" in boss.get("/admin/governance/people").text
    ruled(Outcome.HIDE, clause=kind, by=lena)

    page = boss.get("/admin/governance/people").text
    assert "100%" in page
    assert "of 10" in page


def test_figures_about_people_are_for_admins(kind, sign_in):
    assert sign_in(make.moderator()).get("/admin/governance/people").status_code == 403
    assert "/admin/governance/people" not in sign_in(make.moderator()).get("/admin/governance").text


def test_a_clause_that_nobody_needed_for_a_year_is_put_up(app):
    with clock.at(clock.now() - timedelta(days=400)):
        make.guidelines()
    used = flagging.clause_key(1)
    ruled(clause=used)
    owner = make.admin()
    draft = pages.begin(owner)
    pages.add_clause(owner, draft, ClauseText("zzFresh"))
    pages.publish(owner, draft, Change.SMALL)

    due = {one.clause.title: one.is_unused for one in queries.used_clauses()}

    assert due == {"zzSubject": True, "zzOwn": True, "zzKind": False, "zzFresh": False}


def test_what_was_decided_by_hand_uses_a_clause_too(app):
    with clock.at(clock.now() - timedelta(days=400)):
        make.guidelines()
    counts_against(make.member(), flagging.clause_key(2))

    assert {one.clause.title: one.times for one in queries.used_clauses()}["zzSubject"] == 1


def test_a_clause_by_which_too_much_is_taken_back_is_put_up(kind, sign_in):
    rulings = [ruled(clause=kind) for _ in range(10)]
    for ruling in rulings[:7]:
        appealed(ruling, AppealOutcome.UPHELD)
    for ruling in rulings[7:9]:
        appealed(ruling, AppealOutcome.OVERTURNED)
    assert not queries.used_clauses()[0].is_due
    appealed(rulings[9], AppealOutcome.OVERTURNED)

    first = queries.used_clauses()[0]

    assert (first.clause.title, first.is_overturned) == ("zzKind", True)
    owner = make.admin()
    draft = pages.begin(owner)
    page = sign_in(owner).get("/admin/governance/clauses").text
    assert f'href="/admin/pages/guidelines/clauses/{draft and 1}"' in page


def test_the_page_shows_both_sides_and_takes_what_was_agreed(kind, sign_in):
    first = ruled(Outcome.HIDE, clause=kind)
    second = ruled(Outcome.REMOVE, clause=kind)
    client = sign_in(make.moderator(display_name="zzLena"))
    page = client.get("/admin/governance").text
    assert f'href="/rulings/{first.id}"' in page
    assert f'href="/rulings/{second.id}"' in page
    form = {"clause_key": kind, "target_kind": "post", "record": "clean", "up_to": second.id}

    empty = client.post("/admin/governance", data=form | {"note": ""})
    assert "Write in a sentence what you agreed on." in empty.text
    assert empty.status_code == 422
    client.post("/admin/governance", data=form | {"note": "zzHide first."})

    page = client.get("/admin/governance").text
    assert "zzHide first." in page
    assert "zzLena" in page
    assert client.post("/admin/governance", data={"note": "x"}).status_code == 404


def test_nothing_that_differs_is_said_kindly(app, sign_in):
    assert "Nothing differs" in sign_in(make.moderator()).get("/admin/governance").text
    assert "There are no guidelines yet" in (
        sign_in(make.moderator()).get("/admin/governance/clauses").text
    )
    assert "Nobody has decided yet" in sign_in(make.admin()).get("/admin/governance/people").text


@pytest.mark.parametrize("address", ["", "/clauses", "/people"])
def test_the_pages_cost_the_same_however_much_there_is(kind, sign_in, address):
    def some():
        about = make.member()
        counts_against(about, kind)
        appealed(ruled(Outcome.HIDE, clause=kind), AppealOutcome.UPHELD)
        ruled(Outcome.REMOVE, clause=kind, about=about)
        ruled(Outcome.HIDE, clause=kind, about=about)
        ruled(Outcome.REMOVE, clause=kind)

    def cost():
        with count_queries() as seen:
            assert client.get(f"/admin/governance{address}").status_code == 200
        return len(seen)

    client = sign_in(make.admin())
    some()
    client.get("/admin/governance")
    few = cost()
    for _ in range(3):
        some()

    assert cost() == few
