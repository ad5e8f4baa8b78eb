"""The names of the glossary, and those that are made by rule: rates of exchange between two moneys, price years."""

import re

from ..ground.errors import did_you_mean
from ..ground.nomenclature import TERMS, Term
from .retired import RETIRED

_MADE = {
    re.compile(r"exchange_[A-Z]{3}_\d{4}_[A-Z]{3}_\d{4}"): Term("", "", "1", "money of one kind and year over another"),
    re.compile(r"price_year_[a-z0-9_]+"): Term("", "", "1", "year that the money of a source is taken to be of"),
}


def term(name: str) -> Term | None:
    """Return the row of a name, or None where it is none.

    >>> term("exchange_USD_2022_CNY_2025").unit
    ''
    """
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
    return f" It is called {RETIRED[name]!r} now." if name in RETIRED else did_you_mean(name, TERMS)
