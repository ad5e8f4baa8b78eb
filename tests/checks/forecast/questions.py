"""What the rows of rows.toml ask the library."""

from collections.abc import Callable
from typing import Any

import numpy as np

from ssbmodel import Q, exchange, required_doublings, required_learning_rate
from ssbmodel.models.economics.components import Component, Volumes, aggregate_learning_rate, component_costs
from ssbmodel.presets.pack_surveys import pack_forecasts
from ssbmodel.study.forecast import claims, fits, panel, paths, series
from ssbmodel.study.forecast.distributions import StudentT
from ssbmodel.study.forecast.engine import named_settings
from ssbmodel.study.forecast.fits import Prior, Window

LN2 = np.log(2)
SETTINGS = named_settings("reference")
PRIOR = Prior(0.20, 0.24, 0.08)
WINDOW = Window.of((0.30, 0.25, 0.35, 0.20, 0.28), (-0.10, -0.02, -0.15, -0.04, -0.06))
BAND = np.array([0.05, 0.5, 0.95])
YEARS = np.array([3, 5, 8, 10, 15, 20])


def ratios(law: Any, threshold: bool = False) -> list[float]:
    """Return the cost ratio at 5, 50, 95 %, and the probability of less than 0.7."""
    return [*np.exp(law.quantile(BAND)), *([law.cdf(np.log(0.7))] if threshold else [])]


def wright_ratios() -> list[float]:
    window = Window.of((0.4, 0.2, 0.3, 0.25), (0.0, 0.0, 0.0, 0.0))
    growth = 0.35 + 0.3 + 0.3 + 0.25 + 0.2 + 0.2
    return [float(fits.wright_innovation_ratio(window, growth, 6, memory)) for memory in (0.25, 0.0)]


def way(doublings: float, *probabilities: float) -> list[float]:
    growth = np.linspace(doublings / 10, doublings, 10) * LN2
    process = paths.Process(309.6, 0.421, 0.063, 0.103, 0.19, growth, base_known=True)
    return [float(process.quantile(p)[-1]) for p in probabilities]


def way_deviation() -> list[float]:
    growth = np.linspace(0.5176, 5.176, 10) * LN2
    return [float(paths.Process(309.6, 0.421, 0.063, 0.103, 0.19, growth, base_known=True).distribution().scale[-1])]


def race() -> tuple[paths.Process, paths.Process]:
    ahead = np.arange(1, 21)
    solid = paths.Process(2.5, 0.35, 0.12, 0.13, 0.19, 0.9 * LN2 * ahead, base_known=True)
    return solid, paths.Process(0.50, 0.30, 0.05, 0.12, 0.19, 0.35 * LN2 * ahead, base_known=True)


def parity() -> list[float]:
    return list(paths.marginal(*race(), 0.0, 0.0)[0][YEARS - 1])


def passage() -> paths.Parity:
    return paths.parity(*race(), noise_correlation=0, exponent_correlation=0, paths=2_000_000, seed=15)


def pooled_noise() -> list[float]:
    fit = fits.wright_fit(WINDOW)
    return [float(fit.exponent), float(fit.residual / 4), float(fits.posterior(WINDOW, SETTINGS, PRIOR).noise)]


def pooled_exponent() -> list[float]:
    post = fits.posterior(WINDOW, SETTINGS, PRIOR)
    return [float(post.exponent), float(np.sqrt(post.variance)), float(post.weight), float(post.freedom)]


def pooled_forecast() -> list[float]:
    law = fits.pooled_wright(WINDOW, 5, SETTINGS, PRIOR)
    return [5 * float(WINDOW.mean_growth()), float(WINDOW.growth_variance()), float(law.location), float(law.scale)]


def lithium_levels() -> list[float]:
    cells = series.named_series("lithium-ion-cells").since(1992)
    in_time = series.fit_levels(cells.years, cells.y)
    return [series.fit_levels(cells.x, cells.y).learning_rate, in_time.annual_decline]


def prior_fit() -> tuple[Any, Any]:
    cells = series.named_series("lithium-ion-cells-extended")
    return series.fit_prior_experience(cells), series.fit_levels(cells.x, cells.y)


def prior_experience() -> list[float]:
    fit, _ = prior_fit()
    return [float(end.m_as("GWh")) for end in (fit.prior, fit.low, fit.high)]


def prior_rates() -> list[float]:
    fit, without = prior_fit()
    return [fit.learning_rate, without.learning_rate, without.residual]


def made(gigawatt_hours: float) -> Any:
    return Q(gigawatt_hours, "GWh")


def parts(priors: tuple[float, ...] = (0, 0, 0, 0)) -> list[Component]:
    listed = zip((0.4, 0.3, 0.2, 0.1), (0.25, 0.05, 0.20, 0.12), priors)
    none = Q(0, ""), Q(0, "CNY_2025/Wh")
    return [
        Component(str(n), Q(share, "CNY_2025/Wh"), Q(rate, ""), made(prior), *none)
        for n, (share, rate, prior) in enumerate(listed)
    ]


def total(listed: list[Component], first: float, last: float) -> float:
    costs = component_costs(listed, Volumes(made(first), made(0)), Volumes(made(last), made(0)))
    return float(sum(cost.m_as("CNY_2025/Wh") for cost in costs.values()))


def aggregate(doublings: float) -> float:
    now, then = Volumes(made(1), made(0)), Volumes(made(2.0**doublings), made(0))
    return float(aggregate_learning_rate(parts(), now, then).magnitude)


def own_experience() -> list[float]:
    young, old = parts((1, 0, 0, 0)), parts()
    apart = total(young[:1], 2, 50) + total(old[1:], 5800, 9000)
    return [apart, total(old, 2, 50)]


def money() -> list[float]:
    rates = "fed-h10-world-bank"
    asked = [(index, order) for index in ("gdp_deflator", "cpi") for order in ("deflate_exchange", "exchange_deflate")]
    cost = Q(1.49, "CNY_2022/Wh")
    answers = [exchange(cost, to="USD_2023", rates=rates, index=index, order=order) for index, order in asked]  # type: ignore[arg-type]
    return [float(answer.m_as("USD_2023/Wh")) for answer in answers]


def doublings() -> list[float]:
    names = ("large-own", "large-shared", "small-own", "small-shared")
    return [claims.CostClaim.named(f"claim-low-{name}").doublings(2030) for name in names]


def liquid(start: float) -> list[float]:
    """Return the quantiles of liquid cost in 2030 for two outputs and two exponents; z grows by yearly sums."""
    found: list[float] = []
    for last in (3000.0, 5500.0):
        made = 5753 + sum(1541.3 * (last / 1541.3) ** (year / 5) for year in range(1, 6))
        growth = np.linspace(0.2, 1, 5) * np.log(made / 5753)
        for exponent, error, noise in ((0.3017, 0.0233, 0.152), (0.421, 0.063, 0.103)):
            process = paths.Process(start, exponent, error, noise, 0.19, growth, base_known=True)
            found += [float(process.quantile(p)[-1]) for p in (0.05, 0.5, 0.95)]
    return found


def needed_rates() -> list[float]:
    pairs = [(start, d) for start in (1.9, 6.2) for d in (3.0, 4.0, 5.0, 6.0, 8.0, 10.0, 12.0)]
    return [100 * float(required_learning_rate(cost(s), cost(0.4), Q(d, "")).magnitude) for s, d in pairs]


def needed_doublings() -> list[float]:
    pairs = [(start, rate) for start in (1.9, 6.2) for rate in (10.0, 18.7, 20.0, 25.0, 30.0)]
    return [float(required_doublings(cost(s), cost(0.4), Q(r, "%")).magnitude) for s, r in pairs]


def cost(value: float) -> Any:
    return Q(value, "CNY_2025/Wh")


def below(start: float, spread: float) -> list[float]:
    found = []
    for exponent, error, noise in ((0.1993, 0.2373, 0.0807), (0.3017, 0.0233, 0.152), (0.421, 0.063, 0.103)):
        for total_doublings in (3, 5.8, 8.5):
            growth = np.linspace(0.2, 1, 5) * total_doublings * LN2
            process = paths.Process(start, exponent, error, noise, 0.19, growth, start_sd=spread)
            found.append(100 * float(process.probability_below(0.4)[-1]))
    return found


def bought() -> list[claims.Bought]:
    cases = [(30e6, 20), (30e6, 0.5), (4.06305e9, 20), (4.06305e9, 0.5), (5 * 4.06305e9, 20)]
    common = {"start_cost": Q(1.9, "CNY_2025/Wh"), "parity_cost": Q(0.45, "CNY_2025/Wh")}
    common |= {"learning_rate": Q(0.2, ""), "prior_experience": made(0)}
    return [claims.experience_bought(Q(sum_, "CNY_2025"), experience=made(z), **common) for sum_, z in cases]


def solar() -> list[float]:
    modules = panel.named_technology("solar-modules").until(2016)
    return [series.fit_levels(modules.x, modules.y).learning_rate]


def analysts() -> list[float]:
    errors = [abs(f.printed_error) for f in pack_forecasts() if f.printed_error is not None]
    return [len(errors), float(np.mean(errors))]


QUESTIONS: dict[str, Callable[[], Any]] = {
    "analysts": analysts,
    "solar": solar,
    "moore-theory": lambda: [4 / 2 * fits.moore_error_ratio(5, t, 0.0) for t in (1, 2, 5, 10, 20)],
    "lithium-levels": lithium_levels,
    "moore-ratio": lambda: [
        fits.moore_innovation_ratio(6, 8, 0.45),
        fits.moore_error_ratio(6, 8, 0.45),
        fits.moore_error_ratio(6, 8, 0.0),
    ],
    "wright-ratio": wright_ratios,
    "way-fast": lambda: way(5.176, 0.05, 0.25, 0.5, 0.75, 0.95),
    "way-slow": lambda: way(3.132, 0.05, 0.25, 0.5, 0.75, 0.95),
    "way-fast-sd": way_deviation,
    "way-fast-three": lambda: way(5.176, 0.05, 0.5, 0.95),
    "way-slow-three": lambda: way(3.132, 0.05, 0.5, 0.95),
    "prior-experience": prior_experience,
    "prior-fit": lambda: [prior_fit()[0].exponent, prior_fit()[0].residual],
    "prior-rates": prior_rates,
    "parity": parity,
    "passage": lambda: passage().reached[YEARS - 1],
    "passage-year": lambda: [passage().year()],
    "pooled-noise": pooled_noise,
    "pooled-exponent": pooled_exponent,
    "pooled-known": lambda: list(fits.pooled_wright(WINDOW, 5, SETTINGS, PRIOR, 1.2)[:2]),
    "pooled-known-ratios": lambda: ratios(fits.pooled_wright(WINDOW, 5, SETTINGS, PRIOR, 1.2), True),
    "pooled": pooled_forecast,
    "pooled-ratios": lambda: ratios(fits.pooled_wright(WINDOW, 5, SETTINGS, PRIOR)),
    "pooled-moore": lambda: list(fits.moore(WINDOW, 5, SETTINGS, PRIOR)[:2]),
    "mixture": lambda: ratios(fits.mixture(WINDOW, 5, SETTINGS, PRIOR), True),
    "unpooled": lambda: [fits.wright(WINDOW, 5, SETTINGS, 1.2).scale],
    "crps": lambda: [StudentT(0.0, 1.0, 4.0).crps(0.5), StudentT(0.1, 0.2, 8.0).crps(-0.3)],
    "components": lambda: [total(parts(), 1, z) for z in (1, 4, 16)],
    "aggregate-rate": lambda: [aggregate(d) for d in (0, 2, 4)],
    "own-experience": own_experience,
    "money": money,
    "doublings": doublings,
    "liquid-cells": lambda: liquid(74.0),
    "liquid-packs": lambda: liquid(108.0),
    "needed-rates": needed_rates,
    "needed-doublings": needed_doublings,
    "below-range": lambda: below(3.4322, 0.35951),
    "below-low": lambda: below(1.9, 0.0),
    "bought-doublings": lambda: [b.doublings for b in bought()],
    "bought-cost": lambda: [b.cost.m_as("CNY_2025/Wh") for b in bought()],
}
