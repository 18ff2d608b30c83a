"""What the moderation slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.moderation import models

MANIFEST = Manifest(name="moderation", models=models)
