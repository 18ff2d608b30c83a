"""The log: one line for each thing worth knowing, on standard error."""

import logging
import sys
from logging.config import dictConfig


def configure(level: str) -> None:
    """Send the log of everything to standard error, from this level up."""
    dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "line": {"format": "{asctime} {levelname:<7} {name}: {message}", "style": "{"}
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
