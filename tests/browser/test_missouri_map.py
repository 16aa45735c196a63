"""The map of Missouri from a file: what a hand, a key and a screen reader meet."""

import json
import random

import pytest
from playwright.sync_api import expect

import kit
from kit import scenarios
from kit.boards import missouri
from kit.boards.board import script, styles
from tests.browser.lab_room import axe

AGENCIES = scenarios.baseline().names
CHANNELS = {
    "task_force": "Task force",
    "ballistics": "Ballistics",
    "background": "Background",
    "records": "Records",
    "custody": "Guns in custody",
}
OFFICERS = {"Columbia PD": 4, "Johnson County Sheriff": 1}
DARK = """:root { --jp-content-font-color1: #fff; --jp-content-font-color2: #bbb;
  --jp-layout-color0: #111; --jp-layout-color1: #212121; --jp-border-color1: #616161; }"""
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Map</title>
<style>body { margin: 0 } @@DARK@@ @@STYLE@@</style>
<body data-jp-theme-light="@@LIGHT@@">
<main class="ts-container"><section class="ts-board" aria-label="Board"></section></main>
<script type="module">@@SCRIPT@@
const spec = @@SPEC@@;
window.calls = [];
window.follow = true;
const set = (cells) => map.show(window.now = cells);
const map = missouriMap(spec, (agency, channels, takesPart) => {
  calls.push([agency, channels, takesPart]);
  const row = { ...now[agency], ...Object.fromEntries(channels.map((each) => [each, takesPart])) };
  if (follow) set({ ...now, [agency]: row });
});
document.querySelector("section").append(map.element);
set(Object.fromEntries(spec.agencies.map(({ name }) =>
  [name, Object.fromEntries(spec.channels.map((channel) => [channel.name, true]))])));
Object.assign(window, { set, map, missouriAgain: () => missouriMap(spec, () => {}) });
</script></body></html>"""


def spec():
    agencies = [
        {"name": name, "officers": OFFICERS.get(name), "items": 2.04, "source": "assumption"}
        for name in AGENCIES
    ]
    channels = [{"name": name, "label": label} for name, label in CHANNELS.items()]
    return {"agencies": agencies, "channels": channels, "map": missouri.shapes()}


class Map:
    """The map, as it stands in a page of its own."""

    def __init__(self, page):
        self.page, self.element = page, page.locator(".ts-map")
        self.picture = self.element.locator("svg[role=img]")
        self.panel = self.element.locator(".ts-panel")
        self.element.wait_for()

    def agency(self, name):
        return self.element.locator(f'[data-agency-button="{name}"]')

    def area(self, name):
        return self.element.locator(f'[data-place="{name}"]')

    def set(self, out):
        table = {a: {c: c not in out.get(a, ()) for c in CHANNELS} for a in AGENCIES}
        self.page.evaluate("table => set(table)", table)

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)

    @property
    def calls(self):
        return self.page.evaluate("calls")


@pytest.fixture
def draw(new_window, tmp_path):
    """Open the map at a width, in a theme."""
    with new_window(offline=True) as watched:

        def open_page(width=900, dark=False):
            parts = {"STYLE": styles("missouri"), "SCRIPT": script("drawing", "missouri")}
            parts |= {"SPEC": json.dumps(spec()), "DARK": DARK * dark}
            page, text = (
                watched.context.new_page(),
                PAGE.replace("@@LIGHT@@", str(not dark).lower()),
            )
            for name, part in parts.items():
                text = text.replace(f"@@{name}@@", part)
            (tmp_path / "map.html").write_text(text, encoding="utf-8")
            page.set_viewport_size({"width": width, "height": 900})
            page.goto((tmp_path / "map.html").as_uri())
            return Map(page)

        yield open_page


@pytest.fixture
def drawn(draw):
    return draw()


@pytest.mark.parametrize("agency", ["Columbia PD", "All other agencies"])
def test_a_click_on_a_label_opens_its_panel_and_a_box_sends_its_tick(drawn, agency):
    drawn.agency(agency).click()
    expect(drawn.panel).to_have_attribute("aria-label", agency)
    drawn.panel.get_by_label(f"{agency}: Ballistics").click()
    drawn.panel.get_by_label(f"{agency}: every channel").click()
    assert drawn.calls == [[agency, ["ballistics"], False], [agency, list(CHANNELS), True]]


@pytest.mark.parametrize("agency", [p["agency"] for p in missouri.shapes()["places"] if p["holds"]])
def test_a_click_into_a_county_opens_its_agency(drawn, agency):
    (x, y), (left, top, width, _) = next(
        (p["dot"], missouri.FRAME) for p in missouri.shapes()["places"] if p["agency"] == agency
    )
    scale = drawn.picture.bounding_box()["width"] / width
    drawn.picture.click(position={"x": (x - left) * scale, "y": (y - top) * scale})
    expect(drawn.panel).to_have_attribute("aria-label", agency)


def test_a_click_into_any_other_county_opens_all_other_agencies(drawn):
    drawn.area("All other agencies").locator("path").first.click()
    expect(drawn.panel).to_have_attribute("aria-label", "All other agencies")


def test_a_second_click_closes_the_panel(drawn):
    drawn.agency("Sedalia PD").click()
    expect(drawn.panel).to_be_visible()
    drawn.agency("Sedalia PD").click()
    expect(drawn.panel).to_be_hidden()
    expect(drawn.agency("Sedalia PD")).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_and_escape_gives_the_focus_back(drawn, key):
    drawn.agency("Sedalia PD").focus()
    drawn.press(key)
    expect(drawn.panel.get_by_label("Sedalia PD: every channel")).to_be_focused()
    drawn.press("ArrowDown", "Space", "Escape")
    expect(drawn.panel).to_be_hidden()
    expect(drawn.agency("Sedalia PD")).to_be_focused()
    assert drawn.calls == [["Sedalia PD", ["task_force"], False]]


def test_the_close_button_gives_the_focus_back(drawn):
    drawn.agency("Sedalia PD").click()
    drawn.panel.get_by_label("Close").click()
    expect(drawn.agency("Sedalia PD")).to_be_focused()


def test_tab_goes_through_the_agencies_in_the_tables_order(drawn):
    reached = []
    for _ in AGENCIES:
        drawn.press("Tab")
        reached.append(drawn.page.evaluate("document.activeElement.dataset.agencyButton"))
    assert reached == list(AGENCIES)


def test_arrow_keys_walk_the_agencies_and_stop_at_the_ends(drawn):
    drawn.agency(AGENCIES[1]).focus()
    for key, reached in [
        ("ArrowDown", 2),
        ("ArrowLeft", 1),
        ("Home", 0),
        ("ArrowUp", 0),
        ("End", 9),
    ]:
        drawn.press(key)
        expect(drawn.agency(AGENCIES[reached])).to_be_focused()
    drawn.press("ArrowRight")
    expect(drawn.agency(AGENCIES[9])).to_be_focused()


@pytest.mark.parametrize(("key", "channel"), list(enumerate(CHANNELS, start=1)))
def test_a_digit_switches_a_channel_of_the_agency_in_focus(drawn, key, channel):
    drawn.agency("O'Fallon PD").focus()
    drawn.press(str(key), str(key))
    assert drawn.calls == [["O'Fallon PD", [channel], False], ["O'Fallon PD", [channel], True]]


def test_a_digit_switches_in_the_open_panel_too_and_its_box_follows(drawn):
    drawn.agency("O'Fallon PD").click()
    drawn.press("4")
    expect(drawn.panel.get_by_label("O'Fallon PD: Records")).not_to_be_checked()
    assert drawn.calls == [["O'Fallon PD", ["records"], False]]


def test_other_keys_and_shortcuts_switch_nothing(drawn):
    drawn.agency("O'Fallon PD").focus()
    drawn.press("0", "6", "9", "x", "Control+1", "Alt+2")
    assert drawn.calls == []


def test_leaving_the_panel_by_tab_closes_it_and_reaches_the_next_agency(drawn):
    drawn.agency("Sedalia PD").click()
    drawn.press(*["Tab"] * 6)
    expect(drawn.panel).to_be_hidden()
    expect(drawn.agency("Johnson County Sheriff")).to_be_focused()


def test_an_agencys_state_is_said_in_words(drawn):
    drawn.set({"Columbia PD": ["task_force", "ballistics"], "Sedalia PD": list(CHANNELS)})
    words = {
        "Columbia PD": "out of task force and ballistics; takes part in background, records, guns"
        " in custody",
        "Sedalia PD": "out of everything",
        "Kansas City PD": "takes part in everything",
    }
    for agency, told in words.items():
        expect(drawn.agency(agency)).to_have_attribute("aria-label", f"{agency}: {told}")


def test_the_picture_tells_who_is_out(drawn):
    expect(drawn.picture).to_have_accessible_description("Everybody takes part in everything.")
    drawn.set({"Columbia PD": ["records"], "Sedalia PD": list(CHANNELS)})
    told = (
        "Columbia PD is out of records. Sedalia PD is out of everything."
        " The other 8 take part in everything."
    )
    expect(drawn.picture).to_have_accessible_description(told)


def test_what_was_done_is_said_aloud_and_nothing_else_is(drawn):
    drawn.set({"Kansas City PD": ["records"]})
    expect(drawn.element.locator("output")).to_be_empty()
    drawn.agency("Columbia PD").focus()
    drawn.press("2")
    expect(drawn.element.locator("output")).to_contain_text("Columbia PD: out of ballistics;")


@pytest.mark.parametrize("seed", range(5))
def test_the_squares_and_fills_follow_any_pattern(drawn, seed):
    rng = random.Random(seed)
    out = {a: [c for c in CHANNELS if rng.random() < rng.choice([0, 0.5, 1])] for a in AGENCIES}
    drawn.set(out)
    for agency in AGENCIES:
        squares = drawn.agency(agency).locator("[data-number]").all()
        crossed = [square.get_attribute("data-out") is not None for square in squares]
        assert crossed == [channel in out[agency] for channel in CHANNELS]
        state = {0: "in", len(CHANNELS): "out"}.get(len(out[agency]), "some")
        expect(drawn.area(agency)).to_have_attribute("data-state", state)


def test_a_state_shows_without_color(drawn):
    drawn.page.emulate_media(forced_colors="active")
    pictures = set()
    for out in ([], ["records"], list(CHANNELS)):
        drawn.set({"Columbia PD": out})
        pictures.add(drawn.area("Columbia PD").get_attribute("fill"))
        pictures.add(drawn.agency("Columbia PD").screenshot())
    assert len(pictures) == 6


def test_the_panel_follows_what_comes_from_elsewhere(drawn):
    drawn.agency("Columbia PD").click()
    every = drawn.panel.get_by_label("Columbia PD: every channel")
    for out, checked, mixed in [
        (["records"], False, True),
        (CHANNELS, False, False),
        ([], True, False),
    ]:
        drawn.set({"Columbia PD": list(out)})
        expect(every).to_have_js_property("indeterminate", mixed)
        expect(every).to_be_checked(checked=checked)
        boxes = drawn.panel.locator("input").all()[1:]
        assert [not box.is_checked() for box in boxes] == [c in out for c in CHANNELS]


def test_the_panel_tells_officers_items_and_place(drawn):
    for agency, told in {
        "Columbia PD": "4 officers",
        "Johnson County Sheriff": "1 officer",
        "Kansas City PD": "no officer reported, so this changes nothing",
    }.items():
        drawn.agency(agency).click()
        expect(drawn.panel.get_by_label(f"{agency}: Task force, {told}")).to_be_visible()
        where = next(p["where"] for p in missouri.shapes()["places"] if p["agency"] == agency)
        expect(drawn.panel).to_contain_text(f"{where}. 2.0 evidence items a week, assumed")
        drawn.press("Escape")


def test_what_the_board_refuses_is_not_drawn(drawn):
    drawn.page.evaluate("follow = false")
    drawn.agency("Columbia PD").focus()
    drawn.press("1")
    expect(drawn.agency("Columbia PD").locator("[data-out]")).to_have_count(0)


OVERLAPS = """() => {
  const labels = [...document.querySelectorAll(".ts-place")];
  const boxes = labels.map((label) => [label.dataset.agencyButton, label.getBoundingClientRect()]);
  const [stage] = document.querySelectorAll(".ts-stage");
  const room = stage.getBoundingClientRect(), wrong = [];
  for (const [name, box] of boxes) {
    if (box.left < 0 || box.right > innerWidth || box.top < 0 || box.bottom > room.bottom)
      wrong.push(`${name} is cut off`);
    for (const [other, its] of boxes) if (name < other && box.left < its.right
      && its.left < box.right && box.top < its.bottom && its.top < box.bottom)
      wrong.push(`${name} covers ${other}`);
  }
  for (const line of stage.querySelectorAll(".ts-leader line:not(.ts-halo)")) {
    if (!line.getClientRects().length) continue;
    const [of, at] = [line.parentNode.dataset.leader, line.getScreenCTM()];
    const [x1, y1, x2, y2] = ["x1", "y1", "x2", "y2"].map((each) => line[each].baseVal.value);
    for (let step = 0; step <= 100; step++) {
      const share = step / 100;
      const p = new DOMPoint(x1 + share * (x2 - x1), y1 + share * (y2 - y1)).matrixTransform(at);
      for (const [name, box] of boxes) if (p.x > box.left && p.x < box.right
        && p.y > box.top + 1 && p.y < box.bottom - 1)
        wrong.push(`the line of ${of} runs under ${name}`);
    }
    const end = new DOMPoint(x2, y2).matrixTransform(at), box = boxes.find(([n]) => n === of)[1];
    if (Math.min(Math.abs(end.y - box.top), Math.abs(end.y - box.bottom)) > 3
      || end.x < box.left || end.x > box.right) wrong.push(`the line of ${of} misses its label`);
  }
  if (document.documentElement.scrollWidth > innerWidth) wrong.push("the page scrolls sideways");
  for (const label of labels) if (label.scrollWidth > label.clientWidth + 1) wrong.push("clipped");
  return [...new Set(wrong)];
}"""


@pytest.mark.parametrize(
    "width", [320, 400, 438, 448, 458, 470, 480, 520, 600, 760, 960, 1000, 1280, 1440]
)
def test_no_label_covers_another_or_a_line(draw, width):
    assert draw(width).page.evaluate(OVERLAPS) == []


@pytest.mark.parametrize("width", [440, 480, 760, 1280])
@pytest.mark.parametrize("agency", AGENCIES)
def test_the_open_panel_leaves_its_own_agency_in_sight(draw, width, agency):
    drawn = draw(width)
    drawn.agency(agency).click()
    panel, label = drawn.panel.bounding_box(), drawn.agency(agency).bounding_box()
    apart = [
        a[at] >= b[at] + b[size]
        for a, b in ((panel, label), (label, panel))
        for at, size in (("x", "width"), ("y", "height"))
    ]
    assert any(apart)
    assert panel["x"] >= 0
    assert panel["x"] + panel["width"] <= width


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280], ids=["below", "beside"])
def test_axe_finds_nothing_in_the_map(draw, width, dark):
    drawn = draw(width, dark)
    drawn.set({"Columbia PD": ["records"], "Sedalia PD": list(CHANNELS)})
    assert axe(drawn.element) == []
    drawn.agency("Missouri State Highway Patrol").click()
    assert axe(drawn.panel) == []


def test_showing_changes_attributes_only_and_is_fast(drawn):
    took = drawn.page.evaluate(
        """() => {
          const flip = (takesPart) => Object.fromEntries(Object.entries(now).map(([agency, row]) =>
            [agency, Object.fromEntries(Object.keys(row).map((each) => [each, takesPart]))]));
          const states = [flip(false), flip(true)], nodes = document.querySelectorAll("*").length;
          const start = performance.now();
          for (let turn = 0; turn < 200; turn++) map.show(states[turn % 2]);
          const each = (performance.now() - start) / 200;
          return [each, nodes === document.querySelectorAll("*").length];
        }"""
    )
    assert took[0] < 2
    assert took[1]


def test_two_maps_on_a_page_share_no_id(drawn):
    ids = drawn.page.evaluate(
        """() => { document.querySelector("section").append(missouriAgain().element);
          return [...document.querySelectorAll("[id]")].map((each) => each.id); }"""
    )
    assert len(ids) == len(set(ids))
    assert len(ids) >= 16


def test_every_county_can_be_told_by_its_name(drawn):
    told = drawn.picture.locator("g[data-place] title").all_text_contents()
    names = {text.split(": ")[0] for text in told}
    assert len(names) == len(kit.load("counties"))
