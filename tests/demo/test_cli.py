"""`forum demo` on the command line."""

import pytest

from forum.demo import actions, cli
from forum.demo.actions import Logins
from tests.support import make


def test_it_tells_how_far_it_is_and_who_may_sign_in(app, monkeypatch):
    def fill(*, tell):
        tell("the people", 1, 2)
        tell("the people", 2, 2)
        return Logins()

    monkeypatch.setattr(actions, "fill", fill)
    answer = app.test_cli_runner().invoke(cli.demo)

    assert answer.exit_code == 0, answer.output
    assert answer.output.count("the people: 2") == 1
    for word in ("only-for-the-demo", "adaeze", "lena", "ruth"):
        assert word in answer.output


def test_it_stays_outside_where_people_live(app):
    make.member()

    answer = app.test_cli_runner().invoke(cli.demo)

    assert answer.exit_code == 1
    assert "has members already" in answer.output
    assert "Filling" not in answer.output


@pytest.mark.usefixtures("app")
def test_it_says_what_to_do_after_an_interruption(monkeypatch, capsys):
    def fill(*, tell):
        raise KeyboardInterrupt

    monkeypatch.setattr(actions, "fill", fill)
    with pytest.raises(KeyboardInterrupt):
        cli.fill_aloud()

    assert "half filled" in capsys.readouterr().err
