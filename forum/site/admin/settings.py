"""The staff page of all settings: one list by subject, in which each is changed where it stands."""

from dataclasses import dataclass
from typing import Any

from flask import Request, flash, redirect, render_template, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
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
OWN_PAGES = {
    LOGO.key: "uploads_admin.logo",
    "accounts.guidelines_version": "pages_admin.guidelines",
    "moderation.needs_training": "training_admin.gate",
}
# The same for all settings of a slice that are words of a table.
OWN_TABLES = {"standing": "standing_admin.index"}
# What the settings of a slice are about, in the order of the page; others follow under their name.
SUBJECTS = {
    "site": _l("Name, look and purpose"),
    "accounts": _l("How people come in"),
    "topics": _l("Writing and tags"),
    "notices": _l("Notices and mail"),
    "search": _l("Search"),
    "live": _l("Live updates"),
    "pages": _l("Pages about the site"),
    "feeds": _l("Search engines and feeds"),
    "home": _l("Lists"),
    "standing": _l("Standing"),
    "sanctions": _l("Sanctions"),
    "appeals": _l("Appeals"),
    "governance": _l("How the team decides"),
    "answering": _l("Answering"),
    "moderation": _l("Moderation queue"),
    "training": _l("Training"),
    "replies": _l("Saved replies"),
    "automod": _l("Automatic rules"),
    "waves": _l("Waves"),
    "newcomers": _l("Newcomers"),
    "points": _l("Points"),
    "recognition": _l("Recognition"),
    "belonging": _l("Belonging"),
    "launches": _l("Launches"),
    "rehearsals": _l("Rehearsals"),
    "tiers": _l("Tiers"),
    "uploads": _l("Pictures"),
    "backups": _l("Backups"),
}

bp = staff_blueprint("site", __name__)
bp.before_request(require_admin)


@dataclass(frozen=True)
class Row:
    """A setting as the pages show it, with the form that changes it."""

    key: str
    help: str
    value: str
    default: str
    is_changed: bool
    is_switch: bool
    bounds: str
    form: FlaskForm
    own_page: str

    @property
    def subject(self) -> str:
        """The slice to which the setting belongs."""
        return self.key.partition(".")[0]


@dataclass(frozen=True)
class Asked:
    """Which settings are asked for: those that speak of some words, or differ from the default."""

    words: str = ""
    changed: str = ""

    @classmethod
    def by(cls, sent: Request) -> "Asked":
        """What stands in the address, or in a form that came from such an address."""
        return cls(sent.values.get("q", ""), sent.values.get("changed", ""))

    def holds(self, row: Row) -> bool:
        """Whether the setting is asked for."""
        text = f"{row.key} {row.help}".casefold()
        return all(word in text for word in self.words.casefold().split()) and (
            row.is_changed or not self.changed
        )

    @property
    def address(self) -> dict[str, Any]:
        """The same, for the address of the page."""
        return {"q": self.words or None, "changed": self.changed or None}


@bp.get("/settings")
def settings() -> str:
    """Every setting; `q` looks in keys and help, `changed` leaves out those with their default."""
    return _page(Asked.by(request))


@bp.route("/settings/<key>", methods=["GET", "POST"])
def setting(key: str) -> str | Response:
    """Change one setting; what cannot be comes back as it was typed, with the reason."""
    found, asked = queries.setting(key), Asked.by(request)
    if own_page := _own_page(found.key):
        return redirect(own_page)
    if request.method == "GET":
        return _page(Asked(words=key), opened=_row(found))
    form = setting_form(found)
    try:
        actions.choose(member(), key, _typed(found))
    except Invalid as error:
        form.value.errors = [words_for(error)]
        return _page(asked, opened=_row(found, form))
    flash(_("The setting is saved."), "good")
    return redirect(url_for(".settings", _anchor=_anchor(key), **asked.address))


@bp.post("/settings/<key>/reset")
def reset(key: str) -> Response:
    """Go back to what the setting said at first."""
    actions.reset(member(), key)
    flash(_("The setting has its default again."), "good")
    return redirect(url_for(".settings", **Asked.by(request).address))


def _page(asked: Asked, *, opened: Row | None = None) -> str:
    rows = [_row(found) for found in queries.all_settings().values()]
    rows = [opened if opened and opened.key == row.key else row for row in rows]
    found = [row for row in rows if row is opened or asked.holds(row)]
    order = [*SUBJECTS, *sorted({row.subject for row in found} - SUBJECTS.keys())]
    groups = [
        (subject, SUBJECTS.get(subject, subject.title()), members)
        for subject in order
        if (members := [row for row in found if row.subject == subject])
    ]
    return render_template(
        "site/settings.html", groups=groups, asked=asked, opened=opened.key if opened else ""
    )


def _own_page(key: str) -> str:
    """Where the setting is changed, when it has a page of its own."""
    is_number = isinstance(queries.setting(key).default, int)
    table = "" if is_number else OWN_TABLES.get(key.partition(".")[0], "")
    endpoint = OWN_PAGES.get(key, table)
    return link(endpoint) if endpoint else ""


def _anchor(key: str) -> str:
    return f"setting-{key}".replace(".", "-")


def _typed(found: Setting[Any]) -> Any:
    typed = request.form.get("value", "")
    if isinstance(found.default, bool):
        typed = values.TRUE if typed else values.FALSE
    return values.read(found, typed)


def _row(found: Setting[Any], form: FlaskForm | None = None) -> Row:
    value, help_words = found.get(), found.help
    # Help that a slice left as plain words is translated here.
    is_lazy = isinstance(help_words, LazyString)
    form = form or setting_form(found, formdata=None)
    form.value.id = _anchor(found.key) + "-value"
    return Row(
        key=found.key,
        help=str(help_words) if is_lazy else str(_(help_words)),
        value=values.written(value),
        default=values.written(found.default),
        is_changed=value != found.default,
        is_switch=isinstance(found.default, bool),
        bounds=_bounds(found),
        form=form,
        own_page=_own_page(found.key),
    )


def _bounds(found: Setting[Any]) -> str:
    """What a number may be, or how long a text, in words."""
    if found.choices or isinstance(found.default, bool):
        return ""
    if isinstance(found.default, int) and found.least is not None and found.most is not None:
        return str(_("From %(least)s to %(most)s.", least=found.least, most=found.most))
    is_text = isinstance(found.default, str) and found.most is not None
    return str(_("%(most)s characters at most.", most=found.most)) if is_text else ""
