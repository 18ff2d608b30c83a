"""What the notices slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminLink, Manifest
from forum.notices import (
    admin,
    checks,
    digests,
    fillers,
    letters,
    listeners,
    models,
    queries,
    seeing,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="notices",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    page_slots=fillers.PAGES,
    admin_links=[AdminLink("previews_admin.index", _("Letters"), "mails", admins_only=True)],
    shown=[seeing.note_shown],
    gatherers=[seeing.seen],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    tallies=[queries.UNREAD],
    letters=[*letters.SAMPLES, digests.SAMPLE],
)
