"""What the guides slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.guides import admin, checks, fillers, listeners, models, saying, views
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="guides",
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    page_slots={"site.nav": fillers.in_navigation},
    admin_links=[
        AdminLink(
            "guides_admin.index",
            _("Guides"),
            "book-open",
            admins_only=True,
            group=AdminGroup.PLACES,
        )
    ],
    checks=checks.ALL,
    acts=saying.ACTS,
)
