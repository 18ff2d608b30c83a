"""What the moderation slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest
from forum.moderation import (
    admin,
    checks,
    fillers,
    gauges,
    listeners,
    models,
    reviewables,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="moderation",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots={
        "member.main": fillers.on_member_page,
        "case.member": fillers.beside_case,
        "sanctions.record": fillers.on_record,
    },
    page_slots={
        "site.banner": fillers.above_every_page,
        "admin.nav": fillers.in_staff_navigation,
        "admin.overview": fillers.on_overview,
        "decisions.page": fillers.below_decisions,
    },
    admin_links=[
        AdminLink(
            "moderation_admin.teams",
            _("Teams and hours"),
            "calendar-clock",
            admins_only=True,
            group=AdminGroup.CARE,
        )
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    gauges=gauges.ALL,
)
