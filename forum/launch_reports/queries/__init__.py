"""Every read of reports about launches."""

from forum.launch_reports.queries.launches import BEFORE, before
from forum.launch_reports.queries.parts import Part, holders_of, parts_of, told_of
from forum.launch_reports.queries.people import Newcomer, newcomers_in, texts_in, troubles_in
from forum.launch_reports.queries.reach import Reach, has_seen, reach_of
from forum.launch_reports.queries.sales import Sale, sales_of

__all__ = [
    "BEFORE",
    "Newcomer",
    "Part",
    "Reach",
    "Sale",
    "before",
    "has_seen",
    "holders_of",
    "newcomers_in",
    "parts_of",
    "reach_of",
    "sales_of",
    "texts_in",
    "told_of",
    "troubles_in",
]
