"""Every notebook runs from top to bottom in JupyterLab, without an error on the page."""

from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

import kit
from tests.browser.lab_room import PATIENCE, ROOT, until

NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("0*.ipynb"))


@pytest.mark.parametrize("name", NOTEBOOKS, ids=lambda name: Path(name).stem)
def test_a_notebook_runs_from_top_to_bottom(new_desk, room, name):
    path = f"notebooks/{name}"
    cells = nbformat.read(ROOT / path, as_version=4).cells
    count = sum(cell.cell_type == "code" and bool(cell.source.strip()) for cell in cells)
    with new_desk(path) as desk:
        desk.run_all()
        asked = "get_ipython().execution_count > " + str(count)
        until(lambda: desk.python("", asked), "every cell has run", 2 * PATIENCE)
        saved = desk.save().cells
    outputs = [output for cell in saved for output in cell.get("outputs", ())]
    assert not [each for each in outputs if each["output_type"] == "error"]
    assert not [each for each in outputs if each.get("name") == "stderr"]


def test_a_board_nobody_runs_is_a_picture(new_desk, room):
    data, metadata = kit.ParticipationBoard(
        {"Columbia PD": {"ballistics": False}}
    )._repr_mimebundle_()
    output = nbformat.v4.new_output("display_data", data=data, metadata=metadata)
    cell = nbformat.v4.new_code_cell("kit.ParticipationBoard()", outputs=[output])
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    book = nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernel})
    nbformat.write(book, room.folder / "saved.ipynb")
    with new_desk("saved.ipynb") as desk:
        expect(desk.page.get_by_text("Columbia PD is out of ballistics")).to_be_visible()
        expect(desk.page.get_by_alt_text("Leads per week")).to_be_visible()


def test_boards_side_by_side_look_as_each_does_alone(new_desk, room):
    names = kit.boards.__all__
    alone = {}
    for name in names:
        with new_desk(room.write(f"{name}.ipynb", f"import kit\nkit.boards.{name}()")) as desk:
            alone[name] = _size(desk, 1)[0]
    code = [f"import kit\nkit.boards.{name}()" for name in names]
    with new_desk(room.write("all_boards.ipynb", *code)) as desk:
        together = dict(zip(names, _size(desk, len(names)), strict=True))
    assert together == pytest.approx(alone, abs=3)


def _size(desk, count):
    """The heights of the boards on a page, once they have settled."""
    desk.page.set_viewport_size({"width": 1280, "height": 9000})
    desk.run_all()
    boards = desk.page.locator(".ts-board")
    expect(boards).to_have_count(count, timeout=PATIENCE * 1000)
    desk.wait_idle()
    desk.page.wait_for_timeout(1500)
    return [
        box["height"]
        for box in boards.evaluate_all("all => all.map(b => b.getBoundingClientRect().toJSON())")
    ]
