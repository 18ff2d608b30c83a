from pathlib import Path

import pytest

from forum import config as config_module
from forum.config import Config, ConfigError

KEY = {"FORUM_SECRET_KEY": "a key that is quite long enough for this"}


def read(**given: str) -> Config:
    return Config.from_environment(
        {**KEY, **{f"FORUM_{name}": word for name, word in given.items()}}
    )


def test_without_anything_it_is_a_forum_on_this_machine_in_one_file():
    config = read(DATA="/srv/forum")

    assert (config.host, config.port) == ("127.0.0.1", 8000)
    assert config.public_url == "http://127.0.0.1:8000"
    assert config.database_url == "sqlite:////srv/forum/forum.db"
    assert config.uploads_dir == Path("/srv/forum/uploads")
    assert config.mail_dir == Path("/srv/forum/mail")
    assert not (config.is_https or config.style_guide or config.test_language or config.testing)


def test_options_win_over_the_environment():
    config = Config.from_environment(
        {**KEY, "FORUM_PORT": "9000", "FORUM_DATA": "/a"}, port=9001, data_dir=Path("/b"), host=None
    )

    assert (config.port, config.data_dir, config.host) == (9001, Path("/b"), "127.0.0.1")
    assert config.public_url == "http://127.0.0.1:9001"


@pytest.mark.parametrize(
    ("given", "public"),
    [
        ({"URL": "https://forum.example.org"}, "https://forum.example.org"),
        ({"URL": "https://forum.example.org:8443/"}, "https://forum.example.org:8443"),
        ({"HOST": "0.0.0.0"}, "http://127.0.0.1:8000"),  # noqa: S104 -- said, not listened on
        ({"HOST": "::1", "PORT": "81"}, "http://[::1]:81"),
    ],
)
def test_the_public_address_is_the_one_given_or_the_one_listened_on(given, public):
    config = read(**given)

    assert config.public_url == public
    assert config.is_https == public.startswith("https")


@pytest.mark.parametrize(
    ("given", "url"),
    [
        ("postgresql://forum:pw@db/forum", "postgresql+psycopg://forum:pw@db/forum"),
        ("postgres:///forum?host=/run/x", "postgresql+psycopg:///forum?host=/run/x"),
        ("sqlite:////srv/x.db", "sqlite:////srv/x.db"),
    ],
)
def test_the_database_is_addressed_in_the_words_of_the_driver(given, url):
    assert read(DATABASE_URL=given).database_url == url


def test_hosting_services_may_name_the_database_and_redis_without_our_prefix():
    theirs = {"DATABASE_URL": "postgres://a@b/c", "REDIS_URL": "redis://d"}

    config = Config.from_environment({**KEY, **theirs})
    ours = {"FORUM_DATABASE_URL": "sqlite:////x.db", "FORUM_REDIS_URL": "redis://e"}
    ruled = Config.from_environment({**KEY, **theirs, **ours})

    assert (config.database_url, config.redis_url) == ("postgresql+psycopg://a@b/c", "redis://d")
    assert (ruled.database_url, ruled.redis_url) == ("sqlite:////x.db", "redis://e")


@pytest.mark.parametrize(
    ("name", "word", "package"),
    [
        ("DATABASE_URL", "postgresql://db/forum", "psycopg"),
        ("REDIS_URL", "redis://db", "redis"),
        ("S3_URL", "https://key:secret@s3.example.org/bucket", "boto3"),
    ],
)
def test_a_package_that_is_missing_is_missed_at_the_start(monkeypatch, name, word, package):
    monkeypatch.setattr(config_module, "find_spec", lambda asked: None)

    with pytest.raises(ConfigError, match=f"FORUM_{name} needs the package {package}"):
        read(**{name: word})


def test_proxies_may_be_addresses_and_networks():
    proxies = read(TRUSTED_PROXIES="10.0.0.0/8, ::1 192.168.1.7").trusted_proxies

    assert [str(proxy) for proxy in proxies] == ["10.0.0.0/8", "::1/128", "192.168.1.7/32"]


@pytest.mark.parametrize("word", ["1", "true", "Yes", "ON"])
def test_switches_are_on_in_several_words(word):
    assert read(STYLE_GUIDE=word).style_guide is True


def test_the_secret_key_may_come_from_a_file(tmp_path):
    (tmp_path / "key").write_text("x" * 40 + "\n")

    config = Config.from_environment({"FORUM_SECRET_KEY_FILE": str(tmp_path / "key")})

    assert config.secret_key == "x" * 40


def test_the_secret_key_of_the_data_folder_is_used_when_none_is_named(tmp_path):
    (tmp_path / "secret_key").write_text("y" * 40)

    assert Config.from_environment({"FORUM_DATA": str(tmp_path)}).secret_key == "y" * 40


@pytest.mark.parametrize(
    ("name", "word", "sentence"),
    [
        ("PORT", "80a", "a number from 0 to 65535"),
        ("PORT", "65536", "a number from 0 to 65535"),
        ("URL", "forum.example.org", "an address without a path"),
        ("URL", "https://a.org/forum", "an address without a path"),
        ("URL", "https://a.org:99999", "an address without a path"),
        ("URL", "https://name:word@a.org", "an address without a path"),
        ("URL", "http://[::1", "an address without a path"),
        ("DATABASE_URL", "mysql://x/y", "must begin with postgresql:// or sqlite:///"),
        ("DATABASE_URL", "sqlite://", "must begin with postgresql:// or sqlite:///"),
        ("REDIS_URL", "http://x", "must begin with redis://"),
        ("TRUSTED_PROXIES", "10.0.0.1/8", "addresses or networks"),
        ("TRUSTED_PROXIES", "proxy.local", "addresses or networks"),
        ("SMTP_URL", "mail.example.org", "must look like smtp://"),
        ("SMTP_URL", "smtp://mail.example.org", "FORUM_MAIL_FROM is needed"),
        ("MAIL_FROM", "nobody", "must hold an address"),
        ("SECRET_KEY", "short", "use 32 characters or more"),
        ("SECRET_KEY_FILE", "/nowhere/at/all", "no secret key to read"),
        ("LOG_LEVEL", "loud", "must be one of DEBUG"),
        ("STYLE_GUIDE", "perhaps", "must be 1 or 0"),
    ],
)
def test_a_value_that_cannot_be_used_is_refused_in_a_sentence(name, word, sentence):
    kept = {} if name == "SECRET_KEY_FILE" else KEY

    with pytest.raises(ConfigError, match=sentence):
        Config.from_environment({**kept, f"FORUM_{name}": word})


def test_secrets_are_not_shown_when_the_configuration_is():
    config = read(
        DATABASE_URL="postgresql://forum:hidden@db/forum",
        REDIS_URL="redis://:hidden@db",
        SMTP_URL="smtp://forum:hidden@mail",
        MAIL_FROM="a@b.org",
    )

    assert "hidden" not in repr(config)
    assert KEY["FORUM_SECRET_KEY"] not in repr(config)
