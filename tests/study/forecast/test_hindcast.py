"""The hindcast: what it must reach on the panel, and what a panel file may not hold."""

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import ScenarioError
from ssbmodel.study.forecast.engine import named_prior, named_settings
from ssbmodel.study.forecast.hindcast import (
    METHODS,
    Hindcast,
    Score,
    cases_of,
    chosen,
    gain,
    held_out,
    hindcast,
    trials,
)
from ssbmodel.study.forecast.panel import (
    WEAK_PRIOR,
    Estimate,
    Panel,
    Technology,
    named_technology,
    prior_of,
    read_panel,
    relatives_of,
)
from ssbmodel.study.forecast.series import named_series

from ...needs import needs_data

BEST = ("pooled-known", "pooled")
HEAD = "technology,year,cumulative_production,unit_cost\n"


@pytest.fixture(scope="module")
def panel() -> Panel:
    return read_panel(needs_data() / "pcdb_experience_curves.csv")


@pytest.fixture(scope="module")
def full(panel: Panel) -> Hindcast:
    return hindcast(panel, named_settings(), methods=BEST)


@pytest.fixture(scope="module")
def strict(panel: Panel) -> Hindcast:
    return hindcast(panel, named_settings(), methods=BEST, knowledge="strict")


def test_the_best_rows_are_within_their_bars_and_calibrated(full: Hindcast) -> None:
    for method, bar in zip(BEST, (0.1945, 0.2185)):
        found = full[method].summary()
        assert found.forecasts == 11_704
        assert found.crps <= bar
        assert 0.88 <= found.coverage_90 <= 0.93


def test_a_forecaster_who_knows_only_the_past_is_better_than_one_without_a_panel(strict: Hindcast) -> None:
    for method, bar in zip(BEST, (0.241, 0.281)):
        assert strict[method].summary().crps < bar
    assert 0.2 < strict.without_panel < 0.3


def test_long_memory_forecasts_panel_and_lithium_ion_under_one_window_rule(panel: Panel) -> None:
    settings = named_settings("long-memory")
    for method, bar in zip(BEST, (0.194, 0.218)):
        found = hindcast(panel, settings, methods=(method,))[method].summary()
        assert found.crps <= bar
        assert 0.88 <= found.coverage_90 <= 0.93
    cells = named_series("lithium-ion-cells")
    target = Technology(cells.name, np.array(cells.years, float), cells.x, cells.y)
    found = hindcast(panel, settings, methods=("pooled",), series=[target])["pooled"].summary()
    assert found.forecasts == 210
    assert found.crps <= 0.25
    assert found.coverage_90 >= 0.88


def test_the_shipped_settings_are_those_that_the_panel_chooses_among_their_neighbours(panel: Panel) -> None:
    default = named_settings()
    near = [default._replace(growth_fade=fade) for fade in (0.96, 0.97, 0.98)]
    near += [default._replace(prior_freedom=f) for f in (40.0, 160.0)]
    near += [default._replace(age_weight=a) for a in (0.9, 0.7)] + [default._replace(growth_noise=0.0)]
    assert chosen(trials(panel, near)).settings == default


def test_settings_chosen_without_a_technology_still_gain_on_it(panel: Panel) -> None:
    default = named_settings()
    grid = [default._replace(growth_fade=fade, prior_freedom=f) for fade in (0.97, 1.0) for f in (4.0, 40.0)]
    found = held_out(trials(panel, grid), folds=5, splits=3, seed=1)
    assert found.crps[0] < 0.1945
    assert found.crps[1] < 0.2185
    assert min(found.coverage) > 0.88


def test_the_shipped_prior_is_that_of_the_panel(panel: Panel) -> None:
    assert_allclose(named_prior("experience-curves"), panel.prior(), atol=5e-9)
    assert len(panel.left_out) == 11


def test_the_prior_of_a_target_does_not_see_it(panel: Panel) -> None:
    first = panel.technologies[0].name
    assert panel.prior({first}) != panel.prior()
    with pytest.raises(
        ScenarioError, match=r"^without=\['no such'\]: the panel pcdb_experience_curves.csv has no such"
    ):
        panel.prior({"no such"})


def test_the_strict_prior_changes_with_the_year_and_is_weak_early(panel: Panel) -> None:
    first = panel.technologies[0].name
    assert panel.prior_at(1930, first) == (WEAK_PRIOR, True)
    late, weak = panel.prior_at(1995, first)
    assert not weak
    assert late != panel.prior({first})
    assert_allclose(panel.prior_at(9999, first)[0], panel.prior({first}))


def test_scores_by_technology_and_horizon_are_parts_of_the_whole(full: Hindcast) -> None:
    found = full["pooled"]
    parts = found.by_technology().values()
    assert sum(part.forecasts for part in parts) == 11_704
    assert_allclose(sum(p.crps * p.forecasts for p in parts) / 11_704, found.summary().crps, rtol=1e-12)
    assert_allclose(sum(found.tenths()), 1, rtol=1e-12)
    assert set(found.by_horizon()) == {1, 5, 10, 20}
    assert found.by_horizon()[1].crps < found.by_horizon()[20].crps


def test_a_method_gains_nothing_over_itself_and_as_much_as_its_score_is_lower(full: Hindcast) -> None:
    one = full["pooled"]
    assert gain(one, one, draws=100, seed=1) == ((0.0, 0.0, 0.0), (0.0, 0.0, 0.0))
    half = Score("half", one.crps / 2, one.error, one.pit, one.cases)
    assert_allclose(gain(half, one, draws=100, seed=1), 0.5, rtol=1e-12)
    lost = gain(one, half, draws=100, seed=1)
    assert_allclose(lost, -1.0, rtol=1e-12)


def test_the_transcribed_technology_is_the_published_one() -> None:
    with (needs_data() / "solar_pv_module.csv").open(encoding="utf-8", newline="") as file:
        listed = list(csv.DictReader(file))
    solar = named_technology("solar-modules")
    assert list(solar.years) == [float(row["year"]) for row in listed]
    assert_allclose(np.exp(solar.x), [float(row["cumulative_capacity_mw"]) for row in listed], rtol=1e-12)
    assert_allclose(np.exp(solar.y), [float(row["module_price_usd_per_w"]) for row in listed], rtol=1e-12)
    with pytest.raises(ScenarioError, match=r"^no technology 'solar-module'\. Did you mean 'solar-modules'\?"):
        named_technology("solar-module")


def test_relatives_of_a_technology_are_taken_out_of_the_panel(panel: Panel) -> None:
    relatives = relatives_of("solar-modules")
    assert set(relatives) == {tech.name for tech in panel.technologies if tech.name.startswith("Photovoltaics")}
    others = panel.without([*relatives, "no such"])
    assert len(others) == len(panel) - len(relatives)
    assert others.prior() == panel.prior(relatives)


def toy(n: int = 9, cost: float = -0.1) -> Technology:
    years = np.arange(2000.0, 2000 + n)
    return Technology("toy", years, 0.3 * np.arange(n), cost * np.arange(n))


def test_the_slope_of_noise_is_that_of_technologies_that_have_noise() -> None:
    grown = (0.1, 0.2, 0.4)
    noisy = [Estimate(0.2, 0.01, 0.01 * growth**0.8, growth) for growth in grown]
    steady = Estimate(0.2, 0.0, 0.0, 9.0)
    found = prior_of([*noisy, steady])
    assert_allclose(found.noise_slope, 0.4, rtol=1e-12)
    assert (found.least_growth, found.most_growth) == (0.1, 9.0)
    assert prior_of([steady, steady]).noise_slope == 0
    assert prior_of(noisy[:1] * 2).noise_slope == 0


def test_a_cost_that_falls_steadily_is_forecast_without_error() -> None:
    settings = named_settings("reference")
    cases = cases_of([toy()], settings)
    assert len(cases) == 3 + 2 + 1
    for name in ("moore", "wright", "wright-known", "trend", "log-log"):
        with np.errstate(divide="ignore", invalid="ignore"):
            law = METHODS[name].forecast(cases, settings, WEAK_PRIOR)
            assert_allclose(law.location, cases.outcome, rtol=1e-9)


def test_a_series_too_short_to_test_on_is_refused() -> None:
    with pytest.raises(ScenarioError, match=r"^no series has 7 points, so there is nothing to forecast\.$"):
        cases_of([toy(6)], named_settings())


def test_an_unknown_method_is_refused(full: Hindcast) -> None:
    with pytest.raises(ScenarioError, match=r"^no method 'pooled-none'\. Did you mean"):
        hindcast(full.panel, named_settings(), methods=["pooled-none"])
    with pytest.raises(ScenarioError, match=r"^no method 'moore' in this hindcast\."):
        full["moore"]


def rows(name: str, first: int, n: int, **changed: Any) -> str:
    lines = [f"{name},{first + i},{changed.get('made', 1) * (1 + i)},{10 - i / 2}" for i in range(n)]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a,b\n1,2\n", r"panel.csv: no column 'technology'\. Expected the columns technology, year"),
        (HEAD, r"panel.csv: no column 'technology'"),
        (HEAD + rows("x", 2000, 5), r"panel.csv: no technology has 8 yearly points with growing output"),
        (HEAD + rows("x", 2000, 9).replace("8.5", "-8.5"), r"panel.csv: line 5: unit_cost='-8.5'\. Expected a finite"),
        (HEAD + rows("x", 2000, 9).replace("8.5", "n/a"), r"panel.csv: line 5: unit_cost='n/a'"),
    ],
)
def test_a_panel_that_cannot_be_read_is_refused(tmp_path: Path, text: str, told: str) -> None:
    path = tmp_path / "panel.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioError, match=told):
        read_panel(path)


def test_technologies_with_gaps_or_shrinking_output_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "panel.csv"
    gap = rows("gap", 2000, 9).replace("gap,2008", "gap,2010")
    path.write_text(HEAD + rows("good", 2000, 9) + gap + rows("short", 2000, 5), encoding="utf-8")
    found = read_panel(path)
    assert [tech.name for tech in found.technologies] == ["good"]
    assert found.left_out == ("gap", "short")
    assert (found.rows, found.file, len(found.digest)) == (23, "panel.csv", 64)
