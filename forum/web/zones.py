"""The clock of whoever reads or types."""

from zoneinfo import ZoneInfo

from flask_babel import get_timezone


def zone() -> ZoneInfo:
    """The zone in which the reader sees moments and means days.

    Some of those that Flask-Babel gives are wrong by minutes when a moment is put together in them.
    """
    return ZoneInfo(str(get_timezone()))
