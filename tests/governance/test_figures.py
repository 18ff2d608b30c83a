import pytest

from forum.governance import figures
from forum.governance.figures import Fact


def facts(**people):
    """Facts by key: for each, the numbers of the people whom one fact concerns."""
    return [Fact(key, person) for key, several in people.items() for person in several]


def told(found):
    return [(row["key"], row["count"]) for row in found["rows"]]


def test_rows_of_enough_people_stand_alone_with_the_largest_first():
    found = figures.table(facts(few=(1, 2, 3), many=(1, 2, 3, 4)))

    assert told(found) == [("many", 4), ("few", 3)]
    assert found["total"] == 7


def test_a_small_row_is_told_with_the_next_smallest():
    found = figures.table(facts(large=(1, 2, 3, 4, 5), middle=(1, 2, 3), small=(9,)))

    assert told(found) == [("large", 5), (figures.OTHERS, 4)]


def test_several_small_rows_are_told_together_when_they_are_enough_people():
    found = figures.table(facts(large=(1, 2, 3), one=(4,), two=(5, 6)))

    assert told(found) == [("large", 3), (figures.OTHERS, 3)]


def test_one_person_with_many_facts_is_not_told_of():
    found = figures.table(facts(much=(1, 1, 1, 1, 1, 2)))

    assert found == {"total": None, "rows": []}


def test_nothing_is_told_as_nothing():
    assert figures.table([]) == {"total": 0, "rows": []}
    assert figures.number([]) == 0
    assert figures.median([]) is None


@pytest.mark.parametrize("people", [(1,), (1, 2), (1, 1, 1)])
def test_numbers_and_medians_of_too_few_people_are_not_told(people):
    some = [Fact("", person, minutes=5) for person in people]

    assert figures.number(some) is None
    assert figures.median(some) is None


def test_the_median_is_the_middle_one():
    some = [Fact("", person, minutes) for person, minutes in enumerate((1, 100, 7))]

    assert figures.median(some) == 7
