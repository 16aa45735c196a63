"""The law explorer's page as a visitor opens it: one file, no network, what the law finds."""

import pytest
from playwright.sync_api import expect

from kit import law
from kit.boards.law_facts import flipping
from kit.law.words import said
from tests.browser.lab_room import axe
from tests.browser.law_screen import Explorer, told
from tests.law_page import law_page, random_state

LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
START = "columbia_in_august"

PUT = """(board, { preset, change, on, reading, as_of }) => {
    const find = (selector) => board.querySelector(selector);
    const put = (input, value) => {
        input.value = value;
        input.dispatchEvent(new Event("change"));
    };
    put(find("[data-part=preset]"), preset);
    for (const [name, place] of Object.entries(change)) put(find(`[data-fact=${name}]`), place);
    if (find("[data-fact=on]").value !== on) put(find("[data-fact=on]"), on);
    find("[data-reading='nothing settled']").click();
    for (const [question, choice] of Object.entries(reading)) {
        const inputs = [...board.querySelectorAll(`[data-question=${question}]`)];
        if (choice !== "open") inputs.find((each) => each.dataset.choice === choice).click();
    }
    if (as_of) put(find("[data-part=as-of]"), as_of);
}"""

VIEWS = """states => {
    const model = lawModel(JSON.parse(document.getElementById("data").textContent));
    let n = 0;
    const take = (step) => {
        model.set("wish", [{ n: (n += 1), ...step }]);
        model.save_changes();
    };
    return states.map(({ preset, change, on, reading, as_of }) => {
        take({ preset });
        take({ change: { ...change, on } });
        take({ choose: reading });
        take({ set: { as_of, flips: true, grid: true } });
        return model.get("view");
    });
}"""


@pytest.fixture(scope="module")
def page_file(request):
    return law_page(request.config)


@pytest.fixture
def visit(new_window, page_file):
    """Open the page, or another address, as a visitor without a network."""
    with new_window(offline=True) as watched:

        def open_page(address="", size=LAPTOP):
            page = watched.context.new_page()
            page.set_viewport_size(size)
            page.goto(address or page_file.as_uri())
            return page

        open_page.asked = watched.addresses
        yield open_page


@pytest.fixture
def screen(visit):
    return Explorer(visit())


def plain(state):
    """A state as the page's steps want it."""
    return {
        "preset": state.preset,
        "change": {name: getattr(value, "value", value) for name, value in state.change.items()},
        "on": state.on,
        "reading": state.reading.to_dict(),
        "as_of": state.as_of,
    }


def typed(state, screen):
    """A state as it is typed: choices by their place."""
    change = {
        name: screen.fact(name).evaluate(
            "(input, told) => input.options"
            " ? [...input.options].findIndex((each) => each.text === told) : told",
            _said(value),
        )
        for name, value in state.change.items()
    }
    return {**plain(state), "change": change}


def _said(value):
    return {None: "not said", True: "yes", False: "no"}.get(value) or str(value)


def test_the_page_shows_what_the_law_finds_on_100_random_states(screen):
    for seed in range(100):
        state = random_state(seed)
        screen.element.evaluate(PUT, typed(state, screen))
        assert screen.shown() == told(state.finding), state


def test_the_page_tells_what_the_kernel_tells_on_100_random_states(visit, page_file):
    states = [random_state(seed) for seed in range(1000, 1100)]
    page = visit("about:blank")
    text = page_file.read_text(encoding="utf-8")
    head, code = text.split('<script type="module">')
    data = head[head.index('<script type="application/json"') :]
    page.set_content(f"<body>{data}</body>")
    page.add_script_tag(content=code.split("if (window.self")[0] + "globalThis.lawModel = lawModel")
    views = page.evaluate(VIEWS, [plain(state) for state in states])
    for state, view in zip(states, views, strict=True):
        board = state.board()
        board.flips = board.grid = True
        wanted = board.look()
        for name in set(wanted) - {"taken", "fits"}:
            assert view[name] == wanted[name], (state, name)
        fixed = {
            name: (each["fixed"], each["fixed"] and each["because"])
            for name, each in wanted["fits"].items()
        }
        shown = {
            name: (each["fixed"], each["fixed"] and each["because"])
            for name, each in view["fits"].items()
        }
        assert shown == fixed
        assert view["fits"]["employer"]["options"] == wanted["fits"]["employer"]["options"]


def test_each_preset_opens_with_its_finding(screen):
    for name in law.PRESETS:
        screen.part("preset").select_option(name)
        assert screen.shown() == told(law.assess(law.preset(name)))


def test_the_first_screen_is_no_verdict(screen):
    screen.expect(law.assess(law.preset(START)))
    expect(screen.banner).to_contain_text("Unsettled")


def test_a_second_changed_fact_is_told_and_can_take_the_place_of_the_first(screen):
    screen.fact("person").select_option(label="felon")
    screen.fact("federal_tie").select_option(label="none")
    expect(screen.refused).to_contain_text("one changed fact at a time")
    expect(screen.fact("federal_tie").locator("option:checked")).to_have_text("deputized")
    screen.part("remedy").click()
    expect(screen.refused).to_have_count(0)
    screen.expect(law.assess(law.preset(START).change(federal_tie="none")))


def test_a_contradiction_is_told_beside_its_control(screen):
    before = screen.banner.inner_text()
    screen.fact("actor").select_option(label="public employer")
    expect(screen.refused).to_contain_text("hiring is what a public employer does")
    expect(screen.refused).to_contain_text("What is done: hires")
    assert screen.banner.inner_text() == before


@pytest.mark.parametrize(
    ("name", "typed", "told"),
    [
        ("on", "2026-12-24", "the record was read up to"),
        ("times", "0", "a whole number from 1 to 1,000,000"),
    ],
)
def test_what_the_page_does_not_hold_is_told(screen, name, typed, told):
    screen.element.locator(".law-rare summary").click()
    screen.fact(name).fill(typed)
    screen.fact(name).blur()
    expect(screen.refused).to_contain_text(told)
    screen.expect(law.assess(law.preset(START)))


def test_earlier_conduct_cannot_come_after_the_hiring(screen):
    screen.part("preset").select_option("jackson_county_keeps_its_87")
    screen.fact("on").fill("2021-07-01")
    screen.fact("on").blur()
    expect(screen.refused).to_contain_text("earlier conduct lies before the hiring")


def test_a_day_of_looking_before_the_act_is_told(screen):
    screen.part("as-of").fill("2021-01-01")
    screen.part("as-of").blur()
    expect(screen.refused).to_contain_text("one looks back at an act")


def test_the_page_says_what_it_holds_and_offers_no_pin(screen):
    screen.fact("person").select_option(label="felon")
    expect(screen.element.locator(".law-held")).to_contain_text(said(law.LAW_AS_OF))
    expect(screen.part("pin")).to_be_hidden()
    screen.part("back").click()
    expect(screen.element.locator(".law-differs")).to_have_text(
        "No fact differs from the pinned facts."
    )


def test_every_single_change_that_flips_is_listed_and_loads(screen):
    screen.part("flips").click()
    listed = flipping(law.preset(START), law.Reading(), "")
    buttons = screen.element.locator(".law-flips [data-flip]")
    expect(buttons).to_have_count(len(listed))
    buttons.nth(0).click()
    (name, value), *_ = listed[0]["change"].items()
    screen.expect(law.assess(law.preset(START).change(**{name: value})))


def test_a_cell_of_the_grid_loads_its_pair(screen):
    screen.part("grid").click()
    screen.element.locator('[data-load="joplin_owner/exposes most"]').click()
    screen.expect(law.assess(law.preset("joplin_owner"), law.named_readings()["exposes most"]))


def test_a_term_explains_itself_by_key_and_stays_open_while_answers_change(screen):
    word = screen.element.locator(".law-card[open] .ts-gloss-word").first
    word.press("Enter")
    expect(word).to_have_attribute("aria-expanded", "true")
    screen.reading("exposes most").click()
    expect(word).to_have_attribute("aria-expanded", "true")


def test_the_page_asks_for_nothing_but_itself(visit, screen, page_file):
    screen.part("grid").click()
    screen.part("flips").click()
    assert visit.asked == [page_file.as_uri()]


def test_the_page_works_where_only_scripts_are_allowed(visit, page_file, tmp_path):
    host = tmp_path / "course.html"
    host.write_text(
        '<iframe sandbox="allow-scripts" width="1200" height="700"'
        f' src="{page_file.as_uri()}"></iframe>'
    )
    screen = Explorer(visit(host.as_uri()).frame_locator("iframe"))
    screen.fact("person").select_option(label="felon")
    screen.expect(law.assess(law.preset(START).change(person="felon")))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_axe_finds_nothing_in_the_page(visit, size):
    page = visit(size=size)
    screen = Explorer(page)
    screen.part("flips").click()
    if size is LAPTOP:  # on a phone it scrolls, and of what is out of sight axe cannot tell
        screen.part("grid").click()
    screen.fact("actor").select_option(label="public employer")
    screen.open()
    assert axe(page.locator("html")) == []


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
def test_nothing_is_cut_off_or_sticks_out_to_the_side(visit, size):
    page = visit(size=size)
    screen = Explorer(page)
    screen.open()
    assert page.evaluate("document.scrollingElement.scrollWidth") == size["width"]
    cut = screen.element.evaluate(
        """board => [...board.querySelectorAll("p, label, button, legend, span, dd, li, summary")]
            .filter((each) => !each.closest(".law-grid, .law-strip")
                && each.scrollWidth > each.clientWidth + 1
                && getComputedStyle(each).display !== "inline")
            .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert cut == []
