from sqlalchemy import text

from forum.kernel.db import db
from forum.kernel.manifest import Check


def test_verify_says_that_nothing_is_amiss_on_a_whole_database(app):
    result = app.test_cli_runner().invoke(args=["verify"])

    assert result.exit_code == 0, result.output
    assert "Nothing is amiss." in result.output


def test_verify_fails_and_names_what_is_amiss(app, monkeypatch):
    broken = Check("the sum is right", lambda: iter(["two and two make five"]))
    monkeypatch.setitem(app.extensions, "checks", [broken])

    result = app.test_cli_runner().invoke(args=["verify"])

    assert result.exit_code == 1
    assert "two and two make five" in result.output
    assert "1 thing is amiss" in result.output


def test_a_check_that_cannot_run_does_not_keep_the_others_from_it(app, monkeypatch):
    checks = [Check("a table", broken_question), Check("the members", ask_for_members)]
    monkeypatch.setitem(app.extensions, "checks", checks)

    result = app.test_cli_runner().invoke(args=["verify"])

    assert "holds  the members" in result.output


def broken_question():
    yield from db.session.execute(text("SELECT 1 FROM no_such_table"))


def ask_for_members():
    db.session.execute(text("SELECT 1 FROM users")).all()
    return ()


def test_a_check_that_cannot_run_is_amiss(app, monkeypatch):
    def broken():
        raise ZeroDivisionError("no")

    monkeypatch.setitem(app.extensions, "checks", [Check("never", broken)])

    result = app.test_cli_runner().invoke(args=["verify"])

    assert result.exit_code == 1
    assert "could not be checked" in result.output
