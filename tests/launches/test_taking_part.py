"""Taking part in launches as deeds of the activity log, and the badge that comes of it."""

from sqlalchemy import select

from forum.activity.models import Deed, DeedKind
from forum.badges import queries as badges
from forum.kernel import clock
from forum.kernel.db import db
from forum.launches import actions
from forum.launches.actions import Supply
from forum.launches.models import Allocation
from tests.launches.launched import MINUTE, NOON, member, scheduled
from tests.points.giving import settle

DRAWN = Supply(Allocation.DRAW, stock_total=2)


def parts_of(user):
    which = Deed.kind == DeedKind.TOOK_PART, Deed.who_id == user.id, Deed.stands.is_(True)
    return len(db.session.scalars(select(Deed.id).where(*which)).all())


def test_taking_one_is_a_deed_and_handing_it_back_takes_it_out(app):
    ada, launch = member(), scheduled()

    with clock.at(NOON + MINUTE):
        actions.claim(ada, launch)
        actions.claim(ada, launch)
        taken = parts_of(ada)
        actions.leave(ada, launch)
        returned = parts_of(ada)
        actions.claim(ada, launch)

    assert (taken, returned, parts_of(ada)) == (1, 0, 1)


def test_entering_a_draw_is_a_deed_until_one_leaves_before_it(app):
    ada, bea, launch = member(), member(), scheduled(supply=DRAWN)

    with clock.at(NOON + MINUTE):
        for one in (ada, bea):
            actions.enter(one, launch)
        actions.leave(bea, launch)

    assert (parts_of(ada), parts_of(bea)) == (1, 0)


def test_standing_in_the_line_is_no_deed(app):
    ada, bea, launch = member(), member(), scheduled(supply=Supply(stock_total=1))

    with clock.at(NOON + MINUTE):
        actions.claim(ada, launch)
        actions.join(bea, launch)

    assert parts_of(bea) == 0


def test_who_took_part_in_five_launches_is_a_veteran(app):
    ada = member()
    launches = [scheduled() for _ in range(5)]
    with clock.at(NOON + MINUTE):
        for launch in launches[:4]:
            actions.claim(ada, launch)
        settle()
        before = slugs_of(ada)
        actions.claim(ada, launches[4])
        settle()

    assert "launch-veteran" not in before
    assert "launch-veteran" in slugs_of(ada)


def slugs_of(user):
    db.session.expire_all()
    return {one.badge.slug for one in badges.held_by(user)}
