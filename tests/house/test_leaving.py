"""Nothing is left of members who leave: whoever makes a table says what becomes of its rows."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

from sqlalchemy import Table

from forum.accounts import actions, leavings
from forum.accounts.models import Fate, Leaving, User
from forum.kernel import clock
from forum.kernel.db import Base, db
from forum.kernel.handover import personal
from forum.kernel.unit import transaction
from tests.support import make
from tests.support.filler import Filler

# What stays as a number without a name, and why. Everything else of a member goes when they go:
# let a listener of MemberLeft take the rows out (`handover.let_go`), or say `info=NAMELESS`.
STAYS = {
    "answering_asks.user_id": "who was asked goes on counting",
    "launch_entries.user_id": "the public number of an entry stays, void",
    "launch_lobby_places.user_id": "who was there when it opened stays in the list, as a number",
    "launch_sightings.user_id": "that somebody saw a launch goes on counting",
    "saved_reply_uses.member_id": "what came of a saved reply is counted; it holds no words",
    "perk_claims.user_id": "what was promised and kept is counted; places in a line go",
    "codes.user_id": "a code that somebody has seen is never given to another one",
    "appeals.user_id": "decisions of staff are counted; the words go",
    "badge_awards.user_id": "medals are counted, and refer to what they were given for",
    "deeds.to_id": "the log is never changed",
    "deeds.who_id": "the log is never changed",
    "feedback_answers.user_id": "numbers go on counting; the words go",
    "feedback_parts.user_id": "that somebody answered goes on counting",
    "helpful_members.user_id": "follows from the log",
    "entry_requests.user_id": "decisions of staff; their words go",
    "invitation_sources.member_id": "who came goes on counting",
    "invitations.author_id": "who came goes on counting; the links end",
    "invited_members.user_id": "that somebody came goes on counting",
    "leavings.user_id": "says that somebody left",
    "conversations.author_id": "talks of others go on",
    "message_reports.user_id": "decisions of staff; their words go",
    "messages.author_id": "talks of others go on; what becomes of the text is chosen",
    "participants.user_id": "talks of others go on; they have left it",
    "reported_lines.author_id": "decisions of staff; what becomes of the text is chosen",
    "points_entries.user_id": "follow from the log",
    "posts.author_id": "talks can be followed; what becomes of the text is chosen",
    "reactions.user_id": "are counted under what others wrote",
    "reviewables.about_id": "decisions of staff; their words go",
    "rulings.about_id": "decisions of staff; their words go",
    "flags.about_id": "what others asked the team; what they said of it is for the team",
    "flags.user_id": "how often flags were right is counted; their words go",
    "member_notes.author_id": "what the team noted of others goes on",
    "sanctions.user_id": "decisions of staff are counted; their words go",
    "thanks.author_id": "are counted; the words go",
    "thanks.to_id": "are counted; the words go",
    "topics.author_id": "talks can be followed",
    "uploads.user_id": "those that nothing shows go",
}


def nameless() -> Iterator[str]:
    for table in Base.metadata.sorted_tables:
        for key in table.foreign_keys:
            if key.column.table.name == "users" and key.parent.info.get("nameless"):
                yield str(key.parent)


def keys_to_members() -> list[Any]:
    return sorted(personal(cast(Table, User.__table__)), key=lambda key: str(key.parent))


def test_what_stays_of_those_who_leave_is_known():
    assert set(nameless()) == set(STAYS)


def test_every_row_of_somebody_who_leaves_goes_with_them(app):
    leaver, somebody = make.member(), make.member()
    keys = [key for key in keys_to_members() if key.parent.table.name != "merged_members"]
    with transaction():
        for key in keys:
            Filler(somebody).row(key.parent.table, **{key.parent.name: leaver.id})
        due = clock.now() - timedelta(minutes=1)
        db.session.add(Leaving(user_id=leaver.id, fate=Fate.NAMELESS, due_at=due))

    assert actions.carry_out(leaver.id)

    db.session.expire_all()
    assert sorted({column for column, _ in leavings.left_behind()}) == []
    assert len(keys) > 15
