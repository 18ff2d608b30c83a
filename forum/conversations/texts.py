"""The texts of a thread, made ready on as many processors as there are."""

import re
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from multiprocessing import get_context
from typing import TypeAlias
from zlib import crc32

from forum.conversations.threads import Text, Thread
from forum.markup.render import PLAIN, Rendered, render

RAW_HTML = re.compile(
    r"<(?:!--|/?(?:a|b|br|blockquote|code|del|div|em|h[1-6]|hr|i|img|kbd|li|ol|p|pre|s|span|strike"
    r"|strong|sub|sup|table|ul)\b[^>]*>)",
    re.IGNORECASE,
)
# What an editor elsewhere put where nobody wrote a description.
UNDESCRIBED = re.compile(r"\[enter (?:image|link) description here\]")
# Threads handed to a processor at a time.
CHUNK = 8


@dataclass(frozen=True)
class Ready:
    """A thread with the Markdown and the look of each of its texts, by the text's id."""

    thread: Thread
    bodies: dict[str, str]
    shown: dict[str, Rendered]


# Threads in, the same threads out, each with what `ready` makes of it.
MakeReady: TypeAlias = Callable[[Iterable[Thread]], Iterator[Ready]]


def ready(thread: Thread) -> Ready:
    """Turn html into Markdown where need be, and render everything.

    A name after an @ means somebody there: no member of this site is mentioned by it.
    """
    bodies = {text.id: body_of(text) for text in thread.texts}
    shown = {name: render(body, PLAIN, anchor=_anchor(name)) for name, body in bodies.items()}
    return Ready(thread, bodies, shown)


@contextmanager
def helpers(processes: int) -> Iterator[MakeReady]:
    """What makes threads ready, in their order. One of the processors is left to who takes them."""
    if processes < 2:  # noqa: PLR2004 -- one processor needs no help
        yield partial(map, ready)
        return
    # A fresh interpreter each: what this process holds open is not shared.
    with ProcessPoolExecutor(processes - 1, mp_context=get_context("spawn")) as pool:
        yield partial(pool.map, ready, chunksize=CHUNK)


def body_of(text: Text) -> str:
    """Its own Markdown, or its html turned into Markdown.

    Markdown with html among it is taken from the html too, because here html in Markdown is text.
    """
    if text.markdown and not (text.html and RAW_HTML.search(text.markdown)):
        return _described(text.markdown)
    # Large, and of use to nobody but who brings threads in.
    markdownify = import_module("markdownify").markdownify
    turned: str = markdownify(text.html, heading_style="ATX", bullets="-", strip=["script"])
    return _described(turned.strip())


def _described(body: str) -> str:
    """The text with a plain word where the description of a picture or a link was left undone."""
    return UNDESCRIBED.sub(lambda found: "[picture]" if "image" in found[0] else "[link]", body)


def _anchor(name: str) -> str:
    return f"i{crc32(name.encode()):08x}"
