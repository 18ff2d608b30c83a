"""`forum markup`, which renders line by line."""

import json

import pytest
from click.testing import CliRunner

from forum.markup.cli import markup

ROWS = [{"id": "a", "payload": "**x**"}, {"id": 2, "payload": "<b>x</b>"}]


def run(rows, *options):
    lines = "\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows)
    return CliRunner().invoke(markup, options, input=lines)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (
            [],
            ['<p dir="auto"><strong>x</strong></p>\n', '<p dir="auto">&lt;b&gt;x&lt;/b&gt;</p>\n'],
        ),
        (["--html"], ["**x**", "<b>x</b>"]),
        (["--plain"], ["<p><strong>x</strong></p>\n", "<p>&lt;b&gt;x&lt;/b&gt;</p>\n"]),
    ],
)
def test_each_line_is_answered_by_a_line(options, expected):
    done = run(ROWS, *options)

    answers = [json.loads(line) for line in done.stdout.splitlines()]
    assert answers == [
        {"id": row["id"], "html": html} for row, html in zip(ROWS, expected, strict=True)
    ]


def test_empty_lines_are_passed_over():
    assert len(run(["", ROWS[0], "  "]).stdout.splitlines()) == 1


def test_halves_of_signs_do_not_stop_it():
    assert run(['{"id": 1, "payload": "a\\ud83d"}']).stdout == (
        '{"id": 1, "html": "<p dir=\\"auto\\">a\\ufffd</p>\\n"}\n'
    )


@pytest.mark.parametrize("line", ["x", "[]", '{"id": 1}', '{"payload": "x"}'])
def test_a_line_that_is_no_row_is_named(line):
    done = run([ROWS[0], line])

    assert done.exit_code == 1
    assert "Line 2" in done.output
