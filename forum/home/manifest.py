"""What the home slice plugs in."""

from forum.home import views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(name="home", blueprints=[views.bp])
