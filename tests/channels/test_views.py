from forum.channels.models import ChannelSlug, Visibility
from tests.support import make


def test_the_list_of_channels_opens_for_guests(guest):
    make.channel(name="Brew talk")
    make.channel(name="Hush", visibility=Visibility.SECRET)

    page = guest.get("/channels")

    assert page.status_code == 200
    assert "Brew talk" in page.text
    assert "Hush" not in page.text


def test_an_old_address_redirects_for_good(guest):
    channel = make.channel(slug="new-name")
    make.save(ChannelSlug(slug="old-name", channel_id=channel.id))

    answer = guest.get("/c/old-name/about")

    assert answer.status_code == 301
    assert answer.location == "/c/new-name/about"
