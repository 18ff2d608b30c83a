"""Rules about the Python files. Each has a planted violation that shows it bites."""

import ast
from collections.abc import Iterable, Iterator

import pytest

from tests.house.source import (
    DOORS,
    PUBLIC_ROOMS,
    Source,
    expect_none,
    functions,
    imported,
    python,
    slices,
)

LONGEST_FILE = 300
LONGEST_FUNCTION = 30
# Packages whose __init__ may name what others use, because a room outgrew one file.
ROOMS_WITH_NAMES = {"actions", "queries", "views", "admin", "models", "policy", "forms"}
VAGUE_NAMES = {"utils", "util", "helpers", "helper", "common", "misc"}
# Modules of a slice that are asked for from outside although they are no public room, and why.
OTHER_DOORS = {
    "forum.accounts.finding": "what explains a member finds them by name alike",
    "forum.accounts.forms": "set-up asks the owner what sign-up asks a member",
    "forum.accounts.passwords": "set-up makes a hash too, before its action begins",
    "forum.accounts.session": "the shell and all views ask who is looking",
    "forum.site.forms": "set-up asks what the brand's own page asks",
    "forum.site.trying": "set-up says how a colour can be read, as the brand's own page does",
    "forum.badges.showing": "a summary names the badge that somebody is nearest to",
    "forum.accounts.farewell": "topics say in the language of the site that an author has left",
    "forum.badges.wording": "notices call a badge by its name, in the reader's language",
    "forum.tiers.words": "notices and lists call a tier by its name, in the reader's language",
    "forum.recognition.words": "notices call a value of the house by its name",
    "forum.activity.wording": "what is counted is called the same wherever it is asked for",
    "forum.standing.wording": "who meets a limit is told what lifts it, in their language",
    "forum.uploads.brought": "texts and messages take in the pictures that came beside them",
    "forum.answering.wording": "a kind of message is called the same in rules and saved replies",
    "forum.pages.wording": "what breaking a clause does is said alike wherever somebody judges",
    "forum.sanctions.wording": "whoever decides on an appeal calls a sanction by its name",
    "forum.uploads.forms": "logos and portraits are pictures too: the same words for faults",
    "forum.mail.trial": "set-up sends one letter while the owner waits for it",
    "forum.jobs.worker": "is run by the process that `forum work` starts",
    "forum.moderation.scoring": "a rule of the house that flags says how grave it is",
    "forum.moderation.hours": "what is promised is due in the working hours of a team",
    "forum.codes.links": "a launch leads into the shop with its code as a perk does",
    "forum.launches.words": "a report of a launch calls its windows as its own page does",
    "forum.commerce.money": "the file of a report has sums in whole units, exactly",
    "forum.commerce.words": "a report writes sums of money as orders are written",
    "forum.draws.fair": "a report reads the published list of a draw",
    "forum.automod.mood": "the mood of a room is measured as rules of the house measure it",
    "forum.launches.gates": "a draw asks the clock of its launch whether entering has ended",
    "forum.moderation.kinds": "the protocol by which content answers the review queue",
    "forum.mail.compose": "those who send a letter put it together",
    "forum.markup": "has no rooms",
    "forum.kernel": "has no rooms",
    "forum.web": "has no rooms",
    "forum.server": "has no rooms",
}
MAY_LOAD_BY_NAME = {
    "forum/cli.py": "commands are loaded when they are asked for",
    "forum/conversations/texts.py": "what turns html into Markdown is large, and loaded to do it",
    "forum/demo/cli.py": "the demonstration is large, and is loaded when it is asked for",
    "forum/feeds/views/app_manifest.py": "what draws is loaded when a phone asks for an icon",
    "forum/search/engines/choosing.py": "engines are large, and are loaded when search is asked",
    "forum/server/opening.py": "what migrates is loaded when a database does not fit",
    "forum/uploads/actions.py": "what makes pictures smaller is loaded by the worker, to do it",
    "forum/kernel/db.py": "the driver of PostgreSQL is an extra, asked for when it connects",
    "forum/server/memory.py": "Redis is an extra, asked for when it is named",
    "forum/server/twins.py": "the forum is loaded to be forked, and where it is not it stays away",
    "forum/server/serve.py": "monitoring is loaded when there is a token for it",
    "forum/uploads/s3.py": "the client of S3 storage is an extra, asked for when it is configured",
    "forum/server/prepare.py": "the demonstration is large, and is loaded when it is asked for",
}
MAY_ASK_THE_TIME = {
    "forum/kernel/clock.py": "is the clock",
    "forum/web/limits.py": "the limits library counts in seconds of its own",
}
MAY_COMMIT = {
    "forum/kernel/unit.py": "is the unit of work",
    "forum/web/errors.py": "gives up what a failed request had begun",
    "forum/mail/tasks.py": "lets go of the database before it asks a slow mail server",
}
STATEMENTS_AT_IMPORT = (
    ast.Import,
    ast.ImportFrom,
    ast.Assign,
    ast.AnnAssign,
    ast.AugAssign,
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
)


def long_files(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.lines > LONGEST_FILE:
            yield f"{file.path} has {file.lines} lines"


def long_functions(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        for function in functions(file):
            length = (function.end_lineno or 0) - function.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{file.path}:{function.lineno} {function.name} has {length} lines"


def hidden_imports(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        for function in functions(file):
            for node in ast.walk(function):
                if isinstance(node, ast.Import | ast.ImportFrom):
                    yield f"{file.path}:{node.lineno} imports inside {function.name}"


def imports_by_name(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        names = {node.id for node in ast.walk(file.tree) if isinstance(node, ast.Name)}
        if names & {"import_module", "__import__"} and file.path not in MAY_LOAD_BY_NAME:
            yield f"{file.path} imports by name, which no contract can see"


def filled_packages(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if not file.path.endswith("__init__.py"):
            continue
        kinds = (ast.ImportFrom, ast.Expr, ast.Assign)
        only_names = all(isinstance(node, kinds) for node in file.tree.body)
        if file.text.strip() and not (only_names and file.room in ROOMS_WITH_NAMES):
            yield f"{file.path} is not empty"


def vague_names(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if VAGUE_NAMES & set(file.module.split(".")):
            yield f"{file.path} has a name that says nothing"


def work_at_import(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        for node in file.tree.body:
            is_text = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
            is_guard = isinstance(node, ast.If) and _names(node.test) & {
                "TYPE_CHECKING",
                "__name__",
            }
            guards = ast.unparse(node).startswith("bp.before_request(")
            if not (is_text or is_guard or guards or isinstance(node, STATEMENTS_AT_IMPORT)):
                yield f"{file.path}:{node.lineno} does something when it is imported"


def foreign_rooms(files: Iterable[Source], all_slices: Iterable[str]) -> Iterator[str]:
    """A slice may ask another one for its public rooms, and for nothing else."""
    known = set(all_slices)
    for file in files:
        for line, name in imported(file):
            _, owner, room, *_ = [*name.split("."), "", ""]
            if owner not in known or owner == file.slice or file.path == "forum/slices.py":
                continue
            listed = any(name.startswith(door) for door in OTHER_DOORS)
            if room not in PUBLIC_ROOMS and not listed:
                yield f"{file.path}:{line} asks {owner} for {room}"


def sessions_in_doors(files: Iterable[Source]) -> Iterator[str]:
    """Pages find by queries and change by actions; the database is not theirs."""
    for file in files:
        if file.room not in DOORS:
            continue
        for line, name in imported(file):
            if name.startswith(("forum.kernel.db", "forum.kernel.unit")):
                yield f"{file.path}:{line} touches the session"


def clocks(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path in MAY_ASK_THE_TIME or file.slice == "server":
            continue
        for call in _calls(file):
            if call in {"datetime.now", "datetime.utcnow", "time.time", "date.today"}:
                yield f"{file.path} asks {call} and not the clock"


def commits(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path in MAY_COMMIT:
            continue
        for call in _calls(file):
            if call in {"db.session.commit", "session.commit"}:
                yield f"{file.path} commits by itself"


def _calls(file: Source) -> list[str]:
    calls = [node for node in ast.walk(file.tree) if isinstance(node, ast.Call)]
    return [ast.unparse(call.func) for call in calls]


def _names(node: ast.AST) -> set[str]:
    return {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}


FILE = "forum/topics/views.py"
RULES = [
    (long_files, FILE, "x = 1\n" * 301),
    (long_functions, FILE, "def f():\n" + "    x = 1\n" * 30),
    (hidden_imports, FILE, "def f():\n    import os\n"),
    (hidden_imports, FILE, "class A:\n    async def f(self):\n        from os import path\n"),
    (imports_by_name, FILE, "from importlib import import_module\nx = import_module('os')\n"),
    (filled_packages, "forum/topics/__init__.py", "from forum.topics.models import Topic\n"),
    (filled_packages, "forum/topics/actions/__init__.py", "def reply(): ...\n"),
    (vague_names, "forum/topics/utils.py", ""),
    (work_at_import, FILE, "print('hello')\n"),
    (work_at_import, FILE, "for x in []:\n    pass\n"),
    (sessions_in_doors, FILE, "from forum.kernel.db import db\n"),
    (
        sessions_in_doors,
        "forum/topics/admin/tags.py",
        "from forum.kernel.unit import transaction\n",
    ),
    (clocks, FILE, "from datetime import UTC, datetime\nx = datetime.now(UTC)\n"),
    (commits, FILE, "from forum.kernel.db import db\ndb.session.commit()\n"),
]


@pytest.mark.parametrize(
    "rule", dict.fromkeys(rule for rule, _, _ in RULES), ids=lambda r: r.__name__
)
def test_the_house_keeps_the_rule_against(rule):
    expect_none(rule(python()))


@pytest.mark.parametrize(("rule", "path", "text"), RULES)
def test_a_planted_violation_is_found_by(rule, path, text):
    assert len(list(rule([Source(path, text)]))) == 1


def test_slices_ask_each_other_only_for_public_rooms():
    expect_none(foreign_rooms(python(), slices()))


@pytest.mark.parametrize("room", ["views", "forms", "listeners", "cli", "seeds", "deep.inside"])
def test_a_planted_knock_at_a_private_room_is_found(room):
    planted = Source("forum/home/queries.py", f"from forum.topics.{room} import thing\n")

    assert len(list(foreign_rooms([planted], ["topics", "home"]))) == 1


def test_a_room_that_outgrew_its_file_may_name_what_others_use():
    text = (
        '"""Writes."""\n\nfrom forum.topics.actions.posting import reply\n\n__all__ = ["reply"]\n'
    )

    assert list(filled_packages([Source("forum/topics/actions/__init__.py", text)])) == []
