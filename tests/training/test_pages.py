"""The pages of the course, as somebody clicks through them."""

import re

from forum.training import queries
from tests.support import make
from tests.support.queries import count_queries
from tests.training.taking import answer_all

WHERE = re.compile(r"/admin/training/course/\d+/\d+")


def test_the_course_is_taken_page_by_page(sign_in):
    ada = make.moderator()
    client = sign_in(ada)

    begun = client.post("/admin/training/course")
    here = begun.headers["Location"]
    for place in range(1, 21):
        course = queries.course_of(queries.open_attempt(ada.id))
        page = course.at(place)
        shown = client.get(here)
        assert str(page.story.question) in shown.text.replace("&#39;", "'")
        assert "Model answer" not in shown.text
        client.post(here, data={"choice": str(page.story.right)})
        told = client.get(here).text
        assert "Model answer" in told
        here = here.rpartition("/")[0] + f"/{place + 1}"

    assert queries.certificates([ada.id])[ada.id].right == 20
    assert "Passed" in client.get("/admin/training").text


def test_an_answer_that_was_not_chosen_is_asked_for(sign_in):
    client = sign_in(make.moderator())
    here = client.post("/admin/training/course").headers["Location"]

    answer = client.post(here, data={})

    assert answer.status_code == 422
    assert "Choose one of the answers." in answer.text


def test_the_result_says_what_was_missing(sign_in):
    ada = make.moderator()
    attempt = answer_all(ada, wrong=5)

    page = sign_in(ada).get(f"/admin/training/results/{attempt.id}").text

    assert "Not passed this time: 75" in page
    assert page.count("We would do something else") == 5


def test_nobody_reads_what_others_answered(sign_in):
    attempt = answer_all(make.moderator())
    other = sign_in(make.admin())

    assert other.get(f"/admin/training/results/{attempt.id}").status_code == 404
    assert other.get(f"/admin/training/course/{attempt.id}/1").status_code == 404


def test_members_find_no_training(sign_in):
    assert sign_in(make.member()).get("/admin/training").status_code == 403


def test_admins_see_who_has_passed_at_the_same_cost_for_many(sign_in):
    client = sign_in(make.admin())
    answer_all(make.moderator())
    client.get("/admin/training")

    with count_queries() as few:
        client.get("/admin/training")
    for _ in range(5):
        answer_all(make.moderator())
    with count_queries() as many:
        client.get("/admin/training")

    assert len(few) == len(many)


def test_the_certificate_stands_on_the_record_of_staff(sign_in):
    ada = make.moderator()
    answer_all(ada, wrong=1)

    page = sign_in(make.admin()).get(f"/admin/sanctions/members/{ada.id}").text

    assert "Counts until" in page
    assert "95" in page
