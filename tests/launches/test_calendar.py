"""What is planned at the same time, and what gets in each other's way."""

import pytest

from forum.kernel import clock
from forum.launches import queries
from forum.launches.actions import Opening, Supply, Words
from forum.launches.clashing import PEOPLE, POOL, PRODUCT, Planned, clashes_among
from forum.launches.models import Allocation, Audience, Launch, LaunchWindow
from tests.codes.handing import a_pool
from tests.launches.launched import DAY, FOR_ALL, HOUR, NOON, SECOND, draft, member, scheduled
from tests.support import make
from tests.support.queries import count_queries

PAGE = "/admin/launches/calendar"


def window(opens, closes, audience=Audience.ALL, **given):
    return LaunchWindow(opens_at=opens, closes_at=closes, audience=audience, **given)


def common(one, other, **given):
    """What two launches with these windows have in common."""
    planned = [Planned(Launch(**given), [one]), Planned(Launch(**given), [other])]
    return [clash.what for clash in clashes_among(planned)]


SAME = (NOON, NOON + HOUR)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (window(*SAME), window(*SAME), True),
        (window(*SAME), window(NOON + HOUR, NOON + DAY), True),
        (window(*SAME), window(NOON + HOUR + SECOND, NOON + DAY), False),
        (window(*SAME), window(*SAME, Audience.PUBLIC), True),
        (window(*SAME, Audience.TIER, tier_id=1), window(*SAME, Audience.TIER, tier_id=2), True),
        (window(*SAME, Audience.BADGE, badge_id=1), window(*SAME, Audience.BADGE, badge_id=1), 1),
        (window(*SAME, Audience.BADGE, badge_id=1), window(*SAME, Audience.BADGE, badge_id=2), 0),
        (window(*SAME, Audience.CUSTOMERS), window(*SAME, Audience.CUSTOMERS), True),
        (window(*SAME, Audience.LIST), window(*SAME, Audience.LIST), False),
        (window(*SAME, Audience.TIER, tier_id=1), window(*SAME), False),
    ],
)
def test_the_same_people_in_the_same_hours_clash(one, other, clash):
    assert common(one, other) == ([PEOPLE] if clash else [])


def test_a_product_clashes_in_the_same_hours_and_a_pool_at_any_time():
    lists = [window(*SAME, Audience.LIST), window(*SAME, Audience.LIST)]
    later = window(NOON + DAY, NOON + 2 * DAY, Audience.LIST)

    assert common(*lists, product_id=1, pool_id=2) == [PRODUCT, POOL]
    assert common(lists[0], later, product_id=1, pool_id=2) == [POOL]


def test_the_calendar_shows_four_weeks_and_what_clashes(sign_in):
    browser = sign_in(make.admin())
    with clock.at(NOON):
        assert "Nothing is planned in these weeks" in browser.get(PAGE).text
    draft(words=Words("zzKettle"))
    draft(words=Words("zzCup"))
    later = Opening(NOON + 40 * DAY, NOON + 41 * DAY)
    draft(later, words=Words("zzTray"))

    with clock.at(NOON):
        page = browser.get(PAGE).text
        assert "zzKettle" in page and "zzCup" in page and "zzTray" not in page
        assert "open for the same people in the same hours" in page
    page = browser.get(f"{PAGE}?from=2027-01-04").text
    assert "zzTray" in page and "zzKettle" not in page
    assert "Nothing: no two launches" in page
    for odd in ("0001-01-01", "9999-12-31", "soon"):
        assert browser.get(f"{PAGE}?from={odd}").status_code == 200


def test_moderators_read_it_and_plan_nothing(sign_in):
    draft(words=Words("zzKettle"))

    page = sign_in(make.moderator()).get(f"{PAGE}?from=2026-11-30").text

    assert "zzKettle" in page
    assert "/admin/launches/new" not in page
    assert sign_in(member()).get(PAGE).status_code == 403


def test_the_step_of_windows_says_what_is_open_at_the_same_time(sign_in):
    browser, launch = sign_in(make.admin()), draft()
    where = f"/admin/launches/{launch.id}/windows"
    assert "No other launch is open in these days." in browser.get(where).text
    scheduled(Opening(NOON, NOON + HOUR, Audience.CUSTOMERS), words=Words("zzCup"))
    assert "1 other launch is open in these days" in browser.get(where).text
    scheduled(FOR_ALL, words=Words("zzTray"))
    text = browser.get(where).text

    assert "zzTray" in text
    assert "open for the same people in the same hours" in text


def test_codes_that_two_launches_need_are_too_few_together(sign_in):
    pool = a_pool("ONE-1111", "TWO-2222", "SIX-6666")
    supply = Supply(stock_total=2, pool_id=pool.id)
    scheduled(supply=supply)
    launch = draft(Opening(NOON + DAY, NOON + 2 * DAY), supply=supply)

    text = sign_in(make.admin()).get(f"/admin/launches/{launch.id}").text

    assert "Together with other launches that use this pool" in text
    assert "take their codes from the same pool" in text


def test_few_pieces_for_many_members_are_a_case_for_a_draw(sign_in):
    for _ in range(21):
        member(approved_at=NOON)
    race, drawn = (draft(supply=Supply(one, 1)) for one in (Allocation.FIRST_COME, Allocation.DRAW))
    browser = sign_in(make.admin())

    word = "one piece for more than twenty members"
    assert word in browser.get(f"/admin/launches/{race.id}").text
    assert word not in browser.get(f"/admin/launches/{drawn.id}").text


def test_the_number_of_launches_costs_no_more_statements(sign_in):
    browser = sign_in(make.admin())
    draft()
    with clock.at(NOON):
        browser.get(PAGE)
        with count_queries() as few:
            browser.get(PAGE)
        for _ in range(4):
            draft()
        with count_queries() as many:
            browser.get(PAGE)

    assert len(many) == len(few)
    assert len(queries.planned_between(NOON - DAY, NOON + DAY)) == 5
