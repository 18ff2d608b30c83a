"""What the accounts slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.accounts import admin, checks, cli, models, session, settings, tasks, views
from forum.kernel.manifest import AdminLink, Manifest

MANIFEST = Manifest(
    name="accounts",
    models=models,
    blueprints=[views.bp, admin.bp],
    admin_links=[AdminLink("accounts_admin.index", _("Members"), "users")],
    settings=settings.ALL,
    gatherers=[session.seen],
    commands=[cli.accounts],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
