"""The channels in the side navigation."""

import pytest

from forum.channels import fillers, queries
from forum.channels.models import Visibility
from forum.kernel import clock
from forum.kernel.slots import Part
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def marks(app):
    """What a higher slice says beside channels: those named are unread."""
    unread = {}
    rows = app.extensions["slots"].rows
    before = rows["channel.nav"]
    asked = []

    def beside(viewer, items):
        asked.append([channel.id for channel in items])
        return {c.id: Part("", unread[c.id]) for c in items if c.id in unread}

    rows["channel.nav"] = [beside]
    unread["asked"] = asked
    yield unread
    rows["channel.nav"] = before


def names(groups):
    return {
        group.section.name if group.section else "": [room.channel.name for room in group.rooms]
        for group in groups
    }


def test_sections_and_channels_stand_in_their_order(app):
    late = make.section(name="Late", position=2)
    early = make.section(name="Early", position=1)
    make.channel(name="b", section_id=late.id, position=2)
    make.channel(name="a", section_id=late.id, position=1)
    make.channel(name="c", section_id=early.id)
    make.channel(name="loose")
    make.channel(name="old", section_id=early.id, archived_at=clock.now())

    found = names(queries.overview(make.member()))

    assert list(found.items()) == [("", ["loose"]), ("Early", ["c"]), ("Late", ["a", "b"])]


def test_all_channels_and_their_places_are_one_query(app):
    for _ in range(6):
        make.channel(section_id=make.section().id)
    viewer = make.member()

    with count_queries() as seen:
        queries.overview(viewer)

    assert len(seen) == 1


def test_unread_channels_say_so_and_are_counted(marks, sign_in):
    quiet, lively = make.channel(name="Quiet"), make.channel(name="Lively")
    marks[lively.id] = {"state": "unread", "count": 12}

    page = sign_in(make.member()).get("/channels").text

    entry = page[page.index(">Lively<") - 200 : page.index(">Lively<") + 200]
    assert "is-unread" in entry
    assert ">12" in entry
    assert quiet.id in marks["asked"][0]


def test_only_what_can_be_read_is_asked_for_and_the_rest_has_a_lock(marks, sign_in):
    private = make.channel(name="Founders", visibility=Visibility.PRIVATE)
    opened = make.channel()

    page = sign_in(make.member()).get("/channels").text

    assert marks["asked"] == [[opened.id]]
    entry = page[page.index(">Founders<") : page.index(">Founders<") + 400]
    assert "ask to join" in entry
    assert f"/c/{private.slug}/about" in page


def test_a_filler_is_asked_once_for_all_channels(marks, app):
    for _ in range(5):
        make.channel()

    fillers.in_navigation(make.member())

    assert [len(ids) for ids in marks["asked"]] == [5]
