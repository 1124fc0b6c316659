"""How templates are run: messages looked up once, calls without ceremony, texts marked in one go.

A page of results says several hundred words of its own and holds as many links; what each of them
costs is what the page costs.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from types import FunctionType, MethodType
from typing import Any

import flask
from flask import Flask, request
from flask.templating import Environment
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context
from markupsafe import Markup, escape

from search_ui.answering.labels import Language
from search_ui.answering.phrasebook import translations
from search_ui.web.languages import language

_has_special = re.compile("[&<>\"']").search
_PLAIN = (FunctionType, MethodType)
_OF_JINJA = "jinja_pass_arg"  # marks functions that Jinja gives something of its own


def shown(value: Any) -> str:
    """A value as it is put between the tags of a page."""
    kind = type(value)
    if kind is Markup or (kind is str and _has_special(value) is None):
        return value  # type: ignore[no-any-return]  # it is of one of these two
    return escape(value)


class PlainContext(Context):
    """Calls functions and methods as they are, unless they ask for something of Jinja's: to find
    that out, Jinja takes longer than most of them."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
        if isinstance(__obj, _PLAIN) and not hasattr(__obj, _OF_JINJA):
            if kwargs:
                kwargs.pop("_loop_vars", None)
                kwargs.pop("_block_vars", None)
            return __obj(*args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class PlainGenerator(CodeGenerator):
    """Writes what a template shows by `shown`."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.shown(")


class PlainEnvironment(Environment):
    """Looks a name up in a dictionary before it looks for an attribute: most of what a page shows
    stands in one, and to find out that there is no attribute takes an exception. And escapes only
    what has something to escape: markupsafe makes an object of its own of every word."""

    context_class = PlainContext
    code_generator_class = PlainGenerator

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is not dict:
            try:
                return getattr(obj, attribute)
            except AttributeError:
                pass
        elif attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)

    shown = staticmethod(shown)


def init_rendering(app: Flask) -> None:
    """Puts this into the templates of an application."""
    environment = app.jinja_env
    environment.globals.update(_=gettext, gettext=gettext, ngettext=ngettext, url_for=url_for)
    environment.filters.update(marked=marked, number="{:,}".format)  # Latin digits everywhere


def gettext(message: str, **variables: Any) -> Markup:
    """A message in the language of the request; what is put into it is escaped."""
    return _in(language(), message, variables)


def messages(spoken: Language) -> Callable[..., Markup]:
    """`gettext` of one language: a page says hundreds of words, all in the same."""
    return lambda message, **variables: _in(spoken, message, variables)


def _in(spoken: Language, message: str, variables: dict[str, Any]) -> Markup:
    said = _said(spoken, message)
    return said % variables if "%" in said else said


def ngettext(singular: str, plural: str, num: int, **variables: Any) -> Markup:
    """A message that counts something."""
    return _counted(language(), singular, plural, num) % {"num": num, **variables}


def url_for(endpoint: str, **values: str) -> str:
    """The address of a view or a file below the one at which the program is reached."""
    return _address(request.script_root, endpoint, tuple(values.items()))


def marked(snippet: dict[str, Any]) -> Markup:
    """The text of a snippet with its marks."""
    text, at = snippet["text"], 0
    made: list[str] = []
    for start, end in snippet["marks"]:
        made += (shown(text[at:start]), "<mark>", shown(text[start:end]), "</mark>")
        at = end
    made.append(shown(text[at:]))
    return Markup("".join(made))


@lru_cache(maxsize=4096)
def _said(spoken: Language, message: str) -> Markup:
    return Markup(translations(spoken).gettext(message))


@lru_cache(maxsize=4096)
def _counted(spoken: Language, singular: str, plural: str, num: int) -> Markup:
    return Markup(translations(spoken).ngettext(singular, plural, num))


@lru_cache(maxsize=4096)
def _address(root: str, endpoint: str, values: tuple[tuple[str, str], ...]) -> str:
    given: dict[str, Any] = dict(values)
    return flask.url_for(endpoint, **given)
