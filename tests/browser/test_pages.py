"""Every page, narrow and wide, light and dark: nothing that keeps somebody from using it."""

import pytest

from tests.browser.people import address_of, reply, set_up, sign_up, start_topic

pytestmark = pytest.mark.browser
axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is missing")

WIDTHS = (1320, 390)
TOPIC = "What belongs into a picnic kit?"
BODY = """Three things so far:

- [x] the kettle
- [ ] a grinder

| what | weight |
|---|---|
| kettle | 400 g |

> Somebody said that weight does not matter.

```python
print("it does")
```
"""


@pytest.fixture(scope="module")
def lived_in(site, chromium) -> dict[str, str]:
    """A site with a topic, an answer and a member; the addresses of its pages."""
    context = chromium.new_context(base_url=site.address)
    page = context.new_page()
    set_up(page, site)
    start_topic(page, channel="help", title=TOPIC, body=BODY)
    topic = address_of(page).removeprefix(site.address)
    reply(page, "A cloth, always.")
    context.close()
    return {"topic": topic}


def faults(page) -> list[str]:
    """What axe finds, each with the element."""
    found = axe.Axe().run(page).response["violations"]
    return [f"{rule['id']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_guest_meets_no_barrier(visit, lived_in, width, dark):
    page = visit(width=width, dark=dark)
    paths = ["/", "/c/help", lived_in["topic"], "/channels", "/tags", "/members/olivia"]

    found = {}
    for path in [*paths, "/sign-in", "/sign-up", "/reset", "/no-such-page"]:
        page.goto(path)
        found[path] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_a_member_meets_no_barrier(visit, site, lived_in, width):
    page = visit(width=width)
    sign_up(page, site, f"wanda{width}")
    paths = ["/", "/new?channel=help", lived_in["topic"], "/unread", "/following", "/drafts"]

    found = {}
    for path in [*paths, "/bookmarks", "/preferences", "/preferences/sessions", "/c/help/about"]:
        page.goto(path)
        found[path] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("width", WIDTHS)
def test_the_owner_meets_no_barrier(visit, site, lived_in, width):
    page = visit(width=width, dark=width == WIDTHS[1])
    set_up(page, site)
    paths = ["/admin", "/admin/channels", "/admin/channels/new", "/admin/moderation"]

    found = {}
    for path in [*paths, "/admin/site/brand", "/admin/site/settings", lived_in["topic"]]:
        page.goto(path)
        found[path] = faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path

    assert {path: wrong for path, wrong in found.items() if wrong} == {}
