"""The report: what it writes, a page that stands alone and leads every number back, and text that stays text."""

import csv
import io
import itertools
import json
import re
import sys
from pathlib import Path

import numpy as np
import pytest
from numpy.testing import assert_allclose

from ssbmodel import ExtraError, Study, StudyError, figures, systems
from ssbmodel.costs.money import Money
from ssbmodel.show.computed import NAMES
from ssbmodel.show.report import Written, write_report as report

from .by_hand import PRICE, triangle
from .reader import Page, contrast, variables

CHARTS = (
    "cost-path", "range", "cost-range-map", "range-temperature", "range-pack", "charging", "cell-price", "cell-formats",
    "systems", "claim-fan",
    "cost-fan", "cold-tornado",
)  # fmt: skip
SOLID = "documents-central"
STATED = (SOLID, "documents-low", "documents-high", "liquid-baseline")
HOSTILE = '<script>alert("$1")</script> & $\\foo{ \x1b[31m [bold]x[/bold] 固态'


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A report of a file and a name, of names and titles that try to break out, without spreads and in won."""
    folder, low = tmp_path_factory.mktemp("hostile"), Study.named("documents-low")
    mine = folder / "mine.toml"
    mine.write_text(low.replace(name="mine", title="My pack").to_toml(), "utf-8")
    spread = ("cell_to_pack_mass_ratio", "battery_consumption", "heater_power", "learning_rate")
    modes = dict(zip(spread, (0.609, "150 Wh/km", "3 kW", 0.2)))
    steady = low.replace(name="steady", **modes)
    prices = {"base_pack_unit_price": "700 KRW_2026/Wh", "target_pack_unit_price": "90 KRW_2026/Wh"}
    won = low.replace(name="won", money=Money("KRW_2026"), **prices)
    bad = low.replace(name='"><img src=x onerror=alert(1)>', title=HOSTILE, rated_energy="80 kWh")
    alike = [low.replace(name=name) for name in ("my pack", "My Pack", "=1+1")]
    return report([mine, "parity-2030", bad, steady, won, *alike], out=folder / "deep" / "out", dated="<b>today</b>")


# what is written


def test_page_data_and_a_png_and_svg_of_every_chart_are_written(written: Written) -> None:
    pictures = {f"{chart}.{kind}" for chart in CHARTS for kind in ("png", "svg")}
    assert {path.name for path in written.files} == {"report.html", "outlook.csv", "outlook.json"} | pictures
    for path in written.files:
        start = path.read_bytes()[:8]
        assert start == b"\x89PNG\r\n\x1a\n" if path.suffix == ".png" else len(start) == 8


def test_the_same_report_is_the_same_bytes_whatever_the_users_own_settings(written: Written, tmp_path: Path) -> None:
    import matplotlib

    with matplotlib.rc_context({"font.size": 22, "axes.facecolor": "black", "axes.grid": True, "savefig.dpi": 30}):
        again = report(out=tmp_path)
    assert [path.read_bytes() for path in again.files] == [path.read_bytes() for path in written.files]


def test_csv_holds_every_answer_of_every_study_with_what_it_rests_on(written: Written) -> None:
    rows = list(csv.DictReader(io.StringIO(written.files[1].read_text("utf-8"))))
    assert {row["study"] for row in rows} == set(STATED)
    for name in STATED:
        assert {row["name"] for row in rows if row["study"] == name} == set(Study.named(name).answers)
    keys = [(row["study"], row["year"], row["case"], row["name"], row["unit"]) for row in rows]
    assert len(set(keys)) == len(keys)
    known = {name for row in rows for name in row["rests_on"].split()}
    assert known <= set(figures)
    low = {(key[3], key[4]): row["value"] for key, row in zip(keys, rows) if key[:3] == (SOLID, "2025", "5 %")}
    cost = float(low["pack_unit_price", "CNY_2025/Wh"])
    assert_allclose(cost, triangle(0.05, *PRICE), rtol=5e-4)  # of 2**14 draws
    assert_allclose(float(low["pack_unit_price", "USD_2025/Wh"]), cost / 7.1875, rtol=1e-12)  # H.10, mean of 2025


def test_json_holds_every_study_and_its_costs_in_the_second_money(written: Written) -> None:
    data = json.loads(written.files[2].read_text("utf-8"))
    assert data["schema"] == "ssbmodel-report-1"
    names = [study["name"] for one in data["outlooks"] for study in one["studies"]]
    assert names[:2] == ["documents-central", "liquid-baseline"]
    assert set(names) == set(STATED)
    second = data["outlooks"][0]["exchanged"]
    assert (second["money"], second["rates"]) == ("USD_2025", "fed-h10-world-bank")
    assert_allclose(second["values"]["pack_price"][0][0], 1e5 * triangle(0.05, *PRICE) / 7.1875, rtol=5e-4)


def test_a_file_and_a_name_are_shown_beside_the_documents_own(hostile: Written) -> None:
    told = Page(hostile.files[0].read_text("utf-8"))
    captions = [caption.text for caption in told.all("caption")]
    assert "My pack" in captions
    assert "Solid-state pack at parity with today's liquid cost in 2030" in captions
    assert "python -m ssbmodel report mine.toml parity-2030 " in told.all("footer")[0].text


def test_two_different_studies_of_one_name_are_refused(tmp_path: Path) -> None:
    changed = Study.named("documents-low").replace(rated_energy="80 kWh")
    with pytest.raises(StudyError, match=r"two different studies are called 'documents-low'\. Write another name"):
        report([changed], out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("missing", "told"), [("jinja2", "a report needs jinja2"), ("matplotlib", "charts need matplotlib")]
)
def test_a_missing_extra_is_named_with_the_line_to_write(
    missing: str, told: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ExtraError, match=rf"{told}, which is not installed. Write: pip install 'ssbmodel\[report\]'."):
        report(out=tmp_path / "out")
    assert not (tmp_path / "out").exists()


# the page stands alone


def test_the_page_is_well_formed_and_its_ids_are_distinct(page: Page) -> None:
    assert page.faults == []
    assert len(set(page.ids)) == len(page.ids)


def test_the_page_loads_nothing(page: Page, text: str) -> None:
    assert not {node.tag for node in page.nodes} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "embed",
        "image",
        "base",
    }
    loads = [
        value for node in page.nodes for name, value in node.attributes.items() if name in {"src", "href", "style"}
    ]
    assert not [value for value in loads if "//" in value or "url(h" in value]
    assert not re.findall(r"https?:|@import|url\((?!#)", text)


def test_every_link_leads_to_a_place_of_the_page(page: Page) -> None:
    links = [node.attributes["href"] for node in page.all("a")]
    assert len(links) > 500
    assert {link[1:] for link in links} <= set(page.ids)
    assert all(link.startswith("#") for link in links)


def test_references_inside_the_charts_resolve(page: Page, text: str) -> None:
    used = {node.attributes["href"][1:] for node in page.all("use")} | set(re.findall(r"url\(#([^)]+)\)", text))
    assert used
    assert used <= set(page.ids)


def test_every_number_in_a_table_leads_to_its_origin(page: Page) -> None:
    cells = page.all("td", **{"class": "num"})
    bare = [
        cell for cell in cells if not cell.all("a") and cell.text != "–" and "value" not in cell.attributes["class"]
    ]
    assert bare == []
    assert len([cell for cell in cells if cell.all("a")]) > 150
    for cell in cells:
        for link in cell.all("a"):
            assert re.match(r"#(why|made|assumption|implied|rests)-", link.attributes["href"])
            assert link.attributes["title"]


def test_an_assumptions_value_leads_to_its_figures_or_says_what_else_it_rests_on(page: Page) -> None:
    rows = [row for row in page.all("tr") if row.attributes.get("id", "").startswith("assumption-")]
    assert len(rows) > 25
    for row in rows:
        rests = row.all("td")[2]
        assert rests.all("a") or rests.all("small") or rests.text == "our choice"


def test_every_figure_has_an_entry_and_every_system_a_row(page: Page) -> None:
    assert {f"figure-{name.replace('/', '-')}" for name in figures} <= set(page.ids)
    with_figures = {f"system-{name}" for name, system in systems.items() if system.figures}
    assert len(with_figures) == 49
    assert with_figures <= set(page.ids)


def test_the_computed_cells_say_where_their_models_are_extrapolated(text: str) -> None:
    assert text.count("Tyres at -20 °C: the straight line of their resistance is extrapolated") >= 1
    note = next(part for part in text.split("<p") if "Median of the draws" in part and "workbook of 2022" in part)
    assert note.count("Capacity retention at -20 °C: the line is extrapolated") == 1
    assert "Output of" not in note  # of years that the table does not show


def test_the_computed_cells_say_what_decides_between_them(written: Written) -> None:
    page = written.files[0].read_text("utf-8")
    heavy = max(float(Study.named(name).run("pack_mass").pack_mass.m_as("kg")) for name in NAMES)
    for words in (
        "NMC or NCA with liquid electrolyte 0.160 %; LFP with liquid electrolyte 0.300 %",
        f"to {heavy:.0f} kg and their cars", "each kilogram of pack takes 1.40 kg of car with it",
        "The order of prices in 2030 is decided by what experience is counted from",
    ):  # fmt: skip
        assert words in page


def test_every_answer_tells_how_it_is_computed_for_every_study(page: Page) -> None:
    whys = {name for name in page.ids if name.startswith("why-")}
    answers = {(answer, name) for name in STATED for answer in Study.named(name).answers}
    assert {f"why-{answer.replace('_', '-')}-{name}" for answer, name in answers} == whys
    assert len(answers) > 70


# what it says


def test_the_answer_states_costs_and_ranges_of_both_packs(page: Page) -> None:
    told = next(node for node in page.nodes if node.attributes.get("id") == "answer").text.replace("\xa0", " ")
    for words in (
        "376,000 CNY_2025",  # the triangle of today's price at 50, 5 and 95 %
        "(247,000 to 543,000)",
        "0.400 CNY_2025/Wh",
        "557 km",  # 85 kWh at the median of 152.6 Wh/km
        "−20 °C",
    ):
        assert words in told


def test_costs_by_year_stand_in_two_moneys(page: Page) -> None:
    rows = page.table("Solid-state pack, central path")
    assert [row["Year"] for row in rows] == ["2025", "2026", "2027", "2028", "2029", "2030"]
    assert rows[0]["Price per energy CNY_2025/Wh"] == "3.76 2.47 to 5.43"
    low, median, high = np.round(1e5 * triangle([0.05, 0.5, 0.95], *PRICE) / 7.1875, -2)
    told = f"{median:,.0f} {low:,.0f} to {high:,.0f}"
    assert rows[0]["Pack price USD_2025"] == told
    assert rows[-1]["Pack price CNY_2025"] == "40,000"


def test_the_documents_paths_are_compared(page: Page) -> None:
    rows = page.table("What each study asks for")
    assert len(rows) == len(STATED)
    low = next(row for row in rows if "low path" in row["Study"])
    assert low["Annual decline of the price %"] == "26.8"  # worked relation R04, five steps from 1.9


def test_the_five_relations_stand_with_their_verdicts(page: Page) -> None:
    cards = {
        node.attributes["id"]: node for node in page.all("article") if "relation-" in node.attributes.get("id", "")
    }
    assert list(cards) == ["relation-R01", "relation-R04", "relation-R10", "relation-R12", "relation-R16"]
    verdicts = [card.all("span", **{"class": "badge"})[0].text for card in cards.values()]
    assert verdicts == ["✓ consistent", "? not checkable", "? not checkable", "! in tension", "! in tension"]
    assert "26.8 / 23.9" in cards["relation-R04"].text


def test_a_named_systems_range_implies_energy_and_cost(page: Page) -> None:
    row = next(row for row in page.table("49 named systems") if row["System"].startswith("S14"))
    assert row["Pack energy kWh"] == "229 to 318"  # 1,500 km at 130 to 180 Wh/km, 85 % usable
    assert row["Pack at the 2030 cost CNY"] == "below 127,000"  # 318 kWh at less than 0.4 yuan/Wh


def test_an_assumed_pack_or_cell_behind_a_cell_mass_is_marked(page: Page) -> None:
    masses = {row["System"][:3]: row["Cell mass kg"] for row in page.table("49 named systems")}
    assert masses["S01"] == "below 250*"  # more than 400 Wh/kg, in the assumed pack of 100 kWh
    assert masses["S14"] == "574 to 794*"  # 229 to 318 kWh, at the assumed 400 Wh/kg
    assert masses["S37"] == "–"  # a hybrid pack is given no solid cell


# accessible and calm


def test_headings_come_in_order(page: Page) -> None:
    levels = [int(node.tag[1]) for node in page.nodes if re.fullmatch("h[1-6]", node.tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_every_table_has_a_caption_and_scopes(page: Page) -> None:
    tables = page.all("table")
    assert len(tables) > 12
    for table in tables:
        assert table.all("caption")[0].text
        assert {cell.attributes.get("scope") for cell in table.all("th")} <= {"col", "row"}
        assert all(row.all("th") for row in table.all("tbody")[0].all("tr"))


def test_every_chart_has_words_for_those_who_do_not_see_it(page: Page) -> None:
    pictures = page.all("svg")
    assert len(pictures) == len(CHARTS)
    assert all(
        picture.attributes["role"] == "img" and len(picture.attributes["aria-label"]) > 40 for picture in pictures
    )
    assert all(figure.all("figcaption")[0].all("a") for figure in page.all("figure"))


def test_charts_take_the_colours_of_the_page(page: Page) -> None:
    styles = " ".join(node.attributes.get("style", "") for svg in page.all("svg") for node in svg.walk())
    assert "var(--ink)" in styles
    assert "var(--c0)" in styles
    assert not re.findall("#1b2733|#ffffff|#0072b2", styles)


def test_text_has_contrast_in_light_dark_and_print(text: str) -> None:
    light, dark, paper = variables(text)
    for colours in (light, light | dark, light | paper):
        for ink, ground in (
            ("ink", "page"),
            ("ink", "paper"),
            ("muted", "page"),
            ("muted", "paper"),
            ("accent", "paper"),
        ):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground)
        for badge in ("good", "warn", "bad", "calm"):
            assert contrast(colours[f"{badge}-ink"], colours[badge]) >= 4.5, badge
        for line in ("c0", "c1", "c2", "c3", "c4", "c5"):
            assert contrast(colours[line], colours["paper"]) >= 3, line


# hostile text stays text


def test_a_hostile_title_and_name_come_out_as_text(hostile: Written) -> None:
    text = hostile.files[0].read_text("utf-8")
    told = Page(text)
    assert told.faults == []
    assert len(set(told.ids)) == len(told.ids)
    assert not {node.tag for node in told.nodes} & {"script", "img", "b"}
    assert "\x1b" not in text
    assert HOSTILE.replace(" \x1b", " ") in [caption.text for caption in told.all("caption")]
    assert {node.attributes["href"][1:] for node in told.all("a")} <= set(told.ids)


def test_a_study_without_spreads_shows_one_value(hostile: Written) -> None:
    told = Page(hostile.files[0].read_text("utf-8"))
    rows = told.table("What each study asks for")
    steady = next(row for row in rows if "steady, 2025" in row["Study"])
    assert steady["Doublings needed"] == "6.98"  # ln(1.9/0.4) / -ln(0.8)


def test_money_that_the_table_cannot_exchange_is_said_so(hostile: Written) -> None:
    told = Page(hostile.files[0].read_text("utf-8"))
    assert any("No second money" in note.text and "KRW" in note.text for note in told.all("p", **{"class": "note"}))


def test_a_formula_in_a_name_stays_text_in_the_csv(hostile: Written) -> None:
    rows = csv.DictReader(io.StringIO(hostile.files[1].read_text("utf-8")))
    assert {"'=1+1", "=1+1"} & {row["study"] for row in rows} == {"'=1+1"}


def test_a_name_with_spaces_is_quoted_in_the_line_that_reproduces(hostile: Written) -> None:
    told = Page(hostile.files[0].read_text("utf-8")).all("footer")[0].text
    assert "'my pack.toml' 'My Pack.toml'" in told
    assert "<b>today</b>" in told
