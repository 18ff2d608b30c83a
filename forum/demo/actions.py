"""Filling an empty forum with the demonstration community, through the actions that members use."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from forum.accounts import passwords
from forum.accounts.models import User
from forum.demo import habits, patterns, people, threads
from forum.demo.albums import hang_pictures
from forum.demo.casting import Casting
from forum.demo.cheering import Cheering
from forum.demo.complaining import Complaining
from forum.demo.flooding import Flooding
from forum.demo.honours import Honours
from forum.demo.knocking import Knocking
from forum.demo.leading import Leading, lead
from forum.demo.living import Living
from forum.demo.moving_in import move_in, open_rooms
from forum.demo.people import HOST, OWNER, Person
from forum.demo.play import Script, Stage, Tell
from forum.demo.private import Private
from forum.demo.selling import sell
from forum.demo.standing import count, stand
from forum.demo.talking import Talking
from forum.demo.threads import Thread
from forum.demo.timing import Calendar
from forum.demo.watching import Watching
from forum.demo.welcoming import welcome
from forum.kernel import clock
from forum.kernel.db import db
from forum.moderation import actions as moderation
from forum.setup import actions as setup

# Printed for everybody to read, and so good for nothing but a demonstration.
PASSWORD = "only-for-the-demo"  # noqa: S105 -- see above
MEMBER = "adaeze"
# Conversations in which something happens that others do not have.
SPECIAL = {"key", "pin", "in", "closed", "from", "slow", "rejected"}


class HasMembers(Exception):
    """A forum in which people live is not for play."""


@dataclass(frozen=True)
class Logins:
    """Who may sign in; everybody else of the demonstration has the same password."""

    password: str = PASSWORD
    member: str = MEMBER
    moderator: str = HOST
    owner: str = OWNER


def tell_nobody(what: str, done: int, of: int) -> None:
    """For those who do not want to hear how far it is."""


def fill(share: float = 1.0, *, tell: Tell = tell_nobody) -> Logins:
    """Make the community, or so large a share of its conversations.

    Raises HasMembers when somebody lives here already. Takes about a minute; it is not one
    transaction, so whoever interrupts it begins again on an empty database.
    """
    if not is_empty():
        raise HasMembers
    stage, script = Stage(clock.now()), Script()
    everybody = people.everybody()
    year = _year(stage, everybody, share)
    move_in(
        stage,
        everybody,
        password_hash=passwords.hashed(PASSWORD),
        portraits_for=round(len(everybody) * share),
        tell=tell,
    )
    open_rooms(stage, script)
    hang_pictures(stage, year, tell=tell)
    _write(stage, script, everybody, year)
    welcome(stage, script)
    script.play(tell)
    moderation.let_time_pass()
    stand(stage.host)
    lead(stage)
    sell(stage)
    count(stage, tell)
    setup.read_figures()
    return Logins()


def is_empty() -> bool:
    """Whether nobody lives here yet."""
    return db.session.scalar(select(User.id).limit(1)) is None


def _year(stage: Stage, everybody: Sequence[Person], share: float) -> Sequence[Thread]:
    """All conversations with their people and moments."""
    calendar = Calendar(stage.now, {person.username: person for person in everybody})
    casting = Casting(everybody, habits.insiders())
    written = calendar.handwritten(_some(threads.written(), share))
    made = calendar.patterned(_some(patterns.patterned(), share))
    return [*written, *(casting.cast(thread, stage.now) for thread in made)]


def _some(every: Sequence[Thread], share: float) -> Sequence[Thread]:
    """So many of them, evenly; those in which something special happens are always among them."""
    return [
        thread
        for number, thread in enumerate(every)
        if int((number + 1) * share) > int(number * share) or _is_special(thread)
    ]


def _is_special(thread: Thread) -> bool:
    return bool(SPECIAL & thread.options.keys()) or "held" in thread.texts[0].marks


def _write(
    stage: Stage, script: Script, everybody: Sequence[Person], year: Sequence[Thread]
) -> None:
    """Put everything that will happen into the script."""
    cheering = Cheering(stage, script, everybody, habits.insiders())
    talking = Talking(stage, script, cheering)
    for thread in year:
        talking.add(thread)
    Private(stage, script).add()
    Honours(stage, script).add()
    Watching(stage, script, year).add()
    Complaining(stage, script, year).add()
    Flooding(stage, script).add()
    Leading(stage, script).add()
    Knocking(stage, script).add()
    Living(stage, script, everybody, year).add()
