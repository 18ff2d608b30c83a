import pytest

from forum.kernel.policy import Invalid
from forum.kernel.settings import Setting
from forum.site import values

TEXT = Setting("t.text", default="a", help="", least=1, most=5)
PATTERN = Setting("t.pattern", default="#000000", help="", pattern="#[0-9a-f]{6}")
FREE = Setting("t.free", default="", help="")
NUMBER = Setting("t.number", default=3, help="", least=1, most=10)
SWITCH = Setting("t.switch", default=False, help="")
CHOICE = Setting("t.choice", default="a", help="", choices=("a", "b"))


@pytest.mark.parametrize(
    ("setting", "typed", "value"),
    [
        (TEXT, " abc ", "abc"),
        (PATTERN, "#12ab34", "#12ab34"),
        (FREE, "", ""),
        (FREE, "two\r\nlines", "two\r\nlines"),
        (NUMBER, " 7 ", 7),
        (SWITCH, "yes", True),
        (SWITCH, "", False),
        (CHOICE, "b", "b"),
    ],
)
def test_what_was_typed_becomes_a_value_of_the_right_kind(setting, typed, value):
    assert values.read(setting, typed) == value
    assert values.read(setting, values.written(value)) == value


@pytest.mark.parametrize(
    ("setting", "typed", "reason"),
    [
        (TEXT, "", "needed"),
        (TEXT, "   ", "needed"),
        (TEXT, "abcdef", "too_long"),
        (TEXT, "a\u202eb", "odd_characters"),
        (TEXT, "a\x00b", "odd_characters"),
        (FREE, "x" * 5001, "too_long"),
        (PATTERN, "#12ab3", "other_form"),
        (PATTERN, "#12ab34;", "other_form"),
        (NUMBER, "seven", "no_number"),
        (NUMBER, "1e3", "no_number"),
        (NUMBER, "\u0667", "no_number"),
        (NUMBER, "", "no_number"),
        (NUMBER, "0", "out_of_range"),
        (NUMBER, "11", "out_of_range"),
        (NUMBER, "99999999999999", "no_number"),
        (CHOICE, "c", "no_choice"),
    ],
)
def test_what_a_setting_cannot_take_is_refused_with_its_reason(setting, typed, reason):
    with pytest.raises(Invalid) as refused:
        values.read(setting, typed)

    assert refused.value.reason == reason


@pytest.mark.parametrize(
    ("setting", "value"), [(TEXT, 1), (NUMBER, "1"), (NUMBER, True), (SWITCH, 1), (FREE, None)]
)
def test_a_value_of_another_kind_is_refused(setting, value):
    with pytest.raises(Invalid) as refused:
        values.checked(setting, value)

    assert refused.value.reason == "other_kind"
