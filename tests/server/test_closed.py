"""What people, scripts and streams are told while a backup is brought back."""

import asyncio
import json

import pytest

from forum.server.closed import MOST_BYTES, Closed, look_of
from forum.site import actions as site
from forum.site import settings
from forum.web.security import CONTENT_SECURITY_POLICY
from tests.support import make
from tests.support.queries import count_queries

FORM = {"content_type": "application/x-www-form-urlencoded"}


class Told:
    """One answer."""

    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = {k.decode(): v.decode() for k, v in messages[0]["headers"]}
        self.text = b"".join(m.get("body", b"") for m in messages[1:]).decode()


@pytest.fixture
def closed(app):
    site.choose(make.admin(), settings.NAME.key, "Kettle & Crane")
    return Closed(app, look_of(app))


def ask(closed, path, *, method="GET", body=b"", **headers):
    sent = []

    async def receive():
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message):
        sent.append(message)

    told = [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()]
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": told}
    asyncio.run(closed(scope, receive, send))
    return Told(sent)


def test_people_get_a_kind_page_with_the_brand_and_when_to_come_again(closed):
    told = ask(closed, "/t/a-topic/42", accept="text/html", accept_language="en")

    assert told.status == 503
    assert told.headers["retry-after"] == "15"
    assert told.headers["cache-control"] == "no-store"
    assert told.headers["content-security-policy"] == CONTENT_SECURITY_POLICY
    assert "Kettle &amp; Crane" in told.text
    assert "Back in a moment" in told.text
    assert "/brand.css?v=" in told.text


def test_people_are_told_in_their_language(closed):
    told = ask(closed, "/", accept="text/html", accept_language="de-AT,de;q=0.9,en;q=0.5")

    assert '<html lang="de"' in told.text
    assert "Gleich wieder da" in told.text


def test_a_browser_of_another_language_is_told_in_that_of_the_site(app):
    site.choose(make.admin(), "site.language", "de")

    told = ask(Closed(app, look_of(app)), "/", accept="text/html", accept_language="fi")

    assert '<html lang="de"' in told.text


def test_the_look_of_the_brand_is_there_without_the_database(closed):
    with count_queries() as counted:
        sheet = ask(closed, "/brand.css")
        sign = ask(closed, "/icon.svg")
        page = ask(closed, "/", accept="text/html")

    assert counted == []
    assert (sheet.status, sign.status, page.status) == (200, 200, 503)
    assert "text/css" in sheet.headers["content-type"]
    assert "--" in sheet.text
    assert ask(closed, "/static/0/css/site.css").status == 200


def test_a_text_that_was_sent_is_given_back_to_be_sent_again(closed):
    body = b"body=Two+%3Cb%3E+lines%0D%0Aof+it&client_key=k1&csrf_token=t1&reply_to=3"

    told = ask(closed, "/t/42/reply", method="POST", body=body, accept="text/html", **FORM)

    assert told.status == 503
    assert "Two &lt;b&gt; lines\r\nof it</textarea>" in told.text
    assert '<form class="form" method="post" action="/t/42/reply">' in told.text
    for name, value in (("client_key", "k1"), ("csrf_token", "t1"), ("reply_to", "3")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in told.text


def test_a_password_is_never_given_back(closed):
    body = b"name=ada&password=seven+quiet+lanterns"

    told = ask(closed, "/sign-in", method="POST", body=body, accept="text/html", **FORM)

    assert told.status == 503
    assert "lanterns" not in told.text


def test_what_is_longer_than_any_text_is_refused_without_keeping_it(closed):
    body = b"body=" + b"x" * MOST_BYTES

    told = ask(closed, "/t/42/reply", method="POST", body=body, accept="text/html", **FORM)

    assert told.status == 503
    assert len(told.text) < 5_000


def test_scripts_are_told_in_json(closed):
    told = ask(closed, "/drafts", method="POST", body=b"{}", accept="application/json")

    assert (told.status, told.headers["retry-after"]) == (503, "15")
    assert json.loads(told.text) == {
        "status": 503,
        "reason": "closed",
        "id": "",
        "retry_after": 15,
    }


def test_streams_are_told_when_to_come_again(closed):
    stream = ask(closed, "/live", accept="text/event-stream")
    poll = ask(closed, "/live/since/7", accept="*/*")

    assert (stream.status, stream.headers["retry-after"]) == (503, "15")
    assert stream.headers["content-type"].startswith("text/event-stream")
    assert stream.text == "retry: 15000\n\n"
    assert (poll.status, json.loads(poll.text)["reason"]) == (503, "closed")


def test_who_watches_the_server_sees_that_it_lives_and_is_not_ready(closed):
    assert ask(closed, "/healthz").status == 200
    assert ask(closed, "/readyz").status == 503


@pytest.mark.parametrize("path", ["/brand.css", "/icon.svg", "/healthz"])
def test_nothing_is_written_to_what_is_only_shown(closed, path):
    told = ask(closed, path, method="POST", accept="text/html")

    assert told.status in {200, 503}
    assert path == "/healthz" or told.status == 503
