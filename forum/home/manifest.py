"""What the home slice plugs in."""

from forum.home import actions, listeners, models, settings, tasks, views
from forum.home.queries import helpful
from forum.kernel.manifest import Derived, Manifest

MANIFEST = Manifest(
    name="home",
    models=models,
    blueprints=[views.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    tasks=tasks.ALL,
    pauses=tasks.PAUSES,
    schedules=tasks.SCHEDULES,
    derived=[Derived("helpful members", actions.settle, helpful.differences, actions.rebuild)],
)
