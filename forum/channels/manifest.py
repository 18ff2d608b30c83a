"""What the channels slice plugs in."""

from forum.channels import fillers, models, reviewables, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="channels",
    models=models,
    blueprints=[views.bp],
    reviewables=reviewables.ALL,
    page_slots={"site.nav": fillers.in_navigation},
)
