"""About and Privacy with their versions; guidelines in numbered clauses; who accepted them."""

from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Model, Moment


class PageName(StrEnum):
    """The pages that are one text."""

    ABOUT = "about"
    PRIVACY = "privacy"
    # What stands above who decides what.
    GOVERNANCE = "governance"


class Harm(StrEnum):
    """What breaking a clause does to others, so that the worst is looked at first."""

    SAFETY = "safety"
    PRIVATE = "private"
    HATE = "hate"
    UNSAFE_CLAIM = "unsafe_claim"
    SCAM = "scam"
    ADVERT = "advert"
    OFF_TOPIC = "off_topic"
    OTHER = "other"


class PageVersion(Model):
    """A page as it was published once; the one with the highest number is shown."""

    __tablename__ = "page_versions"
    __table_args__ = (UniqueConstraint("page", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    page: Mapped[PageName] = mapped_column(String(20))
    number: Mapped[int]
    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text)
    published_at: Mapped[Moment] = mapped_column(default=clock.now)
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    published_by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class Guidelines(Model):
    """One version of the guidelines; without a moment of publication it is being written."""

    __tablename__ = "guidelines"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    # A few plain lines, one each.
    summary: Mapped[str] = mapped_column(Text, default="")
    # What is different, in the words of who published it.
    note: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    published_at: Mapped[Moment | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Who said that members must agree anew.
    material_at: Mapped[Moment | None]
    material_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    published_by: Mapped[User | None] = relationship(
        foreign_keys=published_by_id, lazy="raise_on_sql"
    )

    @property
    def is_published(self) -> bool:
        """Whether everybody can read it."""
        return self.published_at is not None

    @property
    def is_material(self) -> bool:
        """Whether members were asked to agree anew."""
        return self.material_at is not None

    @property
    def lines(self) -> list[str]:
        """The lines of the summary."""
        return lines_of(self.summary)


class Clause(Model):
    """One numbered rule, with what to do and what not to do."""

    __tablename__ = "guideline_clauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    guidelines_id: Mapped[int] = mapped_column(ForeignKey("guidelines.id"), index=True)
    # The same through all versions, whatever number and title it has in them.
    key: Mapped[str] = mapped_column(String(32))
    number: Mapped[int]
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    # Examples, one a line.
    dos: Mapped[str] = mapped_column(Text, default="")
    donts: Mapped[str] = mapped_column(Text, default="")
    harm: Mapped[Harm] = mapped_column(String(20), default=Harm.OTHER)

    @property
    def do_lines(self) -> list[str]:
        """Examples of what is welcome."""
        return lines_of(self.dos)

    @property
    def dont_lines(self) -> list[str]:
        """Examples of what is not."""
        return lines_of(self.donts)


class Translation(Model):
    """What a clause or a summary says, in another language; it belongs to those words."""

    __tablename__ = "guideline_translations"

    # Of the words that are translated; see `forum.pages.translating`.
    sign: Mapped[str] = mapped_column(String(32), primary_key=True)
    locale: Mapped[str] = mapped_column(String(20), primary_key=True)
    title: Mapped[str] = mapped_column(String(120), default="")
    body: Mapped[str] = mapped_column(Text, default="")
    html: Mapped[str] = mapped_column(Text, default="")
    dos: Mapped[str] = mapped_column(Text, default="")
    donts: Mapped[str] = mapped_column(Text, default="")
    changed_at: Mapped[Moment] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))


class Acceptance(Model):
    """A member said yes to a version, once."""

    __tablename__ = "guideline_acceptances"
    __table_args__ = (UniqueConstraint("user_id", "guidelines_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    guidelines_id: Mapped[int] = mapped_column(ForeignKey("guidelines.id"), index=True)
    accepted_at: Mapped[Moment] = mapped_column(default=clock.now)


def lines_of(text: str) -> list[str]:
    """The lines that hold something."""
    return [line.strip() for line in text.splitlines() if line.strip()]
