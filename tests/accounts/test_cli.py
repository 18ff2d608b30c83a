import pytest

from forum.accounts import queries
from forum.accounts.models import Role
from tests.support import make


@pytest.fixture
def forum(app):
    def run(*words):
        return app.test_cli_runner().invoke(args=["accounts", *words])

    return run


def test_a_member_is_added_and_chooses_a_password_by_a_link(forum, guest):
    result = forum("add", "ada", "ada@example.org", "--role", "admin")

    assert result.exit_code == 0, result.output
    assert "ada (admin) can come in" in result.output
    link = result.output.strip().rpartition("http://127.0.0.1:8000")[2]
    guest.post(link, data={"password": "correct tea biscuit"})
    inside = guest.post("/sign-in", data={"name": "ada", "password": "correct tea biscuit"})
    assert inside.status_code == 302
    assert queries.member_named("ada").role == Role.ADMIN


@pytest.mark.parametrize(
    ("name", "email", "words"),
    [
        ("a b", "ada@example.org", "username: Leave out spaces"),
        ("ada", "nonsense", "email: This does not look like"),
        ("grace", "other@example.org", "username: Somebody has this name"),
        ("ada", "grace@example.org", "email: This address belongs"),
    ],
)
def test_what_cannot_be_is_said_in_words(forum, name, email, words):
    make.member(username="grace")

    result = forum("add", name, email)

    assert result.exit_code == 1
    assert words in result.output


def test_a_link_for_a_new_password_is_printed(forum, guest):
    make.member(username="ada")

    result = forum("reset-link", "Ada")

    link = result.output.strip().removeprefix("http://127.0.0.1:8000")
    assert "For the member ada" in guest.get(link).text


def test_a_role_is_given(forum):
    make.member(username="ada")

    assert "ada: the role is moderator now." in forum("role", "Ada", "moderator").output
    assert queries.member_named("ada").role == Role.MODERATOR


def test_the_last_admin_keeps_the_role(forum):
    make.admin(username="ada")

    result = forum("role", "ada", "member")

    assert result.exit_code == 1
    assert "last admin" in result.output


@pytest.mark.parametrize("words", [("reset-link", "nobody-here"), ("role", "nobody-here", "admin")])
def test_an_unknown_name_is_said_to_be_unknown(forum, words):
    result = forum(*words)

    assert result.exit_code == 1
    assert "There is no member called nobody-here." in result.output
