"""The guides under ``docs/``, which are shipped with the program, as parts of a page: Markdown in,
headings and HTML out. They hold no HTML of their own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup

from search_ui.answering.labels import Language

NAMES = ("guide", "api", "keeper", "api-stability")
SHORT = 24  # characters of code that stand on one line
PICTURES = "pictures/"  # where the guides find theirs

Tokens = Sequence[Token]
LinkTo = Callable[[str], str]  # what stands in a guide as an address -> the address on the page


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide for reading: its headings are (id, text) of the second level."""

    title: str
    headings: tuple[tuple[str, str], ...]
    body: Markup


class _Html(RendererHTML):
    """HTML with a direction of its own for all that is code, and tables that fit on a phone."""

    def code_inline(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        tokens[idx].attrSet("dir", "auto")
        if len(tokens[idx].content) <= SHORT:
            tokens[idx].attrSet("class", "short")
        return super().code_inline(tokens, idx, options, env)

    def fence(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        shown = super().fence(tokens, idx, options, env)
        return shown.replace("<pre>", '<pre dir="ltr" lang="en" tabindex="0">', 1)

    def table_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<div class="wide" tabindex="0"><table>\n'

    def table_close(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return "</table></div>\n"

    def th_open(self, tokens: Tokens, idx: int, options: OptionsDict, env: EnvType) -> str:
        return '<th scope="col">'


def file_of(name: str, language: Language) -> Traversable:
    """The file of a guide in a language."""
    folder = docs()
    own = folder.joinpath(f"{name}.{language}.md")
    return own if own.is_file() else folder.joinpath(f"{name}.md")


def docs() -> Traversable:
    """The folder of the guides, as it was installed."""
    return resources.files("search_ui").joinpath("docs")


def guide(name: str, language: Language, link_to: LinkTo) -> Guide:
    """A guide with its links and pictures led to where the page has them."""
    _, title, _, *tokens = _parsed(name, language)
    headings = []
    for place, token in enumerate(tokens):
        if token.type == "heading_open":
            inline = tokens[place + 1]
            token.attrSet("id", _id(inline))
            if token.tag == "h2":
                headings.append((_id(inline), _text(inline)))
        for inner in token.children or ():
            for key in ("href", "src"):
                if inner.attrs.get(key):
                    inner.attrSet(key, link_to(str(inner.attrs[key])))
    html = _markdown().renderer.render(tokens, _markdown().options, {})
    return Guide(_text(title), tuple(headings), Markup(html))


def _parsed(name: str, language: Language) -> list[Token]:
    return _markdown().parse(file_of(name, language).read_text(encoding="utf-8"))


def _text(inline: Token) -> str:
    """A heading without its marks."""
    return "".join(one.content for one in inline.children or ())


def _id(inline: Token) -> str:
    """The id of a heading: its words."""
    letters = (c if c.isalnum() else " " for c in _text(inline))
    return "-".join("".join(letters).casefold().split())


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}, renderer_cls=_Html).enable("table")
