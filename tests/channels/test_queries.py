import pytest

from forum.accounts.models import Guest
from forum.channels import queries
from forum.channels.models import ChannelSlug, Visibility
from forum.kernel.policy import NotFound
from tests.support import make
from tests.support.queries import count_queries


def test_a_channel_is_found_at_its_address_in_one_query(app):
    channel = make.channel(slug="brew-talk", section=make.section())

    with count_queries() as seen:
        found = queries.channel_at(Guest(), "brew-talk")

    assert found.id == channel.id
    assert len([query for query in seen if query.startswith("SELECT")]) == 1


def test_a_secret_channel_is_not_found_by_those_outside(app):
    secret = make.channel(slug="hush", visibility=Visibility.SECRET)

    with pytest.raises(NotFound):
        queries.channel_at(make.member(), "hush")
    assert queries.channel_at(make.insider(secret), "hush").id == secret.id


def test_an_old_address_leads_to_the_new_one(app):
    channel = make.channel(slug="new-name")
    make.save(ChannelSlug(slug="old-name", channel_id=channel.id))

    with pytest.raises(queries.Moved) as moved:
        queries.channel_at(Guest(), "old-name")
    assert moved.value.slug == "new-name"


def test_an_old_address_of_a_secret_channel_tells_nothing(app):
    channel = make.channel(slug="hush", visibility=Visibility.SECRET)
    make.save(ChannelSlug(slug="whisper", channel_id=channel.id))

    with pytest.raises(NotFound):
        queries.channel_at(make.member(), "whisper")
