"""A gradebook with texts that wait for a person, for the tests of marking by hand."""

from kit.grading.entries import Entry, QuestionMark, Student
from kit.grading.gradebook import FILE, Gradebook

SET = "91_count_officers"
QUESTION = "argue"
CRITERIA = ({"name": "reasons", "points": 2}, {"name": "clarity", "points": 1})
TEXTS = ("Hours count.", "Heads count <b>more</b>.", "Neither does.", "Both, in part.", "Days do.")


def student(number):
    return Student(f"id{number:03}", f"Name{number:03} Surname", "Two")


def add(book, number, text, *, criteria=CRITERIA, variant=0, received="2021-08-28T10:00:00+00:00"):
    """Store a hand-in with one text; its number in the gradebook."""
    who = student(number)
    verdicts = {
        "title": "What the count leaves out",
        "public": [],
        "hidden": [],
        "text": text,
        "words": len(text.split()),
        "criteria": list(criteria),
    }
    points = float(sum(each["points"] for each in criteria))
    mark = QuestionMark(QUESTION, points, None, "by hand", verdicts)
    sha256 = f"{number}-{text}"
    entry = Entry(who.id, SET, f"{who.id}.ipynb", sha256, received, variant)
    return book.store(entry, student=who, record={"runs": {}}, marks=[mark], version="1")


def fill(folder, texts=TEXTS, **options):
    """Make a gradebook in a folder, one hand-in for each text; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    with Gradebook(folder / FILE, create=True) as book:
        for number, text in enumerate(texts):
            add(book, number, text, **options)
    return folder / FILE
