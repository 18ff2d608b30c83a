"""What every answer says to browsers and to caches on the way."""

from dataclasses import replace

import pytest

from forum.app import create_app
from forum.web.security import CONTENT_SECURITY_POLICY
from tests.house.source import expect_none
from tests.security.crawl import FLEETING
from tests.security.town import inside
from tests.support import make

ORIGINS = (
    "null",
    "https://evil.example",
    "http://localhost.evil.example",
    "http://evillocalhost",
    "https://localhost",
    "http://localhost:444",
    "http://sub.localhost",
    "http://localhost%60.evil.example",
    "HTTP://LOCALHOST",
    "http://localhost/",
    "file://",
    "http://localhost, https://evil.example",
)


def pages(walk):
    return [answer for answer in walk.all if answer.is_page]


def test_asvs_v3_4_3_every_page_has_the_policy_and_nothing_inline(town_walk):
    assert len(pages(town_walk)) > 300
    expect_none(
        answer.path
        for answer in pages(town_walk)
        if answer.headers["Content-Security-Policy"] != CONTENT_SECURITY_POLICY
        # Letters are looked at in a frame that can do nothing: tests/notices/test_previews.py.
        and not answer.path.startswith("/admin/mail/previews")
    )
    for word in ("unsafe", "nonce", "http:", "https:", "*", "data:", "frame-src", "child-src"):
        assert word not in CONTENT_SECURITY_POLICY, word
    assert CONTENT_SECURITY_POLICY.startswith("default-src 'none';")


def test_asvs_v3_4_4_no_answer_lets_its_type_be_guessed(town_walk):
    expect_none(a.path for a in town_walk.all if a.headers["X-Content-Type-Options"] != "nosniff")


def test_asvs_v3_4_5_no_address_is_told_to_other_sites(town_walk):
    kind = "strict-origin-when-cross-origin"

    expect_none(a.path for a in town_walk.all if a.headers["Referrer-Policy"] != kind)


def test_cve_2016_9413_and_asvs_v3_4_6_no_other_site_frames_a_page(town_walk):
    expect_none(
        answer.path
        for answer in pages(town_walk)
        if answer.headers["X-Frame-Options"] != "SAMEORIGIN"
        or "frame-ancestors 'self'" not in answer.headers["Content-Security-Policy"]
    )


def test_asvs_v4_1_1_every_text_names_its_letters(town_walk):
    texts = [a for a in town_walk.all if a.headers.get("Content-Type", "").startswith("text/")]

    assert len(texts) > 300
    expect_none(a.path for a in texts if "charset=utf-8" not in a.headers["Content-Type"])


def test_asvs_v14_2_2_pages_of_members_are_kept_by_no_cache(town_walk):
    own = [answer for answer in pages(town_walk) if answer.who != "guest"]

    expect_none(a.path for a in own if a.headers["Cache-Control"] != "private, no-store")
    expect_none(a.path for a in pages(town_walk) if "Cookie" not in a.headers["Vary"])


def test_cve_2023_30861_no_answer_for_everybody_carries_a_cookie(town_walk):
    shared = [a for a in town_walk.all if "public" in a.headers.get("Cache-Control", "")]

    assert {answer.endpoint for answer in shared} >= {"site.brand_css", "uploads.show"}
    expect_none(a.path for a in shared if "Set-Cookie" in a.headers)


@pytest.mark.parametrize("origin", ORIGINS)
def test_asvs_v3_4_2_no_other_origin_may_read_anything(app, origin):
    client = inside(app, make.member())

    for method in ("GET", "OPTIONS", "POST"):
        answer = client.open("/drafts", method=method, headers={"Origin": origin}, json={})
        assert not [name for name, _ in answer.headers if name.lower().startswith("access-control")]


@pytest.mark.parametrize("path", ["/", "/brand.css", "/icon.svg", "/sign-in"])
def test_cve_2024_47773_odd_requests_leave_the_next_page_as_it_was(app, path):
    clean = app.test_client().get(path)
    odd = {
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "gopher",
        "X-Original-URL": "/admin",
        "X-Rewrite-URL": "/admin",
        "X-HTTP-Method-Override": "DELETE",
        "Accept": "application/json",
        "X-Requested-With": "XMLHttpRequest",
    }
    poisoned = app.test_client().get(f"{path}?utm=x;_method=delete", headers=odd)
    after = app.test_client().get(path)

    assert "evil.example" not in poisoned.text + str(poisoned.headers)
    assert FLEETING.sub("", after.text) == FLEETING.sub("", clean.text)


def test_cve_2024_47773_a_strange_host_leads_no_address_astray(app):
    """Addresses for mail and search engines come from the configuration."""
    topic = make.topic()

    page = app.test_client().get(f"/t/{topic.slug}/{topic.id}", headers={"Host": "evil.example"})

    assert page.status_code == 200
    assert "evil.example" not in page.text


@pytest.fixture
def https_app(app, config):
    """The same forum, reached by https."""
    return create_app(replace(config, public_url="https://forum.example"))


def test_asvs_v3_3_1_and_v3_4_1_by_https_cookies_are_bound_to_the_host(https_app):
    with https_app.test_client() as client:
        answer = client.get("/sign-in", base_url="https://forum.example")
    (cookie,) = answer.headers.getlist("Set-Cookie")

    assert cookie.startswith("__Host-forum=")
    for part in ("; Secure", "; HttpOnly", "; SameSite=Lax", "; Path=/"):
        assert part in cookie, part
    assert "Domain" not in cookie
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_asvs_v3_4_1_without_https_nothing_promises_it(guest):
    assert "Strict-Transport-Security" not in guest.get("/").headers


def test_asvs_v13_4_5_the_style_guide_is_there_only_where_it_is_asked_for(app, config):
    closed = create_app(replace(config, style_guide=False))

    with closed.test_client() as client:
        assert client.get("/style-guide").status_code == 404
    assert app.test_client().get("/style-guide").status_code == 200


@pytest.mark.parametrize(
    "word", ["metrics", "docs", "debug", "console", "server-status", "graphql"]
)
def test_asvs_v13_4_5_nothing_of_the_machine_is_shown(guest, word):
    assert guest.get(f"/{word}").status_code == 404


FILES = """
.git/HEAD .git/config .gitignore .env .env.local .htaccess .htpasswd .svn/entries .DS_Store
.ssh/id_rsa forum.db data/forum.db data/secret_key secret_key backup.db backup.sql backup.zip
backup.tar.gz backups/ dump.sql db.sqlite3 database.sqlite data/ data/mail/ mail/ uploads/
uploads/.. static/ static/1/ static/../forum/app.py static/1/../../pyproject.toml
static/1/%2e%2e/%2e%2e/pyproject.toml static/1/..%5c..%5cpyproject.toml static/1//etc/passwd
static/1/%2fetc%2fpasswd uploads/%2e%2e%2fsecret_key pyproject.toml requirements.lock Dockerfile
docker-compose.yml wsgi.py app.py config.py forum/config.py templates/layouts/site.html core
migrations/env.py phpinfo.php wp-login.php install setup set-up set-up/ admin.php id_rsa
package.json alembic.ini logs/error.log error_log server.key .well-known/security.txt.bak
"""


def test_asvs_v13_4_1_and_cve_2024_53991_no_file_of_the_operator_is_served(guest):
    answers = {path: guest.get(f"/{path}") for path in FILES.split()}

    assert len(answers) > 50
    served = {path for path, answer in answers.items() if answer.status_code not in {301, 308, 404}}
    assert served == set()
