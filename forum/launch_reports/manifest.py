"""What the launch_reports slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.launch_reports import admin, fillers, listeners, models

MANIFEST = Manifest(
    name="launch_reports",
    models=models,
    blueprints=[admin.bp],
    listeners=listeners.ALL,
    slots={"launch.team": fillers.for_team},
    shown=[listeners.note_shown],
    gatherers=[listeners.sightings],
)
