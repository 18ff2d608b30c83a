"""What rules are called, and what they tell writers, in the reader's language."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l

from forum.automod.deeds import Do

NAMES: Mapping[str, Any] = {
    "spam-phrases": _l("Phrases of spam"),
    "new-links": _l("Several links from a new account"),
    "same-text": _l("The same text again"),
    "own-contact": _l("Own e-mail address"),
    "contact-data": _l("Phone number or e-mail address"),
    "order-number": _l("Order number"),
    "shouting": _l("Mostly capital letters"),
    "no-alt": _l("Picture without a description"),
}
TOLD: Mapping[str, Any] = {
    "spam-phrases": _l(
        "Some of its words are common in spam. Say it in your own words and send it again, "
        "or wait: somebody of the team reads it."
    ),
    "new-links": _l(
        "Your account is new and the text has several links. Take out those that nobody needs and "
        "send it again, or wait: somebody of the team reads it."
    ),
    "same-text": _l("You posted this text already. Once is enough: people will find it."),
    "own-contact": _l(
        "This holds your e-mail address, and everybody can read it here. "
        "A private message is safer."
    ),
    "contact-data": _l(
        "This looks like a phone number or an e-mail address. Everybody can read it here, and if "
        "it belongs to somebody else, they should be asked first."
    ),
    "order-number": _l(
        "This looks like an order number. Everybody can read it here: the team can ask you for it "
        "in a private message."
    ),
    "shouting": _l("Most letters are capitals, which reads as if you were shouting."),
    "no-alt": _l(
        "A picture has no description. People who cannot see it will not know what it shows: write "
        "it between the square brackets."
    ),
}
DEFAULT: Mapping[Do, Any] = {
    Do.HINT: _l("Have another look before you post this."),
    Do.BLOCK: _l("This cannot be posted like this. Change it and send it again; nothing is lost."),
    Do.HOLD: _l("A rule of the house asks somebody of the team to read it first."),
}
# What a condition of each kind looks for; `%(what)s` is its text, number or choice.
KINDS: Mapping[str, Any] = {
    "words": _l("Words"),
    "pattern": _l("Pattern"),
    "domain": _l("Link to a domain"),
    "contact": _l("Contact data"),
    "emoji_only": _l("Nothing but emoji"),
    "fewer_words": _l("Fewer words than"),
    "more_words": _l("More words than"),
    "account_days": _l("Account younger than (days)"),
    "standing": _l("Standing at most"),
    "channel": _l("Channel"),
    "tag": _l("Tag"),
    "mood": _l("Mood below (-100 angry, 100 kind)"),
    "repeat": _l("Same text by the same person within (hours)"),
    "no_alt": _l("Picture without a description"),
    "links": _l("Links, at least"),
    "mentions": _l("Mentions, at least"),
    "caps": _l("Capitals, at least (percent)"),
    "text": _l("Kind of text"),
}
CHOICES: Mapping[str, Any] = {
    "mail": _l("an e-mail address"),
    "phone": _l("a phone number"),
    "order": _l("an order number"),
    "own_mail": _l("the e-mail address of the writer"),
    "new": _l("New"),
    "basic": _l("Basic"),
    "member": _l("Member"),
    "regular": _l("Regular"),
    "leader": _l("Leader"),
    "topic": _l("a new topic"),
    "reply": _l("a reply"),
    "message": _l("a message in a live channel"),
    "edit": _l("a change"),
}
DEEDS: Mapping[str, Any] = {
    "hint": _l("Give a hint"),
    "block": _l("Refuse it, with a hint"),
    "hold": _l("Hold it for a moderator"),
    "flag": _l("Publish it, and ask for a look"),
    "label": _l("Add a tag to a new topic"),
    "assign": _l("Send its case to a team or to somebody"),
    "sort": _l("Say what kind of message a new topic is"),
    "reply": _l("Answer with a saved reply"),
}
# The kinds of message, as answering has them.
# What is chosen for them.
CHOOSING: Mapping[str, Any] = {
    "assign": _l("To whom"),
    "sort": _l("Kind of message"),
    "reply": _l("Saved reply"),
}
VERBS: Mapping[str, Any] = {
    "create": _l("Made"),
    "change": _l("Changed"),
    "switch": _l("Switched on or off"),
    "move": _l("Moved"),
    "remove": _l("Removed"),
    "undo": _l("A change was taken back"),
}


def name_of(name: str, key: str | None) -> Any:
    """What a rule is called."""
    return name or NAMES.get(key or "", key or "")


def told(do: Do, words: str, key: str | None) -> Any:
    """What a rule says to the writer."""
    return words or TOLD.get(key or "", DEFAULT[do])
