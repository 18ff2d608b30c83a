"""The pages: answering, what stands on the launch, promises, and the desk of the team."""

from datetime import timedelta

import pytest

from forum.feedback import actions, queries
from forum.feedback.actions import Promise
from forum.kernel import clock
from forum.kernel.policy import Invalid
from forum.launches import actions as launches
from forum.launches.actions import Secrecy
from forum.launches.models import Embargo, Launch
from forum.moderation.models import Team
from tests.feedback.asked import ASKINGS, SAID, asking, draft, launched, say, sheet
from tests.launches.launched import DAY, HOUR, MINUTE, NOON, SECOND, for_list, member, scheduled
from tests.support import make
from tests.support.queries import count_queries

pytestmark = pytest.mark.usefixtures("app")
OPEN = NOON + 2 * MINUTE
CLOSE = OPEN + 14 * DAY


def page_of(round_, end: str = "/feedback") -> str:
    return f"/launches/{launch_of(round_).slug}{end}"


def launch_of(round_) -> Launch:
    return queries.round_of(round_.launch_id).launch


def fields(round_, *values) -> dict[str, object]:
    names = [f"q{one.id}" for one in queries.questions_of(round_)]
    return {name: value for name, value in zip(names, values, strict=False) if value is not None}


def send(browser, page: str, to: str = "", **data):
    data["csrf_token"] = browser.token_of(page)
    return browser.post(to or page, data=data, follow_redirects=True)


def test_a_member_fills_it_in_keeps_it_comes_back_and_sends_it(sign_in):
    ada = member()
    round_ = asking(ada)
    browser, page = sign_in(ada), page_of(round_)

    with clock.at(OPEN + HOUR):
        first = browser.get(page).text
        given = fields(round_, "4", None, "1", ["0", "2"], "zzA hook")
        kept = send(browser, page, keep="1", **given).text
        counts = queries.standings_of([round_.id])[round_.id].answered
        done = send(browser, page, **given, is_shared="y").text
        again = browser.get(page).text

    assert "zzWhich colour?" in first and "zzA hook" not in first
    assert "Kept. It counts once you send it." in kept and "zzA hook" in kept and counts == 0
    assert "Thank you" in done and "You can change it until" in done
    assert "You have sent this" in again and "zzA hook" in again
    said = queries.answers_of(queries.part_of(round_, ada.id))
    assert sorted((one.numbers, one.words) for one in said.values()) == [
        ((), "zzA hook"),
        ((0, 2), ""),
        ((1,), ""),
        ((4,), ""),
    ]


def test_what_does_not_fit_comes_back_with_all_that_was_typed(sign_in):
    ada = member()
    round_ = asking(ada)
    browser, page = sign_in(ada), page_of(round_)

    with clock.at(OPEN + HOUR):
        empty = send(browser, page).text
        odd = send(browser, page, **fields(round_, "7", "x", None, None, "zzLong words")).text

    assert "Answer at least one question" in empty
    assert "Choose something from this list" in odd and "zzLong words" in odd
    assert queries.part_of(round_, ada.id) is None


def test_who_comes_a_second_late_gets_back_what_they_typed(sign_in):
    ada = member()
    round_ = asking(ada)
    browser, page = sign_in(ada), page_of(round_)
    with clock.at(CLOSE):
        token = browser.token_of(page)

    with clock.at(CLOSE + SECOND):
        data = fields(round_, "3", None, None, None, "zzToo late") | {"csrf_token": token}
        late = browser.post(page, data=data)
        looked = browser.get(page)

    assert late.status_code == 403 and "zzToo late" in late.text
    assert looked.headers["Location"].endswith("/feedback/results")


def test_results_are_for_those_who_took_part_once_they_cannot_change_theirs(sign_in):
    people = [member() for _ in range(5)]
    round_ = asking(*people)
    with clock.at(OPEN):
        for one in people:
            say(one, round_, 4, 9, 0, [0], "zzWords", shared=one is people[0])
    browser, page = sign_in(people[0]), page_of(round_, "/feedback/results")

    with clock.at(CLOSE):
        before = browser.get(page)
    with clock.at(CLOSE + SECOND):
        after = browser.get(page)
        other = sign_in(member()).get(page)

    assert (before.status_code, other.status_code) == (403, 403)
    assert "5 members gave feedback" in after.text and "+100" in after.text
    assert after.text.count("zzWords") == 1


def test_figures_of_few_are_not_shown_to_members(sign_in):
    people = [member() for _ in range(4)]
    round_ = asking(*people)
    with clock.at(OPEN):
        for one in people:
            say(one, round_, 4, shared=True)

    with clock.at(CLOSE + SECOND):
        text = sign_in(people[0]).get(page_of(round_, "/feedback/results")).text

    assert "Too few for figures" in text and "zzHow good" not in text


def test_figures_of_a_question_that_few_answered_are_not_shown_to_members(sign_in):
    people = [member() for _ in range(5)]
    round_ = asking(*people)
    with clock.at(OPEN):
        for number, one in enumerate(people):
            say(one, round_, 4, None if number else 2)

    with clock.at(CLOSE + SECOND):
        text = sign_in(people[1]).get(page_of(round_, "/feedback/results")).text
        told = sign_in(make.admin()).get(f"/admin/feedback/{round_.launch_id}/results").text

    assert text.count("feedback-figure") == 1 and "would tell who said what" in text
    assert told.count("feedback-figure") == 2 and "would tell who said what" not in told


def test_the_page_of_the_launch_says_what_is_owed_until_it_is_said(sign_in, guest):
    ada = member()
    round_ = asking(ada)
    with clock.at(OPEN):
        say(ada, round_, 3)
    page, due = page_of(round_, ""), CLOSE + 21 * DAY

    def told(at) -> str:
        with clock.at(at):
            return guest.get(page).text

    before, owed = told(due - SECOND), told(due)
    with clock.at(due + DAY):
        actions.respond(make.admin(), round_, SAID)
    after = told(due + DAY)

    assert "still owes an answer" not in before and "still owes an answer" in owed
    assert "still owes an answer" not in after
    assert all(words in after for words in ("zzIt drips.", "zzThe lid.", "zzThe price."))


def test_nobody_owes_an_answer_to_nobody(guest):
    round_ = asking(member())

    with clock.at(CLOSE + 60 * DAY):
        assert "still owes an answer" not in guest.get(page_of(round_, "")).text


def test_the_launch_tells_members_where_they_stand(sign_in):
    ada = member()
    round_ = asking(ada)
    browser, page = sign_in(ada), page_of(round_, "")

    with clock.at(OPEN + HOUR):
        fresh = browser.get(page).text
        actions.keep(ada, round_, sheet(round_, 3))
        kept = browser.get(page).text
        say(ada, round_, 3)
        sent = browser.get(page).text
    with clock.at(CLOSE + SECOND):
        over = browser.get(page).text

    assert "Give feedback" in fresh and "Go on" in kept
    assert "Change what I said" in sent and "See what all said" in over


def test_a_secret_launch_keeps_its_feedback_and_its_promises_secret(sign_in, guest):
    insider, other = member(username="zzinsider"), member()
    launch = scheduled(for_list(["zzinsider"]), secrecy=Secrecy(Embargo.SECRET))
    with clock.at(NOON):
        launches.claim(insider, launch)
    admin = make.admin()
    round_ = draft(launch, admin)
    with clock.at(OPEN):
        actions.publish(admin, round_)
        due = clock.now().date() + timedelta(days=9)
        actions.promise(admin, Promise("zzHidden lid", due, launch.id))
        actions.promise(admin, Promise("zzOpen day", due))

        answers = [
            one.get(f"/launches/{slug}/feedback{end}").status_code
            for one in (guest, sign_in(other))
            for slug in (launch.slug, "there-is-none")
            for end in ("", "/thanks", "/results")
        ]
        seen = [one.get("/promises").text for one in (guest, sign_in(other), sign_in(insider))]

    assert answers == [302] * 6 + [404] * 6
    assert ["zzHidden lid" in one for one in seen] == [False, False, True]
    assert all("zzOpen day" in one for one in seen)


def test_what_is_announced_only_shows_no_promises(guest):
    secrecy = Secrecy(Embargo.TEASER, teaser_at=NOON - DAY)
    launch = scheduled(
        for_list(["zzin"]) if make.member(username="zzin") else None, secrecy=secrecy
    )

    with clock.at(NOON):
        actions.promise(make.admin(), Promise("zzHidden lid", NOON.date(), launch.id))
        assert "zzHidden lid" not in guest.get("/promises").text


def test_promises_are_open_late_kept_and_kept_too_late(guest):
    admin = make.admin()
    with clock.at(NOON):
        today = clock.now().date()
        one = actions.promise(admin, Promise("zzFirst", today + timedelta(days=2)))
        two = actions.promise(admin, Promise("zzSecond", today + timedelta(days=2)))
        actions.promise(admin, Promise("zzThird", today + timedelta(days=2)))
        actions.keep_promise(admin, one, "zzDone so")
        before = guest.get("/promises").text
    with clock.at(NOON + 3 * DAY):
        actions.keep_promise(admin, two, "zzDone late")
        after = guest.get("/promises").text

    assert "Late" not in before and "zzDone so" in before
    assert "Kept, and too late" in after and ">Late<" in after.replace("</svg>Late", "</svg>>Late")


def test_a_promise_that_is_put_off_keeps_its_first_day_and_no_day_is_in_the_past(sign_in):
    admin = make.admin()
    browser = sign_in(admin)
    with clock.at(NOON):
        send(browser, "/admin/promises", words="zzA lid", due="2026-12-10", launch="0")
        late = send(browser, "/admin/promises", words="zzNever", due="2026-11-30", launch="0")
        none = send(browser, "/admin/promises", words="zzNever", due="", launch="0")
        made = queries.open_promises(admin, clock.now())
        page = f"/admin/promises/{made[0].id}"
        send(browser, page, words="zzA better lid", due="2026-12-20", launch="0")
        told = browser.get("/promises").text
        send(browser, page, f"{page}/keep", note="zzIn the shop")
        kept = browser.get("/promises").text
        again = browser.get(page)

    assert len(made) == 1
    assert "This day has passed already" in late.text and "zzNever" in late.text
    assert "Type a day" in none.text
    assert "zzA better lid" in told and "at first until" in told
    assert "zzIn the shop" in kept and again.status_code == 403


def test_the_team_makes_a_form_without_scripts(sign_in):
    admin = make.admin()
    browser = sign_in(admin)
    launch = launched(member())
    page = f"/admin/feedback/{launch.id}"

    with clock.at(NOON + HOUR):
        send(browser, page, f"{page}/begin")
        for words, kind, choices in (
            ("zzOne", "scale", ""),
            ("zzTwo", "single", "zzA\nzzB\n\nzzA"),
            ("zzThree", "text", ""),
        ):
            send(browser, page, f"{page}/questions", words=words, kind=kind, choices=choices)
        bad = send(browser, page, f"{page}/questions", words="zzFour", kind="single", choices="zzX")
        round_ = queries.round_of(launch.id)
        one, two, three = queries.questions_of(round_)
        send(browser, page, f"{page}/questions/{three.id}/up")
        send(browser, page, f"{page}/questions/{one.id}/remove")
        there = f"{page}/questions/{two.id}"
        send(browser, there, words="zzTwo more", kind="multiple", choices="zzA\nzzB\nzzC")
        preview = browser.get(f"{page}/preview").text
        send(browser, page, f"{page}/starts", starts="claimed")
        send(browser, page, f"{page}/publish")
        asked = queries.round_of(launch.id).published_at
        locked = browser.get(there).status_code
        send(browser, page, f"{page}/take-back")

        listed = browser.get("/admin/feedback").text

    assert "zzField kettle" in listed
    assert "Write 2 to 10 choices" in bad.text and "zzFour" in bad.text
    assert [one.words for one in queries.questions_of(round_)] == ["zzThree", "zzTwo more"]
    assert queries.questions_of(round_)[1].choices == ["zzA", "zzB", "zzC"]
    assert (
        preview.index("zzThree") < preview.index("zzTwo more")
        and "<form" not in preview.split("<main")[1].split("</main>")[0]
    )
    assert asked is not None and locked == 403
    assert queries.round_of(launch.id).published_at is None


def test_no_more_than_ten_questions_and_none_without_any(sign_in):
    admin = make.admin()
    browser = sign_in(admin)
    launch = launched(member())
    page = f"/admin/feedback/{launch.id}"

    with clock.at(NOON + HOUR):
        round_ = actions.begin(admin, launch)
        none = send(browser, page, f"{page}/publish").status_code
        for _ in range(10):
            actions.add_question(admin, round_, ASKINGS[0])
        more = send(browser, page, f"{page}/questions", words="zzMore", kind="text")

    assert none == 403 and more.status_code == 200 and len(queries.questions_of(round_)) == 10


def test_a_form_in_which_somebody_typed_stays_as_it_is(sign_in):
    ada, admin = member(), make.admin()
    round_ = asking(ada)
    page = f"/admin/feedback/{round_.launch_id}"
    with clock.at(OPEN):
        actions.keep(ada, round_, sheet(round_, 3))

        answer = send(sign_in(admin), page, f"{page}/take-back")

    assert answer.status_code == 403 and queries.round_of(round_.launch_id).published_at


def test_the_team_reads_every_word_and_takes_it_along_and_moderators_do_not(sign_in):
    ada = member(username="zzada")
    round_ = asking(ada)
    with clock.at(OPEN):
        say(ada, round_, 4, 9, 1, [0, 2], "=zzSum()")
    page = f"/admin/feedback/{round_.launch_id}"
    admin, moderator = sign_in(make.admin()), sign_in(make.moderator())

    sheet_of = admin.get(f"{page}/answers.csv").text.splitlines()
    ends = ("", "/results", "/answers.csv", "/preview", "/response")

    assert "=zzSum()" in admin.get(f"{page}/results").text
    assert sheet_of[1].startswith("zzada,") and sheet_of[1].endswith(
        ",4,9,zzBlue,zzHome; zzAway,'=zzSum()"
    )
    assert [moderator.get(f"{page}{end}").status_code for end in ends] == [403] * 5


def test_all_three_texts_are_needed_and_none_is_lost(sign_in):
    admin = make.admin()
    round_ = asking(member())
    page = f"/admin/feedback/{round_.launch_id}/response"
    browser = sign_in(admin)

    answer = send(browser, page, heard="zzIt drips", changes="  ", stays="zzPrice")
    after = queries.is_reported(round_.launch_id)
    send(browser, page, heard="zzIt drips", changes="zzLid", stays="zzPrice")

    assert "zzIt drips" in answer.text and "zzPrice" in answer.text and not after
    assert queries.is_reported(round_.launch_id)


def test_results_cost_the_same_for_few_and_for_many(sign_in):
    few, many = [member() for _ in range(5)], [member() for _ in range(15)]
    rounds = [asking(*few), asking(*many)]
    with clock.at(OPEN):
        for people, round_ in zip((few, many), rounds, strict=True):
            for one in people:
                say(one, round_, 4, 9, 0, [0, 1], "zzWords", shared=True)
    admin, costs = sign_in(make.admin()), []

    with clock.at(CLOSE + SECOND):
        for round_ in (rounds[0], *rounds):
            with count_queries() as made:
                admin.get(page_of(round_, "/feedback/results"))
                admin.get(page_of(round_, ""))
                admin.get(f"/admin/feedback/{round_.launch_id}/results")
                admin.get(f"/admin/feedback/{round_.launch_id}/answers.csv")
            costs.append(len(made))

    assert costs[1] == costs[2]


def test_promises_cost_the_same_for_few_and_for_many(guest):
    admin, costs = make.admin(), []

    with clock.at(NOON + HOUR):
        launches_of_them = [launched() for _ in range(6)]
        for number in (0, 1, 5):
            for launch in launches_of_them[:number]:
                made = actions.promise(admin, Promise("zzLid", NOON.date(), launch.id))
                actions.promise(admin, Promise("zzLid", NOON.date(), launch.id))
                actions.keep_promise(admin, made, "zzDone")
            with count_queries() as asked:
                guest.get("/promises")
            costs.append(len(asked))

    assert costs[1] == costs[2]


def test_a_form_that_the_brand_has_answered_is_not_taken_back(sign_in):
    ada, admin = member(), make.admin()
    round_ = asking(ada)
    browser = sign_in(admin)
    with clock.at(OPEN + HOUR):
        actions.respond(admin, round_, SAID)
        page = f"/admin/feedback/{round_.launch_id}"
        shown = browser.get(page).text
        answer = send(browser, "/admin/promises", f"{page}/take-back")

    assert "Take it back" not in shown
    assert answer.status_code == 403 and "You have answered already" in answer.text
    assert queries.round_of(round_.launch_id).published_at is not None


def test_the_days_of_promises_are_those_of_the_teams_clock(guest):
    make.save(Team(key="moderation", name="Moderation", time_zone="Pacific/Auckland"))
    admin = make.admin()
    with clock.at(NOON - 2 * HOUR):
        one = actions.promise(admin, Promise("zzFirst", NOON.date()))
        actions.promise(admin, Promise("zzSecond", NOON.date()))
        actions.keep_promise(admin, one, "zzIn time")
        before = guest.get("/promises").text
    # In Auckland the next day has begun an hour ago.
    with clock.at(NOON):
        after = guest.get("/promises").text
        with pytest.raises(Invalid):
            actions.promise(admin, Promise("zzThird", NOON.date()))

    assert "Late" not in before and "Late" in after
    assert "Kept, and too late" not in after
