"""What the uploads slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.uploads import models

MANIFEST = Manifest(name="uploads", models=models)
