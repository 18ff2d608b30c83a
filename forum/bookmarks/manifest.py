"""What the bookmarks slice plugs in."""

from forum.bookmarks import models
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="bookmarks", models=models)
