"""What the messages slice plugs in."""

from forum.kernel.manifest import Manifest
from forum.messages import (
    checks,
    doors,
    fillers,
    listeners,
    models,
    parting,
    queries,
    reviewables,
    saying,
    views,
)

MANIFEST = Manifest(
    name="messages",
    models=models,
    blueprints=[views.bp],
    listeners=listeners.ALL,
    reviewables=reviewables.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    shown=[listeners.note_shown],
    gatherers=[listeners.read],
    checks=checks.ALL,
    tallies=[queries.UNREAD],
    partings=parting.ALL,
    upload_doors=doors.ALL,
    acts=saying.ACTS,
)
