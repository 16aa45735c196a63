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
    code = "import kit\nkit.ParticipationBoard()"
    note = {"slideshow": {"slide_type": "notes"}}
    cells = [
        nbformat.v4.new_markdown_cell("# Pull one out"),
        nbformat.v4.new_markdown_cell("say this", metadata=note),
        nbformat.v4.new_code_cell(code),
        nbformat.v4.new_code_cell("import kit\nkit.load('withdrawals')[['agency', 'officers']]"),
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
    expect(page.locator("iframe.board")).to_be_visible()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("table").get_by_text("Columbia PD")).to_be_visible()


def test_the_board_on_a_slide_answers_as_the_kernel_does(page):
    page.keyboard.press("ArrowRight")
    screen = Screen(page.frame_locator("iframe.board"))
    screen.box("Columbia PD", "ballistics").click()
    model = kit.model.expectation
    gone = kit.scenarios.baseline().withdraw("Columbia PD", "ballistics")
    both = {"baseline": kit.scenarios.baseline(), "scenario": gone}
    screen.expect({name: model(each).totals.to_dict() for name, each in both.items()})


def test_no_slide_is_wider_than_the_projector(page):
    for _ in range(3):
        wide = "page => page.scrollWidth > page.clientWidth + 1"
        assert not page.locator(".slides section.present .page").last.evaluate(wide)
        page.keyboard.press("ArrowRight")
