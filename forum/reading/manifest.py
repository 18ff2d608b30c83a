"""What the reading slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.reading import models

MANIFEST = Manifest(name="reading", models=models)
