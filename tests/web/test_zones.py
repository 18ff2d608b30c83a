"""Moments that are put together from a day, by the clock of the reader."""

from datetime import UTC, datetime

from flask_babel import refresh

from forum.web.zones import zone


def test_a_day_begins_when_it_does_there(app):
    app.extensions["babel"].timezone_selector, before = (
        lambda: "Europe/Berlin",
        app.extensions["babel"].timezone_selector,
    )
    try:
        with app.test_request_context():
            refresh()
            begins = datetime(2026, 7, 1, tzinfo=zone()).astimezone(UTC)
    finally:
        app.extensions["babel"].timezone_selector = before

    assert begins == datetime(2026, 6, 30, 22, tzinfo=UTC)
