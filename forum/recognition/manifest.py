"""What the recognition slice plugs in."""

from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest, SampleLetter
from forum.recognition import (
    admin,
    checks,
    cli,
    derived,
    facts,
    fillers,
    listeners,
    models,
    saying,
    settings,
    tasks,
    views,
)

MANIFEST = Manifest(
    name="recognition",
    models=models,
    blueprints=[views.bp, admin.bp],
    settings=settings.ALL,
    listeners=listeners.ALL,
    slots=fillers.ROWS,
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("recognition_admin.index", _("Recognition"), "star", group=AdminGroup.PROGRAMME)
    ],
    commands=[cli.recognition],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    derived=derived.ALL,
    letters=[
        SampleLetter(
            "recognition/spotlight",
            _("Would you stand in the spotlight?"),
            {
                "name": "Adaeze",
                "figures": LazyString(facts.told, {"answers": 4, "welcome": 3, "breadth": 9}),
                "is_week": False,
                "link": "/spotlight/answer/sample",
            },
        )
    ],
    acts=saying.ACTS,
)
