from forum.accounts import actions
from tests.support import make

WORDS = "An hour of careful words."


def test_a_text_sent_after_the_session_has_ended_is_given_back(sign_in):
    member, topic = make.member(), make.topic()
    browser = sign_in(member)
    actions.end_all_sessions(member)

    answer = browser.post(f"/t/{topic.id}/reply", data={"body": WORDS, "title": "Of lids"})

    assert answer.status_code == 401
    assert WORDS in answer.text
    assert "Of lids" in answer.text
    assert "/sign-in" in answer.text


def test_a_page_asked_for_without_a_session_leads_to_the_way_in_and_back(guest):
    answer = guest.get("/drafts")

    assert answer.status_code == 302
    assert answer.location.endswith("/sign-in?next=%2Fdrafts") or "next=/drafts" in answer.location
