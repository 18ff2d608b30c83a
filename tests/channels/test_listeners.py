from forum.channels import queries
from forum.channels.models import Audience, Kind
from forum.kernel.bus import announce
from forum.kernel.unit import transaction
from forum.site.signals import SiteSetUp
from tests.support import make


def set_up(owner):
    with transaction():
        announce(SiteSetUp(owner.id))


def test_a_fresh_site_gets_its_first_channels(app):
    owner = make.admin()

    set_up(owner)

    channels = {room.channel.slug: room.channel for room in queries.rooms(owner)}
    assert list(channels) == ["announcements", "start-here", "help", "show-and-tell", "off-topic"]
    assert channels["announcements"].kind == Kind.ANNOUNCEMENT
    assert channels["announcements"].starts == Audience.STAFF
    assert channels["help"].takes_answers
    assert channels["show-and-tell"].kind == Kind.GALLERY


def test_a_site_that_has_channels_keeps_them_as_they_are(app):
    make.channel(slug="mine")
    owner = make.admin()

    set_up(owner)

    assert [room.channel.slug for room in queries.rooms(owner)] == ["mine"]
