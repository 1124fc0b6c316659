"""Dates as papers and sites print them in Arabic (and as their markup does in English).

`find_dates` finds every absolute date in a text, `parse_date` reads a string that is one date,
`stated_date` such a one of metadata, and `parse_relative` one that tells it from the day of
writing. Rules that hold for all of them:

- Numbers are read day first (3/4/2017 is the third of April), year first where four digits come
  first; only a month above 12 changes places with the day.
- A date that the calendar does not have (31 April) is none, and no part of it is read as one.
- A Hijri date beside its Gregorian one is one date with the Gregorian value.
- The clock is the one printed, whatever its zone.
"""

from indexer.describe.dates.find import find_dates
from indexer.describe.dates.parse import parse_date
from indexer.describe.dates.relative import parse_relative
from indexer.describe.dates.resolve import FoundDate
from indexer.describe.dates.stated import stated_date

__all__ = ["FoundDate", "find_dates", "parse_date", "parse_relative", "stated_date"]
