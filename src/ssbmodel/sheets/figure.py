"""A figure: one statement of one document, with the words and the place it was printed in.

A figure is never tidied. A missing bound is unknown, ``unspecified`` is an answer, and a price year that the document
does not name stays unnamed: an assumption assigns it later, with a reason.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer, ValidationError

from ..ground.errors import FigureError, did_you_mean
from ..ground.quantities import Quantity
from ..ground.spelling import is_money, read_unit
from ..ground.units import Q, make
from .rules import broken, fitting, shown
from .vocabulary import QUANTITIES

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Lookup(Mapping[K, V]):
    """A mapping that cannot be changed; it pickles, and compares as a dict does."""

    def __init__(self, rows: Mapping[K, V]) -> None:
        self._rows = dict(rows)

    def __getitem__(self, key: K) -> V:
        return self._rows[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, key: object) -> bool:
        return isinstance(key, Hashable) and key in self._rows

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self._rows!r})"


def _tupled(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


Qualifier = Literal["exact", "approx", "at_least", "more_than", "less_than", "at_most", "range", "target"]
SolidLabel = Literal["all_solid", "solid_state", "semi_solid", "quasi_solid", "solid_liquid_hybrid", "liquid", "none"]
SolidClass = Literal["liquid", "hybrid", "solid", "unspecified"]
Level = Literal["material", "electrode", "cell", "module", "pack", "vehicle", "plant", "market", "unspecified"]
Basis = Literal["raw_material", "material", "production_cost", "cost", "price", "unspecified"]
Stage = Literal["laboratory", "demonstration", "first_vehicle", "mass_production", "large_scale", "none"]
Kind = Literal["measured", "reported", "target", "forecast", "historic"]
Evidence = Literal["said", "target", "maker_data", "third_party_partial", "third_party_full", "teardown"]
DateBasis = Literal["stated", "inferred"]
Rounding = Literal["last_place", "declared", "none"]
Reason = Literal[
    "markup", "section_number", "product_name", "organisation_name", "address", "page_widget", "list_ordinal",
    "article_or_pronoun", "superlative", "unit_word", "modal_verb", "idiom",
]  # fmt: skip
SystemType = Literal[
    "cell or pack", "cell", "pack", "vehicle", "programme", "plant", "material", "process", "cost", "baseline",
    "physics", "safety", "market", "policy", "finance", "company", "taxonomy", "forecast", "named",
]  # fmt: skip
Moment = int | str
Conditions = Annotated[Mapping[str, str | int | float | bool], AfterValidator(Lookup), PlainSerializer(dict)]
AsOf = Annotated[Moment | tuple[Moment, Moment] | None, BeforeValidator(_tupled)]
Names = Annotated[tuple[str, ...], BeforeValidator(_tupled)]

CHOICES = {
    "qualifier": Qualifier, "solid_label": SolidLabel, "solid_class": SolidClass, "level": Level, "basis": Basis,
    "stage": Stage, "kind": Kind, "evidence": Evidence, "as_of_basis": DateBasis, "rounding": Rounding,
    "date_basis": DateBasis, "reason": Reason, "type": SystemType,
}  # fmt: skip
_EXPECTED = {
    "id": 'text such as "004/battery-cost-2030"', "quantity": 'a name of the vocabulary, such as "battery_cost"',
    "low": "a number, as printed", "high": "a number, as printed", "low_open": "true or false",
    "high_open": "true or false", "unit": 'text such as "Wh/kg", and "" for counts and dates',
    "price_year": 'a whole year, or price_year = "unstated"',
    "subject": 'a lower-case slug such as "solid-state-battery"',
    "claimant": "a lower-case slug", "as_of": 'a year, "YYYY-MM", "YYYY-MM-DD" in quotes, or [from, to]',
    "iso_date": '"YYYY-MM" or "YYYY-MM-DD" in quotes', "conditions": "a table of short values",
    "alternatives": "a list of readings such as { low = 4, high = 4, reason_code = \"increase_reading\" }",
    "conflicts": "a list of figure ids", "doubts": "a list of { topic = ..., source = ... }",
    "techno_economic": "true or false", "token": "the printed number and unit, as text",
    "start": "the character offset of the token, a whole number", "note_code": 'one short code such as "base_missing"',
    "document": "the document's id", "sha256": "64 hexadecimal digits", "file": "a plain file name",
    "date": '2025, "2025-04" or "2025-04-30" in quotes', "about": "a few words of your own",
    "digit_runs": "a whole number", "lexicon_hits": "a whole number", "name": "text", "documents": "a list of texts",
    "aliases": "a list of texts", "figures": "a list of texts", "roles": "a table of roles, quantity = figure id",
}  # fmt: skip


class Record(BaseModel):
    """A frozen record of a sheet: unknown keys and wrong types are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Doubt(Record):
    """Public knowledge that speaks against a figure, and where it stands."""

    topic: str
    source: str


class Reading(Record):
    """Another reading of the same words: ``increase_reading``, ``times_as_factor``, ``window_reading``."""

    low_value: float | None = Field(None, alias="low")
    high_value: float | None = Field(None, alias="high")
    low_open: bool = False
    high_open: bool = False
    unit: str | None = None
    reason_code: str


Readings = Annotated[tuple[Reading, ...], BeforeValidator(_tupled)]
Doubts = Annotated[tuple[Doubt, ...], BeforeValidator(_tupled)]


class Figure(Record):
    """One statement of one document; keys and defaults are those of seeds/README.md.

    ``low`` and ``high`` are quantities, or None where the bound is missing; ``low_value`` and ``high_value`` are the
    numbers as printed, in ``unit``. Money whose price year is unstated stays bare (``CNY``), temperatures are kelvin.

    Raises
    ------
    FigureError
        With everything that is wrong: the figure's id, the value, what was expected, what to write.

    Examples
    --------
    >>> from ssbmodel.sheets.reader import figures
    >>> cost = figures()["004/battery-cost-2030"]
    >>> print(cost)
    004/battery-cost-2030: below 0.4 CNY/Wh (forecast 2030; price year and level unspecified)
    >>> cost.high, cost.low
    (<Quantity(0.4, 'CNY / watt_hour')>, None)
    """

    id: str
    quantity: str
    low_value: float | None = Field(None, alias="low")
    high_value: float | None = Field(None, alias="high")
    low_open: bool = False
    high_open: bool = False
    qualifier: Qualifier
    unit: str
    price_year: Literal["unstated"] | int | None = None
    subject: str
    solid_label: SolidLabel = "none"
    solid_class: SolidClass = "unspecified"
    level: Level = "unspecified"
    basis: Basis = "unspecified"
    stage: Stage = "none"
    kind: Kind
    claimant: str | None = None
    evidence: Evidence = "said"
    as_of: AsOf = None
    as_of_basis: DateBasis = "stated"
    iso_date: str | None = None
    conditions: Conditions = Lookup({})
    rounding: Rounding = "none"
    alternatives: Readings = ()
    conflicts: Names = ()
    doubts: Doubts = ()
    techno_economic: bool = True
    token: str
    start: int
    note_code: str | None = None
    document: str
    sha256: str

    def __init__(self, /, **row: Any) -> None:
        wrong: list[str] = []
        bad: set[str] = set()
        try:
            super().__init__(**row)
        except ValidationError as error:
            wrong, bad = mistyped(error, row, FIGURE_KEYS)
        wrong += broken(_DEFAULTS | row, bad)
        if wrong:
            name = shown(row["id"]) if "id" in row else f"with token {shown(row.get('token'))}"
            raise FigureError("\n".join(f"figure {name}{problem}" for problem in wrong))

    @property
    def low(self) -> Quantity | None:
        """The lower bound, or None where there is none."""
        return _quantity(self.low_value, self.unit, self.price_year)

    @property
    def high(self) -> Quantity | None:
        """The upper bound, or None where there is none."""
        return _quantity(self.high_value, self.unit, self.price_year)

    @property
    def end(self) -> int:
        """The character offset behind the token."""
        return self.start + len(self.token)

    @property
    def group(self) -> str:
        """Where the quantity is listed: battery, vehicle, cost, date, ..."""
        return QUANTITIES[self.quantity].group

    @property
    def kind_of_quantity(self) -> str:
        """The kind of the quantity; two kinds never add, compare or substitute."""
        return QUANTITIES[self.quantity].kind

    def read_as(self, reason_code: str) -> Self:
        """Return the figure in one of its other readings.

        Raises
        ------
        FigureError
            If no alternative has this reason code.
        """
        for reading in self.alternatives:
            if reading.reason_code == reason_code:
                row = reading.model_dump(exclude={"reason_code", "unit"}) | {"unit": reading.unit or self.unit}
                bounds = {"low": reading.low_value, "high": reading.high_value, "note_code": self.note_code}
                return self.model_copy(update=row | {"qualifier": fitting(row | bounds)[0]})
        codes = [reading.reason_code for reading in self.alternatives]
        listed = ", ".join(codes) or "no other reading"
        near = did_you_mean(reason_code, codes)
        raise FigureError(f"figure {self.id!r}: reading {reason_code!r}. Expected {listed}.{near}")

    def to_record(self) -> dict[str, Any]:
        """Return the figure as a flat dict of numbers, text and booleans, with bounds as printed, in ``unit``."""
        row = {name: getattr(self, name) for name in type(self).model_fields}
        row = {name.removesuffix("_value"): _flat(value) for name, value in row.items()}
        return row | {"end": self.end, "group": self.group, "kind_of_quantity": self.kind_of_quantity}

    def __hash__(self) -> int:
        return hash(self.id)

    def __str__(self) -> str:
        return f"{self.id}: {_bounds(self)} ({_provenance(self)})"

    def __repr__(self) -> str:
        return f"<Figure {self}>"


_DEFAULTS: dict[str, Any] = {
    field.alias or name: None if field.is_required() else field.default for name, field in Figure.model_fields.items()
}
FIGURE_KEYS = tuple(key for key in _DEFAULTS if key not in {"document", "sha256"})


def mistyped(error: ValidationError, row: Any, keys: Iterable[str]) -> tuple[list[str], set[str]]:
    """Return what is wrong with the types of a row, in words, and the keys that hold it; ``keys`` are known."""
    found: dict[str, str] = {}
    for detail in error.errors(include_url=False, include_context=False):
        key, *inner = detail["loc"]
        place, value = str(key), row.get(str(key))
        if key in _INNER and inner:
            place += "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in inner[:2])
            value = detail["input"]
        if detail["type"] == "extra_forbidden":
            near = did_you_mean(str(detail["loc"][-1]), _inner_keys(str(key)) if inner else keys)
            found[place] = f": unknown key {shown(place)}.{near}"
        elif detail["type"] == "missing" and (not inner or key in _INNER):
            found[place] = f" has no {place}. Write {place} = ...; expected {_expected(str(key))}."
        else:
            near = did_you_mean(value, _options(place)) if isinstance(value, str) else ""
            found.setdefault(place, f": {place} = {shown(value)}. Expected {_expected(str(key))}.{near}")
    return list(found.values()), {str(detail["loc"][0]) for detail in error.errors()}


_INNER: dict[str, type[Record]] = {"alternatives": Reading, "doubts": Doubt}


def _inner_keys(key: str) -> list[str]:
    return [field.alias or name for name, field in _INNER[key].model_fields.items()] if key in _INNER else []


def _options(key: str) -> tuple[str, ...]:
    return get_args(CHOICES[key]) if key in CHOICES else ()


def _expected(key: str) -> str:
    options = _options(key)
    return f"one of {', '.join(options)}" if options else _EXPECTED[key]


def _quantity(value: float | None, unit: str, price_year: object) -> Quantity | None:
    """Return a bound as a quantity, its money in the price year where one is stated."""
    if value is None:
        return None
    if not isinstance(price_year, int):
        return Q(value, unit)
    priced = tuple((f"{name}_{price_year}" if is_money(name) else name, power) for name, power in read_unit(unit))
    quantity: Quantity = make(value, priced)
    return quantity


def _flat(value: Any) -> Any:
    """Return a value as one that fits a cell of a table."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}={_flat(item)}" for key, item in value.items())
    if isinstance(value, BaseModel):
        return _flat({key: item for key, item in value.model_dump(by_alias=True).items() if item not in (None, False)})
    if isinstance(value, tuple):
        return "; ".join(str(_flat(item)) for item in value)
    return value


_ONE_SIDED = {"more_than": "more than", "at_least": "at least", "less_than": "below", "at_most": "up to"}
_DATE_SIDED = {"more_than": "after", "at_least": "from", "less_than": "before", "at_most": "by"}
# What a number of these kinds counts is a name or a place in a row, never a size: no thousands separators.
_PLAIN_KINDS = {"calendar year", "code", "ordinal"}


def _bounds(figure: Figure) -> str:
    """Return bounds and unit as a person would say them."""
    is_date = figure.kind_of_quantity == "calendar year"
    words = (_DATE_SIDED if is_date else _ONE_SIDED) | {"approx": "about"}
    ends = [value for value in (figure.low_value, figure.high_value) if value is not None]
    style = ".15g" if figure.kind_of_quantity in _PLAIN_KINDS else ",.15g"
    said = " to ".join(dict.fromkeys(format(value, style) for value in ends))
    said = figure.iso_date if is_date and figure.iso_date and " to " not in said else said
    return " ".join(word for word in (words.get(figure.qualifier, ""), said, _unit_in_words(figure, ends)) if word)


def _unit_in_words(figure: Figure, ends: list[float]) -> str:
    if figure.kind_of_quantity == "level factor":
        return "times"
    return figure.unit + "s" if figure.unit in {"month", "year"} and ends[-1] != 1 else figure.unit


def _provenance(figure: Figure) -> str:
    """Return kind, date and basis, and what of them the document leaves unspecified."""
    parts: list[str] = [figure.kind]
    if figure.kind_of_quantity != "calendar year":
        parts[0] += f" {_moment(figure.as_of)}" if figure.as_of else ", date unspecified"
    if isinstance(figure.price_year, int):
        parts.append(f"money of {figure.price_year}")
    if figure.level != "unspecified":
        parts.append(figure.level)
    missing = ["price year"] * (figure.price_year == "unstated")
    missing += ["level"] * (figure.level == "unspecified" and figure.group in {"battery", "cost"})
    return "; ".join(parts + [f"{' and '.join(missing)} unspecified"] * bool(missing))


def _moment(as_of: Moment | tuple[Moment, Moment]) -> str:
    return " to ".join(str(end) for end in as_of) if isinstance(as_of, tuple) else str(as_of)
