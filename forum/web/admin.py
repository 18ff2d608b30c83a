"""The shell of staff pages: the guard at the door, the navigation, the overview."""

from flask import Blueprint, Flask, current_app, render_template
from flask_login import login_required

from forum.kernel.manifest import AdminLink
from forum.kernel.policy import ALLOW, deny, require

bp = Blueprint("admin", __name__, url_prefix="/admin")


def register(app: Flask) -> None:
    """Plug the overview in and tell templates the navigation."""
    app.register_blueprint(bp)
    app.jinja_env.globals["admin_links"] = admin_links


def staff_blueprint(name: str, import_name: str) -> Blueprint:
    """A blueprint of staff pages at /admin/<name>; named `<name>_admin`, closed to others."""
    blueprint = Blueprint(f"{name}_admin", import_name, url_prefix=f"/admin/{name}")
    blueprint.before_request(require_staff)
    return blueprint


def require_staff() -> None:
    """Let only moderators and admins pass."""
    viewer = current_app.extensions["viewer"]()
    require(ALLOW if viewer.is_staff else deny("staff_only"))


def require_admin() -> None:
    """Let only admins pass."""
    viewer = current_app.extensions["viewer"]()
    require(ALLOW if viewer.is_admin else deny("admins_only"))


def admin_links() -> list[AdminLink]:
    """The entries of the staff navigation that the viewer may open."""
    viewer = current_app.extensions["viewer"]()
    links: list[AdminLink] = current_app.extensions["admin_links"]
    return [link for link in links if viewer.is_admin or not link.admins_only]


@bp.get("")
@login_required
def overview() -> str:
    """What staff can do here."""
    require_staff()
    return render_template("admin/overview.html")
