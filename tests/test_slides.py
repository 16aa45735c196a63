"""Slides: which cell stands on which slide, and what becomes of a board without a kernel."""

import nbformat
import pytest

import kit
from kit import slides
from kit.errors import BadFile, UnknownName

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


def test_a_participation_board_is_its_page_in_a_frame():
    page = slides.render(book(shown(board())), "00_x")
    assert "<iframe src='board.html' sandbox='allow-scripts'" in page
    assert WIDGET not in page


def test_any_other_board_is_its_still_picture():
    data, _ = kit.boards.TimelineBoard()._repr_mimebundle_()
    page = slides.render(book(shown(data)), "00_x")
    assert "<iframe" not in page
    assert "events are shown" in page
    assert page.count("data:image/svg+xml") == data["text/html"].count("data:image/svg+xml") > 0


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
