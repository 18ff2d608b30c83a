"""What the commerce slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.commerce import (
    admin,
    checks,
    cli,
    fillers,
    listeners,
    models,
    saying,
    tasks,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="commerce",
    models=models,
    blueprints=[admin.products, admin.stores, admin.orders, views.bp, views.own],
    listeners=listeners.ALL,
    acts=saying.ACTS,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    commands=[cli.orders],
    checks=checks.ALL,
    admin_links=[
        AdminLink(
            "orders_admin.index",
            _("Orders"),
            "receipt",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        ),
        AdminLink(
            "products_admin.index",
            _("Products"),
            "package",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        ),
        AdminLink(
            "stores_admin.index",
            _("Stores"),
            "store",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        ),
    ],
    tasks=tasks.ALL,
    hands=tasks.HANDS,
    schedules=tasks.SCHEDULES,
)
