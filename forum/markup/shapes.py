"""What goes into rendering and what comes out; plain values, no behaviour."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """One of our own uploads: its true size and the widths that are kept."""

    public_id: str
    width: int
    height: int
    sizes: tuple[int, ...]


@dataclass(frozen=True)
class Site:
    """What rendering may know about the site.

    members   names, folded by `forum.markup.names.fold` -> canonical username, existing ones only
    pictures  public ids -> Picture, existing ones only
    origin    "https://forum.example": absolute links below it count as our own
    outside_pictures  https hosts whose pictures may be shown; others become a link
    breaks    whether a new line in the text is a new line on the page
    spoiler   the word on a fold that was given no title
    picture   what a picture without alternative text is called
    """

    members: Callable[[Collection[str]], Mapping[str, str]]
    pictures: Callable[[Collection[str]], Mapping[str, Picture]]
    origin: str = ""
    outside_pictures: tuple[str, ...] = ()
    breaks: bool = True
    spoiler: str = "Spoiler"
    picture: str = "Picture"


@dataclass(frozen=True)
class Rendered:
    """A text made ready: what is stored beside the source.

    html      safe and final; nothing may parse and write it again
    text      plain words for excerpts, search and mails; spoilers are replaced by "…"
    mentions  canonical usernames really mentioned, in order, each once
    uploads   public ids of our own uploads that the text shows or links, in order, each once
    links     outside addresses linked, in order, each once
    has_code  whether there is a block of code
    """

    html: str
    text: str
    mentions: tuple[str, ...]
    uploads: tuple[str, ...]
    links: tuple[str, ...]
    has_code: bool
