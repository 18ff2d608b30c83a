"""Bringing people into a conversation, leaving it, and not wanting to be told of it."""

from forum.accounts.models import User
from forum.drafts import actions as drafts
from forum.kernel import clock
from forum.kernel.bus import announce
from forum.kernel.db import db
from forum.kernel.policy import Invalid, require
from forum.kernel.unit import action
from forum.messages import policy, queries
from forum.messages.actions import locking
from forum.messages.actions.inviting import checked_people
from forum.messages.models import Participant
from forum.messages.signals import ConversationRead


@action
def add(member: User, place: Participant, names: str) -> int:
    """Bring more people in, who read what comes from now on; returns how many. Raises Invalid."""
    conversation = locking.lock(place.conversation_id)
    queries.place_of(member, conversation.id)
    require(policy.can_send(member))
    known = queries.people_in(conversation.id)
    here = [one.user for one in known if one.is_here]
    people = checked_people(member, names, here=here)
    gone = {one.user_id for one in known if not one.is_here}
    for one in people:
        if one.id in gone:
            # Whoever left is not drawn back.
            raise Invalid("to", "has_left", name=one.display_name)
    now, number = clock.now(), conversation.last_number
    db.session.add_all(
        Participant(
            conversation_id=conversation.id,
            user_id=one.id,
            after_number=number,
            read_number=number,
            joined_at=now,
            latest_at=now,
            added_by_id=member.id,
        )
        for one in people
    )
    return len(people)


@action
def leave(member: User, place: Participant) -> None:
    """Read and hear no more of the conversation, nor what was said in it. It goes on without."""
    conversation = locking.lock(place.conversation_id)
    here = queries.place_of(member, conversation.id)
    here.left_at, here.left_number = clock.now(), conversation.last_number
    here.unread_count = 0
    drafts.discard(member, f"message:{conversation.id}")
    announce(ConversationRead(conversation.id, member.id))


@action
def mute(member: User, place: Participant) -> None:
    """Be told no more of what is written; it still stands in the list."""
    require(policy.can_have_messages(member))
    if not place.is_muted:
        place.muted_at = clock.now()
        announce(ConversationRead(place.conversation_id, member.id))


@action
def unmute(member: User, place: Participant) -> None:
    """Be told again of what is written."""
    require(policy.can_have_messages(member))
    place.muted_at = None
    announce(ConversationRead(place.conversation_id, member.id))
