"""Writing letters: one text template each, from which the HTML face is made too.

A template `templates/mail/<name>.txt` begins with the line `Subject: …`, then come paragraphs with
empty lines between them. A paragraph of two lines, words and below them an address of this site,
becomes a button in the HTML face; a line of an address alone becomes a link. `{{ mark.head }}`
before a line makes it a heading; `{{ mark.item }}` before a paragraph makes it one of a list: what
it is called, perhaps a line about it, and its address. Everything else is plain words there, so
what members wrote can bring in neither markup nor links.

A slice writes and posts a letter like this, in an action:

    letter = compose.write("confirm", language=user.locale, name=user.username, link=address)
    mail.post("accounts.confirm", to=user.email, **letter.parts)
"""

import unicodedata
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import asdict, dataclass
from textwrap import fill
from typing import Any
from urllib.parse import urlsplit

from flask import current_app, has_request_context, render_template
from flask_babel import force_locale, get_locale, gettext

from forum.config import Config
from forum.web.language import LANGUAGE, LANGUAGES

WIDTH = 76
WORDS_AND_ADDRESS = 2
# Characters that are taken out of every value, so that only templates can set them.
MARKS = {"head": "\x01", "item": "\x02"}


@dataclass(frozen=True)
class Written:
    """The words of a letter."""

    subject: str
    text: str
    html: str

    @property
    def parts(self) -> dict[str, str]:
        """The words as `mail.actions.post` takes them."""
        return asdict(self)


@dataclass(frozen=True)
class Paragraph:
    """Words, an address of this site, or both: then it is a button; a heading; or one of a list,
    with what is said about it."""

    words: str
    address: str = ""
    kind: str = ""
    about: str = ""


def write(template: str, *, language: str | None = None, leave: str = "", **values: Any) -> Written:
    """The letter `templates/mail/<template>.txt` in the reader's language.

    Without a language it is that of the page, or of the site when nobody looks at a page. Values
    that are text lose their line breaks, so that they cannot make paragraphs of their own. With
    an address to leave by, the letter ends with the way to get no more of its kind.
    """
    with speaking(language):
        plain = {name: _one_line(value) for name, value in values.items()}
        source = render_template(f"mail/{template}.txt", **plain, brand=_brand(), mark=MARKS)
        subject, _, body = source.strip().partition("\n")
        paragraphs = list(_paragraphs(body))
        html = render_template(
            "mail/_layout.html",
            subject=_subject(subject),
            paragraphs=paragraphs,
            brand=_brand(),
            home=_config().public_url,
            leave=leave,
            colours=_brand().sign,
        )
        text = _as_text(paragraphs) + _as_text_of_leaving(leave)
    return Written(_subject(subject), text, html)


def speaking(language: str | None) -> AbstractContextManager[None]:
    """In the block, words are said in the language of a letter to somebody with this one."""
    spoken: AbstractContextManager[None] = force_locale(
        language if language in LANGUAGES else _present_language()
    )
    return spoken


def address(endpoint: str, **values: Any) -> str:
    """The full address of a page, from the configuration: never from what a request claims."""
    parts = urlsplit(_config().public_url)
    urls = current_app.url_map.bind(parts.netloc, url_scheme=parts.scheme)
    return urls.build(endpoint, values, force_external=True)


def _present_language() -> str:
    if has_request_context():
        locale = get_locale()
        return str(locale) if locale else "en"
    return LANGUAGE.get() or "en"


def _subject(line: str) -> str:
    return line.removeprefix("Subject:").strip()


def _one_line(value: Any) -> Any:
    """Text without line breaks and without characters that are not seen, also inside of lists."""
    if isinstance(value, dict):
        return {name: _one_line(held) for name, held in value.items()}
    if isinstance(value, list | tuple):
        return [_one_line(held) for held in value]
    if not isinstance(value, str):
        return value
    return "".join(c for c in " ".join(value.split()) if unicodedata.category(c)[0] != "C")


def _paragraphs(body: str) -> Iterator[Paragraph]:
    own = f"{_config().public_url}/"
    for block in body.strip().split("\n\n"):
        lines = [line.strip() for line in block.strip().splitlines()]
        if not lines:
            continue
        if lines[0].startswith(MARKS["head"]):
            yield Paragraph(lines[0].removeprefix(MARKS["head"]), kind="head")
        elif lines[0].startswith(MARKS["item"]):
            yield _item([line for line in lines if line], own)
        elif not lines[-1].startswith(own) or " " in lines[-1] or len(lines) > WORDS_AND_ADDRESS:
            yield Paragraph(" ".join(lines))
        else:
            yield Paragraph(" ".join(lines[:-1]), lines[-1])


def _item(lines: list[str], own: str) -> Paragraph:
    """One of a list. Its address stands last, and is one of this site."""
    address = lines.pop() if lines[-1].startswith(own) else ""
    name, *about = lines
    return Paragraph(name.removeprefix(MARKS["item"]), address, "item", " ".join(about))


def _as_text(paragraphs: list[Paragraph]) -> str:
    return "\n\n".join(_paragraph_as_text(paragraph) for paragraph in paragraphs) + "\n"


def _as_text_of_leaving(leave: str) -> str:
    words = gettext("To get no more of these letters, or fewer, open this page")
    return f"\n-- \n{words}:\n{leave}\n" if leave else ""


def _paragraph_as_text(paragraph: Paragraph) -> str:
    if paragraph.kind == "head":
        return f"{paragraph.words}\n{'-' * len(paragraph.words)}"
    if paragraph.kind == "item":
        named = fill(paragraph.words, WIDTH, initial_indent="* ", subsequent_indent="  ")
        return "\n  ".join(filter(None, [named, paragraph.about, paragraph.address]))
    words = fill(paragraph.words, WIDTH, break_long_words=False, break_on_hyphens=False)
    if not paragraph.address:
        return words
    return f"{words}:\n{paragraph.address}" if words else paragraph.address


def _config() -> Config:
    config: Config = current_app.extensions["config"]
    return config


def _brand() -> Any:
    return current_app.extensions["brand"]()
