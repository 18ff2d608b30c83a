"""Taking the name of somebody who has left out of what others wrote."""

import re
from urllib.parse import quote


def address(name: str) -> str:
    """How the links to a member's page end; what mentions are found by."""
    return f"/members/{quote(name, safe='')}"


def in_source(text: str, name: str, *, now: str) -> str:
    """What was typed, with every mention of the name and link to the page under another one."""
    page = re.compile(rf"{re.escape(address(name))}(?!\w|[-.]\w)", re.IGNORECASE)
    return page.sub(address(now), _called(name).sub(f"@{now}", text))


def in_html(html: str, name: str, *, now: str) -> str:
    """What pages show of it: mentions are words now, and links to the page are none any more."""
    flags = re.IGNORECASE | re.DOTALL
    link = re.compile(rf'<a [^>]*href="[^"]*{re.escape(address(name))}"[^>]*>(.*?)</a>', flags)
    return _called(name).sub(f"@{now}", link.sub(r"\1", html))


def _called(name: str) -> re.Pattern[str]:
    """The name as `names` reads it: behind no letter, and not as a part of a longer one."""
    return re.compile(rf"(?<![\w@/.+\-=&#\\])@{re.escape(name)}(?!\w|[-.]\w)", re.IGNORECASE)
