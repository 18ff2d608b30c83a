"""The words of badges: names of the supplied ones, and what any badge asks for in a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from forum.activity.wording import LABELS
from forum.badges.criteria import TENURE, Leaf, Node
from forum.badges.models import Badge, BadgeKind, Level
from forum.kernel.trees import Join

YEAR = 365
# slug -> name, and what it is for in a few words.
SUPPLIED: Mapping[str, tuple[Any, Any]] = {
    "first-post": (_l("First post"), _l("Spoke up for the first time.")),
    "first-answer": (
        _l("First answer"),
        _l("A first reply that solved a question of somebody else."),
    ),
    "ten-answers": (_l("Ten answers"), _l("Has solved ten questions of others.")),
    "fifty-answers": (_l("Fifty answers"), _l("Has solved fifty questions of others.")),
    "product-expert": (
        _l("Product expert"),
        _l("Knows a subject well: given once for each tag, and kept fresh by replies there."),
    ),
    "welcomer": (_l("Welcomer"), _l("Is often the first to answer somebody new.")),
    "good-eye": (_l("Good eye"), _l("Sees what the team should look at, and is mostly right.")),
    "tester": (_l("Tester"), _l("Tries what is new, and says what it is like.")),
    "launch-veteran": (_l("Launch veteran"), _l("Is there when something new comes.")),
    "verified-customer": (_l("Verified customer"), _l("Knows our things from their own use.")),
    "peer-thanks": (_l("Peer thanks"), _l("Others have often said thanks.")),
    "steady": (_l("Steady"), _l("Gives something to this place week after week.")),
    "one-year": (_l("One year"), _l("A year in this community.")),
    "three-years": (_l("Three years"), _l("Three years in this community.")),
    "five-years": (_l("Five years"), _l("Five years in this community.")),
    "in-the-spotlight": (
        _l("In the spotlight"),
        _l("Was thanked by name, for what they did for others."),
    ),
    "founding-member": (_l("Founding member"), _l("Was here when this place began.")),
    "ambassador": (_l("Ambassador"), _l("Speaks for this community elsewhere.")),
    "crisis-helper": (_l("Crisis helper"), _l("Kept a cool head when it counted.")),
    "helper-of-newcomers": (_l("Helper of newcomers"), _l("Takes newcomers by the hand.")),
}
LEVELS: Mapping[Level, Any] = {
    Level.BRONZE: _l("Bronze"),
    Level.SILVER: _l("Silver"),
    Level.GOLD: _l("Gold"),
    Level.SPECIAL: _l("Special"),
}
# What can be asked for, as the builder offers it.
METRIC_LABELS: Mapping[str, Any] = LABELS
COUNTED: Mapping[str, Callable[[int], str]] = {
    "topics": lambda n: ngettext("%(num)d topic started", "%(num)d topics started", n),
    "replies": lambda n: ngettext("%(num)d reply written", "%(num)d replies written", n),
    "posts": lambda n: ngettext("%(num)d topic or reply", "%(num)d topics and replies", n),
    "accepted_answers": lambda n: ngettext(
        "%(num)d accepted answer", "%(num)d accepted answers", n
    ),
    "people_helped": lambda n: ngettext(
        "%(num)d person helped by an answer", "%(num)d different people helped by an answer", n
    ),
    "reactions_received": lambda n: ngettext(
        "%(num)d reaction received", "%(num)d reactions received", n
    ),
    "people_who_reacted": lambda n: ngettext(
        "%(num)d person who reacted", "%(num)d different people who reacted", n
    ),
    "reactions_given": lambda n: ngettext("%(num)d reaction given", "%(num)d reactions given", n),
    "welcomes": lambda n: ngettext(
        "%(num)d first reply to a newcomer", "%(num)d first replies to newcomers", n
    ),
    "people_replied_to": lambda n: ngettext(
        "%(num)d person replied to", "%(num)d different people replied to", n
    ),
    "channels_contributed_in": lambda n: ngettext(
        "%(num)d channel written in", "%(num)d different channels written in", n
    ),
    "days_active": lambda n: ngettext("%(num)d day here", "%(num)d days here", n),
    "weeks_contributed": lambda n: ngettext(
        "%(num)d week with something written", "%(num)d weeks with something written", n
    ),
    "streak_weeks": lambda n: ngettext("%(num)d week in a row", "%(num)d weeks in a row", n),
    "thanks_received": lambda n: ngettext("%(num)d thanks received", "%(num)d thanks received", n),
    "thanks_given": lambda n: ngettext("%(num)d thanks given", "%(num)d thanks given", n),
    "introduced": lambda n: _("a profile with a picture and a few words"),
    "members_invited": lambda n: ngettext("%(num)d member invited", "%(num)d members invited", n),
    "customers_brought": lambda n: ngettext(
        "%(num)d member invited who became a customer",
        "%(num)d members invited who became customers",
        n,
    ),
    "newcomers_looked_after": lambda n: ngettext(
        "%(num)d newcomer looked after as a buddy", "%(num)d newcomers looked after as a buddy", n
    ),
    "flags_agreed": lambda n: ngettext(
        "%(num)d flag that the team agreed with", "%(num)d flags that the team agreed with", n
    ),
    "flags_agreed_percent": lambda n: _("the team agreed with %(num)d of 100 decided flags", num=n),
    "launches_entered": lambda n: ngettext(
        "%(num)d launch taken part in", "%(num)d launches taken part in", n
    ),
    "orders": lambda n: ngettext(
        "%(num)d order that was not sent back", "%(num)d orders that were not sent back", n
    ),
    "feedback_forms": lambda n: ngettext(
        "feedback on %(num)d launch", "feedback on %(num)d launches", n
    ),
    "spotlights": lambda n: ngettext(
        "%(num)d time in the spotlight", "%(num)d times in the spotlight", n
    ),
    TENURE: lambda n: (
        ngettext("%(num)d day as a member", "%(num)d days as a member", n)
        if n % YEAR
        else ngettext("%(num)d year as a member", "%(num)d years as a member", n // YEAR)
    ),
}


@dataclass(frozen=True)
class Names:
    """The channels and tags that criteria name, as far as the reader may know of them."""

    channels: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)
    # Of a badge for each tag: what has no tag of its own is counted under each one apart.
    is_each_tag: bool = False


@dataclass(frozen=True)
class Said:
    """Criteria in words: a sentence, and below it the parts of a group."""

    words: str
    parts: tuple["Said", ...] = ()


def name_of(badge: Badge, tag: str = "") -> str:
    """What the badge is called; one that is given for a tag names it."""
    supplied = SUPPLIED.get(badge.slug)
    name = badge.name or (str(supplied[0]) if supplied else badge.slug)
    return str(_("%(badge)s: %(tag)s", badge=name, tag=tag)) if tag else name


def words_of(badge: Badge) -> str:
    """What it is for."""
    supplied = SUPPLIED.get(badge.slug)
    return badge.words or (str(supplied[1]) if supplied and not badge.name else "")


def said(tree: Node, names: Names) -> Said:
    """The criteria in plain words."""
    if isinstance(tree, Leaf):
        return Said(leaf_words(tree, names))
    heads = {
        Join.ALL: _("All of these:"),
        Join.ANY: _("One of these:"),
        Join.NOT: _("None of these:"),
    }
    return Said(heads[tree.join], tuple(said(part, names) for part in tree.parts))


def leaf_words(leaf: Leaf, names: Names) -> str:
    """One condition, such as `10 accepted answers in Gear help within 90 days`."""
    return _scoped(COUNTED[leaf.metric](leaf.value), leaf, names)


def label_of(leaf: Leaf, names: Names) -> str:
    """What a condition counts, such as `Accepted answers in Gear help within 90 days`."""
    return _scoped(str(METRIC_LABELS[leaf.metric]), leaf, names)


def _scoped(words: str, leaf: Leaf, names: Names) -> str:
    if leaf.channel is not None:
        channel = names.channels.get(leaf.channel)
        words = (
            _("%(what)s in %(channel)s", what=words, channel=channel)
            if channel
            else _("%(what)s in a channel that is not open to all", what=words)
        )
    if leaf.tag is None and names.is_each_tag and leaf.metric != TENURE:
        words = _("%(what)s under one and the same tag", what=words)
    if leaf.tag is not None:
        tag = names.tags.get(leaf.tag)
        words = (
            _("%(what)s under the tag %(tag)s", what=words, tag=tag)
            if tag
            else _("%(what)s under a tag that is gone", what=words)
        )
    if leaf.window_days is not None:
        words = ngettext(
            "%(what)s within %(num)d day",
            "%(what)s within %(num)d days",
            leaf.window_days,
            what=words,
        )
    return words


def who_gives(badge: Badge) -> str:
    """How one comes by it, where nothing is counted."""
    if badge.kind == BadgeKind.MANUAL:
        return str(_("The team gives it, with a reason that everybody can read."))
    return ""
