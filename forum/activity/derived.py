"""What follows from the log alone: taken in as deeds come, compared, and made anew."""

from collections.abc import Sequence

from flask import current_app

from forum.kernel.manifest import Derived


def everything() -> Sequence[Derived]:
    """What the slices derive from the log, lowest slice first."""
    found: Sequence[Derived] = current_app.extensions["derived"]
    return found
