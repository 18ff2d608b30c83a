"""What guides promise to `forum verify`."""

from collections.abc import Iterator

from sqlalchemy import func, select

from forum.guides.models import Guide, GuideStep
from forum.kernel.db import db
from forum.kernel.manifest import Check


def places_out_of_order() -> Iterator[str]:
    """Guides, and the steps of each, stand at 1, 2, 3 and so on."""
    found = list(db.session.scalars(select(Guide.position).order_by(Guide.position)))
    if found != list(range(1, len(found) + 1)):
        yield "the guides do not stand at 1, 2, 3 and so on"
    count, least, most = func.count(), func.min(GuideStep.position), func.max(GuideStep.position)
    alike = count != func.count(GuideStep.position.distinct())
    query = select(GuideStep.guide_id).group_by(GuideStep.guide_id)
    odd = query.having((least != 1) | (most != count) | alike).order_by(GuideStep.guide_id)
    for guide_id in db.session.scalars(odd):
        yield f"the steps of guide {guide_id} do not stand at 1, 2, 3 and so on"


def published_and_empty() -> Iterator[str]:
    """Whoever opens a published guide finds a step."""
    steps = select(GuideStep.guide_id)
    query = select(Guide.id).where(Guide.published_at.is_not(None), Guide.id.not_in(steps))
    for guide_id in db.session.scalars(query.order_by(Guide.id)):
        yield f"guide {guide_id} is published and has no step"


ALL = [
    Check("guides and their steps stand in order", places_out_of_order),
    Check("a published guide has a step", published_and_empty),
]
