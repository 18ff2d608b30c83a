"""`bin/check`: everything that must hold before a change is taken, step by step."""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
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
TWO = ("-n", "2", "--dist", "worksteal")
RULES = "tests/house"
MIGRATIONS = f"{RULES}/test_migrations.py"
WORDS = f"{RULES}/test_words.py"
DOCS = f"{RULES}/test_docs.py"
# Python 3.11 and 3.13 are supported; the checks run on one of them and ask for the other.
OTHER = "3.11" if sys.version_info[:2] == (3, 13) else "3.13"
OTHER_ON_SQLITE = f"tests on SQLite, Python {OTHER}"
# What lives close to Python's own sqlite3, to processes and to threads. The rest of the suite
# meets the other Python on PostgreSQL; see docs/decisions/0008-checks.md.
CLOSE_TO_PYTHON = (
    "audit", "backups", "exports", "jobs", "kernel", "live", "search", "server", "uploads",
    "verify",
)  # fmt: skip
# A machine may lack a second Python; that is said, and is no fault of the change.
MAY_BE_SKIPPED = {OTHER_ON_SQLITE}
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
        Step(OTHER_ON_SQLITE, _on_sqlite_of_the_other()),
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
    """The whole suite on PostgreSQL: under the other Python too, where there is one."""
    names = ("migrations on PostgreSQL", "tests on PostgreSQL")
    if not any(only in name for name in names):
        return []
    server = found.postgres()
    if server is None:
        why = "no PostgreSQL on which this user may make databases; see FORUM_TEST_DATABASE_URL"
        return [Step(name, skipped(why)) for name in names]
    url = stack.enter_context(found.own_database(server))
    environment = {**os.environ, "FORUM_TEST_DATABASE_URL": url}
    whole = ("tests", f"--ignore={RULES}", *TWO)
    command = found.python(OTHER)
    run = _under(command, whole, environment) if command else PytestRun(whole, environment)
    return [Step(names[0], PytestRun((MIGRATIONS,), environment)), Step(names[1], run)]


def _on_sqlite_of_the_other() -> Callable[[], Outcome]:
    """The other Python on SQLite: some of the suite when PostgreSQL has all of it, else all."""
    command = found.python(OTHER)
    if command is None:
        return skipped(f"there is no Python {OTHER} on this machine")
    if found.postgres() is None:
        return _under(command, ("tests", f"--ignore={RULES}", *TWO), os.environ)
    return _under(command, (*(f"tests/{name}" for name in CLOSE_TO_PYTHON), *TWO), os.environ)


def _under(
    command: str, arguments: Sequence[str], environment: Mapping[str, str]
) -> Callable[[], Outcome]:
    """Tests under the other Python, in an environment of its own."""
    place = ROOT / f".venv-{OTHER}"
    making = {**os.environ, "FORUM_PYTHON": command, "FORUM_VENV": str(place)}

    def run() -> Outcome:
        made = subprocess.run(("bin/setup", "dev"), env=making, check=False)
        if made.returncode != 0:
            return Outcome("failed", "The environment could not be made.", failed=1)
        done = PytestRun(arguments, environment, python=(str(place / "bin" / "python"), "-m"))()
        words = f"{done.words}, on Python {OTHER}" if done.state == "ok" else done.words
        return replace(done, words=words)

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
