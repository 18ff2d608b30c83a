import pytest

from forum.accounts import actions as accounts
from forum.kernel import clock
from forum.mail import actions as mail
from forum.mail import queries as letters
from forum.notices import leaving, queries
from forum.notices.kinds import DEFAULTS, DigestWhen, MailWhen, Subject, Wish
from forum.notices.leaving import Leaving
from forum.notices.models import wish_among
from forum.reading import queries as reading
from forum.reading.models import Level
from forum.site import actions as site
from tests.notices.told import kinds
from tests.support import make
from tests.topics.writing import reply, start

PAGE = "/preferences/notices"


@pytest.fixture
def ada():
    return make.member(username="ada")


def wish(member, subject):
    return wish_among(queries.inbox_of(member).wishes, subject)


def chosen(**wishes):
    """What the page sends, with these rows changed."""
    rows = {f"wish_{each}": DEFAULTS[each].value for each in Subject}
    rows |= {f"wish_{each}": wish for each, wish in wishes.items()}
    return {"mail_when": "away", "digest": "weekly", **rows}


def test_the_page_shows_what_holds_by_default(ada, sign_in):
    page = sign_in(ada).get(PAGE).text

    for subject in Subject:
        for way in Wish:
            mark = " checked" if way == DEFAULTS[subject] else ""
            assert f'name="wish_{subject}" value="{way}"{mark}>' in page


def test_what_is_chosen_holds(ada, sign_in):
    sign_in(ada).post(
        PAGE,
        data=chosen(topic="mail", reply="inbox", mention="nothing", badge="gathered")
        | {"mail_when": "always", "digest": "daily"},
    )

    assert wish(ada, Subject.TOPIC) == Wish.MAIL
    assert wish(ada, Subject.REPLY) == Wish.INBOX
    assert wish(ada, Subject.MENTION) == Wish.NOTHING
    assert wish(ada, Subject.BADGE) == Wish.GATHERED
    assert queries.inbox_of(ada).mail_when == MailWhen.ALWAYS
    assert queries.inbox_of(ada).digest_when == DigestWhen.DAILY
    start(body="@ada")
    reply(start(ada))
    assert kinds(ada) == ["reply"]


@pytest.mark.parametrize("way", ["inbox", "mail", "gathered"])
def test_whatever_comes_another_way_stands_in_the_inbox_too(ada, sign_in, way):
    sign_in(ada).post(PAGE, data=chosen(mention=way))

    start(body="@ada")

    assert kinds(ada) == ["mention"]


def test_a_way_that_there_is_not_changes_nothing_and_is_told(ada, sign_in):
    answer = sign_in(ada).post(PAGE, data=chosen(mention="pigeon", reply="nothing"))

    assert "Mentions" in answer.text
    assert queries.inbox_of(ada).wishes == {}


def test_the_brand_chooses_what_holds_for_those_who_chose_nothing(ada, sign_in):
    site.assign("notices.wish_reply", "nothing")
    site.assign("notices.digest", "off")

    assert wish(ada, Subject.REPLY) == Wish.NOTHING
    assert queries.inbox_of(ada).digest_when == DigestWhen.NEVER
    reply(start(ada))
    assert "reply" not in kinds(ada)


def test_what_a_member_chose_stays_when_the_brand_chooses_anew(ada, sign_in):
    sign_in(ada).post(PAGE, data=chosen(reply="nothing"))
    site.assign("notices.wish_reply", "inbox")

    assert wish(ada, Subject.REPLY) == Wish.NOTHING


def test_an_address_that_takes_no_letters_is_told_and_can_be_tried_again(ada, sign_in):
    for _ in range(3):
        letter = mail.post("greeting", to=ada.email, subject="Hello", text="A word.")
        mail.note_refused(letter.id, "550 no such person")
    browser = sign_in(ada)
    assert "takes no letters" in browser.get(PAGE).text

    browser.post(f"{PAGE}/try-again")

    assert not letters.is_stopped(ada.email)
    assert "takes no letters" not in browser.get(PAGE).text


def word(member, subject=Subject.REPLY, topic=None):
    return leaving.word_for(Leaving(member.id, subject, topic.id if topic else None))


def test_looking_at_the_way_out_ends_nothing(ada, guest):
    page = guest.get(f"/unsubscribe/{word(ada)}")

    assert "End these letters" in page.text
    assert wish(ada, Subject.REPLY) == Wish.MAIL


def test_one_click_of_a_mail_program_ends_letters_of_the_kind(ada, guest, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)

    answer = guest.post(f"/unsubscribe/{word(ada)}", data={"List-Unsubscribe": "One-Click"})

    assert answer.status_code == 200 and "Done." in answer.text
    assert wish(ada, Subject.REPLY) == Wish.INBOX
    assert wish(ada, Subject.MENTION) == Wish.MAIL


def test_the_buttons_of_the_page_need_the_token_of_the_page(ada, guest, app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    address = f"/unsubscribe/{word(ada)}"

    assert guest.post(f"{address}/some", data={"what": "all"}).status_code == 400

    token = guest.token_of(address)
    done = guest.post(
        f"{address}/some", data={"what": "all", "csrf_token": token}, follow_redirects=True
    )
    assert "Done." in done.text
    assert all(wish(ada, subject) != Wish.MAIL for subject in Subject)
    assert queries.inbox_of(ada).digest_when == DigestWhen.NEVER


def test_one_topic_can_be_muted_from_its_letter(ada, guest):
    topic = start(ada)

    guest.post(f"/unsubscribe/{word(ada, topic=topic)}/some", data={"what": "topic"})

    assert reading.standing_in(ada, topic).level == Level.MUTED
    assert wish(ada, Subject.REPLY) == Wish.MAIL


def test_a_letter_to_an_account_that_was_merged_ends_those_of_the_member_it_became(ada, guest):
    now = make.member()
    found = word(ada)
    accounts.merge_members(make.admin(), ada, now)

    guest.post(f"/unsubscribe/{found}")

    assert wish(now, Subject.REPLY) == Wish.INBOX


@pytest.mark.parametrize("broken", ["x", "WzEsInJlcGx5IiwwXQ.AAAA", ""])
def test_a_word_that_is_not_ours_leads_nowhere(ada, guest, broken):
    for answer in (guest.get(f"/unsubscribe/{broken}"), guest.post(f"/unsubscribe/{broken}")):
        assert answer.status_code == 404
    assert wish(ada, Subject.REPLY) == Wish.MAIL


def test_the_way_out_says_nothing_of_a_topic_that_may_not_be_seen(ada, guest):
    hidden = make.topic(title="A plan", channel=make.channel(visibility="secret"))

    assert "A plan" not in guest.get(f"/unsubscribe/{word(ada, topic=hidden)}").text


def test_a_changed_wish_is_remembered_with_its_moment(ada, sign_in):
    before = clock.now()
    sign_in(ada).post(PAGE, data=chosen(reply="inbox"))

    assert queries.inbox_of(ada).changed_at >= before
