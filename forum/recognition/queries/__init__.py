"""Every read of recognition."""

from forum.recognition.queries.thanking import (
    has_thanked_for,
    last_given,
    newest,
    received,
    received_by_value,
    thanked_for,
    thanks_by_id,
    values,
)

__all__ = [
    "has_thanked_for",
    "last_given",
    "newest",
    "received",
    "received_by_value",
    "thanked_for",
    "thanks_by_id",
    "values",
]
