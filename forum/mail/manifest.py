"""What the mail slice plugs in."""

from flask_babel import lazy_gettext as _

from forum.kernel.manifest import AdminLink, Manifest, SampleLetter
from forum.mail import admin, checks, cli, fillers, gauges, models, saying, tasks

MANIFEST = Manifest(
    name="mail",
    models=models,
    blueprints=[admin.bp],
    commands=[cli.mail],
    tasks=tasks.ALL,
    hands=tasks.HANDS,
    schedules=tasks.SCHEDULES,
    checks=checks.ALL,
    gauges=gauges.ALL,
    letters=[SampleLetter("test", _("A test"))],
    page_slots={"admin.health": fillers.on_overview},
    admin_links=[AdminLink("mail_admin.index", _("Mail log"), "mail", admins_only=True)],
    acts=saying.ACTS,
)
