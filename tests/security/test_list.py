"""docs/security.md names every row of the two lists, and tests that exist."""

import ast
import re

import pytest

from tests.house.source import ROOT, expect_none, sources

STATES = ("tested", "by design: ", "later: ", "operator's: ")
ROW = re.compile(r"^\| (V?[\d.]+) \| ([^|]+) \| ([^|]+) \| ([^|]*) \|$", re.MULTILINE)
FAULTS = [str(number) for number in range(1, 45)]
LINES = """
V1.1.1 V1.2.1 V1.2.2 V1.2.3 V1.2.4 V1.2.5 V1.2.9 V1.3.1 V1.3.2 V1.3.3 V1.3.4 V1.3.5 V1.3.6
V1.3.7 V1.3.9 V1.3.10 V1.3.11 V1.4.2 V1.5.1 V1.5.2 V2.1.3 V2.2.1 V2.2.2 V2.3.1 V2.3.2 V2.3.3
V2.3.4 V2.4.1 V3.2.1 V3.2.2 V3.3.1 V3.3.2 V3.3.3 V3.3.4 V3.4.1 V3.4.2 V3.4.3 V3.4.4 V3.4.5
V3.4.6 V3.5.1 V3.5.2 V3.5.3 V3.5.4 V3.5.5 V3.7.2 V4.1.1 V4.1.3 V4.2.1 V5.1.1 V5.2.1 V5.2.2
V5.2.3 V5.3.1 V5.3.2 V5.4.1 V6.2.1 V6.2.4 V6.2.5 V6.2.7 V6.2.8 V6.3.1 V6.3.2 V6.3.3 V6.4.1
V6.4.3 V6.5.1 V6.5.5 V6.6.3 V6.8.1 V6.8.2 V7.2.1 V7.2.3 V7.2.4 V7.3.1 V7.4.1 V7.4.2 V7.4.3
V7.5.1 V7.5.2 V7.6.2 V8.2.1 V8.2.2 V8.2.3 V8.3.1 V9.1.2 V9.2.1 V9.2.3 V10.1.2 V10.2.1 V10.2.2
V10.5.1 V10.5.2 V10.5.3 V10.5.4 V11.4.2 V11.5.1 V12.3.2 V13.2.4 V13.3.1 V13.4.1 V13.4.2 V13.4.3
V13.4.4 V13.4.5 V14.2.1 V14.2.2 V14.3.1 V14.3.2 V14.3.3 V15.1.2 V15.2.1 V15.2.2 V15.3.1 V15.3.2
V15.3.3 V15.3.4 V15.3.5 V15.3.6 V15.3.7 V16.2.1 V16.2.5 V16.3.1 V16.3.2 V16.4.1 V16.4.2 V16.5.1
V16.5.2 V16.5.3
"""
CHECKLIST = LINES.split()


def rows(text):
    return ROW.findall(text)


def listed():
    return rows((ROOT / "docs" / "security.md").read_text())


def existing_tests():
    return {
        node.name
        for file in sources("tests", "test_*.py")
        for node in ast.walk(file.tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


def problems(found, exist):
    for number, words, state, tests in found:
        if not state.startswith(STATES) or not words.strip():
            yield f"{number} has the state {state!r}"
        names = re.findall(r"`(\w+)`", tests)
        if state == "tested" and not names:
            yield f"{number} names no test"
        yield from (f"{number} names {name}" for name in names if name not in exist)


def test_every_row_of_both_lists_is_there_once_and_in_order():
    assert [number for number, *_ in listed()] == FAULTS + CHECKLIST


def test_every_named_test_exists():
    expect_none(problems(listed(), existing_tests()))


@pytest.mark.parametrize(
    "line",
    [
        "| V1.1.1 | Words | tested | `test_that_nobody_wrote` |",
        "| V1.1.1 | Words | tested |  |",
        "| V1.1.1 | Words | perhaps | `test_every_named_test_exists` |",
    ],
)
def test_a_planted_row_that_promises_too_much_is_found(line):
    assert len(list(problems(rows(line), {"test_every_named_test_exists"}))) == 1
