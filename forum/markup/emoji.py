"""Emoji by short name, `:coffee:`; the characters come from Python's own Unicode tables."""

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from forum.markup.emoji_names import OWN_NAMES, USUAL_NAMES

# Not inside a word and not part of "a::b::c"; "10:30:45" finds no name and stays as it is.
SHORT_NAME = re.compile(r"(?<![\w:]):([a-z0-9+][a-z0-9_+\-]{0,50}|-1):(?![\w:])")

_AS_PICTURE = "\ufe0f"


@cache
def table() -> Mapping[str, str]:
    """All short names and their characters, in the order of the list of names."""
    usual = dict(pair.split("=") for pair in USUAL_NAMES.split())
    names = {name: name for name in OWN_NAMES.split()} | usual
    return MappingProxyType({short: _character(name) for short, name in names.items()})


def _character(name: str) -> str:
    """The character with this Unicode name, as a picture where a font may have it as a letter."""
    found = unicodedata.lookup(name.replace("_", " ").upper())
    # The newer planes hold what was never drawn as a letter, apart from a few wider signs.
    is_picture = found > "\uffff" and unicodedata.east_asian_width(found) == "W"
    return found if is_picture else found + _AS_PICTURE
