import re

import pytest
from sqlalchemy import select

from forum.audit.models import AuditEntry
from forum.channels import queries as rooms
from forum.channels.models import Audience, Kind, Visibility
from forum.kernel.db import db
from forum.setup import queries
from forum.setup.models import Step
from forum.setup.queries import State
from forum.site import actions as site
from forum.site import queries as brand
from tests.support import make

MIRIAM = {
    "username": "miriam",
    "email": "miriam@example.org",
    "password": "seven quiet lanterns",
}
LOOK = {
    "name": "Kettle & Crane",
    "tagline": "Makers of coffee gear",
    "colour": "#e8b400",
    "voice": "serif",
    "corners": "soft",
}
PURPOSE = {
    "purpose": "So that nobody brews alone.",
    "people": "People who make coffee by hand.",
    "promise_1": "Every question gets an answer.",
    "goals-0-metric": "answered",
    "goals-0-target": "70",
    "goals-0-words": "Nobody waits",
}


@pytest.fixture
def owner(guest):
    """A browser in which the first page is behind the owner."""
    link = site.setup_link()
    guest.post(link.removeprefix(brand.public_url()), data=MIRIAM)
    return guest


def states():
    return {step.value: state.value for step, state in queries.journey().states.items()}


def channel_names(owner_id=1):
    return [room.channel.name for room in rooms.rooms(make.admin())]


def as_sent(page):
    """The template of channels as its form would send it."""
    found = {}
    for number, (key, heading, name) in enumerate(TEMPLATE):
        row = f"rooms-{number}-"
        found |= {row + "key": key, row + "heading": heading, row + "is_on": "y"}
        found |= {row + "name": name, row + "description": f"For {name}."}
        found |= {row + "kind": "question" if key == "help" else "discussion"}
        found |= {row + "door": "private" if key == "inside" else "public"}
    return found


TEMPLATE = (
    ("start", "0", "Start here"),
    ("launch", "0", "Launch room"),
    ("help", "1", "Product help"),
    ("ideas", "1", "Ideas"),
    ("inside", "2", "Customers only"),
)


def test_after_the_account_the_brand_comes(owner):
    assert states() == {
        "owner": "done",
        "brand": "open",
        "purpose": "open",
        "channels": "open",
        "mail": "open",
    }
    assert owner.get("/admin/setup/brand").status_code == 200


def test_the_brand_is_taken_and_the_purpose_comes(owner):
    answer = owner.post("/admin/setup/brand", data=LOOK)

    found = brand.brand()
    assert answer.location == "/admin/setup/purpose"
    assert (found.name, found.colour) == ("Kettle & Crane", "#e8b400")
    assert queries.journey().states[Step.BRAND] == State.DONE


def test_looking_first_changes_nothing(owner):
    page = owner.post("/admin/setup/brand", data=LOOK | {"look": "yes"}).text

    assert "colour=%23e8b400" in page
    assert brand.brand().name == "Guildhall"
    assert states()["brand"] == "open"


def test_what_cannot_be_a_brand_is_said_at_its_field(owner):
    answer = owner.post("/admin/setup/brand", data=LOOK | {"colour": "red", "name": " "})

    assert answer.status_code == 200
    assert "Write something here" in answer.text
    assert states()["brand"] == "open"


def test_how_well_the_colour_can_be_read_is_said_in_words(owner):
    page = owner.get("/admin/setup/brand").text
    words = owner.get("/admin/site/brand/contrast.txt?colour=%23e8b400").text

    assert "Light pages: buttons are #b8472a with words in #ffffff" in page
    assert words.startswith("Light pages: buttons are #e8b400")
    assert len(words.splitlines()) == 2


@pytest.mark.parametrize("colour", ["#e8b400", "#ffffff", "#000000", "#777777", "#00ff00"])
def test_every_pair_can_be_read(app, colour):
    for pair in brand.pairs_of(colour):
        assert pair.contrast >= 4.5
        assert pair.text_contrast >= 4.5


def test_the_purpose_its_promises_and_goals_are_kept(owner):
    answer = owner.post("/admin/setup/purpose", data=PURPOSE)

    assert answer.location == "/admin/setup/channels"
    assert brand.purpose().promises == ("Every question gets an answer.",)
    assert [(goal.metric, goal.target) for goal in queries.goals()] == [("answered", 70)]
    page = owner.get("/about").text
    assert "So that nobody brews alone." in page
    assert "Every question gets an answer." in page
    assert "Nobody waits" not in page


@pytest.mark.parametrize(
    "goal",
    [
        {"goals-0-target": ""},
        {"goals-0-target": "0"},
        {"goals-0-target": "101"},
        {"goals-0-target": "many"},
        {"goals-0-metric": "happiness"},
        {"goals-0-metric": "members", "goals-0-target": "99999999999"},
    ],
)
def test_a_goal_that_cannot_be_measured_is_not_taken(owner, goal):
    empty = {f"goals-{row}-{name}": "" for row in range(1, 5) for name in ("metric", "target")}

    answer = owner.post("/admin/setup/purpose", data=PURPOSE | empty | goal)

    assert answer.status_code == 200
    assert "So that nobody brews alone." in answer.text
    assert queries.goals() == []
    assert states()["purpose"] == "open"
    (above,) = re.findall(r"notice--bad.*?</ul>", answer.text, re.DOTALL)
    assert "Say how many: a whole number from 1 to" in above
    assert answer.text.count("Say how many: a whole number from 1 to") == 2


def test_what_was_typed_stays_when_something_is_too_long(owner):
    page = owner.post("/admin/setup/purpose", data=PURPOSE | {"people": "p" * 301}).text

    assert "p" * 301 in page
    assert "Keep it to 300 characters." in page


def test_goals_are_replaced_and_the_change_is_written_down(owner):
    owner.post("/admin/setup/purpose", data=PURPOSE)
    owner.post("/admin/setup/purpose", data=PURPOSE)
    owner.post("/admin/setup/purpose", data=PURPOSE | {"goals-0-target": "80"})

    of_goals = select(AuditEntry).where(AuditEntry.verb == "setup.set_goals")
    entries = db.session.scalars(of_goals.order_by(AuditEntry.id))
    assert [entry.after["goals"][0]["target"] for entry in entries] == [70, 80]
    assert len(queries.goals()) == 1


def test_the_template_of_a_shop_is_offered(owner):
    page = owner.get("/admin/setup/channels").text

    for name in ("Start here", "Launch room", "Product help", "Show and tell", "Ideas"):
        assert f'value="{name}"' in page
    assert 'value="Customers only"' in page


def test_channels_are_opened_as_the_owner_changed_them(owner):
    sent = as_sent(owner) | {"rooms-3-name": "Wishes"}
    del sent["rooms-1-is_on"]

    answer = owner.post("/admin/setup/channels", data=sent)

    assert answer.location == "/admin/setup/mail"
    found = {room.channel.slug: room.channel for room in rooms.rooms(make.admin())}
    assert list(found) == ["start-here", "product-help", "wishes", "customers-only"]
    assert found["product-help"].kind == Kind.QUESTION
    assert found["product-help"].guidance
    assert found["customers-only"].visibility == Visibility.PRIVATE
    assert found["customers-only"].starts == Audience.INSIDERS


def test_no_channel_at_all_is_not_taken(owner):
    sent = {name: value for name, value in as_sent(owner).items() if not name.endswith("is_on")}

    answer = owner.post("/admin/setup/channels", data=sent)

    assert answer.status_code == 200
    assert "Switch on at least one channel" in answer.text
    assert states()["channels"] == "open"


def test_a_channel_without_a_name_is_said_above_the_form_too(owner):
    page = owner.post("/admin/setup/channels", data=as_sent(owner) | {"rooms-3-name": " "}).text

    assert page.count("Please give it a name.") == 2


def test_rows_move_without_scripts_and_keep_what_was_typed(owner):
    sent = as_sent(owner) | {"rooms-3-name": "Wishes", "act": "up-3"}

    page = owner.post("/admin/setup/channels", data=sent).text

    assert page.index('value="Wishes"') < page.index('value="Product help"')
    assert channel_names() == []


def test_a_row_at_the_edge_goes_under_the_next_heading(owner):
    page = owner.post("/admin/setup/channels", data=as_sent(owner) | {"act": "up-2"}).text

    start, talk = page.index('id="heading-0"'), page.index('id="heading-1"')
    assert start < page.index('value="Product help"') < talk


@pytest.mark.parametrize("act", ["up-99", "down-", "sideways-1", "up--1", "up-1-1", "down-x"])
def test_odd_moves_change_nothing(owner, act):
    answer = owner.post("/admin/setup/channels", data=as_sent(owner) | {"act": act})

    assert answer.status_code == 200


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rooms-0-name": " "}, "Please give it a name."),
        ({"rooms-0-name": "Ideas"}, "Two channels cannot have the same name."),
        ({"rooms-0-name": "n" * 81}, "This is too long."),
        ({"rooms-0-description": "d" * 501}, "This is too long."),
    ],
)
def test_channels_that_cannot_be_are_not_opened(owner, wrong, words):
    page = owner.post("/admin/setup/channels", data=as_sent(owner) | wrong).text

    assert words in page
    assert channel_names() == []


def test_a_skipped_step_still_leaves_channels(owner):
    owner.post("/admin/setup/channels/skip")

    assert channel_names()[:3] == ["Start here", "Launch room", "Product help"]
    assert states()["channels"] == "skipped"


def test_channels_that_are_there_stay_as_they_are(owner):
    make.channel(slug="mine", name="Mine")

    owner.post("/admin/setup/channels", data=as_sent(owner))

    assert channel_names() == ["Mine"]
    assert "Mine" in owner.get("/admin/setup/channels").text


def test_every_page_can_be_skipped_and_visited_again(owner):
    for step in ("brand", "purpose", "channels", "mail"):
        owner.post(f"/admin/setup/{step}/skip")
    assert queries.journey().is_over

    owner.post("/admin/setup/brand", data=LOOK)

    assert states()["brand"] == "done"


def test_skipping_does_not_undo_what_was_done(owner):
    owner.post("/admin/setup/brand", data=LOOK)

    owner.post("/admin/setup/brand/skip")

    assert states()["brand"] == "done"


@pytest.mark.parametrize("step", ["owner", "nothing", "mail%00"])
def test_there_is_nothing_else_to_skip(owner, step):
    assert owner.post(f"/admin/setup/{step}/skip").status_code == 404


def test_the_owner_comes_back_later_and_goes_on(owner, sign_in):
    owner.post("/admin/setup/brand", data=LOOK)

    later = sign_in(make.admin())

    page = later.get("/admin").text
    assert "2 of 5 pages are behind you" in page
    assert 'href="/admin/setup/purpose"' in page


def test_the_card_goes_when_all_is_done(owner):
    for step in ("brand", "purpose", "channels", "mail"):
        owner.post(f"/admin/setup/{step}/skip")

    assert "pages are behind you" not in owner.get("/admin").text


def test_a_site_that_was_there_before_is_not_asked(app, sign_in):
    assert "pages are behind you" not in sign_in(make.admin()).get("/admin").text


@pytest.mark.parametrize("path", ["", "/brand", "/purpose", "/channels", "/mail"])
@pytest.mark.parametrize("who", [make.member, make.moderator])
def test_only_admins_set_up(sign_in, who, path):
    assert sign_in(who()).get(f"/admin/setup{path}").status_code == 403


def test_a_fresh_site_has_guidelines_to_begin_with(owner):
    page = owner.get("/guidelines").text

    assert "Be kind to people" in page
    assert page.count('class="clause"') == 8


def test_the_wizard_shows_no_staff_pages_beside_it(owner):
    page = owner.get("/admin/setup/brand").text

    assert "shell--plain" in page
    assert "/admin/moderation" not in page
    assert "/admin/moderation" in owner.get("/admin/setup").text


def test_goals_after_the_first_are_folded_until_there_is_one(owner):
    folded = owner.get("/admin/setup/purpose").text
    sent = PURPOSE | {"goals-1-metric": "members", "goals-1-target": "0"}
    unfolded = owner.post("/admin/setup/purpose", data=sent).text

    assert '<details class="setup__goals">' in folded
    assert '<details class="setup__goals" open>' in unfolded


def test_a_folded_channel_says_what_is_in_it(owner):
    page = owner.get("/admin/setup/channels").text
    sent = as_sent(owner) | {"rooms-0-kind": "nonsense"}
    answer = owner.post("/admin/setup/channels", data=sent)

    assert "Questions · Everybody reads" in page
    assert answer.status_code < 500
