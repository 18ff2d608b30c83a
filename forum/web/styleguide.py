"""The page that shows every component in every state; it exists only in development and tests."""

from flask import Blueprint, Flask, render_template

bp = Blueprint("styleguide", __name__)


def register(app: Flask) -> None:
    """Open the page where the configuration asks for it."""
    if app.config["FORUM_STYLE_GUIDE"]:
        app.register_blueprint(bp)


@bp.get("/style-guide")
def show() -> str:
    """All components, with invented people and figures."""
    return render_template("style_guide/index.html")
