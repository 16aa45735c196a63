"""Slides from a disk, with the network off: they turn, the board toggles, the notes are hidden."""

import nbformat
import pytest
from playwright.sync_api import expect

import kit
from kit import slides
from tests.browser.lab_room import ROOT, Screen


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A small lecture's slides, with the board of the start page."""
    root = tmp_path_factory.mktemp("lecture")
    (root / "notebooks").mkdir()
    (root / "start.html").write_text((ROOT / "start.html").read_text(encoding="utf-8"))
    code = (
        "import kit\nboard = kit.ParticipationBoard()\nboard.withdraw('Columbia PD', 'ballistics')"
    )
    timeline = "from kit.boards.timeline import TimelineBoard\nTimelineBoard(chosen='T28')"
    note = {"slideshow": {"slide_type": "notes"}}
    cells = [
        nbformat.v4.new_markdown_cell("# Pull one out"),
        nbformat.v4.new_markdown_cell("say this", metadata=note),
        nbformat.v4.new_code_cell(f"{code}\nboard"),
        nbformat.v4.new_code_cell("import kit\nkit.load('withdrawals')[['agency', 'officers']]"),
        nbformat.v4.new_code_cell(timeline),
    ]
    nbformat.write(nbformat.v4.new_notebook(cells=cells), root / "notebooks" / "04_pull_out.ipynb")
    slides.make("04", root, root / "slides")
    return root / "slides"


@pytest.fixture
def page(new_window, folder):
    with new_window(viewport={"width": 1280, "height": 720}, offline=True) as watched:
        page = watched.context.new_page()
        page.goto((folder / "index.html").as_uri())
        page.locator(".reveal.ready").wait_for()
        yield page


def test_arrow_keys_turn_every_slide_and_the_notes_stay_with_the_speaker(page):
    expect(page.get_by_role("heading", name="Pull one out")).to_be_visible()
    expect(page.get_by_text("say this")).not_to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.locator("iframe.board").first).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("table").get_by_text("Columbia PD")).to_be_visible()


def test_the_board_on_a_slide_begins_as_the_lectures_and_answers_as_the_kernel_does(page):
    page.keyboard.press("ArrowRight")
    screen = Screen(page.frame_locator("iframe.board").first)
    model, start = kit.model.expectation, kit.scenarios.baseline()
    gone = start.withdraw("Columbia PD", "ballistics")
    for scenario in (gone, gone.withdraw("Sedalia PD", "ballistics")):
        both = {"baseline": start, "scenario": scenario}
        screen.expect({name: model(each).totals.to_dict() for name, each in both.items()})
        screen.box("Sedalia PD", "ballistics").click()


def test_a_second_kind_of_board_is_live_in_the_state_it_has_in_the_lecture(page):
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    board = page.frame_locator("section.present section.present iframe.board").locator(".tl-board")
    expect(board.locator(".tl-card")).to_have_attribute("data-of", "T28")
    board.locator('[data-zoom="June to August 2021"]').click()
    expect(board.locator(".tl-head")).to_contain_text("22 of 63 events")
    expect(board.locator('[data-event="T28"]')).to_be_visible()


def test_no_slide_is_wider_than_the_projector(page):
    for _ in range(4):
        wide = "page => page.scrollWidth > page.clientWidth + 1"
        assert not page.locator(".slides section.present .page").last.evaluate(wide)
        page.keyboard.press("ArrowRight")
