import pytest

from forum.accounts import actions, links, queries
from forum.accounts.actions import NewMember
from forum.accounts.models import Purpose, Role
from forum.accounts.signals import MemberJoined
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.mail import queries as mail
from tests.accounts.conftest import text_of
from tests.support import make


@pytest.fixture
def joined(app):
    heard = []
    app.extensions["bus"].connect(MemberJoined, heard.append)
    yield heard
    app.extensions["bus"].handlers[MemberJoined].remove(heard.append)


def waiting(**given):
    return make.member(approved_at=None, email_confirmed_at=None, **given)


def test_the_first_owner_is_an_admin_who_may_come_in(app, joined):
    owner = actions.create_owner(NewMember("Kettle", "owner@example.org", "hash"))

    assert owner.role == Role.ADMIN
    assert owner.is_active
    assert joined == [MemberJoined(owner.id)]


def test_there_is_no_second_first_owner(app):
    actions.create_owner(NewMember("Kettle", "owner@example.org", "hash"))

    with pytest.raises(NotFound):
        actions.create_owner(NewMember("Crane", "crane@example.org", "hash"))


def test_links_for_setting_up_end_when_there_is_an_owner(app):
    token = links.issue(None, Purpose.SET_UP, hours=24)

    actions.create_owner(NewMember("Kettle", "owner@example.org", "hash"))

    with pytest.raises(NotFound):
        links.read(token, Purpose.SET_UP)


def test_the_owner_may_bear_a_reserved_name(app):
    assert actions.create_owner(NewMember("admin", "owner@example.org", "hash")).username == "admin"


def test_a_member_who_is_brought_in_may_have_no_address(app):
    user = actions.add_member(NewMember("ada", "", None))
    other = actions.add_member(NewMember("grace", "", None))

    assert user.email != other.email
    assert user.email.endswith(".invalid")
    assert user.email_confirmed_at is None
    assert user.is_active


def test_nobody_is_written_to_at_an_address_that_is_none(app, mailbox):
    user = actions.add_member(NewMember("ada", "", None))

    actions.send_reset(user.id)

    assert mailbox.all() == []
    assert mail.letter(1) is None or mail.letter(1).failed_at is not None


def test_an_address_that_is_known_brings_nobody_in(app):
    make.member(email="ada@example.org")

    with pytest.raises(Invalid) as refused:
        actions.add_member(NewMember("ada", "Ada@example.org", None))

    assert (refused.value.field, refused.value.reason) == ("email", "email_taken")


def test_staff_let_somebody_in_who_waits(app, joined, mailbox):
    moderator, user = make.moderator(), waiting(username="ada")

    actions.approve(moderator, user)

    assert user.is_active
    assert user.approved_by_id == moderator.id
    assert joined == [MemberJoined(user.id)]
    assert "Staff have let you in" in text_of(mailbox.one())


def test_letting_in_twice_is_letting_in_once(app, joined, mailbox):
    moderator, user = make.moderator(), waiting()

    for _ in range(2):
        actions.approve(moderator, user)

    assert len(joined) == 1
    assert len(mailbox.all()) == 1


def test_staff_turn_somebody_away_with_words_of_their_own(app, mailbox):
    user = waiting()

    actions.turn_away(
        make.moderator(), user, note="We know <b>you</b>.\r\n\r\nGo\r\nhttp://evil.example/"
    )

    assert not user.is_active
    letter = mailbox.one()
    assert "We know <b>you</b>." in text_of(letter)
    html = letter.get_body(("html",)).get_content()
    assert "<b>" not in html
    assert 'href="http://evil' not in html


@pytest.mark.parametrize("verb", [actions.approve, actions.turn_away])
def test_a_member_decides_on_nobody(app, verb):
    with pytest.raises(Refused) as refused:
        verb(make.member(), waiting())

    assert refused.value.verdict.reason == "staff_only"


def test_a_profile_cannot_be_shown_under_the_name_of_staff(app):
    make.moderator(username="Maya", display_name="Maya Lind")
    ada = make.member(username="ada")
    rest = {"bio": "", "bio_html": "", "place": "", "links": []}

    for shown in ("Maya Lind", "m\u0430ya lind", "MAYA", "Support", "Admin Ada", "maya.lind"):
        with pytest.raises(Invalid) as refused:
            actions.change_profile(ada, display_name=shown, **rest)
        assert refused.value.reason == "name_like_staff"

    actions.change_profile(ada, display_name="Ada Lovelace", **rest)
    assert queries.member_named("ada").display_name == "Ada Lovelace"


def test_preferences_are_kept(app):
    ada = make.member(username="ada")

    actions.change_preferences(
        ada, theme="dark", list_style="endless", locale="de", time_zone="Europe/Berlin"
    )
    actions.set_avatar(ada, "x" * 22)

    kept = queries.fresh_member(ada.id)
    assert (kept.theme, kept.list_style, kept.locale) == ("dark", "endless", "de")
    assert (kept.time_zone, kept.avatar) == ("Europe/Berlin", "x" * 22)
