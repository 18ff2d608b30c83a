"""Every letter of accounts, in both languages."""

import re

import pytest

from forum.accounts import letters
from forum.accounts.models import EmailChange
from forum.kernel.unit import transaction
from tests.accounts.conftest import HOME, text_of
from tests.support import make

ALL = {
    "confirm": letters.confirm,
    "address_known": letters.address_known,
    "approved": letters.approved,
    "turned_away": lambda user: letters.turned_away(user, "Not this time."),
    "reset": letters.reset,
    "password_changed": letters.password_changed,
    "change": lambda user: letters.change_of_address(user, a_change(user), new_is_free=True),
    "taken": lambda user: letters.change_of_address(user, a_change(user), new_is_free=False),
    "address_changed": lambda user: letters.address_changed(user, "old@example.org"),
}


def a_change(user):
    return make.save(EmailChange(user_id=user.id, new_email="new@example.org"))


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ALL)
def test_a_letter_says_the_same_in_both_faces_and_links_only_to_this_site(
    app, mailbox, kind, language
):
    user = make.member(username="ada", locale=language)

    with transaction():
        ALL[kind](user)

    for letter in mailbox.all():
        text = text_of(letter)
        html = letter.get_body(("html",)).get_content()
        links = re.findall(r"https?://[^\s\"<]+", text)
        assert letter["Subject"].strip()
        assert f'lang="{language}"' in html
        assert "%(" not in text + html + letter["Subject"]
        assert all(link.startswith(f"{HOME}/") for link in links)
        assert set(re.findall(r'href="([^"]+)"', html)) == {f"{HOME}/", *links}


def test_a_letter_in_german_is_not_in_english(app, mailbox):
    for language in ("en", "de"):
        letters.approved(make.member(locale=language))

    english, german = (text_of(letter) for letter in mailbox.all())

    assert "let you in" in english
    assert "let you in" not in german
