"""What the team fills in to care for tags, and the words for what is wrong with it."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired

from forum.kernel.policy import Invalid
from forum.web.forms import Form

PROBLEMS: Mapping[str, Any] = {
    "no_name": _l("A tag needs letters or digits: %(name)s has none."),
    "too_long": _l("The tag %(name)s is too long: keep it below %(most)s characters."),
    "taken": _l("There is a tag %(name)s already. Merge this one into it instead."),
    "none": _l("Write the name of the tag that stays."),
    "same": _l("Choose another tag: this is the one that you are merging."),
    "missing": _l("There is no tag %(name)s. Look it up in the list and type it again."),
    "in_use": _l("A topic or a channel has the tag %(name)s by now. Merge it into another one."),
    "too_many": _l("Choose at most %(most)s tags."),
    "too_few_to_choose": _l(
        "Topics here need at least %(least)s tags: choose as many, or none to take all."
    ),
}


class TagForm(Form):
    """A form of which the action says what is wrong; it has one field, and that is to blame."""

    def blame(self, error: Invalid) -> None:
        """Say at the field what is wrong."""
        field = next(iter(self))
        field.errors = [words_for(error)]


class RenameForm(TagForm):
    name = StringField(_l("Name"), validators=[DataRequired(_l("Please give it a name."))])


class MergeForm(TagForm):
    into = StringField(
        _l("Tag that stays"), validators=[DataRequired(_l("Write the name of the tag that stays."))]
    )


class ChoiceForm(TagForm):
    tags = TextAreaField(_l("Tags that this channel takes"))

    @property
    def names(self) -> list[str]:
        """The tags as typed, between commas or on lines of their own."""
        return (self.tags.data or "").replace("\n", ",").split(",")


def words_for(error: Invalid) -> str:
    """What is wrong, in words."""
    words = PROBLEMS.get(error.reason, _l("Please look at this again."))
    return str(words) % error.details
