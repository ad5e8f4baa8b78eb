"""Tables of rates: what ships is what was published, how final each year is, and tables of one's own."""

import csv
import pickle
from pathlib import Path

import pytest
from numpy.testing import assert_allclose
from tests.needs import needs_data

from ssbmodel import MoneyError, Q, RateTable, exchange
from ssbmodel.sheets.money import rate_table, rate_tables, read_rate_table
from ssbmodel.sheets.rates import Origin

each = pytest.mark.parametrize

SHIPPED, WEO = "fed-h10-world-bank", "IMF WEO October 2025"
AREAS = {"CNY": "china", "USD": "us", "EUR": "euro_area", "JPY": "japan", "KRW": "korea", "GBP": "uk"}
OWN = """
name = "own"
sources = ["a bank"]
[per_usd.CNY]
2024 = 7.0
2025 = 7.5
[inflation_percent.CNY.cpi]
2025 = 50
[inflation_percent.USD.cpi]
2025 = 25
"""


# the shipped table


def rows(name: str) -> list[dict[str, str]]:
    with (needs_data() / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_exchange_rates_are_those_published() -> None:
    listed = rows("fx_annual.csv")
    assert set(rate_table(SHIPPED).per_usd) == set(AREAS) - {"USD"}
    for currency, years in rate_table(SHIPPED).per_usd.items():
        column = f"{currency.lower()}_per_usd"
        assert years == {int(row["year"]): float(row[column]) for row in listed if row[column]}


@each("currency", AREAS)
@each(("index", "column"), [("cpi", "cpi"), ("gdp_deflator", "gdpdef")])
def test_inflation_is_the_world_banks_and_from_there_to_2025_the_monetary_funds(
    currency: str, index: str, column: str
) -> None:
    area, years = AREAS[currency], rate_table(SHIPPED).inflation[currency][index]
    joined = 2024 if index == "cpi" and currency in {"CNY", "USD"} else 2023
    bank = {int(row["year"]): row[f"{area}_{column}_pct"] for row in rows("price_indices.csv")}
    wanted = {year: float(value) / 100 for year, value in bank.items() if value and year <= joined}
    assert {year: value for year, value in years.items() if year <= joined} == wanted
    fund = {row["id"]: row for row in rows("price_fx_long.csv")}
    for year in range(joined + 1, 2026):
        row = fund[f"{column}-{area}-{year}-imf"]
        assert years[year] == float(row["value"]) / 100
        assert rate_table(SHIPPED).origin(currency, index, year) == (row["status"], "IMF WEO October 2025")  # type: ignore[arg-type]
    assert sorted(years) == [*range(1987, 2026)]


def test_every_value_of_the_fund_is_of_2024_or_an_estimate_of_2025_and_all_else_is_actual() -> None:
    table = rate_table(SHIPPED)
    found = {(year, origin) for of in table.origins.values() for years in of.values() for year, origin in years.items()}
    assert found == {(2024, Origin("actual", WEO)), (2025, Origin("estimate", WEO))}
    assert table.origin("CNY", "per_usd", 2025) == table.origin("USD", "gdp_deflator", 2023) == Origin()
    assert any(WEO in source and "International Monetary Fund" in source for source in table.sources)


@each(
    ("currency", "chain"),
    [("USD", 1.0498), ("CNY", 0.9819), ("EUR", 1.0518), ("JPY", 1.0575), ("KRW", 1.0533), ("GBP", 1.0769)],
)
def test_deflators_from_2023_to_2025(currency: str, chain: float) -> None:
    assert_allclose(rate_table(SHIPPED).price_ratio(currency, "gdp_deflator", 2023, 2025), chain, atol=5e-5)


@each(
    ("currency", "index", "published", "within"),
    [
        ("USD", "cpi", 322.153 / 313.6888, 3e-4),  # Bureau of Labor Statistics, October 2025 interpolated
        ("CNY", "cpi", 1.0, 2e-4),  # National Bureau of Statistics: unchanged in 2025
        ("CNY", "gdp_deflator", 1.040 / 1.050, 2e-3),  # its nominal over its real growth, each to 0.1 %
        ("KRW", "cpi", 1.021, 2e-3),  # Statistics Korea, to 0.1 %
    ],
)
def test_the_estimates_of_2025_are_near_what_was_published_since(
    currency: str, index: str, published: float, within: float
) -> None:
    assert_allclose(rate_table(SHIPPED).price_ratio(currency, index, 2024, 2025), published, atol=within)


def test_a_pound_of_2025_is_1_317_dollars() -> None:
    assert_allclose(rate_table(SHIPPED).cross_rate("GBP", "USD", 2025), 1.317, atol=5e-4)


def test_us_prices_of_2018_in_2023_are_19_53_percent_higher_by_deflator_and_21_34_by_consumer_prices() -> None:
    table = rate_table(SHIPPED)
    assert_allclose(table.price_ratio("USD", "gdp_deflator", 2018, 2023), 1.1953, atol=5e-5)
    assert_allclose(table.price_ratio("USD", "cpi", 2018, 2023), 1.2134, atol=5e-5)


def test_us_consumer_prices_chain_to_the_published_index() -> None:
    """CPI-U, annual averages of the Bureau of Labor Statistics: 1987 113.625, 2024 313.6888."""
    ratio = rate_table(SHIPPED).price_ratio("USD", "cpi", 1987, 2024)
    assert_allclose(ratio, 313.6888 / 113.625, rtol=2e-5)  # 37 steps, each printed to four decimals of a percent


def test_the_inflation_of_a_year_leads_from_the_year_before() -> None:
    assert_allclose(rate_table(SHIPPED).price_ratio("CNY", "gdp_deflator", 2022, 2023), 1 - 0.005824, rtol=1e-12)
    assert_allclose(rate_table(SHIPPED).price_ratio("CNY", "gdp_deflator", 2023, 2022), 1 / (1 - 0.005824), rtol=1e-12)


# tables of one's own


def test_an_own_table_is_read_from_toml(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    table = read_rate_table(path)
    assert (table.name, table.sources) == ("own", ("a bank",))
    q = Q(21, "CNY_2024")
    for order, expected in (("deflate_exchange", 21 * 1.5 / 7.5), ("exchange_deflate", 21 / 7 * 1.25)):
        answer = exchange(q, to="USD_2025", rates=table, index="cpi", order=order)  # type: ignore[arg-type]
        assert_allclose(answer.m_as("USD_2025"), expected, rtol=1e-15)


def test_what_an_own_table_lacks_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    table = read_rate_table(path)
    with pytest.raises(MoneyError, match=r"rates 'own' have no inflation of CNY for gdp_deflator. They have cpi."):
        exchange(Q(21, "CNY_2024"), to="CNY_2025", rates=table, index="gdp_deflator")
    with pytest.raises(MoneyError, match=r"rates 'own' have no exchange rate for JPY. They have CNY."):
        exchange(Q(1, "JPY_2025"), to="USD_2025", rates=table)


def test_a_year_of_an_own_table_says_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace("= 7.5", '= { value = 7.5, status = "part-year", source = "June" }'), encoding="utf-8")
    table = read_rate_table(path)
    assert table.cross_rate("USD", "CNY", 2025) == 7.5
    assert table.origin("CNY", "per_usd", 2025) == ("part-year", "June")
    assert table.origin("CNY", "per_usd", 2024) == table.origin("JPY", "cpi", 2025) == ("actual", "")


def test_an_own_table_goes_by_its_name_once_it_is_added(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    assert rate_tables.read(path) == ("own",)
    try:
        assert exchange(Q(7.5, "CNY_2025"), to="USD_2025", rates="own") == Q(1, "USD_2025")
    finally:  # what is added stays for as long as the program runs
        rate_tables._own.remove("own")
        del rate_tables._held["own"]


def test_a_table_cannot_be_changed_and_pickles() -> None:
    table = rate_table(SHIPPED)
    with pytest.raises(TypeError):
        table.per_usd["CNY"][2025] = 1.0  # type: ignore[index]
    with pytest.raises(TypeError):
        table.origins["CNY"]["cpi"][2024] = Origin()  # type: ignore[index]
    with pytest.raises(AttributeError):
        table.name = "other"  # type: ignore[misc]
    assert pickle.loads(pickle.dumps(table)) == table
    assert {table: 1}[pickle.loads(pickle.dumps(table))] == 1


def test_a_table_reads_as_its_name_and_its_sources() -> None:
    assert repr(rate_table(SHIPPED)).startswith(f"RateTable(name='{SHIPPED}', sources=('exchange rates: US Federal")


@each(
    ("old", "new", "message"),
    [
        ("7.5", "0.0", "rates 'own': per_usd.CNY of 2025 = 0. Expected a finite number above 0."),
        ("7.5", "inf", "rates 'own': per_usd.CNY of 2025 = inf. Expected a finite number above 0."),
        ("7.5", "nan", "rates 'own': per_usd.CNY of 2025 = nan. Expected a finite number above 0."),
        ("= 50", "= -100", "rates 'own': inflation.CNY.cpi of 2025 = -1. Expected a finite number above -1."),
        ("2024 =", "1066 =", "rates 'own': per_usd.CNY = {1066: 7.0}. Expected years with numbers."),
        ("2024 =", "late =", "rates: Expected tables of years, such as [per_usd.CNY] with 2025 = 7.1875."),
        ("7.5", "'7.5'", "rates: Expected tables of years, such as [per_usd.CNY] with 2025 = 7.1875."),
        ("= 7.5", "= { worth = 7.5 }", "2025 = { value = 7.1875, status = 'estimate', source = '...' }."),
        ("= 7.5", "= { value = 7.5, staus = 'actual' }", "rates: Expected tables of years, such as"),
        ("= 7.5", "= { value = 7.5, status = 'guess' }", "rates 'own': CNY.per_usd of 2025: status = 'guess'. "
         "Expected one of actual, estimate, forecast, derived, part-year."),
        ("= 7.5", "= { value = 7.5, source = 5 }", "CNY.per_usd of 2025: source = 5. Expected who published it"),
        ("per_usd.CNY", "per_usd.CNX", "rates 'own': 'CNX' is unknown. Did you mean 'CNY'?"),
        ("CNY.cpi", "CNY.ppi", "rates 'own': 'ppi' is unknown. Did you mean 'cpi'?"),
        ("CNY.cpi", "QQQ.cpi", "rates 'own': 'QQQ' is unknown. Expected one of CNY, USD, EUR, JPY, KRW, GBP."),
        ("name =", "nmae =", "rates 'a file': 'nmae' is unknown. Did you mean 'name'?"),
        ('name = "own"', "", "rates: the file has no name. Expected name, sources, per_usd, inflation_percent."),
        ('["a bank"]', '"a bank"', "rates: name or sources is no text. Write name = '...' and sources = ['...']."),
        ("[per_usd.CNY]", "[per_usd.CNY", "own.toml: not valid TOML"),
    ],
)  # fmt: skip
def test_a_table_that_cannot_be_is_refused(tmp_path: Path, old: str, new: str, message: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(OWN.replace(old, new), encoding="utf-8")
    with pytest.raises(MoneyError) as caught:
        read_rate_table(path)
    assert message in str(caught.value)


def test_a_table_made_in_code_is_checked_too() -> None:
    with pytest.raises(MoneyError, match=r"per_usd.CNY = \{2025: '7.2'\}. Expected years with numbers."):
        RateTable("bank", (), {"CNY": {2025: "7.2"}}, {})  # type: ignore[dict-item]
    with pytest.raises(MoneyError, match=r"CNY.cpi of 2025 has an origin and no value. Give it a value, or drop the"):
        RateTable("bank", (), {"CNY": {2025: 7.2}}, {}, {"CNY": {"cpi": {2025: Origin("estimate")}}})
