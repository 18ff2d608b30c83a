import re
from datetime import timedelta
from html import unescape

import pytest

from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import PAGE_SIZE
from forum.kernel.unit import transaction
from forum.moderation import actions, queries
from forum.moderation.models import CaseState, Reviewable
from forum.moderation.queries import Tab
from tests.moderation.flagging import carry_all_out
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
        ("GET", "/admin/moderation/several"),
        ("POST", "/admin/moderation/several"),
        ("POST", "/admin/moderation/{case}/claim"),
        ("POST", "/admin/moderation/{case}/escalate"),
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
    first_page = moderator.get("/admin/moderation").text
    later = re.search(r'href="(/admin/moderation\?tab=open&amp;after=[^"]+)"', first_page)
    second_page = moderator.get(unescape(later[1])).text
    form = re.search(rf'action="(/admin/moderation/{last.id}/reject[^"]*)"', second_page)

    page = moderator.post(unescape(form[1]), data={"note": "loud " * 300}).text

    assert "1,000 characters or fewer" in page
    assert "loud loud loud" in page.partition(f'id="case-{last.id}"')[2]
    assert f'data-row="{first.id}"' not in page
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
        for number, case_id in enumerate(cases):
            # Of some the time is the same to the microsecond, of some the rank is another.
            case = db.session.get(Reviewable, case_id)
            case.rank, case.due_at = number % 3, moment + timedelta(hours=number % 7)
    order = {case.id: (case.rank, case.due_at, case.id) for case in db.session.query(Reviewable)}

    found, place = [], None
    for _ in range(3):
        page = queries.queue(Tab.OPEN, place, by=make.moderator())
        found += [entry.case.id for entry in page.items]
        place = queries.place_in(page.next)

    assert found == sorted(cases, key=order.__getitem__)
    assert place is None


def test_the_overview_and_the_navigation_say_how_much_waits(kettles, sign_in):
    hold(1, about=make.member(display_name="Quinn"))
    browser = sign_in(make.moderator())

    page = browser.get("/admin")

    assert "Quinn" in page.text
    assert "All 1" in page.text


def test_a_case_says_why_it_is_there_part_by_part(kettles, sign_in):
    about = make.member(display_name="Quinn")
    case = actions.hold("kettle", 1, about=about, reason="first_post", severity=35)
    actions.weigh_flags(case, [6.25, 2.5], right=92)

    page = sign_in(make.moderator()).get("/admin/moderation").text

    for words in (
        "Why it is here: priority 48",
        "2 flags, by people who are right 92 % of the time",
        "The account is new today",
        "+8.8",
        "High: within 2 hours",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("tab", "shown"),
    [("open", {1}), ("escalated", {2}), ("waiting", {3, 4}), ("mine", {1}), ("done", {5})],
)
def test_each_tab_shows_its_own_cases(kettles, tab, shown):
    kettles.there = {1, 2, 3, 4, 5}
    lena, later = make.moderator(), clock.now() + timedelta(hours=2)
    cases = [hold(number) for number in range(1, 6)]
    actions.claim(lena, cases[0])
    actions.escalate(lena, cases[1], "Please look.")
    actions.snooze(lena, cases[2], later)
    actions.wait_for_member(lena, cases[3], later)
    actions.approve(lena, cases[4])

    page = queries.queue(Tab(tab), by=lena)

    assert {entry.case.target_id for entry in page.items} == shown
    assert queries.counts(lena)[Tab(tab)] == len(shown)


def test_cases_are_taken_and_passed_on_from_the_page(kettles, sign_in):
    case = hold(1)
    lena = make.moderator(display_name="Lena")
    browser = sign_in(lena)
    browser.post(f"/admin/moderation/{case.id}/claim", data={"version": 1})

    assert "Lena has it" in sign_in(make.moderator()).get("/admin/moderation").text
    refused = browser.post(f"/admin/moderation/{case.id}/escalate", data={"words": ""})
    assert "Say in a line why you pass it on." in refused.text
    browser.post(f"/admin/moderation/{case.id}/escalate", data={"words": "Too big"})

    db.session.refresh(case)
    assert case.state == CaseState.ESCALATED


@pytest.mark.parametrize("act", ["snooze", "wait"])
def test_a_case_is_put_aside_for_one_of_the_spans_that_are_offered(kettles, sign_in, act):
    case, browser = hold(1), sign_in(make.moderator())

    odd = browser.post(f"/admin/moderation/{case.id}/{act}", data={"hours": 5000})
    browser.post(f"/admin/moderation/{case.id}/{act}", data={"hours": 24})

    db.session.refresh(case)
    assert odd.status_code == 404
    assert case.state in (CaseState.SNOOZED, CaseState.WAITING)


def test_an_answer_to_an_older_page_is_refused_and_tells_what_happened(kettles, sign_in):
    case = hold(1)
    lena = make.moderator(display_name="Lena")
    actions.claim(lena, case)

    answer = sign_in(make.moderator()).post(
        f"/admin/moderation/{case.id}/reject", data={"version": 1, "note": "No"}
    )

    assert answer.status_code == 409
    assert "Lena has taken this case" in answer.text
    assert kettles.rejected == []


def test_several_cases_are_listed_before_anything_happens_to_them(kettles, sign_in):
    cases = [hold(number) for number in (1, 2, 3)]
    browser = sign_in(make.moderator())
    chosen = "&".join(f"chosen={case.id}" for case in cases)

    page = browser.get(f"/admin/moderation/several?{chosen}")

    assert "these 3 cases" in page.text
    assert kettles.approved == []


def test_what_others_changed_is_left_alone_when_several_are_done(kettles, sign_in):
    cases = [hold(number) for number in (1, 2, 3)]
    chosen = [f"{case.id}:{case.version}" for case in cases]
    actions.claim(make.moderator(), cases[1])

    page = sign_in(make.moderator()).post(
        "/admin/moderation/several",
        data={"act": "approve", "chosen": chosen},
        follow_redirects=True,
    )

    assert kettles.approved == [] and page.text.count("data-undo") == 2
    carry_all_out()

    assert kettles.approved == [1, 3]
    assert "Done with 2 cases." in page.text
    assert "1 case was left alone" in page.text


@pytest.mark.parametrize("chosen", ["x", "01:1", "1:1:1", f"1:{'9' * 5000}", "1"])
def test_several_that_make_no_sense_are_left_alone(kettles, sign_in, chosen):
    hold(1)

    answer = sign_in(make.moderator()).post(
        "/admin/moderation/several", data={"act": "approve", "chosen": chosen}
    )

    assert answer.status_code == 302
    carry_all_out()
    assert kettles.approved in ([], [1])


@pytest.mark.parametrize("words", ["", "chosen=x", "chosen=99999999999999999999", "chosen=0"])
def test_nothing_chosen_leads_back(kettles, sign_in, words):
    answer = sign_in(make.moderator()).get(f"/admin/moderation/several?{words}")

    assert answer.location == "/admin/moderation"


@pytest.mark.parametrize("word", ["x", "MC4x", "9" * 60, "OS45LjEuMQ", "LTEuMS4x"])
def test_a_place_that_makes_no_sense_is_the_beginning(kettles, sign_in, word):
    hold(1)

    assert "priority" in sign_in(make.moderator()).get(f"/admin/moderation?after={word}").text


@pytest.mark.parametrize("number", [0, -1, 4711, 2**40])
def test_a_case_that_is_not_there_is_not_found(kettles, sign_in, number):
    page = sign_in(make.moderator()).get(f"/admin/moderation?case={number}")

    assert page.status_code == 404
