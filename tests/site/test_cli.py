import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.kernel.db import db
from forum.kernel.settings import forget
from forum.site import queries
from tests.support import make


@pytest.fixture
def run(app):
    """Give a command, and get its result; the test's own context forgets what it had read."""
    runner = app.test_cli_runner()

    def given(*words: str):
        result = runner.invoke(args=list(words))
        forget()
        db.session.expire_all()
        return result

    return given


def test_settings_are_listed_and_changed_ones_marked(run):
    run("settings", "set", "site.name", "Kettle & Crane")

    printed = run("settings", "list").output

    assert "* site.name = Kettle & Crane" in printed
    assert "  site.corners = round" in printed


def test_one_setting_is_shown_with_all_there_is_to_know(run):
    printed = run("settings", "show", "site.corners").output

    assert "corners of cards" in printed
    assert "choices  round, soft, square" in printed


def test_a_setting_is_given_a_value_and_its_default_again(run):
    assert run("settings", "set", "site.corners", "soft").exit_code == 0
    assert queries.brand().look.corners == "soft"

    assert run("settings", "reset", "site.corners").exit_code == 0
    assert queries.brand().look.corners == "round"


def test_a_number_is_read_as_a_number(run):
    assert (
        run("settings", "set", "topics.quiet_minutes", "7").output == "topics.quiet_minutes = 7\n"
    )


def test_what_the_command_line_chose_is_written_down_as_nobody_s_act(run):
    run("settings", "set", "site.corners", "soft")

    entry = db.session.scalars(select(AuditEntry)).one()
    assert (entry.actor_id, entry.after) == (None, {"site.corners": "soft"})


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("set", "site.corners", "pointed"), "Choose one of these"),
        (("set", "site.nothing", "x"), "no setting site.nothing"),
        (("show", "site.nothing"), "no setting site.nothing"),
    ],
)
def test_a_slip_is_answered_in_words(run, words, said):
    result = run("settings", *words)

    assert result.exit_code == 1
    assert said in result.output


def test_a_fresh_site_gets_a_new_link_and_one_with_an_owner_none(run):
    assert "/set-up/" in run("set-up").output
    make.admin()

    assert "has an owner already" in run("set-up").output
