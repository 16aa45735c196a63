"""A kernel spec that names a command to start."""

from tests.hand_ins import answer_cell

QUESTIONS = ["how_many"]
SHOWN = "kernel"


def notebook(made):
    made["metadata"]["kernelspec"] = {
        "name": "../../evil",
        "display_name": "Python 3",
        "language": "bash",
        "argv": ["sh", "-c", "echo 100 > marks"],
    }
    made["metadata"]["language_info"] = {"name": "sh; rm -rf /"}
    answer_cell(made, "how_many")["source"] = "left = 1"
    return made
