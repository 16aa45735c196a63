"""Frames: JSON values on a pipe whose other end is not trusted.

A frame is a length of four bytes (big-endian) and that many bytes of JSON in UTF-8. What is read
is held to plain, small, finite values before anyone looks at it; no reader of frames ever sees a
duplicate key, NaN, a giant number or half a character.
"""

import json
import math
import os
import queue
import select
import threading
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from kit.checks.values import Json

MOST_BYTES = 4 * 1024 * 1024
DEEPEST = 12
MOST_COMMAS = 500_000
"""Bounds how many items one frame can hold, so that 4 MiB never grow into a gigabyte of objects."""
_HEADER = 4
_LONGEST_NUMBER = 30


class Malformed(Exception):
    """Bytes that are no frame, or a value that no frame may hold."""


def encode(value: "Json") -> bytes:
    r"""Write a value as one frame, with its length in front.

    Raises
    ------
    Malformed
        If `decode` would not read it.

    Examples
    --------
    >>> encode({"left": 12})
    b'\x00\x00\x00\x0b{"left":12}'
    >>> decode(encode({"left": 12}))
    {'left': 12}
    """
    _hold(value)
    try:
        text = json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    except (TypeError, ValueError, RecursionError) as error:
        raise Malformed(f"this cannot be written: {error}") from None
    body = text.encode("utf-8")
    _hold_size(body)
    return len(body).to_bytes(_HEADER, "big") + body


def decode(data: bytes) -> "Json":
    """Read one whole frame.

    Raises
    ------
    Malformed
        For anything but exactly one frame of plain, small, finite JSON.
    """
    if len(data) < _HEADER:
        raise Malformed(f"a frame of {len(data)} bytes has no length")
    body = data[_HEADER:]
    if int.from_bytes(data[:_HEADER], "big") != len(body):
        raise Malformed("the length in front is not the length of the frame")
    return _parse(body)


def _parse(body: bytes) -> "Json":
    _hold_size(body)
    try:
        value = json.loads(
            body.decode("utf-8"),
            object_pairs_hook=_without_duplicates,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_no_constant,
        )
    except (ValueError, RecursionError) as error:
        raise Malformed(f"this is no JSON: {error!s:.80}") from None
    _hold(value)
    return value  # type: ignore[no-any-return]


def _hold_size(body: bytes) -> None:
    if len(body) > MOST_BYTES:
        raise Malformed(f"{len(body)} bytes are more than {MOST_BYTES}")
    if body.count(b",") > MOST_COMMAS:
        raise Malformed(f"more than {MOST_COMMAS} items")


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    table = dict(pairs)
    if len(table) < len(pairs):
        raise Malformed("a key stands there twice")
    return table


def _whole(digits: str) -> int:
    if len(digits) > _LONGEST_NUMBER:
        raise Malformed(f"a whole number of {len(digits)} digits")
    return int(digits)


def _finite(digits: str) -> float:
    if not math.isfinite(number := float(digits)):
        raise Malformed("a number that is not finite")
    return number


def _no_constant(name: str) -> NoReturn:
    raise Malformed(f"{name} is no number")


def _hold(value: object) -> None:
    """Hold a value to exact plain types, its depth and the size of its numbers."""
    waiting: list[tuple[object, int]] = [(value, 0)]
    while waiting:
        one, depth = waiting.pop()
        if depth > DEEPEST:
            raise Malformed(f"deeper than {DEEPEST} levels")
        seen = type(one)
        if seen is dict:
            waiting += [(key, depth) for key in one if _is_text(key)]  # type: ignore[attr-defined]
            waiting += [(inner, depth + 1) for inner in one.values()]  # type: ignore[attr-defined]
        elif seen is list:
            waiting += [(inner, depth + 1) for inner in one]  # type: ignore[attr-defined]
        else:
            _hold_single(one)


def _is_text(key: object) -> bool:
    if type(key) is not str:
        raise Malformed(f"a key of type {type(key).__name__}")
    return True


def _hold_single(value: object) -> None:
    seen = type(value)
    if value is None or seen is bool:
        return
    if seen is str:
        if not _is_writable(value):  # type: ignore[arg-type]
            raise Malformed("half a character")
    elif seen is int:
        if abs(value) >= 2**63:  # type: ignore[arg-type]
            raise Malformed("a whole number beyond 63 bits")
    elif seen is not float:
        raise Malformed(f"a value of type {seen.__name__}")
    elif not math.isfinite(value):  # type: ignore[arg-type]
        raise Malformed("a number that is not finite")


def _is_writable(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def hold_shape(value: "Json", shape: Mapping[str, tuple[type, ...]]) -> "dict[str, Json]":
    """Return a frame that has exactly these keys, each with a value of one of these exact types.

    Raises
    ------
    Malformed
        If it is anything else.
    """
    if type(value) is not dict or value.keys() != shape.keys():
        raise Malformed(f"the keys are not {', '.join(shape)}")
    for key, types in shape.items():
        if type(value[key]) not in types:
            raise Malformed(f"{key} is of type {type(value[key]).__name__}")
    return value


class Reader:
    """Reads frames off a pipe or socket, never longer than it is told to wait.

    Parameters
    ----------
    fd
        Descriptor to read from; it stays the caller's to close.
    most_bytes
        How much may come in all.
    """

    def __init__(self, fd: int, *, most_bytes: int = 64 * 1024 * 1024) -> None:
        self._chunks = _Polled(fd) if hasattr(select, "poll") else _Pumped(fd)
        self._left = most_bytes
        self._held = bytearray()

    def read(self, deadline: float) -> "Json":
        """Return the next frame.

        Parameters
        ----------
        deadline
            On the clock of `time.monotonic`.

        Raises
        ------
        Malformed
            If it is no frame, or more came than is allowed in all.
        TimeoutError
            If the whole frame is not there by then.
        EOFError
            If the other end is closed, be it in the middle of a frame.
        """
        size = int.from_bytes(self._exactly(_HEADER, deadline), "big")
        if size > MOST_BYTES:
            raise Malformed(f"a frame of {size} bytes")
        return _parse(self._exactly(size, deadline))

    def _exactly(self, size: int, deadline: float) -> bytes:
        while len(self._held) < size:
            chunk = self._chunks.next(deadline, size - len(self._held))
            if not chunk:
                raise EOFError("the other end is closed")
            self._left -= len(chunk)
            if self._left < 0:
                raise Malformed("too much was sent in all")
            self._held += chunk
        taken = bytes(self._held[:size])
        del self._held[:size]
        return taken


class _Polled:
    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._poll = select.poll()
        self._poll.register(fd, select.POLLIN)

    def next(self, deadline: float, most: int) -> bytes:
        # Never beyond the frame: what follows may be meant for another reader.
        # The clock is looked at on every chunk, so that a trickle cannot hold it up for ever.
        left = deadline - time.monotonic()
        if left <= 0 or not self._poll.poll(left * 1000):
            raise TimeoutError
        return os.read(self._fd, min(most, 65536))


class _Pumped:
    """For systems that cannot wait for a pipe with a clock, as Windows."""

    def __init__(self, fd: int) -> None:
        self._queue: queue.Queue[bytes] = queue.Queue(maxsize=64)
        threading.Thread(target=self._pump, args=(fd,), daemon=True).start()

    def _pump(self, fd: int) -> None:
        chunk = b"more"
        while chunk:
            try:
                chunk = os.read(fd, 65536)
            except OSError:
                chunk = b""
            self._queue.put(chunk)

    def next(self, deadline: float, most: int) -> bytes:
        try:
            return self._queue.get(timeout=max(0.0, deadline - time.monotonic()))
        except queue.Empty:
            raise TimeoutError from None
