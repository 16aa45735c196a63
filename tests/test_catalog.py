"""Listing, loading, showing and citing the datasets."""

import shutil

import pandas as pd
import pytest

import kit
from kit import catalog
from kit.errors import BadFile, BadValue, DataChanged, UnknownName

NAMES = list(kit.datasets()["name"])


@pytest.fixture
def copied(tmp_path, monkeypatch):
    """The catalog on a copy of the datasets that a test may spoil."""
    shutil.copytree(kit.card("claims").csv.parent.parent, tmp_path / "datasets")
    (tmp_path / "kit").mkdir()
    monkeypatch.setattr(catalog, "__file__", str(tmp_path / "kit" / "catalog.py"))
    catalog._cards.cache_clear()
    yield tmp_path / "datasets"
    catalog._cards.cache_clear()


def test_eighteen_datasets_are_listed_with_their_rows():
    table = kit.datasets()
    assert len(table) == 18
    assert list(table["rows"]) == [len(kit.load(name)) for name in table["name"]]


def test_the_articles_are_listed_before_their_context_and_each_shelf_by_name():
    table = kit.datasets()
    assert list(table["shelf"]) == ["articles"] * 10 + ["context"] * 8
    for _, shelf in table.groupby("shelf"):
        assert list(shelf["name"]) == sorted(shelf["name"])


@pytest.mark.parametrize("shelf", ["articles", "context"])
def test_a_shelf_is_listed_alone_on_request(shelf):
    table = kit.datasets()
    wanted = list(table.loc[table["shelf"] == shelf, "name"])
    assert list(kit.datasets(shelf=shelf)["name"]) == wanted


@pytest.mark.parametrize("shelf", ["artikles", "", 3, ["context"]])
def test_a_shelf_that_is_none_names_those_that_are(shelf):
    with pytest.raises(UnknownName, match=r"articles, context(?s:.*)kit\.datasets\(shelf="):
        kit.datasets(shelf=shelf)


@pytest.mark.parametrize("name", NAMES)
def test_columns_and_types_are_those_of_the_card(name):
    table, kinds = kit.load(name), {"i": "integer", "f": "number", "b": "boolean", "M": "date"}
    fields = kit.card(name).fields
    assert list(table.columns) == [field.name for field in fields]
    for field in fields:
        assert kinds.get(table[field.name].dtype.kind, "string") == field.type


@pytest.mark.parametrize("name", NAMES)
def test_every_row_is_cited_with_exactly_what_stands_in_it(name):
    table, claims = kit.load(name), kit.load("claims").set_index("id")
    for _, row in table.iterrows():
        told = kit.cite(row)
        ids = [row["id"]] if name == "claims" else str(row["claims"]).replace("nan", "").split()
        paragraphs = [
            f"{id}: {publisher(claims, id)}, ¶{claims.loc[id, 'paragraph']}" for id in ids
        ]
        written = [row[c] for c in ("asserted_by", "status", "status_note", "mark", "record")]
        for part in [*paragraphs, *(cell for cell in written if not pd.isna(cell))]:
            assert part in told
        assert "nan" not in told.split()


def publisher(claims, id):
    return {"A": "Kansas City Star, 2021-08-18", "B": "Breitbart News, 2021-07-06"}[
        claims.loc[id, "article"]
    ]


def test_a_row_is_cited_in_whatever_form_it_comes():
    table = kit.load("withdrawals")
    told = kit.cite(table.iloc[2])
    assert "¶5" in told
    assert told == kit.cite(table.iloc[[2]]) == kit.cite(table.iloc[2].to_dict())
    assert told == kit.cite(list(table.itertuples())[2])


@pytest.mark.parametrize("row", [3, "Columbia PD", None, [1], pd.DataFrame(), pd.Series([1, 2])])
def test_what_is_no_row_of_the_kit_cannot_be_cited(row):
    with pytest.raises(BadValue, match="iloc"):
        kit.cite(row)


def test_each_load_is_a_fresh_copy():
    spoiled = kit.load("withdrawals")
    spoiled["officers"] = 0
    assert kit.load("withdrawals")["officers"].sum() == 12


@pytest.mark.parametrize("call", [kit.load, kit.card])
def test_a_mistyped_name_names_the_nearest(call):
    with pytest.raises(UnknownName, match=r"kit\.load\('withdrawals'\)"):
        call("withdrawls")


def test_an_edited_csv_says_so_and_still_loads_on_request(copied):
    path = copied / "withdrawals" / "withdrawals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",4,", ",40,"), encoding="utf-8")
    with pytest.raises(DataChanged, match=r"(?s)edited.*git checkout.*edited=True"):
        kit.load("withdrawals")
    assert kit.load("withdrawals", edited=True)["officers"].max() == 40


def test_a_spoiled_cell_is_named_by_its_column(copied):
    path = copied / "withdrawals" / "withdrawals.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",4,", ",four,"), encoding="utf-8")
    with pytest.raises(DataChanged, match="column 'officers'"):
        kit.load("withdrawals", edited=True)


def test_a_missing_csv_is_told_without_offering_to_load_it(copied):
    (copied / "withdrawals" / "withdrawals.csv").unlink()
    with pytest.raises(DataChanged, match="is gone") as caught:
        kit.load("withdrawals")
    assert "edited=True" not in str(caught.value)


@pytest.mark.parametrize("spoil", ["name = ", "title = 'x'"])
def test_a_spoiled_card_is_named(copied, spoil):
    (copied / "withdrawals" / "card.toml").write_text(spoil, encoding="utf-8")
    with pytest.raises(BadFile, match=r"card\.toml"):
        kit.card("withdrawals")


@pytest.mark.parametrize(
    ("was", "spoiled", "told"),
    [
        ('shelf = "context"', 'shelf = "attic"', "attic"),
        ('shelf = "context"', "shelf = 3", "shelf = 3"),
        ('shelf = "context"', "", "lacks shelf"),
        ('as_of = "2026-11-21"', 'as_of = "last week"', "last week"),
        ('as_of = "2026-11-21"', 'as_of = "2026-02-30"', "2026-02-30"),
        ('as_of = "2026-11-21"', "as_of = 2026-11-21", "as text"),
        ("\nupdate = ", "\nupdated = ", "no update"),
        ("[schema]", '[[also]]\npath = "more.json"\n[schema]', "a title"),
    ],
)
def test_a_card_on_no_shelf_or_of_no_day_is_told(copied, was, spoiled, told):
    path = copied / "aftermath" / "card.toml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, spoiled, 1), encoding="utf-8")
    with pytest.raises(BadFile, match=rf"(?s)aftermath.card\.toml.*{told}"):
        kit.card("aftermath")


def test_a_card_tells_its_shelf_its_day_and_its_further_files(copied):
    path = copied / "aftermath" / "card.toml"
    also = '[[also]]\npath = "more.json"\nhash = "sha256:00"\ntitle = "More <of it>"\n\n[schema]'
    text = path.read_text(encoding="utf-8").replace("[schema]", also, 1)
    path.write_text(text, encoding="utf-8")
    card = kit.card("aftermath")
    assert [(extra.path.name, extra.sha256) for extra in card.also] == [("more.json", "00")]
    for part in ("Shelf", "context", "As of", card.as_of, "How to update", "more.json", "More"):
        assert part in repr(card)
        assert part in card._repr_html_()
    assert "<of it>" not in card._repr_html_()


def test_an_edited_further_file_leaves_card_and_table_in_use(copied):
    for extra in kit.card("counties").also:
        extra.path.write_text("spoiled", encoding="utf-8")
    assert kit.card("counties").also
    assert len(kit.load("counties")) == 115


@pytest.mark.parametrize("name", NAMES)
def test_a_card_shows_everything_in_terminal_and_notebook(name):
    card = kit.card(name)
    for shown in (repr(card), card._repr_html_()):
        for field in card.fields:
            assert field.name in shown
        assert card.licence in shown
        assert "Left out" in shown
        assert card.shelf in shown


def test_the_kit_offers_at_most_thirteen_names_and_all_of_them_work():
    assert len(kit.__all__) <= 13
    assert all(getattr(kit, name) is not None for name in kit.__all__)
    with pytest.raises(AttributeError, match="it offers"):
        _ = kit.dataset


def test_a_claim_is_cited_when_its_id_is_the_index():
    claims = kit.load("claims")
    by_position = claims[claims["id"] == "A09"].iloc[0]
    assert kit.cite(claims.set_index("id").loc["A09"]) == kit.cite(by_position)


@pytest.mark.parametrize("spoiled", [{"claims": "Z99"}, {"mark": "surely"}, {"status": ""}])
def test_a_row_in_words_that_the_kit_does_not_know_cannot_be_cited(spoiled):
    row = {**kit.load("withdrawals").iloc[0].to_dict(), **spoiled}
    with pytest.raises(BadValue, match="this row"):
        kit.cite(row)


@pytest.mark.parametrize("name", [["claims"], None, 3])
def test_a_name_that_is_no_text_is_told_too(name):
    with pytest.raises(UnknownName, match="no dataset"):
        kit.load(name)
