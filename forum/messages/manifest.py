"""What the messages slice plugs in."""

from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="messages")
