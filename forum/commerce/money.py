"""Money in the smallest unit of its currency, as whole numbers; nothing is ever converted."""

import re
from decimal import Decimal, InvalidOperation

# Currencies that do not have two digits behind the point.
WITHOUT = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
WITH_THREE = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
CURRENCY = re.compile(r"[A-Z]{3}")
# No sum of money of a shop is larger; every database can add up many of them.
MOST = 10**13


def digits(currency: str) -> int:
    """How many digits stand behind the point."""
    if currency in WITHOUT:
        return 0
    return 3 if currency in WITH_THREE else 2


def is_currency(word: str) -> bool:
    """Whether this looks like the code of a currency."""
    return CURRENCY.fullmatch(word) is not None


def minor(amount: str | int | float | Decimal, currency: str) -> int:
    """An amount such as "49.00" in the smallest unit. Raises ValueError for what is none."""
    try:
        exact = Decimal(str(amount).strip()).scaleb(digits(currency))
    except InvalidOperation as error:
        raise ValueError(str(amount)) from error
    if not exact.is_finite() or abs(exact) > MOST or exact != exact.to_integral_value():
        raise ValueError(str(amount))
    return int(exact)


def major(amount: int, currency: str) -> Decimal:
    """The same in whole units, exactly."""
    return Decimal(amount).scaleb(-digits(currency))
