"""What the backups slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.backups import admin, checks, cli, fillers, listeners, models, saying, settings, tasks
from forum.kernel.manifest import AdminLink, Manifest

MANIFEST = Manifest(
    name="backups",
    models=models,
    settings=settings.ALL,
    blueprints=[admin.bp],
    listeners=listeners.ALL,
    page_slots={"admin.overview": fillers.on_overview},
    admin_links=[
        AdminLink("backups_admin.index", _("Backups"), "database-backup", admins_only=True)
    ],
    commands=[cli.backup],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    acts=saying.ACTS,
)
