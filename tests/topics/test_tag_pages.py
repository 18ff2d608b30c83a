"""The staff pages about tags."""

import pytest
from sqlalchemy import select

from forum.kernel.db import db
from forum.topics import actions, queries
from forum.topics.models import Tag
from tests.support import make
from tests.topics.tagged import tag_named
from tests.topics.writing import start


@pytest.fixture
def moderator(sign_in):
    return sign_in(make.moderator())


@pytest.fixture
def admin(sign_in):
    return sign_in(make.admin())


ADDRESSES = [
    ("GET", "/admin/topics/tags"),
    ("GET", "/admin/topics/tags/{id}"),
    ("POST", "/admin/topics/tags/{id}"),
    ("GET", "/admin/topics/tags/{id}/merge"),
    ("POST", "/admin/topics/tags/{id}/merge"),
    ("POST", "/admin/topics/tags/{id}/delete"),
    ("GET", "/admin/topics/tags/channel/{slug}"),
    ("POST", "/admin/topics/tags/channel/{slug}"),
]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_the_pages_are_for_the_team(sign_in, guest, method, path):
    room = make.channel()
    start(tags=("bean", "beans"))
    address = path.format(id=tag_named("bean").id, slug=room.slug)
    readers = [guest, sign_in(make.member())]
    if "/channel/" in address:
        readers.append(sign_in(make.moderator()))

    for browser in readers:
        answer = browser.open(address, method=method, data={"name": "x", "into": "beans"})
        assert answer.status_code == 403

    assert db.session.scalars(select(Tag.name).order_by(Tag.name)).all() == ["bean", "beans"]
    assert queries.allowed_in(room.id) == []


def test_tags_stand_in_the_staff_navigation(moderator, admin):
    for browser in (moderator, admin):
        assert 'href="/admin/topics/tags"' in browser.get("/admin").text


def test_the_list_can_be_searched(moderator):
    start(tags=("beans", "tins"))

    everything = moderator.get("/admin/topics/tags").text
    found = moderator.get("/admin/topics/tags?q=Bea").text

    assert "<bdi>tins</bdi>" in everything
    assert "<bdi>beans</bdi>" in found
    assert "<bdi>tins</bdi>" not in found
    assert "No tag found" in moderator.get("/admin/topics/tags?q=%25").text
    assert moderator.get("/admin/topics/tags?q=%00&after=nonsense").status_code == 200


def test_an_empty_list_says_what_goes_there(moderator):
    assert "There are no tags yet" in moderator.get("/admin/topics/tags").text


def test_renaming_on_the_page(moderator, guest):
    start(tags=("bean",))
    address = f"/admin/topics/tags/{tag_named('bean').id}"

    answer = moderator.post(address, data={"name": "Beans"})

    assert answer.location == address
    page = moderator.get(address).text
    assert "The old name leads here." in page
    assert "<bdi>bean</bdi>" in page
    assert guest.get("/tags/bean").location == "/tags/beans"


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("tins", "Merge this one into it instead."),
        ("", "Please give it a name."),
        ("!", "A tag needs letters or digits"),
        ("a" * 40, "is too long"),
    ],
)
def test_a_name_that_does_not_do_is_explained(moderator, name, words):
    start(tags=("bean", "tins"))

    page = moderator.post(f"/admin/topics/tags/{tag_named('bean').id}", data={"name": name}).text

    assert words in page
    assert "<bdi>bean</bdi></h1>" in page


def test_merging_tells_first_what_happens(moderator):
    start(tags=("bean",)), start(tags=("beans",))
    address = f"/admin/topics/tags/{tag_named('bean').id}/merge"

    page = moderator.get(f"{address}?into=Beans").text
    answer = moderator.post(address, data={"into": "beans"})

    assert "1 topic carries beans instead." in page
    assert answer.location == f"/admin/topics/tags/{tag_named('beans').id}"
    assert tag_named("beans").topic_count == 2


@pytest.mark.parametrize(
    ("into", "words"), [("mugs", "There is no tag mugs"), ("bean", "Choose another tag")]
)
def test_a_tag_that_cannot_stay_is_explained(moderator, into, words):
    start(tags=("bean",))
    address = f"/admin/topics/tags/{tag_named('bean').id}/merge"

    for answer in (
        moderator.get(f"{address}?into={into}"),
        moderator.post(address, data={"into": into}),
    ):
        assert words in answer.text
        assert "What happens" not in answer.text


def test_a_tag_is_deleted_where_nothing_uses_it(moderator):
    make.save(Tag(name="unused"))
    start(tags=("bean",))
    unused, used = tag_named("unused").id, tag_named("bean").id

    assert (
        f"/admin/topics/tags/{unused}/delete" in moderator.get(f"/admin/topics/tags/{unused}").text
    )
    assert (
        f"/admin/topics/tags/{used}/delete" not in moderator.get(f"/admin/topics/tags/{used}").text
    )
    assert moderator.post(f"/admin/topics/tags/{unused}/delete").location == "/admin/topics/tags"
    moderator.post(f"/admin/topics/tags/{used}/delete")

    assert "Merge it into another one" in moderator.get("/admin/topics/tags").text
    assert db.session.scalars(select(Tag.name)).all() == ["bean"]


def test_what_is_not_there_is_not_found(admin):
    for path in ("9999", "9999/merge", "channel/never-was"):
        assert admin.get(f"/admin/topics/tags/{path}").status_code == 404


def test_choosing_the_tags_of_a_channel(admin):
    room = make.channel(name="Gear", slug="gear")
    start(channel=room, tags=("mugs",))

    page = admin.get("/admin/topics/tags/channel/gear").text
    answer = admin.post("/admin/topics/tags/channel/gear", data={"tags": "Beans,\ntins"})

    assert "<bdi>mugs</bdi>" in page
    assert answer.location == "/admin/topics/tags/channel/gear"
    assert queries.allowed_in(room.id) == ["beans", "tins"]
    assert "beans, tins</textarea>" in admin.get("/admin/topics/tags/channel/gear").text


def test_a_choice_that_is_too_small_is_explained(admin):
    make.channel(slug="gear", min_tags=2)

    page = admin.post("/admin/topics/tags/channel/gear", data={"tags": "beans"}).text

    assert "Topics here need at least 2 tags" in page


def test_the_page_of_a_channel_leads_to_its_tags(admin):
    room = make.channel(slug="gear")

    page = admin.get(f"/admin/channels/{room.id}").text

    assert 'href="/admin/topics/tags/channel/gear"' in page


def test_the_list_tells_admins_how_many_tags_each_channel_chose(admin, moderator):
    actions.choose_tags(make.admin(), make.channel(name="Gear", slug="gear"), ["beans", "tins"])

    assert 'href="/admin/topics/tags/channel/gear"' in admin.get("/admin/topics/tags").text
    assert "2 tags" in admin.get("/admin/topics/tags").text
    assert "/admin/topics/tags/channel/" not in moderator.get("/admin/topics/tags").text


def test_merging_into_no_name_says_what_is_missing(moderator):
    start(tags=("bean",))

    page = moderator.get(f"/admin/topics/tags/{tag_named('bean').id}/merge?into=").text

    assert "Write the name of the tag that stays." in page
