"""Kept pages in Redis, for several processes that serve one forum. Redis away is no trouble."""

import asyncio
import hashlib
import json
import logging
import time
from typing import Any

from redis.asyncio import Redis
from redis.exceptions import RedisError

from forum import paths
from forum.server.memory_key import Key
from forum.server.memory_store import LONGEST_SECONDS, KeptPage

log = logging.getLogger(__name__)
PREFIX = "forum:pages"
# Slower than this is slower than making the page.
LONGEST_WAIT = 0.1
PAUSE_SECONDS = 5.0
TROUBLE = (RedisError, OSError, asyncio.TimeoutError, ValueError)


class SharedStore:
    """Pages by key, as long as Redis answers; after trouble it is left alone for a while."""

    def __init__(self, url: str, site: str, prefix: str = PREFIX) -> None:
        self._redis: Any = Redis.from_url(
            url, socket_timeout=LONGEST_WAIT, socket_connect_timeout=LONGEST_WAIT
        )
        # Another version of the forum makes other pages, and another site too.
        self._prefix = f"{prefix}:{_version(site)}"
        self._pause_until = 0.0

    async def get(self, key: Key, stamp: str) -> KeptPage | None:
        """The page, if some process made it from this state of the database."""
        try:
            found = await self._asked(lambda: self._redis.get(self._name(key)))
            page = _unpacked(found) if found else None
        except TROUBLE as error:
            self._give_up(error)
            return None
        return page if page is not None and page.is_true(stamp) else None

    async def put(self, key: Key, page: KeptPage) -> None:
        """Hand the page to the others."""
        if not page.stamp:
            return
        seconds = int(LONGEST_SECONDS)
        try:
            await self._asked(lambda: self._redis.set(self._name(key), _packed(page), ex=seconds))
        except TROUBLE as error:
            self._give_up(error)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._redis.aclose()

    async def _asked(self, ask: Any) -> Any:
        if time.monotonic() < self._pause_until:
            return None
        async with asyncio.timeout(LONGEST_WAIT):
            return await ask()

    def _give_up(self, error: BaseException) -> None:
        self._pause_until = time.monotonic() + PAUSE_SECONDS
        log.info("pages are not shared for a while: %r", error)

    def _name(self, key: Key) -> str:
        return f"{self._prefix}:{hashlib.blake2b(str(key).encode(), digest_size=20).hexdigest()}"


def _packed(page: KeptPage) -> bytes:
    pairs = [(name.decode("latin-1"), value.decode("latin-1")) for name, value in page.headers]
    facts = [page.stamp, page.etag.decode("latin-1"), page.shown, pairs, time.time() - page.age]
    return json.dumps(facts).encode() + b"\n" + page.body


def _unpacked(data: bytes) -> KeptPage:
    head, _, body = data.partition(b"\n")
    stamp, etag, shown, pairs, made_at = json.loads(head)
    headers = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in pairs]
    # A page grows no younger by being handed on.
    age = max(0.0, time.time() - made_at)
    return KeptPage(
        body, headers, etag.encode("latin-1"), shown, stamp, made_at=time.monotonic() - age
    )


def _version(site: str) -> str:
    """A word that differs between sites, and between versions of what makes their pages."""
    everything = hashlib.blake2b(site.encode(), digest_size=10)
    for folder, kind in ((paths.TEMPLATES, "*.html"), (paths.STATIC, "*"), (_code(), "*.py")):
        for file in sorted(folder.rglob(kind)):
            if file.is_file():
                everything.update(file.read_bytes())
    return everything.hexdigest()


def _code() -> Any:
    return paths.TRANSLATIONS.parent
