"""What the channels slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.channels import (
    admin,
    checks,
    fillers,
    gauges,
    listeners,
    models,
    queries,
    reviewables,
    saying,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="channels",
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots={"audit.names": fillers.in_audit_log},
    page_slots={"site.nav": fillers.in_navigation},
    admin_links=[
        AdminLink(
            "channels_admin.index",
            _("Channels"),
            "messages-square",
            admins_only=True,
            group=AdminGroup.PLACES,
        )
    ],
    checks=checks.ALL,
    gauges=gauges.ALL,
    upload_doors={"channel": queries.is_readable},
    acts=saying.ACTS,
)
