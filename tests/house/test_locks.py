"""What is installed is what a lock file pins; what only pyproject.toml names is missing there."""

import re
import tomllib
from itertools import chain

import pytest

from tests.house.source import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = PROJECT["optional-dependencies"]
NAME = re.compile(r"[\w.-]+")


def unpinned(asked: list[str], lock: str) -> list[str]:
    """The packages asked for that no line of the lock file pins."""
    pinned = set(re.findall(r"^([\w.-]+)(?:\[[^]]*\])?==", lock, re.MULTILINE))
    return sorted({NAME.match(one)[0] for one in asked} - pinned)


@pytest.mark.parametrize(
    ("lock", "asked"),
    [
        ("requirements.lock", PROJECT["dependencies"] + EXTRAS["scale"]),
        ("requirements-dev.lock", [*PROJECT["dependencies"], *chain(*EXTRAS.values())]),
    ],
)
def test_every_package_that_the_project_asks_for_is_pinned(lock, asked):
    assert unpinned(asked, (ROOT / lock).read_text()) == [], "run bin/lock"


def test_a_package_that_is_not_pinned_is_found():
    assert unpinned(["flask>=3", "psycopg[binary]>=3", "whoosh"], "flask==3.1 \\\n    x==1\n") == [
        "psycopg",
        "whoosh",
    ]
