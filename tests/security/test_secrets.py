"""What is behind a door is in no page, list, count, form or message of those outside."""

import re
from itertools import zip_longest

from forum.web.limits import register as reset_limits
from tests.house.source import expect_none
from tests.security.crawl import ask, dump
from tests.security.town import COMMON, MISSING, SECRETS, address, inside, rules

NUMBER = re.compile(r"\d+")
OUTSIDERS = {"guest", "member"}


def outside(walk):
    return [answer for answer in walk.beside + walk.at_secrets if answer.who in OUTSIDERS]


def found_in(text, path):
    """Secret words in a text, apart from those that the asker typed."""
    return [w for w in SECRETS if w.lower() in text.lower() and w.lower() not in path.lower()]


def test_cve_2021_41082_no_word_of_a_secret_channel_is_on_any_page_of_an_outsider(town_walk):
    expect_none(
        f"{answer.path} as {answer.who}: {words}"
        for answer in outside(town_walk)
        if (words := found_in(answer.text + str(answer.headers), answer.path))
    )


def test_the_insider_and_staff_see_every_secret_word_somewhere(town_walk):
    seen = "".join(answer.text for answer in town_walk.by_staff).lower()

    assert [word for word in SECRETS if word.lower() not in seen] == []


def test_cve_2024_24748_pages_are_the_same_with_and_without_the_secret_channel(town_walk):
    with_secret = {(answer.who, answer.path): answer for answer in town_walk.beside}

    assert len(town_walk.before) > 100
    expect_none(
        f"{answer.path} as {answer.who}: {difference}"
        for answer in town_walk.before
        if (difference := differing(answer, with_secret[answer.who, answer.path]))
    )


def differing(one, other):
    """The first line in which two pages differ."""
    pairs = zip_longest(one.steady.splitlines(), other.steady.splitlines())
    return next(((a, b) for a, b in pairs if a != b), None)


def test_cve_2024_28242_a_secret_address_answers_like_one_where_nothing_is(app, town):
    member = town.people["member"]
    for client in (inside(app, None), inside(app, member)):
        expect_none(
            f"{rule.rule} {secret.status} {missing.status}"
            for rule in rules(app, "GET")
            # One that is not compared is not asked either: its flash would stand on the next page.
            if set(rule.arguments) & set(MISSING) and rule.endpoint not in COUNTED
            for secret in [ask(client, "", "", address(app, rule, town.secret))]
            for missing in [ask(client, "", "", address(app, rule, town.secret | MISSING))]
            if not alike(rule, secret, missing, town)
        )


# What everybody may know of: versions, parts of the site map, and what there is to be earned.
COUNTED = {"feeds.sitemap_of_tags", "feeds.sitemap_of_topics", "pages.guidelines_version"}
COUNTED |= {"recognition.nominate", "recognition.thank"}
COUNTED |= {"badges.show", "governance.month", "governance.month_file"}
# Whoever was given a link that leads here knows of it; nobody guesses its code.
COUNTED |= {"newcomers.arrive"}


def is_of_members(rule):
    """Whether the address names nothing but a member: that somebody is here is no secret."""
    return set(rule.arguments) & set(MISSING) == {"username"}


def alike(rule, secret, missing, town):
    """The same answer, apart from the words of the address itself."""
    if is_of_members(rule) or rule.endpoint in COUNTED:
        return True
    texts = []
    for answer, things in ((secret, {"asked": COMMON["asked"]} | town.secret), (missing, MISSING)):
        text = answer.steady
        names = {"asked", "channel", "drawn", "launch", "name", "public_id", "username"}
        # The longest first: one may begin as another does.
        for value in sorted((str(things[one]) for one in set(things) & names), key=len)[::-1]:
            text = text.replace(value, "it")
        texts.append((answer.status, NUMBER.sub("0", text)))
    return texts[0] == texts[1]


def test_cve_2024_23649_no_deed_on_a_secret_thing_tells_that_it_is_there(app, town):
    """Reporting, keeping, liking, quoting or moving by number is answered as for nothing."""
    reset_limits(app)
    client = inside(app, town.people["member"])
    data = {"body": "Words of my own", "title": "A title of my own", "kind": "like"}
    data |= {"level": "muted", "name": "an-insider", "into": str(town.secret["topic_id"])}
    data |= {"channel": town.secret["channel"], "numbers": "2", "act": ""}
    before = dump(but=("sessions",))
    told = []

    for rule in rules(app, "POST"):
        if not set(rule.arguments) & set(MISSING) or is_of_members(rule):
            continue
        path = address(app, rule, town.secret)
        secret = ask(client, "", "", path, method="POST", data=data)
        gone = ask(client, "", "", address(app, rule, MISSING), method="POST", data=data)
        told += [f"{path} {secret.status}"] if secret.status != gone.status else []
        told += [f"{path}: {words}" for words in found_in(secret.text, str(data) + path)]

    expect_none(told)
    assert dump(but=("sessions",)) == before


def test_asvs_v8_2_3_addresses_and_browsers_of_members_are_for_staff(town_walk):
    signs = ("@private.example", "203.0.113.", "Browser of")
    seen_by_staff = "".join(a.text for a in town_walk.by_staff if a.who == "admin")
    own = {"member": "member@private.example", "insider": "insider@private.example"}
    people = [answer for answer in town_walk.all if answer.who not in {"admin", "moderator"}]

    assert "insider@private.example" in seen_by_staff
    for answer in people:
        text = answer.text.replace(own.get(answer.who, "@"), "")
        shown = [] if answer.endpoint == "accounts.sessions" else [s for s in signs if s in text]
        assert shown == [], (answer.path, answer.who)


def test_cve_2025_58055_a_text_that_names_secret_things_tells_nothing_of_them(app, town):
    things, client = town.secret, inside(app, town.people["member"])
    text = (
        f"/t/x/{things['topic_id']} /p/{things['post_id']} @{things['username']} "
        f"![x](/uploads/{things['public_id']}) [y](/c/{things['channel']}) #{things['name']}"
    )

    shown = client.post("/preview", data={"body": text}).text
    client.post(f"/t/{town.open['topic_id']}/reply", data={"body": text})
    page = client.get(f"/t/x/{town.open['topic_id']}", follow_redirects=True).text

    for html in (shown, page):
        assert found_in(html, text) == []
    assert town.open["public_id"] in page


def test_cve_2022_24782_no_error_page_names_a_secret_thing(app, town):
    client = inside(app, town.people["member"])

    for path in ("/c/quillwort-room", "/c/quillwor", "/t/gadwall/1/999", "/tags/sorrel"):
        answer = client.get(path, follow_redirects=True)
        assert found_in(answer.text, path) == []
