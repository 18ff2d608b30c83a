"""Taking the course in tests."""

from forum.training import actions, queries
from forum.training.actions import PlannedChoice, ScenarioPlan
from forum.training.models import Subject
from tests.support import make


def answer_all(user, *, wrong=0):
    """The whole course at once, this many answers other than the model's."""
    attempt = actions.begin(user)
    for page in queries.course_of(attempt).pages:
        right = page.story.right
        others = [number for number, _ in page.choices if number != right]
        chosen = others[0] if page.place <= wrong else right
        actions.answer(user, attempt, page.place, chosen)
    return attempt


def scenario():
    """One whose words all begin with zz, so that tests tell them from those of the software."""
    some = [PlannedChoice("keep", "", f"zzanswer{number}") for number in range(3)]
    texts = {"title": "zztitle", "post": "zzpost", "facts": "zzfacts", "question": "zzquestion"}
    return ScenarioPlan(Subject.SPAM, choices=some, right=0, why="zzwhy", **texts)


def agree(owner):
    """A closed round in which two people differ on the first case, with a note about it."""
    other = make.moderator(username="zzcolleague")
    found = actions.open_now(owner)
    for user, first in ((owner, "keep"), (other, "hide")):
        for sheet in queries.papers_of(found, user.id).sheets:
            decision = first if sheet.place == 1 else "keep"
            actions.decide_alone(user, found, sheet.place, decision, "")
    actions.close(found)
    actions.add_note(other, queries.cases_of(found)[0], "zznote")
    return found
