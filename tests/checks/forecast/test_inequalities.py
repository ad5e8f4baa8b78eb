"""Checks by inequality: forecasts of others and later prices against our bands."""

import pytest

from ssbmodel import cost_forecast, exchange, named_prior, named_series, named_settings, presets
from ssbmodel.study.forecast.claims import liquid_outputs

from .questions import liquid


@pytest.mark.parametrize("case", range(4))
def test_forecasts_for_2030_lie_within_our_bands_for_packs(case: int) -> None:
    low, _, high = liquid(108.0)[3 * case : 3 * case + 3]
    for forecast in presets.pack_forecasts():
        if forecast.year == 2030:
            assert low < forecast.usd_per_kwh < high


def test_the_price_of_cells_in_2023_lies_within_the_band_of_a_forecast_from_2016() -> None:
    cells = named_series("lithium-ion-cells")
    made = liquid_outputs(2017, 2023)
    ahead = cost_forecast(
        cells, until=2023, prior=named_prior("experience-curves"), settings=named_settings(), outputs=made
    )
    price = next(p for p in presets.pack_prices() if (p.level, p.year) == ("cell", 2023))
    paid = exchange(price.value, to="USD_2018", rates="fed-h10-world-bank", index="gdp_deflator")
    assert 0.05 < ahead.probability_below(paid, by=2023) < 0.95
