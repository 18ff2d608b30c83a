"""Rules about templates: short, whole, nothing inline, nothing trusted that is not clean."""

import re
from collections.abc import Iterable, Iterator

import pytest
from jinja2 import TemplateSyntaxError

from tests.house.source import Source, expect_none, python, sources

LONGEST_TEMPLATE = 120
INLINE_STYLE = re.compile(r"<[^>]*\sstyle\s*=|<style\b", re.IGNORECASE)
INLINE_SCRIPT = re.compile(
    r"<script\b(?![^>]*\bsrc=)[^>]*>|<script\b[^>]*>\s*[^<\s]", re.IGNORECASE
)
# Facts for search engines: nothing that runs, written by the one filter that lets none of it out.
DATA_BLOCK = re.compile(
    r'<script type="application/ld\+json">{{ data\.facts(\([^{}]*\))?\|tojson }}</script>'
)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE)
SCRIPT_ADDRESS = re.compile(r"(?:href|src|action)\s*=\s*[\"']?\s*javascript:", re.IGNORECASE)
TRUSTED = re.compile(r"\|\s*safe\b|\bautoescape\s+false\b")
DENIED = re.compile(r"\bdeny\(\s*\"(\w+)\"")
MACRO = re.compile(r"{%-?\s*macro\s+(\w+)\(")
# Where html that was sanitised when it was written is shown, and nowhere else.
MAY_TRUST = {"templates/components/prose.html"}
MAY_MARK_UP = {
    "forum/web/moments.py": "the <time> element, every part of it escaped",
    "forum/web/kept.py": "what templates have made, put together again",
    "forum/web/icons.py": "our own icons",
}
# What holds words alone, up to its end, and what makes blocks; `tests/web` asks whole pages.
WORDS_ALONE = re.compile(
    r"<(?P<tag>p|span|h[1-6]|button)\b[^>]*>(?P<inside>(?:(?!</(?P=tag)>).)*)", re.DOTALL
)
BLOCK = re.compile(r"<(?:form|div|ul|ol|p|table|section)\b|\b(?:post_button|notice|card|prose)\(")
NOTES = re.compile(r"{#.*?#}", re.DOTALL)
BLOCK_TAGS = re.compile(r"{[{%#].*?[#%}]}", re.DOTALL)


def templates() -> list[Source]:
    return sources("templates", "*.html") + sources("templates", "*.txt")


def components() -> list[Source]:
    return sources("templates/components", "*.html")


def long_templates(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.lines > LONGEST_TEMPLATE:
            yield f"{file.path} has {file.lines} lines"


def inline(files: Iterable[Source]) -> Iterator[str]:
    """The content security policy forbids all of these, so they would not work."""
    for file in files:
        plain = BLOCK_TAGS.sub("x", DATA_BLOCK.sub("", file.text))
        for pattern in (INLINE_STYLE, INLINE_SCRIPT, HANDLER, SCRIPT_ADDRESS):
            for match in pattern.finditer(plain):
                yield f"{file.path} has {match.group()[:60]!r}"


def blocks_in_words(files: Iterable[Source]) -> Iterator[str]:
    """Browsers end a paragraph before a block, and what follows stands outside of it."""
    for file in files:
        for words in WORDS_ALONE.finditer(NOTES.sub("", file.text)):
            if block := BLOCK.search(words["inside"]):
                yield f"{file.path} has {block.group()!r} in <{words['tag']}>"


def trusted(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path not in MAY_TRUST and TRUSTED.search(file.text):
            yield f"{file.path} trusts something with |safe"


def marked_up(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if file.path not in MAY_MARK_UP and re.search(r"\bMarkup\(", file.text):
            yield f"{file.path} makes markup by hand"


def misnamed_components(files: Iterable[Source]) -> Iterator[str]:
    """One component, one macro, one file, one name."""
    for file in files:
        name = file.path.rpartition("/")[2].removesuffix(".html")
        macros = [macro for macro in MACRO.findall(file.text) if not macro.startswith("_")]
        if macros and macros != [name]:
            yield f"{file.path} has the macros {macros}"


def unexplained_components(files: Iterable[Source]) -> Iterator[str]:
    for file in files:
        if MACRO.search(file.text) and not file.text.lstrip().startswith("{#"):
            yield f"{file.path} does not say what its parameters are"


def components_without_a_page(files: Iterable[Source], guide: str) -> Iterator[str]:
    """The style guide shows every component."""
    for file in files:
        name = file.path.removeprefix("templates/")
        if f'"{name}"' not in guide and f"'{name}'" not in guide:
            yield f"{file.path} is not in the style guide"


def unexplained_refusals(files: Iterable[Source], pages: Iterable[str]) -> Iterator[str]:
    """A refusal says why, and what to do next: each reason has a page of its own."""
    explained = set(pages)
    for file in files:
        for reason in DENIED.findall(file.text):
            if f"templates/errors/reasons/{reason}.html" not in explained:
                yield f"{file.path} denies with {reason}, which has no words"


def style_guide() -> str:
    pages = sources("templates/style_guide", "*.html")
    # A component may also be shown as a part of another one that is.
    shown = [page.text for page in pages] + [file.text for file in components()]
    return "\n".join(shown)


PATH = "templates/topics/show.html"
RULES = [
    (long_templates, PATH, "<p>\n" * 121),
    (inline, PATH, '<p class="a" style="color: red">'),
    (inline, PATH, "<style>p { color: red }</style>"),
    (inline, PATH, "<script>alert(1)</script>"),
    (inline, PATH, '<script type="application/ld+json">{{ data.facts }}</script>'),
    (inline, PATH, '<script type="text/javascript">{{ data.facts|tojson }}</script>'),
    (inline, PATH, '<button type="button" onclick="go()">'),
    (inline, PATH, '<a href="javascript:go()">'),
    (blocks_in_words, PATH, "<p>{{ post_button('/x', _('Undo')) }}</p>"),
    (blocks_in_words, PATH, '<span class="row"><form></form></span>'),
    (trusted, PATH, "{{ post.html|safe }}"),
    (trusted, PATH, "{% autoescape false %}{{ x }}{% endautoescape %}"),
    (misnamed_components, "templates/components/button.html", "{% macro knob() %}{% endmacro %}"),
    (unexplained_components, "templates/components/a.html", "{% macro a() %}{% endmacro %}"),
]


def files_for(rule) -> list[Source]:
    if "components" in rule.__name__:
        return components()
    # Mail has no stylesheet and no content security policy: programs read only styles in place.
    return [file for file in templates() if rule is not inline or file.slice != "mail"]


@pytest.mark.parametrize("rule", dict.fromkeys(r for r, _, _ in RULES), ids=lambda r: r.__name__)
def test_the_templates_keep_the_rule_against(rule):
    expect_none(rule(files_for(rule)))


@pytest.mark.parametrize(("rule", "path", "text"), RULES)
def test_a_planted_violation_is_found_by(rule, path, text):
    assert len(list(rule([Source(path, text)]))) == 1


def test_a_script_with_an_address_of_ours_is_no_inline_script():
    text = '<script type="module" src="{{ static_url(\'js/site.js\') }}"></script>'

    assert list(inline([Source(PATH, text)])) == []


def test_python_makes_no_markup_by_hand():
    expect_none(marked_up(python()))


def test_planted_markup_is_found():
    planted = Source("forum/topics/views.py", "x = Markup('<b>') + name")

    assert len(list(marked_up([planted]))) == 1


def test_the_style_guide_shows_every_component():
    expect_none(components_without_a_page(components(), style_guide()))


def test_a_planted_component_without_a_page_is_found():
    planted = Source("templates/components/lamp.html", "")

    assert len(list(components_without_a_page([planted], style_guide()))) == 1


@pytest.mark.parametrize("template", templates(), ids=lambda file: file.path)
def test_the_template_compiles(app, template):
    name = template.path.removeprefix("templates/")

    assert app.jinja_env.get_template(name).name == name


def test_a_planted_template_that_does_not_compile_is_found(app):
    with pytest.raises(TemplateSyntaxError):
        app.jinja_env.from_string("{% if %}")


def test_the_page_of_the_style_guide_is_shown(guest):
    assert guest.get("/style-guide").status_code == 200


def test_every_refusal_has_its_words():
    pages = [file.path for file in sources("templates/errors/reasons", "*.html")]

    expect_none(unexplained_refusals(python(), pages))


def test_a_planted_refusal_without_words_is_found():
    planted = Source("forum/topics/policy.py", 'return deny("planted")')

    assert len(list(unexplained_refusals([planted], []))) == 1
