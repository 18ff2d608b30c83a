"""The pictures of a launch: the first one stands at the top and in teasers, the others beneath."""

from forum.accounts.models import User
from forum.audit import actions as audit
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, require
from forum.kernel.unit import action
from forum.launches import policy, queries
from forum.launches.models import Launch
from forum.uploads import actions as uploads

# What shows pictures, and behind which door they lie.
FIRST, REST = "launch_first", "launch"


def add_picture(admin: User, launch: Launch, data: bytes, *, alt: str) -> None:
    """Show one more picture; `alt` says what it shows. Raises Invalid("file", …) and
    Invalid("alt", "needed")."""
    require(policy.can_edit(admin, launch))
    if not alt.strip():
        raise Invalid("alt", "needed")
    if len(launch.pictures) >= policy.MOST_PICTURES:
        raise Invalid("file", "too_many", most=policy.MOST_PICTURES)
    _show(admin, launch.id, uploads.take_in(admin, data, alt=alt).public_id)


@action
def remove_picture(admin: User, launch: Launch, public_id: str) -> None:
    """Show a picture no longer. Raises NotFound."""
    _require_shown(admin, launch, public_id)
    launch.pictures = [one for one in launch.pictures if one != public_id]
    _place(launch)
    before = {"picture": public_id}
    audit.record(admin, "launches.remove_picture", "launch", launch.id, before=before)


@action
def put_first(admin: User, launch: Launch, public_id: str) -> None:
    """Show this picture at the top. Raises NotFound."""
    _require_shown(admin, launch, public_id)
    launch.pictures = [public_id, *(one for one in launch.pictures if one != public_id)]
    _place(launch)
    after = {"picture": public_id}
    audit.record(admin, "launches.put_first", "launch", launch.id, after=after)


@action
def _show(admin: User, launch_id: int, public_id: str) -> None:
    launch = queries.launch_by_id(launch_id)
    db.session.refresh(launch, ["pictures", "state"], with_for_update=True)
    require(policy.can_edit(admin, launch))
    launch.pictures = [*launch.pictures, public_id]
    _place(launch)
    after = {"picture": public_id}
    audit.record(admin, "launches.add_picture", "launch", launch.id, after=after)


def _require_shown(admin: User, launch: Launch, public_id: str) -> None:
    db.session.refresh(launch, ["pictures", "state"], with_for_update=True)
    require(policy.can_edit(admin, launch))
    if public_id not in launch.pictures:
        raise NotFound


def _place(launch: Launch) -> None:
    for kind, ids in ((FIRST, launch.pictures[:1]), (REST, launch.pictures[1:])):
        uploads.place(kind, launch.id, ids, door=kind, door_id=launch.id)
