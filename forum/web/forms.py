"""The base of every form: what all forms take in, and what none does."""

from typing import Any

from flask import request
from flask_wtf import FlaskForm


class Form(FlaskForm):
    """A form with its token against forgery. It reads bodies of forms only.

    The library would also read JSON, whose values can be of any kind: no field expects a number
    or a list where text should be.
    """

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent as a form, or nothing."""
            found = super().wrap_formdata(form, formdata)
            return None if request.is_json else found
