"""Rules about pages: who may come in, what they may call, what reading may do."""

import ast
import inspect
import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from forum.accounts.models import User
from forum.kernel.policy import Person
from tests.house.source import DOORS, Source, expect_none, python
from tests.security.doors import SIGNED_BODY, TOKEN_IN_ADDRESS
from tests.support import make
from tests.support.queries import count_queries

UNSAFE = {"POST", "PUT", "PATCH", "DELETE"}
WRITES = re.compile(r"\s*(?:INSERT|UPDATE|DELETE)\b", re.IGNORECASE)
ACTORS = {"User", "Viewer", "User | Guest"}
# Guests may do these, because it is how one stops being a guest, or because nothing is changed.
FOR_GUESTS = {
    "accounts.ask_reset": "a forgotten password",
    "accounts.confirm": "a link from a mail",
    "accounts.confirm_email": "a link from a mail",
    "accounts.reset": "a link from a mail",
    "accounts.send_again": "a lost mail",
    "accounts.sign_in": "the door",
    "accounts.sign_out": "harmless",
    "accounts.sign_up": "the door",
    "answering.take_call": "the signed word of a letter, for whoever is called",
    "appeals.show": "the signed word of a letter, for members who may not come in",
    "hooks.receive": "the signature of a shop over all that it sends",
    "notices.leave_at_once": "the signed word of a letter",
    "notices.leave_some": "the signed word of a letter",
    "recognition.answer": "the signed word of a letter",
    "site.set_up": "a link printed at the first start",
}
# Steps that a door may take without naming who acts, and why.
WITHOUT_ACTOR = {
    "forum.accounts.actions.sign_in": "nobody is signed in yet",
    "forum.accounts.actions.sign_up": "nobody is signed in yet",
    "forum.accounts.actions.reset_password": "the link says who",
    "forum.accounts.actions.send_reset": "nobody is signed in yet",
    "forum.commerce.actions.receive": "the signature of the shop says who",
    "forum.commerce.actions.refuse": "counts what nobody signed",
    "forum.moderation.actions.expect_version": "compares two numbers, and changes nothing",
}


def nameless_actions(files: Iterable[Source]) -> Iterator[str]:
    """An action with an actor asks the policy; one without is a step for other actions."""
    for file in files:
        if file.room not in DOORS:
            continue
        names = _imported_actions(file)
        for node in ast.walk(file.tree):
            target = _called(node, names)
            if target is None or target in WITHOUT_ACTOR:
                continue
            if not _names_its_actor(target):
                yield f"{file.path}:{node.lineno} calls {target}, which does not know who acts"


def _imported_actions(file: Source) -> dict[str, str]:
    """Local names of modules and functions of rooms called actions."""
    found = {}
    for node in ast.walk(file.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                path = f"{node.module}.{alias.name}"
                if re.search(r"\.actions(\.|$)", path):
                    found[alias.asname or alias.name] = path
    return found


def _called(node: ast.AST, names: dict[str, str]) -> str | None:
    match node:
        case ast.Call(func=ast.Attribute(value=ast.Name(id=module), attr=name)) if module in names:
            return f"{names[module]}.{name}"
        case ast.Call(func=ast.Name(id=name)) if name in names:
            return names[name]
    return None


def _names_its_actor(target: str) -> bool:
    module, _, name = target.rpartition(".")
    found = getattr(import_module(module), name)
    if inspect.isclass(found):
        return True
    parameters = list(inspect.signature(found).parameters.values())
    annotation = parameters[0].annotation if parameters else None
    return annotation in {User, Person} or str(annotation) in ACTORS or _is_viewer(annotation)


def _is_viewer(annotation: Any) -> bool:
    return User in getattr(annotation, "__args__", ())


def unsafe_rules(app: Flask) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if (rule.methods or set()) & UNSAFE]


def open_to_guests(app: Flask, rules: Iterable[Rule], things: dict[str, Any]) -> Iterator[str]:
    """Routes that change something and let a guest in."""
    guest = app.test_client()
    for rule in rules:
        if rule.endpoint in FOR_GUESTS:
            continue
        for method in sorted((rule.methods or set()) & UNSAFE):
            answer = guest.open(address_of(app, rule, things), method=method, data={"body": "x"})
            to_the_door = answer.status_code == 302 and "/sign-in" in answer.headers["Location"]
            if not to_the_door and answer.status_code not in {401, 403}:
                yield f"{method} {rule.rule} ({rule.endpoint}) answers {answer.status_code}"


def address_of(app: Flask, rule: Rule, things: dict[str, Any]) -> str:
    """The route with real things in it, so that a missing one is not taken for a closed door."""
    values = {name: things.get(name, _anything(rule, name)) for name in rule.arguments}
    return app.url_map.bind("localhost").build(rule.endpoint, values)


def _anything(rule: Rule, name: str) -> int | str:
    words = getattr(rule._converters[name], "items", None)
    if words:
        return str(min(words))
    return 1 if f"<int:{name}>" in rule.rule else "x"


@pytest.fixture
def things(app: Flask) -> dict[str, Any]:
    topic = make.topic(author=make.member(username="ada"))
    return {
        "channel_id": topic.channel_id,
        "post_id": topic.id,
        "slug": topic.channel.slug,
        "topic_id": topic.id,
        "user_id": topic.author_id,
        "username": "ada",
    }


def test_pages_call_only_actions_that_know_who_acts():
    expect_none(nameless_actions(python()))


@pytest.mark.parametrize(
    "text",
    [
        "from forum.topics import actions\nactions.publish(post)\n",
        "from forum.topics.actions import publish\npublish(post)\n",
        "from forum.topics import actions as topics\ntopics.count_views({})\n",
    ],
)
def test_a_planted_call_without_an_actor_is_found(text):
    assert len(list(nameless_actions([Source("forum/topics/views.py", text)]))) == 1


def test_a_call_with_an_actor_is_fine():
    text = "from forum.topics import actions\nactions.reply(member(), topic, new)\n"

    assert list(nameless_actions([Source("forum/topics/views.py", text)])) == []


def test_no_route_that_changes_something_lets_a_guest_in(app, things):
    expect_none(open_to_guests(app, unsafe_rules(app), things))


def test_the_written_exceptions_exist(app):
    endpoints = {rule.endpoint for rule in unsafe_rules(app)}

    assert set(FOR_GUESTS) - endpoints == set()


def test_a_planted_route_without_a_guard_is_found(app, things):
    planted = Flask("planted")
    planted.post("/t/<int:topic_id>/planted")(lambda topic_id: "done")

    assert len(list(open_to_guests(planted, unsafe_rules(planted), things))) == 1


def test_every_form_needs_its_token(app, sign_in, things, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    admin = sign_in(make.admin())

    answers = {
        rule.endpoint: admin.open(address_of(app, rule, things), method="POST").status_code
        for rule in unsafe_rules(app)
    }

    without = {name: status for name, status in answers.items() if status != 400}
    assert without == dict.fromkeys(TOKEN_IN_ADDRESS | SIGNED_BODY, 404)


def test_no_route_is_exempt_from_tokens(app):
    """But for those whose address or body is signed, which nobody else can do."""
    guard = app.extensions["csrf"]
    views = {app.view_functions[name] for name in TOKEN_IN_ADDRESS | SIGNED_BODY}

    assert guard._exempt_views == {f"{view.__module__}.{view.__name__}" for view in views}
    assert guard._exempt_blueprints == set()


def pages_of(app: Flask, things: dict[str, Any]) -> list[str]:
    rules = [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or set())]
    return sorted({address_of(app, rule, things) for rule in rules})


def test_reading_a_page_writes_nothing_and_no_page_fails(app, sign_in, things, monkeypatch):
    readers = {"guest": app.test_client(), "admin": sign_in(make.admin())}
    written, failed = [], []

    for name, client in readers.items():
        for page in pages_of(app, things):
            with count_queries() as seen:
                answer = client.get(page)
            written += [f"{page} as {name}: {line[:80]}" for line in seen if WRITES.match(line)]
            failed += [f"{page} as {name}"] if answer.status_code >= 500 else []

    expect_none(written)
    expect_none(failed)


@pytest.mark.parametrize("statement", ["INSERT INTO x", "  update x SET", "DELETE FROM x"])
def test_a_planted_write_is_seen(statement):
    assert WRITES.match(statement)
    assert not WRITES.match("SELECT updated_at FROM x")
