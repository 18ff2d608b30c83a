import json
from io import BytesIO

import pytest
from sqlalchemy import func, select

from forum.kernel.db import db, writing
from forum.uploads import actions, brought, store
from forum.uploads.models import Upload
from forum.web.limits import Limit
from tests.support import make
from tests.support.queries import count_queries
from tests.uploads import pictures

SCRIPT = {"Accept": "application/json"}


@pytest.fixture
def giver(app):
    return make.member()


@pytest.fixture
def picture(giver):
    return actions.take_in(giver, pictures.drawn("PNG", (1000, 500)))


def send(client, data=None, *, name="cup.png", headers=SCRIPT, alt=""):
    """Send a file as a browser does, which writes quotes and line ends in names its own way."""
    data = pictures.drawn() if data is None else data
    escaped = name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    start = f'--limit\r\nContent-Disposition: form-data; name="alt"\r\n\r\n{alt}\r\n--limit\r\n'
    head = f'Content-Disposition: form-data; name="file"; filename="{escaped}"\r\n'
    body = (start + head + "Content-Type: text/html\r\n\r\n").encode() + data
    return client.post(
        "/uploads",
        data=body + b"\r\n--limit--\r\n",
        headers=headers,
        content_type="multipart/form-data; boundary=limit",
    )


def look(client, address, **how):
    """Ask for a picture, and let go of the file that answered."""
    return client.get(address, buffered=True, **how)


def kept() -> int:
    return db.session.scalar(select(func.count(Upload.id)))


def test_a_script_sends_a_picture_and_learns_where_it_is(sign_in, giver):
    answer = send(sign_in(giver), alt="A cup")

    upload = db.session.scalars(select(Upload)).one()
    assert answer.status_code == 201
    assert answer.json == {
        "id": upload.public_id,
        "address": f"/uploads/{upload.public_id}",
        "width": 40,
        "height": 30,
    }
    assert (upload.user_id, upload.alt) == (giver.id, "A cup")


def test_without_scripts_the_form_leads_to_the_line_to_copy(sign_in, giver):
    client = sign_in(giver)
    assert 'type="file"' in client.get("/uploads/new").text

    answer = send(client, headers={}, alt="A [red] cup")

    upload = db.session.scalars(select(Upload)).one()
    page = client.get(answer.headers["Location"]).text
    assert f"![A \\[red\\] cup](/uploads/{upload.public_id})" in page


@pytest.mark.parametrize(
    ("data", "status", "words"),
    [
        (b"", 422, "empty"),
        (b"<svg/>", 422, "not a picture"),
        (pictures.drawn()[:60], 422, "damaged"),
        (pictures.png_that_claims(50_000, 50_000), 422, "40 million"),
        (b"\xff" * (10 * 1024 * 1024 + 1), 413, "10 MB"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_words_that_help(sign_in, giver, data, status, words):
    client = sign_in(giver)

    to_script = send(client, data)
    to_reader = send(client, data, headers={})

    assert (to_script.status_code, to_reader.status_code) == (status, status)
    assert words in to_script.json["error"]
    assert words in to_reader.text
    assert kept() == 0


def test_a_form_without_a_file_says_so(sign_in, giver):
    answer = sign_in(giver).post("/uploads", data={"alt": "x"})

    assert answer.status_code == 422
    assert "Choose a picture first" in answer.text


def test_a_body_beyond_all_bounds_is_refused_in_the_same_words(sign_in, giver, app):
    """ASVS V5.2.1: nothing of it is read."""
    client = sign_in(giver)
    answer = client.post(
        "/uploads",
        headers=SCRIPT,
        content_type="multipart/form-data; boundary=x",
        environ_overrides={"CONTENT_LENGTH": str(10 * 1024**3)},
    )

    assert answer.status_code == 413
    assert "10 MB" in answer.json["error"]


def test_a_guest_is_told_to_sign_in(guest):
    assert send(guest).status_code == 401
    assert send(guest, headers={}).status_code == 302
    assert guest.get("/uploads/new").status_code == 302
    assert kept() == 0


def test_too_many_pictures_in_a_short_time_are_refused_kindly(sign_in, giver, monkeypatch):
    monkeypatch.setattr(brought, "FROM_MEMBER", Limit("few", "1 per hour"))
    client = sign_in(giver)
    send(client)

    answer = send(client)

    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0
    assert "many pictures" in answer.json["error"]
    assert kept() == 1


def test_many_members_behind_one_address_share_a_bound(sign_in, giver, monkeypatch):
    monkeypatch.setattr(brought, "FROM_ADDRESS", Limit("few", "1 per hour"))
    send(sign_in(giver))

    assert send(sign_in(make.member())).status_code == 429


def test_nobody_waits_to_write_while_a_picture_is_decoded(sign_in, giver, monkeypatch):
    remake, was_writing = actions.workshop.remake, []

    def watched(data):
        was_writing.append(writing())
        return remake(data)

    monkeypatch.setattr(actions.workshop, "remake", watched)
    send(sign_in(giver))

    assert was_writing == [False]
    assert kept() == 1


def names() -> list[str]:
    own = [
        "../../etc/cron.d/x",
        "..\\..\\x.png",
        "a\0.png",
        "x.svg",
        "x.php",
        '"; rm.png',
        "\u202egnp.exe",
    ]
    shared = pictures.SHARED / "naughty" / "upload_filenames.json"
    return list(dict.fromkeys([*own, *(json.loads(shared.read_text()) if shared.exists() else [])]))


@pytest.mark.parametrize("keeper", ["folder"])
@pytest.mark.parametrize("name", names())
def test_what_a_file_is_called_means_nothing(sign_in, giver, name):
    """ASVS V5.3.2, CVE row 37: the name on disk is ours."""
    answer = send(sign_in(giver), name=name)

    upload = db.session.scalars(select(Upload)).one()
    assert answer.json["address"] == f"/uploads/{upload.public_id}"
    assert store.size(store.name_of(upload.public_id, 40)) == upload.bytes
    assert name not in look(sign_in(giver), f"/uploads/{upload.public_id}").headers.values()


@pytest.mark.skipif(
    not (pictures.SHARED / "uploads").is_dir(),
    reason="the large sets are not here; FORUM_TEST_DATA may name their folder",
)
@pytest.mark.parametrize("keeper", ["folder"])
def test_every_hostile_file_is_refused_or_made_harmless(sign_in, giver):
    client = sign_in(giver)
    for file in sorted((pictures.SHARED / "uploads").iterdir()):
        answer = send(client, file.read_bytes(), name=file.name)

        assert answer.status_code in {201, 413, 422}, file.name
        if answer.status_code == 201:
            shown = look(client, answer.json["address"])
            assert shown.data[8:12] == b"WEBP", file.name
            assert b"<" not in shown.data and b"script" not in shown.data, file.name


def test_a_picture_is_shown_as_what_it_is_and_can_do_nothing(sign_in, giver, picture):
    """ASVS V3.2.1, V5.4.1, CVE row 10."""
    answer = look(sign_in(giver), f"/uploads/{picture.public_id}")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "image/webp"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"] == f'inline; filename="{picture.public_id}.webp"'


def width_of(answer) -> int:
    with pictures.Image.open(BytesIO(answer.data)) as shown:
        return shown.width


def test_until_a_size_is_made_the_largest_stands_in_and_is_not_remembered(guest, picture):
    actions.place("post", 1, [picture.public_id], door="site", door_id=0)

    before = look(guest, f"/uploads/{picture.public_id}/96")
    actions.make_sizes(picture.id)
    after = look(guest, f"/uploads/{picture.public_id}/96")

    assert (width_of(before), width_of(after)) == (1000, 96)
    assert "immutable" not in before.headers["Cache-Control"]
    assert "immutable" in after.headers["Cache-Control"]
    assert before.headers["ETag"] != after.headers["ETag"]


@pytest.mark.parametrize(
    ("asked", "given"),
    [("", 1000), ("/96", 96), ("/192", 192), ("/320", 320), ("/800", 800), ("/1000", 1000)],
)
def test_each_width_has_its_file(sign_in, giver, picture, asked, given):
    actions.make_sizes(picture.id)

    assert width_of(look(sign_in(giver), f"/uploads/{picture.public_id}{asked}")) == given


def test_a_narrow_picture_answers_for_all_widths(sign_in, giver):
    small = actions.take_in(giver, pictures.drawn("PNG", (200, 100)))

    assert width_of(look(sign_in(giver), f"/uploads/{small.public_id}/800")) == 200


@pytest.mark.parametrize("width", ["1", "97", "99999999999999999999", "1e3", "-5", "0x96"])
def test_other_widths_are_not_found(sign_in, giver, picture, width):
    assert look(sign_in(giver), f"/uploads/{picture.public_id}/{width}").status_code == 404


@pytest.mark.parametrize(
    "public_id",
    [
        "x",
        "x" * 22,
        "..%2f..%2fforum.db",
        "%2e%2e",
        "a%00b",
        "..\\..\\secret_key",
        "%2Fetc%2Fpasswd",
    ],
)
def test_nothing_but_pictures_is_found_below_uploads(sign_in, giver, public_id):
    """CVE row 34: no name from an address ever reaches the disk."""
    assert look(sign_in(giver), f"/uploads/{public_id}").status_code == 404


def test_a_picture_whose_file_is_lost_is_not_found(sign_in, giver, picture):
    store.remove(picture.public_id)

    assert look(sign_in(giver), f"/uploads/{picture.public_id}").status_code == 404


def test_what_was_seen_before_is_not_sent_again(sign_in, giver, picture):
    client = sign_in(giver)
    first = look(client, f"/uploads/{picture.public_id}")

    again = look(
        client, f"/uploads/{picture.public_id}", headers={"If-None-Match": first.headers["ETag"]}
    )

    assert again.status_code == 304


def test_a_picture_that_waits_to_be_used_is_seen_by_its_giver_and_staff(
    sign_in, giver, guest, picture
):
    address = f"/uploads/{picture.public_id}"

    assert look(sign_in(giver), address).status_code == 200
    assert look(sign_in(make.moderator()), address).status_code == 200
    assert look(sign_in(make.member()), address).status_code == 404
    assert look(guest, address).status_code == 404


def test_a_picture_in_a_draft_is_its_writer_s_alone(sign_in, giver, picture):
    actions.place("draft", 1, [picture.public_id], door="member", door_id=giver.id)
    address = f"/uploads/{picture.public_id}"

    assert look(sign_in(giver), address).status_code == 200
    assert look(sign_in(make.member()), address).status_code == 404


def test_a_picture_behind_the_site_s_door_is_kept_by_every_cache_for_ever(sign_in, guest, picture):
    """ASVS V14.2.2: what all may keep carries no cookie and depends on none."""
    actions.make_sizes(picture.id)
    actions.place("post", 1, [picture.public_id], door="site", door_id=0)
    for client in (guest, sign_in(make.member())):
        answer = look(client, f"/uploads/{picture.public_id}")

        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "Set-Cookie" not in answer.headers
        assert "Cookie" not in answer.headers.get("Vary", "")


@pytest.fixture
def door(app):
    """A door that opens to the members put into the set."""
    inside = set()
    app.extensions["upload_doors"]["test"] = lambda viewer, door_id: viewer.id in inside
    yield inside
    del app.extensions["upload_doors"]["test"]


def test_who_passes_the_door_sees_the_picture_and_nobody_shares_it(sign_in, guest, picture, door):
    insider, outsider = make.member(), make.member()
    door.add(insider.id)
    actions.place("post", 1, [picture.public_id], door="test", door_id=7)
    address = f"/uploads/{picture.public_id}"

    answer = look(sign_in(insider), address)

    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in answer.headers["Vary"]
    assert look(sign_in(outsider), address).status_code == 404
    assert look(guest, address).status_code == 404


def test_one_open_door_of_several_is_enough(guest, picture, door):
    actions.place("post", 1, [picture.public_id], door="test", door_id=7)
    actions.place("post", 2, [picture.public_id], door="site", door_id=0)

    assert look(guest, f"/uploads/{picture.public_id}").status_code == 200


def test_a_door_that_nobody_brought_stays_shut(sign_in, picture):
    actions.place("post", 1, [picture.public_id], door="unheard_of", door_id=7)

    assert look(sign_in(make.moderator()), f"/uploads/{picture.public_id}").status_code == 404


def test_showing_a_picture_costs_the_same_wherever_it_is_used(guest, picture):
    def cost(places: int) -> int:
        for number in range(places):
            actions.place("post", number, [picture.public_id], door="site", door_id=0)
        with count_queries() as seen:
            assert look(guest, f"/uploads/{picture.public_id}").status_code == 200
        return len(seen)

    assert cost(1) == cost(9) == 1


def test_the_page_of_own_pictures_costs_the_same_for_one_as_for_nine(sign_in, giver):
    client = sign_in(giver)

    def cost(more: int) -> int:
        for _ in range(more):
            actions.take_in(giver, pictures.drawn())
        with count_queries() as seen:
            assert client.get("/uploads/new").status_code == 200
        return len(seen)

    assert cost(1) == cost(4)
