"""What kind of message a topic is, who answered it, what was promised, and who is called."""

from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.channels.models import Channel
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS
from forum.moderation.models import FIRST_TEAM
from forum.topics.models import Topic

IS_DUE = text("due_at IS NOT NULL")
RINGS = text("next_at IS NOT NULL")
LEVELS = (1, 2, 3, 4)


class Kind(StrEnum):
    """The nine kinds of message, those first that should be answered the soonest."""

    SAFETY = "safety"
    PRESS = "press"
    ORDER = "order"
    COMPLAINT = "complaint"
    QUESTION = "question"
    MENTION = "mention"
    FIRST_POST = "first_post"
    PRAISE = "praise"
    IDEA = "idea"


class Pace(StrEnum):
    """Which time counts: all of it, or the working hours of the team."""

    ALWAYS = "always"
    HOURS = "hours"


class Answerers(StrEnum):
    """Whose reply stops the first clock."""

    TEAM = "team"
    ANYONE = "anyone"
    # Of the team, and a reaction is enough.
    REACTION = "reaction"
    # Nobody need reply: that somebody of the team has seen it is enough.
    SEEN = "seen"


class Answerer(StrEnum):
    """Who answered, as they were when they did."""

    TEAM = "team"
    PEER = "peer"


class Source(StrEnum):
    """How a topic came by its kind. What the team chose, nothing else changes."""

    CHANNEL = "channel"
    FIRST_POST = "first_post"
    RULE = "rule"
    TEAM = "team"


class AnswerState(StrEnum):
    """How far a topic is on its way to an answer."""

    UNANSWERED = "unanswered"
    # Somebody of the team has seen it.
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    SOLVED = "solved"


class CallState(StrEnum):
    """What became of a call for somebody of the ladder."""

    RINGING = "ringing"
    ACKNOWLEDGED = "acknowledged"
    # What it was about came to an end before anybody said so.
    ENDED = "ended"
    # Everybody was asked, and nobody answered.
    UNHEARD = "unheard"


class Protocol(Model):
    """How fast a kind of message is answered, and how, where the brand changed what ships."""

    __tablename__ = "answering_protocols"

    kind: Mapped[Kind] = mapped_column(String(20), primary_key=True)
    # Minutes until the first answer and until all is done; nothing where nothing is promised.
    first_minutes: Mapped[int | None]
    final_minutes: Mapped[int | None]
    pace: Mapped[Pace] = mapped_column(String(10), default=Pace.HOURS)
    team: Mapped[str] = mapped_column(String(40), default=FIRST_TEAM)
    answerers: Mapped[Answerers] = mapped_column(String(10), default=Answerers.TEAM)
    steps: Mapped[list[str]] = mapped_column(Json, default=list)
    # The level of the ladder that is called when it is late; 0 for nobody.
    level: Mapped[int] = mapped_column(default=0)
    # Since when nothing is promised for this kind.
    off_since: Mapped[Moment | None]

    @property
    def is_on(self) -> bool:
        """Whether the protocol promises anything."""
        return self.off_since is None


class ChannelMessages(Model):
    """Of what kind topics of a channel are; without a row, what the channel is for says so."""

    __tablename__ = "answering_channels"

    channel_id: Mapped[int] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    # None: of no kind.
    kind: Mapped[Kind | None] = mapped_column(String(20))

    channel: Mapped[Channel] = relationship(lazy="raise_on_sql")


class TopicAnswering(Model):
    """Where a topic stands between being asked and being solved."""

    __tablename__ = "answering_topics"
    __table_args__ = (
        Index(
            "ix_answering_topics_due",
            "due_at",
            "topic_id",
            sqlite_where=IS_DUE,
            postgresql_where=IS_DUE,
        ),
        Index("ix_answering_topics_kind", "kind", "started_at"),
        Index("ix_answering_topics_state", "state", "topic_id"),
    )

    topic_id: Mapped[int] = mapped_column(ForeignKey("topics.id"), primary_key=True)
    kind: Mapped[Kind | None] = mapped_column(String(20))
    source: Mapped[Source | None] = mapped_column(String(20))
    sorted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    state: Mapped[AnswerState] = mapped_column(String(20), default=AnswerState.UNANSWERED)
    # Whose reply counts: as the protocol said when the topic got its kind.
    answerers: Mapped[Answerers] = mapped_column(String(10), default=Answerers.ANYONE)
    # When the clock began; nothing while nobody reads the topic, and for imported ones.
    started_at: Mapped[Moment | None]
    first_due_at: Mapped[Moment | None]
    final_due_at: Mapped[Moment | None]
    # The one of the two that runs now.
    due_at: Mapped[Moment | None]
    # The clock stands still since then, because the author has to say something first.
    paused_at: Mapped[Moment | None]
    seen_at: Mapped[Moment | None]
    seen_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # The first reply that counts; a reaction that was enough leaves this empty.
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id"), index=True)
    answered_at: Mapped[Moment | None]
    answered_by: Mapped[Answerer | None] = mapped_column(String(10))
    # By an accepted answer, or because somebody of the team said so.
    solved_at: Mapped[Moment | None]
    solved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # When the team was called because the moment that runs has passed.
    late_at: Mapped[Moment | None]
    # Since when there is a case in the queue, and perhaps a call.
    raised_at: Mapped[Moment | None]

    topic: Mapped[Topic] = relationship(lazy="raise_on_sql")
    seen_by: Mapped[User | None] = relationship(foreign_keys=seen_by_id, lazy="raise_on_sql")

    @property
    def is_stopped(self) -> bool:
        """Whether the first clock has stopped."""
        is_enough = self.answerers == Answerers.SEEN and self.seen_at is not None
        return self.answered_at is not None or is_enough

    @property
    def is_late(self) -> bool:
        """Whether what is due now should be there already."""
        return self.due_at is not None and self.due_at <= clock.now()


class AwayNote(Model):
    """When a member was told last that nobody is there now, and when somebody comes."""

    __tablename__ = "answering_away_notes"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    told_at: Mapped[Moment]


class Rung(Model):
    """Somebody who is called at a level of the ladder; those after the first are back-ups."""

    __tablename__ = "answering_rungs"
    __table_args__ = (UniqueConstraint("level", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    level: Mapped[int]
    position: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    # How long they have to say that they are on it before the next one is asked.
    minutes: Mapped[int]

    user: Mapped[User] = relationship(lazy="raise_on_sql")


class Call(Model):
    """One climb up the ladder: for a topic that waits too long, or as a test."""

    __tablename__ = "answering_calls"
    __table_args__ = (
        Index("ix_answering_calls_next", "next_at", sqlite_where=RINGS, postgresql_where=RINGS),
        Index("ix_answering_calls_topic", "topic_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # None: for nothing, to see that the ladder works.
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topics.id"))
    kind: Mapped[Kind | None] = mapped_column(String(20))
    # Who pressed the button of a test.
    started_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    started_at: Mapped[Moment] = mapped_column(default=clock.now)
    level: Mapped[int]
    state: Mapped[CallState] = mapped_column(String(20), default=CallState.RINGING)
    # When the next one is asked; nothing once it rings no more.
    next_at: Mapped[Moment | None]
    ended_at: Mapped[Moment | None]
    acknowledged_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    topic: Mapped[Topic | None] = relationship(lazy="raise_on_sql")
    acknowledged_by: Mapped[User | None] = relationship(
        foreign_keys=acknowledged_by_id, lazy="raise_on_sql"
    )
    started_by: Mapped[User | None] = relationship(foreign_keys=started_by_id, lazy="raise_on_sql")

    @property
    def is_test(self) -> bool:
        """Whether it is about nothing."""
        return self.topic_id is None

    @property
    def is_ringing(self) -> bool:
        """Whether somebody else may be asked still."""
        return self.state == CallState.RINGING


class Ask(Model):
    """That somebody was asked in a call: once each."""

    __tablename__ = "answering_asks"
    __table_args__ = (UniqueConstraint("call_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    call_id: Mapped[int] = mapped_column(ForeignKey("answering_calls.id"))
    # The how manieth who was asked, from 1.
    number: Mapped[int]
    level: Mapped[int]
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    asked_at: Mapped[Moment] = mapped_column(default=clock.now)

    call: Mapped[Call] = relationship(lazy="raise_on_sql")
    user: Mapped[User] = relationship(lazy="raise_on_sql")
