"""What a text looks like when it is published."""

import secrets

from forum.markup.render import Rendered, render
from forum.uploads import queries as uploads


def cleaned(text: str) -> str:
    """Line ends of one kind, no space around; no NUL, which not every database can keep."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd").strip()


def as_published(body: str) -> Rendered:
    """The text rendered as a post: previews and posts are made by this alone."""
    # The anchor keeps the footnotes of two posts on one page apart.
    return render(cleaned(body), uploads.writing_site(), anchor=f"p{secrets.token_hex(4)}")
