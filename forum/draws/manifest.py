"""What the draws slice plugs in."""

from forum.draws import admin, checks, cli, fillers, listeners, models, saying, tasks, views
from forum.kernel.manifest import Manifest

MANIFEST = Manifest(
    name="draws",
    models=models,
    blueprints=[views.bp, admin.bp],
    listeners=listeners.ALL,
    slots={"launch.page": fillers.on_page, "launch.team": fillers.for_team},
    commands=cli.ALL,
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    acts=saying.ACTS,
)
