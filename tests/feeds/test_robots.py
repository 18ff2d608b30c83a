from urllib.robotparser import RobotFileParser

import pytest

from forum.kernel.policy import Invalid
from forum.site import actions as site
from tests.feeds.hidden import HOME
from tests.support import make


def rules(browser):
    parser = RobotFileParser()
    parser.parse(browser.get("/robots.txt").text.splitlines())
    return parser


def test_robots_may_read_what_guests_read_and_find_the_map(guest):
    topic = make.topic()

    found = rules(guest)

    for path in ("/", f"/t/topic/{topic.id}", "/c/beans", "/feed.atom", "/tags"):
        assert found.can_fetch("Anybot", HOME + path), path
    assert found.site_maps() == [f"{HOME}/sitemap.xml"]


def test_robots_are_spared_pages_that_are_of_no_use_to_them(guest):
    found = rules(guest)

    for path in ("/sign-in", "/sign-up", "/admin/", "/unread", "/bookmarks", "/drafts"):
        assert not found.can_fetch("Anybot", HOME + path), path


def test_a_closed_site_asks_all_robots_to_stay_out(guest):
    site.choose(make.admin(), "feeds.robots", "closed")

    assert not rules(guest).can_fetch("Anybot", HOME + "/")
    assert "Sitemap" not in guest.get("/robots.txt").text
    assert guest.get("/").headers["X-Robots-Tag"] == "noindex"
    assert "ld+json" not in guest.get(f"/t/topic/{make.topic().id}").text


def test_the_brand_adds_lines_of_its_own(guest):
    lines = "Disallow: /c/offers\r\n# A guest we know\nUser-agent: Greedybot\nDisallow: /"
    site.choose(make.admin(), "feeds.robots_lines", lines)

    found = rules(guest)

    assert not found.can_fetch("Anybot", HOME + "/c/offers")
    assert found.can_fetch("Anybot", HOME + "/")
    assert not found.can_fetch("Greedybot", HOME + "/")


@pytest.mark.parametrize("lines", ["Keep out", "Disallow: /\nplease", "<script>"])
def test_what_no_robot_understands_is_not_taken(app, lines):
    with pytest.raises(Invalid):
        site.choose(make.admin(), "feeds.robots_lines", lines)


@pytest.mark.parametrize(
    ("path", "setting"),
    [
        ("/top/week", "feeds.index_lists"),
        ("/unanswered", "feeds.index_lists"),
        ("/members/ada", "feeds.index_profiles"),
    ],
)
def test_lists_and_profiles_are_found_from_outside_when_the_brand_says_so(guest, path, setting):
    make.member(username="ada")
    before = guest.get(path)

    site.choose(make.admin(), setting, True)

    assert before.headers["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in guest.get(path).headers


def test_topics_and_channels_may_be_found_and_sign_in_may_not(guest):
    topic = make.topic(channel=make.channel(slug="beans"))

    for path in ("/", f"/t/topic/{topic.id}", "/c/beans"):
        assert "X-Robots-Tag" not in guest.get(path).headers
    assert guest.get("/sign-in").headers["X-Robots-Tag"] == "noindex"
