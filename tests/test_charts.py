"""The pictures as data: what is drawn is what the kernel says, and all of it is told in words."""

import re

import matplotlib
import numpy as np
import pandas as pd
import pytest
from matplotlib import pyplot as plt
from matplotlib.text import Text
from PIL import Image

import kit
from kit import charts, law, model, scenarios
from kit.charts.paper import STYLE
from kit.errors import BadFile, BadValue, UnknownName

matplotlib.use("Agg")

BEFORE, AFTER = scenarios.baseline(), scenarios.as_reported()


@pytest.fixture(autouse=True)
def closed():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def lived():
    return [model.run(scenario, replicates=20) for scenario in (BEFORE, AFTER)]


@pytest.fixture(scope="module")
def compared(lived):
    return model.compare(*lived)


@pytest.fixture(scope="module")
def worth(lived):
    return model.contributions(lived[0])


@pytest.fixture(scope="module")
def indices():
    return model.sensitivity(AFTER, outcome="leads", baseline=BEFORE, n=4)


DRAWN = {
    "weekly": lambda get: charts.weekly(BEFORE, get("lived")[1]),
    "weekly without worlds": lambda get: charts.weekly(BEFORE, AFTER, "backlog"),
    "differences": lambda get: charts.differences(get("compared")),
    "one difference": lambda get: charts.differences(get("compared"), ["leads"]),
    "contributions": lambda get: charts.contributions(get("worth")),
    "sensitivity": lambda get: charts.sensitivity(get("indices")),
    "missouri": lambda get: charts.missouri(AFTER),
    "withdrawals": lambda get: charts.withdrawals(kit.load("withdrawals")),
    "timeline": lambda get: charts.timeline(kit.load("timeline"), start="2021-06-12"),
    "aftermath": lambda get: charts.timeline(kit.load("aftermath"), end="2024-01-01"),
    "readings": lambda get: charts.readings(law.compare_readings()),
    "usefulness": lambda get: charts.usefulness(kit.load("evidence")),
}


@pytest.fixture(scope="module", params=DRAWN)
def picture(request):
    return DRAWN[request.param](request.getfixturevalue)


def figure_of(picture):
    return getattr(picture, "figure", picture)


def words_of(picture):
    texts = figure_of(picture).findobj(Text)
    return [text for text in texts if text.get_visible() and text.get_text().strip()]


def source_of(picture):
    return next(t.get_text() for t in words_of(picture) if t.get_gid() == "source")


def test_nothing_is_clipped_and_nothing_covers_the_source(picture):
    figure = figure_of(picture)
    foot = next(text for text in figure.texts if text.get_gid() == "source")
    boxes = [each.get_tightbbox() for each in [*figure.axes, foot, figure._suptitle]]
    for box in boxes:
        assert 0 <= box.x0 < box.x1 <= figure.bbox.x1
        assert 0 <= box.y0 < box.y1 <= figure.bbox.y1
    below, above = boxes[-2:]
    assert all(below.y1 < box.y0 and box.y1 < above.y0 for box in boxes[:-2])


def test_no_words_in_a_picture_cover_others(picture):
    boxes = [text.get_window_extent() for ax in figure_of(picture).axes for text in ax.texts]
    apart = [one.overlaps(other) for i, one in enumerate(boxes) for other in boxes[:i]]
    assert not any(apart)


def test_no_text_is_smaller_than_ten_points(picture):
    assert min(text.get_fontsize() for text in words_of(picture)) >= 10


def test_a_source_line_stands_below(picture):
    assert "Source: " in source_of(picture)


def test_the_title_and_more_stand_in_the_alternative_text(picture):
    title = figure_of(picture).get_suptitle().replace("\n", " ")
    assert title in charts.alt(picture)
    assert len(charts.alt(picture)) > len(title) + 20


def test_axes_name_their_unit_or_have_no_numbers(picture):
    for ax in figure_of(picture).axes:
        for axis in (ax.xaxis, ax.yaxis):
            numbers = [t.get_text() for t in axis.get_ticklabels() if t.get_text()]
            measured = any(re.fullmatch(r"[−\d.,]+", each) for each in numbers)
            assert not (measured and ax.axison) or axis.get_label_text()


def test_a_picture_leaves_the_readers_settings_alone():
    before = dict(matplotlib.rcParams)
    charts.withdrawals(kit.load("withdrawals"))
    assert dict(matplotlib.rcParams) == before


def test_the_pictures_ask_for_the_font_that_comes_with_matplotlib():
    assert STYLE["font.family"] == "DejaVu Sans"


def test_the_lines_are_the_expected_values():
    ax = charts.weekly(BEFORE, model.expectation(AFTER), "leads")
    for line, scenario in zip(ax.get_lines()[:2], (BEFORE, AFTER), strict=True):
        assert (line.get_ydata() == model.expectation(scenario).weekly("leads")["all"]).all()


def test_a_result_draws_its_central_line_and_both_bands(lived):
    table = lived[1].weekly("backlog")
    ax = charts.weekly(lived[0], lived[1], "backlog", names=("all in", "reported"))
    assert (ax.get_lines()[1].get_ydata() == table["central"]).all()
    shown = {band.get_label(): band.get_paths()[0].vertices[:, 1] for band in ax.collections}
    for kind in ("luck", "ignorance"):
        high = shown[f"{kind} alone (reported)"].max()
        assert high == table[f"{kind}_high"].max()


def test_luck_and_ignorance_are_apart_without_color(lived):
    ax = charts.weekly(BEFORE, lived[1])
    assert [band.get_hatch() for band in ax.collections] == [None, "////"]
    assert [line.get_linestyle() for line in ax.get_lines()[:2]] == ["--", "-"]


def test_worlds_at_fixed_parameters_have_no_band_of_ignorance():
    ax = charts.weekly(BEFORE, model.run(AFTER, replicates=5, parameters="fixed"))
    assert [band.get_label() for band in ax.collections] == ["luck alone (after)"]


def test_bars_of_differences_are_central_and_lines_their_bands(compared):
    figure = charts.differences(compared, ["leads", "backlog"])
    for ax, name in zip(figure.axes, ("leads", "backlog"), strict=True):
        row = compared.loc[name]
        assert ax.patches[0].get_width() == row["central"]
        assert list(ax.get_lines()[1].get_xdata()) == [row["luck_low"], row["luck_high"]]
        assert list(ax.get_lines()[2].get_xdata()) == [row["ignorance_low"], row["ignorance_high"]]
        assert ax.get_xlabel() == row["unit"]


def test_three_answers_stand_in_every_row_of_contributions(worth):
    ax = charts.contributions(worth)
    rows = worth.sort_values("shapley", ascending=False)
    points = [each for each in ax.collections if len(each.get_offsets()) == len(worth)]
    for name, drawn in zip(("alone", "shapley", "last_to_leave"), points, strict=True):
        assert (np.asarray(drawn.get_offsets())[:, 0] == rows[name]).all()


def test_toggles_are_named_with_their_channel():
    cells = [("Columbia PD", "task_force"), ("Columbia PD", "ballistics")]
    swept = model.sweep(BEFORE, cells, replicates=5, outcomes=["suspects"])
    ax = charts.contributions(model.contributions(swept, "suspects"), "suspects")
    names = {text.get_text().replace("\n", " ") for text in ax.get_yticklabels()}
    assert names == {"Columbia PD: task force", "Columbia PD: ballistics"}


def test_sensitivity_bars_are_total_indices_and_assumptions_are_hatched(indices):
    ax = charts.sensitivity(indices, most=6)
    rows = indices.sort_values("total", ascending=False).head(6)
    assert [bar.get_width() for bar in ax.patches] == rows["total"].tolist()
    hatched = [bar.get_hatch() == "////" for bar in ax.patches]
    assert hatched == (rows["source"] == "assumption").tolist()


def test_bars_of_withdrawals_add_up_to_twelve():
    ax = charts.withdrawals(kit.load("withdrawals"))
    assert sum(bar.get_width() for bar in ax.patches) == 12
    assert "Columbia PD 4" in charts.alt(ax)
    assert "alleged" in figure_of(ax).get_suptitle().lower()


def test_every_county_is_on_the_map_and_only_agencies_that_left_are_hatched():
    ax = charts.missouri(AFTER)
    hatched = {patch.get_gid() for patch in ax.patches if patch.get_hatch()}
    assert {patch.get_gid() for patch in ax.patches} == set(kit.load("counties")["fips"])
    kansas_city = {"29095", "29047", "29165", "29037"}
    assert hatched == kansas_city | {"29019", "29183", "29159", "29101"}


def test_sets_of_channels_differ_without_color():
    legend = charts.missouri(AFTER).get_legend()
    hatches = [patch.get_hatch() for patch in legend.get_patches()][:3]
    assert len(set(hatches)) == 3
    assert all(hatches)


def test_where_everybody_takes_part_nothing_is_hatched():
    ax = charts.missouri(BEFORE.participation)
    assert not any(patch.get_hatch() for patch in ax.patches)


def test_every_agency_is_told_in_the_words_of_the_map():
    told = charts.alt(charts.missouri(AFTER))
    assert all(name in told for name in AFTER.names)
    assert "Kansas City PD: out of records and guns in custody" in told


def test_a_timeline_holds_every_event_between_its_days():
    table = kit.load("timeline")
    ax = charts.timeline(table, start="2021-06-12", end="2021-06-18")
    days = table["start"]
    inside = table[(days >= "2021-06-12") & (days <= "2021-06-18")]
    shown = " ".join(text.get_text().replace("\n", " ") for text in ax.texts)
    assert len(ax.texts) == len(inside)
    assert all(event in shown for event in inside["event"])


def test_a_timeline_says_who_alleges():
    told = charts.alt(charts.timeline(kit.load("timeline"), start="2021-06-12"))
    assert "(alleged: Frederic Winston, ATF, in the filing)" in told


def test_the_windows_of_the_law_begin_where_the_law_says():
    ax = charts.timeline(kit.load("aftermath"), start="2021-08-19")
    from matplotlib.dates import date2num

    starts = [patch.get_y() for patch in ax.patches]
    assert starts[1:] == [date2num(each.starts) for each in law.WINDOWS[2:]]
    assert len({patch.get_hatch() for patch in ax.patches}) == 4


def test_every_cell_of_the_readings_holds_its_word():
    table = law.compare_readings()
    ax = charts.readings(table)
    cells = table.drop(columns=["disagree", "decided_by"])
    assert [text.get_text() for text in ax.texts] == cells.to_numpy().ravel().tolist()
    starred = [text.get_text().startswith("* ") for text in ax.get_yticklabels()]
    assert starred == table["disagree"].tolist()


def test_the_curves_pass_the_values_that_the_dataset_computes():
    table = kit.load("evidence").set_index("id")["value"]
    logistic = charts.usefulness(kit.load("evidence")).get_lines()[0].get_ydata()
    assert logistic[[1, 30, 75, 365]] == pytest.approx(
        [table["V31"], table["V28"], table["V33"], table["V29"]], abs=0.05
    )


def test_the_exponential_halves_when_the_dataset_says():
    half = round(kit.load("evidence").set_index("id")["value"]["V35"])
    curve = charts.usefulness(kit.load("evidence")).get_lines()[1].get_ydata()
    assert curve[half] == pytest.approx(curve[0] / 2, rel=0.005)


def test_a_png_holds_its_words_as_description(tmp_path):
    ax = charts.withdrawals(kit.load("withdrawals"))
    with Image.open(charts.save(ax, tmp_path / "out.png")) as image:
        assert image.text["Description"] == charts.alt(ax)


def test_an_svg_says_its_words_aloud(tmp_path):
    table = kit.load("withdrawals").replace({"Sedalia PD": 'A "<b>" & C'})
    svg = charts.save(charts.withdrawals(table), tmp_path / "out.svg").read_text("utf-8")
    assert 'role="img" aria-label="Bars. Alleged: 12 officers' in svg
    assert "A &quot;&lt;b&gt;&quot; &amp; C 2" in svg


def test_a_pdf_holds_its_words_as_subject(tmp_path):
    ax = charts.withdrawals(kit.load("withdrawals"))
    assert b"/Subject (Bars. Alleged: 12" in charts.save(ax, tmp_path / "out.pdf").read_bytes()


@pytest.mark.parametrize("kind", ["png", "svg", "pdf"])
def test_the_same_picture_gives_the_same_bytes(tmp_path, kind):
    ax = charts.withdrawals(kit.load("withdrawals"))
    first, second = (charts.save(ax, tmp_path / f"{n}.{kind}").read_bytes() for n in range(2))
    assert first == second


def test_a_dollar_sign_is_no_formula(tmp_path):
    ax = charts.timeline(kit.load("aftermath"), start="2022-10-01", end="2022-10-31")
    assert any("$50,000" in text.get_text() and not text.get_parse_math() for text in ax.texts)


def test_a_notebook_shows_the_words_beside_the_picture():
    ax = charts.withdrawals(kit.load("withdrawals"))
    shown = charts.show(ax)
    assert f'alt="{charts.alt(ax)}"'.replace("O'F", "O&#x27;F") in shown._repr_html_()
    assert repr(shown) == charts.alt(ax)
    assert not plt.get_fignums()


WRONG = [
    (lambda: charts.withdrawals("withdrawals"), BadValue),
    (lambda: charts.withdrawals(kit.load("agencies")), BadValue),
    (lambda: charts.withdrawals(kit.load("withdrawals").head(0)), BadValue),
    (lambda: charts.weekly(BEFORE, AFTER, "wait"), UnknownName),
    (lambda: charts.weekly(BEFORE, "as reported"), BadValue),
    (lambda: charts.weekly(BEFORE, AFTER, names=("a", "a")), BadValue),
    (lambda: charts.weekly(BEFORE, AFTER, names="before"), BadValue),
    (lambda: charts.weekly(BEFORE, model.run(AFTER, 2, keep="totals")), BadValue),
    (lambda: charts.differences(BEFORE), BadValue),
    (lambda: charts.contributions(kit.load("agencies")), BadValue),
    (lambda: charts.missouri("as reported"), BadValue),
    (lambda: charts.missouri(BEFORE.participation.replace({True: 2})), BadValue),
    (lambda: charts.timeline(kit.load("timeline"), start="June"), BadValue),
    (lambda: charts.timeline(kit.load("timeline"), start="2025-01-01"), BadValue),
    (lambda: charts.readings(law.compare_readings().replace({"exposed": "guilty"})), BadValue),
    (lambda: charts.usefulness(kit.load("evidence").head(3)), BadValue),
    (lambda: charts.alt(plt.figure()), BadValue),
    (lambda: charts.alt("picture"), BadValue),
]


@pytest.mark.parametrize(("mistake", "kind"), WRONG)
def test_a_mistake_is_told_in_the_kits_words(mistake, kind):
    with pytest.raises(kind) as told:
        mistake()
    assert all([told.value.seen, told.value.because, told.value.instead])


def test_an_outcome_that_was_not_compared_is_named(compared):
    with pytest.raises(UnknownName, match="lead"):
        charts.differences(compared, ["lead"])


def test_a_file_that_cannot_be_written_is_told(tmp_path):
    ax = charts.withdrawals(kit.load("withdrawals"))
    with pytest.raises(BadFile, match="cannot be written"):
        charts.save(ax, tmp_path / "nowhere" / "out.png")
    with pytest.raises(UnknownName, match="jpg"):
        charts.save(ax, tmp_path / "out.jpg")


def test_tables_are_left_as_they_were(compared):
    tables = [kit.load("timeline"), kit.load("withdrawals"), law.compare_readings()]
    before = [table.copy() for table in tables]
    for draw, table in zip(
        (charts.timeline, charts.withdrawals, charts.readings), tables, strict=True
    ):
        draw(table)
    for table, kept in zip(tables, before, strict=True):
        pd.testing.assert_frame_equal(table, kept)
