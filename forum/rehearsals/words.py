"""What rehearsals, what came of them, and what they found are called on pages."""

from collections.abc import Mapping
from typing import Any

from flask_babel import format_decimal, gettext, ngettext
from flask_babel import lazy_gettext as _

from forum.rehearsals.models import RunState

# The word, the look of its chip, and its icon.
STATES: Mapping[RunState, tuple[Any, str, str]] = {
    RunState.QUEUED: (_("Waits for its turn"), "", "hourglass"),
    RunState.RUNNING: (_("Is running"), "brand", "play"),
    RunState.DONE: (_("Rehearsed"), "good", "circle-check"),
    RunState.FAILED: (_("Failed"), "bad", "circle-x"),
}
# Why there is no report.
FAILURES: Mapping[str, Any] = {
    "broken": _(
        "The copy could not be played to its end. What the machine said stands in the report."
    ),
    "too_long": _("It took more than ten minutes and was stopped. The machine has too much to do."),
    "cut_short": _("It was cut short. Rehearse once more."),
}
# Why somebody was refused; other words are shown as they are.
REFUSALS: Mapping[str, Any] = {
    "launch_sold_out": _("Nothing was left"),
    "launch_not_for_you": _("No window was for them"),
    "launch_not_open": _("Their window was not open"),
    "launch_email": _("Their address is not confirmed"),
    "launch_account_young": _("Their account is too young"),
    "launch_closed": _("Their windows were over"),
    "code_of_pool_had": _("They had a code of this pool already"),
    "launch_in_already": _("They were in already"),
    "out_of_range": _("They wanted too many"),
}
PROBLEMS: Mapping[str, Any] = {
    "no_stock": _("It is not said how many there are, so nobody goes empty-handed."),
    "no_pool": _("There is no pool of codes: whoever gets one gets no code for the shop."),
}


def refusal(word: str) -> str:
    """Why somebody was refused."""
    return str(REFUSALS.get(word, word))


def problem(found: Mapping[str, Any]) -> str:
    """What was found, with its numbers."""
    word, number = found["word"], found.get("number", 0)
    if word in PROBLEMS:
        return str(PROBLEMS[word])
    if "place" in found:
        return _of_window(word, found["place"])
    if word in {"pool_short", "pool_small"}:
        return _of_pool(word, found)
    return _counted(word, number)


def _of_window(word: str, place: int) -> str:
    if word == "gone_before":
        return str(gettext("The stock is used up before window %(place)s opens.", place=place))
    if word == "nobody_yet":
        said = gettext(
            "Window %(place)s opens for nobody: none of your members has what it asks for.",
            place=place,
        )
        return str(said)
    return str(gettext("Nobody got in by window %(place)s.", place=place))


def _of_pool(word: str, found: Mapping[str, Any]) -> str:
    codes = format_decimal(found["codes"])
    if word == "pool_short":
        pieces = format_decimal(found["pieces"])
        return str(
            gettext(
                "The pool has %(codes)s codes for %(pieces)s pieces.", codes=codes, pieces=pieces
            )
        )
    members = format_decimal(found["members"])
    return str(
        gettext(
            "The pool has %(codes)s codes, and %(members)s members may come.",
            codes=codes,
            members=members,
        )
    )


def _counted(word: str, number: int) -> str:
    said = {
        "codes_twice": ngettext(
            "%(num)s code went to two members.", "%(num)s codes went to two members.", number
        ),
        "with_two": ngettext("%(num)s member got two.", "%(num)s members got two.", number),
        "too_many": ngettext(
            "%(num)s piece more was taken than there is.",
            "%(num)s pieces more were taken than there are.",
            number,
        ),
        "silent": ngettext(
            "%(num)s member got no answer.", "%(num)s members got no answer.", number
        ),
        "codes_due": ngettext(
            "%(num)s member got one and no code, because the pool was empty.",
            "%(num)s members got one and no code, because the pool was empty.",
            number,
        ),
        "left_over": ngettext(
            "%(num)s piece was left over.", "%(num)s pieces were left over.", number
        ),
    }
    return str(said[word])
