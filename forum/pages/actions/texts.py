"""Texts of guidelines as they are typed, and what they must be like."""

from dataclasses import dataclass
from secrets import token_hex

from forum.kernel.policy import Invalid
from forum.markup.render import PLAIN, render
from forum.pages.models import Clause, Guidelines, Harm, lines_of

LONGEST_TITLE = 120
LONGEST_BODY = 20_000
LONGEST_LINE = 160
MOST_LINES = 7
MOST_EXAMPLES = 8


@dataclass(frozen=True)
class ClauseText:
    """A rule: its title, its text in Markdown, examples one a line, and what breaking it does."""

    title: str
    body: str = ""
    dos: str = ""
    donts: str = ""
    harm: Harm = Harm.OTHER


@dataclass(frozen=True)
class GuidelinesText:
    """Guidelines as a whole."""

    summary: str
    clauses: tuple[ClauseText, ...]


def put_clause(clause: Clause, text: ClauseText) -> None:
    """Write the text into the row. Raises Invalid for what it cannot be."""
    clause.title, clause.body = checked_title(text.title), checked_body(text.body)
    clause.html = html_of(clause.body)
    clause.dos, clause.donts = (
        checked_examples("dos", text.dos),
        checked_examples("donts", text.donts),
    )
    clause.harm = text.harm


def put_summary(guidelines: Guidelines, summary: str) -> None:
    """Write the summary into the row. Raises Invalid when it is no short summary."""
    guidelines.summary = checked_summary(summary)


def checked_summary(summary: str) -> str:
    """The lines again. Raises Invalid when they are no short summary."""
    lines = lines_of(summary)
    if len(lines) > MOST_LINES:
        raise Invalid("summary", "too_many_lines", most=MOST_LINES)
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Invalid("summary", "long_line", most=LONGEST_LINE)
    return "\n".join(lines)


def new_clause(guidelines: Guidelines, number: int, text: ClauseText) -> Clause:
    """A clause of this version at this place. Raises Invalid."""
    clause = Clause(guidelines_id=guidelines.id, number=number, key=token_hex(8))
    put_clause(clause, text)
    return clause


def checked_title(typed: str) -> str:
    """The title in one line. Raises Invalid without one, and when it is too long."""
    title = " ".join(typed.split())
    if not title:
        raise Invalid("title", "empty")
    if len(title) > LONGEST_TITLE:
        raise Invalid("title", "too_long", most=LONGEST_TITLE)
    return title


def checked_body(body: str) -> str:
    """The text again. Raises Invalid when it is too long."""
    if len(body) > LONGEST_BODY:
        raise Invalid("body", "too_long", most=LONGEST_BODY)
    return body.strip()


def html_of(body: str) -> str:
    """A page's text as it is shown."""
    return render(body, PLAIN, anchor="page").html


def checked_examples(field: str, text: str) -> str:
    """The examples, one a line. Raises Invalid for too many, and for long ones."""
    lines = lines_of(text)
    if len(lines) > MOST_EXAMPLES:
        raise Invalid(field, "too_many_lines", most=MOST_EXAMPLES)
    if any(len(line) > LONGEST_LINE for line in lines):
        raise Invalid(field, "long_line", most=LONGEST_LINE)
    return "\n".join(lines)
