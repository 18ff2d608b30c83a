"""For whom windows are, asked of the database: the twin of `gates.includes`."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, or_, select

from forum.accounts.models import Viewer
from forum.badges.models import BadgeAward
from forum.commerce.models import CustomerMark, Order
from forum.commerce.queries.customers import makes_a_customer
from forum.launches.models import Audience, Launch, LaunchGuest, LaunchWindow
from forum.tiers.models import Tier


def has_own_window(viewer: Viewer, at: ColumnElement[datetime]) -> ColumnElement[bool]:
    """Whether a window of a launch has opened for the viewer by this time of it."""
    return exists().where(
        LaunchWindow.launch_id == Launch.id,
        LaunchWindow.opens_at <= at,
        _is_in(viewer),
    )


def _is_in(viewer: Viewer) -> ColumnElement[bool]:
    public = LaunchWindow.audience == Audience.PUBLIC
    if viewer.is_guest:
        return public
    tiers = select(Tier.id).where(Tier.rank <= viewer.tier_rank)
    badges = select(BadgeAward.badge_id).where(
        BadgeAward.user_id == viewer.id, BadgeAward.revoked_at.is_(None)
    )
    lists = select(LaunchGuest.window_id).where(LaunchGuest.user_id == viewer.id)
    is_customer = or_(
        exists().where(Order.user_id == viewer.id, makes_a_customer()),
        exists().where(CustomerMark.user_id == viewer.id),
    )
    return or_(
        public,
        LaunchWindow.audience == Audience.ALL,
        and_(LaunchWindow.audience == Audience.TIER, LaunchWindow.tier_id.in_(tiers)),
        and_(LaunchWindow.audience == Audience.BADGE, LaunchWindow.badge_id.in_(badges)),
        and_(LaunchWindow.audience == Audience.LIST, LaunchWindow.id.in_(lists)),
        and_(LaunchWindow.audience == Audience.CUSTOMERS, is_customer),
    )
