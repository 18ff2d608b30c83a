"""Many people at the door at the same moment."""

import threading
from contextlib import suppress

from sqlalchemy import func, select

from forum.accounts import actions, links, queries
from forum.accounts.actions import NewMember
from forum.accounts.models import EmailChange, Guest, Purpose, Role, User
from forum.kernel.db import db
from forum.kernel.policy import NotFound, Refused
from tests.support import make
from tests.support.together import all_at_once

OPEN_CHANGE = queries.open_change


def members():
    return db.session.scalar(select(func.count()).select_from(User))


def test_cve_row_43_of_twenty_first_owners_one_becomes_it(app):
    def become_owner(which):
        actions.create_owner(NewMember(f"Owner-{which}x", f"o{which}@example.org", None))
        return "owner"

    results = all_at_once(app, 20, become_owner)

    assert results.count("owner") == 1
    assert results.count(NotFound) == 19
    assert queries.admin_count() == members() == 1


def test_one_name_is_given_to_one_of_many(app):
    spellings = ["alice", "Alice", "a1ice", "\u0430lice", "a_lice", "AL1CE"]

    def sign_up(which):
        new = NewMember(spellings[which], f"a{which}@example.org", None)
        actions.sign_up(Guest(), new)
        return "in"

    results = all_at_once(app, len(spellings), sign_up)

    assert results.count("in") == 1
    assert members() == 1


def test_one_address_is_given_to_one_of_many(app):
    def sign_up(which):
        actions.add_member(NewMember(f"Person-{which}x", "ada@example.org", None))
        return "in"

    results = all_at_once(app, 6, sign_up)

    assert results.count("in") == 1
    assert members() == 1


def test_one_link_is_used_by_one_of_many(app):
    token = links.issue(make.member(), Purpose.RESET, hours=1)

    def reset(which):
        actions.reset_password(Guest(), token, f"hash {which}")
        return "reset"

    results = all_at_once(app, 8, reset)

    assert results.count("reset") == 1
    assert results.count(NotFound) == 7


def test_nobody_slips_in_with_the_old_password_while_it_is_changed(app, member):
    user = member()
    user_id, old_hash = user.id, user.password_hash
    token = links.issue(user, Purpose.RESET, hours=1)

    def press(which):
        if which == 0:
            actions.reset_password(Guest(), token, "another hash")
            return "changed"
        # What the door knew of the member when it compared the password.
        known = User(id=user_id, password_hash=old_hash)
        actions.sign_in(Guest(), known, place=actions.Place("", ""))
        return "in"

    results = all_at_once(app, 8, press)

    assert results.count("changed") == 1
    assert queries.sessions_of(queries.fresh_member(user_id)) == []


def test_two_addresses_that_agree_at_once_have_both_agreed(app, monkeypatch):
    ada = make.member(username="ada")
    change = EmailChange(user_id=ada.id, new_email="new@example.org")
    make.save(change)
    tokens = [
        links.issue(ada, purpose, hours=1, data={"change": change.id})
        for purpose in (Purpose.CHANGE_OLD, Purpose.CHANGE_NEW)
    ]
    db.session.commit()
    seen = threading.Barrier(2)

    def look_at_once(change_id):
        found = OPEN_CHANGE(change_id)
        with suppress(threading.BrokenBarrierError):
            seen.wait(1)
        return found

    monkeypatch.setattr(queries, "open_change", look_at_once)

    all_at_once(app, 2, lambda which: actions.confirm_email_change(Guest(), tokens[which]))

    assert queries.fresh_member(ada.id).email == "new@example.org"


def test_two_admins_who_lower_each_other_leave_one(app):
    first, second = (make.admin() for _ in range(2))
    pairs = [(first.id, second.id), (second.id, first.id)]

    def lower(which):
        boss, other = (queries.fresh_member(each) for each in pairs[which])
        try:
            actions.set_role(boss, other, Role.MEMBER)
        except Refused:
            return "refused"
        return "lowered"

    results = all_at_once(app, 2, lower)

    assert sorted(results) == ["lowered", "refused"]
    assert queries.admin_count() == 1
