"""The staff page that says who owns what: where everything lies, and who else is spoken to."""

from flask import current_app, render_template
from flask_babel import lazy_gettext as _

from forum.config import Config
from forum.outside import queries
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("ownership", __name__)
bp.before_request(require_admin)

# What a purpose means, for those who own the forum.
PURPOSES = {
    "mail": _("Delivers the letters of the forum."),
    "database": _("Keeps everything that is written here."),
    "pictures": _("Keeps the pictures that members give."),
    "redis": _("Counts tries, and carries news between several server processes."),
}


@bp.get("")
def index() -> str:
    """Where the forum's data lies, and every outside host that it may contact."""
    config: Config = current_app.extensions["config"]
    return render_template(
        "outside/ownership.html",
        hosts=queries.hosts(config),
        purposes=PURPOSES,
        folder=config.data_dir,
        is_sqlite=config.is_sqlite,
        has_mail=bool(config.smtp_url),
        has_far_pictures=bool(config.s3_url),
    )
