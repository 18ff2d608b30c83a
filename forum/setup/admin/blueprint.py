"""The blueprint of the wizard, and the way from one step to the next."""

from typing import Any

from flask import render_template, url_for

from forum.setup import queries
from forum.setup.models import Step
from forum.web.admin import require_admin, staff_blueprint

bp = staff_blueprint("setup", __name__)
bp.before_request(require_admin)


def page(step: Step, **data: Any) -> str:
    """The page of a step."""
    return render_template(f"setup/{step}.html", step=step, journey=queries.journey(), **data)


def after(step: Step) -> str:
    """The address of the next page; behind the last one all steps are listed."""
    row = list(Step)
    here = row.index(step)
    if here + 1 == len(row):
        return url_for("setup_admin.index")
    return url_for(f"setup_admin.{row[here + 1]}")
