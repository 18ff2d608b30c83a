"""What the owner of the demonstration wrote about the house: purpose, goals, rules, About."""

from forum.accounts.models import User
from forum.pages import actions as pages
from forum.pages import queries
from forum.pages.actions import ClauseText, GuidelinesText
from forum.pages.models import Harm, PageName
from forum.setup import actions as setup
from forum.setup.actions import NewGoal, NewReason
from forum.setup.models import Metric
from forum.site import actions as site

PURPOSE = {
    "site.purpose": "So that nobody has to find out alone why the coffee tastes of cardboard.",
    "site.people": "People who make their coffee by hand, from the first bag of beans on, and the "
    "few who build what they make it with.",
    "site.together": "Find out what went wrong, show what went right, and try things before they "
    "are finished.",
    "site.values": "Patience, numbers where they help, and no sneering at instant.",
    "site.gives": "Answers from the workshop, honest news about delays, and a say in what we make.",
    "site.success": "When a beginner asks and a member has answered before we could.",
    "site.promise_1": "Every question gets an answer within two working days.",
    "site.promise_2": "We say what we changed because of you, and what we decided against.",
    "site.promise_3": "Nobody here is sold to. News of the shop stays in its own channel.",
    "pages.contact": "community@kettleandcrane.example",
}
GOALS = (
    NewGoal(Metric.ANSWERED, 70, "Questions do not stay open"),
    NewGoal(Metric.REPLIED_WITHIN_A_DAY, 80, "Nobody waits longer than a day"),
    NewGoal(Metric.ACTIVE_MEMBERS, 100),
)
REASONS = (
    NewReason(
        "Answers from people who use it",
        "Most come from other members, the rest from those who built it.",
        Metric.HOURS_TO_REPLY,
        24,
    ),
    NewReason(
        "No question is left alone", "Whoever asks gets help to the end.", Metric.ANSWERED, 60
    ),
    NewReason("First to try", "Members test what leaves the workshop, and change it."),
)
ABOUT = (
    "Kettle & Crane began in 2014 in a shed, with one lathe and a kettle that dripped. Today "
    "eleven people make grinders, kettles and scales in the same street.\n\n"
    "This forum is run by the people who answer the phone. Ruth owns the company and reads more "
    "than she writes; Lena looks after the forum; Kei builds the grinders and will tell you when "
    "you are right."
)
GUIDELINES = GuidelinesText(
    """\
Be kind. Everybody has burnt their first pot.
Say what you did: grams, seconds, degrees.
Show your own pictures.
Do not sell here, except in the market.
Keep orders and addresses private.
Water and power together are dangerous: say when you are not sure.
The team decides, says why, and listens.""",
    (
        ClauseText(
            "Be kind to beginners",
            "There are no silly questions about coffee, only cold cups.",
            "I had the same. This is what helped.",
            "Search before you ask.",
            Harm.HATE,
        ),
        ClauseText(
            "Say what you did",
            "Grams, seconds, degrees, grind. Without them others can only guess.",
            "18 g, 1:16, 94 degrees, three minutes ten, tastes sour.",
            "It does not work.",
        ),
        ClauseText(
            "Taste is not an argument",
            "You may like what others find undrinkable. Nobody has to be cured of it.",
            "Too bright for me, so I went coarser.",
            "Real coffee people do not use milk.",
            Harm.OFF_TOPIC,
        ),
        ClauseText(
            "Show what is yours",
            "Use your own pictures and words, or say whose they are.",
            "My bench this morning.",
            "A photo from a catalogue.",
        ),
        ClauseText(
            "Sell in the market only",
            "Used gear may change hands in its channel. Links that pay you have no place here.",
            "Selling my old hand grinder in the market, with its faults.",
            "Ten percent off with my code.",
            Harm.ADVERT,
        ),
        ClauseText(
            "Keep private things private",
            "No order numbers, no addresses, no letters of our support in full.",
            "Support told me to send it in.",
            "A picture of the label with the address.",
            Harm.PRIVATE,
        ),
        ClauseText(
            "Be careful with power and heat",
            "Open a machine only when you know what you do. Say so when you only think you know.",
            "Unplug it, and wait ten minutes before you touch the boiler.",
            "You can leave it plugged in, I always do.",
            Harm.SAFETY,
        ),
        ClauseText(
            "One person, one account",
            "The team wears a mark. Nobody else speaks for Kettle & Crane.",
            "I work for a roaster, so read me with that in mind.",
            "A second account to agree with yourself.",
            Harm.SCAM,
        ),
    ),
)


def write_down(owner: User) -> None:
    """Put it all up, as it stood when the doors opened."""
    site.choose_all(owner, PURPOSE)
    setup.set_goals(owner, GOALS)
    setup.put_reasons(owner, REASONS)
    pages.publish_page(owner, PageName.ABOUT, ABOUT)
    pages.plant(owner, GUIDELINES)


def agree(member: User) -> None:
    """Say yes to the guidelines, as everybody does who joins."""
    present = queries.current_guidelines()
    if present is not None:
        pages.accept(member, present)
