"""The log: one line for each thing worth knowing, on standard error."""

import logging
import sys
import unicodedata
from logging.config import dictConfig
from typing import Any


class Lines(logging.Formatter):
    """One line for each record, so that nothing a visitor sends can look like a line of its own.

    The lines of a traceback are moved in.
    """

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 -- the library's name
        """The line, with what cannot be seen written out."""
        return _visible(super().formatMessage(record))

    def formatException(self, ei: Any) -> str:  # noqa: N802 -- the library's name
        """The traceback, each line moved in."""
        return "\n".join(
            f"    {_visible(line)}" for line in super().formatException(ei).split("\n")
        )


def configure(level: str) -> None:
    """Send the log of everything to standard error, from this level up."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {
                    "()": Lines,
                    "format": "{asctime} {levelname:<7} {name}: {message}",
                    "style": "{",
                }
            },
            "handlers": {
                "stderr": {
                    "class": "logging.StreamHandler",
                    "stream": sys.stderr,
                    "formatter": "line",
                }
            },
            "root": {"level": level, "handlers": ["stderr"]},
        }
    )
    # These tell of every start and stop and of every statement; that is for DEBUG.
    for name in ("uvicorn", "alembic", "sqlalchemy"):
        logging.getLogger(name).setLevel(max(logging.getLevelName(level), logging.WARNING))


def _visible(text: str) -> str:
    """The text with control signs, line ends and signs of direction as escapes."""
    return "".join(
        character.encode("unicode_escape").decode() if _is_unseen(character) else character
        for character in text
    )


def _is_unseen(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
