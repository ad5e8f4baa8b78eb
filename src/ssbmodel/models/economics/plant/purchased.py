"""Parts that a plant buys ready made: a price by mass, and a price each that falls with the number bought."""

from typing import Any, NamedTuple

from ....ground.arrays import together, total
from ....ground.door import door
from ....ground.quantities import Area, Capacity, Count, Current, Mass, Money, PositiveCount, PositiveShare
from .parts import Throughput


class Item(NamedTuple):
    """One purchased part: where it belongs, what it weighs by, how many, and its two prices."""

    name: str
    level: str
    amount: str
    amount_price: float
    number: str
    each_price: float
    driver: str
    base_rate: float


class ItemTable:
    """The purchased parts of cell, module and pack, in one money."""

    expected = "a table of purchased parts, as ssbmodel.presets.cells.plants.item_table() gives it"

    def __init__(self, items: tuple[Item, ...], volume_power: float, money: str) -> None:
        self.items, self.volume_power, self.money = items, volume_power, money
        self.quoted = {(item.driver, item.base_rate) for item in items}


class BoughtParts(NamedTuple):
    """Masses, areas and numbers that purchased parts are priced by; of one cell, one module, one row or the pack."""

    positive_terminal_mass: Mass
    negative_terminal_mass: Mass
    container_mass: Mass
    heat_plate_mass: Mass
    cell_link_mass: Mass
    panel_mass: Mass
    module_terminal_mass: Mass
    enclosure_mass: Mass
    rack_mass: Mass
    module_wiring_mass: Mass
    bus_bar_mass: Mass
    cooling_panel_mass: Mass
    manifold_mass: Mass
    pack_terminal_mass: Mass
    angle_iron_mass: Mass
    jacket_aluminium_mass: Mass
    insulation_area: Area
    module_capacity: Capacity
    cells_per_module: PositiveCount
    parallel_groups: PositiveCount
    link_count: PositiveCount
    modules_per_row: PositiveCount
    row_count: PositiveCount


class ItemCost(NamedTuple):
    """Purchased parts of one pack, by level; they sum to ``purchased_cost``."""

    cell_items_cost: Money
    module_items_cost: Money
    pack_items_cost: Money
    purchased_cost: Money


def _counts(parts: BoughtParts) -> dict[str, Any]:
    """Return what is counted, by the names of the table."""
    rows, modules = parts.row_count, parts.modules_per_row * parts.row_count
    return {
        "none": 0.0, "one": 1.0, "two": 2.0, "plates": parts.cells_per_module, "groups": parts.parallel_groups,
        "links": parts.link_count, "rows": rows, "pads": (parts.modules_per_row - 1) * rows,
        "wiring": modules + rows, "panels": 2 * rows,
    }  # fmt: skip


def _amounts(parts: BoughtParts) -> dict[str, Any]:
    """Return what is weighed, by the names of the table."""
    modules = parts.modules_per_row * parts.row_count
    return parts._asdict() | {
        "none": 0.0,
        "racks_mass": parts.rack_mass * parts.row_count,
        "wiring_mass": (modules + parts.row_count) / (modules + 1) * parts.module_wiring_mass,
    }


def _levels(parts: BoughtParts, throughput: Throughput, table: ItemTable) -> dict[str, Any]:
    """Return the cost of all parts by level: of one cell, one module and the pack."""
    counts, amounts, rates = _counts(parts), _amounts(parts), throughput._asdict()
    falls = {
        (driver, rate): (rate / rates[driver]) ** table.volume_power if driver in rates else 1.0
        for driver, rate in table.quoted
    }
    found: dict[str, list[Any]] = {"cell": [], "module": [], "pack": []}
    for i in table.items:
        each = i.each_price * falls[i.driver, i.base_rate] * counts[i.number]
        found[i.level] += i.amount_price * amounts[i.amount], each
    return {level: total(*costs) for level, costs in found.items()}


@door
def purchased_parts(
    *, parts: BoughtParts, throughput: Throughput, items: ItemTable, cell_yield: PositiveShare
) -> ItemCost:
    r"""What the purchased parts of one pack cost.

    .. math:: C = p m + n p_1 (N_0 / N)^{1 - 0.85}

    Parameters
    ----------
    parts : BoughtParts
        What the parts weigh and how many there are.
    throughput : Throughput
        How many a plant buys in a counted year.
    items : ItemTable
        Prices, and the numbers they were quoted for.
    cell_yield : quantity, any shape, 0 to 1 [1]
        Share of the cells that are accepted; a rejected cell takes its terminals and container with it.

    Returns
    -------
    ItemCost, shape of the inputs broadcast
        Parts of cells, modules and pack, and their sum [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    Notes
    -----
    BatPaC 5 prices pack parts with the ratio the other way up; both agree at its own 500,000 packs.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet Cost Input:
    cost per mass, plus cost per item and its scale exponent.

    Examples
    --------
    >>> from ssbmodel import Study, cells, packs, plants
    >>> study = Study(cell=cells.Reference(), pack=packs.BatPaC(), cost=plants.PlantPrice(), money="USD_2022")
    >>> print(round(study.run("purchased_cost").purchased_cost.m_as("USD_2022"), 1))
    1489.6
    """
    modules = parts.modules_per_row * parts.row_count
    by = _levels(parts, throughput, items)
    cells, module, pack = modules * parts.cells_per_module / cell_yield * by["cell"], modules * by["module"], by["pack"]
    whole = cells + module + pack
    return ItemCost(cells, module, together(cells, pack)[1], whole)


class Electronics(NamedTuple):
    """What a battery management system costs: fixed, by current, and by two volume terms."""

    fixed_price: Money
    current_price: Money
    current_slope: Money
    first_current: Current
    current_span: Current
    steep_price: Money
    gentle_price: Money
    quoted_packs: PositiveCount
    steep_power: Count
    gentle_power: Count


@door
def electronics_cost(module_current: Current, pack_rate: PositiveCount, *, electronics: Electronics) -> Money:
    r"""What the battery management system of one pack costs.

    .. math:: C = c_0 + c_1 + c_2 (I - I_0) / I_1 + c_3 (N_0/N)^{a} + c_4 (N_0/N)^{b}

    Parameters
    ----------
    module_current : quantity, any shape [A]
        Current through a module at peak power.
    pack_rate : quantity, broadcast [1]
        Packs made in a counted year.
    electronics : Electronics
        Prices and the number of packs they were quoted for.

    Returns
    -------
    quantity, shape of the inputs broadcast [money]

    Raises
    ------
    UnitError, DomainError, MoneyError, CallError
        If an input has no unit, the wrong one, or lies outside its bounds, or a record is of another kind.

    References
    ----------
    Argonne National Laboratory, BatPaC 5 (Knehr, Kubal, Ahmed et al., workbook saved 2022-07-22), sheet BMS.

    Examples
    --------
    >>> from ssbmodel.study.cells.solve import published_design
    >>> deck = published_design().run(*Electronics._fields)
    >>> electronics = Electronics._make(one.value for one in deck.values())
    >>> print(round(electronics_cost(Q(421.80604, "A"), Q(5e5, ""), electronics=electronics).magnitude, 4))
    355.6011
    """
    e = electronics
    fall = e.quoted_packs / pack_rate
    by_current = e.current_price + e.current_slope / e.current_span * (module_current - e.first_current)
    by_packs = e.steep_price * fall**e.steep_power + e.gentle_price * fall**e.gentle_power
    return by_current + (e.fixed_price + by_packs)
