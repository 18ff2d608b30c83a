"""The search page as people meet it."""

import html

import pytest
from sqlalchemy import select

from forum.accounts import actions as accounts
from forum.accounts.actions.joining import join
from forum.channels import actions as channels
from forum.channels.models import Kind, Visibility
from forum.kernel import clock
from forum.kernel.db import db
from forum.members import actions as people
from forum.sanctions import actions as sanctions
from forum.search.engines import choosing
from forum.search.models import Waiting
from forum.search.queries import finding
from forum.topics import actions as topics
from forum.topics import queries as topic_queries
from forum.topics.actions import NewPost, NewTopic
from forum.topics.actions.editing import Change
from tests.sanctions import deciding as imposing
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def start(app):
    """Starts a topic as a member would."""

    def started(title, body="Some words about it.", *, channel=None, author=None, tags=()):
        room, who = channel or make.channel(), author or make.member()
        return topics.start(who, room, NewTopic(title=title, body=body, tags=tags))

    return started


def reply(topic, body, author=None):
    return topics.reply(author or make.member(), topic, NewPost(body=body))


def again(viewer, post):
    """The post as it is now, with all that belongs to it."""
    return topic_queries.visible_post(viewer, post.id)


def search(browser, typed, **more):
    return plain(browser.get("/search", query_string={"q": typed, **more}).text)


def plain(page):
    return page.replace('<mark class="found">', "").replace("</mark>", "")


def test_what_somebody_wrote_whom_one_blocked_is_found_folded(start, indexed, sign_in):
    reader, loud = make.member(), make.member(display_name="Lou Doe")
    begun = start("Firmware again", "It was the firmware.", author=loud)
    answered = start("Something else")
    reply(answered, "No, the firmware it is not.", author=loud)
    indexed()
    people.block(reader, loud)

    page = search(sign_in(reader), "firmware")
    others = search(sign_in(make.member()), "firmware")

    assert page.count("A member you blocked wrote this.") == 2
    assert "A topic by a member you blocked" in page and "Something else" in page
    assert "Lou Doe" not in page and begun.title not in page
    assert others.count("Lou Doe") == 2 and "you blocked" not in others


def test_topics_of_somebody_whom_one_blocked_are_not_suggested(start, indexed, sign_in):
    reader, loud = make.member(), make.member()
    room = make.channel(kind=Kind.QUESTION)
    start("Grinder stalls on light roasts", author=loud, channel=room)
    beside = start("Another one", channel=room)
    indexed()
    client = sign_in(reader)
    title, places = "Grinder stalls", ["/search/alike?title=grinder+stalls+roasts", "/"]
    places.append(f"/t/{beside.slug}/{beside.id}")
    assert all(title in client.get(place).text for place in places)

    people.block(reader, loud)

    alike, home, topic = (client.get(place).text for place in places)
    assert title not in alike and title not in topic
    assert title not in home


def test_a_new_topic_is_found_by_words_of_its_text(start, indexed, guest):
    start("Grinder stalls on light roasts", "It happens since the new firmware.")
    indexed()

    page = guest.get("/search?q=firmwares").text

    assert "Grinder stalls on light roasts" in page
    assert '<mark class="found">firmware</mark>' in page
    assert "1 post<" in page


def test_a_reply_leads_to_its_own_place(start, indexed, guest):
    topic = start("Which kettle")
    post = reply(topic, "A gooseneck pours slowly.")
    indexed()

    assert f'href="/p/{post.id}"' in search(guest, "gooseneck")


def test_posts_of_one_topic_share_a_line(start, indexed, guest):
    topic = start("Scales")
    for number in range(3):
        reply(topic, f"My scale is from year {number}, a good scale.")
    indexed()

    page = search(guest, "scale")

    assert page.count('<li class="search-hit"') == 1
    assert "3 more posts in this topic" in page


def test_the_way_to_more_posts_of_a_topic_leads_there_whatever_was_typed(start, indexed, guest):
    topic = start("Scales")
    for number in range(3):
        reply(topic, f"My good scale is from year {number}.")
    start("Another", "A good scale stands there too.")
    indexed()

    page = search(guest, '"good scale')
    way = html.unescape(page.partition('search-hit__more" href="')[2].partition('"')[0])

    assert page.count('<li class="search-hit"') == 2
    assert "3 posts" in guest.get(way).text


@pytest.mark.parametrize("kind", [Visibility.MEMBERS, Visibility.PRIVATE, Visibility.SECRET])
def test_what_a_guest_may_not_read_is_not_found_counted_or_hinted_at(start, indexed, guest, kind):
    hidden = make.channel(name="Vault", slug="vault", visibility=kind)
    inside = make.insider(hidden)
    start("The unicorn arrives", "Nobody may know of the unicorn.", channel=hidden, author=inside)
    indexed()

    page = search(guest, "unicorn")

    assert "0 posts" in page
    assert "arrives" not in page
    assert "unicorn" not in search(guest, "unicron").replace("unicron", "")


def test_an_unknown_name_and_a_hidden_one_look_the_same(start, indexed, guest):
    hidden = make.channel(name="Vault", slug="vault", visibility=Visibility.SECRET)
    start("Something", channel=hidden, author=make.insider(hidden), tags=["whisper"])
    indexed()

    def shown(typed):
        return search(guest, typed).replace(typed.split(":")[-1].strip("#"), "…")

    assert shown("channel:vault") == shown("channel:nowhere")
    assert shown("#whisper") == shown("#nothing")


def test_insiders_find_what_they_may_read(start, indexed, sign_in):
    hidden = make.channel(visibility=Visibility.SECRET)
    inside = make.insider(hidden)
    start("The unicorn arrives", channel=hidden, author=inside)
    indexed()

    assert "The unicorn arrives" in search(sign_in(inside), "arrives")
    assert "The unicorn arrives" not in search(sign_in(make.member()), "arrives")


def test_a_channel_that_closes_its_door_is_closed_at_once(start, indexed, guest):
    room = make.channel()
    start("Soon a secret", channel=room)
    indexed()
    admin = make.admin()

    room.visibility = Visibility.SECRET
    make.save(room)

    assert "Soon a secret" not in search(guest, "secret")
    assert admin is not None


def test_a_deleted_post_is_gone_before_the_worker_comes(start, indexed, guest):
    topic = start("Cups and saucers")
    author = make.member()
    post = reply(topic, "My porcelain cup.", author)
    indexed()
    assert "porcelain" in search(guest, "porcelain").split("search-list")[-1]

    topics.delete(author, again(author, post))

    assert "0 posts" in search(guest, "porcelain")
    indexed()
    assert "0 posts" in search(guest, "porcelain")

    topics.restore(author, again(author, post))
    indexed()
    assert "1 post<" in search(guest, "porcelain")


def test_a_topic_that_is_moved_behind_a_door_is_gone_at_once(start, indexed, guest, sign_in):
    topic = start("Walks away", "A travelling text.")
    indexed()
    hidden = make.channel(visibility=Visibility.SECRET)
    moderator = make.moderator()

    topics.move(moderator, topic_queries.visible_topic(moderator, topic.id), hidden)

    assert "0 posts" in search(guest, "travelling")
    indexed()
    assert "0 posts" in search(guest, "travelling")
    assert "Walks away" in search(sign_in(moderator), "travelling")


def test_held_posts_are_found_by_nobody_until_they_are_out(start, indexed, sign_in):
    room = make.channel(reviewed_since=make.clock.now())
    author = make.member()
    start("Waiting words", channel=room, author=author)
    start("Something that is out")
    indexed()

    assert "0 posts" in search(sign_in(author), "waiting")


def test_an_edited_text_is_found_by_its_new_words(start, indexed, guest):
    author = make.member()
    post = reply(start("Mills"), "The old marzipan.", author)
    indexed()

    post = again(author, post)
    mark = topic_queries.wording_of(post).mark
    topics.edit(author, post, Change(body="Another liquorice.", base=mark))
    indexed()

    assert "0 posts" in search(guest, "marzipan")
    assert "1 post<" in search(guest, "liquorice")


def test_quotes_of_others_are_not_found_as_ones_own(start, indexed, guest):
    topic = start("Talk of the day")
    reply(topic, "> The marmalade was said before.\n\nI answer that.")
    indexed()

    assert "0 posts" in search(guest, "marmalade")
    assert "1 post<" in search(guest, "answer")


@pytest.mark.parametrize(
    ("typed", "titles"),
    [
        ("in:title beans", {"Beans of spring"}),
        ("#roast", {"Beans of spring"}),
        ("@adaeze", {"Water matters"}),
        ("channel:brew-talk", {"Water matters"}),
        ('channel:"Brew talk"', {"Water matters"}),
        ("beans -water", {"Beans of spring"}),
        ("before:2024-06", {"Water matters"}),
        ("after:2024-06", {"Beans of spring"}),
        ("is:answered", {"Beans of spring"}),
        ('"good beans"', {"Water matters"}),
        ("matters NOT:an-operator", {"Water matters"}),
    ],
)
def test_operators_narrow_the_search(start, indexed, guest, typed, titles):
    questions = make.channel(name="Questions", slug="questions", kind=Kind.QUESTION)
    talk = make.channel(name="Brew talk", slug="brew-talk")
    asker, adaeze = make.member(), make.member(username="Adaeze")
    with make.clock.at(make.clock.now().replace(year=2024, month=8, day=1)):
        one = start("Beans of spring", "Fresh.", channel=questions, author=asker, tags=["roast"])
        answer = reply(one, "Take the fresh ones.")
        topics.accept(asker, answer)
    with make.clock.at(make.clock.now().replace(year=2024, month=3, day=1)):
        start("Water matters", "Even for good beans, water.", channel=talk, author=adaeze)
    indexed()

    page = search(guest, typed)

    shown = {title for title in ("Beans of spring", "Water matters") if title in page}
    assert shown == titles


def test_filters_are_shown_with_a_way_to_take_each_away(start, indexed, guest):
    start("Beans", tags=["roast"])
    indexed()

    page = search(guest, "beans #roast is:answered")

    assert 'href="/search?q=beans+is:answered"' in page
    assert 'href="/search?q=beans+%23roast"' in page


def test_a_slip_of_the_fingers_is_mended_with_a_word_of_the_forum(start, indexed, guest):
    start("Pouring water", "A gooseneck pours slowly, says everybody with a gooseneck.")
    indexed()

    page = search(guest, "goosenek")

    assert "Did you mean" in page
    assert ">gooseneck</a>" in page


@pytest.mark.parametrize("typed", ["crème", "creme", "CRÈME", "cre\u0300me"])
def test_a_word_that_stands_in_a_text_is_no_slip_with_or_without_accents(
    start, indexed, guest, typed
):
    for number in range(3):
        start(f"A brème, part {number}", "A brème is a fish.")
    start("A tart", "With crème on top.")
    indexed()

    page = search(guest, f"{typed} unheard")

    assert "A tart" in page
    assert "Did you mean" not in page


def test_nothing_is_offered_that_only_its_ending_makes_alike(start, indexed, guest):
    start("A weekend away", "Bremen is by the river.")
    indexed()

    assert "Did you mean" not in search(guest, "crème")
    assert ">bremen</a>" in search(guest, "bramen")


def test_a_slip_among_other_words_is_mended_beside_what_was_found(start, indexed, guest):
    start("Pouring water", "A gooseneck pours slowly, says everybody with a gooseneck.")
    indexed()

    page = search(guest, "pouring goosenek")

    assert "Nothing has all of these words" in page
    assert "Pouring water" in page
    assert ">pouring gooseneck</a>" in page


def test_when_nothing_has_all_words_those_with_some_are_shown(start, indexed, guest):
    start("Pouring water", "A gooseneck pours slowly.")
    indexed()

    page = search(guest, "gooseneck unheard")

    assert "Nothing has all of these words" in page
    assert "Pouring water" in page


def test_closed_topics_come_after_open_ones(start, indexed, guest):
    moderator = make.moderator()
    closed = start("Tamper one", "tamper")
    start("Tamper two", "tamper")
    topics.close(moderator, closed)
    indexed()

    page = search(guest, "tamper")

    assert page.index("Tamper two") < page.index("Tamper one")


def test_members_are_found_by_the_beginning_of_either_name(indexed, guest):
    make_joined("Adaeze", "Zoë of the North")
    indexed()

    for typed in ("ada", "zoe", "north zo", "Zoë"):
        assert "Zoë of the North" in search(guest, typed, **{"for": "members"}), typed
    assert "Nobody is called like this" in search(guest, "eze", **{"for": "members"})


def test_a_member_is_found_by_a_new_name(indexed, guest):
    member = make_joined("Adaeze", "Ada")
    indexed()

    accounts.change_profile(member, display_name="Quetzal", bio="", bio_html="", place="", links=[])
    indexed()

    assert "Quetzal" in search(guest, "quetz", **{"for": "members"})


def test_a_removed_member_is_taken_out_of_the_index_and_put_back_when_they_come_back(indexed):
    member = make_joined("Adaeze", "Quetzal")
    indexed()
    removal = imposing.remove(member)
    assert waits_for_index(member)
    indexed()

    sanctions.lift(make.admin(), removal, "It was somebody else.")

    assert waits_for_index(member)


def waits_for_index(member):
    wanted = (Waiting.kind == "member", Waiting.target_id == member.id)
    return db.session.scalar(select(Waiting.id).where(*wanted)) is not None


def make_joined(username, display_name):
    member = make.member(username=username, display_name=display_name, approved_at=None)
    with make.transaction():
        join(member)
    return member


def test_channels_are_found_unless_nobody_may_know_of_them(app, indexed, guest):
    make.channel(name="Gear help", description="Grinders and kettles")
    make.channel(name="Gear vault", visibility=Visibility.SECRET)
    indexed()

    page = search(guest, "kett", **{"for": "channels"})

    assert "Gear help" in page
    assert "Gear vault" not in search(guest, "gear", **{"for": "channels"})


def test_topics_of_a_merged_channel_are_found_where_they_are_now(start, indexed, guest):
    one, two = make.channel(), make.channel(name="Two", slug="two")
    start("Moved house", "A removal.", channel=one)
    indexed()

    channels.merge(make.admin(), one, two)
    indexed()

    assert "Moved house" in search(guest, "removal channel:two")


def test_without_an_index_the_page_says_so_kindly(app, guest):
    for engine in choosing.every():
        engine.drop()

    answer = guest.get("/search?q=anything")

    assert answer.status_code == 200
    assert "Search is being rebuilt" in answer.text


def test_too_many_searches_are_asked_to_wait(app, guest):
    answers = [guest.get("/search?q=x").status_code for _ in range(31)]

    assert answers == [200] * 30 + [429]


def test_the_page_without_a_question_costs_no_search(app, guest):
    assert "What do you remember of it?" in guest.get("/search").text


@pytest.mark.parametrize(
    "typed", ["<b>x</b>", '"', "-", "#", "@", "in:", "before:never", "topic:x", "%", "a" * 5000]
)
def test_whatever_is_typed_is_shown_and_runs_nothing(start, indexed, guest, typed):
    start("Anything")
    indexed()

    answer = guest.get("/search", query_string={"q": typed})

    assert answer.status_code == 200
    assert "<b>x</b>" not in answer.text


def test_many_results_cost_as_many_queries_as_few(start, indexed, guest):
    room = make.channel()
    start("Tamper 0", "tamper", channel=room)
    indexed()
    with count_queries() as few:
        search(guest, "tamper")
    for number in range(1, 15):
        start(f"Tamper {number}", "tamper", channel=room)
    indexed()

    with count_queries() as many:
        search(guest, "tamper")

    assert len(many) == len(few)


def test_more_results_wait_behind_a_link(start, indexed, guest):
    room = make.channel()
    for number in range(25):
        start(f"Tamper {number}", "tamper", channel=room)
    indexed()

    first = search(guest, "tamper")
    second = search(guest, "tamper", start="20")

    assert first.count('<li class="search-hit"') == 20
    assert "start=20" in first
    assert second.count('<li class="search-hit"') == 5
    assert 'rel="prev"' in second


def test_alike_topics_are_suggested_for_a_title(start, indexed, sign_in):
    start("How do I descale my kettle", "It is full of chalk.")
    start("Something else", "kettle")
    indexed()
    browser = sign_in(make.member())

    page = browser.get("/search/alike?title=descaling%20a%20kettle").text

    assert "How do I descale my kettle" in page
    assert "Something else" not in page


def test_alike_topics_stand_with_the_preview_without_scripts(start, indexed, sign_in):
    room = make.channel()
    start("How do I descale my kettle", "It is full of chalk.", channel=room)
    indexed()
    browser = sign_in(make.member())

    data = {"title": "Descaling my kettle", "body": "How?", "channel": room.slug, "act": "preview"}
    page = browser.post("/new", data=data).text

    assert "How do I descale my kettle" in page


def test_alike_topics_never_come_from_hidden_channels(start, indexed, sign_in):
    hidden = make.channel(visibility=Visibility.SECRET)
    start("How do I descale my kettle", channel=hidden, author=make.insider(hidden))
    indexed()

    page = sign_in(make.member()).get("/search/alike?title=descaling%20my%20kettle").text

    assert "descale" not in page


@pytest.fixture
def few(monkeypatch):
    """As if an engine answered with three matches at most."""
    monkeypatch.setattr(finding, "MOST", 3)


def scales(start, number):
    for one in range(number):
        start(f"Scale {one}", "A scale that I like.")


def test_the_end_of_a_list_that_was_cut_says_so_and_how_to_narrow_it_down(
    start, indexed, guest, few
):
    scales(start, 4)
    indexed()

    page = search(guest, "scale")

    assert page.count('<li class="search-hit"') == 3
    assert "and these are the last of them" in page
    last_year = f"after%3A{clock.now().year - 1}"
    for narrower in ("in%3Atitle", "is%3Aanswered", "has%3Aimage", last_year):
        assert f"/search?q=scale+{narrower}" in page.replace(":", "%3A")
    assert "newest matches" in search(guest, "scale", sort="newest")


def test_a_filter_that_is_there_is_not_offered_again(start, indexed, guest, few):
    scales(start, 4)
    indexed()

    page = search(guest, "scale in:title")

    assert "and these are the last of them" in page
    assert "<code>in:title</code></a>" not in page


def test_a_list_that_holds_everything_says_nothing_of_an_end(start, indexed, guest, few):
    scales(start, 3)
    indexed()

    assert "the last of them" not in search(guest, "scale")


def test_more_leads_to_the_end_of_the_list_and_no_further(start, indexed, guest, monkeypatch):
    monkeypatch.setattr(finding, "MOST", 22)
    room = make.channel()
    for one in range(24):
        start(f"Scale {one}", "A scale that I like.", channel=room)
    indexed()

    first, second = search(guest, "scale"), search(guest, "scale", start="20")

    assert "start=20" in first
    assert "the last of them" not in first
    assert second.count('<li class="search-hit"') == 2
    assert "start=40" not in second
    assert "and these are the last of them" in second
