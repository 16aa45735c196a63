#!/usr/bin/env bash
# Starts the kit on macOS and Linux: double click it, or run it in a terminal. The first start
# installs everything into .venv in this folder, after that it takes seconds.
#   start.command --install    install only (`make lab` does this)
#   PYTHON=/path/to/python     the Python to use, otherwise one is looked for
set -u

say() { printf '%s\n' "$*"; }

stop() { # say what is missing, and keep a window opened by double click readable
  printf '\n' >&2
  printf '%s\n' "$@" >&2
  if [ "$mode" = start ] && [ -t 0 ]; then read -r -p "Press Enter to close. " _; fi
  exit 1
}

version_of() { # the version of the Python $1, or nothing if that cannot be run
  if [ "$(uname)" = Darwin ] && [ "$(command -v "$1")" = /usr/bin/python3 ]; then
    xcode-select -p >/dev/null 2>&1 || return 0 # a stub that only offers to install developer tools
  fi
  "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null
}

find_python() { # set $python; on the way note what was found and will not do
  local name version
  others=""
  for name in ${PYTHON:+"$PYTHON"} python3 python python3.14 python3.13 python3.12 python3.11; do
    version=$(version_of "$name")
    case $version in
      3.11 | 3.12 | 3.13 | 3.14) python=$name && return ;;
      ?*) others="$others $name is $version;" ;;
    esac
    [ "$name" != "${PYTHON:-}" ] || break
  done
  [ -z "${PYTHON:-}" ] || stop "PYTHON=$PYTHON cannot be used:${others:- it does not run.}" \
    "The kit needs Python 3.11, 3.12, 3.13 or 3.14."
  [ -z "$others" ] || stop "No suitable Python was found:$others the kit needs 3.11 to 3.14." \
    "Install Python 3.13 from www.python.org/downloads and start again."
  stop "No Python was found on this computer." \
    "Install Python 3.13 from www.python.org/downloads and start again."
}

check_folder() {
  [ -f requirements.lock ] && [ -f pyproject.toml ] && [ -d kit ] ||
    stop "This folder holds only a part of the kit: $PWD" \
      "If you opened a zip file, unpack all of it first and start from the unpacked folder."
  [ -w . ] || stop "Nothing can be written to this folder: $PWD" \
    "Copy the kit to a folder of your own, such as your home folder, and start there."
}

installed() { # what is installed is what this folder asks for
  usable && [ "$(cat .venv/installed 2>/dev/null)" = "$wanted" ]
}

usable() { # .venv runs, was not moved here from elsewhere, and is of the Python that was asked for
  .venv/bin/python -c '' 2>/dev/null && grep -qF "$PWD/.venv/" .venv/bin/pip 2>/dev/null || return
  [ -z "${PYTHON:-}" ] || [ "$(version_of "$PYTHON")" = "$(version_of .venv/bin/python)" ]
}

make_venv() {
  find_python
  say "1 of 3  Preparing .venv with Python $(version_of "$python") ..."
  "$python" -m venv --clear .venv >"$log" 2>&1 && return
  tail -n 3 "$log" >&2
  rm -rf .venv
  stop "The Python '$python' could not make .venv." \
    "On Debian and Ubuntu install python3-venv (sudo apt install python3-venv) and start again."
}

quiet_pip() {
  .venv/bin/python -m pip --disable-pip-version-check install --quiet \
    --root-user-action=ignore "$@" >"$log" 2>&1 && return
  tail -n 5 "$log" >&2
  grep -qiE 'NewConnectionError|ConnectTimeout|ReadTimeout|name resolution|unreachable|ProxyError' "$log" &&
    stop "The packages could not be downloaded: is there an internet connection?" \
      "Only the first start needs it. Connect and start again."
  grep -qi 'No space left' "$log" && stop "The disk is full: the kit needs about 1 GB."
  stop "The packages could not be installed; the last lines above say why." \
    "Start again; if it fails again, delete the folder .venv and start once more."
}

install() {
  log=$(mktemp) || stop "No temporary file could be made: is the disk full?"
  trap 'rm -f "$log"' EXIT
  usable || make_venv
  say "2 of 3  Downloading and installing the packages (once; a minute or two) ..."
  quiet_pip --require-hashes -r requirements.lock
  say "3 of 3  Installing the kit ..."
  quiet_pip --no-deps --no-build-isolation -e .
  printf '%s\n' "$wanted" >.venv/installed
}

mode=start
if [ "${1:-}" = --install ]; then mode=install && shift; fi
cd -P "$(dirname "$0")" || stop "The folder of the kit cannot be opened: $(dirname "$0")"
check_folder
wanted=$(cksum requirements.lock pyproject.toml && pwd)
installed || install
[ "$mode" = install ] && exit 0

say "Starting JupyterLab. It opens in your browser; keep this window open while you work."
.venv/bin/python -m kit lab "$@" || stop "JupyterLab ended with an error; the lines above say why."
