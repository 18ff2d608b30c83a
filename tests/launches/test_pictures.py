"""Pictures of a launch: put there by the team, and seen by whoever may see what they show."""

from io import BytesIO

import pytest
from sqlalchemy import select

from forum.commerce import actions as commerce
from forum.commerce.models import ProductState
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.policy import Invalid, NotFound, Refused
from forum.launches import actions, policy, queries
from forum.launches.actions import Opening, Secrecy, Supply
from forum.launches.models import Audience, Embargo
from forum.uploads.models import Upload
from tests.launches.launched import DAY, FOR_ALL, HOUR, NOON, SECOND, draft, for_list, member
from tests.support import make
from tests.uploads.pictures import drawn


def pictured(*openings, secrecy=None, words=None):
    """A launch with two pictures and a product with one, approved two days before noon."""
    boss = make.admin()
    plan = commerce.ProductPlan("zzCopper kettle", state=ProductState.ACTIVE)
    product = commerce.create_product(boss, plan)
    commerce.add_picture(boss, product, drawn(), alt="zzProduct")
    supply = Supply(stock_total=2, product_id=product.id)
    launch = draft(*openings, admin=boss, supply=supply, secrecy=secrecy)
    for alt, width in (("zzFirst", 44), ("zzSecond", 48)):
        painted = drawn(size=(width, 30))
        actions.add_picture(boss, queries.launch_by_id(launch.id), painted, alt=alt)
    with clock.at(NOON - 2 * DAY):
        found = queries.launch_by_id(launch.id)
        actions.submit(make.admin(), found)
        actions.approve(make.admin(), found)
    return found, [*found.pictures, *product.pictures]


def seen(browser, pictures):
    """Which of the pictures are answered, each in its own width and in a small one."""
    found = []
    for one in pictures:
        answers = [browser.get(f"/uploads/{one}{width}") for width in ("", "/320")]
        codes = {answer.status_code for answer in answers}
        for answer in answers:
            answer.close()
        assert codes in ({200}, {404})
        found.append(codes == {200})
    return found


def test_a_teaser_shows_the_first_picture_and_nothing_else(guest, sign_in):
    launch, pictures = pictured(secrecy=Secrecy(Embargo.TEASER, NOON - HOUR))
    ada = sign_in(member())

    for at, expected in (
        (NOON - HOUR - SECOND, [False, False, False]),
        (NOON - HOUR, [True, False, False]),
        (NOON - SECOND, [True, False, False]),
        (NOON, [True, True, True]),
    ):
        with clock.at(at):
            assert seen(ada, pictures) == expected
    with clock.at(NOON):
        assert seen(guest, pictures) == [True, False, False]
        assert 'alt="zzFirst"' in guest.get(f"/launches/{launch.slug}").text
        text = ada.get(f"/launches/{launch.slug}").text
        assert all(f'alt="{alt}"' in text for alt in ("zzFirst", "zzSecond", "zzProduct"))


def test_a_secret_launch_shows_its_pictures_to_whoever_it_is_open_for(app, guest, sign_in):
    ada, ben = sign_in(member(username="ada")), sign_in(member())
    _, pictures = pictured(for_list(["ada"]), FOR_ALL, secrecy=Secrecy(Embargo.SECRET))

    for at, of_ada, of_ben in (
        (NOON - HOUR - SECOND, False, False),
        (NOON - HOUR, True, False),
        (NOON - SECOND, True, False),
        (NOON, True, True),
    ):
        with clock.at(at):
            assert seen(ada, pictures) == [of_ada] * 3
            assert seen(ben, pictures) == [of_ben] * 3
            assert seen(guest, pictures) == [False] * 3


def test_what_is_open_to_everybody_shows_them_to_guests(guest):
    opening = Opening(NOON, NOON + HOUR, Audience.PUBLIC)
    _, pictures = pictured(opening, secrecy=Secrecy(Embargo.SECRET))

    with clock.at(NOON - SECOND):
        assert seen(guest, pictures) == [False] * 3
    with clock.at(NOON):
        assert seen(guest, pictures) == [True] * 3


def test_what_is_the_same_picture_is_shown_once(sign_in):
    launch, _ = pictured()
    boss = make.admin()
    with clock.at(NOON - DAY):
        actions.take_back(boss, queries.launch_by_id(launch.id))
        again = drawn(size=(44, 30))
        actions.add_picture(boss, queries.launch_by_id(launch.id), again, alt="zzAgain")
    text = sign_in(boss).get(f"/launches/{launch.slug}").text

    assert 'alt="zzFirst"' in text and 'alt="zzAgain"' not in text


def test_a_draft_shows_them_to_the_team_alone(guest, sign_in):
    launch, boss = draft(), make.admin()
    actions.add_picture(boss, launch, drawn(), alt="zzFirst")
    pictures = queries.launch_by_id(launch.id).pictures

    assert seen(guest, pictures) == seen(sign_in(member()), pictures) == [False]
    assert seen(sign_in(make.moderator()), pictures) == [True]


def test_the_team_puts_them_there_with_words_and_in_an_order(sign_in):
    boss, launch = make.admin(), draft()
    browser, where = sign_in(boss), f"/admin/launches/{launch.id}/pictures"
    assert "No pictures yet" in browser.get(where).text
    for alt in ("zzOne", "zzTwo"):
        browser.post(where, data={"file": (BytesIO(drawn()), "k.png"), "alt": alt})
    one, two = queries.launch_by_id(launch.id).pictures

    browser.post(f"{where}/{two}/first")
    assert queries.launch_by_id(launch.id).pictures == [two, one]
    browser.post(f"{where}/{two}/remove")
    assert queries.launch_by_id(launch.id).pictures == [one]
    assert browser.post(f"{where}/{two}/remove").status_code == 404


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"alt": "zzKettle"}, "Choose a picture first."),
        ({"file": b"no picture", "alt": "zzKettle"}, "This is not a picture we can show."),
        ({"file": "drawn", "alt": " "}, "Say in a few words what it shows."),
    ],
)
def test_what_cannot_be_taken_says_why_and_keeps_the_words(sign_in, sent, told):
    launch = draft()
    data = {"file": drawn() if sent.get("file") == "drawn" else sent.get("file")}
    given = {"file": (BytesIO(data["file"]), "k.png")} if data["file"] else {}
    answer = sign_in(make.admin()).post(
        f"/admin/launches/{launch.id}/pictures", data={**given, "alt": sent["alt"]}
    )

    assert told in answer.text
    assert f'value="{sent["alt"]}"' in answer.text
    assert queries.launch_by_id(launch.id).pictures == []


def test_so_many_and_only_while_it_is_a_draft(app):
    boss, launch = make.admin(), draft()
    launch.pictures = ["x" * 22] * policy.MOST_PICTURES
    make.save(launch)
    with pytest.raises(Invalid, match="too_many"):
        actions.add_picture(boss, launch, drawn(), alt="zzNinth")
    with pytest.raises(NotFound):
        actions.remove_picture(boss, launch, "y" * 22)
    with clock.at(NOON - DAY):
        actions.submit(boss, queries.launch_by_id(launch.id))
        with pytest.raises(Refused):
            actions.put_first(boss, queries.launch_by_id(launch.id), "x" * 22)


def test_a_picture_taken_away_may_be_thrown_away(app):
    boss, launch = make.admin(), draft()
    actions.add_picture(boss, launch, drawn(), alt="zzOne")
    launch = queries.launch_by_id(launch.id)
    (public_id,) = launch.pictures

    actions.remove_picture(boss, launch, public_id)

    upload = db.session.scalars(select(Upload).where(Upload.public_id == public_id)).one()
    assert upload.kept_since is None and upload.unused_since is not None
