"""How a copy is sent to whoever may have it: its owner, or staff on the owner's behalf."""

from pathlib import Path

from flask import send_file
from werkzeug.wrappers import Response


def sent(file: Path) -> Response:
    """The file, which nobody on the way may keep."""
    answer = send_file(
        file, mimetype="application/zip", as_attachment=True, download_name="my-data.zip"
    )
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
