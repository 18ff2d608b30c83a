"""What the newcomers slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="newcomers")
