"""One wording for every mistake a reader can make: what was seen / because / try."""

import difflib
from collections.abc import Container, Iterable
from typing import Any


class KitError(Exception):
    """Tell a reader what was seen, why it cannot be, and what to type instead.

    Parameters
    ----------
    seen
        What the kit met, with the offending value in it.
    because
        Why that cannot be used.
    instead
        What to type instead.
    """

    def __init__(self, seen: str, *, because: str, instead: str) -> None:
        super().__init__(seen, because, instead)
        self.seen, self.because, self.instead = seen, because, instead

    def __str__(self) -> str:
        return f"{self.seen}\n  because  {self.because}\n  try      {self.instead}"

    def _render_traceback_(self) -> list[str]:
        """Show the message alone in a notebook, without the way through the kit's code."""
        return [f"{type(self).__name__}: {self}"]


class UnknownName(KitError):
    """A name (of a dataset, an agency, a channel, a parameter …) that the kit does not know.

    `nearest` holds the known name that is spelled most like it.
    """

    nearest = ""

    @classmethod
    def among(
        cls, kind: str, name: object, known: Iterable[str], *, example: str = "{!r}"
    ) -> "UnknownName":
        """Build the error that names the nearest of the known names.

        Parameters
        ----------
        kind
            What the name should have named, as in "agency".
        name
            What was given.
        known
            The names that exist.
        example
            How to type it, with ``{!r}`` where the name goes.
        """
        names = [str(each) for each in known]
        by_fold = {each.casefold(): each for each in names}
        near = difflib.get_close_matches(str(name).casefold(), by_fold, n=1, cutoff=0.0)
        nearest = by_fold[near[0]] if near else ""
        error = cls(
            f"there is no {kind} called {name!r}.",
            because="the kit knows " + ", ".join(names),
            instead=example.format(nearest),
        )
        error.nearest = nearest
        return error


class BadValue(KitError):
    """A value outside what its quantity can be: a wrong type, NaN, a date outside the window."""


class DataChanged(KitError):
    """A data file that is not, byte for byte, the one its card describes."""


class BadFile(KitError):
    """A file (a card, an exercise, an output) that cannot be read or written as it is."""


class NotPaired(KitError):
    """Two results that are not of the same worlds, so that no difference can be taken."""


def is_in(name: object, known: Container[str]) -> bool:
    """Tell whether something a reader gave is one of the known names; nothing but text is."""
    return isinstance(name, str) and name in known


def as_list(given: Any, name: str, example: str) -> list[Any]:
    """Return what a reader gave as a list.

    Raises
    ------
    BadValue
        If it is one thing and not several.
    """
    try:
        if isinstance(given, str):
            raise TypeError
        return list(given)
    except TypeError:
        raise BadValue(
            f"{name}={given!r}.", because="a list is wanted here", instead=f"{name}={example}"
        ) from None
