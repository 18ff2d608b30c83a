"""A step of `bin/check`: what it runs, how it went, and what it says."""

import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

PYTHON = (sys.executable, "-m")


@dataclass(frozen=True)
class Outcome:
    """How a step went. A step that is no test run counts as one test."""

    state: str
    words: str = ""
    passed: int = 0
    failed: int = 0
    left_out: tuple[str, ...] = ()
    seconds: float = 0.0


@dataclass(frozen=True)
class Step:
    """A name for people, and what to do."""

    name: str
    run: Callable[[], Outcome]


@dataclass(frozen=True)
class Command:
    """A program whose exit status is the outcome."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)

    def __call__(self) -> Outcome:
        done = run(self.arguments, self.environment)
        if done.returncode == 0:
            return Outcome("ok", passed=1)
        return Outcome("failed", done.stdout, failed=1)


@dataclass(frozen=True)
class PytestRun:
    """A run of pytest, counted test by test."""

    arguments: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    python: Sequence[str] = PYTHON

    def __call__(self) -> Outcome:
        with tempfile.TemporaryDirectory() as folder:
            report = Path(folder) / "report.xml"
            command = (*self.python, "pytest", "-q", f"--junitxml={report}", *self.arguments)
            done = run(command, self.environment)
            counts = count(report) if report.exists() else Counts()
        if done.returncode == 0:
            return Outcome("ok", counts.words, counts.passed, left_out=counts.left_out)
        return Outcome("failed", done.stdout, counts.passed, max(counts.failed, 1))


def skipped(why: str) -> Callable[[], Outcome]:
    """A step that cannot be done here."""
    return lambda: Outcome("skipped", why)


def run(
    arguments: Sequence[str], environment: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    """Run a program and keep all it says."""
    return subprocess.run(
        arguments,
        env=dict(environment) or None,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )


@dataclass(frozen=True)
class Counts:
    """How many tests passed and failed, and why others left themselves out."""

    passed: int = 0
    failed: int = 0
    left_out: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The numbers for people."""
        more = f", {len(self.left_out)} left out" if self.left_out else ""
        return f"{self.passed} tests{more}"


def count(report: Path) -> Counts:
    """What a JUnit report says."""
    root = ET.parse(report).getroot()
    number = {
        word: sum(int(suite.get(word, 0)) for suite in root.iter("testsuite"))
        for word in ("tests", "failures", "errors", "skipped")
    }
    failed = number["failures"] + number["errors"]
    reasons = tuple(skip.get("message", "") for skip in root.iter("skipped"))
    return Counts(number["tests"] - failed - number["skipped"], failed, reasons)


def timed(step: Step) -> Outcome:
    """Do a step and say how it went while it is fresh."""
    print(f"{step.name:<42} ", end="", flush=True)
    started = time.monotonic()
    outcome = step.run()
    seconds = time.monotonic() - started
    first_words = outcome.words if outcome.state != "failed" else ""
    print(f"{outcome.state:<8} {seconds:6.1f} s  {first_words}".rstrip(), flush=True)
    if outcome.state == "failed":
        print(outcome.words.rstrip() + "\n", flush=True)
    return replace(outcome, seconds=seconds)
