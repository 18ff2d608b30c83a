"""What the members slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="members")
