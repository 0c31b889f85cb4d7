#!/bin/sh
# Sets Porchlight up in .venv, from nothing but Python 3.11 or newer; called by make, safe to repeat.
#
#   tools/setup.sh            the virtual environment, the locked packages, the compiled catalogues
#   tools/setup.sh train      also what learning needs
#   tools/setup.sh browser    also Chromium and a Korean font, which the tests need; prints Chromium's path
#
# Whatever is missing and cannot be installed is one sentence with the command to run.
set -eu
cd "$(dirname "$0")/.."
export PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore

fail() {
    echo "setup: $*" >&2
    exit 1
}

can_install() { # whether apt-get is here and we may use it
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]
}

apt_install() {
    echo "setup: installing $* with apt-get" >&2
    { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$@"; } >&2 ||
        fail "apt-get could not install $*; install it by hand and run make again."
}

new_enough() { # Python 3.11+, and it really runs (a pyenv shim may not)
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

can_make_venv() { # Debian ships Python without ensurepip unless python3-venv is there
    "$1" -c 'import ensurepip, venv' >/dev/null 2>&1
}

find_python() { # a Python that we test with first, then any other that is new enough
    python=
    for candidate in python3.13 python3.12 python3.11 python3 python3.14; do
        new_enough "$candidate" || continue
        can_make_venv "$candidate" && python=$candidate && return
        python=${python:-$candidate}
    done
    [ -n "$python" ] || fail "Porchlight needs Python 3.11 or newer; install it (python.org, apt-get or brew) and run make again."
    package=$("$python" -c 'import sys; print("python%d.%d-venv" % sys.version_info[:2])')
    can_install || fail "$python cannot make a virtual environment; run: sudo apt-get install -y $package"
    apt_install "$package"
    can_make_venv "$python" || fail "$python still cannot make a virtual environment; install $package and run make again."
}

install_packages() {
    stamp=.venv/.porchlight-setup
    # Moving the folder breaks a virtual environment, so its place belongs to the key.
    key=$(cat requirements/dev.txt pyproject.toml tools/setup.sh | cksum; pwd)
    if [ -x .venv/bin/python ] && [ "$(cat "$stamp" 2>/dev/null)" = "$key" ]; then
        return
    fi
    if ! { new_enough .venv/bin/python && .venv/bin/python -m pip --version >/dev/null 2>&1; }; then
        find_python
        echo "setup: making .venv with $("$python" --version)"
        rm -rf .venv
        "$python" -m venv .venv || fail "$python could not make .venv; see above."
    fi
    echo "setup: installing the locked packages (a minute the first time)"
    .venv/bin/python -m pip install -qq --require-hashes -r requirements/dev.txt ||
        fail "the packages of requirements/dev.txt could not be installed; is there a network? Then run make again."
    .venv/bin/python -m pip install -qq --no-deps --no-build-isolation --editable . ||
        fail "Porchlight itself could not be installed into .venv; see above."
    printf '%s\n' "$key" >"$stamp"
}

compile_catalogues() { # .po to .mo where the former is newer
    for po in locales/*/LC_MESSAGES/*.po; do
        mo=${po%.po}.mo
        if [ ! -e "$po" ] || { [ -e "$mo" ] && [ ! "$po" -nt "$mo" ]; }; then
            continue
        fi
        .venv/bin/pybabel -q compile --input-file "$po" --output-file "$mo.new" ||
            fail "$po could not be compiled; see above."
        mv "$mo.new" "$mo"
    done
}

find_browser() {
    for candidate in chromium chromium-browser google-chrome google-chrome-stable \
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome" \
        "/Applications/Chromium.app/Contents/MacOS/Chromium"; do
        command -v "$candidate" && return
    done
    return 1
}

ensure_browser() {
    if ! browser=$(find_browser); then
        can_install || fail "the tests need Chromium or Google Chrome; install one (Debian: sudo apt-get install -y chromium; Ubuntu and macOS: google.com/chrome)"
        apt_install chromium
        browser=$(find_browser) || fail "apt-get has no Chromium here (Ubuntu's is a snap); install Google Chrome and run make again."
    fi
    # Without a Korean font the page still works, but nobody could see a mistake in it.
    if can_install && [ -z "$(fc-list :lang=ko 2>/dev/null)" ]; then
        apt_install fontconfig fonts-nanum
    fi
    echo "$browser"
}

install_learning() {
    .venv/bin/python -c 'import sklearn' 2>/dev/null && return
    echo "setup: installing what learning needs (a minute)"
    .venv/bin/python -m pip install -qq --require-hashes -r requirements/train.txt ||
        fail "the packages of requirements/train.txt could not be installed; is there a network? Then run make again."
}

case ${1-} in
'')
    install_packages
    compile_catalogues
    ;;
train) install_learning ;;
browser) ensure_browser ;;
*) fail "unknown word '$1'; see the head of tools/setup.sh." ;;
esac
