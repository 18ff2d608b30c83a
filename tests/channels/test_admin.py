"""The pages where admins arrange channels."""

import re

import pytest
from sqlalchemy import select

from forum.accounts.models import Guest
from forum.channels import queries
from forum.channels.models import Channel, Kind, Section, Visibility
from forum.kernel.db import db
from tests.support import make
from tests.support.queries import count_queries

BLANK = {
    "name": "Brew talk",
    "slug": "",
    "section_id": "0",
    "description": "",
    "guidance": "",
    "icon": "coffee",
    "hue": "3",
    "kind": "discussion",
    "visibility": "public",
    "starts": "members",
    "replies": "members",
    "slow_mode_seconds": "0",
    "min_tags": "0",
}


@pytest.fixture
def admin(sign_in):
    return sign_in(make.admin())


def channel_named(name):
    return db.session.scalar(select(Channel).where(Channel.name == name))


ADDRESSES = [
    ("GET", "/admin/channels"),
    ("GET", "/admin/channels/new"),
    ("POST", "/admin/channels/new"),
    ("GET", "/admin/channels/{id}"),
    ("POST", "/admin/channels/{id}"),
    ("POST", "/admin/channels/{id}/move"),
    ("POST", "/admin/channels/{id}/archive"),
    ("POST", "/admin/channels/{id}/unarchive"),
    ("GET", "/admin/channels/{id}/merge"),
    ("POST", "/admin/channels/{id}/merge"),
    ("GET", "/admin/channels/sections/new"),
    ("POST", "/admin/channels/sections/new"),
    ("POST", "/admin/channels/sections/{section}"),
    ("POST", "/admin/channels/sections/{section}/move"),
    ("POST", "/admin/channels/sections/{section}/remove"),
]


@pytest.mark.parametrize(("method", "path"), ADDRESSES)
def test_nobody_but_admins_arranges(sign_in, guest, method, path):
    channel, section = make.channel(name="As it was"), make.section(name="As it was")
    address = path.format(id=channel.id, section=section.id)

    for browser in (guest, sign_in(make.member()), sign_in(make.moderator())):
        assert browser.open(address, method=method, data=BLANK).status_code == 403

    assert db.session.scalars(select(Channel.name)).all() == ["As it was"]
    assert db.session.scalars(select(Section.name)).all() == ["As it was"]


def test_opening_a_channel(admin):
    section = make.section()

    answer = admin.post(
        "/admin/channels/new",
        data=BLANK | {"section_id": section.id, "is_reviewed": "y", "min_tags": "2"},
    )

    channel = channel_named("Brew talk")
    assert answer.location == "/admin/channels"
    assert (channel.slug, channel.icon, channel.hue, channel.min_tags) == (
        "brew-talk",
        "coffee",
        3,
        2,
    )
    assert channel.section_id == section.id and channel.is_reviewed


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "Please give it a name."),
        ({"name": "Taken"}, "Another channel has or had this address"),
        ({"icon": "skull-of-doom"}, "Not a valid choice"),
        ({"hue": "13"}, "Not a valid choice"),
        ({"kind": "blog"}, "Not a valid choice"),
        ({"visibility": "everyone"}, "Not a valid choice"),
        ({"section_id": "999"}, "Not a valid choice"),
    ],
)
def test_what_cannot_be_comes_back_with_words(admin, wrong, words):
    make.channel(name="Taken", slug="taken")

    page = admin.post("/admin/channels/new", data=BLANK | wrong)

    assert page.status_code == 200
    assert words in page.text
    assert len(db.session.scalars(select(Channel)).all()) == 1


def test_the_form_shows_a_channel_as_it_is(admin):
    channel = make.channel(
        name="Hush", visibility=Visibility.SECRET, slow_mode_seconds=45, icon="lock", hue=7
    )

    page = admin.get(f"/admin/channels/{channel.id}").text

    for piece in ('value="Hush"', '<option selected value="45">', "45 seconds"):
        assert piece in page
    checked = re.findall(r'<input checked [^>]*name="(\w+)" type="radio" value="(\w+)"', page)
    assert dict(checked).items() >= {"visibility": "secret", "icon": "lock", "hue": "7"}.items()


def test_renaming_keeps_the_old_address_alive(admin, guest):
    channel = make.channel(name="Tea", slug="tea")

    admin.post(f"/admin/channels/{channel.id}", data=BLANK | {"name": "Tea room"})

    assert guest.get("/c/tea/about").location == "/c/tea-room/about"
    assert "/c/tea" in admin.get(f"/admin/channels/{channel.id}").text


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("private", "public", "Everybody, also without an account, will read its 12 topics"),
        ("secret", "members", "Everybody with an account will read its 12 topics"),
        ("secret", "private", "Everybody will see its name"),
        ("public", "members", "Guests and search engines will not read it any more"),
        ("public", "private", "Members who have not been let in will not read it any more"),
        ("private", "secret", "Its name will disappear"),
    ],
)
def test_another_door_is_explained_before_it_is_saved(admin, before, after, words):
    channel = make.channel(name="Brew talk", visibility=Visibility(before), topic_count=12)
    address = f"/admin/channels/{channel.id}"

    told = admin.post(address, data=BLANK | {"visibility": after})
    assert words in told.text
    db.session.refresh(channel)
    assert channel.visibility == before

    admin.post(address, data=BLANK | {"visibility": after, "agreed": after})
    db.session.refresh(channel)
    assert channel.visibility == after


def test_agreeing_to_one_door_does_not_open_another(admin):
    channel = make.channel(visibility=Visibility.SECRET)

    admin.post(
        f"/admin/channels/{channel.id}",
        data=BLANK | {"visibility": "public", "agreed": "private"},
    )

    db.session.refresh(channel)
    assert channel.visibility == Visibility.SECRET


def test_everything_else_is_saved_at_once(admin):
    channel = make.channel(name="Brew talk")

    answer = admin.post(f"/admin/channels/{channel.id}", data=BLANK | {"description": "Talk."})

    assert answer.status_code == 302
    db.session.refresh(channel)
    assert channel.description == "Talk."


def test_moving_up_and_down_works_with_plain_buttons(admin):
    for name in ("a", "b", "c"):
        make.channel(name=name)

    answer = admin.post(f"/admin/channels/{channel_named('c').id}/move", data={"direction": "up"})

    assert answer.location.startswith("/admin/channels#channel-")
    names = [room.channel.name for room in queries.rooms(Guest())]
    assert names == ["a", "c", "b"]
    assert (
        admin.post(
            f"/admin/channels/{channel_named('c').id}/move", data={"direction": "sideways"}
        ).status_code
        == 404
    )


def test_archiving_and_opening_again(admin):
    channel = make.channel(name="Brew talk")

    admin.post(f"/admin/channels/{channel.id}/archive")
    assert "Open it again" in admin.get(f"/admin/channels/{channel.id}").text
    db.session.refresh(channel)
    assert channel.is_archived

    admin.post(f"/admin/channels/{channel.id}/unarchive")
    db.session.refresh(channel)
    assert not channel.is_archived


def test_sections_are_made_named_moved_and_removed(admin):
    admin.post("/admin/channels/sections/new", data={"name": "One"})
    admin.post("/admin/channels/sections/new", data={"name": "Two"})
    one, two = queries.sections()
    make.channel(name="inside", section_id=one.id)

    admin.post(f"/admin/channels/sections/{two.id}/move", data={"direction": "up"})
    assert [section.name for section in queries.sections()] == ["Two", "One"]
    admin.post(f"/admin/channels/sections/{one.id}", data={"name": "Uno"})
    admin.post(f"/admin/channels/sections/{two.id}/remove")
    assert [section.name for section in queries.sections()] == ["Uno"]
    assert "inside" in admin.get("/admin/channels").text


def test_a_merge_is_told_first_and_done_with_one_more_press(admin):
    source = make.channel(name="Tea", slug="tea", topic_count=3)
    into = make.channel(name="Coffee", slug="coffee")
    address = f"/admin/channels/{source.id}/merge"

    told = admin.get(f"{address}?into={into.id}").text
    assert "3 topics move to Coffee" in told
    assert "Something opens" not in told
    answer = admin.post(address, data={"into": into.id})

    assert answer.location == "/c/coffee/about"
    assert admin.get("/c/tea/about").location == "/c/coffee/about"


def test_a_merge_that_opens_something_needs_the_second_box(admin):
    source = make.channel(name="Hush", visibility=Visibility.SECRET)
    into = make.channel(name="Open")
    address = f"/admin/channels/{source.id}/merge"

    told = admin.get(f"{address}?into={into.id}").text
    assert "Everybody, also without an account, will read what was written in Hush" in told
    refused = admin.post(address, data={"into": into.id})
    assert "Nothing is merged yet" in refused.text
    db.session.refresh(source)
    assert source.merged_into_id is None

    admin.post(address, data={"into": into.id, "agreed": "y"})
    db.session.refresh(source)
    assert source.merged_into_id == into.id


def test_two_circles_that_meet_are_counted_in_words(admin):
    source, into = (
        make.channel(name=name, visibility=Visibility.PRIVATE) for name in ("Left", "Right")
    )
    make.insider(source), make.insider(source), make.insider(into)

    told = admin.get(f"/admin/channels/{source.id}/merge?into={into.id}").text

    assert "1 person in Right will read what was written in Left" in told
    assert "2 people in Left are let into Right" in told


def test_a_merged_channel_has_no_staff_page_any_more(admin):
    source = make.channel(merged_into_id=make.channel().id)

    assert admin.get(f"/admin/channels/{source.id}").status_code == 404


def test_the_list_costs_the_same_for_two_channels_as_for_twelve(admin):
    def queries_for_a_page():
        with count_queries() as seen:
            assert admin.get("/admin/channels").status_code == 200
        return len(seen)

    make.channel(section_id=make.section().id)
    few = queries_for_a_page()
    for _ in range(10):
        make.channel(section_id=make.section().id)

    assert queries_for_a_page() == few


def test_no_channel_is_offered_to_be_merged_into_a_live_one(admin):
    source, other, live = make.channel(), make.channel(), make.channel(kind=Kind.LIVE)

    page = admin.get(f"/admin/channels/{source.id}/merge").text

    assert f'<option value="{other.id}"' in page
    assert f'<option value="{live.id}"' not in page
