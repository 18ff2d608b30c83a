"""Short words to the open pages that are kept nowhere: who hears them now has heard them.

The server process that holds the open pages puts an ear here; without one, words are lost, which is
what they are for.
"""

from collections.abc import Callable
from typing import Any, TypeAlias

from flask import current_app

Ear: TypeAlias = Callable[[dict[str, Any]], object]
EAR = "whispers"


def tell(words: dict[str, Any]) -> None:
    """Say something to the pages that are open at this moment."""
    ear: Ear | None = current_app.extensions.get(EAR)
    if ear is not None:
        ear(words)
