"""What was decided about members: warnings, pauses, removals; and what the team notes of them."""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment
from forum.kernel.handover import NAMELESS


class SanctionKind(StrEnum):
    """What a sanction does, the mildest first."""

    # Said, and shown until it is read.
    WARNING = "warning"
    # The member reads but does not write.
    SILENCE = "silence"
    # The member does not come in.
    SUSPENSION = "suspension"
    # The account is closed, by two people.
    REMOVAL = "removal"

    @property
    def has_end(self) -> bool:
        """Whether it holds for so many hours."""
        return self in {SanctionKind.SILENCE, SanctionKind.SUSPENSION}


class Content(StrEnum):
    """What becomes of the texts of a member who is removed."""

    STAYS = "stays"
    # Out of sight as long as the removal stands.
    HIDDEN = "hidden"


class Sanction(Model):
    """One decision about a member, with its reason, its weight and its end."""

    __tablename__ = "sanctions"
    __table_args__ = (
        Index("ix_sanctions_user", "user_id", "starts_at", "id"),
        Index("ix_sanctions_starts", "starts_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), info=NAMELESS)
    kind: Mapped[SanctionKind] = mapped_column(String(20))
    # How heavily it counts, and until when.
    weight: Mapped[int] = mapped_column(default=0)
    weighs_until: Mapped[Moment | None]
    clause_key: Mapped[str] = mapped_column(String(32), default="")
    guidelines_number: Mapped[int] = mapped_column(default=0)
    # To the member.
    words: Mapped[str] = mapped_column(Text, default="")
    # The decision on a case that it is part of; no foreign key, because cases are above.
    ruling_id: Mapped[int | None] = mapped_column(index=True)
    starts_at: Mapped[Moment] = mapped_column(default=clock.now)
    ends_at: Mapped[Moment | None]
    # When the member was told that it has ended.
    end_told_at: Mapped[Moment | None]
    given_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # A removal waits for a second person from then on.
    proposed_at: Mapped[Moment | None]
    seconded_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    content: Mapped[Content] = mapped_column(String(10), default=Content.STAYS)
    # When the member said that a warning was read.
    read_at: Mapped[Moment | None]
    lifted_at: Mapped[Moment | None]
    lifted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    lift_words: Mapped[str] = mapped_column(Text, default="")

    @property
    def is_lifted(self) -> bool:
        """Whether it was taken back."""
        return self.lifted_at is not None

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for a second person, and does nothing until then."""
        waits = self.proposed_at is not None and self.seconded_by_id is None
        return waits and not self.is_lifted

    @property
    def is_over(self) -> bool:
        """Whether its time has passed."""
        return self.ends_at is not None and self.ends_at <= clock.now()

    @property
    def holds(self) -> bool:
        """Whether it does something now."""
        return not (self.is_lifted or self.is_proposed or self.is_over)

    @property
    def counts(self) -> bool:
        """Whether its weight counts now."""
        stands = not self.is_lifted and not self.is_proposed and self.weight > 0
        return stands and self.weighs_until is not None and self.weighs_until > clock.now()

    @property
    def hours(self) -> int | None:
        """For how long it was meant."""
        if self.ends_at is None:
            return None
        return round((self.ends_at - self.starts_at).total_seconds() / 3600)


class MemberNote(Model):
    """What somebody of the team wrote down about a member; only the team reads it."""

    __tablename__ = "member_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    deleted_at: Mapped[Moment | None]
    deleted_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


@dataclass(frozen=True)
class SanctionWish:
    """What shall be done to a member: which kind, for how many hours, and how heavily it counts."""

    kind: SanctionKind
    hours: int | None = None
    weight: int = 0
    content: Content = Content.STAYS


@dataclass(frozen=True)
class Reasons:
    """Why: the clause in a version of the guidelines, and the words to the member."""

    clause_key: str
    guidelines_number: int
    words: str
