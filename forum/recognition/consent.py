"""The word at the end of the address in a letter by which a member answers without signing in.

It names one offer and opens nothing else; when the time to answer is over, it does nothing.
"""

from flask import current_app
from flask_babel.speaklater import LazyString

from forum.kernel import tokens
from forum.kernel.policy import NotFound
from forum.mail import compose
from forum.mail.compose import Written
from forum.recognition import facts
from forum.recognition.models import SpotlightOffer

PURPOSE = "recognition.spotlight"


def word_for(offer_id: int) -> str:
    """The signed word."""
    return tokens.signed(str(offer_id), current_app.config["SECRET_KEY"], purpose=PURPOSE)


def read(word: str) -> int:
    """The offer that a word names. Raises NotFound for one that is not ours."""
    found = tokens.unsigned(word, current_app.config["SECRET_KEY"], purpose=PURPOSE)
    if found is None or not found.isdecimal():
        raise NotFound
    return int(found)


def letter(offer: SpotlightOffer) -> Written:
    """The question, in the member's language; the offer knows its member and round."""
    figures = next((one for one in offer.round.candidates if one["user_id"] == offer.user_id), {})
    return compose.write(
        "recognition/spotlight",
        language=offer.user.locale,
        name=offer.user.display_name,
        # Said when the letter is written, in its own language.
        figures=LazyString(facts.told, figures),
        is_week="W" in offer.round.period,
        link=compose.address("recognition.answer", word=word_for(offer.id)),
    )
