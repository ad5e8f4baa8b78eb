"""Claims in a text: number, unit and place of each, and what would have to be asked before it can be checked.

The reader quotes and does not guess. A kilometre figure may be the range of a car, range added in a charge or a test
distance; where the sentence does not say, the proposal lists the names and leaves the choice to the reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import islice
from typing import Any

from ...ground.errors import ClaimError
from ...presets.loader import preset
from .claim import Claim
from .vocabulary import question

LONGEST_TEXT = 1_000_000
MOST_PROPOSALS = 2_000

_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?"


def _data() -> dict[str, Any]:
    return preset("claim_text.toml")


@cache
def _form() -> re.Pattern[str]:
    """Return the form of a number with its unit; the longest unit is tried first."""
    units = "|".join(re.escape(unit) for unit in sorted(_data()["unit"], key=len, reverse=True))
    return re.compile(
        rf"(?<![0-9.,A-Za-z_])(?P<sign>[-−](?=[0-9.]+ ?°))?(?P<one>{_NUMBER})"
        rf"(?:\s?(?:to|-|–|—|~|至|到)\s?(?P<two>{_NUMBER}))?\s?(?P<scale>{'|'.join(_data()['scale'])})?[\s-]?"
        rf"(?P<unit>{units})(?![A-Za-z0-9/²³])"
    )


_BEFORE = {
    "more than ": r"(?:more than|over|exceed(?:s|ing|ed)?|above|surpass(?:es|ing|ed)?|beyond|超过|突破|大于)",
    "at least ": r"(?:at least|no less than|a minimum of|至少|不低于)",
    "less than ": r"(?:less than|below|under|fewer than|低于|小于|不足)",
    "at most ": r"(?:at most|up to|within|no more than|不超过|最高|不高于|以内)",
}
_AFTER = {"at least ": r"\s?(?:or more|以上)", "at most ": r"\s?(?:or less|以下|以内)"}
_SENTENCE = re.compile(r"[.!?](?=\s)|[。！？；\n]")


@dataclass(frozen=True)
class Proposal:
    """A number in a text that may be a claim: what is printed where, the names it may have, and what to ask."""

    token: str
    start: int
    end: int
    says: str
    names: tuple[str, ...]
    chosen: str | None

    @property
    def claim(self) -> Claim | None:
        """The claim, with everything the text does not say left unspecified; None where its quantity is not said."""
        return Claim(self.chosen, self.says, id=f"text {self.start}", source=self.token) if self.chosen else None

    @property
    def question(self) -> str:
        """What to ask before it can be checked."""
        if self.chosen:
            return question(self.chosen)
        listed = " or ".join(name.replace("_", " ") for name in self.names)
        return f"Is it {listed}?" if listed else "Of what?"


def read_claims(text: str) -> tuple[Proposal, ...]:
    """Return the numbers with units of a text, in English or Chinese, as proposals for claims.

    Parameters
    ----------
    text : at most a million characters

    Returns
    -------
    proposals in the order of the text; ``text[p.start:p.end] == p.token``

    Raises
    ------
    ClaimError
        If it is no text, or too long.

    Examples
    --------
    >>> found = read_claims("The cell exceeds 310 Wh/kg; 续航超过100万公里.")
    >>> [(p.token, p.says, p.chosen) for p in found]
    [('310 Wh/kg', 'more than 310 Wh/kg', 'specific_energy'), ('100万公里', 'more than 1000000 km', 'driving_range')]
    """
    if not isinstance(text, str):
        raise ClaimError(f"text = {text!r:.40} is no text. Expected the words of an announcement.")
    if len(text) > LONGEST_TEXT:
        raise ClaimError(f"text of {len(text):,} characters. Expected at most {LONGEST_TEXT:,}; read it in parts.")
    return tuple(islice(_proposals(text), MOST_PROPOSALS))


def _proposals(text: str) -> Iterator[Proposal]:
    ends = [match.start() for match in _SENTENCE.finditer(text)] + [len(text)]
    start, at = 0, 0
    for found in _form().finditer(text):
        while ends[at] < found.start():
            start, at = ends[at] + 1, at + 1
        sentence = text[max(start, found.start() - 300) : min(ends[at], found.end() + 300)]
        unit = _data()["unit"][found["unit"]]
        names = [row for row in _data()["name"] if row["unit"] == unit]
        said = [row["quantity"] for row in names if re.search(row.get("words", ""), sentence, re.IGNORECASE)]
        chosen = said[0] if len(said) == 1 else None
        every = tuple(row["quantity"] for row in names)
        yield Proposal(found[0], found.start(), found.end(), _says(text, found, unit), every, chosen)


def _says(text: str, found: re.Match[str], unit: str) -> str:
    """Return bounds and unit of a number as the library writes them."""
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() : found.end() + 10]
    word = next((word for word, form in _BEFORE.items() if re.search(form + r"\s?$", before, re.IGNORECASE)), "")
    word = word or next((word for word, form in _AFTER.items() if re.match(form, after)), "")
    ends = [_value(found[end], found["scale"]) for end in ("one", "two") if found[end]]
    if unit == "kWh/100 km":
        ends, unit = [str(Fraction(end) * 10) for end in ends], "Wh/km"
    sign = "-" if found["sign"] else ""
    return f"{word if len(ends) == 1 else ''}{sign}{' to '.join(ends)} {unit}"


def _value(number: str, scale: str | None) -> str:
    """Return a number with its scale word as digits; one without stays as printed."""
    plain = number.replace(",", "")
    if not scale:
        return plain
    value = Fraction(plain) * _data()["scale"][scale]
    return str(value) if value.denominator == 1 else f"{float(value):.12g}"
