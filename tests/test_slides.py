"""Slides: which cell stands on which slide, and what becomes of a board without a kernel."""

from pathlib import Path

import nbformat
import pytest

import kit
from kit import boards, slides
from kit.errors import BadFile, UnknownName
from kit.publish import BOARDS

ROOT = Path(__file__).parent.parent
WIDGET = "application/vnd.jupyter.widget-view+json"


def markdown(source, kind=""):
    metadata = {"slideshow": {"slide_type": kind}} if kind else {}
    return nbformat.v4.new_markdown_cell(source, metadata=metadata)


def shown(data, source="x"):
    output = nbformat.v4.new_output("display_data", data=data)
    return nbformat.v4.new_code_cell(source, outputs=[output])


def book(*cells):
    return nbformat.v4.new_notebook(cells=list(cells))


def board():
    data, _ = kit.ParticipationBoard()._repr_mimebundle_()
    return data


def layout(*cells):
    columns = slides.slides_of(book(*cells))
    return [[[cell.source for cell in slide.cells] for slide in column] for column in columns]


def test_a_heading_begins_a_column_where_nothing_is_said():
    assert layout(markdown("# A"), markdown("a"), markdown("## B")) == [[["# A", "a"]], [["## B"]]]


def test_what_the_metadata_says_wins_over_headings():
    cells = (
        markdown("# A"),
        markdown("b", "slide"),
        markdown("c", "subslide"),
        markdown("d", "skip"),
    )
    assert layout(*cells) == [[["# A"]], [["b"], ["c"]]]


def test_notes_go_to_the_speaker_and_to_nobody_else():
    (column,) = slides.slides_of(book(markdown("# A"), markdown("say this", "notes")))
    assert [cell.source for cell in column[0].notes] == ["say this"]
    page = slides.render(book(markdown("# A"), markdown("say this", "notes")), "00_x")
    assert "<aside class='notes'>" in page
    assert page.index("say this") > page.index("<aside class='notes'>")


def test_a_live_board_has_a_slide_of_its_own():
    cells = markdown("# A"), shown(board(), "board"), markdown("after")
    assert layout(*cells) == [[["# A"], ["board"], ["after"]]]


def shown_board(made):
    """A cell that shows a board, as a run leaves it."""
    data, _ = made._repr_mimebundle_()
    cell = shown(data)
    fresh = type(made)()
    traits = {name: getattr(made, name) for name in made.questions}
    changed = {n: value for n, value in traits.items() if value != getattr(fresh, n)}
    cell.outputs[0].metadata["start"] = changed
    return cell


def test_a_live_board_has_a_slide_of_its_own_also_where_it_is_a_fragment():
    cell = shown(board(), "board")
    cell.metadata["slideshow"] = {"slide_type": "fragment"}
    cells = markdown("# A"), cell, markdown("after", "fragment"), markdown("more", "fragment")
    assert layout(*cells) == [[["# A"], ["board"], ["after", "more"]]]


def test_a_board_is_its_page_in_a_frame(tmp_path):
    lecture = book(shown_board(boards.BacklogLab(delay=40)))
    page = slides.render(lecture, "00_x", slides.write_pages(lecture, tmp_path, tmp_path))
    assert "<iframe src='BacklogLab-1.html' sandbox='allow-scripts'" in page
    assert "title='Backlog lab'" in page
    assert WIDGET not in page
    assert '"delay":40' in (tmp_path / "BacklogLab-1.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(set(BOARDS) - {"ParticipationBoard", "LawExplorer"}))
def test_every_kind_of_board_with_a_page_is_live(tmp_path, name):
    lecture = book(shown_board(getattr(boards, name)()))
    pages = slides.write_pages(lecture, tmp_path, tmp_path)
    assert list(pages.values()) == [f"{name}-1.html"]


def test_a_board_in_two_states_has_two_pages_and_in_one_state_one(tmp_path):
    states = [boards.BacklogLab(), boards.BacklogLab(guess=9), boards.BacklogLab()]
    lecture = book(*map(shown_board, states))
    pages = slides.write_pages(lecture, tmp_path, tmp_path)
    page = slides.render(lecture, "00_x", pages)
    assert sorted(file.name for file in tmp_path.iterdir()) == sorted(pages.values())
    assert [page.count(f"'BacklogLab-{n}.html'") for n in (1, 2, 3)] == [2, 1, 0]


def test_a_state_that_no_page_reaches_is_a_still_picture(tmp_path):
    made = kit.ParticipationBoard(parameters={"utilization": 0.95})
    lecture = book(shown_board(made))
    pages = slides.write_pages(lecture, ROOT, tmp_path)
    page = slides.render(lecture, "00_x", pages)
    assert not pages
    assert "<iframe" not in page
    assert "data:image/svg+xml" in page


def test_a_board_without_a_page_is_its_still_picture():
    data, _ = boards.TimelineBoard()._repr_mimebundle_()
    page = slides.render(book(shown(data)), "00_x")
    assert "<iframe" not in page
    assert "events are shown" in page
    assert page.count("data:image/svg+xml") == data["text/html"].count("data:image/svg+xml") > 0


def test_a_board_keeps_the_state_that_it_had_when_its_cell_was_done(tmp_path):
    lecture = book(
        nbformat.v4.new_code_cell("import kit\nlab = kit.boards.BacklogLab()\nlab"),
        nbformat.v4.new_code_cell("lab.guess = 12"),
        nbformat.v4.new_code_cell("lab"),
    )
    slides.run(lecture, tmp_path / "00_x.ipynb")
    first, last = (lecture.cells[n].outputs[0].metadata["start"] for n in (0, 2))
    assert (first, last) == ({}, {"guess": 12.0})


def test_code_is_folded_and_hidden_code_left_out():
    seen, hidden = shown({"text/plain": "7"}, "3 + 4"), shown({"text/plain": "7"}, "6 + 1")
    hidden.metadata["jupyter"] = {"source_hidden": True}
    page = slides.render(book(seen, hidden), "00_x")
    assert page.count("<details class='code'>") == 1
    assert page.count("<pre>7</pre>") == 2


def test_nothing_is_asked_of_the_network():
    page = slides.render(book(markdown("# A"), shown(board())), "04_pull_an_agency_out")
    assert "http" not in page.replace("http://www.w3.org", "")
    assert "<title>pull an agency out" in page


def test_a_lecture_is_found_by_its_number_or_told(tmp_path):
    (tmp_path / "notebooks").mkdir()
    (tmp_path / "notebooks" / "04_pull_out.ipynb").touch()
    assert slides._lecture("04", tmp_path) == slides._lecture("04_pull_out", tmp_path)
    with pytest.raises(UnknownName, match="04_pull_out"):
        slides._lecture("05", tmp_path)


def test_a_lecture_whose_cell_fails_is_told_and_nothing_written(tmp_path):
    (tmp_path / "notebooks").mkdir()
    broken = book(nbformat.v4.new_code_cell("1 / 0"))
    nbformat.write(broken, tmp_path / "notebooks" / "04_x.ipynb")
    with pytest.raises(BadFile, match="ZeroDivisionError"):
        slides.make("04", tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()
