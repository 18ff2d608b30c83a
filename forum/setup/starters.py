"""The map that a shop begins with: few rooms, each with a reason. The owner changes it first."""

from dataclasses import dataclass

from flask_babel import gettext as _

from forum.channels.actions import Plan
from forum.channels.models import Audience, Kind, Visibility


@dataclass(frozen=True)
class Starter:
    """A room of the template: its key, under which heading it stands, and its plan."""

    key: str
    heading: int
    plan: Plan


def headings() -> tuple[str, ...]:
    """The headings under which the rooms stand."""
    return (_("Welcome"), _("Talk"), _("For our customers"))


def starters() -> tuple[Starter, ...]:
    """All rooms, in their order. The language is that of whoever asks."""
    return (*_welcome(), *_questions(), *_talk(), *_inside())


def _welcome() -> tuple[Starter, ...]:
    return (
        Starter(
            "start",
            0,
            Plan(
                name=_("Start here"),
                description=_("Say hello, and find out how things work."),
                icon="hand",
                hue=6,
            ),
        ),
        Starter(
            "launch",
            0,
            Plan(
                name=_("Launch room"),
                description=_("What is new, from the team. Reply with what you think."),
                icon="rocket",
                hue=1,
                kind=Kind.ANNOUNCEMENT,
                starts=Audience.STAFF,
            ),
        ),
    )


def _questions() -> tuple[Starter, ...]:
    return (
        Starter(
            "help",
            1,
            Plan(
                name=_("Product help"),
                description=_("Ask a question. The reply that solves it is shown first."),
                guidance=_("Say what you want to do, what you tried, and what happened instead."),
                icon="life-buoy",
                hue=8,
                kind=Kind.QUESTION,
            ),
        ),
        Starter(
            "show",
            1,
            Plan(
                name=_("Show and tell"),
                description=_("Pictures of what you made, and how you made it."),
                icon="image",
                hue=11,
                kind=Kind.GALLERY,
            ),
        ),
    )


def _talk() -> tuple[Starter, ...]:
    return (
        Starter(
            "ideas",
            1,
            Plan(
                name=_("Ideas"),
                description=_("What we should make, mend or leave out next."),
                guidance=_("One idea in each topic. Say what it would let you do."),
                icon="lightbulb",
                hue=4,
            ),
        ),
        Starter(
            "off",
            1,
            Plan(
                name=_("Off topic"),
                description=_("Everything that belongs nowhere else."),
                icon="coffee",
                hue=3,
            ),
        ),
    )


def _inside() -> tuple[Starter, ...]:
    return (
        Starter(
            "inside",
            2,
            Plan(
                name=_("Customers only"),
                description=_("For people who bought from us. Ask to be let in."),
                icon="shopping-bag",
                hue=9,
                visibility=Visibility.PRIVATE,
                starts=Audience.INSIDERS,
                replies=Audience.INSIDERS,
            ),
        ),
    )
