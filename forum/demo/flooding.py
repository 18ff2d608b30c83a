"""A wave of the demonstration: new accounts that wrote the same everywhere, and were cleaned up."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial

from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.actions import NewMember, Place
from forum.accounts.models import Guest, User
from forum.demo import house
from forum.demo.play import Script, Stage
from forum.kernel.db import db
from forum.moderation import queries as cases
from forum.sanctions.models import SanctionKind
from forum.topics import actions as topics
from forum.topics.actions import NewPost, Way
from forum.waves import actions
from forum.waves.actions import Plan
from forum.waves.models import Wave

CAME, BETWEEN = timedelta(days=9, hours=2), timedelta(seconds=70)
SWEPT_AFTER = timedelta(minutes=24)
ACCOUNTS = ("deal.hunter", "g2.outlet", "half.price", "kettle.bay", "mega.sale", "shop.direct")
# Conversations that were over by then, so that nobody is interrupted.
INTO = ("w-dark", "w-milk", "w-water", "w-first")
WORDS = (
    "Why pay more? The original G2 grinder for half the price, only this week and only here: "
    "https://g2-outlet.example/{number} Free shipping to everywhere, tell your friends."
)
ONE_ACCOUNT = 8
WORDS_TO_THEM = (
    "Your account took part in a wave of posts that are nearly the same. If this is a mistake, "
    "appeal and we look at it again."
)


@dataclass(frozen=True)
class Flooding:
    """Puts the wave into the script."""

    stage: Stage
    script: Script
    flooders: list[User] = field(default_factory=list)

    def add(self) -> None:
        """Let it come, and be cleaned up."""
        came = self.stage.now - CAME
        for number, name in enumerate(ACCOUNTS):
            self.script.at(came - timedelta(minutes=40 - number), partial(self._join, name))
        for number in range(2 * len(ACCOUNTS)):
            self.script.at(came + number * BETWEEN, partial(self._write, number))
        self.script.at(came + SWEPT_AFTER, self._clean_up)

    def _join(self, name: str) -> None:
        email = f"{name}@kettleandcrane.example"
        user = accounts.add_member(NewMember(name, email, self.stage.host.password_hash))
        house.agree(user)
        accounts.sign_in(Guest(), user, place=Place("", ""))
        self.flooders.append(user)

    def _write(self, number: int) -> None:
        topic = self.stage.topic(INTO[number % len(INTO)])
        author = self.flooders[number % len(self.flooders)]
        topics.reply(author, topic, NewPost(WORDS.format(number=number)))

    def _clean_up(self) -> None:
        """The host decides; the worker's steps follow at once."""
        wave = db.session.scalars(select(Wave)).one()
        present, clauses = cases.clauses_now()
        clause = next(one.key for one in clauses if one.number == ONE_ACCOUNT)
        version = present.number if present else 0
        pause = (SanctionKind.SUSPENSION, 7 * 24, clause, version, WORDS_TO_THEM)
        actions.sweep(self.stage.host, wave.id, Plan(Way.REMOVE, *pause))
        last = 0
        while actions.sweep_some(wave.id):
            pass
        while last := actions.pause_some(wave.id, last):
            pass
        actions.end_sweep(wave.id)
