"""A forum with a past: people who have been here for a while, and what they did before today."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from forum.accounts import passwords
from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.activity import tasks
from forum.activity.queries import not_settled
from forum.channels import queries as channels
from forum.channels.models import Channel, Kind
from forum.codes import actions as codes
from forum.codes.models import Audience, PoolSource
from forum.commerce import actions as commerce
from forum.commerce.models import ProductState
from forum.draws import actions as draws
from forum.feedback import actions as feedback
from forum.feedback.models import QuestionKind
from forum.guides import actions as guides
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.launches import actions as launches
from forum.launches import queries as launches_found
from forum.launches.models import Allocation, Launch
from forum.recognition import actions as recognition
from forum.recognition import periods
from forum.recognition import queries as recognised
from forum.site.models import ChosenSetting
from forum.topics import actions as topics
from forum.topics.actions import NewTopic
from forum.topics.models import Topic
from tests.browser.conftest import PASSWORD
from tests.commerce import shops
from tests.rehearsals.furnishing import rehearsal
from tests.support import make
from tests.support.sites import Place, opened
from tests.topics.writing import fresh, reply

LONG_AGO = timedelta(days=100)
QUESTION = "Which kettle for a small kitchen?"


def furnish(data: Path, *, members: Sequence[str], chosen: dict[str, Any] | None = None) -> None:
    """Put an owner called olivia, these members and a channel of questions into an empty folder.

    The first of them wrote last month and is on the shortlist of that month; the last of them was
    mentioned a moment ago.
    """
    with opened(Place(data)):
        now = clock.now()
        # Before anything asks for a setting: what was read is kept for a moment.
        for key, value in (chosen or {}).items():
            make.save(ChosenSetting(key=key, value=value))
        with clock.at(now - LONG_AGO):
            secret = {"password_hash": passwords.hashed(PASSWORD)}
            people = [make.member(username=name, **secret) for name in members]
            make.admin(username="olivia", password_hash=passwords.hashed(PASSWORD))
            room = make.channel(name="Product help", slug="product-help", kind=Kind.QUESTION)
        _write(people, room, last_month(now))
        topic = _start(people[1], room, "A word about the lid")
        reply(topic, people[1], f"@{people[-1].username}, have you seen this one?")


def last_month(now: datetime) -> datetime:
    """A moment in the month before."""
    return periods.before(periods.at(now, periods.MONTH)).starts + timedelta(days=9)


def _write(people: Sequence[User], room: Channel, moment: datetime) -> None:
    """Everybody has written before, and the first of them more than the others."""
    with clock.at(moment):
        for one in people:
            _start(one, room, f"Good morning from {one.username}")
        for number in range(4):
            other = people[1 + number % (len(people) - 1)]
            reply(_start(other, room, f"{QUESTION} ({number})"), people[0], "The one with a lid.")
        while not_settled(1):
            tasks.settle({})
    recognition.make_round(recognised.last_period())


def _start(author: User, room: Channel, title: str) -> Topic:
    topic = topics.start(author, fresh(room), NewTopic(title=title, body="I would like to know."))
    return fresh(topic)


def lead(data: Path, *, slug: str) -> None:
    """Publish a guide of three steps in a channel."""
    with opened(Place(data)):
        owner = accounts.staff()[0]
        room = channels.channel_at(owner, slug)
        made = guides.create(owner, guides.GuidePlan("First steps", "Find your way.", room.id))
        for title in ("Say hello", "Ask a good question", "Thank somebody"):
            guides.add_step(owner, made, title, body="Look around **first**.")
        guides.publish(owner, made)


def sell(data: Path) -> None:
    """Give the owner a store with a product, a pool with a code, a perk, a launch that is open and
    one that was drawn."""
    with opened(Place(data)):
        owner, now = accounts.staff()[0], clock.now()
        store = commerce.create_store(owner, "main", commerce.StorePlan("Our shop"))
        goods = commerce.ProductPlan("Field kettle", store_id=store.id, state=ProductState.ACTIVE)
        commerce.create_product(owner, goods)
        commerce.import_orders(owner, store, shops.ORDERS.decode(), name="orders.csv")
        pool = codes.make(owner, PoolSource.GENERATED, codes.PoolPlan("Autumn", "15 % off"))
        codes.generate(owner, pool, 1)
        codes.offer(owner, codes.PerkPlan(pool.id, Audience.LIST))
        begun = now - timedelta(days=9)
        with clock.at(now - LONG_AGO):
            people = [make.member(username=name) for name in ("early", "punctual")]
        for title, closes, allocation in (
            ("Field kettle", now + timedelta(days=9), Allocation.FIRST_COME),
            ("Copper kettle", now - timedelta(days=1), Allocation.DRAW),
        ):
            # In one transaction: the worker of the forum would open it in the middle.
            with transaction(), clock.at(begun):
                launch = launches.create(owner, launches.Words(title, summary="Of steel."))
                launches.add_window(
                    owner, launch, launches.Opening(begun + timedelta(hours=1), closes)
                )
                launches.change_supply(owner, launch, launches.Supply(allocation, 5))
                launches.submit(owner, launch)
                launches.approve(owner, launch)
                _take_part(launch, begun, people)
        launches.open_lobbies()
        draws.settle(launch.id)
        rehearsal(launches_found.launch_by_slug("field-kettle").id)
        ask_for_feedback(owner, launch)


def _take_part(launch: Launch, begun: datetime, people: Sequence[User]) -> None:
    """They wait in the lobby, or are in the draw."""
    for member in people:
        if launch.allocation == Allocation.DRAW:
            with clock.at(begun + timedelta(hours=2)):
                launches.enter(member, launch)
        else:
            with clock.at(begun + timedelta(minutes=50)):
                launches.be_there(member, launch)


def ask_for_feedback(owner: User, launch: Launch) -> None:
    """A round with a question of each kind, and a promise that is late."""
    with clock.at(clock.now() - timedelta(days=9)):
        round_ = feedback.begin(owner, launch)
        for kind in QuestionKind:
            asking = feedback.Asking(kind, f"How is it? ({kind})", ("Good", "Bad"))
            feedback.add_question(owner, round_, asking)
        feedback.publish(owner, round_)
        due = clock.now().date() + timedelta(days=2)
        feedback.promise(owner, feedback.Promise("A lid that does not drip", due, launch.id))
