"""The source board: both articles on one question, who told them, your verdict, then the record."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from html import escape
from typing import Any, ClassVar

import pandas as pd
import traitlets

from kit import catalog, glossary
from kit.boards.board import Board, script, styles
from kit.errors import BadValue, UnknownName, is_in

VERDICTS = (
    "both agree",
    "A is right",
    "B is right",
    "both partly",
    "neither",
    "cannot be told",
)
"""What a student can say of a question, from the two articles alone."""

SURE = ("guessing", "fairly sure", "certain")
"""How sure a student can be of it."""

HELD = {"both agree": "AB", "A is right": "A", "B is right": "B"}
"""Articles that a verdict holds right."""

TERMS = (
    "ATF",
    "NIBIN",
    "lead",
    "suspect",
    "hit",
    "casing",
    "deputized",
    "subpoena",
    "nullification",
    "civil penalty",
    "knowingly",
    "color of law",
    "private suit",
    "law-abiding citizen",
    "conviction",
    "sovereign immunity",
)
"""Terms that the board explains where they first stand in a question, and in its record."""

VIOLENCE = {"A48", "A49", "A49b"}
"""Claims about a killing; the dataset's card opens with the note on them."""

SETTLED = {
    "certain": "The record settles this. Hold your verdict against it in your own words: what"
    " agrees with it, what does not?",
    "likely": "The record points one way and keeps a doubt, which stands below it. A verdict that"
    " differs is not marked wrong; it can rest on that doubt.",
    "open": "The record leaves this open. No verdict is marked wrong here, and “cannot be told” is"
    " no safer than the others: what counts is what yours rests on.",
}
"""The remark beside the record, by how sure it is."""


class SourceCompare(Board):
    """Show what both articles say on a question and who told them; then judge; then the record.

    What the record says is not sent to the screen before a verdict on that question is given.

    Parameters
    ----------
    question
        Id of the first question, as in ``kit.load("discrepancies")``.
    verdicts
        Verdicts given before: question to ``{"verdict": …, "sure": …}``.

    Raises
    ------
    UnknownName
        If there is no such question, verdict or degree of sureness.
    BadValue
        If `verdicts` is built in another way.

    Examples
    --------
    >>> board = SourceCompare("D3")
    >>> board.view["record"] is None
    True
    >>> board.judge("A is right", "fairly sure")
    >>> board.view["record"]["how_sure"]
    'certain'
    >>> board.table.loc["D3", "verdict"]
    'A is right'
    """

    _esm = script("drawing", "stage", "tie", "glossary", "sources")
    _css = styles("glossary", "sources")
    questions: ClassVar[tuple[str, ...]] = ("question", "verdicts")

    question: Any = traitlets.TraitType("D1").tag(sync=True)
    """Id of the question on the screen."""
    verdicts: Any = traitlets.TraitType({}).tag(sync=True)
    """Verdicts by question, in the order in which they were given."""

    def __init__(
        self, question: str = "D1", verdicts: Mapping[str, Mapping[str, str]] | None = None
    ) -> None:
        super().__init__(question=question, verdicts={} if verdicts is None else verdicts)
        self.begin(spec())

    @property
    def table(self) -> pd.DataFrame:
        """The verdicts, one row per question by id; the record stands only where one was given."""
        columns = ["issue", "verdict", "sure", "how_sure", "record_says"]
        rows = _questions()
        given = pd.DataFrame.from_dict(self.verdicts, orient="index", columns=["verdict", "sure"])
        table = rows.join(given.reindex(rows.index))
        hidden = table["verdict"].isna()
        table[["how_sure", "record_says"]] = table[["how_sure", "record_says"]].mask(hidden)
        return table[columns]

    def judge(self, verdict: str, sure: str) -> None:
        """Give a verdict on the question on the screen, and see the record."""
        self.verdicts = {**self.verdicts, self.question: {"verdict": verdict, "sure": sure}}

    def take_back(self) -> None:
        """Take back the verdict on the question on the screen; the record is hidden again."""
        self.verdicts = {k: v for k, v in self.verdicts.items() if k != self.question}

    def reset(self) -> None:
        """Take back every verdict and go to the first question."""
        self.verdicts = {}
        self.question = next(iter(_questions().index))

    def look(self) -> dict[str, Any]:
        """Return the question, its claims and roots, and the record once a verdict is given."""
        given = self.verdicts.get(self.question)
        return {
            **asked(self.question),
            "progress": progress(len(self.verdicts)),
            "given": given,
            "record": given and record(self.question, given["verdict"]),
        }

    def still(self) -> str:
        """Return the question as it stands, as HTML with alternative text."""
        return _still(self.view, spec())

    def __repr__(self) -> str:
        return f"<SourceCompare: {self.question}; {self.view.get('progress', '')}>"

    @traitlets.validate("question")
    def _known(self, proposal: dict[str, Any]) -> str:
        return _question(proposal["value"])

    @traitlets.validate("verdicts")
    def _whole(self, proposal: dict[str, Any]) -> dict[str, dict[str, str]]:
        given = proposal["value"]
        if not isinstance(given, Mapping):
            raise _no_verdict(given)
        return {_question(question): _verdict(each) for question, each in given.items()}


def _question(name: object) -> str:
    known = list(_questions().index)
    if not is_in(name, known):
        raise UnknownName.among("question", name, known, example="board.question = {!r}")
    return str(name)


def _verdict(given: object) -> dict[str, str]:
    if not isinstance(given, Mapping) or set(given) != {"verdict", "sure"}:
        raise _no_verdict(given)
    if not is_in(given["verdict"], VERDICTS):
        example = 'board.judge({!r}, "fairly sure")'
        raise UnknownName.among("verdict", given["verdict"], VERDICTS, example=example)
    if not is_in(given["sure"], SURE):
        example = 'board.judge("both partly", {!r})'
        raise UnknownName.among("degree of sureness", given["sure"], SURE, example=example)
    return {"verdict": given["verdict"], "sure": given["sure"]}


def _no_verdict(given: object) -> BadValue:
    return BadValue(
        f"{given!r} is no verdict.",
        because="each question holds a verdict and how sure you are of it",
        instead='board.verdicts = {"D3": {"verdict": "A is right", "sure": "fairly sure"}}',
    )


@lru_cache(maxsize=1)
def _questions() -> pd.DataFrame:
    return catalog.load("discrepancies").set_index("id")


@lru_cache(maxsize=1)
def _claims() -> pd.DataFrame:
    return catalog.load("claims").set_index("id", drop=False)


@lru_cache(maxsize=1)
def _errors() -> pd.DataFrame:
    return catalog.load("published_errors")


def _claims_on(question: str) -> pd.DataFrame:
    return _claims().loc[str(_questions().loc[question, "claims"]).split()]


def _words(value: object) -> str:
    return "" if value is None or pd.isna(value) else str(value)  # type: ignore[call-overload]


@lru_cache(maxsize=1)
def spec() -> dict[str, Any]:
    """Return what the screen shows and never changes; nothing of the record is in it."""
    card = catalog.card("claims")
    sentences = card.description.split(". ")
    return {
        "questions": [{"id": id, "issue": issue} for id, issue in _questions()["issue"].items()],
        "articles": {id: _article(card.source(id)) for id in "AB"},
        "verdicts": list(VERDICTS),
        "sure": list(SURE),
        "terms": glossary.spec(TERMS),
        "digest": next(f"{s.split(':')[0]}." for s in sentences if s.startswith("Article B is")),
        "statuses": next(f.description for f in card.fields if f.name == "status"),
    }


def _article(source: Any) -> str:
    day = date.fromisoformat(source.date)
    return f"{source.publisher}, {day.day} {day:%B %Y}"


def progress(done: int) -> str:
    """Say how many questions have a verdict."""
    return f"{done} of {len(_questions())} looked at"


def asked(question: str) -> dict[str, Any]:
    """Return a question as it stands before the record: claims, roots, and how many they are."""
    row, claims = _questions().loc[question], _claims_on(question)
    sides = {
        side: {
            "says": row[f"article_{side.lower()}"],
            "claims": [
                {
                    "id": claim["id"],
                    "statement": claim["statement"],
                    "by": claim["asserted_by"],
                    "status": claim["status"],
                    "paragraph": int(claim["paragraph"]),
                }
                for claim in claims[claims["article"] == side].to_dict("records")
            ],
        }
        for side in "AB"
    }
    sources = roots(question)
    opening = catalog.card("claims").description.split(". ")[0]
    return {
        "issue": row["issue"],
        "note": f"{opening}." if VIOLENCE & set(claims["id"]) else "",
        "articles": sides,
        "roots": sources,
        "counted": counted(sources),
    }


def roots(question: str) -> list[dict[str, Any]]:
    """Return where a question's claims come from first: each root with the claims it feeds."""
    feeds: dict[str, dict[str, list[str]]] = {}
    for claim in _claims_on(question).to_dict("records"):
        for root in str(claim["independent_root"]).split("; "):
            feeds.setdefault(root, {}).setdefault(claim["article"], []).append(claim["id"])
    return [{"name": root, "feeds": by_article} for root, by_article in feeds.items()]


def counted(sources: list[dict[str, Any]]) -> str:
    """Return a sentence that counts independent roots, not outlets."""
    speaking = sorted({article for root in sources for article in root["feeds"]})
    number = f"{len(sources)} independent root{'s' * (len(sources) > 1)}"
    if len(speaking) == 1:
        return f"Only article {speaking[0]} has a claim here, and it rests on {number}."
    shared = [root["name"] for root in sources if len(root["feeds"]) == 2]
    if not shared:
        return f"Two articles, {number}; none of them feeds both."
    if len(sources) == 1:
        return f"Two articles, {number}: “{shared[0]}” feeds both. Two outlets, one source."
    alone = [a for a in "AB" if all(len(r["feeds"]) == 2 for r in sources if a in r["feeds"])]
    rest = "".join(f" Article {each} adds no root of its own." for each in alone)
    return f"Two articles, {number}: “{'” and “'.join(shared)}” feeds both.{rest}"


def record(question: str, verdict: str) -> dict[str, Any]:
    """Return what the record says of a question, and a remark on a verdict that was given."""
    row: dict[str, Any] = {str(key): cell for key, cell in _questions().loc[question].items()}
    claims = _claims_on(question)
    return {
        "says": row["record_says"],
        "how_sure": row["how_sure"],
        "mark": row["mark"],
        "marked": catalog.CHECKED[row["mark"]],
        "doubt": _words(row["status_note"]),
        "cite": catalog.cite({**row, "id": question}),
        "remark": remark(row["how_sure"], verdict, claims),
        "checks": [
            {"id": c["id"], "check": c["outside_check"], "note": _words(c["status_note"])}
            for c in claims.to_dict("records")
        ],
        "slips": slips(set(claims["id"])),
    }


def remark(how_sure: str, verdict: str, claims: pd.DataFrame) -> str:
    """Return a fair remark on a verdict: where the record is open, none is wrong."""
    if how_sure == "open":
        return SETTLED[how_sure]
    if verdict == "cannot be told":
        return (
            "From the two articles alone that may well be: what speaks to it lies outside them. "
            + SETTLED[how_sure]
        )
    held = claims[claims["article"].isin(list(HELD.get(verdict, "")))]
    against = list(held.loc[held["outside_check"] == "contradicted", "id"])
    if not against:
        return SETTLED[how_sure]
    return f"Your verdict and the record part over {', '.join(against)}. {SETTLED[how_sure]}"


def slips(ids: set[str]) -> list[dict[str, str]]:
    """Return published slips on these claims, and others with the same correction."""
    errors = _errors()
    named = errors["claims"].fillna("").map(lambda cell: set(cell.split()))
    here = named.map(lambda each: bool(each) and each <= ids)
    alike = errors["correct"].isin(list(errors.loc[here, "correct"]))
    columns = ["slip", "published_in", "published_on", "correct"]
    rows = errors.loc[here | alike, columns].to_dict("records")
    return [{str(key): str(value) for key, value in row.items()} for row in rows]


def _still(view: Mapping[str, Any], fixed: Mapping[str, Any]) -> str:
    sides = "".join(_still_side(side, view, fixed) for side in "AB")
    arrows = "; ".join(f"{root['name']} → {_fed(root)}" for root in view["roots"])
    boxes = "".join(
        f'<span style="border:1px solid #767676;border-radius:6px;padding:4px 8px">'
        f"{escape(root['name'])} → {escape(_fed(root))}</span>"
        for root in view["roots"]
    )
    note = f"<p><em>{escape(view['note'])}</em></p>" if view["note"] else ""
    return (
        f"<section><h3>{escape(view['issue'])}</h3>{note}"
        f'<div style="display:flex;flex-wrap:wrap;gap:16px">{sides}</div>'
        f'<figure role="img" aria-label="Who told whom: {escape(arrows)}"'
        f' style="display:flex;flex-wrap:wrap;gap:8px;margin:8px 0">{boxes}</figure>'
        f"<p>{escape(view['counted'])} {escape(fixed['digest'])}</p>{_still_record(view)}"
        f"<p><small>{escape(view['progress'])}. Run the cell to judge for yourself.</small></p>"
        "</section>"
    )


def _fed(root: Mapping[str, Any]) -> str:
    return ", ".join(f"article {a} ({', '.join(ids)})" for a, ids in root["feeds"].items())


def _still_side(side: str, view: Mapping[str, Any], fixed: Mapping[str, Any]) -> str:
    said = view["articles"][side]
    claims = "".join(
        f"<li>{escape(c['statement'])} <small>{escape(c['by'])}; {escape(c['status'])};"
        f" ¶{c['paragraph']} ({escape(c['id'])})</small></li>"
        for c in said["claims"]
    )
    head = f"Article {side}, {fixed['articles'][side]}"
    return (
        f'<div style="flex:1 1 18em"><h4>{escape(head)}</h4>'
        f"<p>{escape(said['says'])}</p><ul>{claims}</ul></div>"
    )


def _still_record(view: Mapping[str, Any]) -> str:
    if not view["given"]:
        return "<p><strong>No verdict is given yet, so the record stays closed.</strong></p>"
    told, given = view["record"], view["given"]
    return (
        f"<p>Verdict given: <strong>{escape(given['verdict'])}</strong> ({escape(given['sure'])})."
        f"</p><p><strong>What the record says ({escape(told['how_sure'])}):</strong>"
        f" {escape(told['says'])}</p><p>{escape(told['remark'])}</p>"
        f"<p><small>{escape(told['cite'])}</small></p>"
    )
