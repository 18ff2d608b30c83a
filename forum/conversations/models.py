"""What has been imported, so that a second run of the same file adds nothing."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment


class Imported(Model):
    """A thing of another site and the row it became here."""

    __tablename__ = "imported"

    # Site and the site's own name of the thing, such as coffee.stackexchange and post:24.
    source: Mapped[str] = mapped_column(String(120), primary_key=True)
    external_id: Mapped[str] = mapped_column(String(120), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    local_id: Mapped[int]
    imported_at: Mapped[Moment] = mapped_column(default=clock.now)
