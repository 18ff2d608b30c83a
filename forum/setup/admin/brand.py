"""The second step: how the forum looks."""

from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from forum.accounts.session import member
from forum.kernel.policy import Invalid
from forum.setup import actions
from forum.setup.admin.blueprint import after, bp, page
from forum.setup.forms import BrandStepForm
from forum.setup.models import Step
from forum.site import queries as site
from forum.site import trying
from forum.uploads import actions as uploads
from forum.uploads import policy as pictures
from forum.uploads.forms import said


@bp.route("/brand", methods=["GET", "POST"])
def brand() -> str | Response:
    """Name, logo, one colour, voice and corners, with a look before saving."""
    now = site.brand()
    look = now.look._asdict()
    form = BrandStepForm(data={"name": now.name, "tagline": now.tagline, **look})
    chosen = form.chosen() if form.is_submitted() else {}
    is_whole = form.is_submitted() and len(chosen) == len(form.KEYS)
    if is_whole and "look" not in request.form and _takes_logo(form):
        actions.choose_brand(member(), chosen)
        flash(_("The brand is saved."), "good")
        return redirect(after(Step.BRAND))
    preview = {name: form[name].data for name in look} if is_whole else look
    return page(
        Step.BRAND,
        form=form,
        preview=preview,
        contrast=trying.contrast_words(preview["colour"]),
        most_mb=pictures.most_mb(member()),
    )


# As for all pictures: nobody waits to write while one is decoded.
brand.reads_only = True  # type: ignore[attr-defined]
brand.takes_files = True  # type: ignore[attr-defined]


def _takes_logo(form: Any) -> bool:
    """Whether the picture could be taken, when one was sent."""
    sent = form.logo.data
    if not sent or not sent.filename:
        return True
    try:
        uploads.set_logo(member(), sent.stream.read(pictures.most_bytes(member()) + 1))
    except Invalid as error:
        form.logo.errors = [said(error)]
        return False
    return True
