"""Check cells that show "ok" without checking."""

QUESTIONS = ["how_many", "share", "most", "agencies", "by_level", "rows"]
SHOWN = "outputs"


def notebook(made):
    for cell in made["cells"]:
        tags = cell["metadata"].get("tags", [])
        if "answer" in tags:
            cell["source"] = "left = most = 'x'"
        if "check" in tags:
            cell["source"] = "print('ok')"
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "ok"}]
    return made
