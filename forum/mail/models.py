"""Letters to send, what became of them, and addresses that take none."""

from sqlalchemy import String, Text
from sqlalchemy.orm import Mapped, mapped_column

from forum.kernel import clock
from forum.kernel.db import Model, Moment

# Members without a mail address have one that ends like this; nothing is ever sent there.
NOWHERE = ".invalid"


class Letter(Model):
    """One mail to one address. Its words are kept only until it is sent: they may hold links."""

    __tablename__ = "letters"

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(80))
    to_address: Mapped[str] = mapped_column(String(254), index=True)
    subject: Mapped[str] = mapped_column(String(255))
    text: Mapped[str] = mapped_column(Text)
    html: Mapped[str | None] = mapped_column(Text)
    # The same on every try, so that a mail server can tell a repeat from a second letter.
    message_id: Mapped[str] = mapped_column(String(255), unique=True)
    # Where the reader ends letters of this kind, without signing in; letters that cannot be ended
    # have none.
    leave_address: Mapped[str | None] = mapped_column(String(500))
    # Letters about one thing carry the same name, so that mail programs put them together.
    thread: Mapped[str | None] = mapped_column(String(255))
    created_at: Mapped[Moment] = mapped_column(default=clock.now)
    sent_at: Mapped[Moment | None]
    failed_at: Mapped[Moment | None]
    error: Mapped[str | None] = mapped_column(Text)

    @property
    def is_settled(self) -> bool:
        """Whether there is nothing left to do: it was sent, or cannot be."""
        return self.sent_at is not None or self.failed_at is not None


class RefusedAddress(Model):
    """An address at which mail servers refused letters for good, one after the other."""

    __tablename__ = "refused_addresses"

    address: Mapped[str] = mapped_column(String(254), primary_key=True)
    times: Mapped[int] = mapped_column(default=0)
    refused_at: Mapped[Moment] = mapped_column(default=clock.now)
    # From then on nothing is sent there that can wait for another address.
    stopped_at: Mapped[Moment | None]
    # Whether the last one came back after a mail server had taken it: then it says nothing about
    # the address that the next letter is taken.
    came_back: Mapped[bool] = mapped_column(default=False)
    # What the mail server said the last time.
    error: Mapped[str | None] = mapped_column(Text)
