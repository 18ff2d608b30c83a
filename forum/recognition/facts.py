"""Drafts of topics with the facts in them; staff change them as they like, and publish them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import format_decimal, ngettext
from flask_babel import gettext as _

from forum.recognition import words
from forum.recognition.models import Counted, Milestone, Spotlight
from forum.recognition.queries import Evidence


@dataclass(frozen=True)
class Draft:
    """A title and a text in Markdown."""

    title: str
    body: str


def of_spotlight(spotlight: Spotlight, evidence: Sequence[Evidence]) -> Draft:
    """Who it is, and what they did in the period."""
    name, figures = spotlight.user.display_name, spotlight.figures
    lines = [
        _("This time we want to say thank you to @%(name)s.", name=spotlight.user.username),
        "",
        *(f"- {line}" for line in lines_of(figures)),
    ]
    if evidence:
        lines += ["", _("Some of it:"), ""]
        lines += [f"- [{one.title}](/p/{one.post_id})" for one in evidence]
    if spotlight.perk:
        lines += ["", spotlight.perk]
    if "W" in spotlight.period:
        title = _("Member of the week: %(name)s", name=name)
    else:
        title = _("Member of the month: %(name)s", name=name)
    return Draft(title, "\n".join(lines))


def of_milestone(milestone: Milestone, totals: Mapping[Counted, int]) -> Draft:
    """What was reached, and what else there is by now."""
    what, number = Counted(milestone.what), format_decimal(milestone.count)
    if what == Counted.YEARS:
        title = ngettext(
            "%(num)s year of this community", "%(num)s years of this community", milestone.count
        )
    else:
        title = _("%(count)s: %(what)s", count=number, what=words.COUNTED[what])
    shown = (Counted.MEMBERS, Counted.TOPICS, Counted.POSTS, Counted.ANSWERS)
    facts = [f"- {words.COUNTED[one]}: {format_decimal(totals.get(one, 0))}" for one in shown]
    intro = _("We have come so far together. Thank you to everybody who was part of it.")
    return Draft(title, "\n".join([intro, "", _("Where we are today:"), "", *facts]))


def lines_of(figures: Mapping[str, object]) -> list[str]:
    """What a candidate did, line by line; what is nothing is left out."""
    counts = ((figures.get(name, 0), told) for name, told in _TOLD.items())
    return [told(count) for count, told in counts if isinstance(count, int) and count]


def told(figures: Mapping[str, object]) -> str:
    """The same in one line."""
    return ", ".join(lines_of(figures))


_TOLD: Mapping[str, Callable[[int], str]] = {
    "answers": lambda count: str(
        ngettext("%(num)s accepted answer", "%(num)s accepted answers", count)
    ),
    "people_who_reacted": lambda count: str(
        ngettext(
            "%(num)s person who liked what they wrote",
            "%(num)s people who liked what they wrote",
            count,
        )
    ),
    "welcome": lambda count: str(
        ngettext("%(num)s newcomer welcomed", "%(num)s newcomers welcomed", count)
    ),
    "breadth": lambda count: str(
        ngettext(
            "%(num)s person whom they replied to", "%(num)s people whom they replied to", count
        )
    ),
    "nominations": lambda count: str(
        ngettext("named by %(num)s member", "named by %(num)s members", count)
    ),
}
