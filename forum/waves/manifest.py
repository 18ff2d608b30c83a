"""What the waves slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.waves import (
    admin,
    checks,
    listeners,
    models,
    reviewables,
    saying,
    screens,
    settings,
    tasks,
)

MANIFEST = Manifest(
    name="waves",
    acts=saying.ACTS,
    models=models,
    blueprints=[admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    admin_links=[
        AdminLink("waves_admin.index", _("Waves"), "waves-horizontal", group=AdminGroup.CARE)
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    screens=[screens.Watch()],
)
