"""The pages about sanctions: the record, a member's own, and the closed door."""

import re
from datetime import timedelta

from sqlalchemy import select

from forum.accounts import passwords
from forum.kernel import clock
from forum.kernel.db import db
from forum.mail.models import Letter
from forum.moderation import actions as moderation
from forum.moderation.actions import Decided
from forum.moderation.models import Outcome
from forum.sanctions import actions, doors, queries
from forum.sanctions.models import Reasons, SanctionKind, SanctionWish
from tests.sanctions import deciding
from tests.support import make
from tests.support.queries import count_queries

FORM = {"kind": "silence", "length": "0", "hours": "36", "weight": "3", "content": "stays"}
FORM["clause"] = ""


def test_a_moderator_decides_on_the_record(app, sign_in):
    ada, moderator = make.member(), make.moderator()
    client = sign_in(moderator)

    client.post(f"/admin/sanctions/members/{ada.id}/impose", data=FORM | {"words": "Be kind."})

    (entry,) = queries.sanctions_of(ada)
    assert (entry.sanction.hours, entry.sanction.weight, entry.sanction.words) == (
        36,
        3,
        "Be kind.",
    )
    page = client.get(f"/admin/sanctions/members/{ada.id}").text
    assert "Be kind." in page
    assert "Silence, 24 hours" in page


def test_what_was_typed_is_not_lost_when_something_is_missing(app, sign_in):
    ada, boss = make.member(), make.admin()
    form = FORM | {"hours": "99999", "words": "I thought long about this."}

    page = sign_in(boss).post(f"/admin/sanctions/members/{ada.id}/impose", data=form).text

    assert "Choose from 1 hour to 366 days." in page
    assert "I thought long about this." in page


def test_who_gives_the_right_password_reads_why_and_strangers_read_nothing(app, guest):
    ada = make.member(username="ada", password_hash=passwords.hashed("a long password"))
    deciding.suspend(ada, hours=72)

    right = guest.post("/sign-in", data={"name": "ada", "password": "a long password"})
    wrong = guest.post("/sign-in", data={"name": "ada", "password": "a wrong password"})

    assert right.status_code == 403
    assert "Please stay kind." in right.text
    assert "suspended" not in wrong.text
    assert "Please stay kind." not in wrong.text
    way = re.search(r'href="(/decisions/[^"]+)"', right.text)
    assert way
    assert "Please stay kind." in guest.get(way.group(1)).text


def test_a_removed_member_reads_why_at_the_door_and_appeals_without_mail(app, guest):
    ada = make.member(username="ada", password_hash=passwords.hashed("a long password"))
    deciding.suspend(ada, hours=200)
    deciding.remove(ada)

    right = guest.post("/sign-in", data={"name": "ada", "password": "a long password"})
    wrong = guest.post("/sign-in", data={"name": "ada", "password": "a wrong password"})

    assert right.status_code == 403
    assert "Your account is closed" in right.text
    assert "Your data stays yours" in right.text and "Your data" not in wrong.text
    assert "closed" not in wrong.text.partition("<main")[2].partition("</main")[0]
    way = re.search(r'href="(/decisions/[^"]+)"', right.text)
    assert way
    statement = guest.get(way.group(1)).text
    assert "Your account is closed" in statement
    appeal = re.search(r'href="(/appeals/[^"]+)"', statement)
    assert appeal
    assert guest.post(appeal.group(1), data={"body": "It was a quote."}).status_code == 302
    assert "It was a quote." in guest.get(appeal.group(1)).text
    assert guest.get("/my/decisions").status_code == 302


def warn(user, words):
    wish = SanctionWish(SanctionKind.WARNING)
    actions.impose(make.admin(), user, wish, reasons=Reasons("", 0, words))


def removed_text_of(author):
    text = make.post(topic=make.topic(), author=author)
    lena = make.moderator()
    case = moderation.hold("post", text.id, about=author, reason="flagged")
    moderation.decide(lena, case, Decided(Outcome.REMOVE, words="That was not true."))
    return text


def test_at_the_closed_door_all_decisions_can_be_read_and_appealed(app, guest):
    ada = make.member(username="ada", password_hash=passwords.hashed("a long password"))
    warn(ada, "Mind your tone.")
    removed_text_of(ada)
    deciding.suspend(ada, hours=72)

    right = guest.post("/sign-in", data={"name": "ada", "password": "a long password"})
    way = re.search(r'href="(/decisions/all/[^"]+)"', right.text)
    assert way
    page = guest.get(way.group(1)).text

    assert "Mind your tone." in page and "That was not true." in page
    appeals = set(re.findall(r'href="(/appeals/[^"]+)"', page))
    assert len(appeals) == 3
    for appeal in appeals:
        assert guest.post(appeal, data={"body": "Look again."}).status_code == 302
    assert guest.get("/my/decisions").status_code == 302


def test_the_address_of_all_decisions_is_theirs_alone_and_ends_after_a_day(app, guest):
    ada, bob = make.member(), make.member()
    warn(ada, "Mind your tone.")
    warn(bob, "Another matter.")
    with app.test_request_context():
        word, other = doors.word_for_all(ada.id), doors.word_for(ada.id, 1)

    page = guest.get(f"/decisions/all/{word}").text
    assert "Mind your tone." in page and "Another matter." not in page
    assert guest.get(f"/decisions/all/{word[:-2]}").status_code == 404
    assert guest.get(f"/decisions/all/{other}").status_code == 404
    with clock.at(clock.now() + timedelta(hours=25)):
        assert guest.get(f"/decisions/all/{word}").status_code == 404


def test_the_page_of_all_decisions_costs_the_same_for_many(app, guest):
    ada = make.member()
    with app.test_request_context():
        word = doors.word_for_all(ada.id)
    removed_text_of(ada)
    guest.get(f"/decisions/all/{word}")
    with count_queries() as few:
        guest.get(f"/decisions/all/{word}")
    for _ in range(5):
        removed_text_of(ada)
    with count_queries() as many:
        guest.get(f"/decisions/all/{word}")
    assert len(many) == len(few)


def test_a_removal_that_is_only_proposed_closes_no_door(app, guest):
    ada = make.member(username="ada", password_hash=passwords.hashed("a long password"))
    deciding.propose(ada)

    answer = guest.post("/sign-in", data={"name": "ada", "password": "a long password"})

    assert answer.status_code == 302


def test_the_link_of_the_letter_opens_the_decision_and_nothing_else(app, guest):
    ada, bob = make.member(), make.member()
    deciding.suspend(ada)
    deciding.warn(bob)
    text = db.session.scalars(select(Letter.text).where(Letter.to_address == ada.email)).one()
    word = re.search(r"/decisions/(\S+)", text)
    assert word

    assert guest.get(f"/decisions/{word.group(1)}").status_code == 200
    assert guest.get(f"/decisions/{word.group(1)[:-1]}").status_code == 404
    assert guest.get("/my/decisions").status_code == 302


def test_a_proposal_is_shown_to_the_team_and_not_to_the_member(app, sign_in):
    ada, boss = make.member(), make.admin()
    deciding.propose(ada, boss)

    assert "Please stay kind." in sign_in(boss).get(f"/admin/sanctions/members/{ada.id}").text
    assert "Please stay kind." not in sign_in(ada).get("/my/decisions").text


def test_nobody_of_the_team_reads_notes_about_themselves(app, sign_in):
    moderator, boss = make.moderator(), make.admin()
    actions.add_note(boss, moderator, "Often short with newcomers.")
    address = f"/admin/sanctions/members/{moderator.id}"

    assert sign_in(moderator).get(address).status_code == 403
    assert "Often short" in sign_in(boss).get(address).text
    assert "Often short" not in sign_in(moderator).get(f"/members/{moderator.username}").text


def test_the_record_costs_the_same_however_long_it_is(app, sign_in):
    ada, boss = make.member(), make.admin()
    client = sign_in(boss)

    def cost():
        with count_queries() as seen:
            client.get(f"/admin/sanctions/members/{ada.id}")
        return len(seen)

    deciding.warn(ada, boss)
    actions.add_note(boss, ada, "One.")
    few = cost()
    for _ in range(8):
        deciding.warn(ada, make.admin(), weight=1)
        actions.add_note(make.admin(), ada, "More.")

    assert cost() == few


def test_the_list_costs_the_same_however_long_it_is(app, sign_in):
    boss = make.admin()
    client = sign_in(boss)

    def cost():
        with count_queries() as seen:
            client.get("/admin/sanctions")
        return len(seen)

    deciding.warn(make.member(), boss)
    deciding.propose(make.member(), boss)
    few = cost()
    for _ in range(8):
        deciding.warn(make.member(), make.admin())
        deciding.propose(make.member(), make.admin())

    assert cost() == few


def test_a_silence_that_is_over_is_shown_as_over(app, sign_in):
    ada = make.member()
    deciding.silence(ada, hours=24)

    with clock.at(clock.now() + timedelta(hours=30)):
        page = sign_in(ada).get("/my/decisions").text

    assert "Over" in page
    assert "Holds now" not in page
