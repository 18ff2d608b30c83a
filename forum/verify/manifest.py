"""What the verify slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="verify")
