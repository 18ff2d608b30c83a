"""The six reactions as people see them: a face and a word for each."""

from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from forum.reactions.models import ReactionKind


@dataclass(frozen=True)
class Face:
    """How a reaction looks and what it is called."""

    kind: ReactionKind
    face: str
    label: Any


FACES = {
    face.kind: face
    for face in (
        Face(ReactionKind.LIKE, "👍", _("Like")),
        Face(ReactionKind.LOVE, "❤️", _("Love")),
        Face(ReactionKind.THANKS, "🙏", _("Thanks")),
        Face(ReactionKind.INSIGHT, "💡", _("Insight")),
        Face(ReactionKind.CELEBRATE, "🎉", _("Celebrate")),
        Face(ReactionKind.SURPRISE, "😮", _("Surprise")),
    )
}
