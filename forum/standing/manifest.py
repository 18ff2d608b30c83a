"""What the standing slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="standing")
