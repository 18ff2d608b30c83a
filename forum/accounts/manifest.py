"""What the accounts slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.accounts import (
    admin,
    checks,
    cli,
    fillers,
    gauges,
    letters,
    models,
    saying,
    session,
    settings,
    tasks,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="accounts",
    models=models,
    blueprints=[views.bp, admin.bp],
    admin_links=[AdminLink("accounts_admin.index", _("Members"), "users", group=AdminGroup.PEOPLE)],
    page_slots={"admin.growth": fillers.on_growth},
    settings=settings.ALL,
    gatherers=[session.seen],
    commands=[cli.accounts],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    gauges=gauges.ALL,
    letters=letters.SAMPLES,
    acts=saying.ACTS,
)
