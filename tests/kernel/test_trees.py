"""Trees of conditions are read, weighed and clicked together alike, whatever their leaves."""

from dataclasses import dataclass

import pytest

from forum.kernel import clicking, trees
from forum.kernel.policy import Invalid
from forum.kernel.trees import Grammar, Group, Join

GRAMMAR = Grammar("sizes", "size", read=lambda stored: stored["size"], write=lambda n: {"size": n})
ONE = {"size": 1}


def deep(levels: int) -> dict:
    return {"all": [deep(levels - 1)]} if levels > 1 else ONE


@dataclass(kw_only=True)
class Part(clicking.Part):
    size: str = ""

    @classmethod
    def typed(cls, given):
        return cls(size=given.get("size", ""))


@pytest.mark.parametrize(
    ("stored", "reason"),
    [
        (None, "no_tree"),
        ({"all": ONE}, "no_tree"),
        ({"all": [ONE], "any": [ONE]}, "no_tree"),
        ({"some": [ONE]}, "no_tree"),
        ({"not": []}, "empty_group"),
        (deep(5), "too_deep"),
        ({"any": [ONE] * 13}, "too_many_leaves"),
    ],
)
def test_what_is_no_tree_is_refused_and_its_field_blamed(stored, reason):
    with pytest.raises(Invalid) as error:
        trees.read(stored, GRAMMAR)

    assert (error.value.field, error.value.reason) == ("sizes", reason)


@pytest.mark.parametrize("stored", [ONE, deep(4), {"any": [ONE, {"not": [{"size": 2}, ONE]}]}])
def test_a_tree_is_stored_as_it_was_read(stored):
    assert trees.written(trees.read(stored, GRAMMAR), GRAMMAR) == stored


@pytest.mark.parametrize(
    ("join", "sizes", "is_met"),
    [
        (Join.ALL, (5, 6), True),
        (Join.ALL, (5, 1), False),
        (Join.ANY, (1, 5), True),
        (Join.ANY, (1, 2), False),
        (Join.NOT, (1, 2), True),
        (Join.NOT, (1, 5), False),
    ],
)
def test_a_group_is_met_by_all_one_or_none_of_its_parts(join, sizes, is_met):
    assert trees.holds(Group(join, sizes), lambda size: size > 4) is is_met


def test_leaves_are_changed_wherever_they_stand():
    tree = Group(Join.ALL, (1, Group(Join.NOT, (1, 2))))

    assert trees.changed(tree, lambda size: size + 1) == Group(
        Join.ALL, (2, Group(Join.NOT, (2, 3)))
    )


def test_what_was_clicked_together_comes_back_as_it_was_sent():
    form = {
        "c.0.join": "any",
        "c.0.0.size": " 3 ",
        "c.0.1.join": "not",
        "c.0.1.0.size": "7",
        "c.9.9.size": "stands nowhere",
        "other": "x",
    }

    root = clicking.from_form(form, Part)

    assert clicking.to_tree(root, lambda part: {"size": part.size}) == {
        "any": [{"size": "3"}, {"not": [{"size": "7"}]}]
    }


def test_buttons_add_and_remove_until_the_tree_is_full():
    root = clicking.from_form({"c.0.join": "all"}, Part)
    for _ in range(20):
        clicking.pressed(root, "leaf:0", lambda _path: Part(size="1"))
    full = len(list(clicking.leaves(root)))
    clicking.pressed(root, "remove:0.11", lambda _path: Part())
    clicking.pressed(root, "group:0", lambda _path: Part(size="2"))

    assert full == 12
    assert [part.path for part in root.parts][-1] == "0.11"
    assert [part.size for part in root.parts[-1].parts] == ["2"]


def test_a_group_too_deep_for_another_gets_a_condition_instead():
    form = {"c.0.join": "all", "c.0.0.join": "all", "c.0.0.0.join": "any"}
    root = clicking.from_form(form, Part)

    clicking.pressed(root, "group:0.0.0", lambda _path: Part(size="1"))

    assert not root.parts[0].parts[0].parts[0].is_group
