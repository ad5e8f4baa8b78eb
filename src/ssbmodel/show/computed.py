"""What the report leads with: cells designed from their layers, in one pack, plant and car, side by side."""

from dataclasses import dataclass
from functools import cached_property

from ..cells.retention import retention_line
from ..study.flags import Flag
from ..study.study import Study
from .answers import CASES, Answers, label
from .grids import Column, Row, Table
from .provenance import Cell, nothing
from .wording import UNCHARGED, number, plain, said, slug, span, unit_of

NAMES = ("sulfide-in-et7", "oxide-in-et7", "hybrid-in-et7", "liquid-nmc-in-et7", "liquid-lfp-in-et7")
SOLID, LIQUID, IRON = "sulfide-in-et7", "liquid-nmc-in-et7", "liquid-lfp-in-et7"
THEN = 2030
ANSWERS = ("pack_mass", "pack_volume", "driving_range", "cold_range", "range_retention")


@dataclass(frozen=True)
class Computed:
    """The computed studies with their table, and how each of its prices and ranges is made, in words."""

    @cached_property
    def outlooks(self) -> tuple[Answers, ...]:
        """The answers of the computed studies."""
        return tuple(Answers(Study.named(name)) for name in NAMES)

    def cell(self, outlook: Answers, name: str, year: int | None = None) -> Cell:
        """Return one answer, linked to how it is made; in a year where it has years."""
        if name not in outlook.results:
            return nothing(f"{label(name)}: not answered")
        row = outlook.years.index(year) if year in outlook.years else 0
        how = said(name, unit_of(outlook.results[name]))
        low, central, high = how.values(outlook.case(name, case).magnitude[row] for case in CASES)
        minor = span(low, high) if number(low) != number(high) else ""
        return Cell(number(central), self.anchor(outlook, name), label(name), minor, how.unit)

    @staticmethod
    def anchor(outlook: Answers, name: str) -> str:
        """Return the id of the entry that explains an answer."""
        return f"made-{slug(name)}-{outlook.name}"

    @property
    def table(self) -> Table:
        """One column per cell: price today and then, mass, volume, range warm and cold."""
        rows = [
            self._row("Pack price at the deck's date", "pack_price", None),
            self._row(f"Pack price {THEN}", "pack_price", THEN),
        ]
        rows += [self._row(label(name), name, None) for name in ANSWERS]
        columns = tuple(Column(plain(outlook.title.removesuffix(" in an ET7"))) for outlook in self.outlooks)
        return Table("One car, five packs of 100 kWh", "", columns, tuple(rows), self._note())

    def _row(self, head: str, name: str, year: int | None) -> Row:
        return Row(head, "", tuple(self.cell(outlook, name, year) for outlook in self.outlooks))

    def _note(self) -> str:
        first = self.outlooks[0]
        cold = first.found["cold_range"].labels.get("ambient_temperature", ())
        return (
            f"Median of the draws, below it the range that holds 90 % of them. Prices of BatPaC's workbook of 2022 in "
            f"{first.money}; range in the cold at the lowest of {len(cold)} temperatures. {UNCHARGED} {self._flags()}"
        )

    def _flags(self) -> str:
        """Return what to know of the numbers in the table, each sentence once."""
        return " ".join(dict.fromkeys(one.text for outlook in self.outlooks for one in outlook.flags if _shown(one)))

    @property
    def notes(self) -> list[str]:
        """What decides the table beside its cells: capacity in the cold, the car that a pack asks for, experience."""
        return [self._lines_in_the_cold(), self._mass_of_cars(), self._experience()]

    def _lines_in_the_cold(self) -> str:
        """Return whose capacity in the cold each cell is given, and which of them was assumed from another."""
        lines = [retention_line(getattr(one.study.cell, "chemistry", "")) for one in self.outlooks]
        slopes = {line.title: line.stated["driving_retention_slope"].quantity().m_as("1/K") for line in lines}
        listed = "; ".join(f"{plain(title)} {number(100 * float(slope))} %" for title, slope in slopes.items())
        told = f"Capacity lost per kelvin below the reference, driving, by family of cells: {listed}."
        taken = {line.title: retention_line(line.assumed_as).title for line in lines if line.assumed_as}
        more = "".join(f" The line of {plain(own)} is assumed as {plain(other)}." for own, other in taken.items())
        return f"{told}{more}"

    def _mass_of_cars(self) -> str:
        """Return what a heavier pack adds to its car."""
        found = [one.study.run("pack_mass", "vehicle_mass") for one in self.outlooks]
        packs, cars = ([float(one[name].m_as("kg")) for one in found] for name in ("pack_mass", "vehicle_mass"))
        more = float(self.outlooks[0].study.run("mass_multiplier").mass_multiplier.magnitude)
        return (
            f"The packs weigh {number(min(packs))} to {number(max(packs))} kg and their cars {number(min(cars))} to "
            f"{number(max(cars))} kg: each kilogram of pack takes {number(more)} kg of car with it."
        )

    def _experience(self) -> str:
        """Return by how many doublings of cumulative production each price falls until then."""
        solid, liquid = (
            float(Study.named(name).run("doublings").doublings.sel(year=THEN).m_as("")) for name in (SOLID, LIQUID)
        )
        return (
            f"The order of prices in {THEN} is decided by what experience is counted from: solid cells double what "
            f"they share among themselves {number(solid)} times until then, liquid ones double that of all "
            f"lithium-ion cells {number(liquid)} times."
        )

    @property
    def sentence(self) -> list[str | Cell]:
        """The first paragraph: what a solid pack costs and how far it goes, beside the liquid ones."""
        solid, liquid, iron = (next(o for o in self.outlooks if o.name == name) for name in (SOLID, LIQUID, IRON))
        return [
            "Designed from its layers, a 100 kWh pack of sulfide cells would cost ", self.cell(solid, "pack_price"),
            " at the prices of 2022, in a plant of 50 GWh a year, ", self._times(solid, liquid),
            " a pack of liquid NMC cells at ",
            self.cell(liquid, "pack_price"), ", of liquid LFP cells ", self.cell(iron, "pack_price"),
            ". In the same car they weigh ", self.cell(solid, "pack_mass"), ", ", self.cell(liquid, "pack_mass"),
            " and ", self.cell(iron, "pack_mass"), ", and go ", self.cell(solid, "cold_range"), ", ",
            self.cell(liquid, "cold_range"), " and ", self.cell(iron, "cold_range"), " at −20 °C. ", UNCHARGED,
        ]  # fmt: skip

    def _times(self, solid: Answers, liquid: Answers) -> Cell:
        """Return the ratio of two prices, neither of which has a spread at the deck's date."""
        pair = (float(one.case("pack_price", "central").magnitude[0]) for one in (solid, liquid))
        return Cell(number(next(pair) / next(pair)), self.anchor(solid, "pack_price"), "solid over liquid", "", "times")

    @property
    def made(self) -> list[tuple[str, str, str]]:
        """How each number of the table is made: anchor, title and explanation."""
        names = ("pack_price", *ANSWERS)
        return [
            (self.anchor(o, name), f"{label(name)}. {plain(o.title)}", plain_lines(str(o.study.explain(name))))
            for o in self.outlooks
            for name in names
            if name in o.results
        ]


def _shown(flag: Flag) -> bool:
    """Return whether a flag holds for one of the table's numbers."""
    return bool({"pack_price", *ANSWERS} & {*flag.answers}) and any(
        one.get("year", THEN) <= THEN for one in flag.places
    )


def plain_lines(text: str) -> str:
    """Return lines without what a page or terminal would act on."""
    return "\n".join(map(plain, text.split("\n")))
