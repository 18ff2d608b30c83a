"""Whom new lines of the log touch."""

from collections.abc import Collection

from sqlalchemy import select

from forum.activity.models import TURNS, Deed
from forum.activity.queries import turned_by
from forum.kernel.db import db


def touched_by(deed_ids: Collection[int]) -> set[int]:
    """The members of these deeds, and of those that they reversed or restored. Two queries."""
    lines = db.session.scalars(select(Deed).where(Deed.id.in_(deed_ids))).all()
    turns = [line.id for line in lines if line.kind in TURNS]
    deeds = [line for line in lines if line.kind not in TURNS]
    deeds += turned_by(turns) if turns else []
    people = {person for deed in deeds for person in (deed.who_id, deed.to_id)}
    return {person for person in people if person is not None}
