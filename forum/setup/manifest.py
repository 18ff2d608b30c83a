"""What the setup slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminGroup, AdminLink, Manifest, SampleLetter
from forum.setup import admin, cli, fillers, listeners, models, saying, tasks

MANIFEST = Manifest(
    name="setup",
    models=models,
    blueprints=[admin.bp],
    commands=cli.ALL,
    listeners=listeners.ALL,
    letters=[SampleLetter("setup/trial", _("A test, from the set-up"), {"username": "ada"})],
    page_slots=fillers.PAGES,
    admin_links=[
        AdminLink("setup_admin.index", _("Set-up"), "list-checks", admins_only=True),
        AdminLink(
            "setup_admin.reasons",
            _("Reasons to join"),
            "handshake",
            admins_only=True,
            group=AdminGroup.PLACES,
        ),
    ],
    tasks=tasks.ALL,
    schedules=tasks.SCHEDULES,
    acts=saying.ACTS,
)
