import pytest

from forum.setup import queries
from tests.mail.conftest import use_server
from tests.mail.post_office import free_port, open_post_office
from tests.support import make


@pytest.fixture
def owner(sign_in):
    return sign_in(make.admin(email="miriam@example.org"))


@pytest.fixture
def office(app, monkeypatch):
    with open_post_office() as office:
        use_server(app, monkeypatch, f"smtp://127.0.0.1:{office.port}")
        yield office


def test_a_letter_goes_to_the_owner_at_once(owner, office):
    page = owner.post("/admin/setup/mail").text

    assert "The mail server took the letter" in page
    assert [mail["To"] for mail in office.accepted] == ["miriam@example.org"]


def test_looking_at_the_page_sends_nothing(owner, office):
    page = owner.get("/admin/setup/mail").text

    assert f"127.0.0.1:{office.port}" in page
    assert office.tries == []


def test_what_went_wrong_is_told_with_what_to_do(app, owner, monkeypatch):
    use_server(app, monkeypatch, f"smtp://ada:secret@127.0.0.1:{free_port()}")

    page = owner.post("/admin/setup/mail").text

    assert "Nothing answers at this address" in page
    assert "Is the port right?" in page
    assert "secret" not in page


def test_without_a_server_the_page_says_where_letters_are(owner):
    page = owner.get("/admin/setup/mail").text

    assert "<code>mail</code>" in page
    assert "FORUM_SMTP_URL" in page


def test_words_of_the_server_are_no_markup(owner, office):
    office.answers = ["554 <b>no</b>"]

    page = owner.post("/admin/setup/mail").text

    assert "554 &lt;b&gt;no&lt;/b&gt;" in page


def test_when_it_arrived_the_step_is_done(owner, office):
    owner.post("/admin/setup/mail")

    answer = owner.post("/admin/setup/mail", data={"act": "done"})

    assert answer.location == "/admin/setup"
    assert queries.journey().states["mail"] == "done"


def test_letters_are_not_sent_over_and_over(owner, office):
    codes = [owner.post("/admin/setup/mail").status_code for _ in range(11)]

    assert codes == [200] * 10 + [429]
    assert len(office.tries) == 10
