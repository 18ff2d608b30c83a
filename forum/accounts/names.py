"""Usernames: folded for look-up, and folded further so that look-alikes meet."""

import unicodedata


def fold(name: str) -> str:
    """The form under which a name is looked up: compatible characters and cases made one."""
    return unicodedata.normalize("NFKC", name).casefold().strip()
