"""A kind of thing to be held, for these tests alone."""

from dataclasses import dataclass, field

import pytest

from forum.moderation.kinds import ReviewKind


@dataclass
class Kettles(ReviewKind):
    """It knows three kettles, and remembers what was decided on them."""

    name: str = "kettle"
    label: str = "Kettle"
    template: str = "moderation/_due.html"
    there: set[int] = field(default_factory=lambda: {1, 2, 3})
    loads: int = 0
    approved: list[int] = field(default_factory=list)
    rejected: list[tuple[int, str]] = field(default_factory=list)

    def load(self, ids):
        self.loads += 1
        return {target: f"kettle {target}" for target in ids if target in self.there}

    def approve(self, moderator, target):
        self.approved.append(int(target.split()[1]))

    def reject(self, moderator, target, note):
        self.rejected.append((int(target.split()[1]), note))


@pytest.fixture
def kettles(app):
    kind = Kettles()
    app.extensions["review_kinds"]["kettle"] = kind
    yield kind
    del app.extensions["review_kinds"]["kettle"]
