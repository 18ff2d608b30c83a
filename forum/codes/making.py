"""Codes that the forum makes itself: PREFIX-XXXX-XXXX, with 40 random bits."""

import re
import secrets

# Crockford's digits: none of them looks like another one.
DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 8
PREFIX = re.compile(r"[A-Z0-9]{1,12}")


def new_code(prefix: str) -> str:
    """A code that nobody can guess."""
    number = secrets.randbits(5 * LENGTH)
    word = "".join(DIGITS[(number >> shift) & 31] for shift in range(0, 5 * LENGTH, 5))
    return "-".join([*([prefix] if prefix else []), word[:4], word[4:]])
