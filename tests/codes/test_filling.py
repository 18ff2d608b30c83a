"""Codes come into a pool whole files at a time, or are made here; nothing is taken in by halves."""

import re

import pytest

from forum.audit.models import AuditEntry
from forum.codes import actions, making, policy, queries, reading
from forum.codes.actions import CodesRefused, PoolPlan
from forum.codes.models import PoolSource
from forum.codes.reading import Fault
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from tests.codes.handing import a_pool
from tests.support import make

LOOK = re.compile(r"AUTUMN-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}")


def faults_of(pool, typed):
    with pytest.raises(CodesRefused) as refused:
        actions.fill(make.admin(), pool, typed)
    return [(one.number, one.fault, one.other) for one in refused.value.faults]


@pytest.mark.parametrize(
    "typed",
    [
        "AB-1\nAB-2\n",
        "\ufeffcode\r\nAB-1\r\n\r\nAB-2",
        '"Discount code"\n"AB-1"\n  AB-2  \n',
        "AB-1,\nAB-2,\n",
    ],
    ids=["plain", "with a mark and a heading", "in quotes", "with an empty column"],
)
def test_a_file_of_a_shop_is_read_as_it_comes(app, typed):
    pool = a_pool()

    assert actions.fill(make.admin(), pool, typed) == 2

    assert [code for code, _ in queries.all_codes(pool)] == ["AB-1", "AB-2"]


def test_a_code_twice_in_a_file_is_told_with_both_lines(app):
    pool = a_pool()

    assert faults_of(pool, "code\nAB-1\nAB-2\nab-1\n") == [(4, Fault.TWICE, "2")]
    assert queries.free_count(pool.id) == 0


def test_codes_that_are_there_already_are_told_with_their_pool(app):
    autumn, winter = a_pool("AB-1"), a_pool("AB-2", label="Winter")

    found = faults_of(autumn, "NEW-1\nab-1\nAB-2\n")

    assert found == [(2, Fault.IN_POOL, "Autumn"), (3, Fault.ELSEWHERE, "Winter")]
    assert (queries.free_count(autumn.id), queries.free_count(winter.id)) == (1, 1)


@pytest.mark.parametrize(
    "line", ["two words", "=1+1", "-5", "ünder", "a" * 65, "a\tb"], ids=range(6)
)
def test_what_does_not_look_like_a_code_is_told(app, line):
    assert faults_of(a_pool(), f"AB-1\n{line}\n") == [(2, Fault.LOOKS, "")]


def test_a_table_is_no_list_of_codes(app):
    assert faults_of(a_pool(), "AB-1,15\n") == [(1, Fault.COLUMNS, "")]


def test_no_more_than_fifty_thousand_lines_are_read():
    sheet = reading.read("\n".join(f"A{n}" for n in range(policy.MOST_AT_ONCE + 5)))

    assert len(sheet.lines) == policy.MOST_AT_ONCE
    assert [(one.number, one.fault) for one in sheet.faults] == [(50_001, Fault.TOO_MANY)]


def test_an_endless_line_is_one_fault():
    sheet = reading.read("AB-1\n" + "A" * 200_000)

    assert [one.fault for one in sheet.faults] == [Fault.LOOKS]


def test_an_empty_file_is_told(app):
    with pytest.raises(Invalid, match="no_codes"):
        actions.fill(make.admin(), a_pool(), "code\n\n")


def test_codes_made_here_look_as_promised_and_are_all_different(app):
    admin = make.admin()
    plan = PoolPlan("Made here", "A gift")
    pool = actions.make(admin, PoolSource.GENERATED, plan, prefix="autumn")

    actions.generate(admin, pool, 1500)

    codes = [code for code, _ in queries.all_codes(pool)]
    assert len(set(codes)) == 1500
    assert [code for code in codes if not LOOK.fullmatch(code)] == []


def test_forty_bits_are_random():
    words = {making.new_code("").replace("-", "") for _ in range(2000)}

    # Every digit stands at every place, and no two codes are the same.
    assert len(words) == 2000
    assert all({word[place] for word in words} == set(making.DIGITS) for place in range(8))


@pytest.mark.parametrize("prefix", ["TOO-LONG-ONES", "ÄRGER", "A B"])
def test_a_prefix_that_cannot_be_is_refused(app, prefix):
    plan = PoolPlan("Made here", "A gift")
    with pytest.raises(Invalid, match="prefix"):
        actions.make(make.admin(), PoolSource.GENERATED, plan, prefix=prefix)


def test_two_pools_have_two_names(app):
    a_pool(label="Autumn")

    with pytest.raises(Invalid, match="label_taken"):
        a_pool(label="Autumn")


def test_only_admins_look_after_codes(app):
    pool, moderator = a_pool("AB-1"), make.moderator()
    code = next(iter(queries.codes_in(pool, None).items))

    for act in (
        lambda: actions.fill(moderator, pool, "AB-2"),
        lambda: actions.generate(moderator, pool, 1),
        lambda: actions.export(moderator, pool),
        lambda: actions.read(moderator, code),
        lambda: actions.void(moderator, code, reason="Why not"),
    ):
        with pytest.raises(Refused, match="admins_only"):
            act()


def test_no_code_stands_in_the_audit_log(app):
    admin, pool = make.admin(), a_pool("SECRET-CODE-1")
    code = next(iter(queries.codes_in(pool, None).items))
    actions.read(admin, code)
    actions.export(admin, pool)
    actions.void(admin, code, reason="It was on a list of coupons.")

    rows = db.session.query(AuditEntry).all()

    assert {"codes.fill", "codes.read", "codes.export", "codes.void"} <= {row.verb for row in rows}
    assert "SECRET-CODE-1" not in str([(row.before, row.after) for row in rows])
