"""The parts of the memory: what is dropped first, how the database says that it changed, Redis."""

import asyncio
import os
import secrets
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from forum.kernel.db import db
from forum.server import memory_shared
from forum.server.memory_key import Key
from forum.server.memory_shared import SharedStore
from forum.server.memory_stamp import SqliteSource, Stamps, source_for
from forum.server.memory_store import LONGEST_SECONDS, OVERHEAD, KeptPage, Store
from tests.support import make

REDIS = os.environ.get("FORUM_TEST_REDIS_URL", "redis://127.0.0.1:6379/0")
HEADERS = [(b"content-type", b"text/html"), (b"etag", b'W/"x"')]


def key(path: str = "/") -> Key:
    return Key(path, b"", "en", "")


def page(body: bytes = b"<p>Hello", stamp: str = "7") -> KeptPage:
    return KeptPage(body, HEADERS, b'W/"x"', "[]", stamp)


def test_the_pages_not_used_for_longest_make_room():
    store = Store(5 * (1000 + OVERHEAD))
    for number in range(5):
        store.put(key(f"/{number}"), page(b"x" * 1000))
    store.get(key("/0"), "7")

    store.put(key("/5"), page(b"x" * 1000))

    assert store.get(key("/0"), "7") is not None
    assert store.get(key("/1"), "7") is None
    assert store.filled <= 5 * (1000 + OVERHEAD)


def test_a_page_that_would_push_all_others_out_is_not_kept():
    store = Store(10_000)

    store.put(key(), page(b"x" * 9000))

    assert (len(store), store.filled) == (0, 0)


def test_a_page_of_another_state_is_dropped():
    store = Store(100_000)
    store.put(key(), page(stamp="7"))

    assert store.get(key(), "8") is None
    assert store.filled == 0


def test_pages_of_another_state_make_room_though_nobody_asks_for_them_again():
    store = Store(100_000)
    for number in range(5):
        store.put(key(f"/{number}"), page(b"x" * 1000, stamp="7"))

    store.put(key("/5"), page(b"x" * 1000, stamp="8"))

    assert (len(store), store.filled) == (1, 1000 + OVERHEAD)


def test_pages_that_grew_old_make_room_though_nobody_asks_for_them_again():
    store = Store(100_000)
    made_at = time.monotonic() - LONGEST_SECONDS - 1
    for number in range(5):
        store.put(key(f"/{number}"), replace(page(b"x" * 1000), made_at=made_at))

    store.put(key("/5"), page(b"x" * 1000))

    assert (len(store), store.filled) == (1, 1000 + OVERHEAD)


def test_an_unknown_state_makes_nothing_true():
    store = Store(100_000)
    store.put(key(), page(stamp=""))

    assert store.get(key(), "") is None
    assert len(store) == 0


def test_the_same_page_put_twice_fills_its_room_once():
    store = Store(100_000)
    for _ in range(3):
        store.put(key(), page(b"x" * 1000))

    assert store.filled == 1000 + OVERHEAD


def test_every_commit_changes_the_word_for_the_database(app: Flask):
    source = source_for(db.engine)
    # Others may write into other databases of the same server meanwhile.
    assert any(source.read() == source.read() for _ in range(50))
    before = source.read()
    make.member()

    after = source.read()

    assert before and after and before != after


def test_a_transaction_that_is_not_over_changes_nothing(app: Flask):
    source = source_for(db.engine)
    with db.engine.connect() as line, line.begin() as begun:
        before = source.read()
        line.exec_driver_sql("UPDATE users SET username = username")
        same = any(before == source.read() for _ in range(50))
        begun.rollback()

    assert same or db.engine.dialect.name != "sqlite"


def test_a_database_that_cannot_be_read_has_no_word(tmp_path: Path):
    file = tmp_path / "some.db"
    sqlite3.connect(file).close()
    source = SqliteSource(str(file))
    source._line.close()

    assert source.read() == ""


def test_the_word_is_asked_for_again_after_a_moment():
    class Counting:
        is_quick = True
        asked = 0

        def read(self) -> str:
            self.asked += 1
            return str(self.asked)

    async def ask() -> list[str]:
        stamps = Stamps(Counting())
        first = [await stamps.recent(), await stamps.recent()]
        stamps._looked_at -= 1.0
        return [*first, await stamps.recent(), await stamps.fresh(), await stamps.recent()]

    assert asyncio.run(ask()) == ["1", "1", "2", "3", "3"]


@pytest.fixture
def prefix() -> Iterator[str]:
    """A corner of Redis for one test."""

    async def clear() -> None:
        store = SharedStore(REDIS, "", prefix)
        async for name in store._redis.scan_iter(f"{prefix}:*"):
            await store._redis.delete(name)
        await store.close()

    async def answers() -> bool:
        store = SharedStore(REDIS, "", "")
        try:
            return bool(await store._redis.ping())
        except memory_shared.TROUBLE:
            return False
        finally:
            await store.close()

    if not asyncio.run(answers()):
        pytest.skip("there is no Redis here")
    prefix = f"guildhall-test-{secrets.token_hex(4)}"
    yield prefix
    asyncio.run(clear())


def test_a_page_comes_back_from_redis_as_it_was(prefix: str):
    async def there_and_back() -> tuple[KeptPage | None, ...]:
        one, two = SharedStore(REDIS, "a", prefix), SharedStore(REDIS, "a", prefix)
        await one.put(key(), page(b"<p>\n\nZeilen \xc3\xa4\n"))
        found = await two.get(key(), "7"), await two.get(key(), "8"), await two.get(key("/x"), "7")
        await one.close()
        await two.close()
        return found

    found, of_another_state, of_another_address = asyncio.run(there_and_back())

    assert found is not None
    assert (found.body, found.headers) == (b"<p>\n\nZeilen \xc3\xa4\n", HEADERS)
    assert of_another_state is None and of_another_address is None


def test_a_page_grows_no_younger_by_coming_from_redis(prefix: str):
    async def there_and_back() -> KeptPage | None:
        one, two = SharedStore(REDIS, "a", prefix), SharedStore(REDIS, "a", prefix)
        made_at = time.monotonic() - LONGEST_SECONDS + 5
        await one.put(key(), replace(page(), made_at=made_at))
        found = await two.get(key(), "7")
        await one.close()
        await two.close()
        return found

    found = asyncio.run(there_and_back())

    assert found is not None
    assert LONGEST_SECONDS - 6 < found.age < LONGEST_SECONDS


def test_two_sites_in_one_redis_do_not_meet(prefix: str):
    async def ask() -> KeptPage | None:
        one, two = SharedStore(REDIS, "a", prefix), SharedStore(REDIS, "b", prefix)
        await one.put(key(), page())
        found = await two.get(key(), "7")
        await one.close()
        await two.close()
        return found

    assert asyncio.run(ask()) is None


def test_without_redis_pages_are_simply_not_shared():
    async def ask() -> KeptPage | None:
        store = SharedStore("redis://127.0.0.1:1/0", "a")
        await store.put(key(), page())
        found = await store.get(key(), "7")
        await store.close()
        return found

    assert asyncio.run(ask()) is None
