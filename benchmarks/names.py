"""How well DESCRIBE finds names, and how fast: `python -m benchmarks.names --data DIR [--json]`.

DIR is laid out as the development data. Four figures, each with a floor in ``names.json`` beside
this file; below one of them the command ends with 1:

- on annotated news, F1 of persons, organisations and places, exact in span and type, and of all
  three together (micro); and recall of the names that do not stand in the training text. The news
  is the part that `corpus.split` holds out, read by a model trained on the rest (``--model FILE``
  names one that ``python -m indexer.describe.names.train --held-out --out FILE`` has made; without
  it, it is trained first, which takes minutes). ``--test FILE`` measures the shipped model on an
  annotated file that it was not trained on instead.
- on ``pages/pages.jsonl``, F1 of the actors of whole articles, of the known ones alone and of all.
  States are left out, as they are annotated unevenly. An actor is right if one of its mentions is
  a mention or the name of an annotated one.
- words of news read in a second on one core: by the model alone, and by all of `describe`.
"""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import click
import numpy as np

from benchmarks.data import PAGES, as_item, data_option, news, rows
from benchmarks.report import Wanted, flat, json_option, machine, progress, tell
from indexer.arabic.analyzers import word_terms
from indexer.arabic.name_forms import detach
from indexer.batches import batches
from indexer.describe.actors import known_actors
from indexer.describe.article import describe
from indexer.describe.names import corpus
from indexer.describe.names.finder import find_names
from indexer.describe.names.identity import type_of
from indexer.describe.names.labels import LOCATION, ORGANIZATION, PERSON
from indexer.describe.names.model import Model, model
from indexer.records import TEXT, ActorFound, Article, RawItem

FLOORS = Path(__file__).with_name("names.json")
TYPES = (PERSON, ORGANIZATION, LOCATION)
TIMED = 2_000  # articles
BATCH = 30  # sentences read at once, some as many as an article has

Figures = dict[str, Any]


@click.command(help=__doc__)
@data_option
@json_option
@click.option("--model", "made", type=click.Path(path_type=Path), help="A model made --held-out.")
@click.option(
    "--test", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Measure on this."
)
def main(data: Path, as_json: bool, made: Path | None, test: Path | None) -> None:
    say, where = progress(as_json), machine()
    say("names in annotated news")
    try:
        figures = {"news": news_figures(data, made, test)}
    except corpus.CorpusError as error:
        raise click.ClickException(str(error)) from error
    say("actors of pages")
    figures["pages"] = actor_figures(data)
    say("speed")
    figures["speed"] = speed_figures(data)
    flat_figures = dict(flat(figures))
    wanted = [
        Wanted(name, flat_figures[name], bound)
        for name, bound in json.loads(FLOORS.read_text(encoding="utf-8")).items()
        if name in flat_figures
    ]
    tell(figures, [("figure", ""), *flat_figures.items()], wanted, where, as_json)
    sys.exit(0 if all(each.met for each in wanted) else 1)


def news_figures(data: Path, made: Path | None, test: Path | None = None) -> Figures:
    """What `name_figures` tells of annotated news, read by a model not trained on it."""
    folder = data / "names"
    kept, held = corpus.split(list(corpus.sentences(folder / corpus.NEWS)))
    if test:
        kept, held = [*kept, *held], list(corpus.sentences(test))
    for file in corpus.WIKIPEDIA:
        kept += corpus.sentences(folder / file)
    return name_figures(_model(data, made, test), held, seen_names(kept))


def _model(data: Path, made: Path | None, test: Path | None) -> Model:
    if test:
        return model()
    if made:
        with np.load(made, allow_pickle=False) as arrays:
            return Model(arrays)
    from indexer.describe.names.train import train  # needs what only training needs

    return Model(train(data, held_out=True))


def seen_names(sentences: Iterable[corpus.Sentence]) -> set[str]:
    """The names annotated in training text, however they are spelt."""
    return {
        corpus.name_key(sentence.words[first:end])
        for sentence in sentences
        for first, end, _ in corpus.spans(sentence.tags)
    }


def name_figures(by: Model, held: Sequence[corpus.Sentence], seen: set[str]) -> Figures:
    """F1 of each type and of all, and recall of unseen names of each type."""
    counts: Counter[tuple[str, str]] = Counter()
    for batch in batches(held, BATCH):
        for sentence, names in zip(batch, by.find([s.words for s in batch]), strict=True):
            found = {(name.start, name.end, name.type) for name in names if name.type in TYPES}
            for name in corpus.spans(sentence.tags):
                if name[2] in TYPES:
                    unseen = corpus.name_key(sentence.words[name[0] : name[1]]) not in seen
                    counts[name[2], "right"] += name in found
                    counts[name[2], "annotated"] += 1
                    counts[name[2], "unseen"] += unseen
                    counts[name[2], "unseen right"] += unseen and name in found
            counts.update((type_, "found") for _, _, type_ in found)

    def total(what: str) -> int:
        return sum(counts[type_, what] for type_ in TYPES)

    figures: Figures = {"micro F1": _f1(total("right"), total("found"), total("annotated"))}
    for type_ in TYPES:
        one = {what: counts[type_, what] for what in ("right", "found", "annotated", "unseen")}
        figures[type_] = {
            "F1": _f1(one["right"], one["found"], one["annotated"]),
            "precision": one["right"] / max(1, one["found"]),
            "recall": one["right"] / max(1, one["annotated"]),
            "unseen recall": counts[type_, "unseen right"] / max(1, one["unseen"]),
            "annotated": one["annotated"],
            "unseen": one["unseen"],
        }
    return figures


def actor_figures(data: Path) -> Figures:
    """F1, precision and recall of the actors of annotated pages, with and without unlisted ones."""
    counts: Counter[str] = Counter()
    for row in rows(data / PAGES):
        article = describe(RawItem(row["id"], TEXT, row["text"], row["text"]))
        if isinstance(article, Article):
            wanted = [
                actor for actor in row["gold"].get("actors") or () if actor["type"] != "state"
            ]
            found = [actor for actor in article.actors if actor.type != "state"]
            known = [actor for actor in found if type_of(actor.id) is None]
            counts.update(compared("known", known, wanted) + compared("all", found, wanted))
    return {
        which: {
            "F1": f1_of(counts, which),
            "precision": counts[f"{which} right"] / max(1, counts[f"{which} found"]),
            "recall": counts[f"{which} met"] / max(1, counts[f"{which} wanted"]),
        }
        for which in ("known", "all")
    }


def f1_of(counts: Counter[str], which: str) -> float:
    """F1 of what `compared` counted."""
    right = (counts[f"{which} right"] + counts[f"{which} met"]) / 2
    return _f1(right, counts[f"{which} found"], counts[f"{which} wanted"])


def compared(
    which: str, found: Sequence[ActorFound], wanted: Sequence[dict[str, Any]]
) -> Counter[str]:
    """How many actors were found and wanted, how many of those found are right, how many of those
    wanted are met, each under a name that begins with `which`."""
    forms = [_forms([actor.name, *(m.form for m in actor.mentions)]) for actor in found]
    gold = [_forms([actor["name"], *actor["mentions"]]) for actor in wanted]
    return Counter(
        {
            f"{which} found": len(found),
            f"{which} wanted": len(wanted),
            f"{which} right": sum(any(mine & theirs for theirs in gold) for mine in forms),
            f"{which} met": sum(any(mine & theirs for mine in forms) for theirs in gold),
        }
    )


def _forms(names: Iterable[str]) -> set[tuple[str, ...]]:
    """The word terms of names, and what is left of them without the clitics before them."""
    found = set[tuple[str, ...]]()
    for name in names:
        first, *rest = word_terms(name) or [""]
        found.update((start, *rest) for start in (first, *detach(first)))
    return found


def speed_figures(data: Path) -> Figures:
    """Words a second: of the model, of the actors known and unlisted, and of all of describing;
    the first reading of each form and of each list included in none but the first."""
    records = news(data)[: 2 * TIMED]
    warm, timed = records[:TIMED], records[TIMED:]
    texts = [{"title": str(r.get("title") or ""), "body": str(r["text"])} for r in timed]
    items = [as_item(record) for record in timed]
    words = sum(len(word_terms(t["title"])) + len(word_terms(t["body"])) for t in texts)
    for record in warm:
        describe(as_item(record))
    return {
        "model words/s": words / _seconds(find_names, texts),
        "known actors words/s": words / _seconds(known_actors().find, texts),
        "describe words/s": words / _seconds(describe, items),
    }


def _seconds(call: Callable[[Any], object], over: Iterable[object]) -> float:
    started = time.process_time()
    for each in over:
        call(each)
    return time.process_time() - started


def _f1(right: float, found: int, wanted: int) -> float:
    return 2 * right / max(1, found + wanted)


if __name__ == "__main__":
    main()
