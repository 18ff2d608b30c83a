import re

import pytest

from forum.kernel import clock
from forum.kernel.paging import PAGE_SIZE, decode
from forum.kernel.unit import transaction
from forum.moderation import actions, queries
from tests.support import make
from tests.support.queries import count_queries


def hold(target, *, about=None, reason="new_member"):
    return actions.hold("kettle", target, about=about or make.member(), reason=reason)


def test_the_queue_shows_what_waits_with_why_and_who(kettles, sign_in):
    hold(1, about=make.member(display_name="Quinn"), reason="first_post")

    page = sign_in(make.moderator()).get("/admin/moderation")

    assert page.status_code == 200
    for words in ("Quinn", "first post", "Kettle", "Approve", "Reject"):
        assert words in page.text


def test_an_empty_queue_says_so(kettles, sign_in):
    page = sign_in(make.moderator()).get("/admin/moderation")

    assert "You are up to date" in page.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/admin/moderation"),
        ("GET", "/admin/moderation/decided"),
        ("POST", "/admin/moderation/{case}/approve"),
        ("POST", "/admin/moderation/{case}/reject"),
        ("POST", "/admin/moderation/{case}/dismiss"),
    ],
)
def test_only_staff_come_in(kettles, sign_in, guest, method, path):
    case = hold(1)
    address = path.format(case=case.id)

    for browser in (guest, sign_in(make.member())):
        assert browser.open(address, method=method).status_code == 403
    assert queries.case_by_id(case.id).is_open


def test_approving_carries_the_yes_out(kettles, sign_in):
    case = hold(1)

    answer = sign_in(make.moderator()).post(f"/admin/moderation/{case.id}/approve")

    assert answer.location == "/admin/moderation"
    assert kettles.approved == [1]


def test_rejecting_takes_words_along(kettles, sign_in):
    case = hold(1)

    sign_in(make.moderator()).post(f"/admin/moderation/{case.id}/reject", data={"note": "Too loud"})

    assert kettles.rejected == [(1, "Too loud")]


def test_a_note_that_is_too_long_comes_back_with_its_text(kettles, sign_in):
    case = hold(1)

    page = sign_in(make.moderator()).post(
        f"/admin/moderation/{case.id}/reject", data={"note": "loud " * 300}
    )

    assert "1,000 characters or fewer" in page.text
    assert "loud loud loud" in page.text
    assert kettles.rejected == []


def test_a_note_that_is_too_long_comes_back_at_its_case_on_a_later_page(kettles, sign_in):
    first = hold(1)
    for number in range(PAGE_SIZE):
        actions.hold("kettle", 100 + number, about=make.member(), reason="new_member")
    kettles.there |= {100 + number for number in range(PAGE_SIZE)}
    last = queries.open_case("kettle", 99 + PAGE_SIZE)
    moderator = sign_in(make.moderator())
    later = re.search(
        r'href="(/admin/moderation\?after=[^"]+)"', moderator.get("/admin/moderation").text
    )
    form = re.search(
        rf'action="(/admin/moderation/{last.id}/reject[^"]*)"', moderator.get(later[1]).text
    )

    page = moderator.post(form[1].partition("#")[0], data={"note": "loud " * 300}).text

    assert form[1].endswith(f"#case-{last.id}")
    assert "1,000 characters or fewer" in page
    assert "loud loud loud" in page.partition(f'id="case-{last.id}"')[2]
    assert f'id="case-{first.id}"' not in page
    assert kettles.rejected == []


def test_the_second_moderator_is_told_what_the_first_did(kettles, sign_in):
    case = hold(1)
    sign_in(make.moderator(display_name="Lena")).post(f"/admin/moderation/{case.id}/approve")
    slower = sign_in(make.moderator())

    page = slower.post(f"/admin/moderation/{case.id}/reject", follow_redirects=True)

    assert "Lena was quicker and approved it" in page.text
    assert (kettles.approved, kettles.rejected) == ([1], [])


def test_a_case_that_was_withdrawn_says_so(kettles, sign_in):
    case = hold(1)
    actions.withdraw("kettle", 1)

    page = sign_in(make.moderator()).post(
        f"/admin/moderation/{case.id}/approve", follow_redirects=True
    )

    assert "withdrawn meanwhile" in page.text


def test_decided_cases_say_who_decided_and_how(kettles, sign_in):
    moderator = make.moderator(display_name="Lena")
    actions.reject(moderator, hold(1), "Too loud")

    page = sign_in(moderator).get("/admin/moderation/decided")

    for words in ("Rejected", "Lena", "Too loud"):
        assert words in page.text


def test_a_case_without_a_target_offers_to_be_put_away(kettles, sign_in):
    case = hold(9)
    browser = sign_in(make.moderator())

    assert "Put this case away" in browser.get("/admin/moderation").text
    browser.post(f"/admin/moderation/{case.id}/dismiss")

    assert queries.waiting_count() == 0


def test_the_queue_costs_the_same_for_two_cases_as_for_fifteen(kettles, sign_in):
    browser = sign_in(make.moderator())
    kettles.there = set(range(1, 30))

    def queries_for_a_page():
        with count_queries() as seen:
            assert browser.get("/admin/moderation").status_code == 200
        return len(seen)

    for target in (1, 2):
        hold(target)
    few = queries_for_a_page()
    for target in range(3, 16):
        hold(target)

    assert queries_for_a_page() == few


def test_pages_of_the_queue_follow_each_other_without_gaps(kettles, sign_in):
    kettles.there = set(range(1, 60))
    member = make.member()
    moment = clock.now()
    with transaction(), clock.at(moment):
        cases = [hold(target, about=member).id for target in range(1, 46)]

    found, cursor = [], None
    for _ in range(3):
        page = queries.waiting(cursor)
        found += [entry.case.id for entry in page.items]
        cursor = decode(page.next)

    assert found == cases
    assert cursor is None


def test_the_overview_and_the_navigation_say_how_much_waits(kettles, sign_in):
    hold(1, about=make.member(display_name="Quinn"))
    browser = sign_in(make.moderator())

    page = browser.get("/admin")

    assert "Quinn" in page.text
    assert "All 1" in page.text
