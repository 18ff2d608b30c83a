"""Where to go on after a form: only ever to a page of this site."""

import re
from urllib.parse import unquote, urlsplit

# One slash, then anything but a second one, a backslash or characters that browsers leave out.
OWN = re.compile(r"/(?![/\\])[^\\\x00-\x20\x7f]*")
LONGEST = 2000


def own_page(target: str | None) -> str:
    """The address again when it is a path of this site, else nothing.

    Paths that some program on the way could take for another host are not followed either.
    """
    if not target or len(target) > LONGEST or not OWN.fullmatch(target):
        return ""
    path = unquote(urlsplit(target).path)
    has_steps = any(step in {".", ".."} for step in path.split("/"))
    is_odd = "//" in path or "\\" in path or not path.isprintable() or has_steps
    return "" if is_odd else target
