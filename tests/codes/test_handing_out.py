"""A code is handed out exactly once, whoever asks, however often, and in how many processes."""

from collections import Counter
from multiprocessing import get_context

import pytest
from sqlalchemy import func, select

from forum.accounts import actions as accounts
from forum.accounts.models import User
from forum.codes import actions, checks, queries
from forum.codes.actions.handing_out import SEEN
from forum.codes.models import Code, CodeState
from forum.codes.signals import CodeGivenBack, CodeHandedOut, PoolEmpty, PoolFilled, PoolLow
from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.kernel.unit import transaction
from tests.codes.handing import a_pool, begin, some_codes, storm
from tests.conftest import filled
from tests.support import make
from tests.support.together import all_at_once

PROCESSES = 16
MEMBERS = 112
CODES = 40


@pytest.fixture
def heard(app, monkeypatch):
    """Everything that codes announce."""
    told = []
    bus = app.extensions["bus"]
    for kind in (CodeHandedOut, CodeGivenBack, PoolLow, PoolEmpty, PoolFilled):
        monkeypatch.setitem(bus.handlers, kind, [*bus.handlers[kind], told.append])
    return told


def no_problems() -> list[str]:
    return [problem for check in checks.ALL for problem in check.problems()]


def test_a_member_gets_the_next_free_code_and_keeps_it(app):
    pool = a_pool("ONE-1111", "TWO-2222")
    ada, grace = make.member(), make.member()

    first, second = actions.hand_out(ada, pool), actions.hand_out(grace, pool)
    again = actions.hand_out(ada, pool)

    assert (first.code, second.code, again.code) == ("ONE-1111", "TWO-2222", "ONE-1111")
    assert (first.state, first.user_id) == (CodeState.ASSIGNED, ada.id)


def test_an_empty_pool_gives_nothing(app):
    pool = a_pool("ONE-1111")
    actions.hand_out(make.member(), pool)

    assert actions.hand_out(make.member(), pool) is None


def test_threads_of_one_member_get_one_code(app):
    pool, member = a_pool(*some_codes(8)), make.member()
    user_id, pool_id = member.id, pool.id

    def ask(_which: int) -> str:
        return actions.hand_out(db.session.get(User, user_id), queries.pool_by_id(pool_id)).code

    got = all_at_once(app, 8, ask)

    assert len(got) == 8
    assert len(set(got)) == 1
    assert queries.free_count(pool_id) == 7


def test_threads_of_many_members_share_no_code(app):
    pool, members = a_pool(*some_codes(5)), [make.member().id for _ in range(12)]
    pool_id = pool.id

    def ask(which: int) -> str | None:
        found = actions.hand_out(db.session.get(User, members[which]), queries.pool_by_id(pool_id))
        return found.code if found else None

    got = all_at_once(app, 12, ask)

    assert Counter(got)[None] == 7
    assert len(set(got) - {None}) == 5
    assert no_problems() == []


def test_processes_hand_each_code_out_once(app):
    pool_id = a_pool(*some_codes(CODES)).id
    members = [make.member().id for _ in range(MEMBERS)]
    step = MEMBERS // PROCESSES
    orders = [[*members[step * n :], *members[: step * n]] for n in range(PROCESSES)]
    db.session.remove()

    with get_context("fork").Pool(PROCESSES, begin) as pool:
        said = pool.starmap(storm, [(pool_id, order) for order in orders], chunksize=1)

    # What other processes wrote is to be cleared away, too.
    filled.update(db.metadata.tables)
    answers = [answer for one in said for answer in one]
    assert len(answers) == PROCESSES * MEMBERS
    # Asked again, everybody is told the same; and nobody is ever told two things.
    assert [answer for answer in answers if answer[1] not in {"", answer[2]}] == []
    told: dict[int, set[str]] = {}
    for user_id, *codes in answers:
        told.setdefault(user_id, set()).update(filter(None, codes))
    assert max(len(codes) for codes in told.values()) == 1
    given = [code for codes in told.values() for code in codes]
    assert len(given) == len(set(given)) == CODES
    assert queries.free_count(pool_id) == 0
    holders = db.session.scalars(select(Code.user_id).where(Code.pool_id == pool_id)).all()
    assert len(set(holders)) == CODES
    assert no_problems() == []


def test_what_nobody_saw_is_free_again(app, heard):
    pool, ada = a_pool("ONE-1111"), make.member()
    code = actions.hand_out(ada, pool)

    actions.give_back(code)

    grace = make.member()
    assert queries.held(ada.id, pool.id) is None
    assert actions.hand_out(grace, pool).code == "ONE-1111"
    assert CodeGivenBack(code.id, pool.id, ada.id) in heard


def test_what_somebody_saw_is_never_given_to_another_one(app):
    pool, ada = a_pool("ONE-1111"), make.member()
    code = actions.hand_out(ada, pool)
    actions.reveal(ada, code)

    actions.give_back(code)

    assert actions.hand_out(make.member(), pool) is None
    assert (queries.code_by_id(code.id).state, code.void_reason) == (CodeState.VOID, SEEN)
    assert no_problems() == []


def test_a_code_goes_back_once(app):
    code = actions.hand_out(make.member(), a_pool("ONE-1111"))
    actions.give_back(code)

    with pytest.raises(NotFound):
        actions.give_back(code)


def test_nobody_reveals_the_code_of_another_member(app):
    code = actions.hand_out(make.member(), a_pool("ONE-1111"))

    with pytest.raises(NotFound):
        actions.reveal(make.member(), code)


def test_that_codes_run_short_is_said_once_and_that_they_ended_once(app, heard):
    pool = a_pool(*some_codes(22))
    heard.clear()

    for _ in range(24):
        actions.hand_out(make.member(), pool)

    told = [one for one in heard if not isinstance(one, CodeHandedOut)]
    assert told == [PoolLow(pool.id, 20), PoolEmpty(pool.id)]
    assert len(heard) == 24


def test_a_filled_pool_may_run_short_again(app, heard):
    pool = a_pool("ONE-1111")
    actions.hand_out(make.member(), pool)
    assert [one.label for one in queries.short()] == ["Autumn"]

    actions.fill(make.admin(), pool, "TWO-2222")
    assert list(queries.short()) == []
    actions.hand_out(make.member(), pool)

    assert heard.count(PoolEmpty(pool.id)) == 2


def test_the_mark_lies_at_a_tenth_and_at_twenty_in_any_case(app):
    few, many = a_pool(*some_codes(30)), a_pool(label="Winter")
    actions.fill(make.admin(), many, "\n".join(f"W-{n}" for n in range(501)))

    assert (few.low_mark, many.low_mark) == (20, 51)


def test_when_two_accounts_become_one_it_keeps_one_code_of_a_pool(app):
    autumn, winter = a_pool("A-1111", "A-2222"), a_pool("W-1111", label="Winter")
    ada, double = make.member(), make.member()
    kept, second = actions.hand_out(ada, autumn), actions.hand_out(double, autumn)
    other = actions.hand_out(double, winter)

    accounts.merge_members(make.admin(), double, ada)

    db.session.expire_all()
    assert {code.id for code in queries.codes_of(ada)} == {kept.id, other.id}
    assert queries.code_by_id(second.id).state == CodeState.VOID
    assert no_problems() == []


def test_verify_finds_what_must_not_be(app):
    pool = a_pool("ONE-1111", "TWO-2222")
    code = actions.hand_out(make.member(), pool)

    with transaction():
        code.state = CodeState.FREE

    assert no_problems() == [f"code {code.id} has a holder and a state that do not go together"]


def test_counts_of_all_pools_take_one_question(app):
    pool = a_pool(*some_codes(3))
    actions.hand_out(make.member(), pool)

    counted = queries.counts()[pool.id]

    assert (counted.free, counted.assigned, counted.total) == (2, 1, 3)
    assert db.session.scalar(select(func.count()).select_from(Code)) == 3
