"""Whom members follow, and whom they blocked."""

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class MemberFollow(Model):
    """A member who wants to hear when another one starts a topic."""

    __tablename__ = "member_follows"
    __table_args__ = (Index("ix_member_follows_whom", "whom_id", "at"),)

    who_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    whom_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)


class MemberBlock(Model):
    """A member who wants nothing more of another one."""

    __tablename__ = "member_blocks"
    __table_args__ = (Index("ix_member_blocks_whom", "whom_id"),)

    who_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    whom_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True)
    at: Mapped[Moment] = mapped_column(default=clock.now)
