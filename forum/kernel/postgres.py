"""What PostgreSQL needs to be told. Loaded only where its driver is installed."""

from psycopg.types.string import StrDumperUnknown


class Text(StrDumperUnknown):
    """Text on its way to PostgreSQL, which can keep every character but zero.

    The sign for an unreadable character takes its place, so that no typed text is a failure.
    """

    def dump(self, obj: str) -> bytes | bytearray | memoryview | None:
        """The text in the encoding of the connection."""
        return super().dump(obj.replace("\0", "\ufffd"))
