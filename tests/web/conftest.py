"""A way to look at one component, read as the browser would."""

from collections.abc import Callable
from xml.etree.ElementTree import Element

import html5lib
import pytest
from flask import Flask


@pytest.fixture
def show(app: Flask) -> Callable[..., Element]:
    """Renders a line of a template with the components it names, and reads the result."""

    def render(line: str, **data: object) -> Element:
        names = [name for name in _components(app) if f" {name}(" in line]
        imports = "".join(f'{{% from "components/{name}.html" import {name} %}}' for name in names)
        with app.test_request_context():
            text = app.jinja_env.from_string(imports + line).render(**data)
        return html5lib.parseFragment(text, namespaceHTMLElements=False)

    return render


def _components(app: Flask) -> list[str]:
    paths = app.jinja_env.list_templates(filter_func=lambda path: path.startswith("components/"))
    return [path.removeprefix("components/").removesuffix(".html") for path in paths]
