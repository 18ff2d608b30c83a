"""A launch that is kept back, with all that belongs to it: its product, its pictures, its room."""

from dataclasses import dataclass
from typing import Any

from forum.channels import actions as channels
from forum.commerce import actions as commerce
from forum.commerce.models import ProductState
from forum.kernel import clock
from forum.launches import actions, queries
from forum.launches.actions import Secrecy, Supply, Words
from forum.launches.models import Embargo
from tests.launches.launched import (
    DAY,
    FOR_ALL,
    HOUR,
    NOON,
    draft,
    for_list,
    member,
    with_room,
)
from tests.support import make
from tests.topics.writing import reply, start
from tests.uploads.pictures import drawn

# Every text of the launch, of its product and of its room begins with this, its address too.
WORD = "zzcopper"
WORDS = Words(f"{WORD} kettle", summary=f"{WORD} S", body=f"{WORD} B", rules=f"{WORD} R")


@dataclass
class Kept:
    """A launch that is kept back, with all that belongs to it."""

    launch_id: int
    slug: str
    window_id: int
    pictures: list[str]
    room: str
    topic: str
    topic_id: int
    post_id: int
    ada: Any
    outsider: Any


def kept_back(secrecy: Secrecy, *, stage: str = "approved") -> Kept:
    """Ada is on the list from noon on; all others may come a day later."""
    boss, ada = make.admin(), member(username="ada")
    plan = commerce.ProductPlan(f"{WORD} pot", f"{WORD} P", state=ProductState.ACTIVE)
    product = commerce.create_product(boss, plan)
    commerce.add_picture(boss, product, drawn(), alt=WORD)
    launch = draft(
        for_list(["ada"], opens_at=NOON, closes_at=NOON + 3 * DAY),
        type(FOR_ALL)(NOON + DAY, NOON + 3 * DAY),
        admin=boss,
        words=WORDS,
        supply=Supply(stock_total=5, product_id=product.id),
        secrecy=secrecy,
    )
    for _ in range(2):
        actions.add_picture(boss, queries.launch_by_id(launch.id), drawn(), alt=WORD)
    found = with_room(queries.launch_by_id(launch.id), boss)
    channels.admit(None, found.channel, ada, source="test")
    with clock.at(NOON - DAY):
        topic = start(ada, found.channel, title=f"{WORD} quokka", tags=(f"{WORD}-tag",))
        post = reply(topic, boss, f"{WORD} marsupial")
        if stage != "draft":
            actions.submit(make.admin(), queries.launch_by_id(launch.id))
        if stage == "approved":
            actions.approve(make.admin(), queries.launch_by_id(launch.id))
    found = queries.launch_by_id(launch.id)
    window_id = queries.windows_of([found.id])[found.id][0].id
    pictures = [*found.pictures, *product.pictures]
    room = found.channel.slug
    return Kept(
        found.id,
        found.slug,
        window_id,
        pictures,
        room,
        topic.slug,
        topic.id,
        post.id,
        ada,
        member(username="ben"),
    )


SECRET = Secrecy(Embargo.SECRET)
TEASED = Secrecy(Embargo.TEASER, NOON - HOUR)
