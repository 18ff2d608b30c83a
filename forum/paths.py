"""Where the files beside the package are: next to it in a checkout, inside it when installed."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
IS_CHECKOUT = not (_PACKAGE / "_bundle").is_dir()
ROOT = _PACKAGE.parent if IS_CHECKOUT else _PACKAGE / "_bundle"
TEMPLATES = ROOT / "templates"
STATIC = ROOT / "static"
MIGRATIONS = ROOT / "migrations"
TRANSLATIONS = _PACKAGE / "translations"
