"""A study: one cell, pack, cost, decline, vehicle and climate on one graph; whatever is asked is asked of the graph."""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from pydantic import ConfigDict, field_validator

from ..core.assumption import Assumption
from ..core.graph import axes_of_varied
from ..core.own import OwnFunction
from ..core.part import Part, of_role
from ..core.plan import Plan
from ..core.statement import assumed
from ..core.terms import near, term
from ..core.years import chosen_years
from ..costs.money import Money, one_money
from ..ground.errors import SsbError, StudyError, did_you_mean
from ..ground.records import Record, SpreadSpec
from .axes import look_at_stated
from .common import Common
from .composition import YEAR, Composition, composed
from .results import Results
from .wiring import Wiring

PARTS = ("cell", "pack", "cost", "decline", "rival", "vehicle", "climate", "charger")
_OWN_FIELDS = ("name", "title", *PARTS, "money", "years", "figures", "common")


class Study(Record):
    """Parts that fit together, one money and the years that are asked of them.

    Parameters
    ----------
    name, title : text
    cell, pack, cost, decline, rival, vehicle, climate, charger : parts
        At most one of a role; those that are not needed are left out.
    money : Money
        The one money of all answers, and how others are brought into it.
    years : whole years, such as ``range(2025, 2031)``
    figures : figures of one's own, as :func:`ssbmodel.load_sheet` reads them
        What assumptions may rest on, beside the five documents.
    uses : files of one's own that a study's file names; :meth:`read` fills it

    Raises
    ------
    StudyError
        If a name is supplied twice, or by nobody where it is asked, or parts do not fit together: every problem in
        one message, when something is asked.

    Examples
    --------
    >>> from ssbmodel import cells, packs
    >>> study = Study(
    ...     cell=cells.Stated(cell_specific_energy="400 Wh/kg"),
    ...     pack=packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.5),
    ... )
    >>> print(study.run("pack_mass").pack_mass.value)
    500.0 kilogram
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    name: str = "study"
    title: str = ""
    cell: Part | None = None
    pack: Part | None = None
    cost: Part | None = None
    decline: Part | None = None
    rival: Part | None = None
    vehicle: Part | None = None
    climate: Part | None = None
    charger: Part | None = None
    common: Part = Common()
    money: Money = Money("CNY_2025")
    years: tuple[int, ...] = tuple(range(2025, 2031))
    edits: tuple[Assumption, ...] = ()
    own: tuple[OwnFunction, ...] = ()
    figures: Any = None
    uses: tuple[Any, ...] = ()

    @classmethod
    def _refusal(cls) -> type[SsbError]:
        return StudyError

    @field_validator("years", mode="before")
    @classmethod
    def _whole_years(cls, years: Any) -> tuple[int, ...]:
        return chosen_years(years)

    @field_validator("money", mode="before")
    @classmethod
    def _one_money(cls, money: Any) -> Any:
        return one_money(money)

    @field_validator("common", *PARTS, mode="before")
    @classmethod
    def _of_its_role(cls, part: Any, info: Any) -> Any:
        return of_role(info.field_name, part)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The parts it has, in the order of their roles."""
        return tuple(part for role in ("common", *PARTS) if (part := getattr(self, role)) is not None)

    @property
    def known_figures(self) -> Mapping[str, Any]:
        """The figures that assumptions may rest on: the documents', and the user's own."""
        from ..sheets import reader

        return reader.with_own(self.figures)

    @cached_property
    def composition(self) -> Composition:
        """The parts put together."""
        return composed(self)

    @staticmethod
    def centre(spread: SpreadSpec) -> float:
        """Return the value of a spread that stands for it where nothing is drawn: its median."""
        from .uncertainty.drawing.distributions import median_of

        return median_of(spread)

    # asking

    @property
    def answers(self) -> tuple[str, ...]:
        """The names that :meth:`run` gives unasked."""
        return self.composition.answers()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that the study states or computes."""
        return self.composition.graph.names

    def run(self, *names: str, years: Any = None) -> Results:
        """Return answers by name: those that the parts name, or any others.

        A list given to a field opens an axis of the field's name, years open ``year``, and spreads open ``case``: the
        least answer over all their corners, the one at median inputs, and the greatest, each name by itself.

        Parameters
        ----------
        names : names of the glossary; the parts' own answers where none is given
        years : other years than the study's

        Raises
        ------
        StudyError
            If a name is unknown or supplied by nobody, or more than twelve inputs have a spread.
        DomainError
            If a value lies outside what it can be.
        """
        from .running import ran

        return ran(self if years is None else self.replace(years=years), tuple(names))

    def wiring(self, name: str | None = None) -> Wiring:
        """Return who supplies what to whom, for the whole study or behind one name."""
        if name is not None:
            self.composition.graph.walk(name)
        return Wiring(self, name)

    def explain(self, name: str, /, **where: Any) -> Any:
        """Return where an answer or an input comes from: formula, parts, what weighs most, figures and sources.

        ``where`` picks a place on the axes, such as ``year=2030``; the last year and the first of each other axis are
        taken where it says nothing.
        """
        from .explanation import explained

        return explained(self, name, where)

    def kernel(self, *names: str, varied: Any) -> Plan:
        """Return a plan: a function of plain arrays in the glossary's units, for other libraries and large runs.

        Parameters
        ----------
        names : what it gives
        varied : names that are given at each call; money in the study's money
        """
        if not names:
            raise StudyError("kernel names no answer. Write such as study.kernel('pack_mass', varied='rated_energy').")
        axes = axes_of_varied(varied)
        look_at_stated(self.composition, self.composition.graph.walk(*names), tuple(axes))
        return self.composition.plan(names, axes)

    def propagate(self, *, n: float, **options: Any) -> Any:
        """Return the spread of answers over all stated names with a spread; see :func:`ssbmodel.propagate`.

        Parameters
        ----------
        n : cases to draw, may be written ``1e6``
        options : ``outputs``, ``rng``, ``method``, ``correlations``, ``executor``, ``resume``, ``reduce``, ``block``

        Returns
        -------
        Spread
            An answer with axes by place, and whole: ``spread["pack_price"].sel(year=2030).median``.
        """
        from .questions.verbs import propagated

        return propagated(self, n, options)

    def sensitivity(self, name: str, *, method: str = "elasticity", at: Any = None, **options: Any) -> Any:
        """Return what drives an answer: its stated names with a spread, or all stated numbers where none has one.

        Parameters
        ----------
        name : answer
        method : "elasticity", "tornado" or "sobol"
        at : labels such as ``{"year": 2030}``; the last year and the first label of each other axis where not said
        """
        from .questions.verbs import sensitivity

        return sensitivity(self, name, method=method, at=at, **options)

    def solve(self, target: Mapping[str, Any], *, for_: Any, bounds: Any, at: Any = None, points: int = 513) -> Any:
        """Return what a stated number must be for an answer to be as asked; see :func:`ssbmodel.solve`.

        Parameters
        ----------
        target : the answer and its value, such as ``{"pack_price": "8000 USD_2025"}``; several for several unknowns
        for_, bounds : the stated name, or several, and the pair of values between which it is looked for, or pairs by
            name; a spread stays at its centre. Money may be any with a price year
        at : labels such as ``{"year": 2030}``; without them, a solution for each place on the answer's axes
        """
        from .questions.verbs import solved

        return solved(self, target, for_=for_, bounds=bounds, at=at, points=points)

    # changing

    def replace(self, /, **changes: Any) -> Self:
        """Return a study with other parts, or other values of names.

        A value that is handed over alone has neither figure nor source: it is the user's own. A computed name that is
        replaced is cut from what computed it.

        Raises
        ------
        StudyError
            If a name is unknown, or nothing in the study asks for it.

        Examples
        --------
        >>> from ssbmodel import cells, packs
        >>> study = Study(
        ...     cell=cells.Stated(cell_specific_energy="400 Wh/kg"),
        ...     pack=packs.Ratios(rated_energy="100 kWh", cell_to_pack_mass_ratio=0.5),
        ... )
        >>> print(study.replace(rated_energy="80 kWh").run("pack_mass").pack_mass.value)
        400.0 kilogram
        """
        values = {name: getattr(self, name) for name in type(self).model_fields}
        told = [_unknown(name) for name in changes if name not in _OWN_FIELDS and (term(name) is None or name == YEAR)]
        if told:
            raise StudyError("\n".join(told))
        values |= {name: value for name, value in changes.items() if name in _OWN_FIELDS}
        self._settle(values)
        for name, value in changes.items():
            if name not in _OWN_FIELDS:
                self._set(values, name, assumed(name, value))
        new = type(self)(**values)
        if any(name not in _OWN_FIELDS for name in changes):
            _ = new.composition
        return new

    def _settle(self, values: dict[str, Any]) -> None:
        """Put edits into parts that have come to have such a field; what a new part states itself replaces them."""
        edits, values["edits"] = values["edits"], ()
        stated = {one.name for role in PARTS if isinstance(values[role], Part) for one in values[role].fields_stated}
        for edit in edits:
            if edit.name not in stated:
                self._set(values, edit.name, edit)

    def _set(self, values: dict[str, Any], name: str, said: Assumption) -> None:
        """Put a statement where the name belongs: into the part that has such a field, else among the edits."""
        values["own"] = tuple(one for one in values["own"] if one.name != name)
        for role in PARTS:
            part = values[role]
            if isinstance(part, Part) and name in type(part).statable():
                given = {field: getattr(part, field) for field in part.model_fields_set}
                values[role] = type(part)(**{**given, name: said})
                return
        values["edits"] = (*(edit for edit in values["edits"] if edit.name != name), said)

    def with_node(self, name: str, function: Callable[..., Any], *, unit: str | None = None, **takes: str) -> Self:
        """Return a study in which a function of one's own supplies a name.

        Parameters
        ----------
        name : what it gives; what stated or computed it before is cut
        function : of plain arrays in the glossary's units, its parameters filled by the names they bear
        unit : of an answer that the glossary does not know
        takes : names for parameters that are called otherwise

        Raises
        ------
        StudyError
            If a name is unknown.
        """
        units = {} if unit is None else {name: unit}
        known = {one.name: one.result.unit for one in self.own if term(one.name) is None}
        made = OwnFunction(name, function, takes, {**known, **units}, (self.money.unit, 1.0))
        values = {field: getattr(self, field) for field in type(self).model_fields}
        values["own"] = (*(one for one in self.own if one.name != name), made)
        values["edits"] = tuple(edit for edit in self.edits if edit.name != name)
        new = type(self)(**values)
        new.composition.graph.walk(name)
        return new

    # many, files, names

    @classmethod
    def over(cls, axis: str, studies: Mapping[Any, "Study"]) -> Any:
        """Return several studies as one whose answers carry a further axis; discrete choices may differ.

        Parameters
        ----------
        axis : what the studies differ in, such as ``"chemistry"``
        studies : studies by label
        """
        from .running import Family

        return Family(axis, studies)

    def to_toml(self) -> str:
        """Return the study as TOML, to edit and read back."""
        from .files.writing import written

        return written(self)

    @classmethod
    def from_toml(cls, text: str) -> "Study":
        """Read a study from TOML text; anything unknown in it is refused."""
        from .files.reading import parsed

        return parsed(text, "study text")

    @classmethod
    def read(cls, path: str | Path) -> "Study":
        """Read a study from a TOML file."""
        from .files.reading import read

        return read(path)

    @classmethod
    def named(cls, name: str) -> "Study":
        """Return one of the library's own studies; :meth:`known_names` lists them."""
        from .files.named import studies

        return studies[name]

    @classmethod
    def named_studies(cls) -> tuple[str, ...]:
        """Return the names of the library's own studies."""
        from .files.named import studies

        return tuple(studies)

    def __repr__(self) -> str:
        parts = ", ".join(f"{part.role}={part.title()}" for part in self.parts if part.role != "common")
        span = f"{self.years[0]}-{self.years[-1]}" if len(self.years) > 1 else ", ".join(map(str, self.years))
        return f"<Study {self.name!r}: {parts}; {self.money.unit}; {span}>"

    __str__ = __repr__

    def __eq__(self, other: object) -> bool:
        fields = type(self).model_fields
        return type(self) is type(other) and all(getattr(self, name) == getattr(other, name) for name in fields)

    def __hash__(self) -> int:
        return hash((self.name, self.title, self.years))

    def __getstate__(self) -> dict[Any, Any]:
        state = super().__getstate__()
        return {**state, "__dict__": {key: kept for key, kept in state["__dict__"].items() if key != "composition"}}

    def __copy__(self) -> Self:
        new = super().__copy__()
        vars(new).pop("composition", None)
        return new

    def __deepcopy__(self, memo: Any = None) -> Self:
        return self.__copy__()  # all that it holds is frozen

    def __iter__(self) -> Iterator[Any]:  # type: ignore[override]
        raise StudyError("a study is no sequence. Ask it: study.run(), study.names.")


def _unknown(name: str) -> str:
    if name == YEAR:
        return "year is the axis of the study's years. Write years=2030, or years=range(2025, 2031)."
    return f"{name!r} is no name.{did_you_mean(name, _OWN_FIELDS) or near(name)}"
