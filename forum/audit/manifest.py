"""What the audit slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.audit import admin, checks, cli, listeners, models
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="audit",
    models=models,
    blueprints=[admin.bp],
    listeners=listeners.ALL,
    commands=[cli.audit],
    admin_links=[
        AdminLink(
            "audit_admin.index",
            _("Audit log"),
            "scroll-text",
            admins_only=True,
            group=AdminGroup.CARE,
        )
    ],
    checks=checks.ALL,
)
