"""What the operator decides, read once from the environment. The brand decides by settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from email.utils import parseaddr
from importlib.util import find_spec
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Any, TypeAlias
from urllib.parse import SplitResult, urlsplit

from forum import paths

Network: TypeAlias = IPv4Network | IPv6Network

SECRET_KEY_FILE = "secret_key"  # noqa: S105 -- the name of a file
SHORTEST_SECRET = 32
LAST_PORT = 65535
MOST_MEGABYTES = 65_536
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
WORDS = {"1": True, "true": True, "yes": True, "on": True}
WORDS |= {"0": False, "false": False, "no": False, "off": False, "": False}


class ConfigError(Exception):
    """The environment asks for something that cannot be; the message says what to change."""


@dataclass(frozen=True)
class Config:
    """Everything that differs between two installations of the same code."""

    data_dir: Path
    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    public_url: str
    host: str
    port: int
    trusted_proxies: tuple[Network, ...]
    memory_mb: int
    smtp_url: str = field(repr=False)
    mail_from: str
    s3_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    metrics_token: str = field(repr=False)
    log_level: str
    style_guide: bool
    test_language: bool
    # Where backups are kept; nothing means `backups/` in the data folder.
    backups: Path | None = None
    testing: bool = False

    @classmethod
    def from_environment(cls, env: Mapping[str, str], **overrides: Any) -> "Config":
        """Read the FORUM_ variables; overrides are named like the fields and win.

        Raises ConfigError with a sentence for the operator when a value cannot be used.
        """
        given = {name: value for name, value in overrides.items() if value is not None}
        if "data_dir" in given:
            given["data_dir"] = Path(given["data_dir"]).absolute()
        return cls(**(_read(env, given) | given))

    @property
    def is_https(self) -> bool:
        """Whether readers come by https: then cookies are Secure and browsers must insist on it."""
        return self.public_url.startswith("https://")

    @property
    def is_sqlite(self) -> bool:
        return self.database_url.startswith("sqlite:")

    @property
    def uploads_dir(self) -> Path:
        return self.data_dir / "uploads"

    @property
    def backups_dir(self) -> Path:
        """Where backups are kept."""
        return self.backups or self.data_dir / "backups"

    @property
    def mail_dir(self) -> Path:
        """Where mail is written as files while no SMTP server is set."""
        return self.data_dir / "mail"


def default_data_dir() -> Path:
    """`data/` in the checkout; in the current folder for an installed copy."""
    return (paths.ROOT if paths.IS_CHECKOUT else Path.cwd()) / "data"


def _read(env: Mapping[str, str], given: Mapping[str, Any]) -> dict[str, Any]:
    """Every field from its variable or its default; those given are not looked at."""
    data_dir = given.get("data_dir") or Path(env.get("FORUM_DATA") or default_data_dir()).absolute()
    port = given.get("port", _port(env.get("FORUM_PORT") or "8000"))
    host = given.get("host") or env.get("FORUM_HOST") or "127.0.0.1"
    smtp_url = _smtp_url(env.get("FORUM_SMTP_URL", ""))
    return {
        "data_dir": data_dir,
        "database_url": _database_url(_named(env, "DATABASE_URL"), data_dir),
        "redis_url": _redis_url(_named(env, "REDIS_URL")),
        "public_url": _public_url(env.get("FORUM_URL", ""), host=host, port=port),
        "host": host,
        "port": port,
        "trusted_proxies": _networks(env.get("FORUM_TRUSTED_PROXIES", "")),
        "memory_mb": _megabytes(env.get("FORUM_MEMORY_MB") or "16"),
        "smtp_url": smtp_url,
        "mail_from": _mail_from(env.get("FORUM_MAIL_FROM", ""), smtp_url),
        "s3_url": _s3_url(env.get("FORUM_S3_URL", "")),
        "secret_key": given.get("secret_key") or _secret_key(env, data_dir),
        "metrics_token": _metrics_token(env.get("FORUM_METRICS_TOKEN", "")),
        "log_level": _log_level(env.get("FORUM_LOG_LEVEL") or "INFO"),
        "style_guide": _switch(env, "FORUM_STYLE_GUIDE"),
        "test_language": _switch(env, "FORUM_TEST_LANGUAGE"),
        "backups": Path(env["FORUM_BACKUPS"]).absolute() if env.get("FORUM_BACKUPS") else None,
    }


def _named(env: Mapping[str, str], name: str) -> str:
    """The variable with our prefix; else the one without, which hosting services set."""
    return env.get(f"FORUM_{name}") or env.get(name, "")


def _require(package: str, variable: str) -> None:
    """What an operator asks for shall be missed when the process starts, not in the night."""
    if find_spec(package) is None:
        raise ConfigError(
            f"{variable} needs the package {package}: install the forum with its extra `scale`."
        )


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise ConfigError(f"FORUM_PORT is {text!r}: it must be a number from 0 to {LAST_PORT}.")
    return int(text)


def _megabytes(text: str) -> int:
    if not text.isdecimal() or int(text) > MOST_MEGABYTES:
        raise ConfigError(
            f"FORUM_MEMORY_MB is {text!r}: it must be a number from 0 to {MOST_MEGABYTES}."
        )
    return int(text)


def _database_url(text: str, data_dir: Path) -> str:
    if not text:
        return f"sqlite:///{data_dir / 'forum.db'}"
    scheme, _, rest = text.partition("://")
    if scheme in {"postgresql", "postgres", "postgresql+psycopg"}:
        _require("psycopg", "FORUM_DATABASE_URL")
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and rest.strip("/"):
        return text
    raise ConfigError(
        "FORUM_DATABASE_URL must begin with postgresql:// or sqlite:/// and name a database."
    )


def _split(text: str) -> SplitResult:
    """The parts of an address; no parts at all when it cannot be read."""
    try:
        parts = urlsplit(text)
        # Asking for the port is what checks it.
        return parts if (parts.port or 0) <= LAST_PORT else urlsplit("")
    except ValueError:
        return urlsplit("")


def _redis_url(text: str) -> str:
    if text and _split(text).scheme not in {"redis", "rediss", "unix"}:
        raise ConfigError("FORUM_REDIS_URL must begin with redis://, rediss:// or unix://.")
    if text:
        _require("redis", "FORUM_REDIS_URL")
    return text


def _public_url(text: str, *, host: str, port: int) -> str:
    if not text:
        name = "127.0.0.1" if host in {"0.0.0.0", "::", ""} else host  # noqa: S104 -- compared
        return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"
    parts = _split(text)
    extra = parts.path.strip("/") or parts.query or parts.fragment or parts.username
    if parts.scheme not in {"http", "https"} or not parts.hostname or extra:
        raise ConfigError(
            f"FORUM_URL is {text!r}: it must be an address without a path, "
            "such as https://forum.example.org."
        )
    return f"{parts.scheme}://{parts.netloc}"


def _networks(text: str) -> tuple[Network, ...]:
    try:
        return tuple(ip_network(word) for word in text.replace(",", " ").split())
    except ValueError as error:
        raise ConfigError(
            f"FORUM_TRUSTED_PROXIES must list addresses or networks such as 10.0.0.0/8: {error}."
        ) from error


def _smtp_url(text: str) -> str:
    parts = _split(text)
    if text and (parts.scheme not in {"smtp", "smtps"} or not parts.hostname):
        raise ConfigError(
            "FORUM_SMTP_URL must look like smtp://name:password@mail.example.org:587."
        )
    return text


def _mail_from(text: str, smtp_url: str) -> str:
    if smtp_url and not text:
        raise ConfigError("FORUM_MAIL_FROM is needed with FORUM_SMTP_URL: who does mail come from?")
    address = parseaddr(text)[1]
    if text and ("@" not in address or "\n" in text):
        raise ConfigError(f"FORUM_MAIL_FROM is {text!r}: it must hold an address such as a@b.org.")
    return text or "Guildhall <forum@localhost>"


def _s3_url(text: str) -> str:
    parts = _split(text)
    is_whole = parts.hostname and parts.username and parts.password and parts.path.strip("/")
    if text and (parts.scheme not in {"http", "https"} or not is_whole):
        raise ConfigError("FORUM_S3_URL must look like https://key:secret@s3.example.org/bucket.")
    if text:
        _require("boto3", "FORUM_S3_URL")
    return text


def _secret_key(env: Mapping[str, str], data_dir: Path) -> str:
    """The key that signs cookies and links: from the environment, else from the data folder."""
    key = env.get("FORUM_SECRET_KEY", "")
    if not key:
        file = Path(env.get("FORUM_SECRET_KEY_FILE") or data_dir / SECRET_KEY_FILE)
        try:
            key = file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise ConfigError(
                f"There is no secret key to read at {file}. `forum start` and `forum migrate` "
                "make one; or set FORUM_SECRET_KEY."
            ) from error
    if len(key) < SHORTEST_SECRET:
        raise ConfigError(f"The secret key is too short: use {SHORTEST_SECRET} characters or more.")
    return key


def _metrics_token(text: str) -> str:
    if text and len(text) < SHORTEST_SECRET:
        raise ConfigError(
            f"FORUM_METRICS_TOKEN is too short: use {SHORTEST_SECRET} characters or more."
        )
    return text


def _log_level(text: str) -> str:
    level = text.upper()
    if level not in LOG_LEVELS:
        raise ConfigError(
            f"FORUM_LOG_LEVEL is {text!r}: it must be one of {', '.join(LOG_LEVELS)}."
        )
    return level


def _switch(env: Mapping[str, str], name: str) -> bool:
    text = env.get(name, "").strip().lower()
    if text not in WORDS:
        raise ConfigError(f"{name} is {text!r}: it must be 1 or 0.")
    return WORDS[text]
