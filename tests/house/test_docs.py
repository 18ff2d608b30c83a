"""Documents that can be wrong are tested: signals, settings, variables, commands, links, words."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
import pytest

from forum.cli import main
from tests.house.source import ROOT, Source, expect_none, python, slices, sources

LINK = re.compile(r"\]\(([^)#\s]+)[^)]*\)")
VARIABLE = re.compile(r"\bFORUM_[A-Z_]+\b")
# The only places that look at the environment.
READERS = ("forum/config.py", "forum/cli.py", "forum/server/", "checks/", "bin/", ".ci/")


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text()


def pages() -> list[Source]:
    return [Source("README.md", (ROOT / "README.md").read_text()), *sources("docs", "*.md")]


def signals(files: Iterable[Source]) -> list[str]:
    rooms = [file for file in files if file.room == "signals"]
    return [
        node.name for file in rooms for node in file.tree.body if isinstance(node, ast.ClassDef)
    ]


def programs() -> list[Source]:
    return python() + sources("bin", "*") + sources(".ci", "*")


def variables(files: Iterable[Source]) -> set[str]:
    readers = [file for file in files if file.path.startswith(READERS)]
    return {name for file in readers for name in VARIABLE.findall(file.text)}


def secret_readers(files: Iterable[Source]) -> Iterator[str]:
    """Whoever else looks at the environment decides something behind the operator's back."""
    for file in files:
        if file.path.startswith(READERS):
            continue
        if re.search(r"\bos\.(environ|getenv)\b", file.text):
            yield f"{file.path} reads the environment"


def missing(names: Iterable[str], text: str) -> list[str]:
    """The names that a document does not mention as code."""
    return [name for name in names if f"`{name}`" not in text]


def commands(group: click.Group, path: str) -> Iterator[str]:
    """Every command that people may give, with its groups before it."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        elif command is not None and not command.hidden:
            yield f"{path} {name}"


def broken_links(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        for target in LINK.findall(file.text):
            if "://" in target or target.startswith("mailto:"):
                continue
            if not (ROOT / file.path).parent.joinpath(target).exists():
                yield f"{file.path} links to {target}, which is not there"


def glossary_words_that_are_wrong() -> set[str]:
    """The words of the last column: those that one of ours replaces."""
    rows = [
        line.split("|") for line in document("glossary.md").splitlines() if line.startswith("|")
    ]
    ours = {word for row in rows[2:] for word in re.findall(r"\w+", row[1])}
    theirs = {word.strip() for row in rows[2:] for word in row[3].split(",")}
    return {word for word in theirs if word.isalpha()} - ours - ALSO_EVERYDAY_WORDS


# Wrong for the thing in the glossary, right in other senses.
ALSO_EVERYDAY_WORDS = {
    "accept",
    "actor",
    "application",
    "attachment",
    "comment",
    "customer",
    "deny",
    "dismiss",
    "event",
    "forum",
    "group",
    "hit",
    "hook",
    "index",
    "label",
    "lock",
    "login",
    "message",
    "new",
    "option",
    "queue",
    "vote",
}


def test_every_signal_is_explained():
    expect_none(missing(signals(python()), document("signals.md")))


def test_a_planted_signal_without_a_word_about_it_is_found():
    planted = Source("forum/topics/signals.py", "class PostPlanted:\n    post_id: int\n")

    assert missing(signals([planted]), document("signals.md")) == ["PostPlanted"]


def test_every_setting_is_explained(app):
    expect_none(missing(app.extensions["settings"].by_key, document("settings.md")))


def test_a_planted_setting_without_a_word_about_it_is_found():
    assert missing(["topics.planted"], document("settings.md")) == ["topics.planted"]


def test_every_variable_of_the_environment_is_explained():
    expect_none(missing(sorted(variables(programs())), document("operations.md")))


def test_every_explained_variable_exists():
    told = set(VARIABLE.findall(document("operations.md")))
    of_tests = {name for file in sources("tests", "*.py") for name in VARIABLE.findall(file.text)}

    assert told - variables(programs()) - of_tests == set()


def test_a_planted_variable_without_a_word_about_it_is_found():
    planted = Source("forum/config.py", 'x = env["FORUM_PLANTED"]')

    assert missing(variables([planted]), document("operations.md")) == ["FORUM_PLANTED"]


def test_nobody_else_reads_the_environment():
    expect_none(secret_readers(python()))


def test_a_planted_secret_reader_is_found():
    planted = Source("forum/topics/actions.py", "import os\nx = os.environ['HOME']\n")

    assert len(list(secret_readers([planted]))) == 1


def test_every_command_is_explained():
    expect_none(missing(commands(main, "forum"), document("operations.md")))


def test_a_planted_command_without_a_word_about_it_is_found():
    planted = click.Group(
        "root", commands=[click.Command("planted"), click.Command("x", hidden=True)]
    )

    assert missing(commands(planted, "forum"), document("operations.md")) == ["forum planted"]


def test_every_slice_stands_in_the_architecture():
    words = set(re.findall(r"\w+", document("architecture.md")))

    assert [name for name in slices() if name not in words] == []


def test_links_between_documents_lead_somewhere():
    expect_none(broken_links(pages()))


def test_a_planted_link_to_nowhere_is_found():
    planted = Source(
        "docs/planted.md", "[a](nowhere.md) [b](https://example.org) [c](../README.md)"
    )

    assert len(list(broken_links([planted]))) == 1


def test_the_words_of_the_interface_are_those_of_the_glossary(messages):
    expect_none(strangers(messages, glossary_words_that_are_wrong()))


def test_a_planted_word_that_the_glossary_replaces_is_found():
    wrong = glossary_words_that_are_wrong()

    assert "thread" in wrong
    assert len(list(strangers(["Close this thread", "Close this topic"], wrong))) == 1


def strangers(messages: Iterable[str], wrong: set[str]) -> Iterator[str]:
    for message in messages:
        for word in re.findall(r"[a-z]+", message.lower()):
            if word in wrong or word.removesuffix("s") in wrong:
                yield f"{message!r} says {word}"


@pytest.mark.parametrize("name", ["README.md", "STYLE.md", "LICENSE", "docs/architecture.md"])
def test_what_a_newcomer_looks_for_is_there(name):
    assert Path(ROOT, name).read_text().strip()
