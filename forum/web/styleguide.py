"""The page that shows every component in every state; it exists only in development and tests.

Its people, figures and labels are samples and are not translated.
"""

from flask import Blueprint, Flask, render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

bp = Blueprint("styleguide", __name__)


class SampleForm(FlaskForm):
    """One field of every kind."""

    name = StringField("Username", validators=[InputRequired()])
    secret = PasswordField("Password", validators=[InputRequired(), Length(min=10)])
    about = TextAreaField("About you")
    channel = SelectField("Channel", choices=[("gear", "Gear help"), ("brew", "Brew talk")])
    picture = FileField("Picture")
    kind = RadioField("Kind", choices=[("talk", "Discussion"), ("ask", "Questions")])
    agree = BooleanField("Send me a letter once a week")


def register(app: Flask) -> None:
    """Open the page where the configuration asks for it."""
    if app.config["FORUM_STYLE_GUIDE"]:
        app.register_blueprint(bp)


@bp.get("/style-guide")
def show() -> str:
    """All components, with invented people and figures."""
    forms = [
        SampleForm(formdata=None, prefix="fresh", kind="talk"),
        _form_that_came_back(),
    ]
    return render_template("style_guide/index.html", guide_forms=forms)


def _form_that_came_back() -> SampleForm:
    form = SampleForm(formdata=None, prefix="back", name="sven", kind="ask", agree=True)
    form.name.errors = ["Somebody has this name already. Try another, such as sven2."]
    form.kind.errors = ["Choose one of the two."]
    form.agree.errors = ["Say yes or no."]
    return form
