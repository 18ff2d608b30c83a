"""Staff pages of all settings: one list, and one page for each."""

from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.kernel.settings import Setting
from forum.site import actions, queries, values
from forum.site.forms import setting_form, words_for
from forum.site.settings import LOGO
from forum.web.admin import require_admin, staff_blueprint
from forum.web.templating import link

# Settings that are more than a word have pages of their own.
OWN_PAGES = {LOGO.key: "uploads_admin.logo"}

bp = staff_blueprint("site", __name__)
bp.before_request(require_admin)


@dataclass(frozen=True)
class Row:
    """A setting as the pages show it."""

    key: str
    help: str
    value: str
    default: str
    is_changed: bool
    is_switch: bool
    address: str


@bp.get("/settings")
def settings() -> str:
    """Every setting with what it says now; `q` looks in keys and help."""
    sought = request.args.get("q", "")
    words = sought.casefold().split()
    rows = [_row(setting) for setting in queries.all_settings().values()]
    found = [row for row in rows if _speaks_of(row, words)]
    return render_template("site/settings.html", rows=found, q=sought)


@bp.route("/settings/<key>", methods=["GET", "POST"])
def setting(key: str) -> str | Response:
    """One setting: its help, its default, and a field to change it."""
    found = queries.setting(key)
    if _own_page(found):
        return redirect(_own_page(found))
    form = setting_form(found)
    if form.is_submitted():
        try:
            actions.choose(member(), key, _typed(found))
        except Invalid as error:
            form.value.errors = [words_for(error)]
        else:
            flash(_("The setting is saved."), "good")
            return redirect(url_for(".settings"))
    return render_template("site/setting.html", form=form, row=_row(found))


@bp.post("/settings/<key>/reset")
def reset(key: str) -> Response:
    """Go back to what the setting said at first."""
    actions.reset(member(), key)
    flash(_("The setting has its default again."), "good")
    return redirect(url_for(".settings"))


def _speaks_of(row: Row, words: list[str]) -> bool:
    text = f"{row.key} {row.help}".casefold()
    return all(word in text for word in words)


def _own_page(found: Setting[Any]) -> str:
    return link(OWN_PAGES[found.key]) if found.key in OWN_PAGES else ""


def _typed(found: Setting[Any]) -> Any:
    typed = request.form.get("value", "")
    if isinstance(found.default, bool):
        typed = values.TRUE if typed else values.FALSE
    return values.read(found, typed)


def _row(found: Setting[Any]) -> Row:
    value, help_words = found.get(), found.help
    # Help that a slice left as plain words is translated here.
    is_lazy = isinstance(help_words, LazyString)
    return Row(
        key=found.key,
        help=str(help_words) if is_lazy else str(_(help_words)),
        value=values.written(value),
        default=values.written(found.default),
        is_changed=value != found.default,
        is_switch=isinstance(found.default, bool),
        address=_own_page(found) or url_for(".setting", key=found.key),
    )
