"""Ways of writing that open holes, looked for in the code itself; each with a planted one."""

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.source import ROOT, Source, expect_none, python, sources

# Calls that run text, rebuild objects from bytes, or go through a shell.
FORBIDDEN = {
    "eval",
    "exec",
    "compile",
    "__import__",
    "os.system",
    "os.popen",
    "pickle.loads",
    "pickle.load",
    "marshal.loads",
    "shelve.open",
    "yaml.load",
    "yaml.unsafe_load",
    "render_template_string",
    "jinja2.Template",
    "Environment.from_string",
    "tempfile.mktemp",
    "ssl._create_unverified_context",
}
WEAK_MODULES = {"random", "pickle", "marshal", "shelve", "yaml", "dill", "telnetlib", "xml"}
# Things that speak to other machines. Mail is sent to the server of the operator alone.
OUTBOUND = {
    "http",
    "urllib.request",
    "requests",
    "httpx",
    "aiohttp",
    "ftplib",
    "smtplib",
    "urllib3",
}
MAIL = "forum/mail/carrier.py"
# Sends by the carrier, and names what it meets.
MAILERS = {MAIL, "forum/mail/trial.py"}
# The demonstration draws its people and their days from a fixed seed: no secret is among them.
PLAYFUL = "forum/demo/"
CODE = python()
PATTERNS = {
    "re.compile",
    "re.search",
    "re.match",
    "re.fullmatch",
    "re.sub",
    "re.findall",
    "re.split",
}


def dangers(files: list[Source]) -> Iterator[str]:
    for file in files:
        for node in ast.walk(file.tree):
            for name in (*_called(node), *_imported(node, file.path)):
                yield f"{file.path}:{node.lineno} {name}"


def _called(node: ast.AST) -> Iterator[str]:
    if not isinstance(node, ast.Call):
        return
    name = ast.unparse(node.func)
    if name in FORBIDDEN:
        yield name
    for keyword in node.keywords:
        given = f"{keyword.arg}={ast.unparse(keyword.value)}"
        if given in {"shell=True", "verify=False", "autoescape=False", "debug=True"}:
            yield given


def _imported(node: ast.AST, path: str) -> Iterator[str]:
    names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
    if isinstance(node, ast.ImportFrom) and not node.level:
        names = [node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)]
    for name in names:
        if name.split(".")[0] in WEAK_MODULES and not path.startswith(PLAYFUL):
            yield f"imports {name}"
        is_outbound = {name, name.split(".")[0]} & OUTBOUND and name not in HARMLESS
        if is_outbound and path not in MAILERS:
            yield f"imports {name}"


# The names of statuses; no connection.
HARMLESS = {"http", "http.HTTPStatus"}


def built_statements(files: list[Source]) -> Iterator[str]:
    """SQL that is put together from pieces instead of being given its values."""
    for file in files:
        for node in ast.walk(file.tree):
            if not isinstance(node, ast.Call) or not node.args:
                continue
            name = ast.unparse(node.func)
            is_sql = name in {"text", "sa.text", "literal_column"} or name.endswith(RUNNING)
            if is_sql and not isinstance(node.args[0], ast.Constant):
                yield f"{file.path}:{node.lineno} {ast.unparse(node)[:80]}"


RUNNING = (".exec_driver_sql", ".executescript")


def built_patterns(files: list[Source]) -> Iterator[str]:
    """Patterns in which something that varies stands unescaped."""
    for file in files:
        for node in ast.walk(file.tree):
            is_call = isinstance(node, ast.Call) and ast.unparse(node.func) in PATTERNS
            if not is_call or not node.args or isinstance(node.args[0], ast.Constant):
                continue
            pattern = ast.unparse(node.args[0])
            names = {n.id for n in ast.walk(node.args[0]) if isinstance(n, ast.Name)}
            if "re.escape" not in pattern and not all(n.isupper() or n == "re" for n in names):
                yield f"{file.path}:{node.lineno} {pattern[:80]}"


def test_asvs_v1_3_2_and_v1_5_2_nothing_is_run_rebuilt_or_given_to_a_shell():
    expect_none(dangers(CODE))


@pytest.mark.parametrize(
    "text",
    [
        "import random\n",
        "from pickle import loads\n",
        "import pickle\n",
        "eval(words)\n",
        "subprocess.run(words, shell=True)\n",
        "render_template_string(words)\n",
        "import urllib.request\n",
        "from http import client\n",
        "import http.client\n",
        "import xml.etree.ElementTree\n",
        "yaml.load(words)\n",
        "Environment(autoescape=False)\n",
        "app.run(debug=True)\n",
    ],
)
def test_a_planted_danger_is_found(text):
    assert list(dangers([Source("forum/topics/views/planted.py", text)])) != []


def test_asvs_v13_2_4_only_mail_leaves_the_machine():
    assert list(dangers([Source(MAIL, "import smtplib\n")])) == []
    assert list(dangers([Source("forum/mail/tasks.py", "import smtplib\n")])) != []
    assert "import smtplib" in (ROOT / MAIL).read_text()


def test_asvs_v1_2_4_and_cve_2025_50979_statements_are_never_put_together():
    # Files of the demonstration are read by a function of this name.
    # Triggers and the engines of search are written by hand; what people type is a parameter there.
    by_hand = ("forum/audit/guard.py", "forum/activity/guard.py", "forum/search/engines/")
    allowed = ("forum/server/", "forum/kernel/db.py", PLAYFUL, *by_hand)

    expect_none(f for f in built_statements(CODE) if not f.startswith(allowed))


def test_a_planted_statement_is_found():
    text = "db.session.execute(text(f'SELECT * FROM users WHERE name = {name}'))\n"

    assert len(list(built_statements([Source("forum/topics/queries.py", text)]))) == 1


def test_asvs_v1_2_9_no_pattern_is_made_of_what_people_type():
    # What a setting must look like is declared in the code.
    expect_none(f for f in built_patterns(CODE) if not f.endswith(" setting.pattern"))


def test_a_planted_pattern_is_found():
    assert len(list(built_patterns([Source("forum/x.py", "re.search(typed, text)\n")]))) == 1
    assert list(built_patterns([Source("forum/x.py", "re.search(re.escape(typed), text)\n")])) == []


def test_cve_2021_32671_scripts_set_html_nowhere():
    """Text is set as text; what the server sent as a page is read as one, with its own policy."""
    ways = re.compile(
        r"setHTML|ContextualFragment|innerHTML|outerHTML|insertAdjacentHTML"
        r"|document\.write|\beval\(|new Function"
    )
    expect_none(
        f"{file.path}: {line.strip()}"
        for file in sources("static/js", "*.js")
        for line in file.text.splitlines()
        if ways.search(line) and not line.strip().startswith("//")
    )
    read_pages = [f.path for f in sources("static/js", "*.js") if "DOMParser" in f.text]
    assert [path.rsplit("/")[-1] for path in read_pages] == PAGE_READERS


# Parts of pages of ours that are fetched, and the preview.
PAGE_READERS = [
    "channel-choice.js",
    "composer-hints.js",
    "composer-preview.js",
    "confirm-dialog.js",
    "endless-list.js",
    "queue-desk.js",
    "topic-alike.js",
    "live-composer.js",
    "live-topic.js",
]


def test_asvs_v14_3_3_browsers_keep_nothing_but_drafts_and_a_switch():
    keys = re.compile(r"localStorage\.setItem\(([^,]+),")
    found = [key for file in sources("static/js", "*.js") for key in keys.findall(file.text)]

    assert sorted(found) == ['"keys"', "this.name"]
    scripts = "".join(file.text for file in sources("static/js", "*.js"))
    assert "sessionStorage" not in scripts and "document.cookie" not in scripts


def test_asvs_v3_5_5_no_page_listens_to_other_windows():
    scripts = "".join(file.text for file in sources("static/js", "*.js"))

    assert "postMessage" not in scripts and '"message"' not in scripts
