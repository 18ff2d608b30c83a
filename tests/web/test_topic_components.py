"""The components of lists and topics in their states, as the browser would read them."""

import pytest

from forum.kernel import clock
from tests.web.drawn import member, only, words

REACTIONS = [
    {"key": "like", "face": "👍", "label": "Like", "count": 14, "is_mine": False},
    {"key": "wow", "face": "😮", "label": "Surprised", "count": 6, "is_mine": True},
    {"key": "love", "face": "❤️", "label": "Love", "count": 0, "is_mine": False},
]


def test_the_time_in_a_topic_row_can_be_pointed_at_and_leads_to_the_topic(show):
    page = show("{{ topic_row('T', '/t', who, at=at) }}", who=member(), at=clock.now())

    link = page.find(".//a[@class='topic-row__when']")
    assert (link.get("href"), link.get("tabindex")) == ("/t", "-1")
    assert link.find("time").get("title")


@pytest.mark.parametrize(
    ("replies", "said"), [(0, "0 replies"), (1, "1 reply"), (10000, "10,000 replies")]
)
def test_a_topic_row_counts_replies_in_words(show, replies, said):
    page = show(
        "{{ topic_row('T', '/t', who, replies=n, at=at) }}", who=member(), n=replies, at=clock.now()
    )

    assert said in words(page)


def test_an_unread_row_says_so_in_words(show):
    page = show("{{ topic_row('Title', '/t', who, is_unread=true) }}", who=member())

    assert words(only(page, "h2")) == "Unread: Title"


def test_a_row_of_someone_who_left_still_reads_well(show):
    assert "someone who left" in words(show("{{ topic_row('Title', '/t') }}"))


def test_a_row_shows_the_states_it_knows_and_no_others(show):
    page = show("{{ topic_row('T', '/t', who, states=['pinned', 'melted']) }}", who=member())

    assert [words(chip) for chip in page.findall(".//span[@class='chip chip--brand']")] == [
        "Pinned"
    ]


@pytest.mark.parametrize(
    ("tags", "said"),
    [
        ([], ""),
        (["beans", "tins"], "beans tins"),
        (["beans", "tins", "bags"], "beans tins +1 and 1 more tag"),
        (["beans", "tins", "bags", "ice", "jars"], "beans tins +3 and 3 more tags"),
    ],
)
def test_a_row_names_two_tags_and_counts_the_others(show, tags, said):
    page = show("{{ topic_row('T', '/t', tags=tags) }}", tags=tags)

    place = page.find(".//span[@class='topic-row__tags']")
    assert ("" if place is None else words(place)) == said


POST = (
    "{% call(place) post('post-6', who, at, address='/p/6', number=6, kind=kind, staff=staff) %}"
    "{% if place == 'body' %}<p>Text</p>{% elif place == 'actions' %}{{ acts }}"
    "{% endif %}{% endcall %}"
)


def test_a_post_names_its_author_its_number_and_its_address(show):
    page = show(POST, who=member(), at=clock.now(), kind="", staff="", acts="")

    assert only(page, "article").get("aria-label") == "Post 6 by Adaeze Obi"
    assert "#6" in words(page.find(".//a[@href='/p/6']"))


@pytest.mark.parametrize(("kind", "said"), [("held", "Waiting for review"), ("deleted", "Deleted")])
def test_a_post_that_not_everybody_sees_says_why(show, kind, said):
    page = show(POST, who=member(), at=clock.now(), kind=kind, staff="", acts="")

    assert said in words(page)


def test_a_post_of_the_team_carries_its_mark(show):
    page = show(POST, who=member(), at=clock.now(), kind="", staff="The team", acts="")

    assert "post--staff" in only(page, "article").get("class")
    assert "The team" in words(page)


def test_a_post_with_nothing_to_do_has_no_foot(show):
    page = show(POST, who=member(), at=clock.now(), kind="", staff="", acts="")

    assert page.findall(".//div[@class='post__foot']") == []


def test_reactions_show_counts_and_which_are_mine(show):
    page = show("{{ reaction_bar('/r', choices) }}", choices=REACTIONS)
    pressed = {
        button.get("value"): button.get("aria-pressed")
        for button in page.findall(".//button[@class='reaction']")
    }

    assert pressed == {"like": "false", "wow": "true"}


def test_all_reactions_can_be_chosen(show):
    page = show("{{ reaction_bar('/r', choices) }}", choices=REACTIONS)
    choices = page.findall(".//button[@class='reaction-bar__choice']")

    assert [choice.get("value") for choice in choices] == ["like", "wow", "love"]


def test_who_may_not_react_sees_counts_and_no_form(show):
    page = show("{{ reaction_bar('/r', choices, false) }}", choices=REACTIONS)

    assert page.findall(".//form") == []
    assert words(page) == "👍14😮6"


def test_the_composer_is_a_plain_form_without_scripts(show):
    page = show("{{ composer('/reply', submit_label='Reply', value='\n  first') }}")

    assert only(page, "form").get("action") == "/reply"
    assert only(page, "textarea").text == "\n  first"
    assert only(page, "div[@data-bar]").get("hidden") is not None
    assert words(only(page, "button[@type='submit']")) == "Reply"


def test_the_composer_offers_only_what_the_page_can_answer(show):
    page = show("{{ composer('/reply', submit_label='Reply') }}")

    assert page.findall(".//button[@data-tab]") == []
    assert page.findall(".//button[@data-pick]") == []


def test_the_composer_holds_the_fields_and_buttons_of_its_page(show):
    page = show(
        "{% call(place) composer('/new', preview_url='/preview') %}[{{ place }}]{% endcall %}"
    )

    assert "[before]" in words(page)
    assert "[after]" in words(page)
    assert len(page.findall(".//button[@data-tab]")) == 2


def test_the_error_of_a_composer_is_tied_to_its_text(show):
    page = show("{{ composer('/reply', error='Too short.') }}")
    control = only(page, "textarea")

    assert control.get("aria-invalid") == "true"
    assert "composer-error" in control.get("aria-describedby").split()
    assert words(page.find(".//*[@id='composer-error']")) == "Too short."


def test_one_page_needs_no_pager(show):
    assert words(show("{{ pager(1, 1, address) }}", address=str)) == ""


def test_a_pager_shows_the_ends_and_the_neighbours(show):
    page = show("{{ pager(7, 500, address) }}", address="?page={}".format)
    links = [words(link) for link in page.findall(".//a")]

    assert links == [
        "Page before", "Page 1", "Page 5", "Page 6", "Page 8", "Page 9", "Page 500", "Next page",
    ]  # fmt: skip
    assert words(only(page, "span[@aria-current]")) == "Page 7"
    assert page.find(".//a[@rel='next']").get("href") == "?page=8"


def test_the_ends_of_a_list_without_numbers_have_one_way_on(show):
    page = show("{{ keyset_pager(older='/older') }}")

    assert [(link.get("rel"), link.get("href")) for link in page.findall(".//a")] == [
        ("next", "/older")
    ]


def test_a_list_is_endless_only_for_those_who_chose_it(show):
    source = "{% call endless('topics', choice) %}<ol data-items></ol>{% endcall %}"
    shown = {choice: only(show(source, choice=choice), "endless-list") for choice in (True, False)}

    assert shown[True].get("data-endless") is not None
    assert shown[False].get("data-endless") is None
