"""How numbers stand in a text: digits, number words, and the values that a printed token can have.

A text is scanned as it is, never normalised: a superscript is a digit of its own, and an offset counts characters.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple


class Span(NamedTuple):
    """A piece of a text: its text, and the half-open range of characters it fills."""

    start: int
    end: int
    text: str


def _numbered(words: str, first: int = 0, step: int = 1) -> dict[str, Decimal]:
    return {word: Decimal(first + step * place) for place, word in enumerate(words.split())}


CARDINALS = _numbered("zero one two three four five six seven eight nine ten eleven twelve")
TEENS = _numbered("thirteen fourteen fifteen sixteen seventeen eighteen nineteen", 13)
TENS = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
ORDINALS = _numbered("first second third fourth fifth sixth seventh eighth ninth tenth", 1)
MULTIPLES = {"half": Decimal("0.5"), "quadruple": Decimal(4)} | {
    word: Decimal(value)
    for value, words in enumerate(
        ("once", "double doubles doubled doubling twice", "triple triples tripled tripling thrice"), 1
    )
    for word in words.split()
}
VALENCES = {"mono": 1, "di": 2, "bi": 2, "tri": 3, "tetra": 4, "penta": 5, "hexa": 6}
# A scale follows a number and multiplies it; alone, or behind an article, it counts once.
SCALES = {
    "dozen": 12, "dozens": 12, "decade": 10, "decades": 10, "hundred": 100, "hundreds": 100, "thousand": 1000,
    "thousands": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12, "mn": 10**6, "bn": 10**9, "万": 10**4,
    "亿": 10**8,
}  # fmt: skip

_PERIOD = "day|week|month|quarter|year|decade"
_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
# Words that are found in a text; the longest reading wins, so the phrases stand first.
_HITS = [
    rf"(?:(?:late|early|earlier|later|mid)[ -])?(?:last|this|next|previous) (?:{_PERIOD})",
    rf"(?:{_PERIOD})s? (?:prior|ago|after|before|earlier|later)",
    *CARDINALS, r"dozens?", r"hundreds?", r"thousands?", "million", "billion", "trillion", *ORDINALS,
    *MULTIPLES, "times", r"\w+fold", rf"(?:{'|'.join(VALENCES)})valent", r"decades?", "percent", _MONTHS, _WEEKDAYS,
    "yesterday", "today", "tomorrow", "overnight",
]  # fmt: skip
_HIT = re.compile(rf"\b(?:{'|'.join(_HITS)})\b", re.IGNORECASE)

_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")
_POWER = r"(?:10)(?:\^[+-]?\d{1,2}|[⁻⁺]?[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})"
_PLAIN = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:[.,]\d+)?"
# A digit behind a small letter belongs to a unit: the 2 of m2 is no number.
_NUMERAL = re.compile(rf"(?P<minus>(?<!\w)[-−])?(?<![a-z])(?:(?P<plain>{_PLAIN})\s?[×x]\s?)?(?P<power>{_POWER})"
                      rf"|(?P<minus2>(?<!\w)[-−])?(?<![a-z\d.,])(?P<number>{_PLAIN})")  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_COMPOUND = rf"\b(?:{'|'.join(TENS)})[\s-](?:{'|'.join([*CARDINALS][1:10])})\b"
_WORD_NUMBER = re.compile(rf"{_COMPOUND}|[^\W\d_]+", re.IGNORECASE)
_BEHIND = re.compile(r"[\s-]?([^\W\d_]+)")


def digit_runs(text: str) -> list[Span]:
    """Return the maximal runs of digits; a superscript is a digit, so that ``cm²`` holds one.

    >>> [run.text for run in digit_runs("1.5 kWh, 5 Ω·cm²")]
    ['1', '5', '5', '²']
    """
    runs = (list(run) for digits, run in groupby(enumerate(text), lambda pair: pair[1].isdigit()) if digits)
    return [Span(run[0][0], run[-1][0] + 1, "".join(sign for _, sign in run)) for run in runs]


def lexicon_hits(text: str) -> list[Span]:
    """Return the number words, multiples, months, weekdays and relative dates, longest reading first.

    >>> [hit.text for hit in lexicon_hits("It doubled late last month, to two million.")]
    ['doubled', 'late last month', 'two', 'million']
    """
    return [Span(hit.start(), hit.end(), hit[0]) for hit in _HIT.finditer(text)]


def printed_values(token: str) -> frozenset[Decimal]:
    """Return the values that a printed token can have, its scale words applied.

    >>> sorted(printed_values("1.9 to 6.2 yuan/Wh"))
    [Decimal('1.9'), Decimal('6.2')]
    >>> [int(value) for value in printed_values("2.3 million kilometers")]
    [2300000]
    """
    found = [*_numerals(token), *_words(token)]
    scales = [scale for _, end in found if (scale := _scale_behind(token, end)) != 1]
    values: set[Decimal] = set()
    for value, end in found:
        scale = _scale_behind(token, end)
        # "2 to 3 million" may mean two million: a scale further on is a second reading of a bare number.
        values |= {value * scale} if scale != 1 else {value, *(value * other for other in scales)}
    return frozenset(values or {Decimal(SCALES[word]) for word in _WORD.findall(token.lower()) if word in SCALES})


def _numerals(token: str) -> Iterator[tuple[Decimal, int]]:
    """Yield the numbers written in digits and where they end."""
    for found in _NUMERAL.finditer(token):
        sign = -1 if found["minus"] or found["minus2"] else 1
        value = _decimal(found["number"] or found["plain"] or "1")
        if found["power"]:
            exponent = found["power"][2:].lstrip("^").translate(_SUPERSCRIPTS)
            value *= Decimal(10) ** int(exponent)
        yield sign * value, found.end()


def _decimal(text: str) -> Decimal:
    """Read digits with thousands separators, or with a decimal comma."""
    grouped = re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", text)
    return Decimal(text.replace(",", "") if grouped else text.replace(",", "."))


def _words(token: str) -> Iterator[tuple[Decimal, int]]:
    """Yield the values of number words and where they end."""
    for found in _WORD_NUMBER.finditer(token):
        values = [value for word in re.split(r"[\s-]", found[0].lower()) if (value := _word_value(word)) is not None]
        if values:
            yield sum(values, Decimal(0)), found.end()


def _word_value(word: str) -> Decimal | None:
    """Return the value of one word, or None where it is no number."""
    stem = word.removesuffix("fold")
    for words in (CARDINALS, TEENS, TENS, ORDINALS, MULTIPLES):
        if stem in words:
            return words[stem]
    return Decimal(VALENCES[stem]) if (stem := word.removesuffix("valent")) != word and stem in VALENCES else None


def _scale_behind(token: str, end: int) -> Decimal:
    """Return the product of the scale words that follow directly."""
    scale = Decimal(1)
    while found := _BEHIND.match(token, end):
        if found[1].lower() not in SCALES:
            break
        scale, end = scale * SCALES[found[1].lower()], found.end()
    return scale
