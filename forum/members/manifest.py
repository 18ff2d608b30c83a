"""What the members slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.members import checks, views

MANIFEST = Manifest(name="members", blueprints=[views.bp], checks=checks.ALL)
