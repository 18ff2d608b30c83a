"""What the commands of this folder share: the folder and the configuration, with clear words."""

import os
from pathlib import Path
from typing import Any

import click

from forum.config import Config, ConfigError, default_data_dir
from forum.server import folder

UNFIT = 78
DATA_FOLDER = click.Path(file_okay=False, path_type=Path)


class Unfit(click.ClickException):
    """Something that no second try mends; whoever restarts programs need not."""

    exit_code = UNFIT


def read_config(**overrides: Any) -> Config:
    """The configuration from the environment; ends the command with a sentence when it is wrong."""
    try:
        return Config.from_environment(os.environ, **overrides)
    except ConfigError as error:
        raise Unfit(str(error)) from error


def make_folder() -> None:
    """Make what is missing of the data folder; children of this process will use the same one."""
    data_dir = Path(os.environ.get("FORUM_DATA") or default_data_dir()).absolute()
    os.environ["FORUM_DATA"] = str(data_dir)
    try:
        folder.prepare(data_dir)
    except OSError as error:
        words = f"Cannot write to the data folder {data_dir}: {error.strerror or error}."
        raise click.ClickException(words) from error
