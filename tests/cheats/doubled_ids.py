"""Text, setup and answers that all carry the id of the cell that loads the data."""

QUESTIONS = ["how_many"]
SHOWN = "own"


def notebook(made):
    setup = next(cell for cell in made["cells"] if "kit.load" in "".join(cell["source"]))
    for cell in made["cells"]:
        if cell["cell_type"] == "code" and "answer" not in cell["metadata"].get("tags", []):
            cell["id"] = setup["id"]
    answer = next(cell for cell in made["cells"] if cell["metadata"].get("question") == "how_many")
    answer["id"] = setup["id"]
    answer["source"] = "left = 1"
    return made
