"""What the replies slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.replies import (
    admin,
    checks,
    fillers,
    listeners,
    models,
    reviewables,
    saying,
    screens,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="replies",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots=fillers.ROWS,
    page_slots={"pages.about": fillers.on_about},
    admin_links=[
        AdminLink(
            "replies_admin.index", _("Saved replies"), "message-square-quote", group=AdminGroup.CARE
        )
    ],
    checks=checks.ALL,
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    team_screens=[screens.Used()],
)
