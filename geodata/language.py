"""Tell French from English, and both from the rest."""

from __future__ import annotations

import math
import re

LANGUAGES = ("fr", "en")
# Words that one of the two has and the other has not; those shared with Spanish, Portuguese, German or Dutch
# ("la", "de", "un", "in", "on", "was") count for neither.
STOP_WORD_LISTS = {
    "fr": """le les des du et dans une est sur aux pour par qui avec ont cette ces ses leur leurs été sont mais où après
        depuis selon contre plus pas ne ce il elle ils à au d l qu n s c j y lors dont entre sans sous être avait""",
    "en": """the of and to that from with were has have had its by for are been this which who their they at as it is
        after his her be not but would will said into over more than when where""",
}
STOP_WORDS = {language: frozenset(words.split()) for language, words in STOP_WORD_LISTS.items()}
WORD = re.compile(r"[^\W\d_]+")
SAMPLE = 6000
LATIN = re.compile(r"[A-Za-z\u00c0-\u024f]")
# Every fifth word of running French or English is in its list, and hardly any in the other's.
CLEAR_SHARE = 0.18
CLEAR_LEAD = 3
LEAST_STOP_WORDS = 4
# Of log-likelihoods, over the root of the number of letters, which keeps them alike for texts of any length.
FARTHEST_BEHIND_BEST = 3.0
LEAST_LEAD = 1.5


def detect_language(text: str) -> str | None:
    """Return the language of a text.

    Parameters
    ----------
    text : str
        Its first 6,000 characters decide.

    Returns
    -------
    {"fr", "en"} or None
        None for another language, and where a short text does not tell.
    """
    sample = text[:SAMPLE]
    letters = sum(map(str.isalpha, sample))
    if not letters or len(LATIN.findall(sample)) < letters / 2:
        return None
    return _by_stop_words(sample) or _by_letters(sample, letters)


def _by_stop_words(sample: str) -> str | None:
    words = WORD.findall(sample.lower())
    french, english = (sum(word in STOP_WORDS[language] for word in words) for language in LANGUAGES)
    best, most, least = ("fr", french, english) if french > english else ("en", english, french)
    clear = most >= CLEAR_LEAD * least and most >= CLEAR_SHARE * len(words) and most >= LEAST_STOP_WORDS
    return best if clear else None


def _by_letters(sample: str, letters: int) -> str | None:
    """Ask py3langid which of the two is likelier, unless a third language is far likelier than both.

    Its own first choice is of no use for titles: it takes short English ones for Pidgin, Catalan or Latin.
    """
    import py3langid  # noqa: PLC0415 - 0.6 s that most texts do not need

    ranked = py3langid.rank(sample.lower())
    scores = dict(ranked)
    likelier, other = sorted(LANGUAGES, key=scores.__getitem__, reverse=True)
    unit = math.sqrt(letters)
    if ranked[0][1] - scores[likelier] > FARTHEST_BEHIND_BEST * unit:
        return None
    return likelier if scores[likelier] - scores[other] >= LEAST_LEAD * unit else None
