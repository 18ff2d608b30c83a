"""What the reactions slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.reactions import models

MANIFEST = Manifest(name="reactions", models=models)
