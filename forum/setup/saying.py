"""How acts of the set-up are said in the audit log."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from forum.kernel.acts import Acts
from forum.setup.forms import METRICS
from forum.setup.models import Metric


def _listed(stored: Sequence[Mapping[str, Any]]) -> str:
    """Goals or reasons in one line: the words of each, and the figure where it has one."""
    return "; ".join(" · ".join(filter(None, _said(one))) for one in stored)


def _said(one: Mapping[str, Any]) -> tuple[str, ...]:
    metric, number = one.get("metric"), one.get("target") or one.get("promised")
    figure = f"{METRICS[Metric(metric)]}: {number}" if metric else ""
    return str(one.get("title") or ""), str(one.get("words") or ""), figure


ACTS = Acts(
    verbs={
        "setup.put_reasons": _l("wrote down why one should join"),
        "setup.set_goals": _l("set the goals"),
    },
    kinds={"goals": _l("goals"), "reasons": _l("reasons to join")},
    facts={"goals": _l("Goals"), "reasons": _l("Reasons")},
    values={"goals": _listed, "reasons": _listed},
)
