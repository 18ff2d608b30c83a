"""Pages stay light: what the first view of a page has to fetch, compressed."""

import pytest

from forum.web.static import assets

KILOBYTE = 1024


@pytest.mark.parametrize(
    ("name", "most"), [("css/site.css", 18), ("js/site.js", 9), ("js/composer.js", 9)]
)
def test_a_joined_file_stays_within_its_budget(name, most):
    asset = assets()[name]

    assert asset.gzipped is not None
    assert KILOBYTE < len(asset.gzipped) < most * KILOBYTE


def test_the_order_of_layers_is_said_before_anything_else():
    assert assets()["css/site.css"].body.decode().split("*/")[1].strip().startswith("@layer reset,")
