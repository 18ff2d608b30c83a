"""What the rehearsals slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.rehearsals import admin, cli, fillers, listeners, models, saying, settings, tasks

MANIFEST = Manifest(
    name="rehearsals",
    models=models,
    settings=settings.ALL,
    blueprints=[admin.bp],
    listeners=listeners.ALL,
    slots={"launch.plan": fillers.for_team},
    commands=cli.ALL,
    tasks=tasks.ALL,
    hands=tasks.HANDS,
    schedules=tasks.SCHEDULES,
    acts=saying.ACTS,
)
