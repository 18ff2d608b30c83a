"""Reading what a component rendered."""

from types import SimpleNamespace
from xml.etree.ElementTree import Element


def member(name: str = "Adaeze Obi", avatar: str | None = None) -> SimpleNamespace:
    """Somebody as a component sees them."""
    return SimpleNamespace(display_name=name, username="adaeze", hue=10, avatar=avatar)


def words(element: Element) -> str:
    """What a screen reader would find in it."""
    return " ".join("".join(element.itertext()).split())


def only(element: Element, path: str) -> Element:
    """The one element below it that matches."""
    found = element.findall(f".//{path}")
    assert len(found) == 1, f"{len(found)} of {path}"
    return found[0]
