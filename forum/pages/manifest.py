"""What the pages slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.pages import admin, checks, listeners, models, saying, settings, views

MANIFEST = Manifest(
    name="pages",
    models=models,
    settings=settings.ALL,
    blueprints=[views.bp, admin.pages_bp],
    listeners=listeners.ALL,
    admin_links=[
        AdminLink(
            "pages_admin.index", _("Pages"), "file-text", admins_only=True, group=AdminGroup.PLACES
        )
    ],
    checks=checks.ALL,
    acts=saying.ACTS,
)
