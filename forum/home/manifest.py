"""What the home slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="home")
