"""What the channels slice plugs in."""

from forum.channels import fillers, models, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="channels",
    models=models,
    blueprints=[views.bp],
    page_slots={"site.nav": fillers.in_navigation},
)
