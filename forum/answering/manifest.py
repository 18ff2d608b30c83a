"""What the answering slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.answering import (
    admin,
    checks,
    cli,
    fillers,
    letters,
    listeners,
    models,
    reviewables,
    saying,
    settings,
    tasks,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

CARE = AdminGroup.CARE

MANIFEST = Manifest(
    name="answering",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink(
            "answering_admin.index", _("Answering"), "message-circle-question-mark", group=CARE
        ),
    ],
    reviewables=reviewables.ALL,
    commands=[cli.answering],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    letters=letters.SAMPLES,
)
