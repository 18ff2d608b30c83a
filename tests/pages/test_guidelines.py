import pytest
from sqlalchemy import select

from forum.accounts.queries import fresh_member
from forum.accounts.settings import GUIDELINES_VERSION
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.pages import actions, queries
from forum.pages.actions import Change, ClauseText, Step
from forum.pages.models import Acceptance, Clause, Harm
from tests.support import make


@pytest.fixture
def owner(app):
    return make.admin()


@pytest.fixture
def first(owner):
    return make.guidelines(owner)


def titles(guidelines):
    return [(clause.number, clause.title) for clause in queries.clauses_of(guidelines)]


def accepted(user):
    query = select(Acceptance.guidelines_id).where(Acceptance.user_id == user.id)
    return db.session.scalars(query).all()


def publish_anew(owner, change, *, title="zzNew rule"):
    draft = actions.begin(owner)
    actions.add_clause(owner, draft, ClauseText(title, "zzSomething else."))
    actions.publish(owner, draft, change)
    return draft


def test_the_first_version_is_material_and_holds(first):
    assert (first.number, first.is_published, first.is_material) == (1, True, True)
    assert GUIDELINES_VERSION.get() == 1
    assert titles(first) == [(1, "zzKind"), (2, "zzSubject"), (3, "zzOwn")]


def test_who_publishes_has_agreed(owner, first):
    assert fresh_member(owner.id).guidelines_accepted == 1
    assert accepted(owner) == [first.id]


def test_a_new_version_begins_with_the_words_of_the_present_one(owner, first):
    draft = actions.begin(owner)

    assert (draft.number, draft.summary, draft.is_published) == (2, first.summary, False)
    assert titles(draft) == titles(first)
    assert queries.current_guidelines() == first


def test_beginning_twice_goes_on_with_what_was_begun(owner, first):
    assert actions.begin(owner) == actions.begin(owner)


def test_a_small_change_asks_nobody(owner, first):
    draft = publish_anew(owner, Change.SMALL)

    assert queries.current_guidelines() == draft
    assert not draft.is_material
    assert GUIDELINES_VERSION.get() == 1


def test_a_material_change_asks_everybody(owner, first):
    draft = publish_anew(owner, Change.MATERIAL)

    assert draft.material_by_id == owner.id
    assert GUIDELINES_VERSION.get() == 2


def test_what_is_published_stays_as_it_is(owner, first):
    clause = queries.clause_at(first, 1)

    for change in (
        lambda: actions.change_clause(owner, first, clause, text=ClauseText("zzOther")),
        lambda: actions.change_summary(owner, first, summary="zzOther", note=""),
        lambda: actions.remove_clause(owner, first, clause),
        lambda: actions.discard(owner, first),
        lambda: actions.publish(owner, first, Change.SMALL),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.verdict.reason == "published_already"


def test_clauses_move_and_stay_numbered_without_gaps(owner, first):
    draft = actions.begin(owner)

    actions.move_clause(owner, draft, queries.clause_at(draft, 3), step=Step.UP)
    actions.move_clause(owner, draft, queries.clause_at(draft, 1), step=Step.UP)
    assert titles(draft) == [(1, "zzKind"), (2, "zzOwn"), (3, "zzSubject")]

    actions.remove_clause(owner, draft, queries.clause_at(draft, 1))
    assert titles(draft) == [(1, "zzOwn"), (2, "zzSubject")]


def test_what_breaking_a_clause_does_goes_along_to_the_next_version(owner, first, sign_in):
    client = sign_in(owner)
    actions.begin(owner)
    client.post(
        "/admin/pages/guidelines/clauses/2",
        data={"title": "zzSubject", "body": "zzStay.", "harm": "off_topic"},
    )
    actions.publish(owner, queries.open_draft(), Change.SMALL)

    draft = actions.begin(owner)

    harms = [clause.harm for clause in queries.clauses_of(draft)]
    assert harms == [Harm.OTHER, Harm.OFF_TOPIC, Harm.OTHER]


def test_a_harm_that_nobody_knows_comes_back_with_what_was_typed(owner, first, sign_in):
    actions.begin(owner)

    answer = sign_in(owner).post(
        "/admin/pages/guidelines/clauses/2",
        data={"title": "zzTyped", "body": "zzStay.", "harm": "weather"},
    )

    assert "zzTyped" in answer.text
    assert titles(queries.open_draft())[1] == (2, "zzSubject")


def test_giving_up_a_version_leaves_the_published_one(owner, first):
    actions.discard(owner, actions.begin(owner))

    assert queries.draft() is None
    assert titles(first) == [(1, "zzKind"), (2, "zzSubject"), (3, "zzOwn")]
    assert db.session.scalars(select(Clause).where(Clause.guidelines_id != first.id)).all() == []


@pytest.mark.parametrize(
    ("text", "field", "reason"),
    [
        (ClauseText(" "), "title", "empty"),
        (ClauseText("z" * 121), "title", "too_long"),
        (ClauseText("zz", "z" * 20_001), "body", "too_long"),
        (ClauseText("zz", dos="zz\n" * 9), "dos", "too_many_lines"),
        (ClauseText("zz", donts="z" * 161), "donts", "long_line"),
    ],
)
def test_a_clause_that_cannot_be_is_refused(owner, first, text, field, reason):
    draft = actions.begin(owner)

    with pytest.raises(Invalid) as invalid:
        actions.add_clause(owner, draft, text)

    assert (invalid.value.field, invalid.value.reason) == (field, reason)


def test_a_summary_has_seven_lines_at_most(owner, first):
    draft = actions.begin(owner)
    actions.change_summary(owner, draft, summary="zz\n" * 7, note="")

    with pytest.raises(Invalid) as invalid:
        actions.change_summary(owner, draft, summary="zz\n" * 8, note="")

    assert invalid.value.reason == "too_many_lines"


def test_nothing_is_published_without_a_summary_and_a_clause(owner):
    draft = actions.begin(owner)
    with pytest.raises(Invalid):
        actions.publish(owner, draft, Change.SMALL)

    actions.change_summary(owner, queries.open_draft(), summary="zzBe kind.", note="")
    with pytest.raises(Invalid):
        actions.publish(owner, queries.open_draft(), Change.SMALL)


def test_accepting_twice_is_accepting_once(owner, first):
    member = make.member()

    actions.accept(member, first)
    actions.accept(member, first)

    assert accepted(member) == [first.id]
    assert fresh_member(member.id).guidelines_accepted == 1


def test_an_earlier_yes_does_not_undo_a_later_one(owner, first):
    member = make.member()
    second = publish_anew(owner, Change.MATERIAL)

    actions.accept(member, second)
    actions.accept(member, first)

    assert fresh_member(member.id).guidelines_accepted == 2


def test_nobody_says_yes_to_what_is_not_published(owner, first):
    with pytest.raises(Refused):
        actions.accept(make.member(), actions.begin(owner))


@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_write_guidelines(app, who):
    make.guidelines()

    with pytest.raises(Refused) as refused:
        actions.begin(who())

    assert refused.value.verdict.reason == "admins_only"


def test_what_changed_is_told_clause_by_clause(owner, first):
    member = make.member()
    actions.accept(member, first)
    draft = actions.begin(owner)
    changed = ClauseText("zzKind", "zzBe very kind to people.", "zzWell said.", "zzFool.")
    actions.change_clause(owner, draft, queries.clause_at(draft, 1), text=changed)
    actions.remove_clause(owner, draft, queries.clause_at(draft, 2))
    actions.add_clause(owner, draft, ClauseText("zzNew"))
    actions.publish(owner, draft, Change.MATERIAL)

    changes = queries.changes_for(fresh_member(member.id))

    told = [(change.kind, change.clause.title) for change in changes.clauses]
    assert told == [("changed", "zzKind"), ("new", "zzNew"), ("gone", "zzSubject")]
    added = [line for line in changes.clauses[0].lines if line.kind == "added"]
    assert "very" in "".join(text for is_new, text in added[0].pieces if is_new)


def test_a_clause_that_only_moved_has_not_changed(owner, first):
    draft = actions.begin(owner)
    actions.move_clause(owner, draft, queries.clause_at(draft, 1), step=Step.DOWN)

    changes = queries.changes_between(first, draft)

    assert changes.clauses == []


def test_before_words_are_gone_staff_are_asked(owner, first, sign_in):
    client = sign_in(owner)
    actions.begin(owner)

    clause = client.get("/admin/pages/guidelines/clauses/2/remove").text
    whole = client.get("/admin/pages/guidelines/discard").text

    assert "Remove this clause?" in clause
    assert "zzSubject" in clause
    assert "Give this version up?" in whole
    assert titles(queries.open_draft()) == titles(first)
