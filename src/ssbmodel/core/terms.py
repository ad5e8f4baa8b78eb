"""The names of the glossary, and those that are made by rule: rates of exchange between two moneys, price years."""

import re

from ..ground.errors import did_you_mean
from ..ground.nomenclature import TERMS, Term

# names that the library no longer uses, and what each is called since; none is ever given a new meaning
RETIRED: dict[str, str] = {
    "one_cell_mass": "single_cell_mass",
    "one_cell_volume": "single_cell_volume",
    "cell_capacity": "single_cell_capacity",
    "cell_mass": "cells_mass",
    "cell_volume": "cells_volume",
    "whole_pack_mass": "pack_mass_unpressed",
    "jacket_outer_volume": "jacket_volume",
    "separator": "separator_thickness",
    "unit_cost": "pack_unit_price",
    "start_cost": "base_pack_unit_price",
    "start_year": "base_year",
    "end_cost": "target_pack_unit_price",
    "end_year": "target_year",
    "range_warm": "driving_range",
    "range_cold": "cold_range",
    "area_resistance": "area_specific_resistance",
    "mean_ocv": "mean_open_voltage",
    "pulse_ocv": "pulse_open_voltage",
    "least_ocv": "least_open_voltage",
    "learning_exponent": "experience_exponent",
    "positive_capacity": "positive_first_charge_capacity",
    "positive_price": "positive_active_price",
    "negative_price": "negative_active_price",
    "negative_ratio": "negative_to_positive_ratio",
    "first_cycle": "first_cycle_efficiency",
    "cell_items": "cell_items_cost",
    "module_items": "module_items_cost",
    "pack_items": "pack_items_cost",
    "electronics_items": "electronics_cost",
}
# names that set several at once
DIVIDED = {"electrolyte_price": ("layer_price", "second_layer_price", "catholyte_price")}
_MADE = {
    re.compile(r"exchange_[A-Z]{3}_\d{4}_[A-Z]{3}_\d{4}"): Term("", "", "1", "money of one kind and year over another"),
    re.compile(r"price_year_[a-z0-9_]+"): Term("", "", "1", "year that the money of a source is taken to be of"),
}


def term(name: str) -> Term | None:
    """Return the row of a name, or None where it is none.

    >>> term("exchange_USD_2022_CNY_2025").unit
    ''
    """
    if not isinstance(name, str):
        return None
    if name in TERMS:
        return TERMS[name]
    return next((row for form, row in _MADE.items() if form.fullmatch(name)), None)


def unit_of(name: str) -> str:
    """Return the one unit of a name; ``money`` in it stands for any one money.

    >>> unit_of("pack_mass")
    'kg'
    """
    row = term(name)
    return row.unit if row else ""


def near(name: str) -> str:
    """Return what a retired name is called now, else a near name of the glossary as a question, or nothing.

    >>> near("range_cold")
    " It is called 'cold_range' now."
    """
    if name in DIVIDED:
        return f" It set several at once. Write those that are meant: replace({'=..., '.join(DIVIDED[name])}=...)."
    return f" It is called {RETIRED[name]!r} now." if name in RETIRED else did_you_mean(name, TERMS)
