"""`forum settings` and `forum set-up`: what the brand chose, and the way into a fresh site."""

from typing import Any

import click
from flask.cli import with_appcontext

from forum.kernel.policy import Invalid, NotFound
from forum.kernel.settings import Setting
from forum.site import actions, queries, values
from forum.site.forms import words_for


@click.group("settings")
def settings() -> None:
    """What the brand chose."""


@settings.command("list")
@with_appcontext
def show_all() -> None:
    """Print every setting with its value; a star marks those that differ from the default."""
    for setting in queries.all_settings().values():
        mark = "*" if setting.get() != setting.default else " "
        click.echo(f"{mark} {setting.key} = {values.written(setting.get())}")


@settings.command("show")
@click.argument("key")
@with_appcontext
def show(key: str) -> None:
    """Print one setting: what it is for, its value, its default, its choices."""
    setting = _setting(key)
    click.echo(f"{setting.key}: {setting.help}")
    click.echo(f"value    {values.written(setting.get())}")
    click.echo(f"default  {values.written(setting.default)}")
    if setting.choices:
        click.echo(f"choices  {', '.join(map(values.written, setting.choices))}")


@settings.command("set")
@click.argument("key")
@click.argument("value")
@with_appcontext
def choose(key: str, value: str) -> None:
    """Give a setting a value; a switch takes yes or no."""
    setting = _setting(key)
    is_no = isinstance(setting.default, bool) and value.lower() in {"no", "0", "false"}
    try:
        actions.assign(key, values.read(setting, values.FALSE if is_no else value))
    except Invalid as error:
        raise click.ClickException(words_for(error)) from error
    click.echo(f"{key} = {values.written(setting.get())}")


@settings.command("reset")
@click.argument("key")
@with_appcontext
def reset(key: str) -> None:
    """Give a setting its default again."""
    setting = _setting(key)
    actions.assign(key, setting.default)
    click.echo(f"{key} = {values.written(setting.default)}")


@click.command("set-up")
@with_appcontext
def set_up() -> None:
    """Print a new link with which a fresh site is set up; earlier ones end."""
    link = actions.setup_link()
    click.echo(link or "This forum has an owner already. See `forum accounts` for ways in.")


def _setting(key: str) -> Setting[Any]:
    try:
        return queries.setting(key)
    except NotFound as error:
        words = f"There is no setting {key}. `forum settings list` names them all."
        raise click.ClickException(words) from error


ALL = [settings, set_up]
