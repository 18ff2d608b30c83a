"""Guidelines in other languages: each text beside its original."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid, NotFound
from forum.pages import actions, queries, telling
from forum.pages.admin.blueprint import bp
from forum.pages.forms import TranslationForm
from forum.pages.models import Clause, Guidelines
from forum.pages.translating import sign_of_clause, sign_of_summary
from forum.web.language import LANGUAGE, LANGUAGES


@bp.route("/guidelines/translations", methods=["GET", "POST"])
def translations() -> str | Response:
    """The version that is being written, or the one that holds, text by text."""
    locale = request.args.get("to") or _other()
    shown = queries.draft() or queries.current_guidelines()
    if locale not in LANGUAGES or shown is None:
        raise NotFound
    clauses, form = queries.clauses_of(shown), TranslationForm()
    if form.validate_on_submit():
        try:
            _save(form, shown, {sign_of_clause(one): one for one in clauses}, locale)
        except Invalid as error:
            form.blame(error)
        else:
            flash(_("Saved. Readers of that language see it now."), "good")
            return redirect(url_for(".translations", to=locale))
    return render_template(
        "pages/admin/translations.html",
        shown=shown,
        summary=sign_of_summary(shown),
        clauses=[(sign_of_clause(one), one) for one in clauses],
        known=telling.translations(shown, clauses, locale),
        form=form,
        locale=locale,
        languages=LANGUAGES,
    )


def _save(
    form: TranslationForm, shown: Guidelines, clauses: dict[str, Clause], locale: str
) -> None:
    sign = form.sign.data or ""
    if sign == sign_of_summary(shown):
        actions.translate_summary(member(), shown, locale, form.body.data or "")
        return
    if sign not in clauses:
        raise NotFound
    actions.translate_clause(member(), clauses[sign], locale, form.text())


def _other() -> str:
    """The first language that is not that of the site."""
    return next(one for one in LANGUAGES if one != (LANGUAGE.get() or "en"))
