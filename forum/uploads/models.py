"""Pictures that members gave, and where they are shown."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment
from forum.kernel.handover import NAMELESS

WEBP = "image/webp"
# Widths (pixels) that are made of a wide picture, and the edges of its squares, for avatars.
WIDTHS = (320, 800)
SQUARES = (96, 192)


class Upload(Model):
    """A picture, re-encoded by us; its files are named by its public id and a width in pixels."""

    __tablename__ = "uploads"
    __table_args__ = (Index("ix_uploads_unused", "kept_since", "unused_since"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True, info=NAMELESS)
    media_type: Mapped[str] = mapped_column(String(40), default=WEBP)
    width: Mapped[int]
    height: Mapped[int]
    # More than one when the picture moves.
    frames: Mapped[int] = mapped_column(default=1)
    # Bytes of the largest file, and the widths and squares (pixels) that lie on disk.
    bytes: Mapped[int]
    sizes: Mapped[list[int]] = mapped_column(Json, default=list)
    squares: Mapped[list[int]] = mapped_column(Json, default=list)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    alt: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    # Nothing shows the picture since this moment.
    unused_since: Mapped[Moment | None] = mapped_column(default=clock.now)
    # Since this moment it is part of something with a history, and so never thrown away.
    kept_since: Mapped[Moment | None]

    @property
    def planned_sizes(self) -> tuple[int, ...]:
        """The widths that there will be once the worker has made them; the last is its own."""
        if self.frames > 1:
            return (self.width,)
        return (*(width for width in WIDTHS if width < self.width), self.width)

    @property
    def is_whole(self) -> bool:
        """Whether all sizes lie on disk."""
        has_widths = set(self.planned_sizes) <= set(self.sizes)
        return has_widths and set(SQUARES) <= set(self.squares)


class UploadUse(Model):
    """A place that shows the picture, and the door behind which that place lies."""

    __tablename__ = "upload_uses"
    __table_args__ = (
        UniqueConstraint("upload_id", "source_kind", "source_id"),
        Index("ix_upload_uses_source", "source_kind", "source_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    upload_id: Mapped[int] = mapped_column(ForeignKey("uploads.id"), index=True)
    # Who passes the door may see the picture: `site` 0 is open to all, `channel` 7 to its readers.
    door: Mapped[str] = mapped_column(String(20))
    door_id: Mapped[int]
    source_kind: Mapped[str] = mapped_column(String(20))
    source_id: Mapped[int]
