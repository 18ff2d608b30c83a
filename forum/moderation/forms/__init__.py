"""What members and moderators fill in."""

from forum.moderation.forms.decisions import DecisionForm, FlagForm, SeveralForm
from forum.moderation.forms.queue import (
    EscalateForm,
    GiveForm,
    NoteForm,
    SendForm,
    TeamForm,
    TeamNameForm,
)

__all__ = [
    "DecisionForm",
    "EscalateForm",
    "FlagForm",
    "GiveForm",
    "NoteForm",
    "SendForm",
    "SeveralForm",
    "TeamForm",
    "TeamNameForm",
]
