"""What the demo slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="demo")
