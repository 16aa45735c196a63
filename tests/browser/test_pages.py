"""Exported pages as a visitor opens them: from a disk, with the network off, in a frame."""

import json

import pytest

from kit.boards import timeline_story as story
from kit.publish import page as exported
from tests.browser.board_states import KINDS, SOURCES, TIMELINE, explained, same
from tests.browser.lab_room import axe

LAPTOP = {"width": 1280, "height": 720}
PHONE = {"width": 390, "height": 844}
ALL = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Each board's page on the disk."""
    folder = tmp_path_factory.mktemp("pages")
    found = {kind.name: folder / f"{kind.name}.html" for kind in KINDS}
    for name, file in found.items():
        file.write_text(exported(name), encoding="utf-8")
    return found


@pytest.fixture
def visit(new_window):
    """Open a file as a visitor without a network; at the end nothing may have gone wrong."""
    with new_window(offline=True, viewport=LAPTOP) as watched:

        def open_file(file):
            page = watched.context.new_page()
            page.goto(file.as_uri())
            return page

        yield open_file
        assert all(address.startswith("file:") for address in watched.addresses)


def shows(kind, board, expected):
    found, wanted = board.evaluate(kind.read), dict(kind.expected(expected))
    assert same(found, wanted), {n: (found[n], wanted[n]) for n in found if found[n] != wanted[n]}
    return True


@ALL
def test_the_page_shows_what_the_kernel_says_in_100_random_states(visit, files, kind):
    board = visit(files[kind.name]).locator(kind.root)
    for traits in kind.states():
        board.evaluate(kind.put, traits)
        assert shows(kind, board, kind.make(**traits)), traits


@ALL
def test_the_page_begins_as_the_board_does(visit, files, kind):
    board = visit(files[kind.name]).locator(kind.root)
    assert shows(kind, board, kind.make())


@ALL
def test_the_page_begins_with_the_traits_it_is_given(visit, tmp_path, kind):
    for traits in kind.states(4):
        file = tmp_path / "page.html"
        file.write_text(exported(kind.name, start=traits), encoding="utf-8")
        board = visit(file).locator(kind.root)
        assert shows(kind, board, kind.make(**traits)), traits


def test_every_number_of_the_timelines_view_is_the_kernels(visit, files):
    page = visit(files["TimelineBoard"])
    text = files["TimelineBoard"].read_text(encoding="utf-8")
    script = text.partition('<script type="module">')[2].partition("if (window.self")[0]
    page.evaluate(f"(data) => {{ {script} window.look = timelineLook(data); }}", data_of(text))
    for traits in TIMELINE.states():
        board = TIMELINE.make(**traits)
        view = page.evaluate("(traits) => window.look(traits)", traits)
        expected = json.loads(json.dumps(board.look()))
        for each in view["windows"]:
            del each["begins"], each["stood"]
        assert same(view, expected, 1.5e-5), traits


def data_of(text):
    """What a page keeps as JSON."""
    return json.loads(text.partition('id="data">')[2].partition("</script>")[0])


@ALL
def test_the_page_works_where_only_scripts_are_allowed(visit, files, tmp_path, kind):
    host = tmp_path / "course.html"
    address = files[kind.name].as_uri()
    host.write_text(
        f'<iframe sandbox="allow-scripts" width="1200" height="700" src="{address}"></iframe>'
    )
    board = visit(host).frame_locator("iframe").locator(kind.root)
    traits = kind.states(1)[0]
    board.evaluate(kind.put, traits)
    assert shows(kind, board, kind.make(**traits))


@pytest.mark.parametrize("size", [LAPTOP, PHONE], ids=["laptop", "phone"])
@ALL
def test_axe_finds_nothing_and_no_text_is_cut_off(visit, files, kind, size):
    page = visit(files[kind.name])
    page.set_viewport_size(size)
    board = page.locator(kind.root)
    board.evaluate(kind.put, next(t for t in kind.states() if full(t)))
    board.evaluate("b => b.querySelectorAll('details').forEach(d => d.open = true)")
    board.evaluate("b => b.querySelectorAll('.ts-gloss-word').forEach(word => word.click())")
    assert [each for each in axe(page.locator("html")) if "incomplete color" not in each] == []
    assert page.evaluate("document.scrollingElement.scrollWidth") == size["width"]
    cut = """b => [...b.querySelectorAll("*")].filter((e) => e.clientWidth && !e.closest("svg")
        && !e.matches("select, input") && e.scrollWidth > e.clientWidth + 1
        && getComputedStyle(e).overflowX !== "visible").map((e) => e.outerHTML)"""
    assert board.evaluate(cut) == []


def full(traits):
    """Whether a state shows all that its board can show."""
    judged = traits.get("question") in traits.get("verdicts", {"": None, None: None})
    return judged and traits.get("guess", 1) is not None and len(traits.get("lanes", "abcde")) > 4


@ALL
def test_a_term_opens_by_click_and_by_key_and_stays_open_after_an_answer(visit, files, kind):
    page = visit(files[kind.name])
    board = page.locator(kind.root)
    if kind is TIMELINE:
        board.locator('[data-event="T28"]').click()
    if kind is SOURCES:
        board.locator("select").select_option("D7")
    explained(board, kind.ask)


def test_a_term_on_a_card_is_explained_where_it_first_stands(visit, files):
    board = visit(files["TimelineBoard"]).locator(".tl-board")
    for id, event in story.events().items():
        board.locator(f'[data-event="{id}"]').evaluate("mark => mark.click()")
        words = board.locator(".tl-card :not(details) > p .ts-gloss-word").all_inner_texts()
        assert len(words) == len({word.lower() for word in words}), id
        assert event["text"] in board.locator(".tl-card").text_content()
