"""Frames are read from a process that wants to mislead the reader."""

import json
import math
import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.grading import frames
from kit.grading.frames import Malformed, Reader, decode, encode

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**63) + 1, 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=20,
)
FORGED = {
    "not a number": b"[NaN]",
    "infinite": b"[-Infinity]",
    "too large for a float": b"1e999",
    "a giant number": b"9" * 5000,
    "beyond 63 bits": str(2**63).encode(),
    "a key twice": b'{"a":1,"a":2}',
    "half a character": b'"\\ud800"',
    "half a character in a key": b'{"\\udfff":1}',
    "no UTF-8": b'"\xff"',
    "a byte order mark": b"\xef\xbb\xbf1",
    "too deep": b"[" * 14 + b"]" * 14,
    "very deep": b"[" * 1_000_000,
    "very deep tables": b'{"a":' * 500_000,
    "two values": b"1 2",
    "nothing": b"",
    "too many items": b"[" + b"0," * 600_000 + b"0]",
    "cut off": b'{"a":',
}


def framed(body: bytes) -> bytes:
    return len(body).to_bytes(4, "big") + body


@given(PLAIN)
@settings(deadline=None)
def test_whatever_is_plain_comes_back_as_it_was(value):
    assert decode(encode(value)) == value


@given(st.binary(max_size=200))
@settings(deadline=None)
def test_any_bytes_are_a_plain_value_or_malformed(data):
    for frame in (data, framed(data)):
        try:
            value = decode(frame)
        except Malformed:
            continue
        assert decode(encode(value)) == value


@given(PLAIN, st.data())
@settings(deadline=None)
def test_a_frame_with_one_byte_changed_never_raises_anything_else(value, data):
    frame = bytearray(encode(value))
    frame[data.draw(st.integers(0, len(frame) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = decode(bytes(frame))
    except Malformed:
        return
    assert not isinstance(found, float) or math.isfinite(found)


@pytest.mark.parametrize("body", FORGED.values(), ids=FORGED)
def test_a_forged_frame_is_malformed(body):
    with pytest.raises(Malformed):
        decode(framed(body))


@pytest.mark.parametrize("data", [b"", b"\0\0\0", b"\0\0\0\x021", b"\0\0\0\x0111", b"\xff" * 8])
def test_a_wrong_length_is_malformed(data):
    with pytest.raises(Malformed):
        decode(data)


@pytest.mark.parametrize("value", [math.nan, 2**63, "\ud800", {1: 2}, (1,), {"a": object()}])
def test_what_is_not_plain_is_not_written(value):
    with pytest.raises(Malformed):
        encode(value)


def test_a_frame_just_deep_enough_is_read_and_one_level_more_is_not():
    body = b"[" * frames.DEEPEST + b"1" + b"]" * frames.DEEPEST
    assert json.loads(body) == decode(framed(body))
    with pytest.raises(Malformed):
        decode(framed(b"[" + body + b"]"))


def test_a_shape_holds_keys_and_exact_types():
    assert frames.hold_shape({"a": 1}, {"a": (int,)}) == {"a": 1}
    for forged in ({"a": True}, {"a": 1.0}, {"a": 1, "b": 2}, {}, [], None, "a"):
        with pytest.raises(Malformed):
            frames.hold_shape(forged, {"a": (int,)})


@pytest.fixture
def pipe():
    reading, writing = os.pipe()
    yield reading, writing
    for fd in (reading, writing):
        try:
            os.close(fd)
        except OSError:
            continue


def soon() -> float:
    return time.monotonic() + 5


@pytest.fixture(params=["polled", "pumped"])
def reader(request, pipe, monkeypatch):
    if request.param == "pumped":
        monkeypatch.delattr("select.poll")
    return Reader(pipe[0], most_bytes=1000)


def test_frames_are_read_one_after_the_other(reader, pipe):
    os.write(pipe[1], encode({"a": 1}) + encode([2]))
    assert [reader.read(soon()), reader.read(soon())] == [{"a": 1}, [2]]


def test_half_a_frame_runs_into_the_clock(reader, pipe):
    os.write(pipe[1], encode("much more")[:-1])
    began = time.monotonic()
    with pytest.raises(TimeoutError):
        reader.read(began + 0.1)
    assert time.monotonic() - began < 2


def test_a_closed_end_is_the_end_also_within_a_frame(reader, pipe):
    os.write(pipe[1], encode("much more")[:-1])
    os.close(pipe[1])
    with pytest.raises(EOFError):
        reader.read(soon())


def test_a_giant_length_is_refused_before_anything_is_read(reader, pipe):
    os.write(pipe[1], b"\xff\xff\xff\xff")
    with pytest.raises(Malformed):
        reader.read(soon())


def test_no_more_is_read_in_all_than_allowed(reader, pipe):
    os.write(pipe[1], encode("x" * 400) * 4)
    with pytest.raises(Malformed):
        _ = [reader.read(soon()) for _ in range(3)]


@pytest.mark.skipif(os.name == "nt", reason="Windows reads ahead, in a thread")
def test_a_reader_takes_not_one_byte_beyond_its_frame(pipe):
    os.write(pipe[1], encode(1) + b"next")
    Reader(pipe[0]).read(soon())
    assert os.read(pipe[0], 100) == b"next"
