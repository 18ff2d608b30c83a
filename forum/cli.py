"""`forum`: the command line. Nothing of the forum is loaded before a command needs it."""

import os
from importlib import import_module
from pathlib import Path

import click

from forum.kernel.commands import merged
from forum.server.options import DATA_FOLDER, read_config

# Our own commands, by where they are; those of the slices come from their manifests.
COMMANDS = {
    "markup": "forum.markup.cli:markup",
    "migrate": "forum.server.prepare:migrate",
    "prepare": "forum.server.prepare:prepare",
    "restore": "forum.server.restore:restore",
    "secret": "forum.server.secret:secret",
    "serve": "forum.server.serve:serve",
    "start": "forum.server.start:start",
    "work": "forum.server.work:work",
}


class Root(click.Group):
    """Finds commands when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names, for the help."""
        return sorted({*COMMANDS, *_commands_of_slices()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name."""
        if cmd_name not in COMMANDS:
            return _commands_of_slices().get(cmd_name)
        module, _, name = COMMANDS[cmd_name].partition(":")
        found: click.Command = getattr(import_module(module), name)
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; open the application around one that belongs to a slice."""
        _settle_in(ctx.params.get("data"))
        name, command, rest = super().resolve_command(ctx, args)
        if name not in COMMANDS and "--help" not in rest:
            app = import_module("forum.server.opening").open_forum(read_config())
            ctx.with_resource(app.app_context())
        return name, command, rest


@click.group(cls=Root, context_settings={"help_option_names": ["--help"]})
@click.option("--data", type=DATA_FOLDER, help="The data folder (FORUM_DATA, data/).")
@click.version_option(package_name="guildhall", prog_name="Guildhall")
def main(data: Path | None) -> None:
    """Guildhall, the forum a brand owns."""


def _settle_in(data: Path | None) -> None:
    """Choose the data folder, and keep what is written there for the forum's own eyes."""
    os.umask(0o077)
    if data is not None:
        os.environ["FORUM_DATA"] = str(data)


def _commands_of_slices() -> dict[str, click.Command]:
    slices = import_module("forum.slices")
    found: dict[str, click.Command] = {}
    for command in (each for manifest in slices.ALL for each in manifest.commands):
        name = command.name or ""
        found[name] = merged(found.get(name), command)
    return found
