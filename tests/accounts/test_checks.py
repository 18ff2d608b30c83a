from forum.accounts import checks
from forum.kernel.db import db
from forum.kernel.unit import transaction
from tests.support import make


def test_a_name_that_would_not_be_found_is_amiss(app):
    ada = make.member(username="Ada")
    assert list(checks.wrong_keys()) == []

    with transaction():
        ada.name_key = "somebody"
        ada.skeleton = "else"
        db.session.add(ada)

    assert list(checks.wrong_keys()) == [
        f"member {ada.id} (Ada) is looked up as somebody",
        f"member {ada.id} (Ada) is compared with look-alikes as else",
    ]


def test_a_session_of_nobody_is_amiss(app, sign_in):
    sign_in(make.member())
    assert list(checks.lost_sessions()) == []
    if db.engine.dialect.name == "postgresql":
        # There the database itself keeps the promise.
        return

    db.session.rollback()
    raw = db.engine.raw_connection()
    for statement in (
        "PRAGMA foreign_keys=OFF",
        "UPDATE sessions SET user_id = 999",
        "PRAGMA foreign_keys=ON",
    ):
        raw.execute(statement)
    raw.close()

    assert len(list(checks.lost_sessions())) == 1
