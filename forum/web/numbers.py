"""Numbers in addresses: only those that a row can have."""

from typing import Any

from flask import Flask
from werkzeug.routing import IntegerConverter

LARGEST = 2**31 - 1


class RowNumber(IntegerConverter):
    """A whole number that fits into a column; larger ones lead nowhere."""

    def __init__(self, *args: Any, **given: Any) -> None:
        given.setdefault("max", LARGEST)
        super().__init__(*args, **given)


def row_number(text: str) -> int:
    """The number that somebody put into an address, for `request.args`; raises ValueError."""
    number = int(text)
    if not 0 <= number <= LARGEST:
        raise ValueError(number)
    return number


def register(app: Flask) -> None:
    """Let `<int:…>` in every address mean such a number."""
    app.url_map.converters["int"] = RowNumber
