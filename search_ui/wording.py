"""What the codes of an answer are called on the page, in the language of the request."""

from __future__ import annotations

from search_ui.languages import language
from search_ui.messages import Message
from search_ui.phrasebook import FIRST_STRONG, POP, phrasebook, quoted
from search_ui.rendering import gettext as _

ACTOR_TYPES = ("person", "organization", "state", "armed_group", "media")


def actor_type(code: str) -> str:
    """The heading over actors of a type."""
    names = {
        "person": _("Persons"),
        "organization": _("Organisations"),
        "state": _("States"),
        "armed_group": _("Armed groups"),
        "media": _("Media"),
    }
    return names.get(code) or str(_("Others"))


def one_actor(code: str) -> str:
    """What one actor of a type is."""
    names = {
        "person": _("person"),
        "organization": _("organisation"),
        "state": _("state"),
        "armed_group": _("armed group"),
        "media": _("medium"),
    }
    return names.get(code) or str(_("other"))


def read_in(code: str) -> str:
    """Where a fact of an article was read."""
    names = {
        "text": _("Read in the text"),
        "markup": _("Read in the page's markup"),
        "url": _("Read in the address"),
        "given": _("Given with the file"),
        "keeper": _("Corrected by the archive's keeper"),
    }
    return names.get(code) or code


def taken_out(code: str) -> str:
    """Why a line was taken out of the page."""
    names = {
        "advertisement": _("Advertisement"),
        "agency": _("Agency credit"),
        "author_box": _("About the author"),
        "byline": _("Byline"),
        "caption": _("Picture caption"),
        "caption_repeated": _("Caption repeated"),
        "comment": _("Readers' comments"),
        "comment_form": _("Comment form"),
        "cookie": _("Cookie notice"),
        "copyright": _("Copyright notice"),
        "counter": _("Counter"),
        "credit": _("Credit"),
        "disclaimer": _("Disclaimer"),
        "footer": _("Foot of the page"),
        "footnote": _("Footnote"),
        "hidden": _("Not shown on the page"),
        "links": _("Links"),
        "joined_words": _("Words run together, parted; the first line as it stood"),
        "lam_alef": _("Lam-alefs put right; the first line as it stood"),
        "login": _("Login prompt"),
        "menu": _("Menu"),
        "most_read": _("Most read"),
        "newsletter": _("Newsletter prompt"),
        "no_date": _("Given as the date, and no date"),
        "other_text": _("Another text"),
        "page_clock": _("Clock or number of the page"),
        "poll": _("Poll"),
        "prayer_times": _("Prayer times"),
        "presentation_forms": _("Presentation forms, made letters; the first line as it stood"),
        "read_more": _("Pointer to more"),
        "recurring": _("Recurs over many pages of the source"),
        "related": _("Other articles"),
        "reversed_letters": _("Words stored backwards, turned round; the first line as it stood"),
        "reversed_lines": _("Lines stored backwards, turned round; the first line as it stood"),
        "reversed_words": _("Words in the wrong order, put right; the first line as it stood"),
        "running_head": _("Line repeated on the pages"),
        "share": _("Share bar"),
        "signs": _("Signs only"),
        "spaced_letters": _("Letters spaced apart, joined; the first line as it stood"),
        "split_words": _("Words cut by spaces, joined; the first line as it stood"),
        "stamp": _("Date or number stamp"),
        "tags": _("Tags"),
        "title_repeated": _("Headline repeated"),
    }
    return names.get(code) or code


def doubt(code: str) -> str:
    """Why the day of a date may be another."""
    names = {
        "hijri_day": _("Converted from the Hijri date; it may lie a day off"),
        "weekday": _("The weekday beside it is that of another day"),
    }
    return names.get(code) or code


def note(code: str) -> str:
    """What was not read of a query."""
    names = {
        "unbalanced_quote": _("A quotation mark without its partner was ignored."),
        "dangling_and": _("An AND with nothing after it was ignored."),
        "dangling_or": _("An OR with nothing after it was ignored."),
        "dangling_not": _("A NOT with nothing after it was ignored."),
        "nothing_searchable": _(
            "The query holds nothing that can be searched for: only signs, no word."
        ),
    }
    return names.get(code) or code


def field(code: str) -> str:
    """Where in an article a form stands."""
    names = {"title": _("in the title"), "deck": _("in the deck"), "body": _("in the body")}
    return names.get(code) or code


def offered(code: str) -> str:
    """Why another query is offered."""
    names = {
        "keyboard": _("the same keys in the other keyboard layout"),
        "latin": _("in Arabic letters"),
        "spelling": _("words like these"),
        "unquoted": _("without quotation marks"),
    }
    return names.get(code) or code


def parameter(code: str) -> str:
    """What a person can give for a parameter that could not be read."""
    date = _("Give a year, a month or a day, such as 2017, 2017-10 or 2017-10-03.")
    names = {
        "q": _(
            "A query has at most 1,000 characters and 100 words, and at least two letters "
            "before a *."
        ),
        "from": date,
        "to": date,
        "cursor": _("Begin again at the first results."),
        "list": _("Send fewer queries at once."),
        "file": _("Send a text file with one query a line, in UTF-8."),
    }
    return names.get(code) or str(_("Leave it out, or give one of the values named above."))


def status(code: int) -> str:
    """The heading of the page for a failed request."""
    names = {
        400: _("This search cannot be read"),
        404: _("There is no such page"),
        410: _("These results are no longer kept"),
        413: _("The list is too long"),
        414: _("The address is too long"),
        500: _("Something went wrong here"),
        503: _("The archive does not answer"),
    }
    return names.get(code) or str(_("This is not possible"))


def way_out(code: int) -> str:
    """What to do next, under the heading of `status`."""
    names = {
        400: _("Change the search, or go on without the part that cannot be read."),
        404: _("The article may have been withdrawn, or the address cut short. Search for it."),
        410: _(
            "The archive was re-indexed since. The search is the same: begin again at its first "
            "results."
        ),
        413: _("Send fewer queries at once."),
        414: _("Choose fewer values, or search with fewer words."),
        500: _(
            "Try again; if it happens again, tell who keeps the archive, with the number below."
        ),
        503: _("Try again in a moment. Who keeps the archive will find the reason below."),
    }
    return names.get(code) or str(_("Go back, or begin with a new search."))


def unknown_source(name: str) -> str:
    """That a source asked for is none."""
    said = quoted(name, language())
    return _("No article and no list of publishers names the source %(name)s.", name=said)


def told(message: str) -> str:
    """A message made elsewhere, in the language of the page; nothing where it is in English only
    and the page is not."""
    if not isinstance(message, Message):
        return message if language() == "en" else ""
    values = {name: f"{FIRST_STRONG}{value}{POP}" for name, value in message.values.items()}
    return phrasebook(language())(message.template) % values


def citation(code: str) -> str:
    """The name of a style of citation."""
    names = {"arabic": _("Arabic"), "apa": _("APA"), "chicago": _("Chicago")}
    return names.get(code) or code


def export_format(code: str) -> str:
    """What a format of an export is good for."""
    names = {
        "xlsx": _("for spreadsheets, from right to left"),
        "csv": _("a table of plain text, for spreadsheets and programs"),
        "jsonl": _("every fact of every article, for programs"),
        "ris": _("for Zotero, EndNote, Mendeley: facts without the texts"),
        "bib": _("for LaTeX: facts without the texts"),
    }
    return names.get(code) or code


def size(count: int) -> str:
    """A number of bytes, rounded as people say it."""
    if count < 1_000_000:
        return str(_("%(count)s KB", count=f"{max(round(count / 1000), 1):,}"))
    millions = count / 1_000_000
    return str(_("%(count)s MB", count=f"{millions:,.0f}" if millions >= 10 else f"{millions:.1f}"))
