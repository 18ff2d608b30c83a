"""Scenarios about quarrels, and about people who wait for help."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forum.pages.models import Harm
from forum.training.models import Decision, Subject
from forum.training.shapes import Choice, Shipped

ALL: Sequence[Shipped] = (
    Shipped(
        "two-regulars",
        Subject.CONFLICT,
        _("Two regulars lose their temper"),
        _(
            "You have been wrong in every topic this month. Do you even read what you type? "
            "Somebody take the keyboard away from this man."
        ),
        _(
            "Both have been here for years and neither has ever been warned. The quarrel began "
            "over the right cleaning cloth. Two members flagged this post."
        ),
        _("What do you do with the post?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Leave it. Grown-ups sort it out among themselves."),
            ),
            Choice(
                Decision.HIDE,
                Harm.HATE,
                _("Hide it with a kind word about talking to people, and without a sanction."),
            ),
            Choice(
                Decision.SUSPEND,
                Harm.HATE,
                _("Suspend him for 24 hours, so that everybody sees where the line is."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.HATE,
                _("Remove the whole topic. It has become unpleasant."),
            ),
        ),
        1,
        _(
            "It is about the person and no longer about the cloth, so it cannot stay. A first "
            "slip of somebody with years behind them needs a word and not a sanction. The topic "
            "is useful to others and stays."
        ),
    ),
    Shipped(
        "sharp-but-fair",
        Subject.CONFLICT,
        _("Sharp words about an idea"),
        _(
            "This advice is wrong from the first line to the last. Soaking the filter ruins it, "
            "and I can show you three that I have ruined that way."
        ),
        _("The author of the advice flagged it: “He attacks me.” It stands in a topic about care."),
        _("What do you decide about the flag?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Keep it, and write to the flagger that advice may be doubted."),
            ),
            Choice(
                Decision.HIDE,
                Harm.HATE,
                _("Hide it: somebody feels attacked."),
            ),
            Choice(
                Decision.EDIT,
                Harm.HATE,
                _("Take out the first sentence and leave the rest."),
            ),
            Choice(
                Decision.WARN,
                Harm.HATE,
                _("Keep it, and warn its author for the tone."),
            ),
        ),
        0,
        _(
            "It doubts an idea and gives a reason. Nobody is put down. Changing the words of a "
            "member to make them softer is not ours to do. The flag was meant well and costs "
            "nobody anything."
        ),
    ),
    Shipped(
        "old-grudge",
        Subject.CONFLICT,
        _("The same two again"),
        _("Oh look, who has an opinion again. Ask her how the last one ended."),
        _(
            "It is the fourth remark of this kind to the same member within two weeks. Two were "
            "hidden with a word, the third brought a warning that still counts one point."
        ),
        _("What is the right step now?"),
        (
            Choice(
                Decision.HIDE,
                Harm.HATE,
                _("Hide it with a word, as the first two times."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. Taken alone it is nothing."),
            ),
            Choice(
                Decision.WARN,
                Harm.HATE,
                _("Hide it and give a serious warning that names all four."),
            ),
            Choice(
                Decision.SUSPEND,
                Harm.HATE,
                _("Hide it and suspend for 30 days at once."),
            ),
        ),
        2,
        _(
            "Alone it is small; together it is following somebody around. Words and a small "
            "warning did not help, so the next step is the next larger one, with all four named "
            "so that it can be understood. Thirty days would leap over three steps."
        ),
    ),
    Shipped(
        "late-parcel",
        Subject.SERVICE,
        _("The parcel that never came"),
        _(
            "Eleven days and no parcel. Your shop answers with a robot. I want my money back and "
            "I will keep writing here until somebody with a pulse replies."
        ),
        _(
            "A first post in the channel for questions. No names, no order number. One member "
            "flagged it as rude."
        ),
        _("What helps most?"),
        (
            Choice(
                Decision.HIDE,
                Harm.OTHER,
                _("Hide it, and send a link to the shop's form."),
            ),
            Choice(
                Decision.MOVE,
                Harm.OFF_TOPIC,
                _("Move it to a channel where fewer people read."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it and say nothing. Orders are no business of a forum."),
            ),
            Choice(
                Decision.REPLY,
                None,
                _(
                    "Keep it, say sorry in public, ask for the order number by private message, "
                    "say when there will be an answer."
                ),
            ),
        ),
        3,
        _(
            "Anger at a late parcel breaks no clause. Whoever waits wants to be seen by a person, "
            "so answer where others can see it, take what is private into a message, and name a "
            "time that you can keep."
        ),
    ),
    Shipped(
        "wrong-answer",
        Subject.SERVICE,
        _("A helpful answer that is wrong"),
        _(
            "Just set it to the highest step, then it is done in half the time. Works for me "
            "every day."
        ),
        _(
            "A well-liked member answered a newcomer. The manual says that the highest step wears "
            "out the seal, which costs money and hurts nobody."
        ),
        _("What do you do?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.UNSAFE_CLAIM,
                _("Remove it. Wrong advice has no place here."),
            ),
            Choice(
                Decision.EDIT,
                Harm.UNSAFE_CLAIM,
                _("Put the right step into the answer."),
            ),
            Choice(
                Decision.REPLY,
                None,
                _("Keep it and answer below with the line from the manual, and thank the member."),
            ),
            Choice(
                Decision.WARN,
                Harm.UNSAFE_CLAIM,
                _("Hide it and give a small warning."),
            ),
        ),
        2,
        _(
            "Nobody comes to harm, so there is nothing to take away. A correction below teaches "
            "everybody who reads on, the helper included, and people go on helping. Writing words "
            "into the mouth of a member is never right."
        ),
    ),
    Shipped(
        "not-our-product",
        Subject.SERVICE,
        _("Help with something from another shop"),
        _(
            "I know you do not sell it, but my old lamp from the market hums. Has anybody here an "
            "idea before I throw it out?"
        ),
        _(
            "Posted in the channel for spare parts of our own lamps. There is a channel for "
            "everything else."
        ),
        _("What do you do?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.OFF_TOPIC,
                _("Remove it. We do not help with things of others."),
            ),
            Choice(
                Decision.MOVE,
                Harm.OFF_TOPIC,
                _("Move it to the channel for everything else, with a kind note."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Leave it where it is."),
            ),
            Choice(
                Decision.HIDE,
                Harm.ADVERT,
                _("Hide it: it speaks of another shop."),
            ),
        ),
        1,
        _(
            "The question is welcome, only the place is not the best. Moving keeps the question, "
            "its answers and the goodwill. Naming another shop is no advertising."
        ),
    ),
)
