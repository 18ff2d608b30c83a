"""The copy of a launch in a database of its own, with invented members and test codes.

Everything here runs in the process of a rehearsal, on the database of the rehearsal alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import insert

from forum.accounts.models import Role, Standing, User
from forum.badges.models import Badge, BadgeAward
from forum.channels.models import Channel, Visibility
from forum.codes.models import Code, Pool, PoolSource
from forum.commerce.models import CustomerMark, Product
from forum.kernel import clock
from forum.kernel.db import Model, db
from forum.kernel.unit import action
from forum.launches import actions as launches
from forum.launches import queries as launched
from forum.launches.models import Embargo, Launch, LaunchGuest, LaunchState, LaunchWindow
from forum.launches.settings import EARLY_PERCENT
from forum.rehearsals import crowds
from forum.rehearsals.crowds import Kind
from forum.rehearsals.scripts import pointing_at, values_of
from forum.site import actions as site
from forum.tiers.models import Tier

# Invented members have been there for long when the first window opens.
BEFORE = timedelta(days=30)
AT_ONCE = 1000
PREFIX = "TEST"


@dataclass(frozen=True)
class Copy:
    """The launch in the copy, its windows as they open, and who is there for it."""

    launch_id: int
    windows: Sequence[LaunchWindow]
    kinds: Mapping[int, Kind]


def make(script: Mapping[str, Any]) -> Copy:
    """Fill the empty database of a rehearsal with what the script says."""
    opens = min(datetime.fromisoformat(one["opens_at"]) for one in script["windows"])
    with clock.at(opens - BEFORE):
        kinds = _fill(script)
    launch_id = int(script["launch"]["id"])
    return Copy(launch_id, launched.windows_of([launch_id])[launch_id], kinds)


def windows_from(script: Mapping[str, Any]) -> list[LaunchWindow]:
    """The windows of a script as rows that no database knows, with their tiers."""
    tiers = {one["id"]: Tier(**values_of(Tier, one)) for one in script["tiers"]}
    rows = [LaunchWindow(**values_of(LaunchWindow, one)) for one in script["windows"]]
    for row in rows:
        row.tier = tiers.get(row.tier_id) if row.tier_id else None
    return rows


@action
def _fill(script: Mapping[str, Any]) -> Mapping[int, Kind]:
    admin = User(**_person("admin", Kind(1)), role=Role.ADMIN)
    db.session.add(admin)
    db.session.flush()
    for model, name in ((Tier, "tiers"), (Badge, "badges")):
        db.session.add_all(_row(model, one, {User: admin.id}) for one in script[name])
    db.session.flush()
    site.assign(EARLY_PERCENT.key, script["early_percent"])
    launch = _launch(script, admin)
    for one in script["windows"]:
        db.session.add(_row(LaunchWindow, one, {}, told_at=None))
    db.session.flush()
    kinds = _people(script)
    # Whatever follows from an approval follows here too: the seeds of lobbies and of a draw.
    launches.approve(admin, launch)
    return kinds


def _launch(script: Mapping[str, Any], admin: User) -> Launch:
    said = script["launch"]
    aims: dict[type[Model], int | None] = {User: admin.id, Product: None}
    aims[Channel] = _room(said) if said["channel_id"] else None
    aims[Pool] = _pool(script["free_codes"]) if script["free_codes"] is not None else None
    waits = {"state": LaunchState.IN_REVIEW, "stopped_at": None, "approved_at": None}
    # What is secret has no lobby; a teaser changes nothing in who gets one.
    is_secret = said["embargo"] == Embargo.SECRET
    told = {"embargo": Embargo.SECRET if is_secret else Embargo.NONE, "teaser_at": None}
    launch: Launch = _row(Launch, said, aims, **waits, **told)
    db.session.add(launch)
    db.session.flush()
    return launch


def _room(said: Mapping[str, Any]) -> int:
    room = Channel(name="Room", slug="room", visibility=Visibility.SECRET)
    db.session.add(room)
    db.session.flush()
    return room.id


def _pool(number: int) -> int:
    pool = Pool(label="Test", value_text="Test", source=PoolSource.GENERATED, prefix=PREFIX)
    db.session.add(pool)
    db.session.flush()
    codes = (f"{PREFIX}-{n:06}" for n in range(1, number + 1))
    _insert(Code, ({"pool_id": pool.id, "code": one, "key": one} for one in codes))
    return pool.id


def _people(script: Mapping[str, Any]) -> Mapping[int, Kind]:
    """The invented members by number, with their badges and invitations."""
    kinds = [Kind.from_plain(one) for one in script["crowd"]]
    wanted = crowds.cast(kinds, windows_from(script), script["members"])
    each = [one for one in wanted for _ in range(one.number)]
    _insert(User, (_person(f"guest{n}", one) for n, one in enumerate(each)))
    ids = db.session.scalars(db.select(User.id).where(User.role == Role.MEMBER).order_by(User.id))
    found = dict(zip(ids, each, strict=True))
    _insert(BadgeAward, _pairs(found, "badges", "badge_id"))
    _insert(LaunchGuest, _pairs(found, "lists", "window_id"))
    customers = [one for one, kind in found.items() if kind.is_customer]
    _insert(CustomerMark, ({"user_id": one} for one in customers))
    return found


def _person(name: str, kind: Kind) -> dict[str, Any]:
    return {
        "username": name,
        "name_key": name,
        "skeleton": name,
        "display_name": name,
        "email": f"{name}@rehearsal.invalid",
        "email_confirmed_at": clock.now() if kind.is_confirmed else None,
        "approved_at": clock.now(),
        "standing": Standing.MEMBER,
        "tier": kind.tier,
        "tier_rank": kind.tier_rank,
    }


def _pairs(kinds: Mapping[int, Kind], of: str, column: str) -> Iterator[dict[str, Any]]:
    for user_id, kind in kinds.items():
        for aim in getattr(kind, of):
            yield {"user_id": user_id, column: aim}


def _row(
    model: type[Any], said: Mapping[str, Any], aims: Mapping[type[Model], int | None], **given: Any
) -> Any:
    """A row as it was, but for what it points to, which is another one in the copy."""
    values = values_of(model, said)
    for table, aim in aims.items():
        for name in pointing_at(model, table):
            values[name] = aim if values[name] is not None else None
    return model(**(values | given))


def _insert(model: type[Model], rows: Iterator[dict[str, Any]] | Any) -> None:
    left = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        db.session.execute(insert(model), some)
