"""What a topic is worth among the top ones."""

from typing import Any

from sqlalchemy import ColumnElement, case

from forum.topics.models import Topic

# From these numbers on, more of the same says nothing new about a topic.
MOST_REPLIES = 100
MOST_PEOPLE = 50
MOST_VIEWS = 5000
VIEWS_FOR_A_POINT = 25


def score() -> ColumnElement[int]:
    """What a topic is worth: 5 a reaction, 3 a person who took part, 1 a reply, 1 for 25 views.

    All but reactions are counted up to a limit, so that one endless talk does not lead for ever.
    """
    return (
        5 * Topic.reaction_count
        + 3 * _at_most(MOST_PEOPLE, Topic.people_count)
        + _at_most(MOST_REPLIES, Topic.reply_count)
        + _at_most(MOST_VIEWS, Topic.view_count) // VIEWS_FOR_A_POINT
    )


def _at_most(limit: int, column: Any) -> ColumnElement[int]:
    return case((column > limit, limit), else_=column)
