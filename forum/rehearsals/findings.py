"""What a rehearsal shows that its people should look at, as words of ours with their numbers."""

from collections.abc import Iterator, Mapping
from typing import Any

from forum.launches.models import Allocation
from forum.rehearsals import copies, crowds
from forum.rehearsals.crowds import Kind

# What must never be, whatever is arranged.
NEVER = ("codes_twice", "with_two", "too_many", "silent")


def of(script: Mapping[str, Any], figures: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What was found, the worst first."""
    return [*_never(figures), *_stock(script), *_rooms(script), *_flow(script, figures)]


def is_bad(problem: Mapping[str, Any]) -> bool:
    """Whether it must never be."""
    return problem["word"] in NEVER


def _never(figures: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    for word in NEVER:
        if figures[word]:
            yield {"word": word, "number": figures[word]}


def _stock(script: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Whether what there is suits what is promised."""
    launch, codes = script["launch"], script["free_codes"]
    stock, is_open = launch["stock_total"], launch["allocation"] == Allocation.OPEN
    if stock is None and not is_open:
        yield {"word": "no_stock"}
    if codes is None:
        yield {"word": "no_pool"}
    elif stock is not None and codes < stock:
        yield {"word": "pool_short", "codes": codes, "pieces": stock}
    elif stock is None and codes < script["members"]:
        yield {"word": "pool_small", "codes": codes, "members": script["members"]}


def _rooms(script: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Whether every window opens for somebody."""
    kinds = [Kind.from_plain(one) for one in script["crowd"]]
    for place in crowds.unfit(kinds, copies.windows_from(script)):
        yield {"word": "nobody_yet", "place": place}


def _flow(script: Mapping[str, Any], figures: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Whether something is left for those who come later."""
    if figures["codes_due"]:
        yield {"word": "codes_due", "number": figures["codes_due"]}
    sold = figures["sold_out"]
    if script["launch"]["allocation"] == Allocation.DRAW:
        sold = None
    for one in figures["windows"]:
        if sold and one["place"] > sold["place"]:
            yield {"word": "gone_before", "place": one["place"]}
        elif one["place"] and one["tried"] and not (one["got"] or one["entered"]):
            yield {"word": "nobody_in", "place": one["place"]}
    if figures["stock"] and not sold and figures["pieces"] < figures["stock"]:
        yield {"word": "left_over", "number": figures["stock"] - figures["pieces"]}
