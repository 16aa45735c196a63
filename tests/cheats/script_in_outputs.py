"""HTML and script in outputs, in what is printed, in errors and in the answer."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many", "most"]
SHOWN = "page"
SCRIPT = "<script>document.title='100'</script><img src=x onerror=alert(1)>"


def notebook(made):
    for cell in made["cells"]:
        if cell["cell_type"] == "code":
            html = {"output_type": "display_data", "data": {"text/html": SCRIPT}, "metadata": {}}
            cell["outputs"] = [html]
    answer_cell(made, "how_many")["source"] = f"print({SCRIPT!r})\nraise ValueError({SCRIPT!r})"
    answer_cell(made, "most")["source"] = f"""
class Shown:
    def _repr_html_(self):
        return {SCRIPT!r}
    __repr__ = _repr_html_

display(Shown())
most = {SCRIPT!r}
"""
    return made
