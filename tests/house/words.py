"""The words of the interface: what is marked for translation, and what is not and should be."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po
from jinja2 import Environment, nodes

from tests.house.source import PROJECT, ROOT, Source

KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "lazy_gettext": None, "lazy_ngettext": (1, 2)}
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]")
LETTERS = re.compile(r"[^\W\d_]{2,}")
# Elements whose text is not prose.
SILENT = {"code", "data", "kbd", "pre", "samp", "script", "style", "time"}
SPOKEN = {"alt", "aria-label", "aria-description", "placeholder", "title"}
VOID = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "use", "wbr"}
EXPRESSION = "\ufffc"
# Blocks that name a class or a place, and speak to nobody.
BLOCKS_OF_KEYS = ("class", "tab")
# Keys of settings and addresses of mail are no words.
NO_WORDS = re.compile(r"\b[a-z_]+\.[a-z0-9_]+\b|\S+@\S+")
BRACKETED = re.compile(r"⟦[^⟦⟧]*⟧")
# What is handed to these is translated, or is printed on a key.
NOT_SPOKEN = {"_", "gettext", "ngettext", "pgettext", "kbd"}
# A word that begins with a capital is meant for people; class names and keys are not.
LIKE_A_SENTENCE = re.compile(r"[A-Z][a-z]+(?:[ .,]|$)")


def extracted() -> set[tuple[str, ...]]:
    """Every marked message: one text, or singular and plural."""
    mappings = PROJECT["tool"]["babel"]["mappings"]
    methods = [(entry["pattern"], entry["method"]) for entry in mappings]
    options = {
        entry["pattern"]: {k: v for k, v in entry.items() if k not in {"pattern", "method"}}
        for entry in mappings
    }
    found = extract_from_dir(str(ROOT), methods, options, keywords=KEYWORDS)
    return {m if isinstance(m, tuple) else (m,) for _, _, m, _, _ in found}


def catalogue(language: str) -> Catalog:
    path = Path(ROOT, "forum", "translations", language, "LC_MESSAGES", "messages.po")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def untranslated(messages: set[tuple[str, ...]], into: Catalog) -> Iterator[str]:
    """Messages without a translation, or with one that lost a placeholder."""
    for message in sorted(messages):
        found = into.get(message[0])
        texts = found.string if found else ""
        texts = texts if isinstance(texts, tuple | list) else (texts,)
        if found is None or found.fuzzy or not all(texts):
            yield f"{message[0]!r} has no translation"
            continue
        names = set(PLACEHOLDER.findall(" ".join(message)))
        if any(set(PLACEHOLDER.findall(text)) - names for text in texts):
            yield f"{message[0]!r} has another placeholder in its translation"
        elif names - set(PLACEHOLDER.findall(" ".join(texts))):
            yield f"{message[0]!r} lost a placeholder in its translation"


class Speech(HTMLParser):
    """Collects what a page says: text between tags, and attributes that are read out."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._open: list[bool] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        # What people wrote is theirs: it says so by dir="auto"; so are their initials.
        is_theirs = given.get("dir") == "auto" or "avatar" in (given.get("class") or "").split()
        is_quiet = any(self._open) or tag in SILENT or is_theirs
        if not is_quiet:
            self.said += [value for name, value in attrs if name in SPOKEN and value]
        if tag not in VOID:
            self._open.append(is_quiet)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._open and tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        if not any(self._open):
            self.said.append(data)


def said(html: str) -> list[str]:
    speech = Speech()
    speech.feed(html)
    return [text.strip() for text in speech.said if text.strip()]


def bare_text(template: Source) -> Iterator[str]:
    """Words that stand in a template outside of gettext."""
    plain = "".join(_without_expressions(template.text))
    plain = plain.replace(f"<{EXPRESSION}", "<x").replace(f"</{EXPRESSION}", "</x")
    lines = [line.removeprefix("Subject:") for line in plain.splitlines()]
    texts = said(plain) if template.path.endswith(".html") else lines
    for text in texts:
        if LETTERS.search(text.replace(EXPRESSION, " ")):
            yield f"{template.path} says {text[:60]!r}"


def bare_arguments(template: Source) -> Iterator[str]:
    """Words that are handed to a component outside of gettext."""
    tree = _environment().parse(template.text)
    for call in tree.find_all(nodes.Call):
        name = getattr(call.node, "name", "")
        if name in NOT_SPOKEN:
            continue
        values = [*call.args, *(pair.value for pair in call.kwargs)]
        for value in values:
            text = value.value if isinstance(value, nodes.Const) else None
            if isinstance(text, str) and LIKE_A_SENTENCE.match(text):
                yield f"{template.path} hands {text!r} to {name}"


def unmarked(page: str, *, known: set[str]) -> list[str]:
    """What a page in the made-up language says outside of its brackets."""
    # One message may hold a link or a size, so that its brackets stand in several texts.
    texts = _peeled("\n".join(said(page))).splitlines()
    rest = [NO_WORDS.sub(" ", text) for text in texts]
    for name in known:
        rest = [text.replace(name, " ") for text in rest]
    return [text.strip() for text in rest if LETTERS.search(text)]


def _peeled(text: str) -> str:
    """What stands outside of all brackets; one message may be part of another."""
    while (inner := BRACKETED.sub(" ", text)) != text:
        text = inner
    return text


def _environment() -> Environment:
    return Environment(extensions=["jinja2.ext.i18n"], autoescape=True)


def _without_expressions(text: str) -> Iterator[str]:
    """The template's own text; a mark for each expression, nothing for what is no prose."""
    quiet = ""
    statement: list[str] = []
    for _, kind, value in _environment().lex(text):
        if kind == "data" and not quiet:
            yield value
        elif kind == "variable_begin" and not quiet:
            yield EXPRESSION
        elif kind == "block_begin":
            statement = []
        elif kind == "name":
            statement.append(value)
        elif kind == "block_end" and statement:
            quiet = _quiet_until(statement) or ("" if statement[0] == quiet else quiet)


def _quiet_until(statement: list[str]) -> str:
    """The statement that ends what this one begins, when that is no prose in the template."""
    if statement[0] == "trans":
        return "endtrans"
    is_key = statement[0] == "block" and statement[1].endswith(BLOCKS_OF_KEYS)
    return "endblock" if is_key else ""
