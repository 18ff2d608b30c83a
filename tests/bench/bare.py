"""The measure of all things: a page of twenty ready posts by sqlite3 through Jinja, and no more.

`python -m tests.bench.bare DATABASE` serves it as the forum is served: Flask on eight
threads behind uvicorn. It asks nobody who they are, checks no right and counts nothing.
"""

import sqlite3
import sys
import threading
from typing import Any

import jinja2
import uvicorn
from a2wsgi import WSGIMiddleware
from flask import Flask, render_template

from forum.server.listen import listen
from forum.server.protocol import BoundedProtocol
from forum.server.shell import THREADS

TOPIC = 2
QUERY = """
SELECT posts.number, posts.html, posts.created_at, users.display_name, users.username
FROM posts JOIN users ON users.id = posts.author_id
WHERE posts.topic_id = ? AND posts.number BETWEEN 1 AND 20 ORDER BY posts.number
"""
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{{ title }}</title></head><body>
<h1>{{ title }}</h1>
{% for post in posts %}
<article id="post-{{ post.number }}">
<h2><a href="/m/{{ post.username }}">{{ post.display_name }}</a></h2>
<p><time datetime="{{ post.created_at }}">{{ post.created_at }}</time> #{{ post.number }}</p>
{{ post.html|safe }}</article>
{% endfor %}
</body></html>
"""


def make(database: str) -> Flask:
    """The application, with one page."""
    app = Flask("bare")
    app.jinja_loader = jinja2.DictLoader({"page.html": PAGE})
    lines = threading.local()

    def line() -> sqlite3.Connection:
        if not hasattr(lines, "line"):
            lines.line = sqlite3.connect(database)
            lines.line.row_factory = sqlite3.Row
        found: sqlite3.Connection = lines.line
        return found

    @app.get("/")
    def page() -> str:
        title = line().execute("SELECT title FROM topics WHERE id = ?", (TOPIC,)).fetchone()[0]
        posts = line().execute(QUERY, (TOPIC,)).fetchall()
        return render_template("page.html", title=title, posts=posts)

    return app


def main() -> None:
    """Serve until told to stop."""
    listener = listen("127.0.0.1", 0)
    application: Any = WSGIMiddleware(make(sys.argv[1]).wsgi_app, workers=THREADS)
    server = uvicorn.Server(
        uvicorn.Config(
            application, http=BoundedProtocol, ws="none", lifespan="off", access_log=False
        )
    )
    print(f"The bare page is at http://127.0.0.1:{listener.getsockname()[1]}.", flush=True)
    server.run(sockets=[listener])


if __name__ == "__main__":
    main()
