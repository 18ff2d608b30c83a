"""What the governance slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.governance import admin, checks, cli, listeners, models, saying, settings, tasks, views
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="governance",
    acts=saying.ACTS,
    models=models,
    settings=settings.ALL,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    commands=[cli.governance],
    admin_links=[
        AdminLink(
            "governance_admin.index", _("Deciding alike"), "git-compare", group=AdminGroup.CARE
        )
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
