"""How good the search is: ``python -m tests.bench.search_quality [--corpus PLACE] [--half tune] [--json]``.

Judged queries (queries.yaml) over a library of short how-tos, and the public collection Vaswani, for our
engine beside plain SQLite FTS5 and RapidFuzz in the same run. Prints Markdown tables.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from content.cards.model import Card
from tests.bench.search_quality import trec
from tests.bench.search_quality.baselines import plain_fts5, rapidfuzz_alone
from tests.bench.search_quality.corpus import VASWANI, default_folder, load
from tests.bench.search_quality.engines import HAS_MODEL, NO_MODEL, Engine, ours
from tests.bench.search_quality.metrics import Outcome, outcome, summary
from tests.bench.search_quality.queries import (
    HALVES,
    KINDS,
    TUNE,
    Query,
    accepted,
    answers,
    plain,
    read_queries,
)
from tests.bench.search_quality.tables import by_kind, misses, of_collection, steps

Makers = Mapping[str, Callable[[Sequence[Card], int], Engine]]
Outcomes = dict[str, list[tuple[Query, Outcome]]]  # by engine


def makers(*, model: bool) -> Makers:
    """The engines to compare, by the name they have in the tables; ours is first."""
    with_model: Makers = {"ours with the model": partial(ours, model=True)} if model else {}
    return {"ours": ours, **with_model, "plain FTS5": plain_fts5, "RapidFuzz": rapidfuzz_alone}


def run(cards: Sequence[Card], queries: Sequence[Query], engines: Makers) -> Outcomes:
    """How each query went with each engine. One of which no judged card is among ``cards`` is left out."""
    by_id = {card.id: card for card in cards}
    asked = [
        (query, accepted(query, by_id), answers(query, by_id))
        for query in queries
        if any(card in by_id for card in query.cards)
    ]
    found: Outcomes = {}
    for name, make in engines.items():
        search = make(cards, 10)
        found[name] = [
            (query, outcome([(card, plain(said)) for card, said in search(query.text)], right, lines))
            for query, right, lines in asked
        ]
    return found


def figures(outcomes: Outcomes, half: str) -> dict[str, Any]:
    """The measures of one half by engine and kind, "all" for every kind together."""
    found: dict[str, Any] = {}
    for name, went in outcomes.items():
        mine = [(query.kind, it) for query, it in went if query.half == half]
        kinds = {kind: summary(it for its, it in mine if its == kind) for kind in KINDS}
        all_kinds = {**kinds, "all": summary(it for _, it in mine)}
        found[name] = {kind: asdict(it) for kind, it in all_kinds.items() if it.queries}
    return found


def vaswani(folder: Path, engines: Makers) -> dict[str, dict[str, float]]:
    """The measures over the public collection by engine; RapidFuzz would take minutes and is left out."""
    archive = (folder if folder.is_dir() else folder.parent) / VASWANI
    if not archive.is_file():
        return {}
    collection = trec.read_collection(archive)
    return {name: trec.measure(collection, make) for name, make in engines.items() if name != "RapidFuzz"}


def main() -> None:
    """The command."""
    arguments = _arguments()
    corpus = load(arguments.corpus)
    engines = makers(model=arguments.model and HAS_MODEL)
    halves = HALVES if arguments.half == "both" else (arguments.half,)
    queries = [query for query in read_queries(corpus.queries) if query.half in halves]
    outcomes = run(corpus.cards, queries, engines)
    found = {half: figures(outcomes, half) for half in halves}
    public = vaswani(arguments.corpus, engines)
    if arguments.json:
        print(json.dumps({"corpus": corpus.told, "halves": found, "vaswani": public}))
        return
    print(corpus.told)
    if arguments.model and not HAS_MODEL:
        print(f"\n{NO_MODEL}")
    for half in halves:
        print(f"\nThe {half} half:\n\n{by_kind(found[half])}\n\n{steps(found[half])}")
    print(
        f"\n{of_collection(public)}"
        if public
        else f"\nNo {VASWANI} there: no figures over a public collection."
    )
    if arguments.misses:
        print(f"\n{misses([it for it in outcomes['ours'] if it[0].half == TUNE])}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--corpus", type=Path, default=default_folder(), help="the folder of archives, or one of them"
    )
    parser.add_argument(
        "--half", choices=[*HALVES, "both"], default="both", help="of the queries (default: both)"
    )
    parser.add_argument(
        "--model", action="store_true", help="measure our engine with its embedding model, too"
    )
    parser.add_argument(
        "--misses", action="store_true", help="list what ours got wrong, of the tune half alone"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    return parser.parse_args()


if __name__ == "__main__":
    main()
