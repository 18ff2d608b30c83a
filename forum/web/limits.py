"""How often a person or an address may do a costly thing."""

import hashlib
import logging
import math
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Network, ip_address
from typing import TypeVar

from flask import Flask, current_app, g, request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import MemoryStorage, storage_from_string
from limits.strategies import MovingWindowRateLimiter

log = logging.getLogger(__name__)
T = TypeVar("T")
Key = tuple[str, ...]
# Redis close by answers in a millisecond. Nobody waits long for one that does not.
LONGEST_WAIT = 0.2
PAUSE_SECONDS = 5.0
FORGET_EVERY = 60.0
# Seconds: clocks of several machines agree to less, and no try is from so far ahead.
AHEAD = 60


@dataclass
class TooMany(Exception):
    """A limit is met: its name, and the seconds until the next try."""

    limit_name: str
    seconds: int


@dataclass(frozen=True)
class Limit:
    """A named limit, such as `sign_in` at "10 per 15 minutes"."""

    name: str
    rate: str

    def hit(self, *who: object) -> None:
        """Count one try of these people or addresses together; raises TooMany over the limit."""
        item = parse(self.rate)
        key = (self.name, *(str(part) for part in who))
        # What was counted for one reader is no answer for others.
        g.limited = True
        if not _counts().hit(item, key):
            raise TooMany(self.name, _counts().seconds_left(item, key))

    def check(self, *who: object) -> None:
        """Raise TooMany when the next try would be over the limit, without counting one."""
        item = parse(self.rate)
        key = (self.name, *(str(part) for part in who))
        if not _counts().has_room(item, key):
            raise TooMany(self.name, _counts().seconds_left(item, key))

    def clear(self, *who: object) -> None:
        """Forget the tries, because one of them was right."""
        _counts().clear(parse(self.rate), (self.name, *(str(part) for part in who)))


class _NoTimer(threading.Timer):
    """Stands where the library keeps the thread that forgets old tries, and starts one after each.

    Beginning and ending a thread costs more than all the counting.
    """

    def __init__(self) -> None:
        super().__init__(0, str)

    def is_alive(self) -> bool:
        """What the library asks before it starts another one."""
        return True


class Counts:
    """The tries that count: those of this process, and those of all of them in Redis.

    What passes both is allowed. Redis away, or emptied, leaves the counts of this process: the
    limits hold on, each process for itself, until Redis answers again.
    """

    def __init__(self, redis_url: str = "", site: str = "") -> None:
        storage = MemoryStorage()
        self._forget = storage.timer.function
        self._forget_at = time.monotonic() + FORGET_EVERY
        storage.timer = _NoTimer()
        self._own = MovingWindowRateLimiter(storage)
        self._shared = _in_redis(redis_url, site) if redis_url else None
        self._pause_until = 0.0

    def hit(self, item: RateLimitItem, key: Key) -> bool:
        """Count a try; false when there were too many. What is refused counts nowhere."""
        self._forget_old_ones()
        return self._hit(item, key) or (self._came_back(item, key) and self._hit(item, key))

    def _hit(self, item: RateLimitItem, key: Key) -> bool:
        if not self._own.test(item, *key):
            return False
        if not self._ask(lambda all_: all_.hit(item, *key), otherwise=True):
            return False
        return self._own.hit(item, *key)

    def _forget_old_ones(self) -> None:
        """Let go of what no limit asks for any more, now and then."""
        if time.monotonic() > self._forget_at:
            self._forget_at = time.monotonic() + FORGET_EVERY
            self._forget()

    def has_room(self, item: RateLimitItem, key: Key) -> bool:
        """Whether a try would be counted."""
        return self._has_room(item, key) or (
            self._came_back(item, key) and self._has_room(item, key)
        )

    def _has_room(self, item: RateLimitItem, key: Key) -> bool:
        if not self._own.test(item, *key):
            return False
        return self._ask(lambda all_: all_.test(item, *key), otherwise=True)

    def clear(self, item: RateLimitItem, key: Key) -> None:
        """Forget the tries."""
        self._own.clear(item, *key)
        self._ask(lambda all_: all_.clear(item, *key), otherwise=None)

    def seconds_left(self, item: RateLimitItem, key: Key) -> int:
        """Until the next try is allowed: never more than the limit is long."""
        return min(max(1, math.ceil(self._wait(item, key))), item.get_expiry())

    def _came_back(self, item: RateLimitItem, key: Key) -> bool:
        """Forget tries that lie ahead, because the clock was put back since: nobody waits until
        they are over. Returns whether there were some."""
        is_ahead = self._wait(item, key) > item.get_expiry() + AHEAD
        if is_ahead:
            self.clear(item, key)
        return is_ahead

    def _wait(self, item: RateLimitItem, key: Key) -> float:
        here = self._own.get_window_stats(item, *key)
        there = self._ask(lambda all_: all_.get_window_stats(item, *key), otherwise=here)
        full = [one.reset_time for one in (here, there) if one.remaining == 0]
        return max(full, default=here.reset_time) - time.time()

    def _ask(self, ask: Callable[[MovingWindowRateLimiter], T], *, otherwise: T) -> T:
        if self._shared is None or time.monotonic() < self._pause_until:
            return otherwise
        try:
            return ask(self._shared)
        except StorageError as error:
            self._pause_until = time.monotonic() + PAUSE_SECONDS
            log.warning("each process counts tries for itself for a while: %s", error)
            return otherwise


def register(app: Flask) -> None:
    """Choose where tries are counted: in memory, and in Redis when there are several processes."""
    config = app.extensions["config"]
    app.extensions["counts"] = Counts(config.redis_url, config.public_url + config.database_url)


def address() -> str:
    """The address behind the request: an IPv4 address, or the /64 network of an IPv6 one."""
    return network_of(request.remote_addr or "unknown")


@lru_cache(maxsize=4096)
def network_of(found: str) -> str:
    """An IPv4 address itself; of an IPv6 one, however it is written, the network of one line."""
    try:
        parsed = ip_address(found)
    except ValueError:
        return found
    if isinstance(parsed, IPv4Address):
        return found
    if parsed.ipv4_mapped is not None:
        return str(parsed.ipv4_mapped)
    return str(IPv6Network((int(parsed), 64), strict=False))


def _in_redis(url: str, site: str) -> MovingWindowRateLimiter:
    """Counts in Redis under a name of this site: others may use the same one."""
    storage = storage_from_string(
        # Its library calls a socket by another name than all others.
        url.replace("unix://", "redis+unix://", 1) if url.startswith("unix://") else url,
        key_prefix=f"forum:limits:{hashlib.blake2b(site.encode(), digest_size=10).hexdigest()}",
        wrap_exceptions=True,
        socket_timeout=LONGEST_WAIT,
        socket_connect_timeout=LONGEST_WAIT,
    )
    return MovingWindowRateLimiter(storage)


def _counts() -> Counts:
    found: Counts = current_app.extensions["counts"]
    return found
