"""Rules about stylesheets and scripts: tokens only, fit for every writing, nothing dangerous."""

import re
from collections.abc import Iterable, Iterator

import pytest

from tests.house.source import Source, expect_none, sources

LONGEST_FILE = 300
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
# A colour that is computed from tokens is none of its own.
COLOUR = re.compile(
    r"#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|oklab|lab|lch)\((?![^)]*var\()", re.IGNORECASE
)
# Left and right are wrong for half of the world's scripts; start and end are right for all.
SIDES = re.compile(
    r"(?:^|[{;\s])("
    r"(?:margin|padding|border)-(?:left|right)(?:-\w+)?"
    r"|(?:left|right)"
    r"|border-(?:top|bottom)-(?:left|right)-radius"
    r"|(?:text-align|float|clear|caption-side)\s*:\s*(?:left|right)"
    r")\s*[:;}]",
)
DANGEROUS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML)\b"
    r"|\bdocument\.write\b|\beval\(|\bnew Function\b"
)
LOADED = re.compile(r"static_url\('(js/(?:elements|live)/[\w-]+\.js)'\)")
BROUGHT = re.compile(r'^import .* from "\./([\w-]+\.js)";$', re.MULTILINE)
# Where the server's own sanitised html is put into the page.
MAY_SET_HTML = {
    "static/js/elements/composer-preview.js": "the preview, rendered by the server as a post is",
}
TOKENS = {"static/css/tokens.css", "static/css/components/highlight.css"}


def stylesheets() -> list[Source]:
    return sources("static/css", "*.css")


def scripts() -> list[Source]:
    return sources("static/js", "*.js")


def long_files(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.lines > LONGEST_FILE:
            yield f"{file.path} has {file.lines} lines"


def loose_colours(files: Iterable[Source]) -> Iterator[str]:
    """A colour has a name, and its value stands in one place for light and dark."""
    for file in files:
        if file.path in TOKENS:
            continue
        for match in COLOUR.finditer(COMMENT.sub("", file.text)):
            yield f"{file.path} has the colour {match.group()}"


def sides(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        for match in SIDES.finditer(COMMENT.sub("", file.text)):
            yield f"{file.path} has {match.group(1)}"


def alone(templates: Iterable[Source]) -> set[str]:
    """The scripts that a template loads by themselves, because few pages need them."""
    return {f"static/{name}" for file in templates for name in LOADED.findall(file.text)}


def imported(files: Iterable[Source]) -> set[str]:
    """The scripts that others of their folder bring along."""
    return {
        f"{file.path.rpartition('/')[0]}/{name}"
        for file in files
        for name in BROUGHT.findall(file.text)
    }


def dangerous(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path not in MAY_SET_HTML and DANGEROUS.search(file.text):
            yield f"{file.path} puts text where markup is read"


CSS, JS = "static/css/components/button.css", "static/js/elements/copy-code.js"
RULES = [
    (long_files, stylesheets, CSS, "p {}\n" * 301),
    (loose_colours, stylesheets, CSS, "p { color: #fff; }"),
    (loose_colours, stylesheets, CSS, "p { background: rgb(0 0 0 / 50%); }"),
    (sides, stylesheets, CSS, "p { margin-left: 1rem; }"),
    (sides, stylesheets, CSS, "p {\n  right: 0;\n}"),
    (sides, stylesheets, CSS, "p { text-align: left; }"),
    (sides, stylesheets, CSS, "p { border-top-left-radius: 1px; }"),
    (long_files, scripts, JS, "x();\n" * 301),
    (dangerous, scripts, JS, "box.innerHTML = text;"),
    (dangerous, scripts, JS, "eval(text);"),
]
PAIRS = dict.fromkeys((rule, files) for rule, files, _, _ in RULES)


@pytest.mark.parametrize(("rule", "files"), PAIRS)
def test_the_files_keep_the_rule_against(rule, files):
    expect_none(rule(files()))


@pytest.mark.parametrize(("rule", "files", "path", "text"), RULES)
def test_a_planted_violation_is_found_by(rule, files, path, text):
    assert len(list(rule([Source(path, text)]))) == 1


def test_every_stylesheet_and_script_is_listed_once():
    lists = sources("static", "*.txt")
    listed = [
        f"{file.path.rpartition('/')[0]}/{line.strip()}"
        for file in lists
        for line in file.text.splitlines()
        if line.strip() and not line.startswith("#")
    ]

    listed += sorted(alone(sources("templates", "*.html")) | imported(scripts()))
    found = [file.path for file in stylesheets() + scripts()]
    assert sorted(listed) == sorted(found)
