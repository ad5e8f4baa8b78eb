"""What the scenarios of the cost claim ask for and how likely they are: records, tables, a section of a page."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from ...ground.units import Q
from ...presets.loader import preset
from ...study.forecast.claims import EXPONENTS, MONEY, Bought, CostClaim, claim_names, effect_on_parity, named_subsidies
from .rows import Table, percent

# How a table calls each exponent, and in short.
CALLED = {
    "panel": ("76 technologies", "panel"),
    "lithium-ion-levels": ("lithium-ion's own levels", "Li-ion"),
    "way-batteries": ("Way's batteries", "Way"),
}
YEARS = (2030, 2035)
# The name of a scenario with what it asks for, and the text of each answer under every exponent.
_Answered = tuple[list[str], list[list[str]]]


def claim_records(names: Iterable[str] | None = None) -> list[dict[str, Any]]:
    """Return what each scenario asks for and how likely it is: one plain record per scenario and exponent."""
    claim, found = preset("claims.toml")["claim"], list[dict[str, Any]]()
    target = Q(claim["cost"], f"{MONEY}/Wh")
    for scenario in map(CostClaim.named, names or claim_names()):
        asked = {"doublings": scenario.doublings(claim["year"]), "learning_rate_needed": scenario.required_rate}
        for exponent in EXPONENTS:
            met = scenario.parity(exponent)
            year = met.year()
            below = {f"below_in_{y}": scenario.probability_below(target, by=y, exponent=exponent) for y in YEARS}
            parity = {"parity_year": year and claim["start"] + year, "no_parity_by_2050": met.never}
            found.append({"scenario": scenario.name, "exponent": exponent} | asked | below | parity)
    return found


def claims_table(names: Iterable[str] | None = None) -> Table:
    """Return the records as one table for a page: the exponents side by side in each cell."""
    claim = preset("claims.toml")["claim"]
    heads = ("scenario", "doublings", "learning rate needed", *(f"below {claim['cost']} in {y}" for y in YEARS))
    heads += ("parity, even chance", "no parity by 2050")
    who = " / ".join(name for name, _ in CALLED.values())
    title = f"Cost below {claim['cost']} {MONEY}/Wh in {claim['year']}: chances with the exponent of {who}"
    rows = [[*first, *map(_joined, answers)] for first, answers in _answers(claim_records(names))]
    return Table(title, heads, rows)


def _joined(cells: list[str]) -> str:
    """Return answers side by side, a sign of percent that all have once."""
    shared = all(cell.endswith(" %") for cell in cells)
    return " / ".join(cell.removesuffix(" %") for cell in cells) + " %" if shared else " / ".join(cells)


def claim_tables(records: list[dict[str, Any]]) -> list[Table]:
    """Return the records as tables that fit a terminal: what is asked, the chances, the dates of parity."""
    claim, listed = preset("claims.toml")["claim"], _answers(records)
    cost, by = f"{claim['cost']} {MONEY}/Wh", "by the exponent of "
    by += ", ".join(f"{name} ({short})" for name, short in CALLED.values())
    return [
        Table(
            f"What a cost of {cost} in {claim['year']} asks for",
            ("scenario", "doublings of experience", "learning rate needed"),
            [first for first, _ in listed],
        ),
        _side_by_side(f"Chance of a cost below {cost}, {by}", listed, 0, tuple(map(str, YEARS))),
        _side_by_side(
            f"Parity with liquid cells: year of even chance, chance of none by 2050, {by}", listed, 2, ("year", "none")
        ),
    ]


def _side_by_side(title: str, listed: list[_Answered], place: int, heads: tuple[str, ...]) -> Table:
    """Return two of the answers with a column for each exponent."""
    words = [f"{head} {short}" for head in heads for _, short in CALLED.values()]
    rows = [[first[0], *answers[place], *answers[place + 1]] for first, answers in listed]
    return Table(title, ("scenario", *words), rows)


def _answers(records: list[dict[str, Any]]) -> list[_Answered]:
    """Return per scenario its name and what it asks for, and the text of each answer under every exponent."""
    shown = {f"below_in_{year}": percent for year in YEARS} | {"parity_year": _year, "no_parity_by_2050": percent}
    found = []
    for name, group in groupby(records, lambda record: str(record["scenario"])):
        listed = list(group)
        asked = [name, f"{listed[0]['doublings']:.1f}", f"{100 * listed[0]['learning_rate_needed']:.0f} %"]
        found.append((asked, [[text(record[key]) for record in listed] for key, text in shown.items()]))
    return found


def _year(year: int | None) -> str:
    return "later" if year is None else str(year)


def subsidies_table(claim: str = "claim-low-small-own", exponent: str = "way-batteries") -> Table:
    """Return what the sums and the line that the documents name buy at most, on a scenario of the claim."""
    found, rows = CostClaim.named(claim), []
    for sum_ in named_subsidies().values():
        bought = found.bought(Q(sum_["amount"] * sum_["years"], sum_["unit"]), exponent=exponent)
        told = ("more than the whole", "–", "–") if bought is None else _bought(bought)
        rows.append([sum_["label"], *told, "–"])
    effect = effect_on_parity(found, Q(4, "GWh"), exponent=exponent)
    years = [str(year) if year else "later" for year in (effect.without, effect.with_it)]
    rows.append(["a 4 GWh line at full use", "4 GWh a year", "–", "–", f"{years[0]} to {years[1]}"])
    heads = ("sum or line", "output it pays for", "doublings", "cost after (CNY_2025/Wh)", "parity, even chance")
    return Table(f"What it buys at most, on {claim} with the exponent of {exponent}", heads, rows)


def _bought(bought: Bought) -> tuple[str, str, str]:
    added, cost = bought.added.m_as("GWh"), bought.cost.m_as(f"{MONEY}/Wh")
    return f"{added:.3g} GWh", f"{bought.doublings:.2g}", f"{cost:.3g}"


class Reason(NamedTuple):
    """One choice behind the scenarios: where a page puts it, what it is called, and why it was made."""

    anchor: str
    title: str
    told: str


class ClaimSection(NamedTuple):
    """What a page says of the claim: a sentence per start, all scenarios with the anchor of each, the reasons."""

    sentences: tuple[str, ...]
    table: Table
    anchors: list[str]
    reasons: list[Reason]


def claim_section() -> ClaimSection:
    """Return the section of the report on the claim's scenarios; each row leads to the path that it follows."""
    told, table = ("claim-low-large-own", "claim-range-large-own", "claim-range-large-shared"), claims_table()
    anchors = [f"assumption-claim-path-{CostClaim.named(row[0]).path}" for row in table.rows]
    return ClaimSection(tuple(CostClaim.named(name).sentence for name in told), table, anchors, list(_reasons()))


def _reasons() -> Iterator[Reason]:
    """Yield the choices behind the scenarios, with their sources."""
    data, rates = preset("claims.toml"), preset("forecast.toml")["exponent"]
    kinds = [(kind, entry["name"], entry) for kind in ("start", "path", "base") for entry in data[kind]]
    kinds += [("what comes", "behind 2030", data["after"]), ("liquid", "cells", data["liquid"])]
    kinds += [("exponent", entry["name"], entry) for entry in rates if entry["name"] in EXPONENTS]
    for kind, name, entry in kinds:
        why = "; ".join(entry[key] for key in ("source", "reason") if key in entry)
        yield Reason(f"assumption-claim-{kind}-{name}".replace(" ", "-"), f"{kind} {name}", why)
