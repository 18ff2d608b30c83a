from forum.kernel.db import writing
from forum.web.security import CONTENT_SECURITY_POLICY
from tests.support import make


def test_every_page_forbids_inline_script_and_style(guest):
    for path in ("/", "/no-such-page"):
        answer = guest.get(path)

        assert answer.headers["Content-Security-Policy"] == CONTENT_SECURITY_POLICY
    assert "unsafe" not in CONTENT_SECURITY_POLICY


def test_every_answer_says_that_its_type_is_final(guest):
    answer = guest.get("/no-such-page")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_members_page_is_kept_by_nobody(sign_in):
    answer = sign_in(make.member()).get("/")

    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in answer.headers["Vary"]


def test_the_session_cookie_is_out_of_reach_of_scripts(app):
    assert app.config["SESSION_COOKIE_HTTPONLY"] is True
    assert app.config["SESSION_COOKIE_SAMESITE"] == "Lax"


def test_an_unsafe_request_writes_from_its_first_query_and_a_safe_one_never(app, monkeypatch):
    seen = {}

    def note(method):
        seen[method] = writing()
        return "noted"

    monkeypatch.setitem(app.view_functions, "static_files.show", lambda **_: note("GET"))
    app.test_client().get("/static/1/x")
    with app.test_request_context("/", method="POST"):
        app.preprocess_request()
        seen["POST"] = writing()

    assert seen == {"GET": False, "POST": True}


def test_nothing_is_left_in_write_mode_after_a_request(app):
    app.test_client().post("/no-such-page")

    assert writing() is False


def test_a_trace_request_is_refused(guest):
    assert guest.open("/admin", method="TRACE").status_code == 405
