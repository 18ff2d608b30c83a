"""Which outside hosts the server may speak to, from what the operator decided, and when it did."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from sqlalchemy import select

from forum.config import Config
from forum.kernel.db import db
from forum.outside.hosts import is_nearby
from forum.outside.models import OutsideContact


@dataclass(frozen=True)
class Host:
    """An outside host: its name, what for, which variable names it, and what was noted of it.

    A host that is only in the notes was configured earlier; then there is no variable.
    """

    name: str
    purpose: str
    variable: str
    contact: OutsideContact | None
    # Spoken to all the time while the forum runs, so nobody notes it.
    is_constant: bool = False


@dataclass(frozen=True)
class Named:
    """A host that the configuration names."""

    name: str
    purpose: str
    variable: str
    is_constant: bool


def hosts(config: Config) -> Sequence[Host]:
    """Every outside host of the configuration, then those of earlier ones that were spoken to."""
    noted = {(row.host, row.purpose): row for row in _contacts()}
    present = [
        Host(
            each.name,
            each.purpose,
            each.variable,
            noted.pop((each.name, each.purpose), None),
            each.is_constant,
        )
        for each in _named(config)
    ]
    return [*present, *(Host(row.host, row.purpose, "", row) for row in noted.values())]


def _contacts() -> Sequence[OutsideContact]:
    query = select(OutsideContact).order_by(OutsideContact.last_at.desc(), OutsideContact.host)
    return db.session.scalars(query).all()


def _named(config: Config) -> Iterator[Named]:
    for variable, url, purpose, is_constant in _addresses(config):
        for name in _names(url):
            if not is_nearby(name):
                yield Named(name, purpose, variable, is_constant)


def _addresses(config: Config) -> Iterator[tuple[str, str, str, bool]]:
    yield "FORUM_SMTP_URL", config.smtp_url, "mail", False
    if not config.is_sqlite:
        yield "FORUM_DATABASE_URL", config.database_url, "database", True
    yield "FORUM_REDIS_URL", config.redis_url, "redis", True
    yield "FORUM_S3_URL", config.s3_url, "pictures", True


def _names(url: str) -> Sequence[str]:
    """The hosts of an address; that of a database may name several, or one after the `?`."""
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return []
    listed = parts.netloc.rpartition("@")[2].split(",") + parse_qs(parts.query).get("host", [])
    return [name for name in map(_without_port, listed) if name]


def _without_port(listed: str) -> str:
    """The name alone, also of an address of version 6 in its brackets."""
    if listed.startswith("["):
        return listed[1:].partition("]")[0]
    return listed if listed.startswith("/") else listed.partition(":")[0]
