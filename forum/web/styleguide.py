"""The page that shows every component in every state; it exists only in development and tests.

Its people, figures and labels are samples and are not translated.
"""

from datetime import date

from flask import Blueprint, Flask, render_template
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, PasswordField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from forum.markup.render import PLAIN, render

bp = Blueprint("styleguide", __name__)
CHANNELS = [SelectChoice("gear", "Gear help"), SelectChoice("brew", "Brew talk")]
KINDS = [SelectChoice("talk", "Discussion"), SelectChoice("ask", "Questions")]
SAMPLE_TEXT = """\
## What I tried

Since the update mine stops at about **14 g** on anything _lighter_ than a city roast, ~~always~~
often. See [the manual](https://example.org/manual), and ||the secret menu||.

> Reset did nothing, and the burrs are clean.

- Model: Crane G2
- Beans: a washed Ethiopian

1. Warm the hopper.
2. Hold both buttons.

- [x] Cleaned
- [ ] Opened

| Dose | Time |
|-----:|------|
| 14 g | 21 s |
| 18 g | 27 s |

```python
def dose(grams: float) -> float:
    return grams * 1.5  # seconds
```

Inline `code`, a note[^1] and a rule:

---

[^1]: The note.
"""
SAMPLE_DAYS = (2, 0, 1, 3, 5, 2, 2, 0, 4, 3, 6, 1, 2, 2)


class SampleForm(FlaskForm):
    """One field of every kind."""

    name = StringField("Username", validators=[InputRequired()])
    secret = PasswordField("Password", validators=[InputRequired(), Length(min=10)])
    about = TextAreaField("About you")
    channel = SelectField("Channel", choices=CHANNELS)
    picture = FileField("Picture")
    kind = RadioField("Kind", choices=KINDS)
    agree = BooleanField("Send me a letter once a week")


def register(app: Flask) -> None:
    """Open the page where the configuration asks for it."""
    if app.config["FORUM_STYLE_GUIDE"]:
        app.register_blueprint(bp)


@bp.get("/style-guide")
def show() -> str:
    """All components, with invented people and figures."""
    fresh = SampleForm(formdata=None, prefix="fresh", kind="talk")
    return render_template(
        "style_guide/index.html",
        guide_forms=[fresh, _form_that_came_back()],
        guide_prose=render(SAMPLE_TEXT, PLAIN).html,
        guide_days=[(date(2026, 5, day), count) for day, count in enumerate(SAMPLE_DAYS, start=1)],
    )


def _form_that_came_back() -> SampleForm:
    form = SampleForm(formdata=None, prefix="back", name="sven", kind="ask", agree=True)
    form.name.errors = ["Somebody has this name already. Try another, such as sven2."]
    form.kind.errors = ["Choose one of the two."]
    form.agree.errors = ["Say yes or no."]
    return form
