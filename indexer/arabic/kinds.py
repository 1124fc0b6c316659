"""What may be put on a stem: the letters that the lists of ``mappings/lexicon`` give to stems.

One letter, one bit. A stem has a set of them; `affixes` says which prefix and ending each admits.
"""

from __future__ import annotations

NOMINAL = {
    "N": "a whole noun or adjective: the article, prepositions, dual, pronouns",
    "B": "a broken plural: as N, without the dual",
    "F": "an adjective or a person: feminine and sound plurals as well",
    "T": "a noun in teh marbuta, here without it",
    "U": "takes the feminine plural and the dual only",
    "C": "stands before a pronoun only",
    "R": "a proper name, or a particle that prepositions go before: nothing after it",
    "S": "a particle: only و or ف before it, nothing after it",
    "L": "a name with the article, as it stands after the preposition ل",
}
VERBAL = {
    "a": "past, he",
    "b": "past, she",
    "c": "past, I, you, we, they (feminine)",
    "d": "past, they",
    "e": "past, dual",
    "o": "past, he, before a pronoun only",
    "i": "imperfect without an ending",
    "j": "imperfect before the waw and the ya of the plural and of the feminine",
    "k": "imperfect, dual",
    "l": "imperfect, feminine plural",
    "m": "imperfect without an ending, before a pronoun only",
    "n": "jussive without an ending, where its letters are not those of the indicative",
    "v": "passive past, where its letters are not those of the active",
    "w": "passive imperfect, where its letters are not those of the active",
    "q": "imperative, singular",
    "r": "imperative before waw and ya",
    "s": "imperative, dual",
    "t": "imperative, feminine plural",
}
BIT = {letter: 1 << place for place, letter in enumerate([*NOMINAL, *VERBAL])}


def bits(letters: str) -> int:
    """The set of kinds that `letters` name; KeyError for a letter that names none."""
    found = 0
    for letter in letters:
        found |= BIT[letter]
    return found


def letters(found: int) -> str:
    """The letters of a set of kinds, in the order of the tables."""
    return "".join(letter for letter, bit in BIT.items() if found & bit)
