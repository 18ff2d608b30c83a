"""What the automod slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.automod import (
    admin,
    checks,
    cli,
    fillers,
    listeners,
    models,
    saying,
    screens,
    settings,
    tasks,
    views,
)
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="automod",
    acts=saying.ACTS,
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    settings=settings.ALL,
    checks=checks.ALL,
    slots={
        "post.waiting": fillers.why_waiting,
        "audit.names": fillers.in_audit_log,
        "case.why": fillers.on_case,
    },
    page_slots={"composer.limits": fillers.while_typing},
    admin_links=[
        AdminLink("automod_admin.index", _("Automatic rules"), "bot", group=AdminGroup.CARE)
    ],
    commands=[cli.automod],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    screens=[screens.Rules()],
)
