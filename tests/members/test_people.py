import pytest

from forum.accounts import actions as accounts
from forum.accounts.actions import merge_members
from forum.accounts.models import Role
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.members import actions, checks, policy, queries
from forum.members.models import MemberBlock, MemberFollow
from tests.support import make


@pytest.fixture
def ada(app):
    return make.member()


@pytest.fixture
def bob(app):
    return make.member()


def refused(act, *given) -> str:
    with pytest.raises(Refused) as caught:
        act(*given)
    return caught.value.verdict.reason


def problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_following_twice_is_following_once(ada, bob):
    actions.follow(ada, bob)
    actions.follow(ada, bob)

    assert queries.followed_by(ada.id) == {bob.id}
    assert queries.followers_of(bob.id) == {ada.id}
    assert queries.follower_count(bob.id) == 1
    assert queries.is_followed(ada.id, bob.id)
    assert not queries.is_followed(bob.id, ada.id)


def test_who_stops_following_follows_nobody(ada, bob):
    actions.follow(ada, bob)

    actions.unfollow(ada, bob)
    actions.unfollow(ada, bob)

    assert queries.followed_by(ada.id) == frozenset()


def test_a_block_is_one_way_and_can_be_taken_away(ada, bob):
    actions.block(ada, bob)
    actions.block(ada, bob)

    assert queries.blocked_by(ada.id) == {bob.id}
    assert queries.who_blocked(bob.id) == {ada.id}
    assert queries.is_blocked(ada.id, bob.id)
    assert not queries.is_blocked(bob.id, ada.id)

    actions.unblock(ada, bob)

    assert queries.blocked_by(ada.id) == frozenset()


def test_after_a_block_neither_follows_the_other(ada, bob):
    actions.follow(ada, bob)
    actions.follow(bob, ada)

    actions.block(ada, bob)

    assert queries.followed_by(ada.id) == queries.followed_by(bob.id) == frozenset()
    assert refused(actions.follow, bob, ada) == "not_to_be_followed"


def test_who_follows_somebody_blocks_them_no_longer(ada, bob):
    actions.block(ada, bob)

    actions.follow(ada, bob)

    assert queries.blocked_by(ada.id) == frozenset()
    assert problems() == []


def test_nobody_follows_or_blocks_themselves(ada):
    assert refused(actions.follow, ada, ada) == "yourself"
    assert refused(actions.block, ada, ada) == "yourself"


def test_the_team_is_heard(ada):
    assert refused(actions.block, ada, make.moderator()) == "staff_is_heard"


def test_who_comes_to_the_team_is_blocked_no_longer(ada, bob):
    actions.block(ada, bob)

    accounts.set_role(make.admin(), bob, Role.MODERATOR)

    assert queries.blocked_by(ada.id) == frozenset()


def test_there_is_room_for_so_many(ada, bob, monkeypatch):
    monkeypatch.setattr(policy, "MOST_FOLLOWED", 1)
    monkeypatch.setattr(policy, "MOST_BLOCKED", 1)
    actions.follow(ada, bob)
    assert refused(actions.follow, ada, make.member()) == "follows_too_many"

    actions.block(ada, bob)
    assert refused(actions.block, ada, make.member()) == "blocked_too_many"


def test_what_one_account_followed_and_blocked_the_other_does(ada, bob):
    old, third = make.member(), make.member()
    actions.follow(old, bob)
    actions.follow(ada, bob)
    actions.follow(bob, old)
    actions.block(third, old)
    actions.follow(old, ada)

    merge_members(make.admin(), old, ada)

    assert queries.followed_by(ada.id) == {bob.id}
    assert queries.followers_of(ada.id) == {bob.id}
    assert queries.who_blocked(ada.id) == {third.id}
    assert queries.followed_by(old.id) == frozenset()
    assert problems() == []


def test_a_merge_leaves_no_follower_of_who_blocked_them(ada, bob):
    old = make.member()
    actions.follow(ada, bob)
    actions.block(bob, old)

    merge_members(make.admin(), old, ada)

    assert queries.followed_by(ada.id) == frozenset()
    assert problems() == []


@pytest.mark.parametrize("row", [("follow", "block"), ("self",), ("team",)])
def test_what_cannot_be_is_found(ada, bob, row):
    boss = make.admin()
    with transaction():
        if "block" in row:
            db.session.add(MemberFollow(who_id=ada.id, whom_id=bob.id))
            db.session.add(MemberBlock(who_id=bob.id, whom_id=ada.id))
        elif "self" in row:
            db.session.add(MemberFollow(who_id=ada.id, whom_id=ada.id))
        else:
            db.session.add(MemberBlock(who_id=ada.id, whom_id=boss.id))

    assert len(problems()) == 1
