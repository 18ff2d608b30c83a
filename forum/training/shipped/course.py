"""What comes with the forum to be trained with, in the order of the course."""

from collections.abc import Sequence

from forum.training.shapes import Shipped
from forum.training.shipped import about_us, among_people, protecting, selling

SCENARIOS: Sequence[Shipped] = (
    *among_people.ALL,
    *protecting.ALL,
    *selling.ALL,
    *about_us.ALL,
)
