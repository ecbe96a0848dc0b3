"""Capitals that stand for their governments: "Paris a refusé", "le régime de Bamako", "Moscow's ally"."""

from __future__ import annotations

from geodata.mentions.tokens import Tokens
from geodata.mentions.words import PlaceWords


def is_government(tokens: Tokens, first: int, last: int, vocabulary: PlaceWords) -> bool:
    """Tell whether a capital stands for its government here.

    Parameters
    ----------
    first, last : int
        Tokens of the capital's name.
    """
    words = tokens.words
    if vocabulary.capital_before.before(words, first) and tokens.adjacent(first):
        return True
    at = first - 1
    while at >= 0 and first - at <= 3 and words[at] in vocabulary.links and tokens.adjacent(at + 1):
        at -= 1
    if 0 <= at < first - 1 and words[at] in vocabulary.governments:
        return True
    return _acts(tokens, first, last + 1, vocabulary)


def _acts(tokens: Tokens, first: int, after: int, vocabulary: PlaceWords) -> bool:
    words = tokens.words
    if after >= tokens.size:
        return False
    if words[after] == "s" and after + 1 < tokens.size and tokens.gap(after) in {"'", "’"}:
        return words[after + 1] in vocabulary.capital_after
    if tokens.text[tokens.starts[after]] in "àÀ":
        return False  # "de Gao à Kidal": the preposition folds to the verb
    subject = tokens.initial(first) or not vocabulary.locative.before(words, first)
    return subject and tokens.gap(after) == " " and bool(vocabulary.capital_verbs.after(words, after))
