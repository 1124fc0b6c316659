"""What the codes of an answer are called on the page, in the language of the request."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

import mappings
from search_ui.answering.phrasebook import FIRST_STRONG, POP, phrasebook
from search_ui.answering.unknown import no_actor, no_source
from search_ui.asking.messages import N_, Message
from search_ui.web.languages import language
from search_ui.web.rendering import gettext as _

Code = TypeVar("Code", str, int)

ACTOR_TYPES = tuple(mappings.ACTOR_TYPES.values())

_ACTOR_TYPE = {
    "person": N_("Persons"),
    "organization": N_("Organisations"),
    "state": N_("States"),
    "armed_group": N_("Armed groups"),
    "media": N_("Media"),
}


def actor_type(code: str) -> str:
    """The heading over actors of a type."""
    return _named(_ACTOR_TYPE, code, N_("Others"))


_ONE_ACTOR = {
    "person": N_("person"),
    "organization": N_("organisation"),
    "state": N_("state"),
    "armed_group": N_("armed group"),
    "media": N_("medium"),
}


def one_actor(code: str) -> str:
    """What one actor of a type is."""
    return _named(_ONE_ACTOR, code, N_("other"))


_READ_IN = {
    "text": N_("Read in the text"),
    "markup": N_("Read in the page's markup"),
    "url": N_("Read in the address"),
    "given": N_("Given with the file"),
    "keeper": N_("Corrected by the archive's keeper"),
}


def read_in(code: str) -> str:
    """Where a fact of an article was read."""
    return _named(_READ_IN, code)


_TAKEN_OUT = {
    "advertisement": N_("Advertisement"),
    "agency": N_("Agency credit"),
    "author_box": N_("About the author"),
    "byline": N_("Byline"),
    "caption": N_("Picture caption"),
    "caption_repeated": N_("Caption repeated"),
    "comment": N_("Readers' comments"),
    "comment_form": N_("Comment form"),
    "cookie": N_("Cookie notice"),
    "copyright": N_("Copyright notice"),
    "counter": N_("Counter"),
    "credit": N_("Credit"),
    "disclaimer": N_("Disclaimer"),
    "footer": N_("Foot of the page"),
    "footnote": N_("Footnote"),
    "hidden": N_("Not shown on the page"),
    "links": N_("Links"),
    "joined_words": N_("Words run together, parted; the first line as it stood"),
    "lam_alef": N_("Lam-alefs put right; the first line as it stood"),
    "login": N_("Login prompt"),
    "menu": N_("Menu"),
    "most_read": N_("Most read"),
    "newsletter": N_("Newsletter prompt"),
    "no_date": N_("Given as the date, and no date"),
    "other_text": N_("Another text"),
    "page_clock": N_("Clock or number of the page"),
    "poll": N_("Poll"),
    "prayer_times": N_("Prayer times"),
    "presentation_forms": N_("Presentation forms, made letters; the first line as it stood"),
    "read_more": N_("Pointer to more"),
    "recurring": N_("Recurs over many pages of the source"),
    "related": N_("Other articles"),
    "reversed_letters": N_("Words stored backwards, turned round; the first line as it stood"),
    "reversed_lines": N_("Lines stored backwards, turned round; the first line as it stood"),
    "reversed_words": N_("Words in the wrong order, put right; the first line as it stood"),
    "running_head": N_("Line repeated on the pages"),
    "share": N_("Share bar"),
    "signs": N_("Signs only"),
    "spaced_letters": N_("Letters spaced apart, joined; the first line as it stood"),
    "split_words": N_("Words cut by spaces, joined; the first line as it stood"),
    "stamp": N_("Date or number stamp"),
    "tags": N_("Tags"),
    "title_repeated": N_("Headline repeated"),
}


def taken_out(code: str) -> str:
    """Why a line was taken out of the page."""
    return _named(_TAKEN_OUT, code)


_DOUBT = {
    "hijri_day": N_("Converted from the Hijri date; it may lie a day off"),
    "weekday": N_("The weekday beside it is that of another day"),
}


def doubt(code: str) -> str:
    """Why the day of a date may be another."""
    return _named(_DOUBT, code)


_NOTE = {
    "unbalanced_quote": N_("A quotation mark without its partner was ignored."),
    "dangling_and": N_("An AND with nothing after it was ignored."),
    "dangling_or": N_("An OR with nothing after it was ignored."),
    "dangling_not": N_("A NOT with nothing after it was ignored."),
    "nothing_searchable": N_(
        "The query holds nothing that can be searched for: only signs, no word."
    ),
}


def note(code: str) -> str:
    """What was not read of a query."""
    return _named(_NOTE, code)


_FIELD = {"title": N_("in the title"), "deck": N_("in the deck"), "body": N_("in the body")}


def field(code: str) -> str:
    """Where in an article a form stands."""
    return _named(_FIELD, code)


_OFFERED = {
    "keyboard": N_("the same keys in the other keyboard layout"),
    "latin": N_("in Arabic letters"),
    "spelling": N_("words like these"),
    "unquoted": N_("without quotation marks"),
}


def offered(code: str) -> str:
    """Why another query is offered."""
    return _named(_OFFERED, code)


_DATE = N_("Give a year, a month or a day, such as 2017, 2017-10 or 2017-10-03.")
_PARAMETER = {
    "q": N_(
        "A query has at most 1,000 characters and 100 words, and at least two letters before a *."
    ),
    "from": _DATE,
    "to": _DATE,
    "cursor": N_("Begin again at the first results."),
    "list": N_("Send fewer queries at once."),
    "file": N_("Send a text file with one query a line, in UTF-8."),
}


def parameter(code: str) -> str:
    """What a person can give for a parameter that could not be read."""
    return _named(_PARAMETER, code, N_("Leave it out, or give one of the values named above."))


_STATUS = {
    400: N_("This search cannot be read"),
    404: N_("There is no such page"),
    410: N_("These results are no longer kept"),
    413: N_("The list is too long"),
    414: N_("The address is too long"),
    429: N_("Too many requests"),
    500: N_("Something went wrong here"),
    503: N_("The archive does not answer"),
}


def status(code: int) -> str:
    """The heading of the page for a failed request."""
    return _named(_STATUS, code, N_("This is not possible"))


_WAY_OUT = {
    400: N_("Change the search, or go on without the part that cannot be read."),
    404: N_("The article may have been withdrawn, or the address cut short. Search for it."),
    410: N_(
        "The archive was re-indexed since. The search is the same: begin again at its first "
        "results."
    ),
    413: N_("Send fewer queries at once."),
    414: N_("Choose fewer values, or search with fewer words."),
    429: N_("Wait a little, then try again."),
    500: N_("Try again; if it happens again, tell who keeps the archive, with the number below."),
    503: N_("Try again in a moment. Who keeps the archive will find the reason below."),
}


def way_out(code: int) -> str:
    """What to do next, under the heading of `status`."""
    return _named(_WAY_OUT, code, N_("Go back, or begin with a new search."))


def _named(names: Mapping[Code, Message], code: Code, other: Message | None = None) -> str:
    """What a table says of a code; of one that it has not, `other`, or else the code itself."""
    said = names.get(code, other)
    return _(said.template) if said else str(code)


def unknown_source(name: str) -> str:
    """That a source asked for is none."""
    return no_source(name, language())


def unknown_actor(name: str) -> str:
    """That an actor asked for is none."""
    return no_actor(name, language())


def told(message: str) -> str:
    """A message made elsewhere, in the language of the page; nothing where it is in English only
    and the page is not."""
    if not isinstance(message, Message):
        return message if language() == "en" else ""
    values = {name: f"{FIRST_STRONG}{value}{POP}" for name, value in message.values.items()}
    return phrasebook(language())(message.template) % values


_CITATION = {"arabic": N_("Arabic"), "apa": N_("APA"), "chicago": N_("Chicago")}


def citation(code: str) -> str:
    """The name of a style of citation."""
    return _named(_CITATION, code)


_EXPORT_FORMAT = {
    "xlsx": N_("for spreadsheets, from right to left"),
    "csv": N_("a table of plain text, for spreadsheets and programs"),
    "jsonl": N_("every fact of every article, for programs"),
    "ris": N_("for Zotero, EndNote, Mendeley: facts without the texts"),
    "bib": N_("for LaTeX: facts without the texts"),
}


def export_format(code: str) -> str:
    """What a format of an export is good for."""
    return _named(_EXPORT_FORMAT, code)


def size(count: int) -> str:
    """A number of bytes, rounded as people say it."""
    if count < 1_000_000:
        return str(_("%(count)s KB", count=f"{max(round(count / 1000), 1):,}"))
    millions = count / 1_000_000
    return str(_("%(count)s MB", count=f"{millions:,.0f}" if millions >= 10 else f"{millions:.1f}"))
