"""What an installed copy consists of."""

import subprocess
import sys
import zipfile

from tests.house.source import ROOT


def test_a_wheel_holds_what_lies_beside_the_package(tmp_path):
    build = (sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path))
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")

    names = set(zipfile.ZipFile(wheel).namelist())

    for folder in ("templates", "static", "migrations"):
        files = [file for file in (ROOT / folder).rglob("*") if file.is_file()]
        beside = {f"forum/_bundle/{f.relative_to(ROOT).as_posix()}" for f in files}
        assert {name for name in beside if "__pycache__" not in name} <= names
    assert "forum/server/start.py" in names
    assert not any(name.startswith(("tests/", "checks/", "bin/")) for name in names)
