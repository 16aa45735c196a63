"""A form to mark texts by hand, in a notebook: one answer at a time, without names.

Each save is one transaction in the gradebook, so nothing that was saved is lost with the kernel;
the form opens at the first answer that is not marked yet.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import ipywidgets as widgets  # type: ignore[import-untyped]

from kit.authoring.notebooks import Cell, notebook
from kit.errors import BadValue, KitError, UnknownName
from kit.grading import desk
from kit.grading.gradebook import FILE, Gradebook
from kit.grading.marking_parts import CriterionBox, Keys, Level, button, close, levels_of, pane
from kit.grading.pages import table

HOW = (
    "1 to 9 choose a level of the criterion that has the focus, else of the first without one."
    " Ctrl+Enter saves and goes on; Tab goes through everything."
)


class MarkingForm(widgets.VBox):  # type: ignore[misc]
    """The form; `mark_by_hand` opens it.

    Parameters
    ----------
    book
        The gradebook's file; it is open only while something is read or written.
    exercise, grader, graders
        The exercise's whole name, who marks, and everybody who does.
    """

    def __init__(self, book: Path, exercise: str, grader: str, graders: Sequence[str]) -> None:
        self._path, self._exercise = book, exercise
        self._grader, self._graders = grader, tuple(graders)
        self._drafts: dict[tuple[str, str], tuple[list[int | None], list[str]]] = {}
        self._boxes: list[CriterionBox] = []
        with self._book() as opened:
            self._criteria = desk.questions(opened, exercise)
            titles = _titles(opened, exercise)
        _hold_to_some(self._criteria, exercise)
        self.line = Keys()
        self.line.on_msg(self._heard)
        self.choice = widgets.Dropdown(
            options=[(titles[name], name) for name in self._criteria], description="Question"
        )
        self.choice.observe(self._open, "value")
        self._state, self._summary = widgets.HTML(), widgets.HTML()
        self._card = widgets.HBox()
        self._card.add_class("km-card")
        super().__init__(self._parts())
        self.add_class("km-form")
        self._open()

    def _parts(self) -> list[widgets.Widget]:
        top = widgets.HBox([self.choice, self._state])
        top.add_class("km-top")
        buttons = widgets.HBox(
            [
                button("Save and next", "km-save", self.save),
                button("Back", "km-back", self.back),
                button("Skip", "km-skip", self.skip),
                button("How far everybody is", "km-far", self.summarize),
            ]
        )
        buttons.add_class("km-buttons")
        hint = widgets.HTML(f'<p class="km-hint">{HOW}</p>')
        return [top, self._card, self.line, buttons, hint, self._summary]

    def _book(self) -> Gradebook:
        return Gradebook(self._path)

    @property
    def question(self) -> str:
        """The question that is marked."""
        return str(self.choice.value)

    @property
    def card(self) -> desk.Card:
        """The answer on the screen."""
        return self._cards[self._place]

    @property
    def left(self) -> int:
        """How many answers to the question this grader has still to mark."""
        return len(self._cards) - len(self._done)

    def _open(self, _change: object = None) -> None:
        """Deal the cards of the question and show the first that is not marked."""
        with self._book() as book:
            self._cards = desk.deal(
                book, self._exercise, self.question, grader=self._grader, graders=self._graders
            )
            self._done = {card.label for card in self._cards if self._is_marked(book, card)}
            self._place = self._next_open(-1)
            self._show(book)
        self.line.said = (
            f"{len(self._done)} of {len(self._cards)} marked and saved."
            if self._cards
            else "There is nothing to mark here for you."
        )

    def _is_marked(self, book: Gradebook, card: desk.Card) -> bool:
        given = desk.given(book, card, self.question, self._grader)
        return {each.name for each in self._criteria[self.question]} <= given.keys()

    def _next_open(self, place: int) -> int:
        """Return the next place with an answer that is not marked; the first if all are."""
        places = [*range(place + 1, len(self._cards)), *range(place + 1)]
        return next((n for n in places if self._cards[n].label not in self._done), 0)

    def _show(self, book: Gradebook) -> None:
        old, self._boxes = self._card.children, []
        self._state.value = self._told()
        if not self._cards:
            self._card.children = ()
            return
        card = self.card
        self._boxes = [self._box(book, card, n) for n in range(len(self._criteria[self.question]))]
        rubric = widgets.VBox(self._boxes)
        rubric.add_class("km-rubric")
        # Fresh widgets for each answer: a late keystroke must not fall into the next one's comment.
        self._card.children = (widgets.HTML(pane(card)), rubric)
        for each in old:
            close(each)
        self.line.card = card.label

    def _box(self, book: Gradebook, card: desk.Card, number: int) -> CriterionBox:
        criterion = self._criteria[self.question][number]
        levels = levels_of(
            self._exercise, self.question, criterion, book.entry(card.members[0]).variant
        )
        mine = desk.given(book, card, self.question, self._grader).get(criterion.name)
        if mine and mine.points not in [each.points for each in levels]:
            levels = [*levels, Level(mine.points, "as given before")]
        points = [each.points for each in levels]
        level, comment = (points.index(mine.points), mine.comment) if mine else (None, "")
        draft = self._drafts.get((self.question, card.label))
        if draft:
            level, comment = draft[0][number], draft[1][number]
        bank = desk.comment_bank(book, self._exercise, self.question, criterion.name)
        return CriterionBox(criterion.name, levels, bank, level=level, comment=comment)

    def _told(self) -> str:
        done, count = len(self._done), len(self._cards)
        bar = (
            f'<progress max="{max(count, 1)}" value="{done}" aria-label="Marked by you"></progress>'
        )
        if not self._cards:
            return bar
        card, parts = self.card, [f"{done} of {count} marked"]
        parts.append(f"<b>card {self._place + 1} of {count}</b>, {card.label}")
        if card.is_sample:
            parts.append("sample read by all")
        if len(card.members) > 1:
            parts.append(f"{len(card.members)} answers read alike")
        parts.append("marked" if card.label in self._done else "not marked yet")
        return f"{bar} {' · '.join(parts)}"

    def _heard(self, _widget: object, message: Mapping[str, Any], _buffers: object) -> None:
        """Do what the screen asks, with what stands on the screen."""
        # A second click, when the next answer is on its way, is not meant for that one.
        if self._cards and message.get("card") == self.card.label:
            levels = [None if each is None or each < 0 else int(each) for each in message["levels"]]
            comments = [str(each) for each in message["comments"]]
            deeds = {"save": self._save, "back": self._back, "skip": self._skip}
            deeds[message["do"]](levels, comments)
        self.line.heard += 1

    def _on_screen(self) -> tuple[list[int | None], list[str]]:
        return [box.radio.index for box in self._boxes], [box.comment.value for box in self._boxes]

    def save(self, _button: object = None) -> None:
        """Write what is chosen for the card, and go to the next that is not marked."""
        self._save(*self._on_screen())

    def back(self, _button: object = None) -> None:
        """Go one card back; what is not saved waits here."""
        self._back(*self._on_screen())

    def skip(self, _button: object = None) -> None:
        """Go one card on; what is not saved waits here."""
        self._skip(*self._on_screen())

    def _save(self, levels: list[int | None], comments: list[str]) -> None:
        if not self._cards:
            return
        key, criteria = (self.question, self.card.label), self._criteria[self.question]
        missing = [each.name for each, level in zip(criteria, levels, strict=True) if level is None]
        if missing:
            self.line.said = f"Not saved: choose a level for {', '.join(missing)}."
            return
        names = [each.name for each in criteria]
        points = {
            name: box.levels[level].points
            for name, box, level in zip(names, self._boxes, levels, strict=True)
            if level is not None
        }
        said = dict(zip(names, comments, strict=True))
        try:
            with self._book() as book:
                desk.give(
                    book, self.card, self.question, points, grader=self._grader, comments=said
                )
        except KitError as problem:
            self.line.said = f"Not saved. {problem.seen} {problem.because}. Try: {problem.instead}"
            return
        self._drafts.pop(key, None)
        self._done.add(self.card.label)
        self.line.said = f"Saved at {datetime.now():%H:%M:%S}. {self._still()}"
        self._move(self._next_open(self._place))

    def _still(self) -> str:
        if self.left:
            return f"{len(self._done)} of {len(self._cards)} marked."
        return f"All {len(self._cards)} answers are marked."

    def _back(self, levels: list[int | None], comments: list[str]) -> None:
        self._leave(levels, comments, self._place - 1)

    def _skip(self, levels: list[int | None], comments: list[str]) -> None:
        self._leave(levels, comments, self._place + 1)

    def _leave(self, levels: list[int | None], comments: list[str], place: int) -> None:
        if not self._cards:
            return
        changed = self._on_saved() != (levels, comments)
        if changed:
            self._drafts[self.question, self.card.label] = (levels, comments)
        self.line.said = "Not saved yet; what you chose and wrote waits there." if changed else ""
        self._move(place % len(self._cards))

    def _on_saved(self) -> tuple[list[int | None], list[str]]:
        """Return what is saved of the card on the screen, as the screen would hold it."""
        with self._book() as book:
            given = desk.given(book, self.card, self.question, self._grader)
        mine = [given.get(each.name) for each in self._criteria[self.question]]
        levels = [
            [level.points for level in box.levels].index(one.points) if one else None
            for box, one in zip(self._boxes, mine, strict=True)
        ]
        return levels, [one.comment if one else "" for one in mine]

    def _move(self, place: int) -> None:
        self._place = place
        with self._book() as book:
            self._show(book)
        self.line.moves += 1

    def summarize(self, _button: object = None) -> None:
        """Show who has how many left, and how far graders agree."""
        with self._book() as book:
            self._summary.value = summary(book, self._exercise, self._graders or (self._grader,))


def mark_by_hand(
    results: str | Path, exercise: str, grader: str, graders: Sequence[str] = ()
) -> MarkingForm:
    """Open the form to mark an exercise's texts.

    Parameters
    ----------
    results
        The folder with the gradebook.
    exercise
        Its number or name.
    grader
        Who marks; each mark keeps it.
    graders
        Everybody who marks, if you are several: the answers are shared out, and a sample goes to
        all. Everybody gives the same list.

    Raises
    ------
    KitError
        If there is no gradebook, exercise or grader of these names, or no text to mark.
    """
    path = Path(results) / FILE
    grader, graders = _names(grader, graders)
    with Gradebook(path) as book:
        name = book.exercise(exercise)
    return MarkingForm(path, name, grader, graders)


def summary(book: Gradebook, exercise: str, graders: Sequence[str]) -> str:
    """Return who has how many answers left and how far graders agree, as two tables of HTML."""
    titles = _titles(book, exercise)
    left, agreed = [], []
    for question, criteria in desk.questions(book, exercise).items():
        wanted = {each.name for each in criteria}
        for grader in graders:
            cards = desk.deal(book, exercise, question, grader=grader, graders=graders)
            done = sum(wanted <= desk.given(book, c, question, grader).keys() for c in cards)
            left.append((titles[question], grader, len(cards) - done, len(cards)))
        for each in criteria:
            found = desk.agreement(book, exercise, question, each.name)
            agreed.append((titles[question], each.name, str(found)))
    head = ("Question", "Grader", "Left", "Of")
    return (
        "<p>As this gradebook knows it; what others marked in copies is not in it before a"
        f" merge.</p>{table(head, left, numbers=2)}"
        f"{table(('Question', 'Criterion', 'Agreement'), agreed)}"
    )


def marking_notebook(results: Path, exercise: str, grader: str, graders: Sequence[str] = ()) -> str:
    """Return the notebook that opens the form; it has to lie beside the gradebook.

    Parameters
    ----------
    results, exercise, grader, graders
        As in `mark_by_hand`.

    Raises
    ------
    KitError
        As `mark_by_hand` does: what could not be opened is not written.
    """
    grader, graders = _names(grader, graders)
    with Gradebook(Path(results) / FILE) as book:
        exercise = book.exercise(exercise)
        _hold_to_some(desk.questions(book, exercise), exercise)
    more = f", graders={list(graders)!r}" if graders else ""
    text = (
        f"# Mark by hand: exercise {exercise}, {grader}\n\nRun the cell below (Shift+Enter). Each"
        " answer is saved in the gradebook beside this notebook when you press Save and next;"
        " after a break, run the cell again: it opens where you stopped."
    )
    code = (
        "from kit.grading.marking_form import mark_by_hand\n\n"
        f'mark_by_hand(".", {exercise!r}, {grader!r}{more})'
    )
    cells = [Cell("markdown", text), Cell("code", code, {"deletable": False})]
    return notebook(cells).decode()


def _names(grader: str, graders: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    if not isinstance(grader, str) or not grader.strip():
        raise BadValue(
            f"grader={grader!r}.", because="each mark keeps who gave it", instead='grader="T. A."'
        )
    if isinstance(graders, str):
        raise BadValue(
            f"graders={graders!r}.",
            because="it lists everybody who marks",
            instead='graders=["T. A.", "R. B."]',
        )
    everybody = tuple(dict.fromkeys(each.strip() for each in graders))
    if everybody and grader.strip() not in everybody:
        raise UnknownName.among("grader", grader, everybody)
    return grader.strip(), everybody


def _hold_to_some(criteria: Mapping[str, Any], exercise: str) -> None:
    if not criteria:
        raise BadValue(
            f"{exercise} has no text to mark by hand.",
            because="a person marks the questions that have a rubric",
            instead="another exercise, or Gradebook.override for a single question",
        )


def _titles(book: Gradebook, exercise: str) -> dict[str, str]:
    return {
        mark.question: str(mark.verdicts.get("title", mark.question))
        for entry in book.entries(exercise, state="graded")
        for mark in book.marks(entry.id)
    }
