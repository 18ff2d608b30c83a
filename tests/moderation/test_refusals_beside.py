"""Who gets through which door beside the queue: waves, saved replies, complaints, answering,
deciding alike and training; every actor at every door.

It is asked as in the table of the queue: by a form or a link, and as a script, which is told the
reason by its word. Whoever is not let through has changed nothing.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from forum.answering import actions as answering
from forum.answering.models import Kind
from forum.kernel import clock
from forum.kernel.db import db
from forum.replies import actions as replies
from forum.topics.models import Topic
from forum.waves import actions as waves
from forum.waves.models import Wave
from forum.waves.plans import Plan
from tests.audit.test_acts import ACTS, SAVED, World
from tests.moderation.flagging import case_of
from tests.moderation.test_refusals import LEGEND, Ask, Scene, said_at
from tests.support import make
from tests.topics.writing import reply, start
from tests.waves import flooding

ACTORS = (
    "guest", "new member", "member", "author", "suspended", "elsewhere", "here", "moderator",
    "admin",
)  # fmt: skip
# A saved reply comes back with the page of the text, whose form is sent on to it.
WORDS = {**LEGEND, "sent": "307"}
# The author is the one who complained; those elsewhere and here look after a channel.
TABLE = """
door            guest new   memb  auth  susp  else  here  mod   admin
waves           staff staff staff staff staff staff staff ok    ok
wave            staff staff staff staff staff staff staff ok    ok
plan a sweep    staff staff staff staff staff staff staff ok    ok
sweep           staff staff staff staff staff staff staff ok    ok
return          staff staff staff staff staff staff staff ok    ok
release         staff staff staff staff staff staff staff ok    ok
saved           staff staff staff staff staff staff staff ok    ok
write one       staff staff staff staff staff staff staff ok    ok
change one      staff staff staff staff staff staff staff ok    ok
archive one     staff staff staff staff staff staff staff ok    ok
preview         staff staff staff staff staff staff staff ok    ok
fill a reply    in    staff staff staff in    staff sent  sent  sent
fill words      in    staff staff staff in    404   sent  sent  sent
complaints      staff staff staff staff staff staff staff ok    ok
complaint       in    staff staff staff in    staff ok    ok    ok
promise         in    staff staff staff in    staff ok    ok    ok
settled         in    404   404   ok    in    404   404   404   404
waiting         staff staff staff staff staff staff staff ok    ok
sort            in    staff staff staff in    staff ok    ok    ok
seen            in    staff staff staff in    staff ok    ok    ok
done            in    staff staff staff in    staff ok    ok    ok
protocols       staff staff staff staff staff staff staff ok    ok
protocol        staff staff staff staff staff staff staff admin ok
as it ships     staff staff staff staff staff staff staff admin ok
of a channel    staff staff staff staff staff staff staff admin ok
ladder          staff staff staff staff staff staff staff admin ok
try it          staff staff staff staff staff staff staff admin ok
take a call     staff staff staff staff staff staff staff ok    ok
alike           staff staff staff staff staff staff staff ok    ok
talk            staff staff staff staff staff staff staff ok    ok
clauses         staff staff staff staff staff staff staff ok    ok
people          staff staff staff staff staff staff staff admin ok
training        staff staff staff staff staff ok    ok    ok    ok
begin           staff staff staff staff staff ok    ok    ok    ok
practise        staff staff staff staff staff ok    ok    ok    ok
same cases      staff staff staff staff staff staff staff ok    ok
open a round    staff staff staff staff staff admin admin admin ok
scenarios       staff staff staff staff staff admin admin admin ok
new scenario    staff staff staff staff staff admin admin admin ok
switch          staff staff staff staff staff admin admin admin ok
gate            staff staff staff staff staff admin admin admin ok
close the gate  staff staff staff staff staff admin admin admin ok
"""
WORDY = ("kettle", "lantern", "meadow", "orchard", "pebble", "quarry", "river")
OURS = ("waves", "replies", "answering", "governance", "training", "audit", "moderation", "site")


def _complaint(scene: Scene) -> Topic:
    """A topic of the scene's author in the scene's channel, in which they complain."""
    topic = start(scene.author, scene.room)
    answering.sort_topic(topic.id, Kind.COMPLAINT)
    return topic


def _closed(scene: Scene) -> Topic:
    topic = _complaint(scene)
    said = "We sent you a new one; it is on its way since today."
    replies.close(scene.lena, topic, "Sent a new one.", said)
    return topic


def _wave(do: str, form: dict[str, str] | None = None) -> Callable[[Scene], Ask]:
    """A wave with words of its own for each door, in the state that the door asks for."""

    def ask(scene: Scene) -> Ask:
        topic = start(scene.ruth)
        for _number in range(4):
            reply(
                topic,
                flooding.newcomer(guidelines_accepted=1),
                " ".join(f"zz{do or 'look'}{word}" for word in WORDY),
            )
        newest = select(Wave).order_by(Wave.id.desc()).limit(1)
        made = db.session.scalars(newest.execution_options(populate_existing=True)).one()
        if do == "return":
            waves.sweep(scene.ruth, made.id, Plan())
            flooding.work(db.session.scalars(newest).one())
        return Ask(f"/admin/waves/{made.id}{'/' if do else ''}{do}", form)

    return ask


def _act(endpoint: str) -> Callable[[Scene], Ask]:
    """What the log of acts has an example of."""

    def ask(_scene: Scene) -> Ask:
        return Ask(*ACTS[endpoint][1](World()))

    return ask


def _saved(scene: Scene) -> int:
    plan = replies.ReplyPlan(f"zz{next(make.number)}", "Hello.", "en")
    return replies.create(scene.ruth, plan).id


def _fill(path: str, scene: Scene) -> Ask:
    return Ask(path, {"saved_reply": f"{_saved(scene)}", "body": "zzHello."})


def _topic(path: str, form: dict[str, Any] | None = None) -> Callable[[Scene], Ask]:
    return lambda scene: Ask(path.format(_complaint(scene).id), form)


def _look(path: str, form: dict[str, Any] | None = None) -> Callable[[Scene], Ask]:
    return lambda _scene: Ask(path, form)


SOON = (clock.now() + timedelta(days=10)).date().isoformat()
PROMISE = {"deed": "promise", "promise": "zzA new one.", "day": SOON}
DOORS: dict[str, Callable[[Scene], Ask]] = {
    "waves": _look("/admin/waves"),
    "wave": _wave(""),
    "plan a sweep": _wave("plan", {"way": "hide", "pause": ""}),
    "sweep": _wave("sweep", {"way": "hide", "pause": ""}),
    "return": _wave("return", {}),
    "release": _wave("release", {}),
    "saved": _look("/admin/replies"),
    "write one": _act("replies_admin.new"),
    "change one": lambda s: Ask(f"/admin/replies/{_saved(s)}", SAVED | {"title": "zzOther"}),
    "archive one": lambda s: Ask(f"/admin/replies/{_saved(s)}/archive", {}),
    "preview": _look("/admin/replies/preview", {"body": "zzHello."}),
    "fill a reply": lambda s: _fill(f"/t/{_complaint(s).id}/saved-reply", s),
    "fill words": lambda s: _fill(f"/admin/moderation/{case_of(s.flagged()).id}/saved-reply", s),
    "complaints": _look("/admin/replies/complaints"),
    "complaint": _topic("/t/{}/complaint"),
    "promise": _topic("/t/{}/complaint", PROMISE),
    "settled": lambda s: Ask(f"/t/{_closed(s).id}/settled", {"solved": "yes"}),
    "waiting": _look("/admin/answering"),
    "sort": _topic("/answering/{}/kind", {"kind": "praise"}),
    "seen": _topic("/answering/{}/seen", {}),
    "done": lambda s: Ask(f"/answering/{start(s.author, s.room).id}/done", {}),
    "protocols": _look("/admin/answering/protocols"),
    "protocol": _act("answering_admin.protocol"),
    "as it ships": _act("answering_admin.reset"),
    "of a channel": _act("answering_admin.channel"),
    "ladder": _act("answering_admin.ladder"),
    "try it": _act("answering_admin.try_ladder"),
    "take a call": _act("answering_admin.take"),
    "alike": _look("/admin/governance"),
    "talk": _act("governance_admin.index"),
    "clauses": _look("/admin/governance/clauses"),
    "people": _look("/admin/governance/people"),
    "training": _look("/admin/training"),
    "begin": _look("/admin/training/course", {}),
    "practise": _look("/admin/training/practice", {}),
    "same cases": _look("/admin/training/calibration"),
    "open a round": _act("training_admin.open_round"),
    "scenarios": _look("/admin/training/scenarios"),
    "new scenario": _act("training_admin.new_scenario"),
    "switch": _act("training_admin.switch_scenario"),
    "gate": _look("/admin/training/gate"),
    "close the gate": _act("training_admin.set_gate"),
}


def _state() -> list[Any]:
    """All that these slices keep."""
    db.session.expire_all()
    tables = [
        mapper.local_table
        for mapper in db.Model.registry.mappers
        if mapper.class_.__module__.split(".")[1] in OURS
    ]
    return [sorted(map(str, db.session.execute(select(table)))) for table in tables]


def expected() -> dict[str, dict[str, str]]:
    rows = [line for line in TABLE.strip().splitlines()[1:] if line]
    cells = {line[:16].strip(): line[16:].split() for line in rows}
    return {
        actor: {door: WORDS[words[place]] for door, words in cells.items()}
        for place, actor in enumerate(ACTORS)
    }


def _at_the_door(scene: Scene, client: Any, door: str, wanted: str) -> str:
    ask = DOORS[door](scene)
    if wanted in {"ok", "307"}:
        return said_at(client, ask, by_script=False)
    before = _state()
    by_script = said_at(client, ask, by_script=True)
    by_form = said_at(client, ask, by_script=False)
    assert by_form == by_script or (by_form == "refused" and by_script.isidentifier()), door
    assert _state() == before, f"{door}: somebody was refused, and changed something"
    return by_script


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_comes_through_their_own_doors_alone(app, guest, sign_in, actor):
    make.guidelines()
    scene, wanted = Scene(actor), expected()[actor]
    client = sign_in(scene.actor) if scene.actor else guest

    found = {door: _at_the_door(scene, client, door, wanted[door]) for door in DOORS}

    assert found == wanted


def test_the_table_names_every_door():
    assert {door for told in expected().values() for door in told} == set(DOORS)
