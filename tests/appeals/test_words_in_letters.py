"""The words in letters go on working for the member whom an account became."""

from forum.accounts import actions as accounts
from forum.appeals import actions as appeals
from forum.appeals import doors, queries
from forum.appeals.doors import Door
from forum.sanctions import doors as statements
from tests.sanctions import deciding
from tests.support import make


def joined(user):
    """The account becomes part of another one, which stays."""
    kept = make.member(username="kept")
    accounts.merge_members(make.admin(), user, kept)
    return kept


def test_the_page_of_one_decision_opens_after_the_account_was_joined_with_another(app, guest):
    ada = make.member()
    made = deciding.silence(ada)
    word = statements.word_for(ada.id, made.id)
    before = guest.get(f"/decisions/{word}").text

    joined(ada)

    after = guest.get(f"/decisions/{word}")
    assert after.status_code == 200
    for page in (before, after.text):
        assert deciding.WORDS.words in page


def test_the_page_of_all_decisions_opens_too(app, guest):
    ada = make.member()
    deciding.suspend(ada)
    word = statements.word_for_all(ada.id)

    joined(ada)

    assert deciding.WORDS.words in guest.get(f"/decisions/all/{word}").text


def test_an_appeal_can_be_made_with_the_word_of_the_account_that_is_no_more(app, guest):
    ada = make.member()
    made = deciding.silence(ada)
    address = f"/appeals/{doors.word_for(Door(ada.id, sanction_id=made.id))}"
    kept = joined(ada)

    assert 'name="body"' in guest.get(address).text
    guest.post(address, data={"body": "I quoted somebody."})

    assert queries.appeal_against(None, made.id).user_id == kept.id
    assert "I quoted somebody." in guest.get(address).text


def test_an_appeal_that_was_made_before_is_read_with_the_same_word(app, guest):
    ada = make.member()
    made = deciding.silence(ada)
    appeals.appeal(ada, "I quoted somebody.", sanction_id=made.id)
    address = f"/appeals/{doors.word_for(Door(ada.id, sanction_id=made.id))}"

    joined(ada)

    assert "I quoted somebody." in guest.get(address).text
