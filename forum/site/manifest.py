"""What the site slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.site import admin, cli, listeners, models, saying, settings, views

MANIFEST = Manifest(
    name="site",
    models=models,
    listeners=listeners.ALL,
    settings=settings.ALL,
    commands=cli.ALL,
    blueprints=[views.bp, admin.brand_bp, admin.settings_bp],
    admin_links=[
        AdminLink(
            "brand_admin.edit", _("Brand"), "palette", admins_only=True, group=AdminGroup.LOOK
        ),
        AdminLink(
            "site_admin.settings",
            _("Settings"),
            "sliders-horizontal",
            admins_only=True,
            group=AdminGroup.LOOK,
        ),
    ],
    acts=saying.ACTS,
)
