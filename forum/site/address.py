"""Where this site is found from outside."""

from flask import current_app


def public_url() -> str:
    """The address without a slash at its end, such as https://forum.example.org."""
    found: str = current_app.extensions["config"].public_url
    return found
