"""Messages that are made far from any page, and told there in its language.

A `Message` is its own English, for the API and the command line; it remembers the sentence it was
made from and what was put into it, so that a page can say the same in Arabic (`wording.told`).
"""

from __future__ import annotations


class Message(str):
    """An English sentence: `template` with its `values`, by their names, put in."""

    __slots__ = ("template", "values")

    template: str
    values: dict[str, object]

    def __new__(cls, template: str, **values: object) -> Message:
        made = super().__new__(cls, template % values)
        made.template, made.values = template, values
        return made


N_ = Message  # by this name the catalogues of translations find its templates
