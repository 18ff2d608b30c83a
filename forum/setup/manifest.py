"""What the setup slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminLink, Manifest, SampleLetter
from forum.setup import admin, cli, fillers, listeners, models

MANIFEST = Manifest(
    name="setup",
    models=models,
    blueprints=[admin.bp],
    commands=cli.ALL,
    listeners=listeners.ALL,
    letters=[SampleLetter("setup/trial", _("A test, from the set-up"), {"username": "ada"})],
    page_slots=fillers.PAGES,
    admin_links=[AdminLink("setup_admin.index", _("Set-up"), "list-checks", admins_only=True)],
)
