"""What the points slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Derived, Manifest
from forum.points import (
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
    name="points",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots={"member.main": fillers.on_member_page},
    admin_links=[AdminLink("points_admin.index", _("Points"), "coins", group=AdminGroup.PROGRAMME)],
    commands=[cli.points],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    derived=[Derived("points", actions.settle, queries.differences, actions.rebuild)],
    acts=saying.ACTS,
)
