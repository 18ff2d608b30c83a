"""Two accounts become one member, and nothing of either is lost."""

from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import select

from forum.accounts import actions, checks, merges, queries
from forum.accounts.models import MergedMember, Role, User
from forum.audit.models import AuditEntry
from forum.kernel import clock
from forum.kernel.db import Base, db
from forum.kernel.handover import pointers
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from tests.sanctions import deciding
from tests.support import make
from tests.support.filler import Filler


def keys_to_members() -> list[Any]:
    return sorted(pointers(User.__table__), key=lambda key: str(key.parent))


def test_every_row_that_names_an_account_names_the_member_it_became(app):
    boss, somebody, old, new = make.admin(), make.member(), make.member(), make.member()
    keys = [key for key in keys_to_members() if key.parent.table.name != "merged_members"]
    with transaction():
        for key in keys:
            Filler(somebody).row(key.parent.table, **{key.parent.name: old.id})

    actions.merge_members(boss, old, new)

    db.session.expire_all()
    assert [column for column, _ in merges.left_behind()] == []
    assert len(keys) > 25


def test_columns_that_stay_are_few_and_known():
    stay = {
        str(key.parent)
        for table in Base.metadata.sorted_tables
        for key in table.foreign_keys
        if key.column.table.name == "users" and key.parent.info.get("stays")
    }

    assert stay == {"audit_entries.actor_id", "merged_members.from_id"}


def test_a_row_that_was_left_behind_is_found_and_handed_over_later(app):
    boss, old, new = make.admin(), make.member(), make.member()
    actions.merge_members(boss, old, new)
    late = make.topic(author=old)
    found = list(checks.left_behind())

    assert f"posts.author_id still names member {old.id}, who is {new.id} now" in found
    assert actions.finish_merges() == 1

    db.session.expire_all()
    assert list(checks.left_behind()) == []
    assert db.session.get(type(late), late.id).author_id == new.id
    assert actions.finish_merges() == 0


def test_the_old_name_leads_to_the_new_page_and_stays_taken(app, guest):
    boss = make.admin()
    old, new = make.member(username="robin.old"), make.member(username="robin")
    email = old.email
    actions.merge_members(boss, old, new)

    answer = guest.get("/members/robin.old")

    assert answer.status_code == 301
    assert answer.location.endswith("/members/robin")
    assert queries.is_name_taken("robin.old") and queries.is_name_taken("Robin.O1d")
    assert queries.existing_names(["robin.old"]) == {"robin.old": "robin"}
    assert queries.member_called("robin.old").id == new.id
    assert queries.member_with_email(email) is None


def test_a_name_leads_on_when_the_member_is_merged_again(app):
    boss, first, second, third = make.admin(), make.member(), make.member(), make.member()
    actions.merge_members(boss, first, second)
    actions.merge_members(boss, second, third)

    assert queries.member_named(first.username).id == third.id
    assert queries.member_named(second.username).id == third.id
    assert [other.id for other, _ in merges.merged_into(third)] == [second.id, first.id]


def test_the_one_member_was_here_since_the_first_day_and_shakes_nothing_off(app):
    boss = make.admin()
    long_ago = datetime(2020, 5, 1, tzinfo=UTC)
    old = make.member(created_at=long_ago, bio="About me", place="Bergen")
    new = make.member(place="Oslo")
    paused = deciding.silence(old, hours=72).ends_at

    actions.merge_members(boss, old, new)

    now = queries.fresh_member(new.id)
    assert (now.created_at, now.silenced_until) == (long_ago, paused)
    assert (now.bio, now.place) == ("About me", "Oslo")


def test_sessions_of_the_closed_account_end(sign_in):
    boss, old, new = make.admin(), make.member(), make.member()
    browser, other = sign_in(old), sign_in(new)

    actions.merge_members(boss, old, new)

    assert browser.get("/preferences").status_code == 302
    assert other.get("/preferences").status_code == 200
    assert not queries.fresh_member(old.id).is_active


@pytest.mark.parametrize(
    ("who", "source", "into", "reason"),
    [
        ("moderator", "member", "member", "admins_only"),
        ("admin", "moderator", "member", "merge_staff"),
        ("admin", "member", "left", "left"),
        ("admin", "left", "member", "left"),
        ("admin", "member", "waiting", "approval_first"),
    ],
)
def test_not_everybody_can_be_merged(app, who, source, into, reason):
    kinds = {
        "moderator": {"role": Role.MODERATOR},
        "admin": {"role": Role.ADMIN},
        "left": {"deactivated_at": clock.now()},
        "waiting": {"approved_at": None},
    }
    people = [make.member(**kinds.get(kind, {})) for kind in (who, source, into)]

    with pytest.raises(Refused) as refused:
        actions.merge_members(*people)

    assert refused.value.verdict.reason == reason
    assert db.session.scalar(select(MergedMember.from_id)) is None


def test_nobody_is_merged_with_themselves_or_twice(app):
    boss, old, new, other = make.admin(), make.member(), make.member(), make.member()
    with pytest.raises(Refused, match="same_member"):
        actions.merge_members(boss, old, old)
    actions.merge_members(boss, old, new)

    with pytest.raises(Refused, match="left"):
        actions.merge_members(boss, old, other)
    with pytest.raises(Refused, match="left"):
        actions.merge_members(boss, other, old)


def test_a_merge_is_written_down_without_addresses(app):
    boss, old, new = make.admin(), make.member(), make.member()

    actions.merge_members(boss, old, new)

    line = db.session.scalars(select(AuditEntry)).one()
    assert (line.actor_id, line.verb, line.target_id) == (boss.id, "accounts.merge_members", old.id)
    assert line.before == {"username": old.username}
    assert line.after == {"username": new.username, "into_id": new.id}
