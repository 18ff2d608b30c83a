"""What the codes slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.codes import admin, checks, fillers, listeners, models, saying, tasks, views
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="codes",
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink(
            "codes_admin.index",
            _("Codes"),
            "ticket",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        )
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    acts=saying.ACTS,
)
