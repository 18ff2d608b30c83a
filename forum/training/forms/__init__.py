"""What is filled in while training, and while arranging it."""

from forum.training.forms.calibration import AloneForm, CaseNoteForm
from forum.training.forms.course import ChoiceForm
from forum.training.forms.practice import PracticeForm
from forum.training.forms.scenario import ScenarioForm

__all__ = ["AloneForm", "CaseNoteForm", "ChoiceForm", "PracticeForm", "ScenarioForm"]
