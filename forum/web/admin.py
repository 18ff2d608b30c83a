"""The shell of staff pages: the guard at the door, the navigation, the overview."""

from flask import Blueprint, Flask, current_app, render_template
from flask_login import login_required

from forum.kernel.manifest import AdminGroup, AdminLink
from forum.kernel.policy import ALLOW, Person, deny, require

bp = Blueprint("admin", __name__, url_prefix="/admin")


def register(app: Flask) -> None:
    """Plug the overview in and tell templates the navigation."""
    app.register_blueprint(bp)
    app.jinja_env.globals["admin_links"] = admin_links
    app.jinja_env.globals["admin_groups"] = admin_groups


def staff_blueprint(name: str, import_name: str, *, at: str = "") -> Blueprint:
    """A blueprint of staff pages at /admin/<name>, or at another place below /admin; named
    `<name>_admin`, closed to others."""
    blueprint = Blueprint(f"{name}_admin", import_name, url_prefix=f"/admin/{at or name}")
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


def acting() -> Person:
    """Who presses a button, for pages of slices that stand below the accounts.

    Whoever only looks through somebody else's eyes is themselves when they press.
    """
    found: Person = current_app.extensions["viewer"]()
    return found


def admin_links() -> list[AdminLink]:
    """The entries of the staff navigation that the viewer may open."""
    viewer = current_app.extensions["viewer"]()
    links: list[AdminLink] = current_app.extensions["admin_links"]
    if not viewer.is_staff:
        return []
    return [link for link in links if viewer.is_admin or not link.admins_only]


def admin_groups() -> list[tuple[str, list[AdminLink]]]:
    """The same by heading: the name of the group, and its entries. Empty groups are left out."""
    by_group: dict[AdminGroup, list[AdminLink]] = {group: [] for group in AdminGroup}
    for link in admin_links():
        by_group[link.group].append(link)
    return [(group.value, links) for group, links in by_group.items() if links]


@bp.get("")
@login_required
def overview() -> str:
    """What staff can do here."""
    require_staff()
    return render_template("admin/overview.html")
