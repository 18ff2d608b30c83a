"""Finding the member whom somebody names, for pages and commands that explain a member."""

from collections.abc import Mapping
from typing import Any

import click
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import StringField

from forum.accounts import queries
from forum.accounts.models import User
from forum.kernel.policy import NotFound
from forum.web.forms import Form


class FindForm(Form):
    """The name of a member, in the address of the page. Shown by `accounts/_find.html`."""

    class Meta(Form.Meta):
        csrf = False

    name = StringField(_l("Name of a member"))


def asked_for(address: Mapping[str, Any]) -> tuple[FindForm, User | None]:
    """The form as it was filled in, and whom it names; what is wrong is said at the field."""
    form = FindForm(address)
    found = queries.member_called(form.name.data) if form.name.data else None
    if form.name.data and found is None:
        form.name.errors = [_("There is nobody of this name.")]
    return form, found


def member_to_explain(name: str) -> User:
    """The member of this name; a command ends with a plain word when there is none."""
    try:
        return queries.member_named(name)
    except NotFound as error:
        raise click.ClickException(f"There is no member called {name}.") from error
