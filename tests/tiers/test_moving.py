"""Up at once, down once a month after a grace, and what that does."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts import queries as people
from forum.channels import actions as channels
from forum.channels import queries as doors
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.kernel.unit import transaction
from forum.points import actions as points
from forum.tiers import actions, queries
from forum.tiers.models import BenefitKind, TierReview
from forum.tiers.queries import Asks
from forum.tiers.settings import TIME_ZONE
from forum.tiers.signals import TierGraceBegan, TierLost, TierReached
from tests.support import make
from tests.support.queries import count_queries
from tests.support.together import all_at_once
from tests.tiers.giving import earn, earned, held, joined, promise, settle, tier
from tests.topics.writing import choose

FIRST = datetime(2027, 3, 1, 4, tzinfo=UTC)


@pytest.fixture
def heard(app, monkeypatch):
    """Everything that tiers announce."""
    told = []
    bus = app.extensions["bus"]
    for kind in (TierReached, TierGraceBegan, TierLost):
        monkeypatch.setitem(bus.handlers, kind, [*bus.handlers[kind], told.append])
    return told


def kinds(heard):
    return [type(one).__name__ for one in heard]


def shown(member):
    db.session.expire_all()
    return member.tier, member.tier_rank, member.perks


def seat_of(member, room):
    return doors.place_of(member, room)


def test_everybody_begins_with_the_lowest_tier(app, heard):
    member = joined()

    assert held(member) == ["member"]
    assert shown(member) == ("member", 0, {})
    assert heard == []


def test_who_has_the_points_goes_up_at_once(app, heard):
    member = joined()

    earn(member, 299)
    before = held(member)
    earn(member, 1)

    assert before == ["member"]
    assert held(member) == ["silver"]
    assert shown(member)[:2] == ("silver", 10)
    assert kinds(heard) == ["TierReached"]


def test_a_step_may_be_skipped_and_nothing_happens_twice(app, heard):
    member = joined()
    earn(member, 1200)

    actions.look_at(None)
    actions.look_at([member.id])

    assert held(member) == ["gold"]
    assert kinds(heard) == ["TierReached"]
    assert len(queries.past_of(member)) == 1


def test_lost_points_take_nobody_down_before_the_review(app):
    member = joined()
    earn(member, 300)
    earn(member, -200)

    actions.look_at(None)

    assert held(member) == ["silver"]


def test_the_review_warns_first_and_names_the_exact_lack(app, heard):
    member = joined()
    with clock.at(FIRST - timedelta(days=3)):
        earn(member, 300)
        earn(member, -120)
    heard.clear()

    with clock.at(FIRST):
        actions.review_if_due()

    row = earned(member)
    assert held(member) == ["silver"]
    assert row.lack == 120
    assert row.grace_until == FIRST + timedelta(days=30)
    assert kinds(heard) == ["TierGraceBegan"]
    assert heard[0].lack == 120


def test_after_the_grace_it_is_one_step_down(app, heard):
    member = joined()
    with clock.at(FIRST - timedelta(days=3)):
        earn(member, 1000)
        earn(member, -990)
    with clock.at(FIRST):
        actions.review_if_due()
    heard.clear()

    with clock.at(datetime(2027, 4, 1, 4, tzinfo=UTC)):
        actions.review_if_due()

    assert held(member) == ["silver"]
    assert shown(member)[0] == "silver"
    assert earned(member).grace_until is None
    assert kinds(heard) == ["TierLost"]


def test_a_grace_that_is_not_over_keeps_the_tier(app):
    member = joined()
    with clock.at(datetime(2027, 1, 20, tzinfo=UTC)):
        earn(member, 300)
        earn(member, -300)
    for month in (2, 3):
        with clock.at(datetime(2027, month, 1, 4, tzinfo=UTC)):
            actions.review_if_due()

    # From the first of February thirty days end on the third of March.
    assert held(member) == ["silver"]


def test_who_has_enough_again_is_out_of_the_grace(app):
    member = joined()
    with clock.at(FIRST - timedelta(days=3)):
        earn(member, 300)
        earn(member, -120)
    with clock.at(FIRST):
        actions.review_if_due()
    with clock.at(FIRST + timedelta(days=5)):
        earn(member, 120)

    row = earned(member)
    assert (row.grace_until, row.lack) == (None, 0)


def test_a_review_takes_place_once_a_month(app):
    with clock.at(FIRST):
        first, again = actions.review_if_due(), actions.review_if_due()
    with clock.at(FIRST + timedelta(days=20)):
        later = actions.review_if_due()

    assert (first, again, later) == (True, False, False)
    assert db.session.scalars(select(TierReview.month)).all() == ["2027-03"]


def test_the_review_begins_at_three_at_night_where_the_brand_is(app):
    choose(TIME_ZONE, "Asia/Tokyo")
    with clock.at(datetime(2027, 2, 28, 17, 59, tzinfo=UTC)):
        actions.review_if_due()
    with clock.at(datetime(2027, 2, 28, 18, 0, tzinfo=UTC)):
        actions.review_if_due()

    months = db.session.scalars(select(TierReview.month).order_by(TierReview.month)).all()
    assert months == ["2027-02", "2027-03"]


def test_for_who_is_suspended_the_clock_stands_still(app):
    member = joined()
    with clock.at(FIRST - timedelta(days=3)):
        earn(member, 300)
        earn(member, -120)
    with clock.at(FIRST):
        actions.review_if_due()
    with transaction():
        member.suspended_until = FIRST + timedelta(days=20)
    with clock.at(FIRST + timedelta(days=10)):
        actions.look_at(None)
        paused = earned(member).paused_at
    with clock.at(FIRST + timedelta(days=21)):
        actions.look_at(None)

    row = earned(member)
    assert paused == FIRST + timedelta(days=10)
    assert row.paused_at is None
    assert row.grace_until == FIRST + timedelta(days=41)


def test_a_tier_opens_a_channel_and_closes_it_again(app):
    room = make.channel(visibility=Visibility.PRIVATE)
    promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    member = joined()

    earn(member, 1000)
    inside = seat_of(member, room)
    source = inside.source
    actions.end_benefit(make.admin(), queries.benefits()[-1])
    actions.look_at(None)

    assert source == "tier:silver"
    assert seat_of(member, room) is None


def test_who_belongs_for_another_reason_stays(app):
    room = make.channel(visibility=Visibility.PRIVATE)
    benefit_id = promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    before, after = joined(), joined()
    make.seat(room, before, source="staff")
    for member in (before, after):
        earn(member, 300)
    channels.admit(make.admin(), room, after, source="staff")
    actions.end_benefit(make.admin(), queries.benefit_by_id(benefit_id))
    actions.look_at(None)

    assert seat_of(before, room)
    assert seat_of(after, room)


def test_who_left_by_themselves_is_not_brought_back(app):
    room = make.channel(visibility=Visibility.PRIVATE)
    promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    member = joined()
    earn(member, 300)

    channels.remove(member, room, seat_of(member, room))
    actions.look_at(None)

    assert seat_of(member, room) is None


def test_what_comes_later_brings_nobody_back_who_left_by_themselves(app):
    room, vault = (make.channel(visibility=Visibility.PRIVATE) for _ in range(2))
    promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    promise("gold", BenefitKind.CHANNEL, channel_id=vault.id)
    member, admin = joined(), make.admin()
    earn(member, 300)
    channels.remove(member, room, seat_of(member, room))

    press = actions.give(admin, tier("press"), member, reason="Writes about us.")
    after_gift = seat_of(member, room)
    earn(member, 700)
    after_rise = seat_of(member, room)
    actions.take(admin, queries.open_membership(press.id), reason="Changed jobs.")

    assert (after_gift, after_rise, seat_of(member, room)) == (None, None, None)
    assert seat_of(member, vault)


def test_who_holds_a_tier_already_gets_what_it_begins_to_give(app):
    member = joined()
    earn(member, 300)
    room = make.channel(visibility=Visibility.PRIVATE)

    promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    promise("silver", BenefitKind.UPLOAD_MB, amount=25)

    assert seat_of(member, room)
    assert shown(member)[2] == {"upload_mb": 25}


def test_perks_are_those_of_all_tiers_together(app):
    promise("silver", BenefitKind.UPLOAD_MB, amount=25)
    promise("ambassador", BenefitKind.UPLOAD_MB, amount=15)
    member = joined()
    earn(member, 1000)

    actions.give(make.admin(), tier("ambassador"), member, reason="Speaks well.")

    assert held(member) == ["ambassador", "gold"]
    assert shown(member) == ("ambassador", 40, {"upload_mb": 25})


def test_what_was_given_for_a_time_ends_with_it(app, heard):
    member = joined()
    until = clock.now() + timedelta(days=2)
    actions.give(make.admin(), tier("press"), member, reason="Writes.", until=until)
    heard.clear()

    with clock.at(until + timedelta(minutes=1)):
        actions.look_at(None)

    assert held(member) == ["member"]
    assert shown(member)[0] == "member"
    assert kinds(heard) == ["TierLost"]


def test_nobody_gives_by_hand_what_points_lead_to(app):
    with pytest.raises(Refused, match="tier_is_earned"):
        actions.give(make.admin(), tier("gold"), joined(), reason="Because.")


def test_of_many_who_give_the_same_tier_at_once_one_does(app):
    member, team = joined().id, [make.moderator().id for _ in range(4)]
    press = tier("press").id

    def give(which):
        staff, somebody = (people.fresh_member(one) for one in (team[which], member))
        return actions.give(staff, queries.tier_by_id(press), somebody, reason="Writes.").id

    results = all_at_once(app, 4, give)

    assert results.count(Invalid) == 3
    assert held(people.fresh_member(member)) == ["press", "member"]


def test_a_tier_is_taken_once(app):
    member, staff = joined(), make.moderator()
    row = actions.give(staff, tier("press"), member, reason="Writes about us.")
    row = queries.open_membership(row.id)
    actions.take(staff, row, reason="Changed jobs.")

    with pytest.raises(NotFound):
        actions.take(staff, row, reason="Changed jobs.")


def test_who_has_left_is_given_nothing(app):
    member = joined(deactivated_at=clock.now())

    with pytest.raises(Invalid, match="not_here"):
        actions.give(make.admin(), tier("press"), member, reason="Writes about us.")


@pytest.mark.parametrize(("reason", "problem"), [("", "no_words"), ("x" * 301, "too_long")])
def test_a_tier_is_given_with_a_reason(app, reason, problem):
    with pytest.raises(Invalid, match=problem):
        actions.give(make.admin(), tier("team"), joined(), reason=reason)


def test_a_promise_of_people_becomes_one_task(app):
    promise("silver", BenefitKind.TASK, words="A card by post")
    member = joined()
    earn(member, 300)
    actions.look_at(None)

    (task,) = queries.tasks_open()
    actions.deliver(make.moderator(), task)

    assert task.user_id == member.id
    assert queries.tasks_open() == []


def test_what_one_account_was_given_is_not_owed_to_the_member_once_more(app):
    promise("silver", BenefitKind.TASK, words="A card by post")
    old, new = joined(), joined()
    for member in (old, new):
        earn(member, 300)
    task = next(one for one in queries.tasks_open() if one.user_id == old.id)
    actions.deliver(make.moderator(), task)

    accounts.merge_members(make.admin(), old, new)

    assert queries.tasks_open() == []


def test_promises_are_kept_or_said_to_be_missing(app):
    room = make.channel(visibility=Visibility.PRIVATE)
    promise("silver", BenefitKind.CHANNEL, channel_id=room.id)
    promise("silver", BenefitKind.UPLOAD_MB, amount=25)
    one, other = joined(), joined()
    for member in (one, other):
        earn(member, 300)
    with transaction():
        db.session.delete(seat_of(other, room))

    found = {one.benefit.kind: one for one in queries.promises() if one.tier.slug == "silver"}

    assert (found["channel"].promised, found["channel"].delivered) == (2, 1)
    assert not found["channel"].is_kept
    assert found["upload_mb"].is_kept
    assert found["flair"].is_kept


def test_what_is_shown_equals_what_the_log_gives(app):
    member = joined()
    earn(member, 300)
    good = list(queries.differences())
    with transaction():
        member.tier = "vip"
    bad = list(queries.differences())
    actions.rebuild()
    db.session.expire_all()

    assert good == []
    assert bad == [f"member {member.id} is shown as vip"]
    assert list(queries.differences()) == []


def test_two_accounts_become_one_with_the_higher_tier(app):
    one, other = joined(), joined()
    earn(one, 1000)
    actions.give(make.admin(), tier("press"), one, reason="Writes.")

    accounts.merge_members(make.admin(), one, other)
    settle()

    assert held(other) == ["press", "gold"]
    assert shown(other)[0] == "press"


def test_settling_many_takes_no_more_statements_than_settling_two(app):
    few, many = [joined() for _ in range(2)], [joined() for _ in range(20)]
    for member in (*few, *many):
        points.adjust(make.admin(), member, 100, words="Well done.")
    settle()
    some, all_of_them = [member.id for member in few], [member.id for member in many]

    with count_queries() as two:
        actions.look_at(some)
    with count_queries() as twenty:
        actions.look_at(all_of_them)

    assert len(twenty) == len(two)


def test_trying_thresholds_says_who_would_move(app):
    low, high = joined(), joined()
    earn(low, 250)
    earn(high, 400)
    wanted = {tier("silver").id: Asks(200), tier("gold").id: Asks(350)}

    outcome = queries.simulate(wanted)

    assert (outcome.up, outcome.down) == (2, 0)
    assert {one.user.id: one.after.slug for one in outcome.movers} == {
        low.id: "silver",
        high.id: "gold",
    }
    assert held(low) == ["member"]


def test_saved_thresholds_move_who_has_enough(app):
    member = joined()
    earn(member, 250)

    actions.arrange(make.admin(), {tier("silver").id: Asks(200)})
    actions.look_at(None)

    assert held(member) == ["silver"]


def test_who_stands_on_a_step_that_is_gone_goes_down_at_the_review(app):
    member = joined()
    with clock.at(FIRST - timedelta(days=3)):
        earn(member, 1000)
    gold = tier("gold")
    plan = actions.Plan(name="", rank=gold.rank, threshold=1000, hue=3, is_active=False)

    actions.change(make.admin(), gold, plan)
    actions.look_at(None)
    before = held(member)
    with clock.at(FIRST):
        actions.review_if_due()

    assert before == ["gold"]
    assert held(member) == ["silver"]
