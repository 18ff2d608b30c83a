"""What the topics slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.topics import (
    admin,
    checks,
    doors,
    fillers,
    listeners,
    models,
    parting,
    queries,
    reviewables,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="topics",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots={
        "audit.names": fillers.in_audit_log,
        "member.main": fillers.activity,
        "member.figures": fillers.figures,
        "member.rail": fillers.known_for,
    },
    page_slots={"drafts.page": fillers.waiting, "admin.growth": fillers.on_growth},
    admin_links=[AdminLink("topics_admin.tags", _("Tags"), "tags", group=AdminGroup.PLACES)],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    tallies=[queries.CHANGES],
    partings=parting.ALL,
    upload_doors=doors.ALL,
    acts=saying.ACTS,
)
