"""The files of the house as the rules read them; planted ones look the same."""

import ast
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
# What a slice may be asked for by a higher one.
PUBLIC_ROOMS = {"models", "queries", "policy", "actions", "signals", "settings"}
DOORS = ("views", "api", "admin")


@dataclass(frozen=True)
class Source:
    """A file: its path from the root of the project, and what is in it."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text)

    @property
    def module(self) -> str:
        """The dotted name of a Python file."""
        name = self.path.removesuffix(".py").removesuffix("/__init__")
        return name.replace("/", ".")

    @property
    def slice(self) -> str:
        """The package or module below forum that the file belongs to."""
        return ([*self.module.split("."), ""])[1]

    @property
    def room(self) -> str:
        """Which room of its slice a file is (part of)."""
        return ([*self.module.split("."), "", ""])[2]

    @property
    def lines(self) -> int:
        return len(self.text.splitlines())


@cache
def sources(folder: str, pattern: str) -> list[Source]:
    """All files of the project below the folder that match; read once, for all rules."""
    found = sorted(file for file in (ROOT / folder).rglob(pattern) if _is_written(file))
    return [Source(f.relative_to(ROOT).as_posix(), f.read_text("utf-8")) for f in found]


def _is_written(file: Path) -> bool:
    """Whether somebody wrote the file, and not an interpreter."""
    return file.is_file() and "__pycache__" not in file.parts


def python() -> list[Source]:
    return sources("forum", "*.py")


def slices() -> list[str]:
    """The packages that have a manifest, and so are slices."""
    return sorted(file.parent.name for file in (ROOT / "forum").glob("*/manifest.py"))


def layers() -> list[set[str]]:
    """The floors of the house from the import contract, highest first."""
    contract = PROJECT["tool"]["importlinter"]["contracts"][0]
    return [
        {name.strip(" ()") for name in floor.replace(":", "|").split("|")}
        for floor in contract["layers"]
    ]


def height(slice_name: str) -> int:
    """How high a slice stands; 0 is the ground."""
    floors = layers()[::-1]
    return next(n for n, names in enumerate(floors) if slice_name in names)


def functions(source: Source) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [node for node in ast.walk(source.tree) if isinstance(node, kinds)]


def imported(source: Source) -> list[tuple[int, str]]:
    """Line and dotted name of everything that is imported from the house."""
    names = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            names += [(node.lineno, alias.name) for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names += [(node.lineno, f"{node.module}.{alias.name}") for alias in node.names]
    return [(line, name) for line, name in names if name.startswith("forum.")]


def expect_none(problems: Iterable[str]) -> None:
    """Fail with every problem on a line of its own."""
    found = list(problems)
    assert found == [], "\n" + "\n".join(found)
