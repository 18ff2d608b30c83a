"""Who looks after newcomers, by which links people come, and a circle of the few."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember, Place
from forum.accounts.models import Guest
from forum.demo import house
from forum.demo.people import HOST, OWNER
from forum.demo.play import Script, Stage
from forum.newcomers import actions as newcomers
from forum.newcomers import policy, queries
from forum.topics import actions as topics
from forum.topics.actions import NewTopic

LETTER, FAIR = "Letter to customers, spring", "Card at the roasters' fair"
VOLUNTEERS = ("adaeze", "sven", "mika")
TASTERS = ("adaeze", "joao", "chiara")
BEGAN = timedelta(days=45)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Arrival:
    """Somebody who came by a link, and perhaps has just written for the first time."""

    username: str
    name: str
    source: str
    joined: timedelta
    wrote: timedelta | None = None
    channel: str = ""
    title: str = ""
    body: str = ""


ARRIVALS = (
    Arrival("edda.w", "Edda Wilk", LETTER, timedelta(days=38)),
    Arrival("rouxx", "Amélie Roux", LETTER, timedelta(days=33)),
    Arrival("hal.o", "Hal Osei", FAIR, timedelta(days=12)),
    Arrival(
        *("anjali.k", "Anjali Kaul", LETTER, 17 * HOUR, 15 * HOUR, "gear-help"),
        "My hand grinder squeaks since I cleaned it",
        "I took it apart for the first time, brushed it out, and put it back in the order of the "
        "leaflet. Now it squeaks on every turn. Did I forget something, or does it settle?",
    ),
    Arrival(
        *("jonas.w", "Jonas Weidner", FAIR, 4 * HOUR, 3 * HOUR, "brew-talk"),
        "First kettle: how do you pour slowly?",
        "I bought a kettle at the fair and my water comes in gulps. Is it the wrist, the height "
        "or the kettle? I brew one cup in the morning, and would like to get it right.",
    ),
)


def welcome(stage: Stage, script: Script) -> None:
    """Put newcomers, those who look after them, and a circle into the script."""
    script.at(stage.now - BEGAN, partial(_begin, stage))
    for one in ARRIVALS:
        script.at(stage.now - one.joined, partial(_arrive, stage, one))
        if one.wrote is not None:
            script.at(stage.now - one.wrote, partial(_write, stage, one))


def _begin(stage: Stage) -> None:
    for name in VOLUNTEERS:
        if policy.can_volunteer(stage.members[name]):
            newcomers.volunteer(stage.members[name])
    for name in (LETTER, FAIR):
        newcomers.open_campaign(stage.members[HOST], name)
    owner = stage.members[OWNER]
    plan = newcomers.CirclePlan("Tasters", note="They taste before anybody else.", review_days=40)
    circle = newcomers.create_circle(owner, plan, room="A small table")
    for name in TASTERS:
        newcomers.pick(stage.members[HOST], circle, stage.members[name])
    title = "Before anybody else: two lots from the new farm"
    body = "We roasted both on Tuesday. Say honestly which one should stay: a card with your "
    body += "name lies in the parcel. Please keep it among us until it is on the shelf."
    topics.start(owner, circle.channel, NewTopic(title=title, body=body))


def _arrive(stage: Stage, one: Arrival) -> None:
    source = queries.campaign_called(one.source)
    links = queries.links_of([source.id])[source.id] if source else []
    email = f"{one.username}@kettleandcrane.example"
    way = links[0].code if links else ""
    hashed = stage.host.password_hash
    new = NewMember(one.username, email, hashed, display_name=one.name, came_by=way)
    user = accounts.add_member(new)
    stage.members[one.username] = user
    house.agree(user)
    accounts.sign_in(Guest(), user, place=Place("", ""))


def _write(stage: Stage, one: Arrival) -> None:
    channel = stage.channels[one.channel]
    topics.start(stage.members[one.username], channel, NewTopic(title=one.title, body=one.body))
