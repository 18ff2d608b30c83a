"""The code of whoever takes one: with the claim, later when there is none, and given back."""

from collections import Counter

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.codes import actions as codes
from forum.codes import checks as code_checks
from forum.codes import queries as pools
from forum.codes.actions.handing_out import SEEN
from forum.codes.models import Code, CodeState
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.launches import actions, checks, queries, tasks
from forum.launches.actions import Supply
from forum.launches.models import Allocation, EntryState, LaunchEntry
from tests.codes.handing import a_pool, some_codes
from tests.launches.launched import FOR_ALL, HOUR, MINUTE, NOON, draft, member, scheduled
from tests.support import make
from tests.support.together import all_at_once

OPEN = NOON + MINUTE


def with_pool(pool, stock=2, **given):
    return scheduled(supply=Supply(stock_total=stock, pool_id=pool.id, **given))


def claim(who, launch, at=OPEN):
    with clock.at(at):
        return actions.claim(who, launch)


def leave(who, launch, at=OPEN):
    with clock.at(at):
        actions.leave(who, launch)


def code_of(who, launch):
    entry = queries.entry_of(who.id, launch)
    return entry.code_id and pools.code_by_id(entry.code_id).code


def state(who, launch):
    return EntryState(queries.entry_of(who.id, launch).state)


def proven():
    every = [*checks.ALL, *code_checks.ALL]
    return [problem for check in every for problem in check.problems()]


def refusal(act):
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.verdict.reason


def work(at=OPEN):
    with clock.at(at):
        tasks.give_codes({})


def test_a_claim_hands_out_one_code_and_asked_again_the_same(app):
    launch, ada, grace = with_pool(a_pool("ONE-1111", "TWO-2222")), member(), member()

    claim(ada, launch)
    claim(ada, launch)
    claim(grace, launch)

    assert (code_of(ada, launch), code_of(grace, launch)) == ("ONE-1111", "TWO-2222")
    assert proven() == []


def test_without_a_free_code_the_place_is_kept_and_its_clock_stands(app):
    launch, ada, grace, mary = with_pool(a_pool("ONE-1111")), member(), member(), member()
    claim(ada, launch)

    claim(grace, launch)

    entry = queries.entry_of(grace.id, launch)
    assert (state(grace, launch), entry.code_id, entry.offer_expires_at) == ("offered", None, None)
    assert entry.code_due_since == OPEN
    # Nobody takes the place, however long it takes.
    with clock.at(NOON + HOUR):
        actions.settle_all()
        assert refusal(lambda: actions.claim(mary, launch)) == "launch_sold_out"
    assert state(grace, launch) == EntryState.OFFERED
    assert proven() == []


def test_codes_that_are_added_go_to_those_who_wait_in_order(app):
    pool = a_pool("ONE-1111")
    launch, people = with_pool(pool, stock=4), [member() for _ in range(4)]
    for number, who in enumerate(people):
        claim(who, launch, OPEN + number * MINUTE)

    codes.fill(make.admin(), pool, "TWO-2222\nTHREE-3333")
    work(NOON + HOUR)

    assert [code_of(who, launch) for who in people] == ["ONE-1111", "TWO-2222", "THREE-3333", None]
    assert [state(who, launch) for who in people] == ["claimed"] * 3 + ["offered"]
    assert proven() == []


def test_nobody_overtakes_those_who_wait_for_a_code(app):
    pool = a_pool("ONE-1111")
    launch, ada, grace, mary = with_pool(pool, stock=4), member(), member(), member()
    claim(ada, launch)
    claim(grace, launch)
    codes.fill(make.admin(), pool, "TWO-2222\nTHREE-3333")

    claim(mary, launch, OPEN + MINUTE)
    assert code_of(mary, launch) is None
    # Who waits the longest gets theirs by asking again, with no worker there.
    claim(grace, launch, OPEN + 2 * MINUTE)
    assert code_of(grace, launch) == "TWO-2222"
    work()

    assert code_of(mary, launch) == "THREE-3333"
    assert proven() == []


def test_while_a_launch_is_paused_no_code_comes(app):
    pool, admin = a_pool("ONE-1111"), make.admin()
    launch, ada, grace = with_pool(pool), member(), member()
    claim(ada, launch)
    claim(grace, launch)
    with clock.at(OPEN + MINUTE):
        actions.pause(admin, launch, "A moment.")
    codes.fill(admin, pool, "TWO-2222")
    work(OPEN + 2 * MINUTE)
    assert code_of(grace, launch) is None

    with clock.at(OPEN + 3 * MINUTE):
        actions.resume(admin, launch)
    work(OPEN + 3 * MINUTE)

    assert code_of(grace, launch) == "TWO-2222"


def test_an_unseen_code_goes_to_the_next_in_the_line(app):
    launch, ada, grace = with_pool(a_pool("ONE-1111"), stock=1), member(), member()
    claim(ada, launch)
    with clock.at(OPEN):
        actions.join(grace, launch)

    leave(ada, launch)
    assert state(grace, launch) == EntryState.OFFERED
    claim(grace, launch)

    assert (code_of(ada, launch), code_of(grace, launch)) == (None, "ONE-1111")
    assert proven() == []


def test_a_code_that_was_seen_is_nobodys_any_more(app):
    launch, ada, grace = with_pool(a_pool("ONE-1111"), stock=1), member(), member()
    claim(ada, launch)
    with clock.at(OPEN):
        actions.show_code(ada, launch)
    leave(ada, launch)
    claim(grace, launch)

    code = db.session.scalar(select(Code))
    assert (code.state, code.void_reason, code.user_id) == (CodeState.VOID, SEEN, None)
    assert queries.entry_of(grace.id, launch).code_due_since is not None
    assert proven() == []


def test_whoever_hands_back_a_code_they_have_seen_gets_no_other_one(app):
    pool = a_pool("ONE-1111", "TWO-2222", "SIX-6666")
    launch, other, ada = with_pool(pool, stock=3), with_pool(pool, stock=3), member()
    claim(ada, launch)
    with clock.at(OPEN):
        actions.show_code(ada, launch)
    leave(ada, launch)

    for one in (launch, other):
        assert refusal(lambda one=one: claim(ada, one)) == "code_of_pool_had"
        with clock.at(OPEN):
            assert refusal(lambda one=one: actions.join(ada, one)) == "code_of_pool_had"
    assert proven() == []


def test_whoever_waits_and_has_seen_another_code_of_the_pool_is_given_none(app):
    pool = a_pool("ONE-1111", "TWO-2222")
    launch, other = with_pool(pool, stock=1), with_pool(pool, stock=1)
    ada, grace = member(), member()
    claim(grace, other)
    with clock.at(OPEN):
        actions.join(ada, other)
    claim(ada, launch)
    with clock.at(OPEN):
        actions.show_code(ada, launch)
    leave(ada, launch)
    leave(grace, other)

    assert state(ada, other) == EntryState.OFFERED
    assert refusal(lambda: claim(ada, other)) == "code_of_pool_had"


def test_whoever_hands_back_a_code_unseen_may_come_again(app):
    launch, ada = with_pool(a_pool("ONE-1111"), stock=1), member()
    claim(ada, launch)
    leave(ada, launch)

    claim(ada, launch)

    assert code_of(ada, launch) == "ONE-1111"


def test_of_two_accounts_that_become_one_what_either_has_seen_counts(app):
    pool = a_pool("ONE-1111", "TWO-2222", "SIX-6666")
    launch, other = with_pool(pool, stock=3), with_pool(pool, stock=3)
    ada, also = member(), member()
    claim(also, launch)
    with clock.at(OPEN):
        actions.show_code(also, launch)
    leave(also, launch)
    with clock.at(OPEN):
        actions.join(ada, launch)
        accounts.merge_members(make.admin(), also, ada)

    assert refusal(lambda: claim(ada, other)) == "code_of_pool_had"


def test_only_who_has_a_code_sees_it(app):
    launch, ada, grace = with_pool(a_pool("ONE-1111"), stock=1), member(), member()
    claim(ada, launch)

    with pytest.raises(NotFound):
        actions.show_code(grace, launch)
    actions.show_code(ada, launch)

    assert db.session.scalar(select(Code)).first_revealed_at is not None


def test_what_was_used_in_the_shop_is_not_handed_back(app):
    launch, ada = with_pool(a_pool("ONE-1111"), stock=1), member()
    claim(ada, launch)
    _use(ada, launch)

    assert refusal(lambda: leave(ada, launch)) == "launch_code_used"
    assert state(ada, launch) == EntryState.CLAIMED


def test_a_code_that_the_team_voids_is_owed_anew(app):
    pool, admin = a_pool("ONE-1111", "TWO-2222"), make.admin()
    launch, ada = with_pool(pool), member()
    claim(ada, launch)
    code = pools.code_by_id(queries.entry_of(ada.id, launch).code_id)

    with clock.at(OPEN):
        codes.void(admin, code, reason="It stood in a newspaper.")
    assert state(ada, launch) == EntryState.OFFERED
    work()

    assert (state(ada, launch), code_of(ada, launch)) == ("claimed", "TWO-2222")
    assert proven() == []


def test_of_two_launches_that_share_a_pool_a_member_has_one_code(app):
    pool = a_pool(*some_codes(3))
    one, two, ada = with_pool(pool), with_pool(pool), member()
    claim(ada, one)

    assert refusal(lambda: claim(ada, two)) == "code_of_pool_had"
    leave(ada, one)
    claim(ada, two)

    assert code_of(ada, two) is not None
    assert proven() == []


def test_codes_of_a_pool_that_is_over_are_given_to_nobody(app):
    launch, ada = with_pool(a_pool("ONE-1111", ends_at=NOON)), member()

    claim(ada, launch)

    assert code_of(ada, launch) is None


def test_with_codes_each_member_gets_one(app):
    pool = a_pool("ONE-1111")

    with pytest.raises(Invalid) as refused:
        draft(supply=Supply(stock_total=2, per_member_limit=2, pool_id=pool.id))

    assert (refused.value.field, refused.value.reason) == ("per_member_limit", "one_code_each")


def test_there_cannot_be_fewer_than_are_taken(app):
    admin, one = make.admin(), a_pool(*some_codes(3))
    launch = scheduled(supply=Supply(Allocation.MANUAL, stock_total=3, pool_id=one.id))
    ada, grace = member(), member()
    for who in (ada, grace):
        with clock.at(NOON - 2 * HOUR):
            entry = actions.join(who, launch)
            actions.pick(admin, launch, entry, "She helped.")
            actions.claim(who, launch)
    with clock.at(NOON - HOUR):
        actions.take_back(admin, launch)

    for supply, field in (
        (Supply(Allocation.MANUAL, stock_total=1, pool_id=one.id), "stock_total"),
        (Supply(Allocation.MANUAL, stock_total=3, pool_id=a_pool("X-1", label="B").id), "pool_id"),
    ):
        with pytest.raises(Invalid) as refused:
            actions.change_supply(admin, launch, supply)
        assert refused.value.field == field
    assert proven() == []


def test_whoever_leaves_lets_their_code_go_but_what_was_bought_stays_taken(app):
    launch, ada, grace = with_pool(a_pool("ONE-1111", "TWO-2222")), member(), member()
    claim(ada, launch)
    claim(grace, launch)
    _use(grace, launch)

    with clock.at(OPEN):
        actions.let_go(ada.id)
        actions.let_go(grace.id)

    assert state(ada, launch) == EntryState.VOID
    assert state(grace, launch) == EntryState.CLAIMED
    assert proven() == []


@pytest.mark.parametrize("both", [True, False])
def test_when_accounts_become_one_a_code_is_kept(app, both):
    pool = a_pool(*some_codes(4))
    one, two = with_pool(pool), with_pool(pool)
    ada, second = member(), member()
    claim(second, one)
    if both:
        claim(ada, one)
    else:
        claim(ada, two)

    with clock.at(OPEN):
        accounts.merge_members(make.admin(), second, ada)

    held = db.session.scalars(select(Code).where(Code.user_id == ada.id)).all()
    has = db.session.scalars(select(LaunchEntry).where(LaunchEntry.code_id.is_not(None))).all()
    assert len(held) == len(has) == 1
    assert proven() == []


def test_verify_finds_what_must_not_be(app):
    pool = a_pool(*some_codes(3))
    launch, ada, grace = with_pool(pool), member(), member()
    mine, hers = claim(ada, launch), claim(grace, launch)
    kept = mine.code_id

    mine.code_id = None
    db.session.commit()
    assert "neither its code" in proven()[0]
    mine.code_id = hers.code_id
    db.session.commit()
    assert len(proven()) == 2
    mine.code_id, mine.state = kept, EntryState.RETURNED
    db.session.commit()
    assert proven() == [f"entry {mine.id} is over and has a code"]


def test_a_hundred_codes_for_many_members_at_once(app):
    stock, number = 12, 20
    launch = with_pool(a_pool(*some_codes(stock)), stock=stock)
    people, launch_id = [member().id for _ in range(number)], launch.id

    def take(which):
        with clock.at(OPEN):
            found = queries.launch_by_id(launch_id)
            try:
                entry = actions.claim(db.session.get(User, people[which]), found)
            except Refused as refused:
                return refused.verdict.reason
            return entry.code_id

    got = Counter(all_at_once(app, number, take))

    assert got["launch_sold_out"] == number - stock
    assert len(got) == stock + 1
    assert proven() == []


def _use(who, launch):
    code = pools.code_by_id(queries.entry_of(who.id, launch).code_id)
    code.state = CodeState.REDEEMED
    db.session.commit()


def test_the_code_of_a_claim_in_the_last_second_counts(app):
    launch, ada = with_pool(a_pool("ONE-1111")), member()

    claim(ada, launch, FOR_ALL.closes_at)

    assert code_of(ada, launch) == "ONE-1111"
