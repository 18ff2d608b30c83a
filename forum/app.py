"""The composition root: the only module that knows every slice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from click import Command
from flask import Flask
from flask_wtf import CSRFProtect

from forum import paths, slices
from forum.accounts import session as sessions
from forum.config import Config
from forum.kernel.acts import Said
from forum.kernel.bus import Bus
from forum.kernel.commands import merged
from forum.kernel.db import db, engine_options, tune
from forum.kernel.gather import Flusher
from forum.kernel.manifest import Manifest
from forum.kernel.recent import Recent
from forum.kernel.settings import Declared
from forum.kernel.slots import Slots
from forum.site import queries as site
from forum.web import (
    admin,
    bodies,
    compress,
    errors,
    guest_pages,
    kept,
    language,
    limits,
    numbers,
    security,
    static,
    styleguide,
    templating,
)
from forum.web.addresses import Forum
from forum.web.cookies import Cookies

SHELL: tuple[Any, ...] = (
    # What is registered first sees an answer last.
    compress,
    guest_pages,
    numbers,
    language,
    limits,
    bodies,
    errors,
    security,
    static,
    templating,
    kept,
    admin,
    styleguide,
    sessions,
)
REMEMBERED = timedelta(days=60)
LARGEST_FORM = 2 * 1024 * 1024
REGISTRIES = ("recent", "review_kinds", "tasks", "hands", "pauses", "upload_doors")
LISTS = (
    "schedules",
    "shown",
    "checks",
    "gauges",
    "gatherers",
    "admin_links",
    "letters",
    "derived",
    "partings",
    "screens",
    "tallies",
    "team_screens",
)


def create_app(config: Config, manifests: Sequence[Manifest] = slices.ALL) -> Flask:
    """Build the forum from its configuration and the slices it shall have."""
    app = Forum("forum", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.from_mapping(_settings_for_flask(config))
    app.testing = config.testing
    app.session_interface = Cookies()
    app.extensions["config"] = config
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    CSRFProtect(app)
    _prepare_registries(app)
    for shell in SHELL:
        shell.register(app)
    for manifest in manifests:
        plug_in(app, manifest)
    flusher = Flusher(app, app.extensions["gatherers"])
    app.extensions["web_threads"] = [flusher]
    return app


def plug_in(app: Flask, manifest: Manifest) -> None:
    """Connect all that a slice brings."""
    for blueprint in manifest.blueprints:
        app.register_blueprint(blueprint)
    for command in manifest.commands:
        _add_command(app, command)
    for signal, handler in manifest.listeners:
        app.extensions["bus"].connect(signal, handler)
    for setting in manifest.settings:
        app.extensions["settings"].add(setting)
    for name in LISTS:
        app.extensions[name].extend(getattr(manifest, name))
    _plug_in_named(app, manifest)


def _add_command(app: Flask, command: Command) -> None:
    """Add a command; a group that several slices bring is one group."""
    known = app.cli.commands.get(command.name or "")
    app.cli.add_command(merged(known, command))


def _plug_in_named(app: Flask, manifest: Manifest) -> None:
    """Connect what is found again by a name."""
    for name, row_filler in manifest.slots.items():
        app.extensions["slots"].rows[name].append(row_filler)
    for name, page_filler in manifest.page_slots.items():
        app.extensions["slots"].pages[name].append(page_filler)
    app.extensions["review_kinds"].update({kind.name: kind for kind in manifest.reviewables})
    app.extensions["acts"].add(manifest.acts)
    app.extensions["tasks"].update(manifest.tasks)
    app.extensions["hands"].update(manifest.hands)
    app.extensions["pauses"].update(manifest.pauses)
    app.extensions["upload_doors"].update(manifest.upload_doors)


def _settings_for_flask(config: Config) -> dict[str, Any]:
    """Our configuration under the names that Flask and its extensions know."""
    prefix = "__Host-" if config.is_https else ""
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.database_url),
        "SESSION_COOKIE_NAME": f"{prefix}forum",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": REMEMBERED,
        # The cookie is renewed when the session's row is, not with every page and picture.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": bodies.LARGEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "FORUM_IS_HTTPS": config.is_https,
        "FORUM_STYLE_GUIDE": config.style_guide,
        "FORUM_TEST_LANGUAGE": config.test_language,
    }


def _prepare_registries(app: Flask) -> None:
    app.extensions |= {name: {} for name in REGISTRIES}
    app.extensions |= {name: [] for name in LISTS}
    app.extensions["acts"] = Said()
    app.extensions["bus"] = Bus()
    app.extensions["slots"] = Slots()
    app.extensions["settings"] = Declared(source=Recent(site.chosen_values).get)
    app.extensions["brand"] = site.brand
    app.extensions["viewer"] = sessions.viewer
    app.extensions["show_to_nobody"] = sessions.show_to_nobody
