"""Invented cases to practise with: people, texts and places that are nobody's."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forum.pages.models import Harm
from forum.training.models import Decision
from forum.training.shapes import Invented

ALL: Sequence[Invented] = (
    Invented(
        "doxing",
        "Mara K.",
        _(
            "He lives at Ufergasse 12, second floor, and his bell says Roth. Pay him a visit and "
            "ask about your refund."
        ),
        _("Here for 2 years, no warnings."),
        Harm.PRIVATE,
        3,
        Decision.REMOVE,
        Harm.PRIVATE,
        _(
            "An address together with a call to go there: it is removed at once, whatever came "
            "before it."
        ),
        10,
    ),
    Invented(
        "solvent",
        "Jonas",
        _("Clean the heater with spirit while it is still warm, then it comes off best."),
        _("Here for 5 years, 40 accepted answers."),
        Harm.UNSAFE_CLAIM,
        1,
        Decision.HIDE,
        Harm.UNSAFE_CLAIM,
        _(
            "Spirit on warm metal burns. It is hidden until its author has changed it; forty good "
            "answers do not make it safe."
        ),
        70,
    ),
    Invented(
        "slur",
        "T_41",
        _(
            "People like you should not be allowed to vote, let alone to run a shop. Go back to "
            "where you came from."
        ),
        _("Here for 3 weeks, one small warning."),
        Harm.HATE,
        4,
        Decision.REMOVE,
        Harm.HATE,
        _(
            "It attacks somebody for where they come from. That is removed, and the record shows "
            "that it was not the first time."
        ),
        150,
    ),
    Invented(
        "prize",
        "BestDeals24",
        _("You have been chosen. Confirm your card in the next 10 minutes and the set is yours."),
        _("Joined today, no other posts."),
        Harm.SCAM,
        2,
        Decision.REMOVE,
        Harm.SCAM,
        _(
            "It wants card numbers in a hurry. Nobody is helped by leaving it in sight, not even "
            "hidden for its author."
        ),
        100,
    ),
    Invented(
        "coupon",
        "Lotte",
        _("I get 5 % when you buy with my code LOTTE5, so please use it, everybody."),
        _("Here for 8 months, friendly, no warnings."),
        Harm.ADVERT,
        2,
        Decision.HIDE,
        Harm.ADVERT,
        _(
            "It is advertising and tells so openly. Hidden with a kind word is enough, and she "
            "can ask a question without the code."
        ),
        300,
    ),
    Invented(
        "thanks",
        "Emil",
        _(
            "Your support is slow as a snail, but the man who called in the end was great. Four "
            "stars for him, one for you."
        ),
        _("Here for 1 year, no warnings."),
        Harm.OFF_TOPIC,
        1,
        Decision.KEEP,
        None,
        _(
            "Criticism with a smile. Whoever flagged it may find it unfair, but no clause asks "
            "for fairness towards us."
        ),
        400,
    ),
    Invented(
        "lost",
        "Greta",
        _("Does anybody know a good dentist near the harbour? It hurts since Sunday."),
        _("Joined yesterday, first post."),
        Harm.OFF_TOPIC,
        1,
        Decision.MOVE,
        Harm.OFF_TOPIC,
        _(
            "Nothing is wrong with it but the place. Move it to where neighbours talk, so that "
            "she gets an answer."
        ),
        600,
    ),
    Invented(
        "phone",
        "Amir",
        _(
            "The courier left it with Ms Sommer, you can reach her at 0170 5550133 if yours is "
            "there, too."
        ),
        _("Here for 4 months, no warnings."),
        Harm.PRIVATE,
        1,
        Decision.EDIT,
        Harm.PRIVATE,
        _("Only the number has to go. Take it out with a note and leave what helps others."),
        20,
    ),
    Invented(
        "despair",
        "silent_river",
        _(
            "Nobody would notice if I were gone tomorrow. Sorry for writing this in a topic about "
            "lamps."
        ),
        _("Here for 6 years, no warnings."),
        Harm.SAFETY,
        0,
        Decision.HAND_ON,
        Harm.SAFETY,
        _(
            "Somebody may be in danger. Write to them, and pass it on to whoever may call for "
            "help. Nothing is taken away."
        ),
        5,
    ),
    Invented(
        "colleague",
        "Ida",
        _(
            "Whoever set up this sale cannot count. Three of the five prices are higher than last "
            "week."
        ),
        _("The case is about a post that you flagged yourself, and nobody else did."),
        Harm.OTHER,
        1,
        Decision.LEAVE,
        None,
        _(
            "Nobody decides on their own flag. Give it to somebody else, whatever you think of "
            "the prices."
        ),
        700,
    ),
)
