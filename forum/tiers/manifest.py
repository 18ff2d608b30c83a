"""What the tiers slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Derived, Manifest
from forum.tiers import (
    actions,
    admin,
    cli,
    fillers,
    listeners,
    models,
    queries,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="tiers",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    admin_links=[AdminLink("tiers_admin.index", _("Tiers"), "trophy", group=AdminGroup.PROGRAMME)],
    commands=[cli.tiers],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    derived=[Derived("tiers", actions.settle, queries.differences, actions.rebuild)],
    acts=saying.ACTS,
)
