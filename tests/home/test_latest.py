from forum.kernel import clock
from tests.support import make


def test_the_front_page_lists_topics_with_the_liveliest_first(guest):
    make.topic(title="Older", bumped_at=clock.now().replace(year=2020))
    make.topic(title="Newer", bumped_at=clock.now().replace(year=2021))

    page = guest.get("/").text

    assert page.index("Newer") < page.index("Older")


def test_the_channel_page_lists_its_own_topics_only(guest):
    room = make.channel(slug="gear-help")
    make.topic(title="In here", channel=room)
    make.topic(title="Elsewhere")

    page = guest.get("/c/gear-help").text

    assert "In here" in page
    assert "Elsewhere" not in page
