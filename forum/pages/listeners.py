"""What the pages about the house do when others announce something."""

from flask import has_request_context
from flask_babel import force_locale, get_locale

from forum.accounts import queries as accounts
from forum.accounts.models import User
from forum.accounts.signals import MemberJoined, MemberLeft, MembersMerged
from forum.kernel import handover
from forum.kernel.bus import Listeners, each
from forum.pages import actions, starters
from forum.pages.models import Acceptance
from forum.site.signals import SiteSetUp
from forum.web.language import LANGUAGE


def plant_guidelines(signal: SiteSetUp) -> None:
    """Give a fresh site guidelines to begin with, in the language of its owner."""
    owner = accounts.member_by_id(signal.owner_id)
    if owner is None:
        return
    with force_locale(_language_of(owner)):
        text = starters.guidelines()
    actions.plant(owner, text)


def keep_yes(signal: MemberJoined) -> None:
    """Write down what somebody agreed to at sign-up."""
    actions.note_joined(signal.user_id)


def hand_over(signal: MembersMerged) -> None:
    """What one account accepted and published belongs to the other now."""
    actions.hand_over(signal.from_id, signal.into_id)


def _language_of(owner: User) -> str:
    """What the owner reads: chosen by them, by the site, by the browser they set it up with."""
    chosen = owner.locale or LANGUAGE.get()
    if chosen or not has_request_context():
        return chosen or "en"
    return str(get_locale() or "en")


def let_go(signal: MemberLeft) -> None:
    """What somebody agreed to is forgotten with them."""
    handover.let_go(Acceptance.user_id, of=signal.user_id)


ALL: Listeners = [
    (SiteSetUp, plant_guidelines),
    (MemberJoined, each(keep_yes)),
    (MembersMerged, hand_over),
    (MemberLeft, let_go),
]
