"""What the site slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.site import models, settings

MANIFEST = Manifest(name="site", models=models, settings=settings.ALL)
