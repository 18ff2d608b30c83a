"""Values of settings: from what was typed to what is kept, and back."""

import re
import unicodedata
from typing import Any

from forum.kernel.policy import Invalid
from forum.kernel.settings import Setting

LONGEST_TEXT = 5_000
LARGEST_NUMBER = 2**31 - 1
TRUE, FALSE = "yes", ""


def read(setting: Setting[Any], typed: str) -> Any:
    """The value that somebody typed for a setting. Raises Invalid("value", …)."""
    kind = type(setting.default)
    if kind is bool:
        return checked(setting, typed == TRUE)
    if kind is int:
        return checked(setting, _number(typed.strip()))
    return checked(setting, typed.strip())


def written(value: Any) -> str:
    """The value as a form shows it."""
    if isinstance(value, bool):
        return TRUE if value else FALSE
    return str(value)


def checked(setting: Setting[Any], value: Any) -> Any:
    """The value, if the setting may have it. Raises Invalid("value", …) with a reason word."""
    if type(value) is not type(setting.default):
        raise Invalid("value", "other_kind")
    if setting.choices:
        if value not in setting.choices:
            raise Invalid("value", "no_choice")
    elif isinstance(value, str):
        _check_text(setting, value)
    elif isinstance(value, int):
        _check_number(setting, value)
    return value


def _check_text(setting: Setting[Any], value: str) -> None:
    most = setting.most or LONGEST_TEXT
    if len(value) > most:
        raise Invalid("value", "too_long", most=most)
    if len(value) < (setting.least or 0):
        raise Invalid("value", "needed")
    if setting.pattern and not re.fullmatch(setting.pattern, value):
        raise Invalid("value", "other_form")
    if any(_is_harmful(character) for character in value):
        raise Invalid("value", "odd_characters")


def _check_number(setting: Setting[Any], value: int) -> None:
    least = 0 if setting.least is None else setting.least
    most = LARGEST_NUMBER if setting.most is None else setting.most
    if not least <= value <= most:
        raise Invalid("value", "out_of_range", least=least, most=most)


def _number(typed: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,10}", typed):
        raise Invalid("value", "no_number")
    return int(typed)


def _is_harmful(character: str) -> bool:
    """Characters that are not to be seen and turn or end the text around them."""
    kind = unicodedata.category(character)
    if kind == "Cc":
        return character not in "\n\r\t"
    return kind == "Cs" or character in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
