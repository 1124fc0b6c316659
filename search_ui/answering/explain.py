"""Why an article was found: which written forms answer which word of the query, by which rule.

The rules of a form, the nearest first:

    as_written   the word as typed, letter for letter
    spelling     another spelling of it (hamza, teh marbuta, vowel marks …)
    actor        a name of the actor whom the word names
    prefix, fuzzy, phrase, near   what the clause asks for
    anything else: the form shares a lemma with the word; the rule is that of `indexer.arabic.lemma`
    for the form (``clitic:ال+lexicon:plural``)

The rows count the marks of the article, so they agree with what is marked.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from indexer.arabic.analyzers import exact_terms, word_terms
from indexer.arabic.lemma import lemma
from indexer.engines.answers import Hit
from indexer.engines.query import TEXT_FIELDS
from search_ui.answering.labels import Language, actor_label
from search_ui.answering.marks import Mark
from search_ui.answering.phrasebook import phrasebook, plain, quoted
from search_ui.asking.clauses import Depth
from search_ui.asking.query import Clause, Typed
from search_ui.asking.ranking import Meaning
from search_ui.asking.writing import taking_out

Actor = tuple[str, str]  # id, and name as the article has it; both empty for none


@dataclass(frozen=True, slots=True)
class Explainer:
    """Explains the hits of one search."""

    typed: Typed
    meaning: Meaning
    depth: Depth
    language: Language
    made: dict[tuple[int, str, Actor], dict[str, Any]] = field(default_factory=dict)  # by clause

    def why(self, hit: Hit, marks: Mapping[str, list[Mark]]) -> list[dict[str, Any]]:
        """A row for each word of the query, written form and field: ``word, form, rule, label,
        field, count``, and `lemma`, `actor` or `without` where there is one. `marks` are those of
        the article by field; `without` is the query with that form taken out."""
        counts: Counter[tuple[int, str, str, Actor]] = Counter()
        places = hit.places(None) if self._asks_for_actors and any(marks.values()) else ()
        named = {(name, start, end): (id, called) for name, start, end, _, id, called in places}
        for name, found in marks.items():
            text = hit.document.get(name) or ""
            for start, end, clause in found:
                actor = named.get((name, start, end), ("", ""))
                counts[clause, text[start:end], name, actor] += 1
        return [
            {**self._row(number, form, actor), "field": name, "count": count}
            for (number, form, name, actor), count in sorted(
                counts.items(),
                key=lambda row: (row[0][0], TEXT_FIELDS.index(row[0][2]), -row[1], row[0][1]),
            )
        ]

    @property
    def _asks_for_actors(self) -> bool:
        """Whether a mark may be the name of an actor: else nobody need look where they stand."""
        return bool(self.meaning.actors) or any(c.field == "actor" for c in self.typed.clauses)

    def _row(self, number: int, form: str, named: Actor) -> dict[str, Any]:
        row = self.made.get((number, form, named))
        if row is None:
            row = self._made(self.typed.clauses[number], form, named)
            self.made[number, form, named] = row
        return row

    def _made(self, clause: Clause, form: str, named: Actor) -> dict[str, Any]:
        actor = named[0]
        rule, lemma_ = self._rule(clause, form, actor)
        row: dict[str, Any] = {"word": clause.text, "form": form, "rule": rule}
        if rule == "actor":
            row["word"] = self._name(clause, actor)
            row["actor"] = actor
        if lemma_:
            row["lemma"] = lemma_
        row["label"] = plain(self._label(rule, lemma_, named))
        out = self._out(clause, form, rule)
        if out:
            row["without"] = taking_out(self.typed, clause, out)
        return row

    def _rule(self, clause: Clause, form: str, actor: str) -> tuple[str, str]:
        """The rule by which a form answers a clause, and the lemma that they share."""
        if clause.field == "actor":
            return "actor", ""
        if clause.kind != "word":
            return clause.kind, ""
        words = word_terms(form)
        if set(exact_terms(form)) <= set(exact_terms(clause.text)):
            return "as_written", ""
        if set(words) <= set(word_terms(clause.text)):
            return "spelling", ""
        if actor:
            return "actor", ""
        if len(words) == 1:
            found = lemma(words[0])
            return found.rule, found.term
        return "compound", " ".join(lemma(word).term for word in words)

    def _name(self, clause: Clause, actor: str) -> str:
        """The words of the query that name the actor."""
        for id, first, end in self.meaning.actors:
            if id == actor and first <= clause.start < end:
                named = [c.text for c in self.typed.clauses if first <= c.start < end]
                return " ".join(named)
        return clause.text

    def _out(self, clause: Clause, form: str, rule: str) -> str:
        """How the form is taken out of the clause, or nothing where it cannot be: as written where
        the word itself would go with it, else in all its spellings."""
        if clause.kind != "word" or clause.exact or self.depth == "exact":
            return ""
        if clause.field not in (None, "title", "body"):
            return ""
        words = "_".join(form.split()) if rule == "actor" else form
        if rule != "actor" and len(word_terms(form)) != 1:
            return ""
        return "=" + words if rule in ("as_written", "spelling") else words

    def _label(self, rule: str, lemma_: str, named: Actor) -> str:
        _ = phrasebook(self.language)
        told = {
            "as_written": _("as typed"),
            "spelling": _("another spelling"),
            "prefix": _("begins so"),
            "fuzzy": _("a word like it"),
            "phrase": _("word for word"),
            "near": _("near each other"),
        }
        if rule == "actor":
            id, name = named
            label = quoted(actor_label(id, self.language, name)["label"], self.language)
            return _("a name of %(actor)s") % {"actor": label}
        if not lemma_:
            return told.get(rule, rule)
        said = _("a form of %(lemma)s") % {"lemma": quoted(lemma_, self.language)}
        parts = rule_labels(rule, self.language)
        return said + (_(": ") + _(", ").join(parts) if parts else "")


def rule_labels(rule: str, language: Language) -> list[str]:
    """What a rule of `indexer.arabic.lemma` says of a form, part by part."""
    _ = phrasebook(language)
    told = {
        "lexicon:plural": _("plural"),
        "lexicon:verb": _("verb"),
        "seen:plural": _("plural"),
        "irregular": _("irregular"),
        "variant": _("spelling variant"),
        "compound": _("two words written as one"),
        "number": _("number"),
        "light": _("by its stem"),
        "light:plural": _("plural by its shape"),
        "light:variant": _("spelling variant of a name"),
        "light:verb": _("verb by its shape"),
    }
    parts = []
    for part in rule.split("+"):
        kind, _colon, letters = part.partition(":")
        if kind == "clitic":
            parts.append(_("with %(letters)s before it") % {"letters": quoted(letters, language)})
        elif kind == "ending":
            parts.append(_("ending in %(letters)s") % {"letters": quoted(letters, language)})
        elif part in told:
            parts.append(told[part])
    return parts
