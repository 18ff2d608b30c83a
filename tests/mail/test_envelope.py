import pytest

from forum.mail import actions, envelope


@pytest.mark.parametrize(
    "address",
    [
        "ada@example.org\r\nBcc: eve@evil.example",
        "ada@example.org, eve@evil.example",
        "ada@example.org eve@evil.example",
        "<ada@example.org>",
        "ada@",
        "@example.org",
        "ada",
        "",
    ],
)
def test_an_address_that_could_smuggle_something_in_is_refused(app, address):
    with pytest.raises(ValueError, match="no mail address"):
        actions.post("greeting", to=address, subject="Hello", text="A word.")


def test_a_subject_cannot_begin_a_header_of_its_own(app):
    letter = actions.post(
        "greeting", to="ada@example.org", subject="Hello\r\nBcc: eve@evil.example", text="A word."
    )

    mail = envelope.message(letter).as_bytes()

    assert b"\r\nBcc:" not in mail
    assert b"Subject: Hello Bcc: eve@evil.example" in mail


def test_a_long_subject_is_cut(app):
    letter = actions.post("greeting", to="ada@example.org", subject="word " * 200, text="A word.")

    assert len(letter.subject) <= envelope.LONGEST_SUBJECT


def test_every_letter_has_a_name_of_its_own(app):
    first, second = (
        actions.post("greeting", to="ada@example.org", subject="Hello", text="A word.")
        for _ in range(2)
    )

    assert first.message_id != second.message_id
    assert first.message_id.endswith("@localhost>")
