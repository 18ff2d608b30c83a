from datetime import timedelta

import pytest
from sqlalchemy import func, select

from forum.accounts.models import ListStyle, Theme, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, Refused
from forum.members import actions, policy
from forum.members.actions import Preferences, Profile
from forum.uploads import actions as uploads
from forum.uploads.models import Upload, UploadUse
from tests.support import make
from tests.uploads import pictures


@pytest.fixture
def adaeze(app):
    return make.member(username="adaeze", display_name="Adaeze")


def fresh(member: User) -> User:
    return db.session.get(User, member.id, populate_existing=True)


def uses() -> list[tuple[str, str]]:
    return [
        (use.source_kind, use.door)
        for use in db.session.scalars(select(UploadUse).order_by(UploadUse.id))
    ]


def test_a_member_says_who_they_are(adaeze):
    actions.save_profile(
        adaeze,
        Profile(
            display_name="Adaeze O.",
            place="Lagos",
            bio="Roasts *too light*.\r\nWrites it down.",
            links=["example.org/notes", "", "https://example.org/notes"],
        ),
    )

    kept = fresh(adaeze)
    assert (kept.display_name, kept.place) == ("Adaeze O.", "Lagos")
    assert kept.bio == "Roasts *too light*.\nWrites it down."
    assert "<em>too light</em>" in kept.bio_html
    assert kept.links == ["https://example.org/notes"]


def test_an_empty_bio_is_empty_on_the_page_too(adaeze):
    actions.save_profile(adaeze, Profile("Adaeze", bio="Hello"))
    actions.save_profile(adaeze, Profile("Adaeze", bio="  \n "))

    assert (fresh(adaeze).bio, fresh(adaeze).bio_html) == ("", "")


def test_a_bio_runs_nothing(adaeze):
    bio = "<script>alert(1)</script> [x](javascript:alert(1)) <img src=x onerror=alert(1)>"

    actions.save_profile(adaeze, Profile("Adaeze", bio=bio))

    html = fresh(adaeze).bio_html
    assert "<script" not in html and "<img" not in html and 'href="javascript' not in html


def test_a_picture_in_a_bio_is_open_to_all_as_long_as_it_is_there(adaeze):
    upload = uploads.take_in(adaeze, pictures.drawn())

    actions.save_profile(adaeze, Profile("Adaeze", bio=f"![cup](/uploads/{upload.public_id})"))
    while_there = uses()
    actions.save_profile(adaeze, Profile("Adaeze", bio="No picture"))

    assert while_there == [("bio", "site")]
    assert uses() == []


def test_a_member_without_a_name_to_show_is_called_by_their_username(adaeze):
    actions.save_profile(adaeze, Profile(display_name="  \u202e\u200b "))

    assert fresh(adaeze).display_name == "adaeze"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("Ada\u202ezea", "Adazea"),
        ("  Two\n lines ", "Two lines"),
        ("☕ Kettle", "☕ Kettle"),
        ("x" * 200, "x" * 60),
    ],
)
def test_names_are_free_but_for_what_cannot_be_seen(adaeze, typed, kept):
    actions.save_profile(adaeze, Profile(display_name=typed))

    assert fresh(adaeze).display_name == kept


@pytest.mark.parametrize(
    "typed", ["Miriam Stone", "miriam  stone", "Mir\u0456am Stone", "M1riam St0ne"]
)
def test_nobody_is_called_like_somebody_on_the_team(adaeze, typed):
    make.admin(username="miriam", display_name="Miriam Stone")

    with pytest.raises(Invalid) as refused:
        actions.save_profile(adaeze, Profile(display_name=typed))

    assert (refused.value.field, refused.value.reason) == ("display_name", "name_like_staff")
    assert fresh(adaeze).display_name == "Adaeze"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"bio": "x" * (policy.MOST_BIO + 1)}, "bio"),
        ({"bio": "x" * 2_000_000}, "bio"),
        ({"place": "x" * (policy.MOST_PLACE + 1)}, "place"),
        ({"links": [f"https://example.org/{n}" for n in range(6)]}, "links"),
        ({"links": ["x.org"] * 10_000}, "links"),
        ({"links": ["https://example.org", "javascript:alert(1)"]}, "links"),
    ],
)
def test_every_field_has_its_bound(adaeze, given, field):
    """CVE row 40."""
    with pytest.raises(Invalid) as refused:
        actions.save_profile(adaeze, Profile("Adaeze", **given))

    assert refused.value.field == field
    assert fresh(adaeze).bio == ""


def test_characters_that_no_database_takes_do_no_harm(adaeze):
    actions.save_profile(adaeze, Profile("A\x00b", place="\ud800Lagos", bio="a\x00b \udfff c"))

    assert "\x00" not in fresh(adaeze).bio
    assert "Lagos" in fresh(adaeze).place


def test_a_silenced_member_keeps_their_page_as_it_is(app):
    silenced = make.member(silenced_until=clock.now() + timedelta(days=1))

    for change in (
        lambda: actions.save_profile(silenced, Profile("Other")),
        lambda: actions.set_picture(silenced, pictures.drawn()),
    ):
        with pytest.raises(Refused) as refused:
            change()
        assert refused.value.verdict.reason == "silenced"


def test_a_picture_is_worn_for_all_to_see(adaeze):
    actions.set_picture(adaeze, pictures.drawn())

    upload = db.session.scalars(select(Upload)).one()
    assert fresh(adaeze).avatar == upload.public_id
    assert uses() == [("member", "site")]


def test_another_picture_takes_the_place_of_the_first(adaeze):
    actions.set_picture(adaeze, pictures.drawn())
    first = fresh(adaeze).avatar
    actions.set_picture(adaeze, pictures.drawn("JPEG"))

    assert fresh(adaeze).avatar != first
    assert len(uses()) == 1
    waiting = db.session.scalars(select(Upload.public_id).where(Upload.unused_since.is_not(None)))
    assert waiting.all() == [first]


def test_a_picture_that_is_removed_is_worn_by_nobody(adaeze):
    actions.set_picture(adaeze, pictures.drawn())

    actions.remove_picture(adaeze)

    assert fresh(adaeze).avatar is None
    assert uses() == []


def test_what_is_no_picture_changes_nothing(adaeze):
    with pytest.raises(Invalid):
        actions.set_picture(adaeze, b"<svg/>")

    assert fresh(adaeze).avatar is None
    assert db.session.scalar(select(func.count(Upload.id))) == 0


def test_a_member_chooses_how_to_see_the_forum(adaeze):
    actions.choose(adaeze, Preferences(Theme.DARK, ListStyle.ENDLESS, "de", "Africa/Lagos"))

    kept = fresh(adaeze)
    assert (kept.theme, kept.list_style) == (Theme.DARK, ListStyle.ENDLESS)
    assert (kept.locale, kept.time_zone) == ("de", "Africa/Lagos")


@pytest.mark.parametrize("zone", ["Mars/Base", "../../etc/passwd", "", "Etc/GMT+5"])
def test_a_time_zone_that_is_none_is_refused(adaeze, zone):
    with pytest.raises(Invalid):
        actions.choose(adaeze, Preferences(Theme.DARK, ListStyle.PAGES, None, zone))

    assert fresh(adaeze).time_zone is None
