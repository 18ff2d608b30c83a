import pytest

from forum.kernel.policy import NotFound, Refused, deny
from forum.web.limits import TooMany


@pytest.fixture
def failing(app, monkeypatch):
    """A browser and a page that raises what the test wants."""

    def raise_(error):
        def view(**_):
            raise error

        monkeypatch.setitem(app.view_functions, "static_files.show", view)
        return app.test_client().get("/static/1/x", headers={"Accept": "text/html"})

    return raise_


def test_what_is_not_found_says_so_on_a_page(failing):
    answer = failing(NotFound())

    assert answer.status_code == 404
    assert "<h1" in answer.text


def test_a_refusal_is_403_and_offers_help(failing):
    answer = failing(Refused(deny("topic_closed")))

    assert answer.status_code == 403
    assert "<h1" in answer.text


def test_too_many_tries_say_when_to_come_back(failing):
    answer = failing(TooMany("sign_in", 90))

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "90"


def test_a_fault_of_ours_shows_an_id_and_nothing_else(app, failing, monkeypatch):
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = failing(RuntimeError("a secret of the database"))

    assert answer.status_code == 500
    assert "a secret of the database" not in answer.text
    assert "Traceback" not in answer.text


def test_a_script_gets_json(app):
    answer = app.test_client().get("/no-such-page", headers={"Accept": "application/json"})

    assert answer.status_code == 404
    assert answer.get_json()["status"] == 404
