"""What the conversations slice plugs in."""

from forum.conversations import cli, listeners, models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="conversations",
    models=models,
    listeners=listeners.ALL,
    commands=[cli.importing],
)
