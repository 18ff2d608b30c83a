"""Care of tags: renaming, merging and deleting."""

import pytest
from sqlalchemy import select

from forum.accounts.models import User
from forum.channels.models import Channel, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.paging import decode
from forum.topics import actions, queries
from forum.topics.actions import Change, NewTopic
from forum.topics.models import State, Tag, TagAddress, Topic
from forum.topics.queries import tagging
from tests.support import make
from tests.support.queries import count_queries
from tests.support.together import all_at_once
from tests.topics.tagged import names_on, notes, tag_named
from tests.topics.writing import broken_promises, fresh, reason_of, reply, start


def test_a_renamed_tag_stays_on_its_topics_and_is_noted(app):
    topic = start(tags=("bean",))

    actions.rename_tag(make.moderator(), tag_named("bean"), " Coffee Beans ")

    assert names_on(topic) == ["coffee-beans"]
    assert notes() == [("tags.rename", {"name": "bean"}, {"name": "coffee-beans"})]
    assert broken_promises() == []


def test_an_old_name_leads_to_the_tag_however_often_it_is_renamed(guest):
    start(tags=("bean",))
    moderator = make.moderator()
    for name in ("beans", "coffee-beans"):
        actions.rename_tag(moderator, db.session.scalars(select(Tag)).one(), name)

    for old in ("bean", "beans"):
        answer = guest.get(f"/tags/{old}")
        assert (answer.status_code, answer.location) == (301, "/tags/coffee-beans")


def test_a_tag_can_have_its_old_name_back(guest):
    start(tags=("bean",))
    moderator = make.moderator()
    for name in ("beans", "bean"):
        actions.rename_tag(moderator, db.session.scalars(select(Tag)).one(), name)

    assert guest.get("/tags/bean").status_code == 200
    assert guest.get("/tags/beans").location == "/tags/bean"
    assert broken_promises() == []


def test_an_old_name_tells_nothing_of_a_tag_that_is_not_open(guest, sign_in):
    secret = make.channel(visibility=Visibility.SECRET)
    start(make.moderator(), secret, tags=("takeover",))
    actions.rename_tag(make.moderator(), tag_named("takeover"), "merger")

    assert guest.get("/tags/takeover").status_code == 404
    assert sign_in(make.insider(secret)).get("/tags/takeover").status_code == 301


def test_who_types_an_old_name_gets_the_tag_of_today(app):
    start(tags=("bean",))
    actions.rename_tag(make.moderator(), tag_named("bean"), "beans")

    topic = start(tags=("bean", "Beans", "tins"))

    assert names_on(topic) == ["beans", "tins"]
    assert tag_named("beans").topic_count == 2


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("tins", "name: taken"),
        ("?!", "tags: no_name"),
        ("a" * 31, "tags: too_long"),
        ("bean", ""),
    ],
)
def test_a_name_must_be_free_and_fit(app, name, reason):
    start(tags=("bean", "tins"))

    assert reason_of(actions.rename_tag, make.moderator(), tag_named("bean"), name) == reason
    assert notes() == []


def test_merging_counts_every_topic_once(app):
    both, one = start(tags=("tins", "bean", "beans")), start(tags=("bean",))
    gone = start(tags=("bean",))
    start(tags=("beans",))
    actions.delete(make.moderator(), fresh(queries.first_post(fresh(gone))))

    actions.merge_tags(make.moderator(), tag_named("bean"), tag_named("beans"))

    assert names_on(both) == ["tins", "beans"]
    assert names_on(one) == ["beans"]
    assert names_on(gone) == ["beans"]
    assert tag_named("beans").topic_count == 3
    assert broken_promises() == []
    assert notes()[-1][:2] == ("tags.merge", {"name": "bean"})


def test_whatever_led_to_a_merged_tag_leads_to_the_one_that_stays(guest):
    start(tags=("bean",)), start(tags=("coffee",))
    moderator = make.moderator()
    actions.rename_tag(moderator, tag_named("bean"), "beans")

    actions.merge_tags(moderator, tag_named("beans"), tag_named("coffee"))

    for old in ("bean", "beans"):
        assert guest.get(f"/tags/{old}").location == "/tags/coffee"
    assert names_on(start(tags=("bean",))) == ["coffee"]


def test_a_tag_is_not_merged_into_itself(app):
    start(tags=("bean",))
    tag = tag_named("bean")

    assert reason_of(actions.merge_tags, make.moderator(), tag, tag) == "into: same"
    assert tag_named("bean").topic_count == 1


def test_a_change_that_waits_does_not_bring_the_old_name_back(app):
    author, channel = make.member(), make.channel()
    topic = start(author, channel, tags=("beans",))
    post = queries.first_post(fresh(topic))
    channel.reviewed_since = clock.now()
    db.session.commit()
    mark = queries.wording_of(fresh(post)).mark
    change = Change("Other words.", mark, title="Another title", tags=("beans", "bean"))
    actions.edit(author, fresh(post), change)
    start(tags=("bean",))

    actions.merge_tags(make.moderator(), tag_named("bean"), tag_named("beans"))

    (held,) = queries.waiting_changes(author, [post.id]).values()
    assert held.tags == ["beans"]


def test_only_a_tag_that_nothing_uses_is_deleted(app):
    moderator, room = make.moderator(), make.channel()
    topic = start(tags=("carried", "unused"))
    post = queries.first_post(fresh(topic))
    mark = queries.wording_of(fresh(post)).mark
    actions.edit(
        topic.author, fresh(post), Change(post.body, mark, title=topic.title, tags=("carried",))
    )
    actions.choose_tags(make.admin(), room, ["chosen"])

    reasons = {
        name: reason_of(actions.delete_tag, moderator, tag_named(name))
        for name in ("carried", "chosen", "unused")
    }

    assert reasons == {"carried": "tag: in_use", "chosen": "tag: in_use", "unused": ""}
    assert sorted(db.session.scalars(select(Tag.name))) == ["carried", "chosen"]
    assert notes()[-1] == ("tags.delete", {"name": "unused"}, {})


@pytest.mark.parametrize("name", ["bean", "burr", "crema", "dose", "filter"])
def test_a_tag_is_deleted_or_used_when_both_happen_at_once(app, name):
    author, moderator, room = make.member(), make.moderator(), make.channel()
    ids = author.id, moderator.id, room.id
    db.session.add(Tag(name=name))
    db.session.commit()

    def write_or_delete(which):
        writer, deleter, channel = (
            db.session.get(kind, key) for kind, key in zip((User, User, Channel), ids, strict=True)
        )
        if which % 2:
            found = queries.tags_named([name])
            actions.delete_tag(deleter, found.get(name) or tagging.tag_by_id(0))
            return "deleted"
        return actions.start(writer, channel, NewTopic(f"Grinder {which}", "Words.", (name,))).id

    results = all_at_once(app, 6, write_or_delete)

    topics = [made for made in results if isinstance(made, int)]
    assert len(topics) == 3
    assert len(results) == 6
    assert [names_on(db.session.get_one(Topic, made)) for made in topics] == [[name]] * 3
    assert broken_promises() == []


def test_a_tag_of_a_deleted_topic_is_still_used(app):
    topic = start(tags=("bean",))
    actions.delete(make.moderator(), queries.first_post(fresh(topic)))

    assert tag_named("bean").topic_count == 0
    assert reason_of(actions.delete_tag, make.moderator(), tag_named("bean")) == "tag: in_use"


def test_tags_are_in_the_care_of_the_team_and_rules_in_that_of_admins(app):
    start(tags=("bean", "tins"))
    room = make.channel()
    bean, tins = tag_named("bean"), tag_named("tins")

    for reader in (make.member(), make.insider(room)):
        assert reason_of(actions.rename_tag, reader, bean, "beans") == "staff_only"
        assert reason_of(actions.merge_tags, reader, bean, tins) == "staff_only"
        assert reason_of(actions.delete_tag, reader, bean) == "staff_only"
        assert reason_of(actions.choose_tags, reader, room, ["bean"]) == "admins_only"
    assert reason_of(actions.choose_tags, make.moderator(), room, ["bean"]) == "admins_only"
    assert db.session.scalars(select(Tag.name).order_by(Tag.name)).all() == ["bean", "tins"]


def test_verify_finds_an_old_name_that_is_a_tag_again(app):
    start(tags=("bean", "tins"))
    make.save(TagAddress(name="tins", tag_id=tag_named("bean").id))

    assert broken_promises() == ["the tag tins is also an old name of another tag"]


def test_the_list_goes_on_from_page_to_page(app, monkeypatch):
    monkeypatch.setattr(tagging, "PAGE_SIZE", 2)
    for count, name in ((3, "beans"), (1, "tins"), (1, "mugs"), (2, "bean-bags")):
        for _ in range(count):
            make.tags(make.topic(), name)

    page = tagging.tag_lines()
    rest = tagging.tag_lines(after=decode(page.next))

    assert [line.tag.name for line in page.items] == ["beans", "bean-bags"]
    assert [line.tag.name for line in rest.items] == ["mugs", "tins"]
    assert rest.next is None
    assert [line.tag.name for line in tagging.tag_lines(sought="bean").items] == [
        "beans",
        "bean-bags",
    ]


def test_published_topics_count_and_others_do_not(app):
    channel = make.channel(reviewed_since=clock.now())
    held = start(make.member(), channel, tags=("beans",))
    reply(start(tags=("beans",)))

    assert held.state == State.HELD
    assert tagging.tag_lines().items[0].tag.topic_count == 1
    assert tagging.usage_of(tag_named("beans")).topic_count == 2


def test_the_list_costs_the_same_for_many_tags_as_for_few(sign_in):
    browser = sign_in(make.admin())

    def cost() -> int:
        with count_queries() as seen:
            assert browser.get("/admin/topics/tags").status_code == 200
        return len(seen)

    make.tags(make.topic(), "one")
    few = cost()
    make.tags(make.topic(), *(f"tag-{number}" for number in range(12)))
    for number in range(3):
        actions.choose_tags(make.admin(), make.channel(), [f"tag-{number}"])

    assert cost() == few
