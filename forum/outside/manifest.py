"""What the outside slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminLink, Manifest
from forum.outside import admin, models

MANIFEST = Manifest(
    name="outside",
    models=models,
    blueprints=[admin.bp],
    admin_links=[AdminLink("ownership_admin.index", _("Ownership"), "key-round", admins_only=True)],
)
