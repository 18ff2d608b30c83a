"""What members and moderators fill in."""

from forum.moderation.forms.decisions import DecisionForm, FlagForm
from forum.moderation.forms.queue import EscalateForm, NoteForm, TeamForm, TeamNameForm

__all__ = ["DecisionForm", "EscalateForm", "FlagForm", "NoteForm", "TeamForm", "TeamNameForm"]
