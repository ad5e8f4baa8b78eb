"""Laws of the predictors: limits of the prior, growth of the variance, and their closed forms against simulation."""

from typing import Any

import numpy as np
from hypothesis import assume, given, strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from ssbmodel.study.forecast import fits, paths
from ssbmodel.study.forecast.engine import named_settings
from ssbmodel.study.forecast.fits import Prior, Window

SETTINGS = named_settings("reference")
PRIOR = Prior(0.20, 0.24, 0.08)
X, Y = (0.30, 0.25, 0.35, 0.20, 0.28), (-0.10, -0.02, -0.15, -0.04, -0.06)
steps = arrays(float, 5, elements=st.floats(0.05, 1.5))
changes = arrays(float, 5, elements=st.floats(-0.8, 0.8))
windows = st.builds(Window.of, steps, changes)
growths = st.floats(0, 5)


@given(windows, st.integers(1, 20))
def test_zeros_in_front_change_no_forecast(window: Window, horizon: int) -> None:
    padded = Window(np.r_[0, 0, window.x], np.r_[0, 0, window.y], window.m)
    for law in (fits.moore, fits.pooled_wright, fits.mixture):
        one, other = (law(w, float(horizon), SETTINGS, PRIOR) for w in (window, padded))
        assert_allclose(one.quantile(0.3), other.quantile(0.3), rtol=1e-10, atol=1e-12)
    assert_allclose(fits.wright(window, 3.0, SETTINGS).scale, fits.wright(padded, 3.0, SETTINGS).scale, rtol=1e-12)


@given(windows, growths)
def test_the_posterior_lies_between_the_series_and_the_panel(window: Window, growth: float) -> None:
    found, own = fits.posterior(window, SETTINGS, PRIOR), fits.wright_fit(window).exponent
    low, high = sorted([float(own), PRIOR.exponent])
    assert low - 1e-12 <= found.exponent <= high + 1e-12
    assert 0 <= found.weight <= 1


@given(windows)
def test_a_certain_panel_decides_and_a_vague_one_says_nothing(window: Window) -> None:
    certain = fits.posterior(window, SETTINGS, PRIOR._replace(exponent_spread=1e-9))
    vague = fits.posterior(window, SETTINGS, PRIOR._replace(exponent_spread=1e9))
    assert_allclose(certain.exponent, PRIOR.exponent, rtol=1e-9)
    assert_allclose(vague.exponent, fits.wright_fit(window).exponent, rtol=1e-9, atol=1e-12)


@given(windows)
def test_a_panel_without_weight_leaves_the_noise_of_the_series(window: Window) -> None:
    fit = fits.wright_fit(window)
    assume(fit.residual > 1e-9)
    found = fits.posterior(window, SETTINGS._replace(prior_freedom=0.0), PRIOR)
    assert_allclose(found.noise, fit.residual / 4, rtol=1e-12)
    assert found.freedom == 4


def test_without_increments_the_panel_alone_speaks() -> None:
    found = fits.posterior(Window.of((), ()), SETTINGS, PRIOR)
    assert_allclose([found.exponent, found.variance, found.weight], [0.20, 0.24**2, 0.0], atol=1e-15)
    assert found.freedom == SETTINGS.prior_freedom


def test_noise_goes_with_growth_only_as_far_as_the_panel_has_seen() -> None:
    panel = PRIOR._replace(noise_slope=0.3, usual_growth=0.2, least_growth=0.05, most_growth=0.8)
    assert_allclose(panel.noise_at(0.2), PRIOR.noise, rtol=1e-15)
    assert_allclose(panel.noise_at(0.4) / panel.noise_at(0.1), 4**0.3, rtol=1e-12)
    assert_allclose(panel.noise_at(np.array([1e-12, 9.0])), panel.noise_at(np.array([0.05, 0.8])), rtol=1e-15)
    assert_allclose(panel.noise_at(0.7, 0.0), PRIOR.noise, rtol=1e-15)


@given(windows, growths)
def test_faster_growth_widens_the_band_and_moves_the_weight_to_the_panel(window: Window, growth: float) -> None:
    settings = SETTINGS._replace(growth_noise=1.0)
    slow, fast = (
        PRIOR._replace(noise_slope=0.3, usual_growth=usual, least_growth=0.01, most_growth=2.0) for usual in (1.6, 0.04)
    )
    calm, noisy = (fits.posterior(window, settings, prior) for prior in (slow, fast))
    assert calm.noise < noisy.noise
    assert calm.weight > noisy.weight
    same = fits.posterior(window, SETTINGS, fast)
    assert_allclose(same, fits.posterior(window, SETTINGS, PRIOR), rtol=1e-12)


def test_without_increments_noise_is_that_of_usual_growth() -> None:
    panel = PRIOR._replace(noise_slope=0.3, usual_growth=0.2, least_growth=0.05, most_growth=0.8)
    found = fits.posterior(Window.of((), ()), SETTINGS._replace(growth_noise=1.0), panel)
    assert_allclose(found.noise, PRIOR.noise**2, rtol=1e-12)


@given(steps)
def test_more_data_move_the_weight_to_the_series(x: np.ndarray) -> None:
    y = -0.3 * x  # no residual, so the shrunk noise changes with the number of increments alone
    settings = SETTINGS._replace(prior_freedom=1e9)
    short, long = (fits.posterior(Window.of(x[-n:], y[-n:]), settings, PRIOR).weight for n in (3, 5))
    assert short < long


@given(windows, growths, st.integers(1, 19))
def test_the_variance_holds_the_noise_and_never_falls_with_the_horizon(
    window: Window, growth: float, horizon: int
) -> None:
    near, far = (fits.pooled_wright(window, float(t), SETTINGS, PRIOR, growth) for t in (horizon, horizon + 1))
    noise = fits.posterior(window, SETTINGS, PRIOR).noise
    least = noise / (1 + 0.19**2) * fits.noise_ratio(float(horizon), 0.19)
    assert near.scale**2 >= least * (1 - 1e-12)
    assert far.scale >= near.scale


@given(windows, growths, growths, st.integers(1, 20))
def test_the_variance_never_falls_with_the_growth_of_experience(
    window: Window, one: float, other: float, horizon: int
) -> None:
    low, high = sorted([one, other])
    small, large = (fits.pooled_wright(window, float(horizon), SETTINGS, PRIOR, g).scale for g in (low, high))
    assert small <= large * (1 + 1e-12)
    free = SETTINGS._replace(wright_memory=0.0)
    small, large = (fits.wright(window, float(horizon), free, g).scale for g in (low, high))
    assert small <= large * (1 + 1e-12)


@given(windows, growths, st.integers(1, 20))
def test_without_memory_the_variances_have_their_textbook_forms(window: Window, growth: float, horizon: int) -> None:
    free = SETTINGS._replace(wright_memory=0.0, moore_memory=0.0)
    x, y = window.x, window.y
    residual = y - x * (x @ y) / (x @ x)
    wanted = residual @ residual / 4 * (horizon + growth**2 / (x @ x))
    assert_allclose(fits.wright(window, float(horizon), free, growth).scale ** 2, wanted, rtol=1e-10)
    spread = np.var(y, ddof=1) * (horizon + horizon**2 / 5)
    assert_allclose(fits.moore(window, float(horizon), free).scale ** 2, spread, rtol=1e-10)


def test_the_innovation_ratio_of_wright_is_the_variance_of_simulated_errors() -> None:
    rng, memory, growth = np.random.default_rng(1), 0.4, 1.1
    x = np.array(X)
    u = rng.standard_normal((400_000, 9))
    v = u[:, 1:] + memory * u[:, :-1]
    errors = v[:, 5:].sum(1) - growth / (x @ x) * (v[:, :5] @ x)
    wanted = fits.wright_innovation_ratio(Window.of(X, Y), growth, 3, memory)
    assert_allclose(errors.var(), wanted, rtol=0.01)  # four standard errors of a variance from 400,000 draws


def agree(drawn: Any, law: Any) -> None:
    """Hold sampled paths against the closed form of every year, within four standard errors."""
    for chance in (0.05, 0.25, 0.5, 0.75, 0.95):
        shares = (drawn <= law.quantile(chance)).mean(0)
        assert np.abs(shares - chance).max() < 4 * np.sqrt(chance * (1 - chance) / len(drawn))


def test_sampled_paths_of_pooled_wright_agree_with_the_closed_form() -> None:
    window, ahead = Window.of(X, Y), np.arange(1.0, 11)
    drawn = paths.sample_wright(window, 10, SETTINGS, PRIOR, size=100_000, seed=3)
    agree(drawn, fits.pooled_wright(window, ahead, SETTINGS, PRIOR))
    growth = 0.3 * ahead
    known = paths.sample_wright(window, 10, SETTINGS, PRIOR, size=100_000, seed=4, growth=growth)
    agree(known, fits.pooled_wright(window, ahead, SETTINGS, PRIOR, growth))


def test_sampled_paths_of_pooled_moore_agree_with_the_closed_form() -> None:
    window, ahead = Window.of(X, Y), np.arange(1.0, 11)
    drawn = paths.sample_moore(window, 10, SETTINGS, PRIOR, size=100_000, seed=5)
    agree(drawn, fits.moore(window, ahead, SETTINGS, PRIOR))
