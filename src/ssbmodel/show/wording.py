"""Numbers, units and names as a reader sees them, in the terminal, on charts and on the page."""

import math
import re
from collections.abc import Iterable
from typing import Any, NamedTuple

from ..ground.spelling import write_unit
from ..ground.units import Q
from ..sheets.figure import Figure

DIGITS = 3
NOTHING = "–"

# The unit in which people say what the library keeps in house units.
_SAID = {"Wh": "kWh", "W": "kW", "K": "°C"}
_SHARES = {
    "annual_decline",
    "total_decline",
    "required_learning_rate",
    "range_retention",
    "range_retention_heating_alone",
    "range_kept",
}
UNCHARGED = (
    "Processes of solid cells (films, presses, lithium, dry rooms) are not yet charged: solid packs are lower bounds."
)


def number(value: float, digits: int = DIGITS) -> str:
    """Return a number with significant digits and thousands apart.

    >>> number(0.4), number(343220.0), number(-0.01031), number(12)
    ('0.400', '343,000', '−0.0103', '12.0')
    """
    if not math.isfinite(value):
        return str(value)
    places = digits - 1 - (math.floor(math.log10(abs(value))) if value else 0)
    rounded = round(value, places)
    if rounded and math.floor(math.log10(abs(rounded))) > digits - 1 - places:
        places -= 1
    return f"{rounded:,.{max(0, places)}f}".replace("-", "−")


def span(low: float, high: float, digits: int = DIGITS) -> str:
    """Return two ends as ``low to high``, or one number where they print alike.

    >>> span(1.9, 6.2), span(0.4, 0.4)
    ('1.90 to 6.20', '0.400')
    """
    ends = dict.fromkeys((number(low, digits), number(high, digits)))
    return " to ".join(ends)


def exactly(value: float, name: str = "") -> str:
    """Return a number that somebody chose as it was chosen, up to five digits; a year without a comma.

    >>> exactly(1105.1), exactly(0.9), exactly(2030, "end_year")
    ('1,105.1', '0.9', '2030')
    """
    text = f"{value:{'' if name.endswith('year') else ','}.5g}".replace("-", "−")
    return number(value, 5) if "e" in text else text


def unit_of(quantity: Any) -> str:
    """Return a quantity's unit as the library writes it.

    >>> unit_of(Q(1.9, "CNY_2025/Wh"))
    'CNY_2025/Wh'
    """
    return write_unit(quantity.unit_items())


class Said(NamedTuple):
    """The unit a quantity is said in, and how its magnitudes become numbers in it."""

    unit: str
    scale: float
    offset: float = 0.0

    def values(self, magnitudes: Iterable[float]) -> list[float]:
        """Return magnitudes as numbers in the unit."""
        return [float(value) * self.scale + self.offset for value in magnitudes]


def said(name: str, unit: str) -> Said:
    """Return the unit in which people say an answer or an input of this name.

    >>> said("usable_energy", "Wh"), said("annual_decline", "").unit
    (Said(unit='kWh', scale=0.001, offset=0.0), '%')
    """
    if not unit:
        return Said("%", 100.0) if name in _SHARES else Said("", 1.0)
    if unit == "K":
        return Said("°C", 1.0, -float(Q(0, "degC").m_as("K")))
    if unit in _SAID:
        return Said(_SAID[unit], float(Q(1, unit).m_as(Q(1, _SAID[unit]).units)))
    return Said("°C" if unit == "degC" else unit, 1.0)


def with_unit(text: str, unit: str) -> str:
    """Return text and unit kept on one line."""
    return f"{text}\u00a0{unit}".rstrip("\u00a0") if text != NOTHING else text


def money_words(unit: str) -> str:
    """Return a unit with its money as a reader says it.

    >>> money_words("CNY_2025/Wh"), money_words("CNY")
    ('CNY (2025) per Wh', 'CNY')
    """
    return re.sub(r"([A-Z]{3})_(\d{4})", r"\1 (\2)", unit).replace("/", " per ")


def plain(text: str) -> str:
    r"""Return text without what a terminal or a page would act on: control and direction characters.

    >>> plain("a\x1b[31mb\u202e")
    'a [31mb '
    """
    return "".join(mark if mark.isprintable() else " " for mark in text)


# Ids are in lower case; these words are not, or are short for others.
_NAMES = {
    name.lower(): name for name in ("SAIC", "BYD", "GAC", "CATL", "NIO", "EU", "ET7", "EQS", "LZC", "CASIP", "October")
}
_NAMES |= {"ytd": "year to date"}


def humanised(name: str) -> str:
    """Return a name as words.

    >>> humanised("cell_to_pack_mass_ratio")
    'Cell to pack mass ratio'
    """
    words = name.replace("_", " ").strip()
    return words[:1].upper() + words[1:]


def slug(text: str) -> str:
    """Return text as part of an id.

    >>> slug("004/battery-cost-2030"), slug("<My car>")
    ('004-battery-cost-2030', 'my-car')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-") or "x"


def claim(figure: Figure) -> str:
    """Return what a figure states, without its id and its circumstances.

    >>> from ssbmodel import figures
    >>> claim(figures["004/battery-cost-2030"])
    'below 0.4 CNY/Wh'
    """
    return with_signs(str(figure).partition(": ")[2].rpartition(" (")[0])


def topic(figure: Figure) -> str:
    """Return what a figure is about, by its id.

    >>> from ssbmodel import figures
    >>> topic(figures["004/battery-cost-2030"])
    'Battery cost 2030'
    >>> topic(figures["004/saic-fire-count"])
    'SAIC fire count'
    """
    words = figure.id.partition("/")[2].split("-")
    return humanised(" ".join(_NAMES.get(word, word) for word in words))


def with_signs(text: str) -> str:
    """Return text with degrees and minus signs as they are printed."""
    return re.sub(r"(?<![\w.])-(?=\d)", "−", text.replace("degC", "°C"))


def circumstances(figure: Figure) -> str:
    """Return kind, date and level of a figure.

    >>> from ssbmodel import figures
    >>> circumstances(figures["004/battery-cost-2030"])
    'forecast 2030; price year and level unspecified'
    """
    return str(figure).rpartition(" (")[2].removesuffix(")")


def source_line(figures: Iterable[str], also: str = "") -> str:
    """Return the line that stands under a chart."""
    ids = ", ".join(dict.fromkeys(figures))
    return f"Source: figures {ids}{'; ' if also and ids else ''}{also}." if ids else f"Source: {also}."
