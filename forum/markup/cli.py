"""`forum markup`: renders texts line by line, for trying things out and for checkers."""

import json
from typing import TextIO

import click

from forum.markup.parser import markdown_html
from forum.markup.render import PLAIN, render, render_html
from forum.markup.sanitize import sanitize


@click.command()
@click.option("--html", "given", flag_value="html", help="The payloads are HTML, not Markdown.")
@click.option("--plain", "given", flag_value="plain", help="CommonMark and nothing of our own.")
@click.argument("lines", type=click.File(encoding="utf-8"), default="-")
def markup(given: str | None, lines: TextIO) -> None:
    """Read JSON lines {id, payload}, write JSON lines {id, html}."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            name, payload = row["id"], str(row["payload"])
        except (ValueError, KeyError, TypeError) as fault:
            raise click.ClickException(f"Line {number} is not {{id, payload}}: {fault}") from fault
        click.echo(json.dumps({"id": name, "html": _rendered(payload, given)}))


def _rendered(payload: str, given: str | None) -> str:
    if given == "html":
        return render_html(payload, PLAIN).html
    if given == "plain":
        return sanitize(markdown_html(payload))
    return render(payload, PLAIN).html
