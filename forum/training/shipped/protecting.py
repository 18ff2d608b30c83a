"""Scenarios about private things, and about people who may come to harm."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forum.pages.models import Harm
from forum.training.models import Decision, Subject
from forum.training.shapes import Choice, Shipped

ALL: Sequence[Shipped] = (
    Shipped(
        "order-number",
        Subject.PRIVACY,
        _("An order with name and address"),
        _(
            "Here is my whole confirmation so that you can check: order 20931, Jana Blum, "
            "Lindenweg 4, and my phone number is below. Why is the colour wrong?"
        ),
        _("The member posted their own data, four minutes ago. Nobody has flagged it."),
        _("What do you do first?"),
        (
            Choice(
                Decision.EDIT,
                Harm.PRIVATE,
                _(
                    "Take the data out of the text with a note, keep the question, write to the "
                    "member why."
                ),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. Everybody may say where they live."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.PRIVATE,
                _("Remove the post without a word: data are dangerous."),
            ),
            Choice(
                Decision.WARN,
                Harm.PRIVATE,
                _("Remove it and give a warning."),
            ),
        ),
        0,
        _(
            "Address and phone number are out in the open and every minute counts. Only the data "
            "have to go, not the question. The member did nothing bad and needs help, not a "
            "warning."
        ),
    ),
    Shipped(
        "leaked-chat",
        Subject.PRIVACY,
        _("A private talk made public"),
        _(
            "So you all know who you are dealing with, here is what she wrote to me yesterday. "
            "Picture attached."
        ),
        _(
            "The picture shows private messages of another member, with her full name. She has "
            "flagged it. He says that everybody should know."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Keep it, if what she wrote was unkind."),
            ),
            Choice(
                Decision.EDIT,
                Harm.PRIVATE,
                _("Cover her surname and leave the rest."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.PRIVATE,
                _(
                    "Remove text and picture, warn him, and tell her how to report what he wrote "
                    "to her."
                ),
            ),
            Choice(
                Decision.ASK,
                Harm.PRIVATE,
                _("Ask both what happened before doing anything."),
            ),
        ),
        2,
        _(
            "A private talk belongs to both who had it. Whatever was said in it, showing it to "
            "everybody is what hurts now, and waiting makes it worse. If her messages broke a "
            "clause, he can report them, and the team looks at them without the public."
        ),
    ),
    Shipped(
        "child-in-picture",
        Subject.PRIVACY,
        _("A child in the picture"),
        _(
            "Our workshop day in the store, what a crowd. The little one in the yellow coat is "
            "from next door and would not leave."
        ),
        _(
            "The face of a child can be seen clearly. The member is not a parent. A neighbour "
            "wrote that the parents were not asked."
        ),
        _("What do you do?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. It is a friendly picture."),
            ),
            Choice(
                Decision.HIDE,
                Harm.PRIVATE,
                _(
                    "Hide it at once, ask the author to send it again without the child, thank "
                    "the neighbour."
                ),
            ),
            Choice(
                Decision.ASK,
                Harm.PRIVATE,
                _("Leave it until the parents write themselves."),
            ),
            Choice(
                Decision.SUSPEND,
                Harm.PRIVATE,
                _("Remove it and suspend the author."),
            ),
        ),
        1,
        _(
            "Without a yes of the parents the picture must not be seen, and asking must not take "
            "longer than hiding. It was no ill will: the rest of the picture is welcome."
        ),
    ),
    Shipped(
        "goodbye-note",
        Subject.SAFETY,
        _("Words that sound like a farewell"),
        _(
            "Thank you all, you were the only ones. I have given my things away and tonight it "
            "will be quiet at last."
        ),
        _(
            "A quiet member of three years, usually cheerful. Posted nine minutes ago, nobody has "
            "answered."
        ),
        _("What comes first?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.SAFETY,
                _("Remove it, so that nobody has to read it."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Wait whether somebody who knows them answers."),
            ),
            Choice(
                Decision.ASK,
                Harm.SAFETY,
                _("Put it aside and look again tomorrow."),
            ),
            Choice(
                Decision.HAND_ON,
                Harm.SAFETY,
                _(
                    "Write to them kindly right now with the number of a helpline, and pass it on "
                    "as urgent to whoever may call for help."
                ),
            ),
        ),
        3,
        _(
            "It may be meant as it sounds, so treat it so: a person writes, a helpline is named, "
            "and somebody who is allowed to calls for help. Removing it would cut the last tie. "
            "You need not carry this alone."
        ),
    ),
    Shipped(
        "risky-trick",
        Subject.SAFETY,
        _("A trick with the plug"),
        _("If the fuse keeps going, wrap it in foil and it holds for ever. Saved me the repair."),
        _(
            "Twelve people gave it a heart. The author is liked and means well. It stands in the "
            "most read topic of the week."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.REPLY,
                Harm.UNSAFE_CLAIM,
                _("Answer below that it is dangerous and leave both."),
            ),
            Choice(
                Decision.HIDE,
                Harm.UNSAFE_CLAIM,
                _("Hide it at once, say in the topic why, thank the author and explain."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. People know what they do."),
            ),
            Choice(
                Decision.SUSPEND,
                Harm.UNSAFE_CLAIM,
                _("Remove it and suspend the author for a week."),
            ),
        ),
        1,
        _(
            "It can set a house on fire, and an answer below is not read by those who copy the "
            "trick. Hiding protects, the line in the topic warns those who have read it already. "
            "It was meant well, so no sanction."
        ),
    ),
    Shipped(
        "threat",
        Subject.SAFETY,
        _("A threat with a place in it"),
        _("I know which tram you take home. Say that once more and we will talk about it there."),
        _("Written to another member in a topic about prices. The author has no record."),
        _("What do you decide?"),
        (
            Choice(
                Decision.HIDE,
                Harm.HATE,
                _("Hide it with a kind word. It is the first time."),
            ),
            Choice(
                Decision.WARN,
                Harm.HATE,
                _("Remove it and give a small warning."),
            ),
            Choice(
                Decision.SUSPEND,
                Harm.SAFETY,
                _(
                    "Remove it, suspend at once, tell the threatened member what was done and how "
                    "to go to the police, and pass it on."
                ),
            ),
            Choice(
                Decision.ASK,
                Harm.SAFETY,
                _("Ask the author how it was meant."),
            ),
        ),
        2,
        _(
            "A threat that names a real place is no tone of voice. A clean record weighs nothing "
            "against it. The one who is threatened must hear at once what was done, and the text "
            "is kept in the case if the police ask."
        ),
    ),
)
