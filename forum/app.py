"""The composition root: the only module that knows every slice."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask import Flask
from flask_migrate import Migrate
from flask_wtf import CSRFProtect

from forum import paths, slices
from forum.accounts import session as sessions
from forum.config import Config
from forum.kernel.bus import Bus
from forum.kernel.db import as_json, db, tune
from forum.kernel.gather import Flusher
from forum.kernel.manifest import Manifest
from forum.kernel.settings import Declared
from forum.kernel.slots import Slots
from forum.site import queries as site
from forum.web import (
    admin,
    compress,
    errors,
    language,
    limits,
    numbers,
    security,
    static,
    styleguide,
    templating,
)

SHELL: tuple[Any, ...] = (
    # What is registered first sees an answer last.
    compress,
    numbers,
    language,
    limits,
    errors,
    security,
    static,
    templating,
    admin,
    styleguide,
    sessions,
)
REMEMBERED = timedelta(days=60)
LARGEST_BODY = 12 * 1024 * 1024
LARGEST_FORM = 2 * 1024 * 1024
REGISTRIES = ("review_kinds", "tasks", "upload_doors")
LISTS = ("schedules", "shown", "checks", "gatherers", "admin_links")


def create_app(config: Config, manifests: Sequence[Manifest] = slices.ALL) -> Flask:
    """Build the forum from its configuration and the slices it shall have."""
    app = Flask("forum", template_folder=str(paths.TEMPLATES), static_folder=None)
    app.config.from_mapping(_settings_for_flask(config))
    app.testing = config.testing
    app.extensions["config"] = config
    db.init_app(app)
    with app.app_context():
        tune(db.engine)
    Migrate(app, db, directory=str(paths.MIGRATIONS), render_as_batch=True)
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
        app.cli.add_command(command)
    for signal, handler in manifest.listeners:
        app.extensions["bus"].connect(signal, handler)
    for setting in manifest.settings:
        app.extensions["settings"].add(setting)
    for name in LISTS:
        app.extensions[name].extend(getattr(manifest, name))
    _plug_in_named(app, manifest)


def _plug_in_named(app: Flask, manifest: Manifest) -> None:
    """Connect what is found again by a name."""
    for name, row_filler in manifest.slots.items():
        app.extensions["slots"].rows[name].append(row_filler)
    for name, page_filler in manifest.page_slots.items():
        app.extensions["slots"].pages[name].append(page_filler)
    app.extensions["review_kinds"].update({kind.name: kind for kind in manifest.reviewables})
    app.extensions["tasks"].update(manifest.tasks)
    app.extensions["upload_doors"].update(manifest.upload_doors)


def _settings_for_flask(config: Config) -> dict[str, Any]:
    """Our configuration under the names that Flask and its extensions know."""
    prefix = "__Host-" if config.is_https else ""
    return {
        "SECRET_KEY": config.secret_key,
        "SQLALCHEMY_DATABASE_URI": config.database_url,
        # A failure that is logged names its statement, and never what was in it.
        "SQLALCHEMY_ENGINE_OPTIONS": {"hide_parameters": True, "json_serializer": as_json},
        "SESSION_COOKIE_NAME": f"{prefix}forum",
        "SESSION_COOKIE_SECURE": config.is_https,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": REMEMBERED,
        # The cookie is renewed when the session's row is, not with every page and picture.
        "SESSION_REFRESH_EACH_REQUEST": False,
        "MAX_CONTENT_LENGTH": LARGEST_BODY,
        "MAX_FORM_MEMORY_SIZE": LARGEST_FORM,
        "WTF_CSRF_TIME_LIMIT": None,
        "WTF_CSRF_SSL_STRICT": True,
        "FORUM_IS_HTTPS": config.is_https,
        "FORUM_REDIS_URL": config.redis_url,
        "FORUM_STYLE_GUIDE": config.style_guide,
        "FORUM_TEST_LANGUAGE": config.test_language,
    }


def _prepare_registries(app: Flask) -> None:
    app.extensions |= {name: {} for name in REGISTRIES}
    app.extensions |= {name: [] for name in LISTS}
    app.extensions["bus"] = Bus()
    app.extensions["slots"] = Slots()
    app.extensions["settings"] = Declared(source=site.chosen_values)
    app.extensions["brand"] = site.brand
    app.extensions["viewer"] = sessions.viewer
