"""What the conversations slice plugs in."""

from forum.conversations import cli, models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="conversations", models=models, commands=[cli.importing])
