"""What the newcomers slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.newcomers import (
    admin,
    checks,
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

PEOPLE = AdminGroup.PEOPLE

MANIFEST = Manifest(
    name="newcomers",
    models=models,
    blueprints=[views.bp, admin.desk, admin.greeting, admin.invitations, admin.circles],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("first_posts_admin.index", _("First posts"), "sprout", group=PEOPLE),
        AdminLink("circles_admin.index_of_circles", _("Inner circles"), "users", group=PEOPLE),
        AdminLink("invitations_admin.index_of_sources", _("Invitations"), "link", group=PEOPLE),
        AdminLink("greeting_admin.offers", _("Greeting"), "hand", admins_only=True, group=PEOPLE),
    ],
    commands=[cli.newcomers],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    tallies=[queries.LOOKED_AFTER],
    acts=saying.ACTS,
)
