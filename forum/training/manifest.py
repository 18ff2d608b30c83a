"""What the training slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.training import admin, checks, fillers, listeners, models, saying, settings, tasks

MANIFEST = Manifest(
    name="training",
    acts=saying.ACTS,
    models=models,
    blueprints=[admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots={"sanctions.record": fillers.on_record},
    page_slots={"admin.nav": fillers.in_navigation},
    admin_links=[
        AdminLink("training_admin.index", _("Training"), "graduation-cap", group=AdminGroup.CARE)
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
