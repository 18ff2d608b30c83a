"""Pages stay light: what the first view of a page has to fetch, compressed."""

import re

import pytest

from forum.web.static import assets
from tests.support import make

KILOBYTE = 1024
# What a page asks for besides members' own pictures.
ASKED = re.compile(r'(?:href|src)="(/(?:static/|brand\.css|icon\.svg)[^"]*)"')
ZIPPED = {"Accept-Encoding": "gzip"}


@pytest.mark.parametrize(
    ("name", "most"), [("css/site.css", 20), ("js/site.js", 9), ("js/composer.js", 9)]
)
def test_a_joined_file_stays_within_its_budget(name, most):
    asset = assets()[name]

    assert asset.gzipped is not None
    assert KILOBYTE < len(asset.gzipped) < most * KILOBYTE


def test_the_order_of_layers_is_said_before_anything_else():
    assert assets()["css/site.css"].body.decode().split("*/")[1].strip().startswith("@layer reset,")


def test_the_first_view_of_a_topic_is_four_requests_and_sixty_kilobytes(guest):
    topic = make.topic()
    for _ in range(19):
        make.post(topic=topic, body="Words of an answer that is neither long nor short. " * 8)
    address = f"/t/{topic.slug}/{topic.id}"

    asked = set(ASKED.findall(guest.get(address).text))
    weights = [len(guest.get(path, headers=ZIPPED).data) for path in (address, *asked)]

    assert {path.partition("?")[0].rpartition("/")[2] for path in asked} == {
        "brand.css", "icon.svg", "site.js",
    }  # fmt: skip
    assert sum(weights) < 60 * KILOBYTE
    assert all(weight > 100 for weight in weights)


def test_a_member_who_only_reads_asks_for_no_more(guest, sign_in):
    topic = make.topic()
    address = f"/t/{topic.slug}/{topic.id}"

    pages = [browser.get(address).text for browser in (guest, sign_in(make.member()))]

    assert len(set(ASKED.findall(pages[0]))) == len(set(ASKED.findall(pages[1]))) == 3
