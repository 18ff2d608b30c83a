"""What badges ask for is checked when it is saved, and weighed as it says."""

import pytest

from forum.badges import criteria
from forum.badges.criteria import Leaf
from forum.kernel.policy import Invalid
from forum.kernel.trees import Group, Join

POST = {"metric": "posts", "op": ">=", "value": 1}


def deep(levels: int) -> dict:
    return {"all": [deep(levels - 1)]} if levels > 1 else POST


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (None, "no_tree"),
        ([], "no_tree"),
        ("posts >= 1", "no_tree"),
        ({"all": POST}, "no_tree"),
        ({"all": [POST], "any": [POST]}, "no_tree"),
        ({"most": [POST]}, "no_tree"),
        ({"all": []}, "empty_group"),
        (deep(5), "too_deep"),
        ({"all": [POST] * 13}, "too_many_leaves"),
        (POST | {"metric": "karma"}, "unknown_metric"),
        (POST | {"op": "<"}, "no_tree"),
        (POST | {"sql": "1=1"}, "no_tree"),
        (POST | {"value": 0}, "wrong_value"),
        (POST | {"value": "1"}, "wrong_value"),
        (POST | {"value": True}, "wrong_value"),
        (POST | {"window_days": 100_000}, "wrong_window_days"),
        (POST | {"metric": "tenure_days", "window_days": 3}, "tenure_has_no_scope"),
        ({"not": [POST]}, "everybody_has_it"),
        ({"any": [POST, {"not": [POST]}]}, "everybody_has_it"),
    ],
)
def test_what_is_no_criteria_is_refused_with_a_word_for_it(stored, reason):
    with pytest.raises(Invalid) as error:
        criteria.read(stored)

    assert (error.value.field, error.value.reason) == ("criteria", reason)


@pytest.mark.parametrize(
    "stored",
    [
        POST,
        deep(4),
        {"all": [POST | {"window_days": 90, "channel": 3, "tag": 7}, {"not": [POST]}]},
        {"any": [POST] * 12},
    ],
)
def test_criteria_are_stored_as_they_were_read(stored):
    assert criteria.written(criteria.read(stored)) == stored


def test_groups_are_all_one_or_none_of_their_parts():
    many, few = Leaf("posts", 5), Leaf("topics", 3)
    counts = {many: 5, few: 1}

    met = {join: criteria.is_met(Group(join, (many, few)), counts.__getitem__) for join in Join}

    assert met == {Join.ALL: False, Join.ANY: True, Join.NOT: False}


def test_how_near_somebody_is_lies_between_nothing_and_all():
    many, few = Leaf("posts", 10), Leaf("topics", 4)
    counts = {many: 20, few: 1}

    near = {join: criteria.nearness(Group(join, (many, few)), counts.get) for join in Join}

    assert near == {Join.ALL: 0.625, Join.ANY: 1.0, Join.NOT: 0.0}
