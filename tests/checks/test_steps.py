import sys

import pytest

import bin.checks.__main__ as program
from bin.checks.steps import Command, Counts, Outcome, PytestRun, Step, count, skipped, timed

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

    assert program._sum_up({"tests on Python 3.13": Outcome("skipped", "there is none")}, None) == 0
    assert "because there is none" in capsys.readouterr().out
