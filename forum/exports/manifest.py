"""What the exports slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.exports import admin, cli, listeners, models, saying, tasks, views
from forum.kernel.manifest import Manifest, SampleLetter

MANIFEST = Manifest(
    name="exports",
    models=models,
    blueprints=[views.bp, admin.bp],
    commands=[cli.export, cli.importing, cli.export_format],
    listeners=listeners.ALL,
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    letters=[
        SampleLetter(
            "exports/ready",
            _("A copy of a member's data is ready"),
            {"username": "ada", "link": "/preferences/data"},
        )
    ],
    acts=saying.ACTS,
)
