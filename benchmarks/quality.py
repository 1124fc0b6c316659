"""How good the order of the hits is, beside Elasticsearch's own `arabic` analyzer.

Every retrieval folder is indexed by the program itself, and its queries are answered as ``kashshaf
run`` answers them: read as plain words, any of which may match. The same documents go into one
field, title and text, of a real Elasticsearch with its `arabic` analyzer, one shard, and `match`
answers the same queries in the same run. Both runs are scored by ir_measures; what counts is the
ratio, and ``--gate`` holds it against `benchmarks.floors`.

Weights are chosen with ``--half choose --try near=1.8`` and confirmed with ``--half confirm``.
"""

from __future__ import annotations

import functools
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import click
import ir_measures
from elasticsearch import helpers
from ir_measures import RR, R, nDCG

from benchmarks import floors
from benchmarks.beside import elasticsearch, new_index
from benchmarks.data import WHEN, QuerySet, data_option, digest, query_sets, rows
from benchmarks.report import Say, Wanted, json_option, machine, progress, tell
from indexer.clean import clean_line
from indexer.engines import open_engine
from indexer.engines.base import Engine
from indexer.pipeline import Plan, index
from indexer.read import read
from indexer.settings import Settings
from indexer.workers import default_workers
from search_ui.answering.searching import Asked, ask
from search_ui.asking.params import SearchParams
from search_ui.asking.query import plain_words
from search_ui.asking.ranking import meaning
from search_ui.asking.weights import WEIGHTS, Weights
from search_ui.cli import ranked

DEPTH = 100  # hits of each query
MEASURES = {"MRR@10": RR @ 10, "nDCG@10": nDCG @ 10, "R@100": R @ DEPTH}
ANALYZER = "arabic"
HALVES = ("choose", "confirm")

# MRR@10 over the floor, at least; and recall of three words of a headline.
WANTED = {"three": 1.25, "whole": 1.08, "arcd": 1.03, "tydiqa": 1.02}
WANTED_RECALL = {"three": 0.925}

Ranking = list[tuple[str, float]]  # document ids, best first, with their scores
Answer = Callable[[str], Ranking]
Scores = dict[str, float]  # by measure


@dataclass(frozen=True, slots=True)
class Compared:
    """The scores of one query set, ours and the floor's, by the name of the measure."""

    name: str
    queries: int
    ours: Scores
    floor: Scores

    def ratio(self, measure: str) -> float:
        return self.ours[measure] / max(self.floor[measure], 1e-9)


@click.command()
@data_option
@click.option(
    "--engine",
    type=click.Choice(["embedded", "elasticsearch"]),
    default="embedded",
    show_default=True,
)
@click.option("--half", type=click.Choice(HALVES), help="Only these queries, of two halves.")
@click.option(
    "--try", "tried", metavar="NAME=VALUE", multiple=True, help="A weight to use in this run."
)
@click.option("--gate", is_flag=True, help="Fail where a figure is below its floor.")
@click.option("--accept", is_flag=True, help="Raise the floors to what is measured.")
@click.option("--lower", metavar="REASON", help="Set floors lower; the reason is recorded.")
@click.option(
    "--floors",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    default=floors.FILE,
    help="The file of the floors.",
)
@json_option
def main(
    data: Path,
    engine: str,
    half: str | None,
    tried: tuple[str, ...],
    gate: bool,
    accept: bool,
    lower: str | None,
    file: Path,
    as_json: bool,
) -> None:
    """Measure search quality beside Elasticsearch's `arabic` analyzer."""
    if (gate or accept or lower is not None) and (half or tried):
        raise click.UsageError("floors are of all queries with the weights as they are")
    where, say = machine(), progress(as_json)
    sets = query_sets(data)
    weights = _weights(tried)
    chosen = [half_of(queries, half) for queries in sets] if half else sets
    compared = compare(chosen, engine, weights, say)
    _tell(compared, where, as_json, {"engine": engine, "half": half, "tried": list(tried)})
    if gate or accept or lower is not None:
        figures = {f"{c.name} {m} over arabic": c.ratio(m) for c in compared for m in MEASURES}
        _floors(file, figures, digest(sets), gate, accept, lower)


def compare(sets: Sequence[QuerySet], engine: str, weights: Weights, say: Say) -> list[Compared]:
    """Every query set answered by the program and by the floor."""
    found = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kashshaf-bench-")))
        url = stack.enter_context(elasticsearch())
        for corpus in dict.fromkeys(queries.corpus for queries in sets):
            archive = corpus.parent.name
            address = f"embedded:{folder / archive}"
            if engine == "elasticsearch":
                address = f"{url}-{archive}"
            with program(corpus, address, weights) as ours, floor(corpus, url) as theirs:
                for queries in (each for each in sets if each.corpus == corpus):
                    scores = score(queries, ours), score(queries, theirs)
                    found.append(Compared(queries.name, len(queries.queries), *scores))
                    say(f"{queries.name}: {found[-1].ratio('MRR@10'):.3f} x the floor's MRR@10")
    return found


@contextmanager
def program(corpus: Path, address: str, weights: Weights) -> Iterator[Answer]:
    """A new archive of a corpus, and a function that answers queries from it."""
    settings = Settings(engine=address)
    with closing(open_engine(settings)) as engine:
        report = index(read([str(corpus)], settings), engine, Plan(workers=default_workers()), WHEN)
        if report.quarantined:
            raise click.ClickException(f"{report.quarantined} documents were not indexed")
        if weights == WEIGHTS:
            yield lambda text: ranked(engine, text, DEPTH)
        else:
            yield lambda text: _ranked(engine, text, weights)


@contextmanager
def floor(corpus: Path, url: str) -> Iterator[Answer]:
    """An Elasticsearch index of a corpus as anyone would make it, and its own answers.

    Equal scores go by id: else their order hangs on how segments were merged, and figures waver.
    """
    declared = {
        "settings": {"number_of_shards": 1, "number_of_replicas": 0},
        "mappings": {
            "properties": {
                "text": {"type": "text", "analyzer": ANALYZER},
                "id": {"type": "keyword"},
            }
        },
    }
    with new_index(f"{url}-floor-{corpus.parent.name}", declared) as (client, name):
        actions = (
            {
                "_index": name,
                "_id": row["_id"],
                "id": row["_id"],
                "text": f"{row.get('title') or ''}\n{row['text']}",
            }
            for row in rows(corpus)
        )
        helpers.bulk(client, actions, refresh=True)

        def answer(text: str) -> Ranking:
            match = {"match": {"text": {"query": text, "operator": "or"}}}
            order = [{"_score": "desc"}, {"id": "asc"}]
            found = client.search(index=name, query=match, size=DEPTH, sort=order, source=False)
            return [(hit["_id"], hit["_score"]) for hit in found["hits"]["hits"]]

        yield answer


def score(queries: QuerySet, answer: Answer) -> Scores:
    """The measures of the answers to a query set, each the mean over all its queries."""
    run = [
        # By rank: equal scores keep the order in which they were given.
        ir_measures.ScoredDoc(id, document, -float(rank))
        for id, text in queries.queries.items()
        for rank, (document, _) in enumerate(answer(text))
    ]
    judged = [ir_measures.Qrel(*row) for row in queries.judgements]
    found = ir_measures.calc_aggregate(list(MEASURES.values()), judged, run)
    return {name: float(found[measure]) for name, measure in MEASURES.items()}


def _ranked(engine: Engine, text: str, weights: Weights) -> Ranking:
    """As `search_ui.cli.ranked`, with other weights."""
    params = SearchParams(q=text[:1000], match="any", sort="relevance", size=DEPTH)
    typed = plain_words(clean_line(params.q))
    asked = Asked(params, typed, meaning(typed, params.depth, params.match, weights))
    return [(hit.id, hit.score) for hit in ask(engine, asked, facets=False).hits]


def half_of(queries: QuerySet, half: str) -> QuerySet:
    """One half of the queries, whole headlines in the same half as their three words."""
    chosen = {
        id: text
        for id, text in queries.queries.items()
        if blake2b(id.rstrip("w").encode()).digest()[0] % 2 == HALVES.index(half)
    }
    judged = tuple(row for row in queries.judgements if row[0] in chosen)
    return replace(queries, queries=chosen, judgements=judged)


def _weights(tried: Sequence[str]) -> Weights:
    """The weights with others tried in their place; a field's is NAME of a field."""
    weights = WEIGHTS
    for each in tried:
        name, _, value = each.partition("=")
        try:
            number = float(value)
        except ValueError as error:
            raise click.UsageError(f"--try {each}: not NAME=NUMBER") from error
        if name in dict(weights.fields):
            new = tuple((f, number if f == name else w) for f, w in weights.fields)
            weights = replace(weights, fields=new)
        elif name in Weights.__slots__ and name != "fields":
            whole = isinstance(getattr(weights, name), int)
            weights = replace(weights, **{name: int(number) if whole else number})  # type: ignore[arg-type]  # the names are checked
        else:
            raise click.UsageError(f"--try {each}: there is no such weight")
    return weights


def _floors(
    file: Path, figures: dict[str, float], data: str, gate: bool, accept: bool, lower: str | None
) -> None:
    held, put = floors.read(file), functools.partial(floors.write, path=file)
    if lower is not None:
        put(floors.lowered(held, figures, data, lower))
    elif accept:
        put(floors.raised(held, figures, data))
    if gate:
        wrong = floors.below(floors.read(file), figures, data)
        if wrong:
            raise click.ClickException("; ".join(wrong))


def _tell(
    compared: list[Compared], where: dict[str, Any], as_json: bool, about: dict[str, Any]
) -> None:
    head = [f"{name}{suffix}" for name in MEASURES for suffix in ("", " arabic", " ratio")]
    rows: list[list[object]] = [["queries", "", *head]]
    wanted = []
    for each in compared:
        cells = [(each.ours[m], each.floor[m], each.ratio(m)) for m in MEASURES]
        rows.append([each.name, each.queries, *(value for cell in cells for value in cell)])
        wanted.append(Wanted(f"{each.name} MRR@10 ratio", each.ratio("MRR@10"), WANTED[each.name]))
        if each.name in WANTED_RECALL:
            recall = each.ours[f"R@{DEPTH}"]
            wanted.append(Wanted(f"{each.name} recall@100", recall, WANTED_RECALL[each.name]))
    sets = {
        each.name: {"queries": each.queries, "kashshaf": each.ours, ANALYZER: each.floor}
        for each in compared
    }
    tell({**about, "sets": sets}, rows, wanted, where, as_json)


if __name__ == "__main__":
    main()
