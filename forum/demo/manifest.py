"""What the demo slice plugs in."""

from forum.demo import cli
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="demo", commands=[cli.demo])
