"""The labels of the model: outside, and the first word and the further words of each type."""

from __future__ import annotations

OUTSIDE = "O"
PERSON, ORGANIZATION, LOCATION, FACILITY = "person", "organization", "place", "facility"
TYPES = (PERSON, ORGANIZATION, LOCATION, FACILITY)
LABELS = (OUTSIDE, *(f"{part}-{type_}" for type_ in TYPES for part in "BI"))
