"""What the feedback slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.feedback import admin, checks, fillers, listeners, models, saying, tasks, views
from forum.kernel.manifest import AdminGroup, AdminLink, Manifest

MANIFEST = Manifest(
    name="feedback",
    models=models,
    blueprints=[views.bp, admin.feedback, admin.promises],
    listeners=listeners.ALL,
    slots={"launch.page": fillers.on_page, "launch.team": fillers.for_team},
    admin_links=[
        AdminLink(
            "feedback_admin.index",
            _("Feedback"),
            "clipboard-list",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        ),
        AdminLink(
            "promises_admin.index",
            _("Promises"),
            "handshake",
            admins_only=True,
            group=AdminGroup.PROGRAMME,
        ),
    ],
    acts=saying.ACTS,
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
)
