"""What an operator copies from docs/production fits the program and its other documents."""

import configparser
import re
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest

from forum.cli import main
from forum.config import Config
from forum.server.options import UNFIT
from forum.server.serve import DRAIN_SECONDS, LAST_SECONDS
from forum.server.stream import BEAT_SECONDS
from forum.web.bodies import LARGEST_WITH_FILES
from tests.house.source import ROOT

FILES = ROOT / "docs" / "production"
GUIDE = (ROOT / "docs" / "production.md").read_text()
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
UNITS = ("guildhall-serve@.service", "guildhall-work.service")
NGINX = (FILES / "nginx.conf").read_text()
ASSIGNMENT = re.compile(r"^#?([A-Z_]+)=(.*)$", re.MULTILINE)


def unit(name: str) -> configparser.SectionProxy:
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str
    parser.read(FILES / name)
    return parser["Service"]


def variables() -> dict[str, str]:
    """Everything in the environment file, also what stands there to be switched on."""
    found = ASSIGNMENT.findall((FILES / "guildhall.env").read_text())
    return {name: "".join(shlex.split(value)) for name, value in found}


def seconds(directive: str) -> list[int]:
    return [int(found) for found in re.findall(rf"{directive} (\d+)s;", NGINX)]


def test_every_file_is_named_in_the_guide():
    assert [file.name for file in FILES.iterdir() if f"production/{file.name}" not in GUIDE] == []


def test_the_environment_file_is_taken_and_documented(tmp_path):
    told = variables() | dict.fromkeys(("FORUM_SECRET_KEY", "FORUM_METRICS_TOKEN"), "x" * 40)

    config = Config.from_environment(told, data_dir=tmp_path)

    assert config.is_https and config.trusted_proxies and not config.is_sqlite
    assert [name for name in told if f"`{name}`" not in OPERATIONS] == []


@pytest.mark.parametrize("name", UNITS)
def test_units_start_commands_that_exist_and_wait_for_their_end(name):
    service = unit(name)
    program, command, *_ = service["ExecStart"].split()

    assert Path(program).name == "forum" and command in main.list_commands(None)
    assert int(service["TimeoutStopSec"]) > DRAIN_SECONDS + LAST_SECONDS
    assert int(service["RestartPreventExitStatus"]) == UNFIT


def test_the_proxy_lets_through_what_the_forum_takes_and_waits_for_its_streams():
    [most] = re.findall(r"client_max_body_size (\d+)m;", NGINX)

    assert int(most) * 1024 * 1024 > LARGEST_WITH_FILES
    assert max(seconds("proxy_read_timeout")) > 2 * BEAT_SECONDS[1]
    assert "proxy_buffering off;" in NGINX
    assert "X-Forwarded-For $remote_addr;" in NGINX


def test_nginx_itself_takes_the_file(tmp_path):
    if not shutil.which("nginx") or not shutil.which("openssl"):
        pytest.skip("nginx or openssl is not installed here")
    make = "openssl req -x509 -newkey rsa:2048 -nodes -subj /CN=x -keyout privkey.pem"
    subprocess.run([*make.split(), "-out", "fullchain.pem"], cwd=tmp_path, check=True)
    site = NGINX.replace("/etc/ssl/guildhall", str(tmp_path))
    # What an ordinary user may do: high ports, and folders of one's own.
    site = re.sub(r"listen (\[::\]:)?(80|443)", r"listen \g<1>18\2", site)
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    own = "access_log off; " + " ".join(f"{kind}_temp_path {kind};" for kind in kinds)
    (tmp_path / "nginx.conf").write_text(f"pid pid; events {{}} http {{ {own} {site} }}")

    done = subprocess.run(
        ["nginx", "-t", "-p", tmp_path, "-c", "nginx.conf", "-e", "stderr"],
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
