"""Reading scenarios, with the words that are shown."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select

from forum.kernel.db import db
from forum.kernel.policy import NotFound
from forum.training.models import Scenario
from forum.training.shapes import Shipped, Story, told
from forum.training.shipped.course import SCENARIOS

SUPPLIED: Mapping[str, Shipped] = {one.key: one for one in SCENARIOS}


def all_scenarios() -> Sequence[Story]:
    """Every scenario in its order, switched on or off."""
    query = select(Scenario).where(Scenario.removed_at.is_(None))
    return _told(db.session.scalars(query.order_by(Scenario.position, Scenario.id)).all())


def stories_on() -> Sequence[Story]:
    """Those of the course as it is now."""
    return [story for story in all_scenarios() if story.scenario.is_on]


def stories_in(ids: Collection[int]) -> Mapping[int, Story]:
    """Those with these numbers, also when they were switched off or taken out since."""
    query = select(Scenario).where(Scenario.id.in_(ids))
    return {story.scenario.id: story for story in _told(db.session.scalars(query).all())}


def scenario_by_id(scenario_id: int) -> Story:
    """One of them. Raises NotFound."""
    found = db.session.get(Scenario, scenario_id)
    story = _told([found]) if found is not None and found.removed_at is None else []
    if not story:
        raise NotFound
    return story[0]


def _told(scenarios: Sequence[Scenario]) -> Sequence[Story]:
    stories = (told(one, SUPPLIED.get(one.key or "")) for one in scenarios)
    return [story for story in stories if story is not None]
