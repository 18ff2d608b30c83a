import threading
import time

import pytest
from limits import parse

from forum.web import limits
from forum.web.limits import Counts, Limit, TooMany, address

KNOCK = Limit("knock", "2 per minute")


def test_the_third_try_of_two_is_too_many(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")

    with pytest.raises(TooMany) as refused:
        KNOCK.hit("ada")

    assert 1 <= refused.value.seconds <= 61


def test_the_tries_of_one_are_not_counted_for_another(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")

    KNOCK.hit("grace")

    with pytest.raises(TooMany):
        KNOCK.check("ada")


def test_a_right_try_clears_the_count(app):
    KNOCK.hit("ada")
    KNOCK.hit("ada")
    KNOCK.clear("ada")

    KNOCK.hit("ada")

    KNOCK.check("ada")


@pytest.mark.parametrize(
    ("remote", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unknown", "unknown"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        # Zeros that are left out do not make two networks of one.
        ("2001:db8::a:b:c:d", "2001:db8::/64"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:db8:1:0:a:b:c:d", "2001:db8:1::/64"),
        ("2001:db8:1::d", "2001:db8:1::/64"),
        ("fe80::1%eth0", "fe80::/64"),
    ],
)
def test_an_ipv6_network_counts_as_one_address(app, remote, counted):
    with app.test_request_context("/", environ_base={"REMOTE_ADDR": remote}):
        assert address() == counted


TWO = parse("2 per minute")
NOBODY_THERE = "redis://127.0.0.1:1/0"
ADA = ("knock", "ada")


def test_without_redis_a_process_counts_for_itself():
    counts = Counts(NOBODY_THERE)

    assert [counts.hit(TWO, ADA) for _ in range(3)] == [True, True, False]
    assert not counts.has_room(TWO, ADA)
    assert 1 <= counts.seconds_left(TWO, ADA) <= 61

    counts.clear(TWO, ADA)

    assert counts.has_room(TWO, ADA)


def test_a_try_begins_no_thread():
    counts = Counts()
    before = set(threading.enumerate())

    counts.hit(TWO, ADA)

    assert set(threading.enumerate()) <= before


def test_tries_that_no_limit_asks_for_any_more_are_let_go_of(monkeypatch):
    counts = Counts()
    counts.hit(TWO, ADA)
    later = time.time() + 3600
    monkeypatch.setattr("time.time", lambda: later)
    monkeypatch.setattr("time.monotonic", lambda: later)

    counts.hit(TWO, ("knock", "grace"))

    held = counts._own.storage.events
    assert not held.get(TWO.key_for(*ADA))
    assert held[TWO.key_for("knock", "grace")]


def test_redis_that_was_away_is_left_alone_for_a_while_and_then_asked_again():
    counts = Counts(NOBODY_THERE)
    asked = []
    tell = counts._shared.storage.acquire_entry
    counts._shared.storage.acquire_entry = lambda *given, **named: (
        asked.append(given) or tell(*given, **named)
    )

    counts.hit(TWO, ADA)
    counts.hit(TWO, ("knock", "grace"))
    assert len(asked) == 1

    counts._pause_until -= limits.PAUSE_SECONDS
    counts.hit(TWO, ("knock", "mary"))

    assert len(asked) == 2


@pytest.mark.parametrize("url", ["redis://h/1", "rediss://h:1/0", "unix:///run/redis.sock"])
def test_every_address_that_the_configuration_takes_is_one_of_redis(url):
    assert Counts(url)._shared is not None


def test_two_sites_in_one_redis_count_apart():
    one, two = Counts(NOBODY_THERE, "one"), Counts(NOBODY_THERE, "two")

    assert one._shared.storage.key_prefix != two._shared.storage.key_prefix


def test_tries_from_ahead_of_a_clock_that_was_put_back_keep_nobody_waiting(app, monkeypatch):
    limit, true = Limit("tests.ahead", "2 per hour"), time.time()
    monkeypatch.setattr(time, "time", lambda: true + 3600)
    limit.hit("ada")
    limit.hit("ada")

    monkeypatch.setattr(time, "time", lambda: true)

    limit.check("ada")
    limit.hit("ada")
    limit.hit("ada")
    with pytest.raises(TooMany) as refused:
        limit.hit("ada")
    assert 0 < refused.value.seconds <= 3600


def test_clocks_that_differ_by_seconds_open_no_limit(app, monkeypatch):
    limit, true = Limit("tests.differ", "2 per hour"), time.time()
    monkeypatch.setattr(time, "time", lambda: true + 5)
    limit.hit("ada")
    limit.hit("ada")

    monkeypatch.setattr(time, "time", lambda: true)

    with pytest.raises(TooMany) as refused:
        limit.hit("ada")
    assert refused.value.seconds == 3600
