"""Which tags a channel takes."""

from sqlalchemy import select

from forum.channels import actions as channels
from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.models import ChannelTag
from tests.support import make
from tests.topics.tagged import names_on, notes, tag_named
from tests.topics.writing import reason_of, start


def test_rules_of_channels_go_along_with_a_merge(app):
    admin, first, second = make.admin(), make.channel(), make.channel()
    actions.choose_tags(admin, first, ["bean"])
    actions.choose_tags(admin, second, ["bean", "beans"])

    actions.merge_tags(admin, tag_named("bean"), tag_named("beans"))

    assert queries.allowed_in(first.id) == ["beans"]
    assert queries.allowed_in(second.id) == ["beans"]


def test_a_channel_takes_the_chosen_tags_and_no_others(app):
    room = make.channel()
    start(tags=("bean",))
    actions.rename_tag(make.moderator(), tag_named("bean"), "beans")

    actions.choose_tags(make.admin(), room, ["Tins", " bean", "", "beans"])

    assert queries.allowed_in(room.id) == ["beans", "tins"]
    assert reason_of(start, None, room, tags=("mugs",)) == "tags: not_here"
    assert names_on(start(channel=room, tags=("bean",))) == ["beans"]
    assert notes()[-1] == ("tags.choose", {"tags": ""}, {"tags": "beans, tins"})


def test_a_channel_without_a_choice_takes_all_again(app):
    room, admin = make.channel(), make.admin()
    actions.choose_tags(admin, room, ["beans"])

    actions.choose_tags(admin, room, [])

    assert queries.allowed_in(room.id) == []
    assert names_on(start(channel=room, tags=("mugs",))) == ["mugs"]


def test_choosing_the_same_again_is_not_noted(app):
    room, admin = make.channel(), make.admin()

    for names in (["beans", "tins"], ["tins", "beans"]):
        actions.choose_tags(admin, room, names)

    assert len(notes()) == 1


def test_a_choice_holds_enough_for_what_the_channel_asks_and_not_too_many(app):
    room, admin = make.channel(min_tags=2), make.admin()
    many = [f"tag-{number}" for number in range(51)]

    assert reason_of(actions.choose_tags, admin, room, ["one"]) == "tags: too_few_to_choose"
    assert reason_of(actions.choose_tags, admin, room, many) == "tags: too_many"
    assert queries.allowed_in(room.id) == []


def test_a_channel_never_asks_for_more_tags_than_it_takes(app):
    room, admin = make.channel(min_tags=2), make.admin()
    actions.choose_tags(admin, room, ["bean", "beans"])
    actions.merge_tags(admin, tag_named("bean"), tag_named("beans"))

    assert reason_of(start, None, room) == "tags: too_few"
    assert names_on(start(channel=room, tags=("beans",))) == ["beans"]


def test_the_rules_of_a_merged_channel_end(app):
    admin, source, into = make.admin(), make.channel(), make.channel()
    actions.choose_tags(admin, source, ["beans"])

    channels.merge(admin, source, into)

    assert db.session.scalars(select(ChannelTag)).all() == []
