"""Tables of exchange rates and inflation: those that ship with the library, and a user's own under the same rules."""

import math
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Literal, NamedTuple, get_args

from ..core.catalogue import Catalogue, Path
from ..ground.errors import MoneyError, did_you_mean
from ..ground.spelling import CURRENCIES, PRICE_YEARS
from .figure import Lookup
from .reader import parse_toml, read_toml
from .rules import shown

Index = Literal["gdp_deflator", "cpi"]
Status = Literal["actual", "estimate", "forecast", "derived", "part-year"]
Series = Literal["per_usd", "gdp_deflator", "cpi"]
Years = Mapping[int, float]
_YEARS = (
    "rates: Expected tables of years, such as [per_usd.CNY] with 2025 = 7.1875. "
    "A year that is no actual value says so: 2025 = { value = 7.1875, status = 'estimate', source = '...' }."
)


class Origin(NamedTuple):
    """How final the value of one year is, and who published it where that is not the first source of its kind."""

    status: Status = "actual"
    source: str = ""


_ACTUAL = Origin()
Origins = Mapping[str, Mapping[str, Mapping[int, Origin]]]


@dataclass(frozen=True)
class RateTable:
    """Exchange rates and inflation of several currencies, with their sources.

    Parameters
    ----------
    name : text
    sources : texts
        Where the numbers were published.
    per_usd : currency -> year -> rate
        Units of the currency for one US dollar, mean of the year; the dollar itself is left out.
    inflation : currency -> ``gdp_deflator`` or ``cpi`` -> year -> share
        Change of the index of the currency's economy: the value of year t leads from t-1 to t.
    origins : currency -> ``per_usd``, ``gdp_deflator`` or ``cpi`` -> year -> Origin
        Status and source of the years that are no actual values of the first source of their kind.

    Raises
    ------
    MoneyError
        If a currency, index, year or rate cannot be.

    Examples
    --------
    >>> table = RateTable("bank", ("a bank",), {"CNY": {2024: 7.2, 2025: 7.2}}, {"CNY": {"cpi": {2025: 0.002}}})
    >>> table.cross_rate("USD", "CNY", 2024), table.origin("CNY", "cpi", 2025).status
    (7.2, 'actual')
    """

    name: str
    sources: tuple[str, ...]
    per_usd: Mapping[str, Years] = field(repr=False)
    inflation: Mapping[str, Mapping[str, Years]] = field(repr=False)
    origins: Origins = field(default_factory=dict, repr=False)

    def __post_init__(self) -> None:
        rates = {name: _years(self.name, f"per_usd.{name}", years, 0.0) for name, years in self.per_usd.items()}
        _refuse_strangers(self.name, [*rates, *self.inflation], CURRENCIES)
        levels = {}
        for currency, indices in self.inflation.items():
            _refuse_strangers(self.name, indices, get_args(Index))
            place = f"inflation.{currency}"
            levels[currency] = Lookup({i: _years(self.name, f"{place}.{i}", indices[i], -1.0) for i in indices})
        object.__setattr__(self, "sources", tuple(self.sources))
        object.__setattr__(self, "per_usd", Lookup(rates))
        object.__setattr__(self, "inflation", Lookup(levels))
        if problems := [*self._misplaced()]:
            raise MoneyError("\n".join(problems))
        told = {c: Lookup({name: Lookup(years) for name, years in of.items()}) for c, of in self.origins.items()}
        object.__setattr__(self, "origins", Lookup(told))

    def __hash__(self) -> int:
        return hash(self.name)

    def cross_rate(self, currency: str, other: str, year: int) -> float:
        """Return how much of the other currency one unit of the first is worth, mean of the year."""
        return self._per_usd(other, year) / self._per_usd(currency, year)

    def price_ratio(self, currency: str, index: str, start: int, end: int) -> float:
        """Return the price level of one year over that of another, chained over the years between."""
        of_currency = self._of(self.inflation, currency, "inflation")
        yearly: Years = self._of(of_currency, index, f"inflation of {currency}")
        steps = range(min(start, end) + 1, max(start, end) + 1)
        if missing := [year for year in steps if year not in yearly]:
            raise MoneyError(self._lacks(f"{index} inflation of {currency}", missing[0], yearly))
        ratio: float = math.prod(1 + yearly[year] for year in steps)
        return ratio if start <= end else 1 / ratio

    def origin(self, currency: str, series: Series, year: int) -> Origin:
        """Return the status and the source of one value; without a source it is of the first one of its kind.

        >>> rate_table("fed-h10-world-bank").origin("CNY", "cpi", 2025)
        Origin(status='estimate', source='IMF WEO October 2025')
        """
        return self.origins.get(currency, {}).get(series, {}).get(year, _ACTUAL)

    def _per_usd(self, currency: str, year: int) -> float:
        if currency == "USD":
            return 1.0
        yearly: Years = self._of(self.per_usd, currency, "exchange rate")
        if year not in yearly:
            raise MoneyError(self._lacks(f"exchange rate of {currency}", year, yearly))
        return yearly[year]

    def _of(self, rows: Mapping[str, Any], key: str, what: str) -> Any:
        if key not in rows:
            listed = ", ".join(rows) or "none"
            raise MoneyError(f"exchange: rates {self.name!r} have no {what} for {key}. They have {listed}.")
        return rows[key]

    def _lacks(self, what: str, year: int, yearly: Years) -> str:
        return f"exchange: rates {self.name!r} have no {what} for {year}. They have {_span(yearly)}."

    def _misplaced(self) -> Iterator[str]:
        """Tell of origins of values that are not there, and of a status that is none."""
        for currency, series in self.origins.items():
            for name, years in series.items():
                rows = self.per_usd if name == "per_usd" else self.inflation.get(currency, {})
                known = rows.get(currency if name == "per_usd" else name, {})
                for year, origin in years.items():
                    place = f"rates {self.name!r}: {currency}.{name} of {year}"
                    if year not in known:
                        yield f"{place} has an origin and no value. Give it a value, or drop the origin."
                    if origin.status not in get_args(Status):
                        listed = ", ".join(get_args(Status))
                        yield f"{place}: status = {shown(origin.status)}. Expected one of {listed}."
                    if not isinstance(origin.source, str):
                        yield f"{place}: source = {shown(origin.source)}. Expected who published it, as text."


def rate_table(name: str, *, asker: str = "exchange") -> RateTable:
    """Return a table by its name: one that ships, or one's own that was added to ``rate_tables``.

    Raises
    ------
    MoneyError
        If there is no such table; the message begins with who asked.
    """
    if not isinstance(name, str) or name not in rate_tables:
        known = sorted(rate_tables)
        near = did_you_mean(str(name), known)
        raise MoneyError(f"{asker}: rates = {shown(name)}. Expected a RateTable or one of {', '.join(known)}.{near}")
    return rate_tables[name]


def read_rate_table(path: str | os.PathLike[str]) -> RateTable:
    """Read a table of your own: TOML with ``name``, ``sources``, ``[per_usd.CNY]``, ``[inflation_percent.CNY.cpi]``.

    A year is a number, ``2024 = 7.1957``, or says what it is:
    ``2025 = { value = 0.013, status = "estimate", source = "IMF" }``.

    Raises
    ------
    MoneyError
        If the file is no such table.
    """
    return _table(read_toml(path, MoneyError))


def _folder() -> Traversable:
    return files("ssbmodel.sheets") / "tables"


def _shipped() -> list[str]:
    return sorted(entry.name.removesuffix(".toml") for entry in _folder().iterdir() if entry.name.endswith(".toml"))


def _load(name: str) -> RateTable:
    return _table(parse_toml((_folder() / f"{name}.toml").read_bytes(), f"{name}.toml", MoneyError))


def _read(path: Path) -> dict[str, RateTable]:
    table = read_rate_table(path)
    return {table.name: table}


rate_tables: Catalogue[RateTable] = Catalogue("table of rates", _shipped, _load, _read, "tables of rates")


def _table(tables: dict[str, Any]) -> RateTable:
    """Return the tables of a file, years as numbers and percent as shares."""
    keys = ("name", "sources", "per_usd", "inflation_percent")
    _refuse_strangers("a file", tables, keys)
    if missing := [key for key in keys if key not in tables]:
        raise MoneyError(f"rates: the file has no {missing[0]}. Expected {', '.join(keys)}.")
    name, sources, rates, inflation = (tables[key] for key in keys)
    if not isinstance(name, str) or not isinstance(sources, list) or not all(isinstance(text, str) for text in sources):
        raise MoneyError("rates: name or sources is no text. Write name = '...' and sources = ['...'].")
    try:
        per_usd = {currency: _values(rows, 1) for currency, rows in rates.items()}
        shares = {c: {index: _values(rows, 100) for index, rows in indices.items()} for c, indices in inflation.items()}
        found = {
            c: {name: _origins(rows) for name, rows in _series(c, rates, inflation)} for c in {**rates, **inflation}
        }
    except (AttributeError, KeyError, TypeError, ValueError):
        raise MoneyError(_YEARS) from None
    return RateTable(name, tuple(sources), per_usd, shares, found)


def _series(currency: str, rates: Mapping[str, Any], inflation: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the rows of a currency in a file by the name of their series."""
    if currency in rates:
        yield "per_usd", rates[currency]
    yield from inflation.get(currency, {}).items()


def _values(rows: Mapping[str, Any], unit: float) -> dict[int, float]:
    """Return the years of a file as numbers and their values over a unit: 100 for percent."""
    cells = {int(year): cell["value"] if isinstance(cell, Mapping) else cell for year, cell in rows.items()}
    return {year: value / unit for year, value in cells.items()}


def _origins(rows: Mapping[str, Any]) -> dict[int, Origin]:
    """Return what the years of a file say of themselves beside their value."""
    told = {int(year): dict(cell) for year, cell in rows.items() if isinstance(cell, Mapping)}
    return {year: Origin(**{key: cell[key] for key in cell if key != "value"}) for year, cell in told.items()}


def _years(name: str, place: str, years: Years, above: float) -> Years:
    for year, value in years.items():
        if year not in PRICE_YEARS or isinstance(value, bool) or not isinstance(value, (int, float)):
            raise MoneyError(f"rates {name!r}: {place} = {{{year}: {shown(value)}}}. Expected years with numbers.")
        if not above < value < math.inf:
            raise MoneyError(
                f"rates {name!r}: {place} of {year} = {value:g}. Expected a finite number above {above:g}."
            )
    return Lookup(years)


def _refuse_strangers(name: str, keys: Iterable[str], known: Iterable[str]) -> None:
    options = list(known)
    for key in keys:
        if key not in options:
            near = did_you_mean(str(key), options) or f" Expected one of {', '.join(options)}."
            raise MoneyError(f"rates {name!r}: {shown(key)} is unknown.{near}")


def _span(years: Iterable[int]) -> str:
    known = sorted(years)
    if known and len(known) == known[-1] - known[0] + 1:
        return f"{known[0]} to {known[-1]}"
    return ", ".join(map(str, known)) or "none"
