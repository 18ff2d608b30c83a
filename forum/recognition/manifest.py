"""What the recognition slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="recognition")
