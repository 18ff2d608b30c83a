"""What the commands of this folder share: the configuration, and clear words when it is wrong."""

import os
from pathlib import Path
from typing import Any

import click

from forum.config import Config, ConfigError

DATA_FOLDER = click.Path(file_okay=False, path_type=Path)


def read_config(**overrides: Any) -> Config:
    """The configuration from the environment; ends the command with a sentence when it is wrong."""
    try:
        return Config.from_environment(os.environ, **overrides)
    except ConfigError as error:
        raise click.ClickException(str(error)) from error
