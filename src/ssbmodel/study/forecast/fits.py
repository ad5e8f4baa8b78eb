"""From increments of a series to the predictive distribution of its logarithm, for many forecasts at once.

A *window* holds the last m increments of ln(experience) and ln(cost), oldest first. Windows of different length stand
in one array, padded with zeros in front; zeros change none of the sums below. All functions work along the last axis.

Moore's law with IMA(1,1) noise: Farmer & Lafond (2016), Research Policy 45. First-difference Wright with MA(1) noise:
Lafond et al. (2018), Technol. Forecast. Soc. Change 128; Way et al. (2022), Joule 6.
"""

from typing import Any, NamedTuple

import numpy as np

from .distributions import Array, Mixture, StudentT


class Settings(NamedTuple):
    """The choices of the engine.

    ``wright_memory`` and ``moore_memory`` are the MA(1) coefficients of the noise; ``prior_freedom`` is the weight of
    the panel's noise; ``moore_weight`` that of Moore's law in the mixture; ``window`` the number of increments (None:
    all). ``age_weight`` is the weight of an increment against the one after it, and ``growth_fade`` the share of the
    growth of ln(experience) that is left each year where volume is forecast; both are 1 in the published methods.
    ``growth_noise`` is how far the panel's noise follows the growth of ln(experience): 0, as published, to 1.
    """

    wright_memory: float
    moore_memory: float
    prior_freedom: float
    moore_weight: float
    window: int | None
    age_weight: float = 1.0
    growth_fade: float = 1.0
    growth_noise: float = 0.0


class Prior(NamedTuple):
    """What a panel of other technologies says: mean and spread of the exponent, and the usual noise per step.

    Where ln(experience) grows faster, costs are noisier: ``noise`` is that at ``usual_growth`` a year, and goes with
    growth to the power of ``noise_slope`` between the least and the most growth that the panel has seen.
    """

    exponent: Array
    exponent_spread: Array
    noise: Array
    noise_slope: Array = 0.0
    usual_growth: Array = 1.0
    least_growth: Array = 1.0
    most_growth: Array = 1.0

    def noise_at(self, growth: Array, share: float = 1.0) -> Array:
        """Return the usual noise at a growth of ln(experience), with a share of the slope.

        >>> print(f"{Prior(0.2, 0.2, 0.08, 0.5, 0.2, 0.05, 0.8).noise_at(3.2):.2f}")
        0.16
        """
        seen = np.clip(growth, self.least_growth, self.most_growth)
        return self.noise * (seen / self.usual_growth) ** (share * np.asarray(self.noise_slope))


class Window(NamedTuple):
    """Increments of ln(experience) and ln(cost), oldest first along the last axis, zeros in front; and their number."""

    x: Array
    y: Array
    m: Array

    @classmethod
    def of(cls, x: Any, y: Any) -> "Window":
        """Return the window of one series of increments.

        >>> Window.of([0.30, 0.25], [-0.10, -0.02]).m
        2
        """
        return cls(np.asarray(x, float), np.asarray(y, float), len(x))

    @property
    def held(self) -> Array:
        """Where an increment stands, and not a zero in front."""
        width = self.x.shape[-1]
        return np.arange(width) >= width - np.asarray(self.m)[..., None]

    def mean_growth(self) -> Array:
        """Return the mean increment of ln(experience)."""
        return self.x.sum(-1) / self.m

    def growth_variance(self) -> Array:
        """Return the variance of the increments of ln(experience) about their mean."""
        return (np.where(self.held, self.x - self.mean_growth()[..., None], 0) ** 2).sum(-1) / (self.m - 1)

    def weights(self, age_weight: float) -> Array:
        """Return the weight of each increment: 1 for the last, less for each before it."""
        age = np.arange(self.x.shape[-1])[::-1]
        return np.where(self.held, age_weight**age, 0.0)


class Fit(NamedTuple):
    """First-difference Wright: sums of squares and products of the increments, of squared residuals, of weights."""

    squares: Array
    products: Array
    residual: Array
    count: Array

    @property
    def exponent(self) -> Array:
        """The exponent from the window alone."""
        return -self.products / self.squares


def wright_fit(window: Window, age_weight: float = 1.0) -> Fit:
    """Regress the increments of ln(cost) on those of ln(experience), through the origin."""
    weights = window.weights(age_weight)
    squares, products = (weights * window.x**2).sum(-1), (weights * window.x * window.y).sum(-1)
    slope = np.divide(products, squares, out=np.zeros_like(squares), where=squares > 0)
    residual = (weights * (window.y - slope[..., None] * window.x) ** 2).sum(-1)
    return Fit(squares, products, residual, weights.sum(-1))


def moore_fit(window: Window) -> tuple[Array, Array]:
    """Return the mean increment of ln(cost) and the sum of squares about it."""
    mean = window.y.sum(-1) / window.m
    return mean, (np.where(window.held, window.y - mean[..., None], 0) ** 2).sum(-1)


def moore_error_ratio(m: Array, horizon: Array, memory: Array) -> Array:
    """Return the variance of the forecast error of Moore's law over that of the increments about their mean.

    >>> print(f"{moore_error_ratio(6, 8, 0.45):.6f}")
    29.560638
    """
    return moore_innovation_ratio(m, horizon, memory) / (1 + memory**2)


def moore_innovation_ratio(m: Array, horizon: Array, memory: Array) -> Array:
    """Return the variance of the forecast error of Moore's law over that of one innovation.

    >>> print(f"{moore_innovation_ratio(6, 8, 0.45):.6f}")
    35.546667
    """
    grown = horizon + horizon**2 / m
    return -2 * memory + (1 + 2 * (m - 1) * memory / m + memory**2) * grown


def noise_ratio(horizon: Array, memory: Array, *, base_known: bool = False) -> Array:
    """Return the variance of a sum of MA(1) noise over that of one innovation; the base's innovation known or not.

    >>> print(f"{noise_ratio(5, 0.0):.1f}")
    5.0
    """
    return (horizon - 1) * (1 + memory) ** 2 + 1 + (0.0 if base_known else memory**2)


def wright_innovation_ratio(window: Window, growth: Array, horizon: Array, memory: float) -> Array:
    """Return the variance of the forecast error of first-difference Wright over that of one innovation.

    ``growth`` is the coming increase of ln(experience) over the horizon.
    """
    pull = -window.x * (growth / (window.x**2).sum(-1))[..., None]
    before = np.concatenate([np.zeros_like(pull[..., :1]), pull], axis=-1)
    inner = ((before[..., :-1] + memory * pull) ** 2).sum(-1)
    return inner + (memory + pull[..., -1]) ** 2 + (horizon - 1) * (1 + memory) ** 2 + 1


def fading(horizon: Array, fade: float) -> Array:
    """Return the sum of the first powers of a share: how many years of today's growth a horizon is worth.

    >>> print(f"{fading(3, 0.5):.3f} {fading(3, 1.0):.3f}")
    0.875 3.000
    """
    return horizon * 1.0 if fade == 1 else fade * (1 - fade**horizon) / (1 - fade)


def volume_variance(window: Window, horizon: Array, fade: float = 1.0) -> Array:
    """Return the variance of the coming increase of ln(experience), forecast by its fading mean over the window."""
    return window.growth_variance() * (fading(horizon, fade**2) + fading(horizon, fade) ** 2 / window.m)


def moore(window: Window, horizon: Array, settings: Settings, prior: Prior | None = None) -> StudentT:
    """Moore's law with IMA(1,1) noise; with a prior, its variance is pooled with the panel's."""
    mean, squares = moore_fit(window)
    variance, freedom = _pooled(squares, window.m, settings, None if prior is None else prior.noise)
    scale = np.sqrt(variance * moore_error_ratio(window.m, horizon, settings.moore_memory))
    return StudentT(horizon * mean, scale, freedom)


def wright(window: Window, horizon: Array, settings: Settings, growth: Array | None = None) -> StudentT:
    """First-difference Wright from the window alone; without ``growth``, volume is forecast by its own mean."""
    fit, memory = wright_fit(window), settings.wright_memory
    given = _ahead(window, horizon, settings) if growth is None else growth
    noise = fit.residual / (window.m - 1) / (1 + memory**2)
    variance = noise * wright_innovation_ratio(window, given, horizon, memory)
    if growth is None:
        variance = variance + fit.exponent**2 * volume_variance(window, horizon, settings.growth_fade)
    return StudentT(-fit.exponent * given, np.sqrt(variance), np.asarray(window.m) - 1.0)


class Posterior(NamedTuple):
    """The exponent after seeing window and panel: mean, variance, weight of the window, noise variance, freedom."""

    exponent: Array
    variance: Array
    weight: Array
    noise: Array
    freedom: Array


def posterior(window: Window, settings: Settings, prior: Prior) -> Posterior:
    """Weigh the window's exponent and noise with the panel's."""
    fit = wright_fit(window, settings.age_weight)
    growth = np.where(np.asarray(window.m) > 0, window.x.sum(-1) / np.maximum(window.m, 1), prior.usual_growth)
    usual = prior.noise_at(growth, settings.growth_noise)
    noise, freedom = _pooled(fit.residual, fit.count, settings, usual)
    of_window, of_panel = fit.squares / noise, 1 / prior.exponent_spread**2
    variance = 1 / (of_window + of_panel)
    exponent = variance * (prior.exponent * of_panel - fit.products / noise)
    return Posterior(exponent, variance, variance * of_window, noise, freedom)


def pooled_wright(
    window: Window, horizon: Array, settings: Settings, prior: Prior, growth: Array | None = None
) -> StudentT:
    """Pooled Wright; without ``growth``, volume is forecast by its own mean, for which two increments are needed."""
    post, memory = posterior(window, settings, prior), settings.wright_memory
    given = _ahead(window, horizon, settings) if growth is None else growth
    variance = post.noise / (1 + memory**2) * noise_ratio(horizon, memory) + given**2 * post.variance
    if growth is None:
        variance = variance + post.exponent**2 * volume_variance(window, horizon, settings.growth_fade)
    return StudentT(-post.exponent * given, np.sqrt(variance), post.freedom)


def mixture(window: Window, horizon: Array, settings: Settings, prior: Prior, growth: Array | None = None) -> Mixture:
    """Pooled Moore and pooled Wright, weighted."""
    parts = (moore(window, horizon, settings, prior), pooled_wright(window, horizon, settings, prior, growth))
    return Mixture(parts, (settings.moore_weight, 1 - settings.moore_weight))


def _ahead(window: Window, horizon: Array, settings: Settings) -> Array:
    """Return the coming increase of ln(experience) where volume is forecast."""
    return window.mean_growth() * fading(horizon, settings.growth_fade)


def _pooled(squares: Array, m: Array, settings: Settings, usual: Array | None) -> tuple[Array, Array]:
    """Return a variance and its degrees of freedom, pooled with the usual noise of a panel where there is one."""
    own = np.asarray(m) - 1.0
    if usual is None:
        return squares / own, own
    seen = np.maximum(own, 0.0)
    freedom = seen + settings.prior_freedom
    return (squares * (own > 0) + settings.prior_freedom * usual**2) / freedom, freedom
