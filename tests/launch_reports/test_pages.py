"""The page and the file of a report, and who may read them."""

import csv
import io

import pytest

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.unit import transaction
from forum.launch_reports.lines import plain
from forum.launch_reports.reports import report_of
from forum.launch_reports.room import joining, mood
from forum.launches import actions
from forum.launches.actions import Supply, Words
from forum.moderation import actions as moderation
from forum.moderation.models import Flag
from forum.replies.models import Complaint
from forum.topics.models import Post
from tests.draws.drawn import CLOSED, draw, enter, people, to_draw
from tests.launch_reports.furnishing import FINAL, sold
from tests.launches.launched import HOUR, NOON, SECOND, draft, scheduled, with_room
from tests.support import make

pytestmark = pytest.mark.usefixtures("app")


def a_flag(post: Post) -> Flag:
    author = db.session.get(User, post.author_id)
    with transaction():
        case = moderation.hold("post", post.id, about=author, reason="flagged")
    who = make.member()
    return Flag(
        target_kind="post",
        target_id=post.id,
        user_id=who.id,
        about_id=author.id,
        weight=1,
        case_id=case.id,
    )


def page(browser, launch, at=FINAL, kind=""):
    with clock.at(at):
        return browser.get(f"/admin/launch_reports/{launch.id}{kind}")


def rows(answer) -> dict[tuple[str, str], tuple[str, str]]:
    lines = list(csv.reader(io.StringIO(answer.text)))
    assert lines[0] == ["section", "row", "value", "rate"]
    return {(one[0], one[1]): (one[2], one[3]) for one in lines[1:]}


def test_admins_read_it_and_moderators_do_not(sign_in):
    launch, _people = sold()

    of_admin = page(sign_in(make.admin()), launch)
    of_moderator = page(sign_in(make.moderator()), launch)

    assert of_admin.status_code == 200 and "zzField kettle" in of_admin.text
    assert of_moderator.status_code == 403
    assert page(sign_in(make.moderator()), launch, kind=".csv").status_code == 403


def test_the_page_says_since_when_it_is_final(sign_in):
    launch, _people = sold()
    browser = sign_in(make.admin())

    before, after = page(browser, launch, FINAL - SECOND), page(browser, launch)

    assert "Still moving, until" in before.text and "Final since" not in before.text
    assert "Final since" in after.text


def test_what_has_not_opened_has_no_report_yet(sign_in):
    launch, browser = scheduled(), sign_in(make.admin())

    early = page(browser, launch, NOON - SECOND)
    file = page(browser, launch, NOON - SECOND, ".csv")

    assert "This launch has not opened yet" in early.text
    assert list(rows(file)) == [("About", "Launch")]


def test_the_file_holds_the_numbers_of_the_page(sign_in):
    launch, _people = sold()

    found = rows(page(sign_in(make.admin()), launch, kind=".csv"))

    assert found["Of all who could", "Bought with it"] == ("4", "0.2353")
    assert found["Of the step before", "Bought with it"] == ("4", "0.4000")
    assert found["Money", "EUR: paid"] == ("160.00", "")
    assert found["Money", "EUR: stays"] == ("90.00", "")
    assert found["Money", "USD: stays"] == ("40.00", "")
    assert found["Minutes after it opened", "Half was taken"] == ("4.0", "")
    assert found["Codes", "Used by somebody else"] == ("1", "")
    assert found["By tier", "Without a tier: Entered"] == ("11", "")
    assert found["By tier", "Without a tier: Bought with it"] == ("fewer than 5", "")


def test_no_word_of_the_file_is_a_formula(sign_in):
    launch = scheduled(words=Words('=HYPERLINK("https://zz.example")', summary="zz"))

    found = rows(page(sign_in(make.admin()), launch, NOON + HOUR, ".csv"))

    assert found["About", "Launch"][0] == '\'=HYPERLINK("https://zz.example")'


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_every_sign_that_begins_a_formula_is_kept_from_it(first):
    assert plain(f"{first}1") == f"'{first}1"


def test_a_draw_stands_beside_what_was_expected(sign_in):
    launch, everybody = to_draw(stock=6), people(20)
    enter(launch, everybody)
    draw(launch)
    browser = sign_in(make.admin())

    text = page(browser, launch, CLOSED + HOUR).text
    found = rows(page(browser, launch, CLOSED + HOUR, ".csv"))

    assert "Was the draw fair?" in text and "everybody had the same chance" in text
    assert found["The draw", "1 ticket: Entered"] == ("20", "")
    assert found["The draw", "1 ticket: Won"] == ("6", "0.3000")
    assert found["The draw", "1 ticket: Expected"] == ("", "0.3000")


def test_the_way_to_it_stands_where_the_team_looks_after_launches(sign_in):
    launch, planned = scheduled(), draft()
    browser, way = sign_in(make.admin()), "/admin/launch_reports/"

    of_list = browser.get("/admin/launches").text
    of_one = browser.get(f"/admin/launches/{launch.id}").text
    of_draft = browser.get(f"/admin/launches/{planned.id}").text
    of_moderator = sign_in(make.moderator()).get(f"/admin/launches/{launch.id}").text

    assert f"{way}{launch.id}" in of_list and f"{way}{planned.id}" not in of_list
    assert f"{way}{launch.id}" in of_one
    assert way not in of_draft and way not in of_moderator


def test_what_was_flagged_in_the_room_and_became_a_complaint_is_counted():
    boss = make.admin()
    launch = with_room(draft(admin=boss, supply=Supply(stock_total=5)), boss)
    with clock.at(NOON - HOUR):
        actions.submit(make.admin(), launch)
        actions.approve(make.admin(), launch)
    topic, other = make.topic(channel=launch.channel), make.topic()
    inside, outside = make.post(topic=topic), make.post(topic=other)
    for post in (inside, inside, outside):
        make.save(a_flag(post))
    make.save(Complaint(topic_id=topic.id))
    make.save(Complaint(topic_id=other.id))

    with clock.at(NOON + HOUR):
        found = report_of(launch)

    assert (found.room.flagged, found.room.complaints) == (1, 1)


def test_the_mood_counts_each_author_once_and_needs_ten_of_them():
    few = [(n, "love it") for n in range(9)]
    # One who writes much does not outweigh the others.
    many = [(n, "love love love love love love") for n in range(9)] + [(9, "bad")] * 50

    assert mood(few) is None
    found = mood(many)
    assert found is not None
    assert (found.texts, found.voices) == (59, 10)
    # 6 / 8 and -1 / 3, by the rule of the mood: nine times 75, once -33.
    assert found.mean == pytest.approx((9 * 75 - 33) / 10)
    # The deviation of nine 75 and one -33 is 34.15; t of 9 is 2.26: 34.15 / sqrt(10) * 2.26.
    assert found.mean - found.low == pytest.approx(24.4, abs=0.1)
    assert found.high == pytest.approx(found.mean + 24.4, abs=0.1)


def test_nobody_who_joined_is_no_share():
    assert joining([], NOON).rate is None
