from forum.jobs import actions, checks


def test_work_that_no_slice_does_is_amiss(app):
    assert list(checks.nobody_works_on_it()) == []

    actions.enqueue("unheard_of", {})

    assert list(checks.nobody_works_on_it()) == [
        "jobs of the kind unheard_of wait, and no slice works on them"
    ]
