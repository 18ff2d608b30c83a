"""The command that compares what follows from the log with the log, and makes it anew."""

from forum.kernel.manifest import Derived


def test_a_forum_that_is_as_its_log_says_so(app):
    result = app.test_cli_runner().invoke(args=["activity", "rebuild"])

    assert result.exit_code == 0
    assert "Nothing differed." in result.output


def test_differences_are_said_and_made_right_unless_it_is_a_rehearsal(app, monkeypatch):
    wrong = ["member 1 has 3 and should have 4"]
    one = Derived("counts", lambda _ids: None, lambda: list(wrong), wrong.clear)
    monkeypatch.setitem(app.extensions, "derived", [one])
    run = app.test_cli_runner().invoke

    rehearsed = run(args=["activity", "rebuild", "--dry-run"])
    assert "member 1 has 3 and should have 4" in rehearsed.output
    assert "Nothing was changed." in rehearsed.output
    assert wrong

    run(args=["activity", "rebuild"])
    assert not wrong
