"""What the newcomers slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.newcomers import admin, checks, fillers, listeners, models, settings, tasks

MANIFEST = Manifest(
    name="newcomers",
    models=models,
    blueprints=[admin.desk],
    settings=settings.ALL,
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("first_posts_admin.index", _("First posts"), "sprout", group=AdminGroup.CARE),
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
