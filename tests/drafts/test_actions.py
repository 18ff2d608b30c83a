from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.drafts import actions, policy, queries
from forum.drafts.models import Draft
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from tests.support import make


@pytest.fixture
def writer(app):
    return make.member()


def kept() -> int:
    return db.session.scalar(select(func.count(Draft.id)))


def test_a_draft_is_kept_and_found_again(writer):
    actions.save(writer, "new", title="Cups", body="Which cup?", extra={"tags": ["cups"]})

    found = queries.draft_of(writer, "new")

    assert (found.title, found.body, found.extra) == ("Cups", "Which cup?", {"tags": ["cups"]})
    assert found.version == 1


def test_each_save_that_knows_the_newest_version_makes_the_next_one(writer):
    for version, body in enumerate(["a", "ab", "abc"]):
        draft = actions.save(writer, "reply:1", body=body, version=version)

    assert (draft.version, draft.body) == (3, "abc")
    assert kept() == 1


def test_a_save_that_does_not_know_the_newest_version_changes_nothing_and_shows_it(writer):
    actions.save(writer, "reply:1", body="first tab", version=0)
    actions.save(writer, "reply:1", body="first tab, longer", version=1)

    with pytest.raises(actions.Conflict) as conflict:
        actions.save(writer, "reply:1", body="second tab", version=1)

    assert (conflict.value.draft.body, conflict.value.draft.version) == ("first tab, longer", 2)
    assert queries.draft_of(writer, "reply:1").body == "first tab, longer"


def test_a_writer_who_knows_of_no_draft_does_not_overwrite_one(writer):
    actions.save(writer, "new", body="kept", version=0)

    with pytest.raises(actions.Conflict):
        actions.save(writer, "new", body="from another device", version=0)

    assert queries.draft_of(writer, "new").body == "kept"


def test_after_seeing_the_other_version_the_writer_may_choose_their_own(writer):
    actions.save(writer, "new", body="theirs", version=0)
    with pytest.raises(actions.Conflict) as conflict:
        actions.save(writer, "new", body="mine", version=0)

    chosen = actions.save(writer, "new", body="mine", version=conflict.value.draft.version)

    assert (chosen.body, chosen.version) == ("mine", 2)


def test_saving_the_same_text_again_is_no_conflict_and_no_new_version(writer):
    actions.save(writer, "new", body="once", version=0)

    again = actions.save(writer, "new", body="once", version=0)

    assert again.version == 1


def test_drafts_of_two_members_under_one_key_are_strangers(writer):
    other = make.member()
    actions.save(writer, "new", body="mine")
    actions.save(other, "new", body="yours")

    assert queries.draft_of(writer, "new").body == "mine"
    assert queries.draft_of(other, "new").body == "yours"


def test_a_discarded_draft_is_gone_and_its_version_numbers_are_not_used_again(writer):
    actions.save(writer, "new", body="a", version=0)
    actions.save(writer, "new", body="b", version=1)
    actions.discard(writer, "new")

    assert queries.draft_of(writer, "new") is None
    assert actions.save(writer, "new", body="c", version=2).version == 3


def test_putting_away_what_is_not_there_is_harmless(writer):
    actions.discard(writer, "reply:404")

    assert kept() == 0


@pytest.mark.parametrize(
    ("field", "given"),
    [
        ("body", {"body": "x" * (policy.MOST_BODY + 1)}),
        ("title", {"title": "x" * (policy.MOST_TITLE + 1), "body": ""}),
        ("extra", {"body": "", "extra": {"tags": "x" * policy.MOST_EXTRA}}),
        ("extra", {"body": "", "extra": {"deep": {"deeper": "x"}}}),
        ("extra", {"body": "", "extra": {"number": float("nan")}}),
    ],
)
def test_more_than_a_draft_may_hold_is_refused_by_name(writer, field, given):
    with pytest.raises(Invalid) as refused:
        actions.save(writer, "new", **given)

    assert refused.value.field == field
    assert kept() == 0


def test_the_longest_draft_is_kept_whole(writer):
    body = "ü" * policy.MOST_BODY

    actions.save(writer, "new", body=body)

    assert queries.draft_of(writer, "new").body == body


@pytest.mark.parametrize(
    "key", ["", "New", "reply:", "reply:x", "a" * 60, "new\n", "../new", "x:1:2"]
)
def test_a_key_of_another_shape_is_refused(writer, key):
    with pytest.raises(Invalid) as refused:
        actions.save(writer, key, body="text")

    assert refused.value.field == "key"


def test_characters_that_no_database_takes_are_replaced_and_the_rest_stays(writer):
    draft = actions.save(
        writer, "new", title="\x00t", body="a\x00b\ud800c\U0001f642", extra={"tags": ["\x00"]}
    )

    assert draft.body == "a\ufffdb\ufffdc\U0001f642"
    assert (draft.title, draft.extra) == ("\ufffdt", {"tags": ["\ufffd"]})


def test_a_member_keeps_so_many_drafts_and_no_more(writer, monkeypatch):
    monkeypatch.setattr(policy, "MOST_DRAFTS", 3)
    for number in range(3):
        actions.save(writer, f"reply:{number}", body="text")

    with pytest.raises(Invalid) as refused:
        actions.save(writer, "reply:9", body="one more")
    actions.save(writer, "reply:1", body="text, longer", version=1)

    assert refused.value.reason == "too_many_drafts"
    assert kept() == 3


def test_a_draft_untouched_for_half_a_year_is_thrown_away_and_a_younger_one_is_not(writer):
    now = clock.now()
    with clock.at(now - timedelta(days=policy.KEPT_DAYS, minutes=1)):
        actions.save(writer, "new", body="old")
    with clock.at(now - timedelta(days=policy.KEPT_DAYS - 1)):
        actions.save(writer, "reply:1", body="younger")

    assert actions.purge() == 1
    assert [line.key for line in queries.drafts_of(writer)] == ["reply:1"]
