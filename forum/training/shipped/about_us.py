"""Scenarios about criticism of the brand."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forum.pages.models import Harm
from forum.training.models import Decision, Subject
from forum.training.shapes import Choice, Shipped

ALL: Sequence[Shipped] = (
    Shipped(
        "angry-review",
        Subject.CRITICISM,
        _("A harsh review of our own product"),
        _(
            "Broke after six weeks. Cheap plastic sold as premium. I would not give it to "
            "somebody I dislike."
        ),
        _(
            "A customer of the shop. A colleague from sales asks you in a message to make it "
            "disappear before the sale on Friday."
        ),
        _("What do you do?"),
        (
            Choice(
                Decision.HIDE,
                Harm.OTHER,
                _("Hide it until Monday."),
            ),
            Choice(
                Decision.MOVE,
                Harm.OFF_TOPIC,
                _("Move it to the channel for support."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _(
                    "Keep it, offer help with the broken part, and tell the colleague that "
                    "criticism stays."
                ),
            ),
            Choice(
                Decision.SECOND,
                Harm.OTHER,
                _("Propose its removal to a second person."),
            ),
        ),
        2,
        _(
            "It breaks no clause: it is about the thing, and it is somebody's experience. A forum "
            "in which criticism vanishes is worth nothing to those who ask before they buy. That "
            "somebody of the house wishes it makes no difference."
        ),
    ),
    Shipped(
        "insult-in-critique",
        Subject.CRITICISM,
        _("Criticism with an insult in it"),
        _(
            "The new price is a joke, and here is my reckoning line by line. Whoever thought of "
            "it, that fat cow in marketing, should try to live on a nurse's pay."
        ),
        _(
            "The reckoning is long, careful and much read. The colleague who is meant can be "
            "recognised."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.HATE,
                _("Remove it. An insult is an insult."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it, because criticism of the brand stays."),
            ),
            Choice(
                Decision.EDIT,
                Harm.HATE,
                _("Write the sentence anew in friendlier words."),
            ),
            Choice(
                Decision.SECOND,
                Harm.HATE,
                _(
                    "Hide it, ask the author to send the reckoning again without the insult, and "
                    "have a second person agree."
                ),
            ),
        ),
        3,
        _(
            "The insult cannot stay and the criticism must not be lost. The author takes out what "
            "is about a person and everything else comes back as it was. Since it criticises us, "
            "a second person looks at it, so that nobody need wonder."
        ),
    ),
    Shipped(
        "call-for-boycott",
        Subject.CRITICISM,
        _("A call to buy elsewhere"),
        _(
            "After what they did to their drivers I am done here. Buy at the cooperative instead. "
            "I will answer questions about it until Sunday, then I am gone."
        ),
        _(
            "No link, no insult. The report about the drivers stood in the newspaper. Five "
            "members flagged it."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Keep it and pass it on to those who can answer for the brand."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.ADVERT,
                _("Remove it as advertising for another shop."),
            ),
            Choice(
                Decision.HIDE,
                Harm.OFF_TOPIC,
                _("Hide it: five flags cannot be wrong."),
            ),
            Choice(
                Decision.SILENCE,
                Harm.OTHER,
                _("Keep it, but do not let the member write until Sunday."),
            ),
        ),
        0,
        _(
            "Whoever is disappointed may say so and say what they will do instead. Many flags say "
            "that something is uncomfortable, not that it breaks a clause. What was in the "
            "newspaper needs an answer by somebody who may give one."
        ),
    ),
)
