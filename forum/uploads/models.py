"""Pictures that members gave, and where they are shown."""

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Json, Model, Moment


class Upload(Model):
    """A picture, re-encoded by us; its files are named by its public id and a width in pixels."""

    __tablename__ = "uploads"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    media_type: Mapped[str] = mapped_column(String(40))
    width: Mapped[int]
    height: Mapped[int]
    # Bytes of the largest file, and the widths (pixels) that lie on disk.
    bytes: Mapped[int]
    sizes: Mapped[list[int]] = mapped_column(Json, default=list)
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    alt: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[Moment] = mapped_column(default=clock.now)


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
