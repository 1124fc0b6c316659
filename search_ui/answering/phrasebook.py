"""Messages in a language that is named, for answers made outside a request too: the API and the
command line give the same words."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from importlib import resources

from babel.support import NullTranslations, Translations

from search_ui.answering.labels import Language


@cache
def translations(language: Language) -> NullTranslations:
    """The catalogue of the page in a language."""
    with resources.as_file(resources.files("search_ui").joinpath("translations")) as folder:
        return Translations.load(folder, [language])


@cache
def phrasebook(language: Language) -> Callable[[str], str]:
    """The function that gives a message in a language, from the catalogues of the page."""
    return translations(language).gettext


def quoted(value: str, language: Language) -> str:
    """A value inside a sentence, in quotation marks and isolated, so that its direction changes
    nothing around it (Unicode Standard Annex 9, 2.3)."""
    opening, closing = "\u00ab\u00bb" if language == "ar" else "\u201c\u201d"
    return f"{opening}{FIRST_STRONG}{value}{POP}{closing}"


def plain(sentence: str) -> str:
    """A sentence without the isolates around its values."""
    return sentence.replace(FIRST_STRONG, "").replace(POP, "")


def told(sentence: str) -> list[tuple[str, bool]]:
    """A sentence in stretches, each with whether it is a value, for a page to isolate."""
    return [(text, bool(n % 2)) for n, text in enumerate(_ISOLATES.split(sentence)) if text]


FIRST_STRONG, POP = "\u2068", "\u2069"
_ISOLATES = re.compile(f"[{FIRST_STRONG}{POP}]")
