import pytest
from flask_babel import gettext

from forum.web.language import catalogue


@pytest.mark.parametrize(
    ("accepted", "language"), [("de-AT,de;q=0.9", "de"), ("fr", "en"), ("en-GB,de;q=0.5", "en")]
)
def test_a_guest_reads_in_the_language_of_the_browser(app, accepted, language):
    page = app.test_client().get("/", headers={"Accept-Language": accepted}).text

    assert f'lang="{language}"' in page


def test_the_made_up_language_marks_every_word(app, monkeypatch):
    monkeypatch.setitem(app.config, "FORUM_TEST_LANGUAGE", True)

    with app.test_request_context("/"):
        assert gettext("Sign in") == "⟦Sign in⟧"


def test_an_unknown_language_has_an_empty_catalogue():
    assert catalogue("tlh").gettext("Sign in") == "Sign in"
