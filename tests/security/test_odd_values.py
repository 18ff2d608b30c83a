"""Numbers, texts and bodies that no form would send: refused or passed over, never a failure."""

import pytest

from forum.web.limits import register as reset_limits
from tests.house.source import expect_none
from tests.security.crawl import ask, dump
from tests.security.town import address, inside, rules
from tests.support import make

PARAMETERS = """
page after before from date day version made channel section into next q quote show v verb actor
level colour voice corners name tagline who period tag sort theme locale
"""
FIELDS = """
body title tags channel client_key draft_version base reply_to act kind level note text name message
role direction into numbers seconds until scope publish_at sure later value colour tagline voice
corners slug section_id description guidance icon hue visibility starts replies slow_mode_seconds
min_tags agreed who next place bio links display_name theme list_style locale time_zone end_others
present password email alt file known version key opens_up
"""
# Among them: beyond any column, digits of other scripts, what no database keeps, half a sign.
IN_ADDRESSES = [
    "-1",
    str(2**63),
    "1e309",
    "\uff11",
    "'\"%_\\\u202e",
    "9" * 5000,
    "a\x00b",
    "9999-99-99",
]
IN_FORMS = ["-1", str(2**63), "\u0661", "x" * 4_000, "../..\x00\u2066", "[]"]


def test_asvs_v1_4_2_odd_values_in_addresses_are_no_failure(app, town):
    client, failed = inside(app, town.people["admin"]), []

    for rule in rules(app, "GET"):
        if rule.endpoint in {"static_files.show", "styleguide.show"}:
            continue
        path = address(app, rule, town.open)
        for value in IN_ADDRESSES:
            answer = client.get(path, query_string=dict.fromkeys(PARAMETERS.split(), value))
            failed += [f"{path} {value[:9]!a}"] if answer.status_code >= 500 else []
            answer.close()

    expect_none(failed)


def test_asvs_v2_2_1_odd_values_in_forms_are_no_failure(app, town):
    """Every form at once, with the same odd value in every field."""
    for value in IN_FORMS:
        given = {"data": dict.fromkeys(FIELDS.split(), value)}
        expect_none(
            f"{p} {value[:9]!a}" for p, status in answers(app, town, given) if status >= 500
        )


def test_cve_2023_30591_json_is_refused_wherever_a_form_is_expected(app, town):
    given = {"json": {name: ["a"] for name in FIELDS.split()}}

    taken = {path for path, status in answers(app, town, given) if status != 415}

    # Drafts are sent by scripts, and shops speak nothing but JSON.
    assert taken == {"/drafts", "/hooks/main/stripe"}


JSON = [[], ["a"], {"a": {}}, 7, 1.5, True, None, "x" * 1_000_000, [[[[[[]]]]]], {"__proto__": 1}]


@pytest.mark.parametrize("value", JSON, ids=lambda value: repr(value)[:16])
def test_cve_2022_46164_json_of_every_kind_is_no_failure(app, sign_in, value):
    client = sign_in(make.member())

    for body in (value, dict.fromkeys(FIELDS.split(), value), {"key": "new", "extra": value}):
        assert client.post("/drafts", json=body).status_code < 500
    for text in ("{", "NaN", "[" * 100_000, '{"key": "new", "version": 1e999}', "\xff", ""):
        kind = "application/json"
        assert client.post("/drafts", data=text, content_type=kind).status_code < 500


def answers(app, town, given):
    """The path and status of every form that gets what is given, as an admin."""
    client = inside(app, town.people["admin"])
    for rule in rules(app, "POST"):
        # Doors have tests of their own; passwords take their time, and ending sessions ends ours.
        if rule.endpoint.startswith("accounts"):
            continue
        reset_limits(app)
        path = address(app, rule, town.open)
        yield path, ask(client, "", "", path, method="POST", **given).status


@pytest.mark.parametrize("version", [True, "1", 1.0, -1, 2**31, None, [1], {}])
def test_asvs_v15_3_5_a_number_that_is_none_is_refused(app, town, version):
    client = inside(app, town.people["member"])
    sent = {"key": "new", "title": "", "body": "x", "version": version}

    assert client.post("/drafts", json=sent).status_code == 422
    assert client.post("/drafts", json=sent | {"version": 0}).status_code == 200


@pytest.mark.parametrize("path", ["/t/x/-1", "/t/x/1e3", "/t/x/\uff11", f"/p/{2**63}", "/p/0x1"])
def test_asvs_v1_4_2_a_number_in_a_path_is_one_or_nothing_is_there(guest, path):
    assert guest.get(path).status_code == 404


def test_asvs_v15_3_7_of_a_parameter_given_twice_the_first_counts(app, town):
    path = f"/t/{town.open['topic']}/{town.open['topic_id']}"
    client = inside(app, town.people["member"])

    first = client.get(f"{path}?quote={town.open['post_id']}&quote=999999").text
    second = client.get(f"{path}?quote=999999&quote={town.open['post_id']}").text

    assert "&gt; Plain words, indeed." in first
    assert "&gt; Plain words, indeed." not in second


def test_cve_2024_27085_a_body_beyond_the_bound_is_refused_unread(app, town):
    client, before = inside(app, town.people["member"]), dump(but=("sessions",))

    for path in (f"/t/{town.open['topic_id']}/reply", "/uploads", "/preferences", "/new"):
        answer = client.post(path, data={"body": "x" * (13 * 1024 * 1024)})
        assert answer.status_code == 413, path
    assert dump(but=("sessions",)) == before


def test_cve_2024_27085_a_form_beyond_its_bound_is_refused(app, town):
    client = inside(app, town.people["member"])

    answer = client.post("/preview", data={"body": "x" * (3 * 1024 * 1024)})

    assert answer.status_code == 413


def test_asvs_v1_1_1_what_was_written_in_codes_is_read_once(app, town):
    client = inside(app, town.people["member"])
    words = "%3Cscript%3E &lt;b&gt; &amp;lt;i&amp;gt; %253C"

    given = {"body": words, "title": words, "channel": town.open["channel"]}
    page = client.post("/new", data=given, follow_redirects=True).text

    assert "%3Cscript%3E &amp;lt;b&amp;gt; &amp;amp;lt;i&amp;amp;gt; %253C" in page
    assert "<script>" not in page and "<b>" not in page


@pytest.mark.parametrize("sought", ["'", "%", "_", "' OR 1=1 --", "\\", "a' UNION SELECT 1"])
def test_asvs_v1_2_4_signs_of_the_database_are_letters_in_a_search(app, town, sought):
    client = inside(app, town.people["admin"])

    page = client.get("/admin/accounts", query_string={"q": sought})

    assert page.status_code == 200
    assert "an-insider" not in page.text
    assert "an-insider" in client.get("/admin/accounts", query_string={"q": "n-insid"}).text
