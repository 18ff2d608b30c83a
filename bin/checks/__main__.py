"""`bin/check`: everything that must hold before a change is taken, step by step."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from bin.checks import found
from bin.checks.steps import (
    PYTHON,
    Command,
    Counts,
    Outcome,
    PytestRun,
    Step,
    count,
    skipped,
    timed,
)

ROOT = Path(__file__).resolve().parents[2]
IN_CI = os.environ.get("CI", "").lower() in {"1", "true", "yes"}
TWO = ("-n", "2")
RULES = "tests/house"
MIGRATIONS = f"{RULES}/test_migrations.py"
WORDS = f"{RULES}/test_words.py"
DOCS = f"{RULES}/test_docs.py"
# A machine may lack a second Python; that is said, and is no fault of the change.
MAY_BE_SKIPPED = {"tests on Python 3.13"}
# Nor are the large sets of texts and files a part of the checkout; small ones are.
LARGE_SETS = "FORUM_TEST_DATA"
# What is a matter of one database or engine is asked where that one is; nothing is missing.
ELSEWHERE = "Elsewhere:"


def main() -> None:
    """Run the steps; the exit status is 0 only when none failed, and in CI none was skipped."""
    options = _options()
    os.chdir(ROOT)
    with ExitStack() as stack:
        steps = _steps(stack, options)
        outcomes = {step.name: timed(step) for step in steps if options.only in step.name}
    sys.exit(_sum_up(outcomes, options.after_test))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bin/check", description=__doc__)
    parser.add_argument("--only", default="", help="run the steps whose name holds these words")
    parser.add_argument(
        "--after-test",
        type=Path,
        metavar="REPORT",
        help="the tests on SQLite ran a moment ago in bin/test and left this report",
    )
    return parser.parse_args()


def _steps(stack: ExitStack, options: argparse.Namespace) -> list[Step]:
    return [
        Step("ruff check", Command((*PYTHON, "ruff", "check"))),
        Step("ruff format", Command((*PYTHON, "ruff", "format", "--check"))),
        Step("mypy --strict", Command((*PYTHON, "mypy"))),
        Step("import contracts", Command(("lint-imports", "--no-logo"))),
        *_on_sqlite(options.after_test),
        *_on_postgres(stack, options.only),
        Step("tests on Python 3.13", _on_313()),
        Step("survival of kill -9", PytestRun(("tests", "-m", "slow"))),
        Step("faults, in short rounds", Command((*PYTHON, "tests.faults", "--short"))),
        Step("browser journeys", _in_browser()),
    ]


def _on_sqlite(report: Path | None) -> list[Step]:
    steps = {
        "house rules": (RULES, *(f"--ignore={part}" for part in (MIGRATIONS, WORDS, DOCS))),
        "translations": (WORDS,),
        "docs": (DOCS,),
        "migrations on SQLite": (MIGRATIONS,),
        "tests on SQLite": ("tests", f"--ignore={RULES}", *TWO),
    }
    if report is not None:
        return [Step(name, lambda: _as_before(count(report))) for name in steps]
    return [Step(name, PytestRun(arguments)) for name, arguments in steps.items()]


def _as_before(counts: Counts) -> Outcome:
    """What bin/test found; its tests are added up at the end, and not here again."""
    if counts.failed:
        return Outcome("failed", "Some tests failed in bin/test, see above.")
    return Outcome("ok", "in bin/test just now")


def _on_postgres(stack: ExitStack, only: str) -> list[Step]:
    names = ("migrations on PostgreSQL", "tests on PostgreSQL")
    if not any(only in name for name in names):
        return []
    server = found.postgres()
    if server is None:
        why = "no PostgreSQL on which this user may make databases; see FORUM_TEST_DATABASE_URL"
        return [Step(name, skipped(why)) for name in names]
    url = stack.enter_context(found.own_database(server))
    environment = {**os.environ, "FORUM_TEST_DATABASE_URL": url}
    runs = ((MIGRATIONS,), ("tests", f"--ignore={RULES}", *TWO))
    return [
        Step(name, PytestRun(arguments, environment))
        for name, arguments in zip(names, runs, strict=True)
    ]


def _on_313() -> Callable[[], Outcome]:
    """The tests under the other Python that is supported, in an environment of its own."""
    if sys.version_info[:2] == (3, 13):
        return skipped("the checks run on it already")
    command = found.python_313()
    if command is None:
        return skipped("there is no Python 3.13 on this machine")
    place = ROOT / ".venv-3.13"
    environment = {**os.environ, "FORUM_PYTHON": command, "FORUM_VENV": str(place)}

    def run() -> Outcome:
        made = subprocess.run(("bin/setup", "dev"), env=environment, check=False)
        if made.returncode != 0:
            return Outcome("failed", "The environment could not be made.", failed=1)
        arguments = ("tests", f"--ignore={RULES}", *TWO)
        return PytestRun(arguments, python=(str(place / "bin" / "python"), "-m"))()

    return run


def _in_browser() -> Callable[[], Outcome]:
    command = found.chromium()
    if command is None:
        return skipped("there is no Chromium on PATH; see FORUM_TEST_CHROMIUM")
    environment = {**os.environ, "FORUM_TEST_CHROMIUM": command}
    return PytestRun(("tests/browser", "-m", "browser"), environment)


def _sum_up(outcomes: dict[str, Outcome], report: Path | None) -> int:
    """Say what was skipped and how much holds; the last line is for machines too."""
    not_done = [name for name, outcome in outcomes.items() if outcome.state == "skipped"]
    for name in not_done:
        print(f"not checked here: {name}, because {outcomes[name].words}")
    before = count(report) if report is not None else Counts()
    passed = before.passed + sum(outcome.passed for outcome in outcomes.values())
    failed = before.failed + sum(outcome.failed for outcome in outcomes.values())
    left_out = [*before.left_out, *(why for o in outcomes.values() for why in o.left_out)]
    left_out = [why for why in left_out if not why.startswith(ELSEWHERE)]
    for why in sorted(set(left_out)):
        print(f"not tested here: {left_out.count(why)} tests, because {why}")
    if IN_CI:
        failed += len(set(not_done) - MAY_BE_SKIPPED)
        failed += len([why for why in left_out if LARGE_SETS not in why])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    main()
