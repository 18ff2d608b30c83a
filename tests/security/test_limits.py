"""Who does something too often is told kindly when to go on; nobody else notices."""

import ast
import re
from typing import NamedTuple

import pytest

from forum.kernel.prepared import AnyViewer, Prepared
from tests.house.source import ROOT, python
from tests.security.town import inside
from tests.support import make

TABLE = ROOT / "docs" / "security.md"
ROW = re.compile(r"^\| `(\w+)` \| ([^|]+) \| (\d+ per [^|]+?) \|", re.MULTILINE)


class Bound(NamedTuple):
    name: str
    rate: str


def bounds_in_code() -> set[Bound]:
    """Every Limit("name", "rate") that the code makes."""
    return {
        Bound(*(argument.value for argument in node.args))
        for file in python()
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] == "Limit"
    }


def test_asvs_v2_1_3_the_table_of_limits_is_what_the_code_does():
    listed = {Bound(name, rate) for name, _, rate in ROW.findall(TABLE.read_text())}

    assert len(listed) > 10
    assert listed == bounds_in_code()


@pytest.mark.parametrize(
    ("path", "data", "rate"),
    [
        ("/t/{topic_id}/reply", {"body": "x"}, "posting"),
        ("/p/{post_id}/bookmark", {}, "bookmarks"),
        ("/messages/{conversation_id}", {"body": "x"}, "messages"),
        ("/preview", {"body": "x"}, "previewing"),
        ("/preferences/picture", {}, "avatars"),
    ],
)
def test_asvs_v2_4_1_one_more_than_allowed_waits_and_others_do_not(app, town, path, data, rate):
    (bound,) = [each for each in bounds_in_code() if each.name == rate]
    most = int(bound.rate.split()[0])
    eager, other = inside(app, town.people["member"]), inside(app, make.member())
    path = path.format_map(town.open)

    before = [eager.post(path, data=data).status_code for _ in range(most)]
    stopped = eager.post(path, data=data)
    calm = other.post(path, data=data)

    assert 429 not in before
    assert stopped.status_code == 429
    assert 1 <= int(stopped.headers["Retry-After"]) <= 3600
    assert re.search(r"\b[Ww]ait|moment|minute|second", stopped.text)
    assert calm.status_code != 429


def test_cve_2024_27100_asking_to_be_let_in_has_a_bound(app, town):
    (bound,) = [each for each in bounds_in_code() if each.name == "ask_entry"]
    client = inside(app, town.people["member"])

    answers = [
        client.post("/c/club/ask").status_code for _ in range(int(bound.rate.split()[0]) + 1)
    ]

    assert answers[-1] == 429
    assert 429 not in answers[:-1]


def test_asvs_v16_5_3_when_the_counting_fails_the_door_stays_shut(app, guest, monkeypatch):
    make.member(username="ada")

    def break_down(*args):
        raise OSError("the counter is away")

    monkeypatch.setattr(app.extensions["counts"], "has_room", break_down)
    monkeypatch.setattr(app.extensions["counts"], "hit", break_down)
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = guest.post("/sign-in", data={"name": "ada", "password": "whatever it is"})

    assert answer.status_code == 500
    assert guest.get("/preferences").status_code == 302


def test_asvs_v16_5_3_when_a_policy_fails_nothing_is_shown(app, town, monkeypatch):
    def break_down(*args):
        raise RuntimeError("the policy is broken")

    monkeypatch.setattr("forum.channels.policy.readable_by", break_down)
    # Rules are asked once for each kind of viewer: let this one be asked now.
    monkeypatch.setattr(Prepared, "of", lambda self, viewer: self._build(AnyViewer(viewer)))
    monkeypatch.setattr(app, "testing", False)
    monkeypatch.setitem(app.config, "PROPAGATE_EXCEPTIONS", False)

    answer = app.test_client().get(f"/t/x/{town.secret['topic_id']}")

    assert answer.status_code == 500
    assert "Tansybrook" not in answer.text
