"""Promises about work that is owed."""

from collections.abc import Iterator

from flask import current_app

from forum.jobs import queries
from forum.kernel.manifest import Check


def nobody_works_on_it() -> Iterator[str]:
    """Kinds of waiting work that no plugged-in slice has a handler for."""
    for kind in queries.unfinished_kinds():
        if kind not in current_app.extensions["tasks"]:
            yield f"jobs of the kind {kind} wait, and no slice works on them"


ALL = [Check("every job that waits has a slice that works on it", nobody_works_on_it)]
