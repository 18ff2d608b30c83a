"""Attacks written into texts, shown in a real browser: nothing runs and nothing is fetched."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from forum.markup.render import render, render_html
from tests.markup.texts import OWN, SHARED, SITE, rows

pytestmark = pytest.mark.browser

WAYS = {"markdown": render, "html": render_html}
SOURCES = {"ours": OWN / "markup_attacks.jsonl", "of others": SHARED / "xss" / "dev.jsonl"}
ON_A_PAGE = 60
ADDRESS = "http://forum.example/"

# Whatever an attack calls to show that it ran.
TRAPS = """
window.ran = [];
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => { window.ran.push(name + " " + words.join()); };
for (const name of ["log", "info", "warn", "error"])
  console[name] = (...words) => { window.ran.push("console." + name + " " + words.join()); };
"""
# Touches everything as a reader might, and tells what no text may hold.
TOUCH = """() => {
  const wrong = [];
  const box = document.getElementById("box");
  const copy = document.getElementById("copy");
  copy.innerHTML = box.innerHTML;
  for (const part of [...box.querySelectorAll("*"), ...copy.querySelectorAll("*")]) {
    const names = part.getAttributeNames().join(" ");
    if (/(^| )(on|style\\b|srcdoc)/i.test(names)) wrong.push(part.outerHTML);
    if (part.namespaceURI !== box.namespaceURI) wrong.push(part.outerHTML);
    if (!/^(https?:|mailto:|:|)$/.test(part.protocol ?? "")) wrong.push(part.outerHTML);
    if (part.localName === "summary") part.click();
    part.focus();
    for (const kind of ["mouseover", "focus", "pointerdown", "toggle", "load", "error"])
      part.dispatchEvent(new Event(kind, { bubbles: true }));
  }
  const outside = [...document.body.children].map((part) => part.id).join();
  if (outside !== "before,box,copy,after") wrong.push("the page is now: " + outside);
  return [...wrong, ...window.ran];
}"""


def pages(way: str, source: str) -> Iterator[str]:
    """Pages of many outputs each: most pages are clean, and the message names the wrong part."""
    outputs = [WAYS[way](row["payload"], SITE).html for row in rows(SOURCES[source])]
    for start in range(0, len(outputs), ON_A_PAGE):
        sections = "".join(
            f"<section>{html}</section>" for html in outputs[start : start + ON_A_PAGE]
        )
        yield (
            "<!doctype html><meta charset=utf-8><title>x</title><body><p id=before>b</p>"
            f"<div id=box>{sections}</div><div id=copy></div><p id=after>a</p>"
        )


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("source", SOURCES)
def test_no_attack_runs_in_a_browser(chromium, way, source):
    if not SOURCES[source].exists():
        pytest.skip(f"{SOURCES[source].name} is not here; FORUM_TEST_DATA may name its folder")
    context = chromium.new_context()
    context.add_init_script(TRAPS)
    fetched: list[str] = []
    wrong: list[str] = []
    for page_html in pages(way, source):
        page = context.new_page()
        page.route("**/*", answering(page_html, fetched))
        page.goto(ADDRESS)
        wrong += page.evaluate(TOUCH)
        page.close()
    context.close()

    assert wrong == []
    assert [address for address in fetched if not address.startswith(f"{ADDRESS}uploads/")] == []


def answering(html: str, fetched: list[str]) -> Callable[[Any], None]:
    """The page itself is answered from here; everything else it asks for is written down."""

    def answer(route) -> None:
        if route.request.url == ADDRESS and route.request.is_navigation_request():
            route.fulfill(body=html, content_type="text/html")
        else:
            if not route.request.url.endswith("/favicon.ico"):
                fetched.append(route.request.url)
            route.abort()

    return answer


def test_a_planted_attack_is_noticed(chromium):
    context = chromium.new_context()
    context.add_init_script(TRAPS)
    page = context.new_page()
    planted = (
        "<body><p id=before>b</p><div id=box><img src=x onerror=alert(1)></div>"
        "<div id=copy></div><p id=after>a</p>"
    )
    fetched: list[str] = []
    page.route("**/*", answering(planted, fetched))
    page.goto(ADDRESS)

    found = page.evaluate(TOUCH)
    context.close()

    assert any("onerror" in line for line in found)
    assert any(line.startswith("alert") for line in found)
    assert fetched[0] == f"{ADDRESS}x"
