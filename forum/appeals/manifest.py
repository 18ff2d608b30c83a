"""What the appeals slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.appeals import (
    admin,
    checks,
    fillers,
    letters,
    listeners,
    models,
    reviewables,
    saying,
    settings,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="appeals",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    admin_links=[AdminLink("appeals_admin.index", _("Appeals"), "undo-2", group=AdminGroup.CARE)],
    checks=checks.ALL,
    letters=letters.SAMPLES,
)
