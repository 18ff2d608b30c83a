"""Every component in its states, as the browser would read it."""

import html5lib
import pytest
from flask import Flask
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from tests.web.drawn import member, only, words

KINDS = [SelectChoice("talk", "Discussion"), SelectChoice("ask", "Questions")]


class SomeForm(FlaskForm):
    """A field of each shape that components draw differently."""

    name = StringField("Username", validators=[InputRequired()])
    about = TextAreaField("About you")
    kind = RadioField("Kind", choices=KINDS)
    agree = BooleanField("Agree")


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Adaeze Obi", "AO"), ("Sven", "SV"), ("Ana de la Cruz", "AC"), ("李", "李"), ("é", "É")],
)
def test_an_avatar_without_a_picture_shows_initials(show, name, initials):
    drawn = only(show("{{ avatar(who) }}", who=member(name)), "span")

    assert words(drawn) == initials
    assert drawn.get("class") == "avatar avatar--m hue-10"


def test_an_avatar_with_a_picture_has_its_size_and_no_words(show):
    picture = only(show("{{ avatar(who, 'l') }}", who=member(avatar="abc")), "img")

    assert picture.get("src") == "/uploads/abc/96"
    assert (picture.get("width"), picture.get("alt")) == ("44", "")


def test_someone_who_left_still_has_a_face(show):
    assert "avatar--gone" in only(show("{{ avatar(none) }}"), "span").get("class")


def test_a_button_is_a_link_when_it_leads_somewhere(show):
    link = only(show("{{ button('Go', href='/new', kind='primary') }}"), "a")

    assert (link.get("href"), link.get("class")) == ("/new", "button button--primary")


def test_a_link_that_is_off_cannot_be_followed(show):
    page = show("{{ button('Go', href='/new', disabled=true) }}")

    assert page.findall(".//a") == []
    assert only(page, "span[@role='link']").get("aria-disabled") == "true"


def test_a_button_of_an_icon_alone_says_its_words_to_screen_readers(show):
    button = only(show("{{ button('Copy', icon_name='link', only_icon=true) }}"), "button")

    assert button.get("aria-label") == "Copy"
    assert words(button) == ""


def test_what_people_write_stays_words(show):
    chip = only(show("{{ chip(label) }}", label="<b>bold</b>"), "span")

    assert words(chip) == "<b>bold</b>"


def test_a_field_is_tied_to_its_label_its_help_and_its_errors(show, app):
    form = form_of(app)
    form.name.errors = ["Taken."]

    page = show("{{ field(form.name, help='Letters.') }}", form=form)
    control = only(page, "input")
    described = {
        page.find(f".//*[@id='{name}']") for name in control.get("aria-describedby").split()
    }

    assert only(page, "label").get("for") == control.get("id")
    assert {words(part) for part in described} == {"Letters.", "Taken."}
    assert control.get("aria-invalid") == "true"


def test_a_required_field_is_marked_and_an_optional_one_says_so(show, app):
    page = show("{{ field(form.name) }}{{ field(form.about, optional=true) }}", form=form_of(app))

    assert [words(label) for label in page.findall(".//label")] == [
        "Username *",
        "About you optional",
    ]


def test_radio_buttons_are_a_named_group_with_a_hint_for_each(show, app):
    page = show("{{ field(form.kind, hints={'ask': 'One is accepted.'}) }}", form=form_of(app))

    assert words(only(page, "legend")) == "Kind"
    assert [words(choice) for choice in page.findall(".//label")] == [
        "Discussion",
        "Questions One is accepted.",
    ]


def test_a_checkbox_stands_inside_its_label(show, app):
    label = only(show("{{ field(form.agree) }}", form=form_of(app)), "label")

    assert only(label, "input").get("type") == "checkbox"
    assert words(label) == "Agree"


def test_a_form_that_came_back_links_to_what_is_amiss(show, app):
    form = form_of(app)
    form.name.errors = ["Taken."]

    page = show("{{ form_errors(form) }}", form=form)

    assert only(page, "a").get("href") == f"#{form.name.id}"
    assert only(page, "div[@role='alert']") is not None


def test_a_form_without_errors_shows_no_complaint(show, app):
    assert words(show("{{ form_errors(form) }}", form=form_of(app))) == ""


def form_of(app: Flask) -> SomeForm:
    with app.test_request_context():
        form = SomeForm(formdata=None)
        form.name.errors = []
        return form


def test_an_empty_place_says_what_goes_there_and_what_to_do(show):
    page = show(
        "{% call empty('No topics', text='Start one.') %}<a href='/new'>New</a>{% endcall %}"
    )

    assert words(page).startswith("No topics Start one.")
    assert only(page, "a").get("href") == "/new"


def test_an_empty_place_may_have_nothing_to_do(show):
    assert words(show("{{ empty('Nothing unread') }}")) == "Nothing unread"


@pytest.mark.parametrize(("kind", "role"), [("bad", "alert"), ("info", None)])
def test_only_a_bad_notice_interrupts(show, kind, role):
    page = show("{% call notice(kind) %}Words{% endcall %}", kind=kind)

    assert page.find("div").get("role") == role


def test_messages_stand_in_a_region_that_is_announced(show):
    page = show("{{ flashes([('good', 'Posted.')]) }}")

    assert words(only(page, "div[@role='status']")) == "Posted."


def test_a_change_is_told_in_words_and_not_by_colour_alone(show):
    lines = [
        {"kind": "removed", "pieces": [(False, "a "), (True, "cup")]},
        {"kind": "added", "pieces": [(False, "a "), (True, "mug")]},
    ]

    page = show("{{ diff(lines) }}", lines=lines)

    assert words(page) == "Removed: a cup Added: a mug"
    assert [words(only(page, name)) for name in ("del", "ins")] == ["cup", "mug"]


def test_a_question_on_a_page_of_its_own_has_its_form_and_a_way_back(show):
    page = show("{% call dialog_page('Delete?', '/delete', 'Delete', '/t/5') %}Gone.{% endcall %}")

    assert only(page, "form").get("method") == "post"
    assert only(page, "input[@name='csrf_token']").get("type") == "hidden"
    assert only(page, "a").get("href") == "/t/5"


def test_a_tab_that_is_open_is_marked(show):
    items = [{"label": "Latest", "href": "/", "is_current": True}, {"label": "Top", "href": "/top"}]

    page = show("{{ tabs('Lists', items) }}", items=items)

    assert words(only(page, "a[@aria-current='page']")) == "Latest"


def test_a_locked_channel_in_the_navigation_says_so(show):
    page = show("{{ nav_link('Founders', '/c/f', hue=3, locked=true) }}")

    assert words(page) == "Foundersask to join"


def test_a_menu_is_a_native_disclosure_with_a_name(show):
    page = show("{% call menu('More') %}{{ menu_item('Delete', post='/d') }}{% endcall %}")

    assert only(page, "summary").get("aria-label") == "More"
    assert only(only(page, "details"), "form").get("action") == "/d"


def test_no_two_things_on_the_style_guide_share_an_id(guest):
    page = html5lib.parse(guest.get("/style-guide").data, namespaceHTMLElements=False)
    ids = [element.get("id") for element in page.iter() if element.get("id")]

    assert sorted(ids) == sorted(set(ids))


def test_the_style_guide_is_html_without_faults(guest):
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(guest.get("/style-guide").data)

    assert parser.errors == []
