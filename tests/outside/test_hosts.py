import dataclasses
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from forum.config import Config
from forum.kernel import clock
from forum.kernel.db import db
from forum.mail import actions as mail
from forum.mail import tasks
from forum.outside import actions, queries
from forum.outside.hosts import is_nearby
from forum.outside.models import OutsideContact
from tests.support import make


def configured(**env):
    return Config.from_environment(env, data_dir=Path("data"), secret_key="k" * 40)


def named(**env):
    return [(host.name, host.purpose) for host in queries.hosts(configured(**env))]


@pytest.mark.parametrize(
    ("name", "nearby"),
    [
        ("localhost", True),
        ("LOCALHOST.", True),
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("::1", True),
        ("/var/run/postgresql", True),
        ("", True),
        ("10.0.0.7", False),
        ("mail.example.org", False),
        ("localhost.example.org", False),
    ],
)
def test_this_machine_is_not_outside(name, nearby):
    assert is_nearby(name) is nearby


def test_by_default_there_is_nobody(app):
    assert named() == []


def test_every_host_of_the_configuration_is_named(app):
    assert named(
        FORUM_SMTP_URL="smtps://me:secret@mail.example.org:465",
        FORUM_MAIL_FROM="a@b.org",
        FORUM_DATABASE_URL="postgresql://me:secret@db1.example.org:5432,db2.example.org/forum",
        FORUM_REDIS_URL="rediss://[2001:db8::7]:6379",
        FORUM_S3_URL="https://key:secret@s3.example.org/bucket",
    ) == [
        ("mail.example.org", "mail"),
        ("db1.example.org", "database"),
        ("db2.example.org", "database"),
        ("2001:db8::7", "redis"),
        ("s3.example.org", "pictures"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "postgresql:///forum",
        "postgresql://postgres@/forum?host=/var/run/postgresql",
        "postgresql://127.0.0.1/forum",
    ],
)
def test_a_database_on_this_machine_is_not_outside(app, url):
    assert named(FORUM_DATABASE_URL=url) == []


def test_contacts_are_counted(app):
    begun = clock.now()
    with clock.at(begun):
        actions.note("mail.example.org", "mail")
    with clock.at(begun + timedelta(hours=1)):
        actions.note("mail.example.org", "mail")
        actions.note("localhost", "mail")

    [row] = db.session.scalars(select(OutsideContact)).all()
    assert (row.host, row.count) == ("mail.example.org", 2)
    assert (row.first_at, row.last_at) == (begun, begun + timedelta(hours=1))


def test_a_host_of_earlier_days_stays_listed(app):
    actions.note("old.example.org", "mail")

    [host] = queries.hosts(configured())

    assert (host.name, host.variable, host.contact.count) == ("old.example.org", "", 1)


def test_carrying_a_letter_notes_the_mail_server(app, monkeypatch):
    config = dataclasses.replace(
        app.extensions["config"], smtp_url="smtp://mail.invalid:2525", mail_from="a@b.org"
    )
    monkeypatch.setitem(app.extensions, "config", config)
    letter = mail.post("test", to="ada@example.org", subject="Hello", text="Hello.")

    # Nothing answers under this name: that it was tried is what counts.
    with pytest.raises(Exception, match=r".+"):
        tasks.send({"letter": letter.id})

    assert [row.host for row in db.session.scalars(select(OutsideContact))] == ["mail.invalid"]


def test_the_page_says_that_nobody_is_contacted(sign_in):
    page = sign_in(make.admin()).get("/admin/ownership")

    assert "The server contacts no outside host." in page.text


def test_the_page_names_hosts_and_when_they_were_contacted(sign_in):
    actions.note("old.example.org", "mail")

    page = sign_in(make.admin()).get("/admin/ownership").text

    assert "old.example.org" in page
    assert "Delivers the letters of the forum." in page
    assert "just now" in page


def test_it_is_for_admins(sign_in):
    assert sign_in(make.moderator()).get("/admin/ownership").status_code == 403
