"""What the preset files rest on: works, their dates, and the years that their money is taken to be of."""

from functools import cache
from typing import Any

from ...documents.presets import PriceYear, Sources, price_years
from ..loader import preset

BATPAC = "bp5"
_DATES = {BATPAC: "2022-07-22"}


@cache
def all_price_years() -> dict[str, PriceYear]:
    """Return the years that decks and works are given, by their key.

    >>> all_price_years()["batpac-2022"].year
    2022
    """
    return price_years(preset("price_years.toml"))


def works_of(data: dict[str, Any]) -> Sources:
    """Return what a file of rows says once: its ``[sources]``, and the price years it gives them."""
    known = all_price_years()
    years = {short: known[key] for short, key in data.get("price_years", {}).items()}
    return Sources(data["sources"], _DATES, known | years)


def one_work(data: dict[str, Any]) -> Sources:
    """Return what a file of plain texts says once: the one work that they all rest on."""
    years = {BATPAC: all_price_years()[data["price_year"]]} if "price_year" in data else {}
    return Sources({BATPAC: data["source"]}, _DATES, years, work=BATPAC)
