"""Names of entries that say nothing of who entered."""

import secrets

# Digits and letters that are not taken for one another (Crockford's base 32).
SIGNS = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10


def new_public_id() -> str:
    """Ten random signs: 50 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(LENGTH))
