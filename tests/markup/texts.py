"""What the tests of rendering share: a small site, parsed output, and data kept elsewhere."""

import json
import os
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

import html5lib
import pytest

from forum.markup.render import Picture, Site, render

OWN = Path(__file__).parents[1] / "data"
SHARED = Path(os.environ.get("FORUM_TEST_DATA", Path(__file__).parents[3] / "shared" / "data"))

MEMBERS = {
    "ana": "Ana",
    "bob.b": "Bob.b",
    "foo_bar": "foo_bar",
    "태호": "태호",
    "günther": "Günther",
}
# The promise is one second of work for any text of the longest size. Tests run on machines that
# do other things as well, and a text that is slow by its nature takes far longer than this.
ENOUGH = 3.0

KNOWN, UNKNOWN = "A" * 22, "B" * 22


def _members(names: Collection[str]) -> Mapping[str, str]:
    return {name: MEMBERS[name] for name in names if name in MEMBERS}


def _pictures(ids: Collection[str]) -> Mapping[str, Picture]:
    return {KNOWN: Picture(KNOWN, 1600, 1200, (320, 640, 1280))} if KNOWN in ids else {}


SITE = Site(members=_members, pictures=_pictures, origin="https://forum.example")


def html(source: str, site: Site = SITE) -> str:
    return render(source, site).html.strip()


def tree(source_html: str) -> Element:
    """The output as a browser would read it, below one element."""
    return html5lib.parseFragment(source_html, namespaceHTMLElements=False)


def words_of(source_html: str) -> str:
    return "".join(tree(source_html).itertext())


def shared(path: str) -> Path:
    """A file kept beside the project. The test is skipped, with the reason, where it is absent."""
    found = SHARED / path
    if not found.exists():
        pytest.skip(f"{path} is not here; FORUM_TEST_DATA may name the folder that holds it")
    return found


def rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSON file, or of one with a row a line."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".jsonl":
        return [json.loads(line) for line in text.splitlines() if line.strip()]
    found: list[dict[str, Any]] = json.loads(text)
    return found
