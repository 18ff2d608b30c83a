"""The saved replies that come with the forum: ten, each in English and in German.

They are rows from the first day on, to be changed like any other: texts of the team, and not
words of the software.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Shipped:
    """One of them in one language."""

    key: str
    language: str
    title: str
    body: str
    reasons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Pair:
    """One of them in both languages."""

    key: str
    english_title: str
    english: str
    german_title: str
    german: str
    reasons: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


_PAIRS: Sequence[_Pair] = (
    _Pair(
        key="heard",
        english_title="We have heard your complaint",
        english=(
            "Hello {member},\n\nthank you for telling us openly. You write “{quote}”, and we take "
            "that seriously: this should not have happened.\n\nWe are looking into it, and you "
            "will hear from us here by {deadline}, even if we are not done by then."
        ),
        german_title="Wir haben deine Beschwerde gehört",
        german=(
            "Hallo {member},\n\ndanke, dass du es offen sagst. Du schreibst „{quote}“, und das "
            "nehmen wir ernst: Das hätte nicht passieren dürfen.\n\nWir sehen uns das an. Bis "
            "{deadline} hörst du hier von uns, auch wenn wir bis dahin nicht fertig sind."
        ),
        kinds=("complaint",),
    ),
    _Pair(
        key="closing",
        english_title="What we did about it",
        english=(
            "Hello {member},\n\nyou told us what went wrong, and this is what we did about "
            "it:\n\nIf something is still not right, say so here: then we look at it again."
        ),
        german_title="Was wir unternommen haben",
        german=(
            "Hallo {member},\n\ndu hast uns gesagt, was schiefgelaufen ist. Das haben wir "
            "unternommen:\n\nWenn etwas noch nicht stimmt, schreib es hier: Dann sehen wir es uns "
            "noch einmal an."
        ),
        kinds=("complaint",),
    ),
    _Pair(
        key="order-private",
        english_title="Where your order is: we ask in private",
        english=(
            "Hello {member},\n\nwe will find out what happened to your order {order_hint}. So "
            "that nobody else reads your data, we have written you a private message. Please "
            "answer there with the order number and the address it should go to."
        ),
        german_title="Wo deine Bestellung ist: Wir fragen privat",
        german=(
            "Hallo {member},\n\nwir finden heraus, was mit deiner Bestellung {order_hint} ist. "
            "Damit niemand sonst deine Daten liest, haben wir dir privat geschrieben. Antworte "
            "bitte dort mit der Bestellnummer und der Adresse, an die sie gehen soll."
        ),
        kinds=("order",),
    ),
    _Pair(
        key="more-details",
        english_title="A few details so that we can help",
        english=(
            "Hello {member},\n\ngood question. So that the answer fits, tell us please:\n\n- "
            "which product it is, and since when you have it\n- what you did, and what happened "
            "then\n- what you have tried already\n\nA picture often says it fastest."
        ),
        german_title="Ein paar Angaben, damit wir helfen können",
        german=(
            "Hallo {member},\n\ngute Frage. Damit die Antwort passt, sag uns bitte:\n\n- um "
            "welches Produkt es geht und seit wann du es hast\n- was du getan hast und was dann "
            "geschah\n- was du schon versucht hast\n\nEin Bild sagt es oft am schnellsten."
        ),
        kinds=("question",),
    ),
    _Pair(
        key="welcome",
        english_title="Welcome, and where to begin",
        english=(
            "Welcome, {member}! Good to have you here.\n\nHave a look around, and ask whatever "
            "you like: nobody minds a beginner's question. If you tell us what brought you here, "
            "we can point you to the right places."
        ),
        german_title="Willkommen, und womit du anfängst",
        german=(
            "Willkommen, {member}! Schön, dass du da bist.\n\nSieh dich um und frag, was du "
            "möchtest: Anfängerfragen stören hier niemanden. Wenn du uns erzählst, was dich "
            "herführt, zeigen wir dir die richtigen Ecken."
        ),
        kinds=("first_post",),
    ),
    _Pair(
        key="idea",
        english_title="Thank you for your idea",
        english=(
            "Hello {member},\n\nthank you for the idea. Tell us a little more, please: what would "
            "you do with it, and what do you do today instead? Others who want it too can say so "
            "with a reaction on your post. That helps us to see how many it would help."
        ),
        german_title="Danke für deine Idee",
        german=(
            "Hallo {member},\n\ndanke für die Idee. Erzähl uns bitte etwas mehr: Was würdest du "
            "damit tun, und wie machst du es heute? Wer sie auch haben möchte, kann das mit einer "
            "Reaktion auf deinen Beitrag zeigen. So sehen wir, wie vielen sie hilft."
        ),
        kinds=("idea",),
    ),
    _Pair(
        key="praise",
        english_title="Thank you for the kind words",
        english=(
            "Thank you, {member}! Your words reach the people who made it, and they made our day. "
            "May we ask what you like most about it?"
        ),
        german_title="Danke für die lieben Worte",
        german=(
            "Danke, {member}! Deine Worte erreichen die Leute, die es gemacht haben, und haben "
            "uns den Tag verschönert. Dürfen wir fragen, was dir daran am besten gefällt?"
        ),
        kinds=("praise",),
    ),
    _Pair(
        key="kinder-words",
        english_title="Please say it kindly",
        english=(
            "Hello {member},\n\nwe took part of what you wrote away because of {clause}. You may "
            "think what you think of the matter; please say it without attacking anybody.\n\nIf "
            "you see it differently, somebody else of the team looks at it again: {appeal_url}"
        ),
        german_title="Bitte sag es freundlich",
        german=(
            "Hallo {member},\n\nwir haben etwas von dir entfernt, und zwar wegen {clause}. Zur "
            "Sache darfst du denken, was du denkst; sag es bitte, ohne jemanden "
            "anzugreifen.\n\nSiehst du es anders, sieht es sich jemand anderes aus dem Team noch "
            "einmal an: {appeal_url}"
        ),
        reasons=("hate",),
    ),
    _Pair(
        key="no-advertising",
        english_title="This is no place for advertising",
        english=(
            "Hello {member},\n\nyour text sells something, and by {clause} that has no place "
            "here. If you want to tell of your own work because it answers somebody's question, "
            "do that gladly, and say that it is yours.\n\nYou can ask for a second look: "
            "{appeal_url}"
        ),
        german_title="Hier ist kein Ort für Werbung",
        german=(
            "Hallo {member},\n\ndein Text verkauft etwas, und das hat nach {clause} hier keinen "
            "Platz. Wenn du von deiner eigenen Arbeit erzählst, weil sie jemandes Frage "
            "beantwortet, tu das gern und sag, dass sie von dir ist.\n\nDu kannst um einen "
            "zweiten Blick bitten: {appeal_url}"
        ),
        reasons=("advert", "scam"),
    ),
    _Pair(
        key="private-things",
        english_title="Private things do not belong here",
        english=(
            "Hello {member},\n\nyour text held something private, and everybody could read it. To "
            "protect whoever it belongs to, we took it out, by {clause}. Post the rest again "
            "without it if you like.\n\nYou can ask for a second look: {appeal_url}"
        ),
        german_title="Privates gehört nicht hierher",
        german=(
            "Hallo {member},\n\nin deinem Text stand etwas Privates, und alle konnten es lesen. "
            "Um zu schützen, wem es gehört, haben wir es nach {clause} herausgenommen. Den Rest "
            "kannst du gern ohne das noch einmal schreiben.\n\nDu kannst um einen zweiten Blick "
            "bitten: {appeal_url}"
        ),
        reasons=("private",),
    ),
)


def _both() -> Iterator[Shipped]:
    for one in _PAIRS:
        fits = {"reasons": one.reasons, "kinds": one.kinds}
        yield Shipped(f"{one.key}:en", "en", one.english_title, one.english, **fits)
        yield Shipped(f"{one.key}:de", "de", one.german_title, one.german, **fits)


REPLIES: Sequence[Shipped] = tuple(_both())
