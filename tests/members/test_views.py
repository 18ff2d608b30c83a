from datetime import timedelta
from io import BytesIO

import pytest

from forum.accounts.models import Theme, User
from forum.kernel import clock
from forum.kernel.db import db
from forum.kernel.slots import Part
from forum.members import actions, views
from forum.members.actions import Profile
from forum.web.limits import Limit
from tests.support import make
from tests.support.queries import count_queries
from tests.uploads import pictures

LOOK = {"theme": "dark", "list_style": "endless", "locale": "", "time_zone": "Africa/Lagos"}


@pytest.fixture
def adaeze(app):
    member = make.member(username="adaeze", display_name="Adaeze")
    profile = Profile("Adaeze", "Lagos", "Roasts *too light*.", ["https://www.example.org/notes/"])
    actions.save_profile(member, profile)
    return member


@pytest.fixture
def browser(sign_in, adaeze):
    return sign_in(adaeze)


def fresh(member: User) -> User:
    return db.session.get(User, member.id, populate_existing=True)


def test_everybody_sees_who_a_member_is(guest, adaeze):
    page = guest.get("/members/adaeze").text

    assert '<h1 class="member-name" id="member-name" dir="auto">Adaeze</h1>' in page
    assert "@adaeze" in page and "Lagos" in page
    assert "<em>too light</em>" in page


def test_reactions_are_counted_as_far_as_the_reader_may_read(guest, adaeze):
    secret = make.channel(visibility="secret")
    for channel, count in ((make.channel(), 5310), (secret, 40)):
        make.post(topic=make.topic(channel=channel), author=adaeze, reaction_count=count)

    assert "5,310" in guest.get("/members/adaeze").text


def test_links_of_members_lead_out_without_our_word_for_them(guest, adaeze):
    page = guest.get("/members/adaeze").text

    assert 'href="https://www.example.org/notes/" rel="nofollow ugc noopener"' in page
    assert ">example.org/notes</a>" in page


def test_a_name_in_other_letters_leads_to_the_one_address(guest, adaeze):
    answer = guest.get("/members/ADAEZE")

    assert (answer.status_code, answer.headers["Location"]) == (301, "/members/adaeze")


@pytest.mark.parametrize("name", ["nobody", "a%00b", "%ff", "..", "%2e%2e%2fadmin", "a" * 5000])
def test_nobody_has_no_page(guest, app, name):
    assert guest.get(f"/members/{name}").status_code in {404, 308}


def test_who_has_left_has_no_page_even_for_staff(sign_in, guest):
    make.member(username="gone", deactivated_at=clock.now())

    assert guest.get("/members/gone").status_code == 404
    assert sign_in(make.admin()).get("/members/gone").status_code == 404


def test_who_is_not_in_yet_is_known_to_staff_alone(sign_in, guest):
    make.member(username="waiting", approved_at=None)

    assert guest.get("/members/waiting").status_code == 404
    assert sign_in(make.member()).get("/members/waiting").status_code == 404
    assert "Not in yet" in sign_in(make.moderator()).get("/members/waiting").text


def test_what_staff_did_to_a_member_is_shown_to_staff_alone(sign_in, guest):
    make.member(username="quiet", silenced_until=clock.now() + timedelta(days=1))

    assert "Silenced" not in guest.get("/members/quiet").text
    assert "Silenced" in sign_in(make.moderator()).get("/members/quiet").text


def test_people_on_the_team_are_marked_in_words(guest):
    make.moderator(username="miriam")

    assert "Moderator" in guest.get("/members/miriam").text


def test_higher_slices_add_figures_and_activity(app, guest, adaeze, monkeypatch):
    rows = app.extensions["slots"].rows
    part = Part("components/kbd.html", {})
    seen = []

    def filler(viewer, members):
        seen.append([member.username for member in members])
        return {member.id: part for member in members}

    monkeypatch.setitem(rows, "member.main", [filler])
    monkeypatch.setitem(rows, "member.figures", [filler])

    assert guest.get("/members/adaeze").status_code == 200
    assert seen == [["adaeze"], ["adaeze"]]


def test_only_the_member_finds_the_way_to_edit(browser, guest, sign_in):
    assert "Edit profile" in browser.get("/members/adaeze").text
    assert "Edit profile" not in guest.get("/members/adaeze").text
    assert "Edit profile" not in sign_in(make.admin()).get("/members/adaeze").text


def test_a_page_costs_the_same_with_much_on_it_as_with_little(guest, adaeze):
    make.member(username="plain")

    def cost(name: str) -> int:
        with count_queries() as seen:
            assert guest.get(f"/members/{name}").status_code == 200
        return len(seen)

    assert cost("adaeze") == cost("plain")


@pytest.mark.parametrize("page", ["/preferences", "/preferences/look"])
def test_a_guest_is_asked_to_sign_in_first(guest, page):
    assert "/sign-in" in guest.get(page).headers["Location"]
    assert guest.post(page).status_code == 302


@pytest.mark.parametrize("page", ["/preferences/picture", "/preferences/picture/remove"])
def test_a_guest_changes_no_picture(guest, page):
    assert guest.post(page).status_code == 302


def test_the_form_holds_what_was_said_before(browser):
    page = browser.get("/preferences").text

    assert 'value="Adaeze"' in page and "Roasts *too light*." in page
    assert "https://www.example.org/notes/" in page


def test_saving_the_form_changes_the_page(browser, guest):
    given = {"display_name": "Ada", "place": "Abuja", "bio": "New", "links": "a.example\nb.example"}
    answer = browser.post("/preferences", data=given)

    page = guest.get("/members/adaeze").text
    assert answer.status_code == 302
    assert "Abuja" in page and "a.example" in page and "b.example" in page


def test_the_preview_shows_the_bio_and_saves_nothing(browser, adaeze):
    page = browser.post("/preferences", data={"bio": "**Bold** <b>x</b>", "preview": "yes"}).text

    assert "<strong>Bold</strong>" in page
    assert "**Bold** &lt;b&gt;x&lt;/b&gt;" in page
    assert fresh(adaeze).bio == "Roasts *too light*."


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"bio": "x" * 4001}, "Keep it to 4000 characters."),
        ({"place": "x" * 81}, "Keep it to 80 characters."),
        ({"links": "javascript:alert(1)"}, "is no address of a web page"),
        ({"links": "a.x b.x c.x d.x e.x f.x"}, "5 links at most"),
        ({"display_name": "Miriam"}, "somebody on the team"),
    ],
)
def test_what_is_amiss_is_said_and_what_was_typed_stays(browser, adaeze, given, words):
    make.admin(username="miriam", display_name="Miriam")

    page = browser.post("/preferences", data={"bio": "Kept words"} | given).text

    assert words in page
    assert "Kept words" in page or "bio" in given
    assert fresh(adaeze).bio == "Roasts *too light*."


def send(client, data):
    answer = client.post("/preferences/picture", data={"file": (BytesIO(data), "me.png")})
    answer.request.environ["wsgi.input"].close()
    return answer


def test_a_picture_is_sent_worn_and_removed(browser, adaeze, guest):
    assert send(browser, pictures.drawn()).status_code == 302
    avatar = fresh(adaeze).avatar

    assert guest.get(f"/uploads/{avatar}/96", buffered=True).status_code == 200
    assert f"/uploads/{avatar}/96" in guest.get("/members/adaeze").text
    browser.post("/preferences/picture/remove")

    assert fresh(adaeze).avatar is None
    assert guest.get(f"/uploads/{avatar}/96").status_code == 404


def test_a_file_that_is_no_picture_is_refused_on_the_same_page(browser, adaeze):
    page = send(browser, b"<svg/>").text

    assert "not a picture" in page
    assert 'value="Adaeze"' in page
    assert fresh(adaeze).avatar is None


def test_a_form_without_a_picture_says_so(browser):
    assert "Choose a picture first" in browser.post("/preferences/picture").text


def test_pictures_cannot_be_changed_without_end(browser, monkeypatch):
    monkeypatch.setattr(views.profiles, "PICTURES", Limit("few", "1 per hour"))
    send(browser, pictures.drawn())

    assert send(browser, pictures.drawn()).status_code == 429


def test_a_silenced_member_is_told_why_the_form_does_not_save(sign_in):
    silenced = make.member(silenced_until=clock.now() + timedelta(days=1))
    client = sign_in(silenced)

    assert "cannot write at the moment" in client.get("/preferences").text
    assert client.post("/preferences", data={"display_name": "X"}).status_code == 403


def test_the_chosen_look_is_on_every_page(browser, adaeze):
    assert "data-theme" not in browser.get("/members/adaeze").text

    browser.post("/preferences/look", data=LOOK)

    assert fresh(adaeze).theme == Theme.DARK
    assert 'data-theme="dark"' in browser.get("/members/adaeze").text


def test_the_chosen_language_is_spoken_at_once(browser):
    browser.post("/preferences/look", data=LOOK | {"locale": "de"})

    assert '<html lang="de"' in browser.get("/preferences/look").text


@pytest.mark.parametrize(
    "bad",
    [{"theme": "pink"}, {"list_style": ""}, {"locale": "xx"}, {"time_zone": "Mars/Base"}],
)
def test_a_choice_that_does_not_exist_is_refused(browser, adaeze, bad):
    page = browser.post("/preferences/look", data=LOOK | bad)

    assert page.status_code == 200
    assert fresh(adaeze).theme == Theme.SYSTEM


def test_time_zones_are_offered_by_continent(browser):
    page = browser.get("/preferences/look").text

    assert '<optgroup label="Africa">' in page
    assert '<option dir="auto" value="Africa/Lagos">Lagos</option>' in page
    assert "Etc/" not in page


def test_places_are_named_in_the_reader_s_language(browser, adaeze):
    browser.post("/preferences/look", data=LOOK | {"locale": "de"})

    assert ">Kairo</option>" in browser.get("/preferences/look").text


def test_a_place_with_two_names_is_shown_once_and_known_by_both(browser):
    page = browser.get("/preferences/look").text

    zones = [
        line for line in page.replace("<option", "\n<option").splitlines() if "Kolkata<" in line
    ]
    assert len(zones) == 2
    assert len([line for line in zones if " hidden" in line]) == 1


def test_scripts_tell_the_time_in_the_zone_that_was_chosen(browser, adaeze, guest):
    assert "data-zone" not in guest.get("/").text

    browser.post(
        "/preferences/look",
        data={"theme": "system", "list_style": "pages", "time_zone": "Asia/Tokyo"},
    )

    assert 'data-zone="Asia/Tokyo"' in browser.get("/").text
