"""The shapes of the API's answers, by the name that its description gives them. Facts that an
article does not state are null."""

from __future__ import annotations

from search_ui.web.schema import (
    COUNT,
    MAYBE,
    PLACE,
    SHARE,
    TEXT,
    Schema,
    about,
    and_maybe,
    fields,
    many,
    one_of,
    shape,
)

_NUMBER: Schema = {"type": "number"}
_TRUTH: Schema = {"type": "boolean"}
_PRECISION = one_of("minute", "day", "month", "year", None)
_LEVEL = one_of("decades", "years", "months")
_COUNTED = fields(id=TEXT, label=TEXT, count=COUNT)
_ACTOR = fields(id=TEXT, label=TEXT, type=TEXT)
_COUNTED_ACTOR = fields(id=TEXT, label=TEXT, type=TEXT, count=COUNT)
_WORD = fields(word=TEXT, total=COUNT)
_QUERY = about("the query with it", TEXT)
_FACTS = {  # of an article, wherever it is shown
    "source": MAYBE,
    "author": MAYBE,
    "place": MAYBE,
    "published": MAYBE,
    "published_precision": _PRECISION,
    "url": MAYBE,
    "language": MAYBE,
}
_EVIDENCE = about("the text that the date was read from", MAYBE)
_PERIOD = fields(**{"id": TEXT, "from": TEXT, "to": TEXT, "count": COUNT})


def shapes() -> dict[str, Schema]:
    """Every shape by its name."""
    return {
        "Answer": _answer(),
        "Understood": _understood(),
        "Facets": _facets(),
        "Hit": _hit(),
        "Article": _article(),
        "Copies": _copies(),
        "Similar": _similar(),
        "Offers": _offers(),
        "Actors": _actors(),
        "Actor": _actor(),
        "Comparison": _comparison(),
        "Alive": fields(status=TEXT),
        "Ready": fields(status=TEXT, generation=TEXT, articles=COUNT),
        "Problem": _problem(),
    }


def _answer() -> Schema:
    return fields(
        total=COUNT,
        took_ms=_NUMBER,
        understood=shape("Understood"),
        hits=many(shape("Hit")),
        facets=shape("Facets"),
        next=about("the `cursor` of the next answer; null after the last", MAYBE),
    )


def _facets() -> Schema:
    date = fields(id=TEXT, count=COUNT)
    days = about("of the one month that the range lies in", many(date))
    return fields(
        sources=many(_COUNTED),
        actors=many(_COUNTED_ACTOR),
        places=many(_COUNTED),
        authors=many(_COUNTED),
        dates=fields(years=many(date), months=many(date), days=days, undated=COUNT),
    )


def _understood() -> Schema:
    widened = fields(
        text=TEXT, kind=one_of("fuzzy", "prefix"), words=many(_WORD), cut={"type": "boolean"}
    )
    return and_maybe(
        fields(
            q=TEXT,
            depth=one_of("exact", "word", "smart"),
            match=one_of("all", "any"),
            ignored=about("stop words that were left out", many(TEXT)),
            actors=about("actors whose names stand in the query", many(_ACTOR)),
            notes=about("what of the query could not be read", many(TEXT)),
            echo=about("the query said back in a sentence, in the language of labels", TEXT),
            link=about("the address of the page with this search", TEXT),
        ),
        unknown=about(
            "sources asked for that neither the list of publishers nor an article names, each with "
            "a sentence that says so, in the language of labels",
            many(fields(source=TEXT, said=TEXT)),
        ),
        unknown_actors=about(
            "actors asked for by a name or id that no list has, and no article as an id, told "
            "likewise",
            many(fields(actor=TEXT, said=TEXT)),
        ),
        widened=about(
            "what words with ~ stand for, commonest first (`cut`: there are more), and words with "
            "* that begin too many words for all of them to be searched for",
            many(widened),
        ),
        **_advice(),
    )


def _advice() -> dict[str, Schema]:
    """What an answer says besides where nothing or little was found."""
    other = fields(q=TEXT, total=COUNT, why=one_of("spelling", "keyboard", "latin", "unquoted"))
    return {
        "instead": about(
            "how many articles hold any of the words, where none holds all",
            fields(match={"const": "any"}, total=COUNT),
        ),
        "missing": about(
            "where nothing was found: the words that no article holds at the depth asked for, with "
            "what there is of them and how many articles hold it",
            many(fields(word=TEXT, forms=many(_WORD))),
        ),
        "suggestions": about(
            "where nothing or little was found: other queries, with what they find and why they "
            "are offered",
            many(other),
        ),
    }


def _hit() -> Schema:
    why = fields(word=TEXT, form=TEXT, rule=TEXT, label=TEXT, field=TEXT, count=COUNT)
    why = and_maybe(why, lemma=TEXT, actor=TEXT, without=TEXT)
    marks = about("where the marked words begin and end, in code points of `text`", many(PLACE))
    return and_maybe(
        fields(
            id=TEXT,
            origin=TEXT,
            title=MAYBE,
            **_FACTS,
            published_evidence=_EVIDENCE,
            marks=about("how many places of the article are marked", COUNT),
            snippets=many(fields(field=TEXT, text=TEXT, marks=marks)),
            actors=many(fields(id=TEXT, label=TEXT, type=TEXT, mentions=COUNT)),
            score=_NUMBER,
            copies=many(fields(id=TEXT, source=MAYBE)),
        ),
        published_hijri=about(
            "with calendar=hijri; null where no day is known or the calendar does not reach", MAYBE
        ),
        why=about("with explain=true", many(why)),
    )


def _article() -> Schema:
    mention = fields(field=TEXT, form=TEXT, start=COUNT, end=COUNT)
    actor = and_maybe(fields(id=TEXT, label=TEXT, type=TEXT, mentions=many(mention)), name=TEXT)
    return and_maybe(
        fields(
            id=TEXT,
            origin=TEXT,
            title=MAYBE,
            deck=MAYBE,
            body=TEXT,
            **_FACTS,
            published_evidence=_EVIDENCE,
            story=about("the family of copies that it is of", MAYBE),
            actors=many(actor),
        ),
        words=COUNT,
        indexed_at=TEXT,
        original=about("the whole item as it was read", {}),
        notes=about("where each fact was read (`facts`), what was taken out (`dropped`)", {}),
    )


def _copies() -> Schema:
    likeness = {"type": "number", "minimum": 0, "maximum": 1}
    copy = fields(
        id=TEXT,
        title=MAYBE,
        source=MAYBE,
        published=MAYBE,
        likeness=likeness,
        differences=many(fields(here=PLACE, there=PLACE)),
    )
    return fields(id=TEXT, total=COUNT, copies=many(copy))


def _similar() -> Schema:
    one = fields(
        id=TEXT,
        title=MAYBE,
        source=MAYBE,
        published=MAYBE,
        opening=about("the first words of its text", TEXT),
        score=_NUMBER,
        words=about("that both hold, in its own spelling", many(TEXT)),
        actors=about("that both name", many(_ACTOR)),
    )
    return fields(id=TEXT, similar=many(one))


def _offers() -> Schema:
    finds = about("how many articles `q` finds", COUNT)
    return fields(
        q=TEXT,
        words=many(fields(text=TEXT, count=finds, q=_QUERY)),
        actors=many(fields(id=TEXT, label=TEXT, type=TEXT, count=COUNT, q=_QUERY)),
        sources=many(fields(id=TEXT, label=TEXT, count=COUNT, q=_QUERY)),
    )


def _actors() -> Schema:
    return fields(
        total=COUNT,
        complete=about("whether all actors of the archive were looked at", _TRUTH),
        types=many(fields(id=TEXT, count=COUNT)),
        actors=many(_COUNTED_ACTOR),
    )


def _actor() -> Schema:
    series = fields(id=MAYBE, label=MAYBE, counts=many(COUNT))
    over_time = fields(
        level=_LEVEL,
        periods=many(_PERIOD),
        sources=about("counts by period; an id of null is all other sources", many(series)),
        without_month=COUNT,
    )
    titles = fields(
        articles=about("the latest ones, which were read", COUNT),
        mentions=COUNT,
        titles=many(fields(title=TEXT, count=COUNT)),
    )
    return fields(
        **_ACTOR["properties"],
        listed=_TRUTH,
        name=MAYBE,
        aliases=many(TEXT),
        country={"anyOf": [fields(id=TEXT, label=TEXT), {"type": "null"}]},
        total=COUNT,
        over_time=over_time,
        sources=many(_COUNTED),
        together=about("actors named in the same articles", many(_COUNTED_ACTOR)),
        titles=titles,
        latest=many(shape("Hit")),
    )


def _comparison() -> Schema:
    whole = and_maybe(
        fields(kind=one_of("query", "actor"), value=TEXT, label=TEXT, total=COUNT),
        share=about("of all articles with a date; null where there are none", SHARE),
        articles=about("by period", many(COUNT)),
        shares=about("by period", many(SHARE)),
    )
    source = and_maybe(
        fields(id=TEXT, label=TEXT, count=COUNT, series=many(whole)),
        counts=about("all articles by period, with by=source", many(COUNT)),
    )
    return fields(
        level=_LEVEL,
        total=COUNT,
        periods=many(_PERIOD),
        without_month=COUNT,
        series=many(whole),
        sources=many(source),
    )


def _problem() -> Schema:
    return and_maybe(
        fields(type=TEXT, title=TEXT, status=COUNT, detail=TEXT),
        parameter=about("the parameter to mend", TEXT),
        position=about("the place in `q`, in code points", COUNT),
        instance=about("the number of the request, under which the log has it", TEXT),
    )
