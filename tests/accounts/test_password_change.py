import pytest
from sqlalchemy import event, update

from forum.accounts import actions, queries
from forum.accounts.models import User
from forum.kernel.db import db
from forum.kernel.policy import Invalid
from tests.accounts.conftest import PASSWORD, come_in, is_inside, link_in

NEW_PASSWORD = "another cup of soup"


@pytest.fixture
def ada(guest, member):
    """Ada's browser, and a second one of hers."""
    member()
    come_in(guest)
    return guest


@pytest.fixture
def other(app, ada):
    client = app.test_client()
    come_in(client)
    return client


def change(client, **given):
    return client.post(
        "/preferences/password", data={"present": PASSWORD, "password": NEW_PASSWORD, **given}
    )


def test_the_new_password_works_from_then_on(app, ada):
    change(ada)

    assert come_in(app.test_client()).status_code == 200
    assert come_in(app.test_client(), "ada", NEW_PASSWORD).status_code == 302


def test_the_present_password_is_asked_for(ada):
    page = change(ada, present="wrong tea biscuit")

    assert "This is not your present password" in page.text
    assert come_in(ada).status_code == 302


def test_guessing_the_present_password_is_slowed_down(ada):
    answers = [change(ada, present=f"wrong tea {n}").status_code for n in range(11)]

    assert answers == [200] * 10 + [429]


def test_other_sessions_end_on_request(ada, other):
    change(ada, end_others="y")

    assert is_inside(ada)
    assert not is_inside(other)


def test_other_sessions_stay_if_wanted(ada, other):
    change(ada)

    assert is_inside(ada)
    assert is_inside(other)


def test_this_session_goes_on_under_another_token(app, ada):
    with ada.session_transaction() as session:
        old = session["_user_id"]

    change(ada)

    thief = app.test_client()
    with thief.session_transaction() as session:
        session["_user_id"] = old
    assert is_inside(ada)
    assert not is_inside(thief)


def test_links_for_a_new_password_end(app, ada, mailbox):
    app.test_client().post("/reset", data={"name": "ada"})
    link = link_in(mailbox.one())

    change(ada)

    assert ada.get(link).status_code == 404


def test_the_member_is_told_by_mail(ada, mailbox):
    change(ada)

    assert mailbox.one()["Subject"] == "Your password at Guildhall was changed"


def test_either_all_of_a_change_is_done_or_nothing(app, ada, other, mailbox):
    before = queries.member_named("ada").password_hash

    @event.listens_for(db.engine, "before_cursor_execute")
    def fail(conn, cursor, statement, *rest):
        if statement.startswith("DELETE FROM sessions"):
            raise RuntimeError("The power is gone")

    try:
        assert change(ada, end_others="y").status_code == 500
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)

    db.session.rollback()
    assert queries.fresh_member(queries.member_named("ada").id).password_hash == before
    assert mailbox.all() == []
    assert is_inside(ada)
    assert is_inside(other)


def test_a_password_that_was_changed_meanwhile_is_not_the_present_one(app, member):
    user = member()
    others = update(User.__table__).where(User.__table__.c.id == user.id)
    db.session.execute(others.values(password_hash="chosen meanwhile"))

    with pytest.raises(Invalid, match="present: password_wrong"):
        actions.change_password(user, "another hash")


@pytest.mark.parametrize("weak", ["short", "password123", "ada@example.org", "guildhall!!"])
def test_a_weak_password_is_refused(ada, weak):
    before = queries.member_named("ada").password_hash

    assert change(ada, password=weak).status_code == 200
    assert queries.member_named("ada").password_hash == before


def test_a_guest_is_asked_to_sign_in(guest):
    assert change(guest).location == "/sign-in"
