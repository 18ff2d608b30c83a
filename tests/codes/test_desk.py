"""The pages of codes for the team: pools, codes behind a mask, files in and out."""

import re
from io import BytesIO

import pytest

from forum.audit.models import AuditEntry
from forum.codes import actions, queries
from forum.codes.models import CodeState, Pool
from forum.kernel.db import db
from tests.codes.handing import a_pool, some_codes
from tests.support import make
from tests.support.queries import count_queries


@pytest.fixture
def desk(sign_in):
    return sign_in(make.admin())


def shown(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.text.split())


def test_without_pools_the_page_says_how_to_begin(desk):
    assert "Begin with a pool" in shown(desk, "/admin/codes")


def test_moderators_see_no_codes(sign_in):
    client, pool = sign_in(make.moderator()), a_pool("AB-1111")

    assert client.get("/admin/codes").status_code == 403
    assert client.get(f"/admin/codes/{pool.id}").status_code == 403
    assert "/admin/codes" not in client.get("/admin").text


def test_a_pool_is_made_and_filled_from_a_file(desk):
    made = {
        "label": "Autumn",
        "value_text": "15 % off",
        "source": "upload",
        "ends_at": "2030-12-31",
    }
    address = desk.post("/admin/codes/new", data=made).headers["Location"]

    file = {"file": (BytesIO(b"\xef\xbb\xbfcode\nAB-1111\nAB-2222\n"), "codes.csv")}
    answer = desk.post(f"{address}/fill", data=file, follow_redirects=True)

    assert "2 codes are in the pool." in answer.text
    assert "AB-1111" not in answer.text
    assert "until December 31, 2030" in answer.text


def test_whoever_saves_in_another_zone_moves_no_day(app, sign_in):
    berlin, tokyo = (
        sign_in(make.admin(time_zone=zone)) for zone in ("Europe/Berlin", "Asia/Tokyo")
    )
    said = {"label": "Autumn", "value_text": "15 % off"}
    days = {"starts_at": "2030-12-01", "ends_at": "2030-12-31"}
    made = berlin.post("/admin/codes/new", data=said | days | {"source": "upload"})
    address = f"{made.headers['Location']}/edit"
    before = [(one.starts_at, one.ends_at) for one in queries.pools()]

    page = shown(tokyo, address)
    typed = re.findall(r'name="(starts_at|ends_at)"[^>]*value="([^"]*)"', page)
    assert len(typed) == 2
    tokyo.post(address, data=said | dict(typed) | {"label": "Winter"})

    db.session.expire_all()
    (pool,) = queries.pools()
    assert (pool.label, [(pool.starts_at, pool.ends_at)]) == ("Winter", before)


def test_a_refused_file_says_which_lines_and_keeps_what_was_pasted(desk):
    pool = a_pool("AB-1111")

    typed = {"codes": "NEW-1\nAB-1111\nNEW-1"}
    answer = desk.post(f"/admin/codes/{pool.id}/fill", data=typed)

    page = " ".join(answer.text.split())
    assert "2 lines cannot be taken in, so none was." in page
    assert "Line 2: AB-1111 is in this pool already." in page
    assert "Line 3: NEW-1 is the same as line 1." in page
    assert "NEW-1 AB-1111 NEW-1</textarea>" in page
    assert queries.free_count(pool.id) == 1


def test_a_file_that_is_no_text_is_told(desk):
    pool = a_pool()

    file = {"file": (BytesIO(b"PK\x03\x04\xff\xfe"), "codes.xlsx")}
    answer = desk.post(f"/admin/codes/{pool.id}/fill", data=file)

    assert "This file is not a text." in answer.text


def test_codes_are_made_and_taken_to_the_shop_in_a_file(desk):
    made = {"label": "Autumn", "value_text": "15 % off", "source": "generated", "prefix": "fall"}
    address = desk.post("/admin/codes/new", data=made).headers["Location"]
    desk.post(f"{address}/generate", data={"number": "3"})
    db.session.expire_all()
    pool = db.session.query(Pool).one()
    first = next(iter(queries.codes_in(pool, None).items))
    actions.void(make.admin(), first, reason="For a test")

    answer = desk.post(f"{address}/export")

    lines = answer.text.splitlines()
    assert answer.mimetype == "text/csv"
    assert lines[0] == "code"
    assert len(lines) == 3
    assert all(line.startswith("FALL-") for line in lines[1:])


def test_a_code_is_masked_until_somebody_asks_and_that_is_written_down(desk):
    pool = a_pool("AUTUMN-1234")
    code = next(iter(queries.codes_in(pool, None).items))
    assert "••••234" in shown(desk, f"/admin/codes/{pool.id}")
    assert "AUTUMN-1234" not in shown(desk, f"/admin/codes/codes/{code.id}")

    answer = desk.post(f"/admin/codes/codes/{code.id}/read")

    assert "AUTUMN-1234" in answer.text
    entry = db.session.query(AuditEntry).filter_by(verb="codes.read").one()
    assert entry.target_id == code.id


def test_a_code_is_found_by_its_letters_and_by_its_member(desk):
    pool, ada = a_pool(*some_codes(3)), make.member(username="ada")
    actions.hand_out(ada, pool)

    by_code, by_name, nothing = (
        desk.post(f"/admin/codes/{pool.id}/search", data={"q": asked}).text
        for asked in ("autumn-0002", "@ada", "autumn")
    )

    assert ("••••002" in by_code, "••••001" in by_code) == (True, False)
    assert ("••••001" in by_name, "••••002" in by_name) == (True, False)
    assert "No code like that" in nothing


def test_a_code_that_is_looked_for_stands_in_no_address(desk):
    pool = a_pool(*some_codes(3))

    page = desk.get(f"/admin/codes/{pool.id}?q=autumn-0002").text

    assert "••••001" in page and "autumn-0002" not in page
    found = desk.post(f"/admin/codes/{pool.id}/search", data={"q": "autumn-0002"})
    assert f'method="post" action="/admin/codes/{pool.id}/search"' in found.text
    assert "q=autumn" not in found.text


def test_a_void_code_is_nobodys_and_its_member_gets_another_one(desk):
    pool, ada = a_pool("AB-1111", "AB-2222"), make.member()
    code = actions.hand_out(ada, pool)

    desk.post(f"/admin/codes/codes/{code.id}/void", data={"reason": "It was passed on."})

    assert "It was passed on." in shown(desk, f"/admin/codes/codes/{code.id}")
    assert queries.code_by_id(code.id).state == CodeState.VOID
    assert actions.hand_out(ada, pool).code == "AB-2222"


def test_a_code_is_not_made_void_without_a_reason_nor_twice(desk):
    pool = a_pool("AB-1111")
    code = next(iter(queries.codes_in(pool, None).items))
    address = f"/admin/codes/codes/{code.id}/void"

    assert "Please write a few words." in desk.post(address, data={"reason": " "}).text
    desk.post(address, data={"reason": "Passed on."})
    assert desk.post(address, data={"reason": "Again."}).status_code == 403


def test_an_empty_pool_is_told_on_the_first_staff_page(desk):
    pool = a_pool("AB-1111")
    actions.hand_out(make.member(), pool)

    assert "Autumn" in shown(desk, "/admin")
    actions.fill(make.admin(), pool, "\n".join(f"N-{n}" for n in range(50)))
    assert "Autumn" not in shown(desk, "/admin")


def test_the_number_of_questions_does_not_grow_with_pools_and_codes(desk):
    pool = a_pool(*some_codes(40))
    for _ in range(3):
        actions.hand_out(make.member(), pool)
    with count_queries() as few:
        desk.get("/admin/codes")
        desk.get(f"/admin/codes/{pool.id}")
    for number in range(5):
        a_pool(label=f"Pool {number}")
    for _ in range(20):
        actions.hand_out(make.member(), pool)

    with count_queries() as many:
        desk.get("/admin/codes")
        desk.get(f"/admin/codes/{pool.id}")

    assert len(many) == len(few)
