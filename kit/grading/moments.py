"""Days and hours as people type them: in the zone of this computer, or in a named one."""

import difflib
import zoneinfo
from datetime import datetime, timedelta, tzinfo

from kit.errors import BadValue, UnknownName

EXAMPLE = "2026-11-20 23:59"


def zone(name: str = "") -> tzinfo | None:
    """Return a zone by its name, as in "America/Chicago"; None for the one of this computer.

    Raises
    ------
    UnknownName
        If there is none of that name.
    """
    if not name:
        return None
    known = zoneinfo.available_timezones()
    if name in known:
        return zoneinfo.ZoneInfo(name)
    by_fold = {each.casefold(): each for each in sorted(known)}
    near = difflib.get_close_matches(name.casefold(), by_fold, n=3, cutoff=0.0)
    raise UnknownName(
        f"there is no zone called {name!r}.",
        because="zones are named by a continent and a city"
        if near
        else "this computer has no list of zones",
        instead=", ".join(f'"{by_fold[each]}"' for each in near)
        or f'leave --zone out, and type the zone as "{EXAMPLE}-06:00"',
    )


def moment(text: str, where: tzinfo | None = None, *, what: str = "the deadline") -> datetime:
    """Return the moment that a text says; without seconds, the end of its minute.

    Parameters
    ----------
    text
        A day and an hour, as in "2026-11-20 23:59", with or without a zone.
    where
        The zone, if the text has none; None for the one of this computer.
    what
        What it is the time of, for the message.

    Raises
    ------
    BadValue
        If it is no day and hour.

    Examples
    --------
    >>> moment("2026-11-20 23:59-06:00").isoformat()
    '2026-11-20T23:59:59.999999-06:00'
    >>> moment("2026-11-20 23:59:07", zone("America/Chicago")).isoformat()
    '2026-11-20T23:59:07-06:00'
    """
    read, hour = _read(text)
    if read is None or ":" not in hour:
        raise BadValue(
            f"{what} {text!r}.",
            because="which hour of the day is not said"
            if read
            else "it is no day and hour of the calendar",
            instead=f'"{EXAMPLE}": year-month-day hour:minute, 24 hours',
        )
    if hour.count(":") < 2:
        read += timedelta(seconds=59, microseconds=999_999)
    if read.tzinfo:
        return read
    return read.replace(tzinfo=where) if where else read.astimezone()


def _read(text: str) -> tuple[datetime | None, str]:
    """Return what a text says, and its hours and minutes without a zone."""
    given = " ".join(text.replace("T", " ").split())
    try:
        read = datetime.fromisoformat(given)
    except ValueError:
        return None, ""
    hour = given.partition(" ")[2].removesuffix("Z")
    return read, hour.partition("+")[0].partition("-")[0].strip()


def shown(given: datetime, where: tzinfo | None = None) -> str:
    """Return a moment as people read it, in a zone, with how far that is from world time.

    Examples
    --------
    >>> shown(moment("2026-11-20 23:59-06:00"), zone("America/Chicago"))
    '2026-11-20 23:59 (UTC-06:00)'
    """
    local = given.astimezone(where)
    offset = local.strftime("%z")
    return f"{local:%Y-%m-%d %H:%M} (UTC{offset[:3]}:{offset[3:5]})"
