"""What recognition calls things, in the words of pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_date
from flask_babel import lazy_gettext as _

from forum.recognition import periods
from forum.recognition.models import Counted, Stage

# The values that come with the forum; those that a brand writes stand as they are.
VALUES: Mapping[str, Any] = {
    "Helpful": _("Helpful"),
    "Patient": _("Patient"),
    "Curious": _("Curious"),
    "Honest": _("Honest"),
    "Generous": _("Generous"),
}
COUNTED: Mapping[Counted, Any] = {
    Counted.MEMBERS: _("Members"),
    Counted.TOPICS: _("Topics"),
    Counted.POSTS: _("Posts"),
    Counted.ANSWERS: _("Answered questions"),
    Counted.WELCOMES: _("Newcomers welcomed"),
    Counted.THANKS: _("Thanks"),
    Counted.YEARS: _("Years together"),
}
STAGES: Mapping[Stage, Any] = {
    Stage.VISITOR: _("Visitor"),
    Stage.MEMBER: _("Member"),
    Stage.CONTRIBUTOR: _("Contributor"),
    Stage.REGULAR: _("Regular"),
    Stage.ADVOCATE: _("Advocate"),
}


def period_name(key: str) -> str:
    """A month or a week by its name in lists, in the reader's language."""
    period = periods.named(key)
    if period.kind == periods.WEEK:
        year, week, _day = period.starts.isocalendar()
        return str(_("week %(week)s of %(year)s", week=week, year=year))
    return str(format_date(period.starts, "LLLL yyyy", rebase=False))


def value_name(value: str) -> str:
    """A value of the house in the reader's language, where the forum knows it."""
    return str(VALUES.get(value, value))
