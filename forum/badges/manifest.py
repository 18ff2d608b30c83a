"""What the badges slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.badges import admin, cli, derived, fillers, listeners, models, saying, tasks, views
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="badges",
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    slots=fillers.ALL,
    admin_links=[AdminLink("badges_admin.index", _("Badges"), "medal", group=AdminGroup.PROGRAMME)],
    commands=[cli.badges],
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    derived=[derived.DERIVED],
    acts=saying.ACTS,
)
