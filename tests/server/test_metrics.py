"""What monitoring reads of a running process."""

import asyncio

import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy.exc import OperationalError

from forum.accounts import gauges as people
from forum.channels import queries as channels
from forum.jobs import gauges as work
from forum.jobs.actions import enqueue
from forum.kernel.db import db
from forum.kernel.manifest import Gauge
from forum.mail import actions as mail
from forum.mail import queries as letters
from forum.server.metrics import Measured
from forum.server.ready import Ready
from tests.support import make

TOKEN = "a token for tests that is long enough"


def asked(application, path, *, method="GET", **headers):
    """The status and the body that the application answers with."""
    sent = []
    scope = {
        "type": "http",
        "path": path,
        "method": method,
        "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
    }

    async def send(message):
        sent.append(message)

    asyncio.run(application(scope, None, send))
    body = b"".join(message.get("body", b"") for message in sent[1:])
    return sent[0]["status"] if sent else 0, body.decode()


def answering(status, kind=b"text/html"):
    async def application(scope, receive, send):
        headers = [(b"content-type", kind)]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": b"words"})

    return application


def numbers(app, inner=None, *, paths=()):
    """Every number that the page tells after these paths were asked for."""
    measured = Measured(inner or answering(200), app, token=TOKEN)
    for method, path in paths:
        asked(measured, path, method=method)
    status, page = asked(measured, "/metrics", authorization=f"Bearer {TOKEN}")
    assert status == 200
    return {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def test_requests_are_counted_by_method_and_class_of_status(app):
    found = numbers(app, answering(404), paths=[("GET", "/"), ("GET", "/x"), ("BREW", "/tea")])

    assert found["forum_requests_total", "GET", "4xx"] == 2
    assert found["forum_requests_total", "other", "4xx"] == 1
    assert found["forum_request_seconds_count",] == 3


def test_a_page_that_stays_open_does_not_count_as_slow(app):
    found = numbers(app, answering(200, b"text/event-stream"), paths=[("GET", "/live")])

    assert found["forum_requests_total", "GET", "2xx"] == 1
    assert found["forum_request_seconds_count",] == 0


def test_an_answer_that_failed_is_counted_too(app):
    async def failing(scope, receive, send):
        raise RuntimeError("no")

    measured = Measured(failing, app, token=TOKEN)
    with pytest.raises(RuntimeError):
        asked(measured, "/")
    _, page = asked(measured, "/metrics", authorization=f"Bearer {TOKEN}")

    assert 'forum_requests_total{method="GET",status="none"} 1.0' in page


@pytest.mark.parametrize("words", ["", "Bearer", "Bearer wrong", TOKEN, f"Basic {TOKEN}"])
def test_without_the_token_nothing_is_told(app, words):
    measured = Measured(answering(200), app, token=TOKEN)

    status, page = asked(measured, "/metrics", authorization=words)

    assert status == 401
    assert "forum_" not in page


def test_the_slices_tell_their_numbers(app):
    make.topic()
    enqueue("tests.later", {})
    mail.post("tests.hello", to="ana@example.org", subject="Hello", text="Words")
    db.session.commit()

    found = numbers(app)

    assert found["forum_members",] == people.queries.member_count() >= 1
    assert found["forum_content", "topics"] == channels.published()["topics"]
    assert found["forum_jobs", "waiting"] == 2
    assert found["forum_letters", "waiting"] == letters.unsent()["waiting"] == 1
    assert found["forum_worker_silence_seconds",] == work.NEVER
    assert found["forum_cases_waiting",] == 0


def test_a_number_that_cannot_be_read_does_not_hide_the_others(app, monkeypatch):
    def read():
        raise OperationalError("SELECT", {}, Exception("away"))

    gauges = [Gauge("broken", "Broken.", read), *app.extensions["gauges"]]
    monkeypatch.setitem(app.extensions, "gauges", gauges)

    found = numbers(app)

    assert ("forum_broken",) not in found
    assert ("forum_members",) in found


def test_a_process_is_ready_while_its_database_answers(app, monkeypatch):
    ready = Ready(answering(200), app)
    assert asked(ready, "/readyz") == (200, "ready\n")
    assert asked(ready, "/else") == (200, "words")

    def away(*_):
        raise OperationalError("SELECT", {}, Exception("away"))

    monkeypatch.setattr(Ready, "_ask_database", away)

    assert asked(ready, "/readyz")[0] == 503
