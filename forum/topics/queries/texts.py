"""What a text looks like when it is published."""

import re
import secrets

from forum.markup.render import Rendered, render
from forum.uploads import queries as uploads

# Characters that not every database takes: the null character, and half a pair.
UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def cleaned(text: str) -> str:
    """Line ends of one kind, no space around, nothing that cannot be kept."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNSTORABLE.sub("\ufffd", plain).strip()


def as_published(body: str) -> Rendered:
    """The text rendered as a post: previews and posts are made by this alone."""
    # The anchor keeps the footnotes of two posts on one page apart.
    return render(cleaned(body), uploads.writing_site(), anchor=f"p{secrets.token_hex(4)}")
