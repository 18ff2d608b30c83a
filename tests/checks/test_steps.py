import argparse
import sys
from contextlib import ExitStack, contextmanager

import pytest

import bin.checks.__main__ as program
from bin.checks.steps import Command, Counts, Outcome, PytestRun, Step, count, skipped, timed
from tests.house.source import ROOT, python

REPORT = """
<testsuites><testsuite tests="9" failures="2" errors="1" skipped="1">
<testcase><skipped message="there is no moon"/></testcase>
</testsuite></testsuites>
"""


def test_skipped_tests_are_neither_passed_nor_failed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert count(report) == Counts(5, 3, ("there is no moon",))


def test_a_command_that_fails_shows_what_it_said(capsys):
    outcome = timed(Step("a step", Command((sys.executable, "-c", "raise SystemExit('it broke')"))))

    assert (outcome.state, outcome.failed) == ("failed", 1)
    assert "it broke" in capsys.readouterr().out


def test_tests_are_counted_one_by_one(tmp_path):
    file = tmp_path / "test_planted.py"
    file.write_text("def test_good(): assert True\n\ndef test_bad(): assert False\n")

    outcome = PytestRun((str(file), "--rootdir", str(tmp_path), "-p", "no:cacheprovider"))()

    assert (outcome.state, outcome.passed, outcome.failed) == ("failed", 1, 1)


def test_a_step_that_cannot_be_done_says_why(capsys):
    timed(Step("a step", skipped("there is no server")))

    assert "there is no server" in capsys.readouterr().out


@pytest.mark.parametrize(("in_ci", "status"), [(False, 0), (True, 1)])
def test_a_skipped_step_fails_the_check_only_where_nothing_may_be_skipped(
    monkeypatch, capsys, in_ci, status
):
    monkeypatch.setattr(program, "IN_CI", in_ci)
    outcomes = {"tests": Outcome("ok", passed=7), "browser": Outcome("skipped", "no Chromium")}

    assert program._sum_up(outcomes, None) == status

    said = capsys.readouterr().out
    assert "not checked here: browser, because no Chromium" in said
    assert said.splitlines()[-1] == f"7 passed, {status} failed"


@pytest.mark.parametrize(
    ("in_ci", "why", "status"),
    [
        (False, "there is no moon", 0),
        (True, "there is no moon", 1),
        (True, "FORUM_TEST_DATA names no folder", 0),
    ],
)
def test_a_test_that_leaves_itself_out_is_told(monkeypatch, capsys, in_ci, why, status):
    monkeypatch.setattr(program, "IN_CI", in_ci)

    assert program._sum_up({"tests": Outcome("ok", passed=7, left_out=(why,))}, None) == status
    assert f"not tested here: 1 tests, because {why}" in capsys.readouterr().out


def test_a_missing_second_python_is_said_and_forgiven(monkeypatch, capsys):
    monkeypatch.setattr(program, "IN_CI", True)

    outcomes = {program.OTHER_ON_SQLITE: Outcome("skipped", "there is none")}

    assert program._sum_up(outcomes, None) == 0
    assert "because there is none" in capsys.readouterr().out


@pytest.fixture
def machine(monkeypatch):
    """What is asked for, on a machine with or without PostgreSQL and a second Python."""

    def steps(*, postgres, python):
        @contextmanager
        def own_database(server):
            yield "postgresql:///own"

        def under(command, arguments, environment):
            return (command, arguments, environment.get("FORUM_TEST_DATABASE_URL"))

        monkeypatch.delenv("FORUM_TEST_DATABASE_URL", raising=False)
        monkeypatch.setattr(program.found, "postgres", lambda: postgres)
        monkeypatch.setattr(program.found, "python", lambda version: python)
        monkeypatch.setattr(program.found, "own_database", own_database)
        monkeypatch.setattr(program, "_under", under)
        with ExitStack() as stack:
            made = program._steps(stack, argparse.Namespace(only="", after_test=None))
        return {step.name: step.run for step in made}

    return steps


def test_the_other_python_runs_everything_on_postgres_and_what_is_close_to_it_on_sqlite(machine):
    steps = machine(postgres="a server", python="other")

    command, arguments, database = steps["tests on PostgreSQL"]
    assert (command, arguments[0], database) == ("other", "tests", "postgresql:///own")
    command, arguments, database = steps[program.OTHER_ON_SQLITE]
    assert (command, database) == ("other", None)
    assert "tests/kernel" in arguments
    assert "tests" not in arguments


def test_without_postgres_the_other_python_runs_everything_on_sqlite(machine):
    steps = machine(postgres=None, python="other")

    assert steps["tests on PostgreSQL"]().state == "skipped"
    command, arguments, database = steps[program.OTHER_ON_SQLITE]
    assert (command, arguments[0], database) == ("other", "tests", None)


def test_without_the_other_python_everything_runs_on_postgres_all_the_same(machine):
    steps = machine(postgres="a server", python=None)

    whole = steps["tests on PostgreSQL"]
    assert (whole.arguments[0], whole.python) == ("tests", (sys.executable, "-m"))
    assert whole.environment["FORUM_TEST_DATABASE_URL"] == "postgresql:///own"
    assert steps[program.OTHER_ON_SQLITE]().state == "skipped"


def test_what_uses_pythons_own_sqlite_is_run_on_both_pythons():
    using = {file.slice for file in python() if "import sqlite3" in file.text}

    assert using <= set(program.CLOSE_TO_PYTHON)
    assert {"kernel", "server", "search"} <= using
    assert [name for name in program.CLOSE_TO_PYTHON if not (ROOT / "tests" / name).is_dir()] == []
