"""What channels do when others announce something."""

from collections.abc import Mapping, Sequence

from flask import has_request_context
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.channels import actions
from forum.channels.actions import Plan
from forum.channels.models import Audience, Kind
from forum.kernel.bus import Listeners
from forum.site.signals import SiteSetUp
from forum.web.language import LANGUAGE


def plant_channels(signal: SiteSetUp) -> None:
    """Give a fresh site its first rooms, in the language of its owner."""
    owner = accounts.member_by_id(signal.owner_id)
    if owner is None:
        return
    with force_locale(_language_of(owner)):
        starters = _starters()
    actions.plant(owner, starters)


def _language_of(owner: User) -> str:
    """What the owner reads: chosen by them, by the site, by the browser they set it up with."""
    chosen = owner.locale or LANGUAGE.get()
    if chosen or not has_request_context():
        return chosen or "en"
    return str(get_locale() or "en")


def _starters() -> Mapping[str, Sequence[Plan]]:
    """Few rooms on purpose: a forum fills from the middle."""
    return {_("Welcome"): _for_welcome(), _("Talk"): _for_talk()}


def _for_welcome() -> Sequence[Plan]:
    return (
        Plan(
            name=_("Announcements"),
            description=_("News from the team. Reply with what you think."),
            icon="megaphone",
            hue=1,
            kind=Kind.ANNOUNCEMENT,
            starts=Audience.STAFF,
        ),
        Plan(
            name=_("Start here"),
            description=_("Say hello, and find out how things work."),
            icon="hand",
            hue=6,
        ),
    )


def _for_talk() -> Sequence[Plan]:
    return (
        Plan(
            name=_("Help"),
            description=_("Ask a question. The reply that solves it is shown first."),
            guidance=_("Say what you want to do, what you tried, and what happened instead."),
            icon="life-buoy",
            hue=8,
            kind=Kind.QUESTION,
        ),
        Plan(
            name=_("Show and tell"),
            description=_("Pictures of what you made, and how you made it."),
            icon="image",
            hue=11,
            kind=Kind.GALLERY,
        ),
        Plan(
            name=_("Off topic"),
            description=_("Everything that belongs nowhere else."),
            icon="coffee",
            hue=3,
        ),
    )


ALL: Listeners = [(SiteSetUp, plant_channels)]
