"""Scenarios about spam and advertising, appeals and one's own part in a case."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from forum.pages.models import Harm
from forum.training.models import Decision, Subject
from forum.training.shapes import Choice, Shipped

ALL: Sequence[Shipped] = (
    Shipped(
        "friendly-link",
        Subject.SPAM,
        _("A friendly first post with a link"),
        _(
            "Hello dear community. So glad to be here. I found great prices for this at the shop "
            "in my profile, have a nice day all."
        ),
        _(
            "The account is ten minutes old and has posted the same words in three topics. The "
            "shop in the profile sells nothing of what the topics are about."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.KEEP,
                None,
                _("Keep one of them and greet the newcomer."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.SCAM,
                _("Remove all three, and limit the account until somebody has looked at it."),
            ),
            Choice(
                Decision.EDIT,
                Harm.ADVERT,
                _("Take the shop out of the profile and leave the posts."),
            ),
            Choice(
                Decision.WARN,
                Harm.ADVERT,
                _("Remove two, and warn."),
            ),
        ),
        1,
        _(
            "Same words, three topics, ten minutes: this is no person who joins a talk. Limiting "
            "stops the fourth post and can be taken back in a moment if we are wrong."
        ),
    ),
    Shipped(
        "own-shop",
        Subject.SPAM,
        _("A member who makes things"),
        _(
            "Somebody asked for leather straps: I sew them myself and sell them, so take this as "
            "what it is. Here is how to measure yours, whoever makes it."
        ),
        _(
            "Five hundred helpful posts. The post tells about the shop, holds no link and answers "
            "a question."
        ),
        _("Somebody flagged it as advertising. What do you decide?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.ADVERT,
                _("Remove it. Selling is selling."),
            ),
            Choice(
                Decision.WARN,
                Harm.ADVERT,
                _("Hide it with a small warning."),
            ),
            Choice(
                Decision.EDIT,
                Harm.ADVERT,
                _("Take out the sentence about the shop."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. It answers, says openly who speaks, and sells nothing here."),
            ),
        ),
        3,
        _(
            "Saying openly that one earns money with something is what we ask for. Taking that "
            "sentence out would hide what readers should know. The answer helps whoever does not "
            "buy, too."
        ),
    ),
    Shipped(
        "fake-praise",
        Subject.SPAM,
        _("Praise that was paid for"),
        _(
            "Best purchase of my life, five stars, everybody should get one today before the "
            "offer ends on Sunday."
        ),
        _(
            "It praises our own product. The member wrote elsewhere that they get it for free "
            "when they post about it."
        ),
        _("What do you decide?"),
        (
            Choice(
                Decision.HIDE,
                Harm.ADVERT,
                _("Hide it, and say how to post it again with the gift named."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it. It is good for us."),
            ),
            Choice(
                Decision.REMOVE,
                Harm.SCAM,
                _("Remove it and close the account."),
            ),
            Choice(
                Decision.REPLY,
                None,
                _("Keep it and thank the member."),
            ),
        ),
        0,
        _(
            "Praise for which something was given has to say so, all the more when it is praise "
            "for us. Most people do not know this, so show them how and let the post come back."
        ),
    ),
    Shipped(
        "appeal-new-facts",
        Subject.APPEAL,
        _("An appeal with something new in it"),
        _(
            "You removed my post as a copy of somebody's guide. The guide is mine. I wrote it "
            "under my old name, and the picture of the draft is attached."
        ),
        _(
            "A colleague made the decision and could not know this. The picture fits what the "
            "team sees of both accounts."
        ),
        _("How do you decide on the appeal?"),
        (
            Choice(
                Decision.DECLINE,
                Harm.OTHER,
                _("Uphold it. It was right by what was known."),
            ),
            Choice(
                Decision.OVERTURN,
                None,
                _(
                    "Overturn it, so that everything comes back, say sorry, and tell the "
                    "colleague what was new."
                ),
            ),
            Choice(
                Decision.ASK,
                Harm.OTHER,
                _("Ask for a copy of the passport first."),
            ),
            Choice(
                Decision.LEAVE,
                None,
                _("Leave it to the colleague who decided."),
            ),
        ),
        1,
        _(
            "An appeal asks whether the decision is right with all we know today, not whether "
            "somebody made a mistake. Today we know more. Papers that nobody needs are not asked "
            "for, and whoever decided does not decide again."
        ),
    ),
    Shipped(
        "friend-in-the-queue",
        Subject.OWN,
        _("A friend in the queue"),
        _(
            "My sister-in-law's cakes are the best in town, order at the number below, she takes "
            "ten orders a week."
        ),
        _(
            "You know the author well: she watched your cat in summer. It is flagged as "
            "advertising, and it is due in an hour. Two colleagues are online."
        ),
        _("What do you do?"),
        (
            Choice(
                Decision.REMOVE,
                Harm.ADVERT,
                _("Remove it. You can be strict with friends."),
            ),
            Choice(
                Decision.KEEP,
                None,
                _("Keep it, it is only cake."),
            ),
            Choice(
                Decision.ASK,
                Harm.ADVERT,
                _("Write to her privately that she should delete it herself."),
            ),
            Choice(
                Decision.LEAVE,
                Harm.ADVERT,
                _("Leave it to a colleague and say in the case why."),
            ),
        ),
        3,
        _(
            "Whichever way you decide, somebody will think it was for the cat. There is time and "
            "there are colleagues, so do not decide and do not warn her beforehand. Saying why in "
            "the case makes it plain to everybody."
        ),
    ),
)
