"""The documents against themselves and each other: the kind of each verdict as it was worked out by hand."""

import pytest
from numpy.testing import assert_allclose

from ssbmodel import ClaimError, check_system, consistency_report, figures, systems
from ssbmodel.study.claims.documents import entry, lines, patterns, system_checks

# As worked out by hand from the texts; of a relation that nothing pushes against we say "not checkable".
KINDS = {
    "consistent": "R01 R03 R08 R11 R14 R17 R18 R20 R22 R26 R27 R28 R29 R30 R32 R33 R34 R36",
    "in tension": "R02 R05 R06 R12 R15 R16 R23 R25",
    "not checkable": "R04 R07 R09 R10 R13 R19 R21 R24 R31 R35",
}


@pytest.fixture(scope="module")
def report():
    return consistency_report()


def implied(judgement, name):
    return judgement.implied[name].low, judgement.implied[name].high


def test_every_relation_has_the_verdict_of_its_kind(report):
    assert list(report) == [f"R{i:02}" for i in range(1, 37)]
    found = {kind: [id for id, row in report.items() if row.verdict == kind] for kind in KINDS}
    assert found == {kind: ids.split() for kind, ids in KINDS.items()}


@pytest.mark.parametrize(
    ("id", "case", "verdict"),
    [
        ("R01", "read as a population, low end", "contradictory"),
        ("R01", "read as a population, high end", "consistent"),
        ("R02", "low end", "consistent"),
        ("R02", "high end", "in tension"),
        ("R04", "against the decline of lithium-ion cells, low end", "in tension"),
        ("R06", "lean stack, low price, high cost", "consistent"),
        ("R06", "stack A, high price, high cost", "in tension"),
        ("R10", "with the pack of the cost passage", "in tension"),
        ("R12", "004/toyota-range: window_reading", "consistent"),
        ("R12", "without an envelope", "not checkable"),
        ("R13", "with a station of 350 kW", "in tension"),
        ("R15", "004/toyota-speed-multiple: increase_reading", "consistent"),
        ("R16", "no heater named", "consistent"),
        ("R21", "read as one and the same interface", "in tension"),
        ("R25", "a fleet of 50", "consistent"),
        ("R29", "003/increase-ytd: times_as_factor", "in tension"),
        ("R35", "70 g, and the density of the SAIC cell", "in tension"),
    ],
)
def test_a_case_has_its_own_verdict(report, id, case, verdict):
    assert report[id].by_case[case] == verdict


def test_every_conflict_is_proved_and_says_by_which_factor_it_misses(report):
    for row in report.values():
        for found in row.cases.values():
            for judgement in found.judgements:
                if judgement.verdict in {"in tension", "contradictory"}:
                    assert judgement.certificate.verify(), row.id


def test_r01_one_cost_between_2_and_6_2_fits(report):
    span = report["R01"].main.implied["unit_cost"]
    assert_allclose((span.low, span.high), (2.0, 6.2), rtol=1e-9)
    assert span.low_open
    assert not span.high_open
    case = report["R01"].cases["read as a population, low end"]
    assert str(case.certificate.products[0].value) == "19/20"


def test_r04_the_decline_is_at_least_24_to_27_percent_a_year(report):
    factor = report["R04"].main.implied["annual_cost_factor"]
    assert_allclose(1 - factor.high, 0.239, atol=0.0005)


def test_r10_a_pack_of_100_kwh_needs_67_wh_per_km_and_misses_by_1_95(report):
    case = report["R10"].cases["with the pack of the cost passage"]
    assert_allclose(implied(case, "battery_consumption"), 66.7, atol=0.05)
    assert_allclose(case.miss, 1.95, atol=0.005)
    assert_allclose(implied(report["R10"].main, "rated_energy"), (195_000, 270_000), rtol=1e-9)


def test_r12_misses_by_1_17_and_fits_up_to_158_7_read_as_a_window(report):
    printed, window = report["R12"].cases["as printed"].judgements
    assert_allclose(printed.miss, 1.17, rtol=1e-9)
    assert_allclose(implied(window, "battery_consumption")[1], 158.7, atol=0.05)


def test_r15_three_times_faster_just_excludes_200_km_in_5_minutes(report):
    assert report["R15"].shown.certificate.products[0].value == 1


def test_r16_leaves_at_most_1000_w_and_misses_by_1_2(report):
    assert_allclose(implied(report["R16"].cases["no heater named"], "heater_power")[1], 1000, rtol=1e-6)
    assert_allclose(report["R16"].main.miss, 1.2, rtol=1e-9)


def test_r05_tells_the_volume_that_each_learning_rate_needs(report):
    for rate, factor in ((18, 231), (20, 126.5), (25, 42.7), (30, 20.66)):
        case = report["R05"].cases[f"without the premise, learning rate {rate} %"]
        assert_allclose(implied(case, "experience_factor")[0], factor, rtol=2e-3)
        assert_allclose(implied(case, "experience_then")[0], 4e9 * factor, rtol=2e-3)


def test_the_patterns_name_figures_and_relations_that_exist(report):
    assert [row["id"] for row in patterns()] == ["1", "2", "3", "4", "5", "5b", "6", "7"]
    for row in patterns():
        assert all(figure in figures for figure in row["figures"])
        assert all(report[id].verdict == "in tension" or id == "R01" for id in row.get("relations", ()))


def test_every_relation_names_systems_and_figures_that_exist(report):
    for row in report.values():
        assert set(row.systems) <= set(systems)
        assert set(row.figures) <= set(figures)
        assert row.question.endswith("?")


def test_every_named_system_with_figures_is_checked():
    found = system_checks()
    assert len(found) == 49
    assert {check.verdict for check in found.values()} <= {"consistent", "not checkable"}
    assert found["S08"].verdict == "consistent"


def test_a_system_or_relation_that_is_unknown_is_refused_with_what_was_meant():
    with pytest.raises(ClaimError, match=r"no system called 'S99'. Did you mean"):
        check_system("S99")
    with pytest.raises(ClaimError, match=r"no relation called 'R99'. Did you mean"):
        entry("R99")


def test_each_relation_has_a_line():
    assert next(lines())[:3] == ("R01", "Pack cost against the material cost of the pack", "consistent")
