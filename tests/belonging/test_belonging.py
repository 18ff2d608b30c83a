from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.accounts.signals import MembersMerged
from forum.belonging import actions, checks, policy, queries
from forum.belonging.models import BelongingAsk, BelongingCount
from forum.belonging.queries import Quarter
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Refused
from forum.kernel.unit import transaction
from forum.site import actions as site
from tests.support import make


@pytest.fixture(autouse=True)
def draw(monkeypatch):
    """Everybody is drawn, but for those who are named."""
    left_out = set()
    monkeypatch.setattr(policy, "is_drawn", lambda user_id, _quarter: user_id not in left_out)
    return left_out


def active(**given):
    return make.member(last_seen_at=clock.now(), **given)


def asked():
    return set(db.session.scalars(select(BelongingAsk.user_id)))


def counted():
    return dict(db.session.execute(select(BelongingCount.score, BelongingCount.count)).all())


def test_chance_picks_about_a_tenth_and_picks_anew_each_quarter(monkeypatch):
    monkeypatch.undo()
    one = {n for n in range(1, 20_001) if policy.is_drawn(n, "2026-Q4")}
    other = {n for n in range(1, 20_001) if policy.is_drawn(n, "2027-Q1")}

    assert 1_800 < len(one) < 2_200
    assert 100 < len(one & other) < 300


@pytest.mark.parametrize(
    ("month", "quarter"), [(1, "2026-Q1"), (3, "2026-Q1"), (4, "2026-Q2"), (12, "2026-Q4")]
)
def test_a_quarter_has_three_months(month, quarter):
    assert policy.quarter_of(datetime(2026, month, 9, tzinfo=UTC)) == quarter


def test_members_who_were_here_lately_are_asked_once(app):
    here = active()
    make.member(last_seen_at=clock.now() - timedelta(days=31))
    make.member(last_seen_at=None)
    active(deactivated_at=clock.now())
    make.moderator(last_seen_at=clock.now())

    actions.ask()
    actions.ask()

    assert asked() == {here.id}


def test_whom_chance_leaves_out_is_not_asked(app, draw):
    one, other = active(), active()
    draw.add(other.id)

    assert actions.ask() == 1
    assert asked() == {one.id}


def test_where_the_brand_does_not_ask_nobody_is_asked(app):
    active()
    site.choose(make.admin(), "belonging.is_asked", value=False)

    assert actions.ask() == 0


def test_an_answer_is_counted_and_nobodys(app, sign_in):
    member = active()
    actions.ask()
    browser = sign_in(member)
    assert "I feel part of this community" in browser.get("/").text

    done = browser.post("/belonging", data={"score": "9"}, follow_redirects=True).text

    assert "Thank you" in done
    assert "I feel part of this community" not in done
    assert counted() == {9: 1}
    columns = {column.name for column in BelongingAsk.__table__.columns}
    assert columns == {"quarter", "user_id", "asked_at", "is_over"}


def test_a_second_answer_is_refused(app, sign_in):
    member = active()
    actions.ask()
    browser = sign_in(member)
    browser.post("/belonging", data={"score": "9"})

    again = browser.post("/belonging", data={"score": "1"})

    assert again.status_code == 403
    assert counted() == {9: 1}


@pytest.mark.parametrize("score", ["", "11", "-1", "x", "9" * 40])
def test_what_is_no_number_from_0_to_10_is_asked_again(app, sign_in, score):
    member = active()
    actions.ask()

    page = sign_in(member).post("/belonging", data={"score": score})

    assert "Choose a number from 0 to 10." in page.text
    assert counted() == {}
    assert queries.is_asked(member.id)


def test_who_would_rather_not_say_is_left_alone_until_the_next_quarter(app, sign_in):
    member = active()
    actions.ask()

    sign_in(member).post("/belonging", data={"later": "1"})
    actions.ask()

    assert not queries.is_asked(member.id)
    assert counted() == {}
    with clock.at(clock.now() + timedelta(days=92)):
        member.last_seen_at = clock.now()
        db.session.commit()
        actions.ask()
        assert queries.is_asked(member.id)


def test_who_is_not_asked_cannot_answer(app, sign_in):
    with pytest.raises(Refused):
        actions.answer(make.member(), 5)

    assert sign_in(make.member()).get("/belonging").status_code == 403


def test_the_mean_and_its_interval_are_those_of_the_books():
    # Of 1, 2, 3, 4, 5: mean 3, standard error 0.7071, t for 4 degrees of freedom 2.776.
    quarter = Quarter("2026-Q4", 9, Counter([1, 2, 3, 4, 5]))

    assert quarter.mean == 3
    assert quarter.margin == pytest.approx(2.776 * 0.70711, rel=0.01)


def test_four_answers_are_not_told_and_five_are(app, sign_in):
    staff = sign_in(make.moderator())
    members = [active() for _ in range(5)]
    actions.ask()
    for member in members[:4]:
        actions.answer(member, 8)
    assert "of 10, give or take" not in staff.get("/admin/belonging").text

    actions.answer(members[4], 8)

    page = staff.get("/admin/belonging").text
    assert "8 of 10, give or take 0" in page
    assert "5 of 5 who were asked have answered." in page


def test_before_anybody_was_asked_the_page_says_so(app, sign_in):
    assert "Nobody was asked yet" in sign_in(make.moderator()).get("/admin/belonging").text


def test_who_was_asked_under_two_names_was_asked_once(app):
    one, other = active(), active()
    actions.ask()
    actions.put_off(one)

    with transaction():
        announce(MembersMerged(other.id, one.id, by_id=None))

    assert asked() == {one.id}
    assert not queries.is_asked(one.id)


def test_odd_answers_are_found(app):
    assert list(checks.odd_answers()) == []
    with transaction():
        db.session.add(BelongingCount(quarter="2026-Q4", score=11, count=1))

    assert list(checks.odd_answers()) == ["2026-Q4 counts 1 answers of 11"]


def test_who_has_said_it_under_one_name_is_not_asked_under_the_other(app):
    ada, other = active(), active()
    actions.ask()
    actions.answer(other, 8)

    with transaction():
        announce(MembersMerged(other.id, ada.id, make.admin().id))

    assert not queries.is_asked(ada.id)
    with pytest.raises(Refused):
        actions.answer(ada, 2)
