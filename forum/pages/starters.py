"""The words a site begins with: guidelines for a shop, and what is true of this software.

All of them pass through gettext, and the owner makes them their own.
"""

from flask_babel import gettext as _

from forum.pages.actions import ClauseText, GuidelinesText
from forum.pages.models import Harm, PageName


def guidelines() -> GuidelinesText:
    """Guidelines that suit most shops."""
    return GuidelinesText(
        _summary(), (*_among_people(), *_on_subjects(), *_about_texts(), *_about_privacy())
    )


def page(name: PageName, brand: str) -> str:
    """A page before anybody has written it."""
    return _privacy(brand) if name == PageName.PRIVACY else ""


def _summary() -> str:
    lines = (
        _("Be kind. There is a person on the other side."),
        _("Stay with the subject, and say what you know."),
        _("Post only what is yours to share."),
        _("Do not sell here, and do not pay for praise."),
        _("Keep names, addresses and orders private."),
        _("Tell the team when something is wrong."),
        _("The team decides, says why, and listens."),
    )
    return "\n".join(lines)


def _among_people() -> tuple[ClauseText, ...]:
    return (
        ClauseText(
            _("Be kind to people"),
            _("You may doubt an idea. You may not put down the person who has it."),
            _("I see it differently, and here is why."),
            _("Only a fool would buy that."),
            Harm.HATE,
        ),
        ClauseText(
            _("Nobody is treated as less"),
            _(
                "Nobody is insulted, threatened or shut out for what they are: not for their "
                "origin, their faith, their body, their gender or whom they love."
            ),
            _("Ask people how they want to be called."),
            _("Jokes at the cost of a group of people."),
            Harm.HATE,
        ),
    )


def _on_subjects() -> tuple[ClauseText, ...]:
    return (
        ClauseText(
            _("Stay with the subject"),
            _("Each channel says what it is for. A new question is a new topic."),
            _("Start a topic of your own and link to the old one."),
            _("Asking about a parcel in a talk about recipes."),
            Harm.OFF_TOPIC,
        ),
        ClauseText(
            _("Say what you know, and what you guess"),
            _("Others act on what you write. Be careful with power, heat, health and money."),
            _("I have used it for a year, and this is what I found."),
            _("Passing on a rumour as if it were known."),
            Harm.UNSAFE_CLAIM,
        ),
    )


def _about_texts() -> tuple[ClauseText, ...]:
    return (
        ClauseText(
            _("Post what is yours"),
            _("Use your own words and pictures, or say whose they are and link to them."),
            _("A photo you took, with what it shows."),
            _("A whole article copied from somewhere else."),
        ),
        ClauseText(
            _("Do not sell here"),
            _(
                "No adverts, no links that pay you, no praise for pay. If you work for a maker "
                "or a shop, say so."
            ),
            _("I work for the maker of this one, so read me with that in mind."),
            _("The same link under ten topics."),
            Harm.ADVERT,
        ),
    )


def _about_privacy() -> tuple[ClauseText, ...]:
    return (
        ClauseText(
            _("Keep private things private"),
            _(
                "No addresses, phone numbers, order numbers or private letters, neither yours "
                "nor those of others."
            ),
            _("Cover the name on a picture of a parcel."),
            _("Showing somebody's letter without asking."),
            Harm.PRIVATE,
        ),
        ClauseText(
            _("One person, one account"),
            _(
                "Do not pretend to be others, do not vote with two accounts, and do not come "
                "back under a new name while you are paused."
            ),
            _("Ask the team when you cannot get into your account."),
            _("An account that looks like one of the team."),
            Harm.SCAM,
        ),
    )


def _privacy(brand: str) -> str:
    """What this software stores; it says nothing that the code does not do."""
    parts = (
        _(
            "Everything here lies on the server of %(brand)s, and nowhere else. No page "
            "fetches anything from other hosts, and nobody follows what you read.",
            brand=brand,
        ),
        *_of_members(),
        *_of_everybody(brand),
    )
    return "\n\n".join(parts)


def _of_members() -> tuple[str, ...]:
    return (
        "# " + _("What is stored when you join"),
        _(
            "Your username, the name you show, and your mail address, which only admins can "
            "see. Your password is kept as a hash from which it cannot be read."
        ),
        _("Where you said yes to the guidelines, which version it was and when."),
        "# " + _("What is stored when you take part"),
        _(
            "Your topics and posts with their earlier texts, your drafts, reactions, "
            "bookmarks and the pictures you send. Hidden facts inside pictures, such as the "
            "place where they were taken, are removed."
        ),
        _(
            "How far you have read, which channels and topics you follow, and what you were told "
            "in your inbox."
        ),
        _(
            "For each browser in which you are signed in: its network address, what it calls "
            "itself, and when it was last here. You see this list in your preferences and can"
            " end each one."
        ),
    )


def _of_everybody(brand: str) -> tuple[str, ...]:
    return (
        "# " + _("What is stored when you only read"),
        _(
            "Looks at a topic are counted. For some hours a word is kept from which nobody "
            "can tell who you are, so that you are counted once. The server notes faults, and"
            " tries to sign in, with the network address."
        ),
        "# " + _("Cookies"),
        _(
            "One cookie, which holds your session and goes when it ends. Your browser also "
            "keeps unsent texts for you; they stay in it until they are posted."
        ),
        "# " + _("Mail"),
        _(
            "Mail goes out through the mail server of %(brand)s. Its words are deleted here "
            "when it is sent, and the note that it was sent after 30 days.",
            brand=brand,
        ),
        "# " + _("What you can ask for"),
        _(
            "You can change your profile and your mail address yourself, and make a copy of what "
            "you gave: both are in your preferences. Ask the team to have it deleted. The "
            "guidelines say how to reach them."
        ),
    )
