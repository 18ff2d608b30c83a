"""What the jobs slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.jobs import admin, checks, cli, fillers, gauges, models, saying, tasks
from forum.kernel.manifest import AdminLink, Manifest

MANIFEST = Manifest(
    name="jobs",
    models=models,
    blueprints=[admin.bp],
    commands=[cli.jobs],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    gauges=gauges.ALL,
    page_slots={"admin.health": fillers.on_overview},
    admin_links=[AdminLink("jobs_admin.index", _("Jobs"), "list-todo", admins_only=True)],
    acts=saying.ACTS,
)
