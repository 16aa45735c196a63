"""One JupyterLab and one browser for all browser tests; a page that complains fails its test."""

import contextlib

import pytest

from tests.browser.lab_room import WINDOW, Desk, Watched, chromium, lab_room


@pytest.fixture(scope="session")
def room(tmp_path_factory):
    with lab_room(tmp_path_factory.mktemp("lab")) as room:
        yield room


@pytest.fixture(scope="session")
def browser():
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="session")
def new_window(browser):
    """Open a fresh browser profile; at its end nothing may have gone wrong or left the machine."""

    @contextlib.contextmanager
    def open_window(**options):
        watched = Watched(browser.new_context(**{"viewport": WINDOW, **options}))
        try:
            yield watched
        finally:
            watched.context.close()
        watched.check()

    return open_window


@pytest.fixture(scope="session")
def new_desk(room, new_window):
    """Open a fresh copy of a notebook in a fresh profile; its kernel ends with it."""

    @contextlib.contextmanager
    def open_desk(path):
        room.lay_out()
        with new_window() as watched:
            desk = Desk(room, watched, path)
            try:
                yield desk
            finally:
                desk.close()

    return open_desk
