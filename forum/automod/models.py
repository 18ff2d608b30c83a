"""Rules of the house for new texts, what was changed of them, and where they applied."""

from typing import Any

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from forum.accounts.models import User
from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class AutomodRule(Model):
    """What is looked for in a text, and what happens then. Asked in the order of positions."""

    __tablename__ = "automod_rules"

    id: Mapped[int] = mapped_column(primary_key=True)
    # The word of a supplied rule; nothing for those that staff made.
    key: Mapped[str | None] = mapped_column(String(40), unique=True)
    # Empty for supplied ones until staff write a name: they speak every language.
    name: Mapped[str] = mapped_column(String(80), default="")
    position: Mapped[int] = mapped_column(default=0)
    # A tree as `forum.automod.conditions` reads it, and a list as `forum.automod.deeds` does.
    conditions: Mapped[dict[str, Any]] = mapped_column(Json)
    actions: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    # Whether no rule after this one is asked once it has applied.
    stops: Mapped[bool] = mapped_column(default=False)
    is_on: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    changed_at: Mapped[Moment] = mapped_column(default=clock.now)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    removed_at: Mapped[Moment | None]


class AutomodChange(Model):
    """One change to a rule: how it was before and after. The newest says how old a memory is."""

    __tablename__ = "automod_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("automod_rules.id"), index=True)
    verb: Mapped[str] = mapped_column(String(20))
    at: Mapped[Moment] = mapped_column(default=clock.now)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    # Nothing before the rule was made.
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    after: Mapped[dict[str, Any]] = mapped_column(Json)
    undone_at: Mapped[Moment | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    rule: Mapped[AutomodRule] = relationship(lazy="raise_on_sql")
    by: Mapped[User | None] = relationship(foreign_keys=by_id, lazy="raise_on_sql")


class AutomodHit(Model):
    """A rule applied to a text that was stored: a post, or a change to one."""

    __tablename__ = "automod_hits"
    __table_args__ = (
        Index("ix_automod_hits_rule", "rule_id", "at"),
        Index("ix_automod_hits_target", "target_kind", "target_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    rule_id: Mapped[int] = mapped_column(ForeignKey("automod_rules.id"))
    target_kind: Mapped[str] = mapped_column(String(40))
    target_id: Mapped[int]
    at: Mapped[Moment] = mapped_column(default=clock.now)


class AutomodLikeness(Model):
    """What was learned from decisions, once a night; the newest is asked, a few are kept."""

    __tablename__ = "automod_likeness"

    # Its version.
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
    # On how many decisions of each sort it stands.
    kept: Mapped[int]
    removed: Mapped[int]
    # What each word weighs, as `forum.automod.likeness` reads it.
    words: Mapped[dict[str, int]] = mapped_column(Json)
    # Of those held back: how many of each sort, and to how many something would be added.
    held_back: Mapped[dict[str, int]] = mapped_column(Json)
