"""Overdispersion: published values of its two parts, and what it does to identical Practices."""

from math import log, sqrt

import numpy as np
import pytest

from reporting.statistics.dispersion import Dispersion, dispersion_of, most_by_chance, winsorised

# Colditz 1994, trials of BCG: (cases, others) vaccinated and not, of 13 trials
BCG = [
    (4, 119, 11, 128), (6, 300, 29, 274), (3, 228, 11, 209), (62, 13536, 248, 12619), (33, 5036, 47, 5761),
    (180, 1361, 372, 1079), (8, 2537, 10, 619), (505, 87886, 499, 87892), (29, 7470, 45, 7232), (17, 1699, 65, 1600),
    (186, 50448, 141, 27197), (5, 2493, 3, 2338), (27, 16886, 29, 17825),
]  # fmt: skip


def test_tau2_is_dersimonian_and_lairds_as_metafor_prints_it_for_the_bcg_trials(monkeypatch):
    """metafor's own test: fixed effect -0.4303, Q 152.2330, tau2 0.3088; without Winsorising, as they do not."""
    monkeypatch.setattr("reporting.statistics.dispersion.TRIMMED", 0.0)
    effects = np.array([log(a / (a + b) / (c / (c + d))) for a, b, c, d in BCG])
    variances = np.array([1 / a - 1 / (a + b) + 1 / c - 1 / (c + d) for a, b, c, d in BCG])
    fixed = float((effects / variances).sum() / (1 / variances).sum())
    found = dispersion_of(effects, fixed, np.sqrt(variances))
    assert fixed == pytest.approx(-0.4303, abs=5e-5)
    assert found.phi * 13 == pytest.approx(152.2330, abs=5e-5)
    assert found.tau2 == pytest.approx(0.3088, abs=5e-5)


def test_phi_is_the_mean_square_as_funnelplotr_prints_it():
    """FunnelPlotR's own test, SHMI scores: phi 2.948033; they drop outliers at 10%, which of six are none."""
    observed, expected = (100, 150, 180, 80, 120, 225), (108, 112, 165, 95, 100, 220)
    scores = [sqrt(e) * log(o / e) for o, e in zip(observed, expected, strict=True)]
    assert float(np.mean(winsorised(scores, 0.0) ** 2)) == pytest.approx(2.948033, abs=5e-7)


def test_scores_beyond_the_tenth_and_the_ninetieth_hundredth_are_drawn_in_to_them():
    assert list(winsorised([-9.0, *range(1, 10), 40.0])) == [1.0, *range(1, 10), 9.0]


def test_what_chance_alone_passes_seldom_is_as_spiegelhalter_has_it():
    assert most_by_chance(50) == pytest.approx(1.4)


def test_practices_that_differ_by_chance_alone_are_seldom_called_different():
    rng = np.random.default_rng(7)
    called = 0
    for _ in range(300):
        n = rng.integers(15, 25, 60)
        x = rng.binomial(n, 0.7)
        target = x.sum() / n.sum()
        called += dispersion_of(x / n, target, np.sqrt(target * (1 - target) / n)).is_over
    assert called <= 300 * 0.08


def test_practices_that_do_differ_are_called_so_and_their_limits_widen():
    rng = np.random.default_rng(7)
    n = rng.integers(150, 250, 60)
    x = rng.binomial(n, rng.beta(16, 4, 60))
    target = x.sum() / n.sum()
    errors = np.sqrt(target * (1 - target) / n)
    found = dispersion_of(x / n, target, errors)
    assert found.is_over
    assert sqrt(found.tau2) == pytest.approx(sqrt(16 * 4 / (20**2 * 21)), rel=0.35)
    assert (found.factors(errors) > 1.5).all()


def test_with_few_practices_it_is_not_tested():
    assert not Dispersion(phi=9.0, tau2=0.1, units=9).is_over
    assert (Dispersion(phi=9.0, tau2=0.1, units=9).factors([0.1]) == 1).all()
