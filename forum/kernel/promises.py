"""The promises of all plugged-in slices, for the command that proves them."""

from collections.abc import Sequence

from flask import current_app

from forum.kernel.manifest import Check


def checks() -> Sequence[Check]:
    """Every slice's checks, lowest slice first."""
    found: Sequence[Check] = current_app.extensions["checks"]
    return found
