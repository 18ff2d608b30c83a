"""The page of a draw, its files, and what the team does with it."""

import csv
import io

import pytest

from forum.draws import actions, fair, queries
from forum.draws.models import Beacon
from forum.kernel import clock
from forum.kernel.unit import transaction
from forum.launches import queries as launched
from forum.launches.actions import Secrecy
from forum.launches.models import Embargo
from tests.draws.drawn import CLOSED, NOON, draw, drawn, enter, people, to_draw
from tests.launches.launched import DAY, MINUTE, SECOND, member, scheduled
from tests.support import make
from tests.support.queries import count_queries


def page(client, launch, at=NOON + MINUTE, end=""):
    with clock.at(at):
        return client.get(f"/launches/{launch.slug}/draw{end}")


def test_before_the_draw_the_page_says_the_fingerprint_and_no_seed(app, guest):
    launch = to_draw()
    found = queries.draw_of(launch.id)
    answer = page(guest, launch)

    assert found.fingerprint in answer.text
    assert "When it is drawn" in answer.text
    assert page(guest, launch, end="/entries.csv").status_code == 404
    assert page(guest, launch, end="/ranking.csv").status_code == 404


def test_a_member_enters_by_the_button_and_reads_of_their_ticket(app, sign_in):
    launch, one = to_draw(), member()
    client = sign_in(one)
    with clock.at(NOON + MINUTE):
        assert "Enter the draw" in client.get(f"/launches/{launch.slug}").text
        said = client.post(f"/launches/{launch.slug}/enter", follow_redirects=True).text
        again = client.post(f"/launches/{launch.slug}/enter", follow_redirects=True).text

    assert "You are in the draw" in said
    assert "1 ticket" in said
    assert "You are in the draw" in again
    assert "1 ticket" in page(client, launch).text


def test_after_the_draw_everything_to_count_again_is_there(app, guest):
    found, _ = drawn(count=4, stock=1)
    at = CLOSED + MINUTE
    said = page(guest, found.launch, at).text
    listed = page(guest, found.launch, at, "/entries.csv")
    places = list(csv.DictReader(io.StringIO(page(guest, found.launch, at, "/ranking.csv").text)))

    assert found.seed in said
    assert fair.fingerprint(listed.text) == found.entries_hash
    assert [one["outcome"] for one in places] == ["won", "reserve", "reserve", "reserve"]
    mix = fair.mixed(found.seed, "", found.entries_hash)
    order = fair.ranking(mix, found.launch.slug, fair.read(listed.text))
    assert [one["entry"] for one in places] == [one.entry for one in order]
    assert page(guest, found.launch, at, "/recount.py").text in said.replace("&#34;", '"').replace(
        "&lt;", "<"
    ).replace("&gt;", ">").replace("&#39;", "'")


def test_whoever_took_part_reads_plainly_what_came_of_it(app, sign_in):
    found, everybody = drawn(count=3, stock=1)
    entries = {one.user_id: one for one in launched.entries_in(found.launch).items}
    address = f"/launches/{found.launch.slug}"

    said = {}
    for one in everybody:
        client = sign_in(one)
        with clock.at(CLOSED + MINUTE):
            said[entries[one.id].rank] = [client.get(address + end).text for end in ("", "/draw")]

    assert all("You were drawn" in text for text in said[1])
    for text in (*said[2], *said[3]):
        assert "You were not drawn this time" in text
        assert "What somebody lets go is offered to the next place" in text


def test_nobody_is_named_in_what_is_published(app, guest):
    found, everybody = drawn(count=3, stock=1)
    at = CLOSED + MINUTE
    told = [page(guest, found.launch, at, end).text for end in ("", "/entries.csv", "/ranking.csv")]

    assert not [one for one in everybody for text in told if one.username in text]


@pytest.mark.parametrize("end", ["", "/entries.csv", "/ranking.csv", "/recount.py"])
def test_the_draw_of_a_secret_launch_is_not_there(app, guest, sign_in, end):
    launch, one = to_draw(secrecy=Secrecy(Embargo.SECRET)), member()
    client = sign_in(one)
    assert page(client, launch, NOON - SECOND, end).status_code == 404
    enter(launch, [one])
    draw(launch)

    assert page(client, launch, CLOSED + MINUTE, end).status_code == 200
    assert page(guest, launch, CLOSED + MINUTE, end).status_code == 404


def test_a_launch_that_is_not_drawn_has_no_such_page(app, guest, sign_in):
    launch = scheduled()
    assert page(guest, launch).status_code == 404
    assert sign_in(make.admin()).get(f"/admin/draws/{launch.id}").status_code == 404


def test_the_team_chooses_a_number_types_it_in_and_it_is_drawn(app, sign_in):
    launch = to_draw()
    client = sign_in(make.admin())
    address = f"/admin/draws/{launch.id}"
    with clock.at(NOON - DAY):
        missing = client.post(f"{address}/plan", data={"beacon": "number", "rule": " "})
        assert "Say which number" in missing.text
        given = {"beacon": "number", "rule": "zzLottery of 5 December"}
        assert client.post(f"{address}/plan", data=given).status_code == 302
    enter(launch, people(3))
    draw(launch)
    with clock.at(CLOSED + MINUTE):
        assert "zzLottery of 5 December" in client.get(address).text
        wrong = client.post(f"{address}/number", data={"value": "1|2"})
        assert "without a vertical line" in wrong.text
        assert 'value="1|2"' in wrong.text
        assert client.post(f"{address}/number", data={"value": "12 34"}).status_code == 302

    assert queries.held_draw(launch.id).beacon_value == "1234"


def test_an_entry_is_struck_out_on_a_page_of_its_own(app, sign_in):
    launch, (one, _) = to_draw(), people(2)
    enter(launch, [one])
    entry = queries.entries_of(launch.id)[0]
    client = sign_in(make.admin())
    address = f"/admin/draws/{launch.id}/entries/{entry.id}/strike"

    assert "Say why" in client.post(address, data={"reason": ""}).text
    assert client.post(address, data={"reason": "zzA second account"}).status_code == 302
    assert "zzA second account" in client.get(f"/admin/draws/{launch.id}").text
    assert "zzA second account" in page(sign_in(one), launch).text


def test_a_moderator_looks_and_changes_nothing(app, sign_in):
    launch, (one,) = to_draw(), people(1)
    enter(launch, [one])
    entry = queries.entries_of(launch.id)[0]
    client = sign_in(make.moderator())
    address = f"/admin/draws/{launch.id}"

    assert client.get(address).status_code == 200
    for end in ("plan", "number", f"entries/{entry.id}/strike"):
        said = client.post(f"{address}/{end}", data={"value": "1", "reason": "x"})
        assert said.status_code == 403


def test_the_command_counts_again_and_says_what_does_not(app):
    found, _ = drawn(count=4, stock=2)
    run = app.test_cli_runner()

    said = run.invoke(args=["launch", "verify", found.launch.slug])
    assert said.exit_code == 0
    assert "4 entries, 2 of them won" in said.output

    with transaction():
        found.seed = "5e" * 32
    said = run.invoke(args=["launch", "verify", found.launch.slug])
    assert said.exit_code == 1
    assert "fingerprint" in said.output


@pytest.mark.parametrize("slug", ["nothing-of-ours", "not-drawn"])
def test_the_command_says_what_it_cannot_count(app, slug):
    to_draw()
    said = app.test_cli_runner().invoke(args=["launch", "verify", slug])

    assert said.exit_code == 1


def test_the_number_of_entries_costs_no_more_statements(app, guest):
    few, _ = drawn(count=2, stock=1)
    many, _ = drawn(count=12, stock=1)
    page(guest, few.launch, CLOSED + MINUTE)
    with clock.at(CLOSED + MINUTE), count_queries() as one:
        guest.get(f"/launches/{few.launch.slug}/draw")
    with clock.at(CLOSED + MINUTE), count_queries() as other:
        guest.get(f"/launches/{many.launch.slug}/draw")

    assert len(one) == len(other)


def test_what_was_planned_is_kept_when_the_launch_is_approved_anew(app):
    launch, admin = to_draw(), make.admin()
    before = queries.draw_of(launch.id).fingerprint
    with clock.at(NOON - DAY):
        actions.plan(admin, launch, beacon=Beacon.NUMBER, rule="x")
        actions.prepare(launch)

    assert queries.draw_of(launch.id).fingerprint == before
    assert queries.draw_of(launch.id).beacon == Beacon.NUMBER
