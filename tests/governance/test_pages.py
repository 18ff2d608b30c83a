from forum.governance import actions, settings
from forum.moderation.models import Outcome
from forum.site import actions as site
from tests.governance.telling import on, ruled
from tests.support import make
from tests.support.queries import count_queries


def october(*, people=3):
    with on(5):
        for _ in range(people):
            ruled()
    with on(1, month=11):
        actions.make_missing()


def test_before_the_first_month_is_over_the_page_says_when(app, guest):
    with on(5, month=11):
        page = guest.get("/transparency")

    assert "No month is over yet" in page.text
    assert "December 1, 2026" in page.text


def test_everybody_reads_what_was_decided(app, guest):
    october()

    assert "October 2026" in guest.get("/transparency").text
    page = guest.get("/transparency/2026-10")
    assert page.status_code == 200
    assert 'value="3" max="3" aria-label="Hidden"' in page.text


def test_too_few_people_are_not_told_of(app, guest):
    october(people=2)

    page = guest.get("/transparency/2026-10").text
    assert "Too few people to tell without telling who." in page
    assert "<meter" not in page
    file = guest.get("/transparency/2026-10.csv").text
    assert "2026-10,outcomes,total,,\r\n" in file


def test_a_quiet_month_says_so(app, guest):
    october()
    with on(1, month=12):
        actions.make_missing()

    assert "A quiet month" in guest.get("/transparency/2026-11").text


def test_the_file_has_every_figure(app, guest):
    october()

    answer = guest.get("/transparency/2026-10.csv")

    assert answer.mimetype == "text/csv"
    lines = answer.text.splitlines()
    assert lines[0] == "month,table,key,words,number"
    assert "2026-10,outcomes,hide,,3" in lines
    assert "2026-10,criticism,,,0" in lines


def test_months_that_are_not_there_are_not_found(app, guest):
    october()

    for address in ("2026-09", "2026-10.xml", "%00", "999999", "2026-10.csv.csv"):
        assert guest.get(f"/transparency/{address}").status_code == 404


def test_the_brand_may_keep_it_to_the_team(app, guest, sign_in):
    october()
    site.choose(make.admin(), settings.IS_PUBLIC.key, False)

    for address in ("/transparency", "/transparency/2026-10", "/transparency/2026-10.csv"):
        assert guest.get(address).status_code == 403
        assert sign_in(make.member()).get(address).status_code == 403
        assert sign_in(make.moderator()).get(address).status_code == 200


def test_many_months_cost_as_many_questions_as_one(app, guest):
    october()

    def cost():
        with count_queries() as seen:
            guest.get("/transparency")
        return len(seen)

    guest.get("/transparency")
    few = cost()
    with on(1, month=8):
        ruled()
    with on(1, month=11):
        actions.make_missing()

    assert cost() == few


def test_what_cannot_be_told_apart_is_told_as_a_sum(app, guest):
    with on(5):
        for outcome in (Outcome.HIDE, Outcome.REMOVE, Outcome.KEEP):
            ruled(outcome)
    with on(1, month=11):
        actions.make_missing()

    page = guest.get("/transparency/2026-10").text

    assert "3 in all. Too few people stand behind each part to tell them apart." in page
    assert "Everything else together" not in page
