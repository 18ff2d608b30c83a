"""How often a person or an address may do a costly thing."""

import math
import time
from dataclasses import dataclass

from flask import Flask, current_app, request
from limits import RateLimitItem, parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter


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
        if not _limiter().hit(item, *key):
            raise TooMany(self.name, _seconds_left(item, key))

    def check(self, *who: object) -> None:
        """Raise TooMany when the next try would be over the limit, without counting one."""
        item = parse(self.rate)
        key = (self.name, *(str(part) for part in who))
        if not _limiter().test(item, *key):
            raise TooMany(self.name, _seconds_left(item, key))

    def clear(self, *who: object) -> None:
        """Forget the tries, because one of them was right."""
        _limiter().clear(parse(self.rate), self.name, *(str(part) for part in who))


def register(app: Flask) -> None:
    """Choose where tries are counted: in memory, or in Redis when there are several processes."""
    address = app.config.get("FORUM_REDIS_URL") or "memory://"
    app.extensions["limiter"] = MovingWindowRateLimiter(storage_from_string(address))


def address() -> str:
    """The address behind the request: an IPv4 address, or the /64 network of an IPv6 one."""
    found = request.remote_addr or "unknown"
    if ":" in found:
        return ":".join(found.split(":")[:4])
    return found


def _limiter() -> MovingWindowRateLimiter:
    found: MovingWindowRateLimiter = current_app.extensions["limiter"]
    return found


def _seconds_left(item: RateLimitItem, key: tuple[str, ...]) -> int:
    reset_at = _limiter().get_window_stats(item, *key).reset_time
    return max(1, math.ceil(reset_at - time.time()))
