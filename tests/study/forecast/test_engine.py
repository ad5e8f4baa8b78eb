"""A forecast of one series: its laws, its floor, its deployment paths, and what it refuses."""

from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import Q, ScenarioError
from ssbmodel.presets.loader import preset
from ssbmodel.study.forecast.engine import Forecast, cost_forecast, named_exponent, named_prior, named_settings
from ssbmodel.study.forecast.series import named_series

CELLS = named_series("lithium-ion-cells")
PATH = Q(np.linspace(90, 200, 4), "GWh")


def asked(**changed: Any) -> Forecast:
    words: dict[str, Any] = {"until": 2020, "prior": named_prior("experience-curves"), "settings": named_settings()}
    return cost_forecast(CELLS, **(words | changed))


@pytest.mark.parametrize("engine", ["pooled", "moore", "mixture"])
def test_quantiles_and_probabilities_are_inverse(engine: str) -> None:
    ahead = asked(engine=engine)
    for chance in (0.05, 0.5, 0.9):
        cost = ahead.quantile(chance, by=2020)
        assert_allclose(ahead.probability_below(cost, by=2020), chance, rtol=1e-8)
    assert ahead.quantile(0.5).m_as("USD_2018/kWh").shape == (4,)


def test_the_weights_of_series_and_panel_are_told() -> None:
    assert 0 < asked().weight_of_series < 1  # type: ignore[operator]
    assert asked(engine="moore").weight_of_series is None


def test_a_sampled_path_is_an_average_over_its_draws() -> None:
    twice = Q(np.stack([PATH.magnitude, PATH.magnitude]), "GWh")
    one, other = asked(outputs=PATH), asked(outputs=twice)
    assert_allclose(one.quantile(0.3).m_as("USD_2018/kWh"), other.quantile(0.3).m_as("USD_2018/kWh"), rtol=1e-9)
    spread = Q(np.stack([0.5 * PATH.magnitude, 1.5 * PATH.magnitude]), "GWh")
    ends = [asked(outputs=Q(k * PATH.magnitude, "GWh")).quantile(0.5, by=2020) for k in (1.5, 0.5)]
    assert ends[0] < asked(outputs=spread).quantile(0.5, by=2020) < ends[1]


def test_more_output_brings_a_lower_cost() -> None:
    more = Q(2 * PATH.magnitude, "GWh")
    assert asked(outputs=more).quantile(0.5, by=2020) < asked(outputs=PATH).quantile(0.5, by=2020)


def test_great_prior_experience_means_no_learning() -> None:
    series = CELLS.with_prior(Q(1e9, "GWh"), "a limit")
    ahead = cost_forecast(
        series, until=2020, prior=named_prior("experience-curves"), settings=named_settings(), outputs=PATH
    )
    assert_allclose(ahead.quantile(0.5, by=2020).m_as("USD_2018/kWh"), CELLS.last.m_as("USD_2018/kWh"), rtol=1e-4)


def test_no_quantile_crosses_the_floor() -> None:
    floor = Q(100, "USD_2018/kWh")
    ahead = asked(floor=floor, settings=named_settings(window=5))
    assert (ahead.quantile(0.001) > floor).all()
    assert ahead.probability_below(floor, by=2020) == 0


def test_what_cannot_be_forecast_is_refused() -> None:
    refused = [
        ({"engine": "pool"}, "^engine='pool'. Did you mean 'pooled'\\? Expected one of pooled, moore, mixture"),
        ({"until": 2016}, "^until=2016. The series ends in 2016; expected a later year"),
        ({"outputs": Q([1.0], "GWh")}, "^outputs of shape \\(1,\\). Expected 4 values of 0 Wh or more"),
        ({"outputs": Q([-1.0, 1.0, 1.0, 1.0], "GWh")}, "^outputs of shape"),
        ({"floor": Q(300, "USD_2018/kWh")}, "^floor=0.3 USD_2018/Wh. Expected 0 or more, below every cost"),
        ({"settings": named_settings(window=1)}, "^the window has one increment, too few to forecast volume"),
    ]
    for words, told in refused:
        with pytest.raises(ScenarioError, match=told):
            asked(**words)
    with pytest.raises(ScenarioError, match=r"^by=2031\. The forecast covers 2017 to 2020\."):
        asked().quantile(0.5, by=2031)
    with pytest.raises(ScenarioError, match=r"^probability=1\.0\. Expected a value in \(0, 1\)\."):
        asked().quantile(1.0)
    with pytest.raises(ScenarioError, match=r"^no prior 'experience-curve'\. Did you mean 'experience-curves'\?"):
        named_prior("experience-curve")


def test_one_increment_and_a_deployment_path_are_enough() -> None:
    ahead = asked(settings=named_settings(window=1), outputs=PATH)
    assert ahead.quantile(0.05, by=2020) < ahead.quantile(0.95, by=2020)


def test_every_setting_prior_and_exponent_has_its_source() -> None:
    data = preset("forecast.toml")
    assert set(data["reasons"]) == set(named_settings()._fields)
    for entry in (*data["prior"], *data["exponent"]):
        assert len(entry["source"]) > 20
    assert named_exponent("way-batteries")["value"] == 0.421
