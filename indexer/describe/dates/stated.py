"""The date that a record or the markup of a page states."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from indexer.describe.dates.parse import parse_date
from indexer.describe.dates.resolve import FoundDate

_ZONE = re.compile(r"(?P<sign>[+-])(?P<h>\d\d):?(?P<m>\d\d)\s*$")
_ZERO = datetime(1970, 1, 1)


def stated_date(text: str) -> FoundDate | None:
    """The one date that `text` is (`parse_date`), but not the zero of computers' clocks.

    Midnight of 1 January 1970 in Greenwich, whatever the zone, stands for no date; that day without
    a clock, or at another hour, is a date as others are.
    """
    found = parse_date(text)
    if found is None or found.precision != "minute":
        return found
    zone = _ZONE.search(text)
    moment = datetime.fromisoformat(found.value)
    if zone:
        ahead = timedelta(hours=int(zone["h"]), minutes=int(zone["m"]))
        moment += -ahead if zone["sign"] == "+" else ahead
    return None if moment == _ZERO else found
