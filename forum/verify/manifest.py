"""What the verify slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.verify import checks, cli

MANIFEST = Manifest(name="verify", commands=[cli.verify], checks=checks.ALL)
