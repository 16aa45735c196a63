"""The start page: one small file whose numbers are the kernel's."""

import re
from pathlib import Path

import pytest

from kit import publish
from kit.errors import UnknownName
from kit.publish import tables

ROOT = Path(__file__).parent.parent
START = (ROOT / "start.html").read_text(encoding="utf-8")


def test_the_start_page_is_one_file_under_500_kb():
    assert len(START.encode()) < 500_000
    assert not re.findall(
        r'(?:src|href)="|url\((?!#)|@import|\bfetch\(|https?://(?!www\.w3\.org)', START
    )


def test_the_start_page_rests_on_the_model_as_it_is():
    assert tables.fingerprint() in START
    assert publish.page("ParticipationBoard", before=START) == START


def test_tables_of_another_model_are_not_used_again():
    old = START.replace(tables.fingerprint(), "0" * 16)
    assert tables.kept_tables(old, tables.fingerprint()) is None
    assert tables.kept_tables("<html></html>", tables.fingerprint()) is None


def test_the_page_has_no_kernel_code():
    assert "export default" not in START
    assert "model.get(" not in START


def test_an_unknown_board_names_the_known():
    with pytest.raises(UnknownName, match="ParticipationBoard"):
        publish.page("Participation")


def test_the_tables_rest_on_no_module_that_their_hash_leaves_out():
    for name in tables.EXACT_MODEL:
        code = (ROOT / "kit/model" / f"{name}.py").read_text(encoding="utf-8")
        modules = set(re.findall(r"^from kit\.model\.(\w+) import", code, re.M))
        for line in re.findall(r"^from kit\.model import ([\w, ]+)", code, re.M):
            modules |= set(line.split(", "))
        assert modules <= set(tables.EXACT_MODEL)
