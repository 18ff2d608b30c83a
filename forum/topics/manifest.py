"""What the topics slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.topics import models

MANIFEST = Manifest(name="topics", models=models)
