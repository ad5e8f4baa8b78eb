"""Claims in a text: number, unit and place of each, and what would have to be asked before it can be checked.

The reader quotes and does not guess. A kilometre figure may be the range of a car, range added in a charge or a test
distance; where the sentence does not say, the proposal lists the names and leaves the choice to the reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice

from ...ground.errors import ClaimError
from .claim import Claim
from .vocabulary import question

LONGEST_TEXT = 1_000_000
MOST_PROPOSALS = 2_000

# What is written -> the library's unit; the longest is tried first.
_UNITS = {
    "Wh/kg": "Wh/kg", "Wh kg-1": "Wh/kg", "Wh/L": "Wh/L", "Wh/l": "Wh/L", "瓦时/千克": "Wh/kg", "Wh/公斤": "Wh/kg",
    "瓦时/公斤": "Wh/kg", "kWh/100 km": "kWh/100 km", "kWh/100km": "kWh/100 km", "度/百公里": "kWh/100 km",
    "Wh/km": "Wh/km", "GWh": "GWh", "MWh": "MWh", "kWh": "kWh", "KWh": "kWh", "千瓦时": "kWh", "度电": "kWh",
    "yuan/Wh": "CNY/Wh", "CNY/Wh": "CNY/Wh", "RMB/Wh": "CNY/Wh", "元/Wh": "CNY/Wh", "元/瓦时": "CNY/Wh",
    "USD/kWh": "USD/kWh", "$/kWh": "USD/kWh", "euros/kWh": "EUR/kWh", "EUR/kWh": "EUR/kWh",
    "kilometers": "km", "kilometres": "km", "km": "km", "公里": "km", "千米": "km", "miles": "mile",
    "minutes": "min", "minute": "min", "min": "min", "分钟": "min", "hours": "h", "小时": "h",
    "kW": "kW", "MW": "MW", "千瓦": "kW", "兆瓦": "MW", "volts": "V", "V": "V", "伏": "V", "A": "A", "安": "A",
    "Ah": "Ah", "mAh/cm2": "mAh/cm2", "°C": "degC", "℃": "degC", "摄氏度": "degC", "C": "1/h", "kg": "kg", "公斤": "kg",
    "L": "L", "percent": "%", "%": "%",
}  # fmt: skip
_SCALES = {"thousand": 1_000, "million": 10**6, "billion": 10**9, "千": 1_000, "万": 10**4, "亿": 10**8}
# unit -> names that a number in it may have, each with the words in its sentence that say so; "" says so by itself
_NAMES: dict[str, tuple[tuple[str, str], ...]] = {
    "Wh/kg": (("specific_energy", ""),), "Wh/L": (("energy_density", ""),),
    "Wh/km": (("battery_consumption", "at the battery"), ("wall_consumption", "from the grid|at the wall|charging losses")),
    "kWh/100 km": (("battery_consumption", "at the battery"), ("wall_consumption", "from the grid|at the wall|charging losses")),
    "kWh": (("rated_energy", "pack|battery capacity|capacity of the battery|电池"), ("charged_energy", "charged|充入")),
    "MWh": (("plant_output", "per year|a year|annual|年产"),), "GWh": (("plant_output", "per year|a year|annual|年产"),),
    "CNY/Wh": (("battery_cost", ""),), "USD/kWh": (("battery_cost", ""),), "EUR/kWh": (("battery_cost", ""),),
    "km": (("range_added", "range added|adds|in (?:about |just |only )?[0-9]+ ?min|补能|充电.{0,8}分钟.{0,8}续航"),
           ("driving_range", "range(?! added)|on a (?:single|full) charge|续航"), ("fleet_distance", "fleet|test(?:ed|s)? (?:over|for)|累计")),
    "mile": (("driving_range", "range|on a (?:single|full) charge"),),
    "min": (("charging_time", "charg|充电"),), "h": (("charging_time", "charg|充电"),),
    "kW": (("charging_power", "charg|充电"), ("heater_power", "heat")), "MW": (("charging_power", "charg|充电"),),
    "V": (("cell_voltage", "cell voltage"), ("pack_voltage", "pack voltage"), ("platform_voltage", "platform|architecture|平台")),
    "A": (("charging_current", "charg|充电|current"),), "Ah": (("single_cell_capacity", "cell|电芯"),),
    "mAh/cm2": (("areal_capacity", ""),), "degC": (("temperature", ""),), "1/h": (("charge_rate", ""),),
    "kg": (("pack_mass", "pack (?:mass|weight|weighs)|weighs? of the pack"), ("vehicle_mass", "car weighs|curb|kerb|整备")),
    "L": (("pack_volume", "pack volume"),),
    "%": (("capacity_retention", "capacity|容量"), ("range_loss", "range (?:loss|drop)|loss of range|续航.{0,6}(?:损失|衰减)"),
          ("market_share", "market|市场")),
}  # fmt: skip
_NUMBER = r"[0-9]{1,3}(?:,[0-9]{3}){1,4}(?:\.[0-9]{1,6})?|[0-9]{1,12}(?:\.[0-9]{1,6})?"
_FOUND = re.compile(
    rf"(?<![0-9.,A-Za-z_])(?P<sign>[-−](?=[0-9.]+ ?°))?(?P<one>{_NUMBER})"
    rf"(?:\s?(?:to|-|–|—|~|至|到)\s?(?P<two>{_NUMBER}))?\s?(?P<scale>{'|'.join(_SCALES)})?[\s-]?"
    rf"(?P<unit>{'|'.join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))})(?![A-Za-z0-9/²³])"
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
    for found in _FOUND.finditer(text):
        while ends[at] < found.start():
            start, at = ends[at] + 1, at + 1
        sentence = text[max(start, found.start() - 300) : min(ends[at], found.end() + 300)]
        unit = _UNITS[found["unit"]]
        names = _NAMES[unit]
        said = [name for name, words in names if not words or re.search(words, sentence, re.IGNORECASE)]
        chosen = said[0] if len(said) == 1 else None
        every = tuple(name for name, _ in names)
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
    value = Fraction(plain) * _SCALES[scale]
    return str(value) if value.denominator == 1 else f"{float(value):.12g}"
