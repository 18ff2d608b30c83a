"""What pages say about appeals."""

from forum.appeals import actions, doors
from forum.appeals.doors import Door
from forum.appeals.settings import DAYS, HOURS
from forum.moderation import queries as cases
from forum.site import actions as site
from tests.sanctions import deciding
from tests.support import make


def test_the_guidelines_say_for_how_long_one_may_ask_for_another_look(app, guest):
    make.guidelines()
    assert "within 180 days of the decision" in guest.get("/guidelines").text

    site.choose(make.admin(), DAYS.key, 30)

    page = guest.get("/guidelines").text
    assert "within 30 days of the decision" in page
    assert "half a year" not in page


def test_in_the_queue_an_appeal_leads_to_the_page_on_which_it_is_answered_in_words(app, sign_in):
    ada = make.member()
    made = actions.appeal(ada, "I quoted somebody.", sanction_id=deciding.silence(ada).id)
    number = cases.case_of("appeal", made.id).id

    page = sign_in(make.moderator()).get(f"/admin/moderation?case={number}").text

    assert f'href="/admin/appeals/{made.id}"' in page
    assert f"/admin/moderation/{number}/approve" not in page
    assert f"/admin/moderation/{number}/reject" not in page


def test_who_asked_reads_how_soon_the_brand_wants_to_answer(app, guest):
    ada = make.member()
    made = deciding.silence(ada)
    actions.appeal(ada, "I quoted somebody.", sanction_id=made.id)
    address = f"/appeals/{doors.word_for(Door(ada.id, sanction_id=made.id))}"
    assert "usually within 72 hours" in guest.get(address).text

    site.choose(make.admin(), HOURS.key, 24)

    page = guest.get(address).text
    assert "usually within 24 hours" in page
    assert "three days" not in page
