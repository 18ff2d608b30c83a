"""What the drafts slice plugs in."""

from forum.drafts import models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="drafts", models=models)
