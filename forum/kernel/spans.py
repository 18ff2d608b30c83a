"""How long it took from one moment to another, worked out by the database."""

from typing import Any

from sqlalchemy import Float
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class hours_from(FunctionElement[float]):  # noqa: N801 -- read as a function of SQL
    """The hours from the first moment to the second one; null when either is."""

    inherit_cache = True
    type = Float()


@compiles(hours_from)
def _by_days(element: hours_from, compiler: Any, **given: Any) -> str:
    begins, ends = (compiler.process(one, **given) for one in element.clauses)
    return f"((julianday({ends}) - julianday({begins})) * 24.0)"


@compiles(hours_from, "postgresql")
def _by_seconds(element: hours_from, compiler: Any, **given: Any) -> str:
    begins, ends = (compiler.process(one, **given) for one in element.clauses)
    return f"(EXTRACT(EPOCH FROM ({ends} - {begins})) / 3600.0)"
