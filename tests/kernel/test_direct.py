"""Rows that are read past the session, and the copies that are made of them."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, select
from sqlalchemy.orm.exc import DetachedInstanceError

from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.direct import Copies, Direct
from forum.kernel.unit import transaction
from tests.support import make

NAMED = Copies(User, User.id, User.username)
BY_ID = Direct(select(*NAMED.columns).where(User.id == bindparam("user")))


def test_what_was_not_written_yet_is_found(app: Flask):
    member = make.member(username="before")
    with transaction():
        db.session.add(member)
        member.username = "after"

        found = BY_ID.row(user=member.id)

    assert found is not None
    assert found[1] == "after"


def test_a_row_that_is_not_there_is_none(app: Flask):
    assert BY_ID.row(user=1) is None


def test_moments_and_lists_come_as_they_come_from_the_session(app: Flask):
    member = make.member()
    whole = Copies(User)
    query = Direct(select(*whole.columns).where(User.id.in_(bindparam("ids", expanding=True))))

    copy = whole.make(query.rows(ids=[member.id, 0])[0])

    assert (copy.created_at, copy.links, copy.role) == (
        member.created_at,
        member.links,
        member.role,
    )


def test_a_copy_has_only_what_was_asked_for(app: Flask):
    copy = NAMED.make(BY_ID.rows(user=make.member().id)[0])

    with pytest.raises(DetachedInstanceError):
        _ = copy.email


def test_no_session_writes_a_copy_down(app: Flask):
    member = make.member(username="before")
    with transaction():
        copy = NAMED.make(BY_ID.rows(user=member.id)[0])
        copy.username = "after"

    assert BY_ID.rows(user=member.id)[0][1] == "before"
