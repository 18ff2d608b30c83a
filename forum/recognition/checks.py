"""What must be true of thanks and spotlights."""

from collections.abc import Iterator

from sqlalchemy import ColumnElement, and_, exists, or_, select

from forum.activity.models import Deed, DeedKind
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.manifest import Check
from forum.recognition.actions.spotlights import TO_ANSWER
from forum.recognition.models import Spotlight, SpotlightOffer, Thanks
from forum.topics.models import Post, State, Topic


def thanks_without_a_deed() -> Iterator[str]:
    """Thanks that stand have a deed that counts, unless what they were for is gone."""
    open_post = and_(Post.state == State.PUBLISHED, Topic.state == State.PUBLISHED)
    query = (
        select(Thanks.id)
        .outerjoin(Thanks.post)
        .outerjoin(Post.topic)
        .where(
            Thanks.withdrawn_at.is_(None),
            or_(Thanks.post_id.is_(None), open_post),
            ~exists().where(_is_deed_of(), Deed.stands.is_(True)),
        )
    )
    for thanks_id in db.session.scalars(query):
        yield f"thanks {thanks_id} stand, and no deed of the log counts for them"


def deeds_without_thanks() -> Iterator[str]:
    """Every deed that counts has thanks that stand."""
    query = select(Deed.id).where(
        Deed.kind == DeedKind.THANKED,
        Deed.stands.is_(True),
        ~exists().where(_is_deed_of(), Thanks.withdrawn_at.is_(None)),
    )
    for deed_id in db.session.scalars(query):
        yield f"deed {deed_id} says that somebody thanked, and no thanks stand"


def spotlights_without_a_yes() -> Iterator[str]:
    """Nobody stands in the spotlight who did not say yes; the log knows of each."""
    query = select(Spotlight.id).where(
        ~exists().where(
            SpotlightOffer.id == Spotlight.offer_id,
            SpotlightOffer.user_id == Spotlight.user_id,
            SpotlightOffer.answer == "yes",
        )
        | ~exists().where(
            Deed.kind == DeedKind.SPOTLIT,
            Deed.thing_kind == "spotlight",
            Deed.thing_id == Spotlight.id,
            Deed.to_id == Spotlight.user_id,
        )
    )
    for spotlight_id in db.session.scalars(query):
        yield f"spotlight {spotlight_id} has no yes of its member, or no deed in the log"


def offers_without_end() -> Iterator[str]:
    """A question that nobody answered is put to the next one within a day."""
    late = clock.now() - TO_ANSWER
    query = select(SpotlightOffer.id).where(
        SpotlightOffer.answer.is_(None), SpotlightOffer.until < late
    )
    for offer_id in db.session.scalars(query):
        yield f"offer {offer_id} was not answered in time, and nobody else was asked"


def _is_deed_of() -> ColumnElement[bool]:
    """The deed of these thanks."""
    of_post = and_(
        Deed.thing_kind == "post", Deed.thing_id == Thanks.post_id, Deed.who_id == Thanks.author_id
    )
    of_none = and_(
        Thanks.post_id.is_(None), Deed.thing_kind == "thanks", Deed.thing_id == Thanks.id
    )
    return and_(Deed.kind == DeedKind.THANKED, Deed.to_id == Thanks.to_id, or_(of_post, of_none))


ALL = [
    Check("thanks are in the activity log", thanks_without_a_deed),
    Check("the activity log knows of no other thanks", deeds_without_thanks),
    Check("whoever is in the spotlight said yes", spotlights_without_a_yes),
    Check("questions for the spotlight end in time", offers_without_end),
]
