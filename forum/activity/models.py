"""What members did: one log for everything that is earned, counted or celebrated later."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.activity import guard
from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS

NOT_SETTLED = "settled_at IS NULL"
# The words of an answer that somebody gave to a question of their own.
OWN = "own"
# The words of a reversal after which the deeds do not come back together with their thing.
TAKEN_BACK = "taken back"


class DeedKind(StrEnum):
    """The kinds of deeds. Who did it, and to whom, is said beside each."""

    # A new member came in; to whom: nobody.
    JOINED = "joined"
    # A member was here on a day; one a day.
    VISITED = "visited"
    # A topic was started.
    STARTED = "started"
    # A reply was written; to: the author of the topic.
    REPLIED = "replied"
    # The first reply of another member to the first topic of a newcomer; to: the newcomer. The
    # worker finds it out when it takes the reply in.
    WELCOMED = "welcomed"
    # A reaction was given; to: the author of the post. The words are the kind of reaction.
    REACTED = "reacted"
    # An answer was accepted, by whoever accepted it; to: who wrote the answer. The words are "own"
    # when it answers a question of their own.
    ACCEPTED = "accepted"
    # A member said who they are: a picture, and a few words.
    INTRODUCED = "introduced"
    # A member thanked another one, by one of the values of the house.
    THANKED = "thanked"
    # Somebody came by the link of a member, who did it; to: who came.
    INVITED = "invited"
    # Somebody who came by the link of a member, who did it, bought for the first time and kept it;
    # to: who bought. The thing is the order.
    BROUGHT_CUSTOMER = "brought_customer"
    # A member was put in the spotlight, by staff; to: the member.
    SPOTLIT = "spotlit"
    # The team agreed with what a member had flagged, or did not; the thing is the flag.
    FLAGGED_WELL = "flagged_well"
    FLAGGED_ILL = "flagged_ill"
    # A buddy replied where a newcomer wrote for the first time; to: the newcomer.
    LOOKED_AFTER = "looked_after"
    # A member bought something in a shop of the brand; the size is what stays of it, in whole units
    # of the currency.
    BOUGHT = "bought"
    # A member is in the draw of a launch, or took what it gives; the thing is their part in it.
    TOOK_PART = "took_part"
    # A member gave feedback about what they got in a launch; the size is how many questions they
    # answered.
    GAVE_FEEDBACK = "gave_feedback"
    # Staff gave points, or took them; the size is how many, the words say why.
    ADJUSTED = "adjusted"
    # Two members were found to give each other most of their reactions (size 1), or no longer to
    # do so (size 0).
    PAIRED = "paired"
    # A member was shut out, by a sanction; to: the member. The words are until when, and empty for
    # good.
    PAUSED = "paused"
    # Deeds count no longer, because what was done is gone; the words say why.
    REVERSED = "reversed"
    # Deeds that were reversed count again.
    RESTORED = "restored"


# These say something about other deeds, and are none themselves.
TURNS = frozenset({DeedKind.REVERSED, DeedKind.RESTORED})


class Deed(Model):
    """One line of the log. Lines are added and never taken out.

    What is said of a deed stays as it was written. Beside it stands what follows from later lines:
    whether the deed still counts, in which topic its thing stands now, and whether everything that
    is derived from the log has taken it in.
    """

    __tablename__ = "deeds"
    __table_args__ = (
        Index("ix_deeds_who", "who_id", "kind", "at"),
        Index("ix_deeds_to", "to_id", "kind", "at"),
        Index("ix_deeds_thing", "thing_kind", "thing_id"),
        Index("ix_deeds_topic", "topic_id"),
        Index("ix_deeds_kind", "kind", "at"),
        Index("ix_deeds_turned_by", "turned_by_id"),
        Index(
            "ix_deeds_not_settled",
            "id",
            sqlite_where=guard.clause(NOT_SETTLED),
            postgresql_where=guard.clause(NOT_SETTLED),
        ),
        {"listeners": [("after_create", guard.put_up)]},
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[DeedKind] = mapped_column(String(20))
    # Nobody: the forum itself, or the command line.
    who_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    # What it was done with, such as ("post", 12).
    thing_kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    # The channel where it was done; the topic in which its thing stands now.
    channel_id: Mapped[int | None]
    topic_id: Mapped[int | None]
    # The moment it counts from, and its day, counted from 1 January 1970 in UTC.
    at: Mapped[Moment] = mapped_column(default=clock.now)
    day: Mapped[int]
    # How much of it: the characters of a text, the points that were given.
    size: Mapped[int] = mapped_column(default=0)
    words: Mapped[str] = mapped_column(Text, default="")

    stands: Mapped[bool] = mapped_column(default=True)
    # The last line that reversed or restored it.
    turned_by_id: Mapped[int | None] = mapped_column(ForeignKey("deeds.id"))
    settled_at: Mapped[Moment | None]
