#!/usr/bin/env bash
# Builds Saidwho:   ./build.sh   (dist/saidwho.html and target/release/saidwho)
# Tests it:         ./build.sh test
# Its models:       ./build.sh train [FOLDER]
# Pictures of it:   ./build.sh screenshots   (target/screenshots)
set -euo pipefail
cd "$(dirname "$0")"
say() { printf '· %s\n' "$*"; }
command -v cargo >/dev/null || { echo "Rust is missing. Install it with rustup: https://rustup.rs" >&2; exit 1; }

wasm_target() {
  if ! rustup target list --installed | grep -q wasm32-unknown-unknown; then
    say "adding the wasm32-unknown-unknown target"
    rustup target add wasm32-unknown-unknown
  fi
}

npm_packages() {
  say "installing npm packages"
  npm ci --silent --ignore-scripts
}

app() {
  wasm_target
  say "compiling the engine to WebAssembly"
  cargo build --quiet --lib --profile wasm --target wasm32-unknown-unknown
  mkdir -p dist
  local optimizer=()
  if command -v npm >/dev/null; then
    [ -x node_modules/.bin/wasm-opt ] || npm_packages
    optimizer=(node_modules/.bin/wasm-opt)
  else
    say "npm is missing: without its wasm-opt the app is a tenth larger, and works as well. To have it: apt install npm"
  fi
  say "packing dist/saidwho.html"
  cargo run --quiet --features packer --bin packer -- target/wasm32-unknown-unknown/wasm/saidwho.wasm www models dist/saidwho.html "${optimizer[@]}"
}

# Installs Debian packages where it may; else says which are missing, and fails.
debian() {
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    say "installing $*"
    [ -n "${updated:-}" ] || apt-get update -qq
    updated=1
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "$@" >/dev/null
  else
    echo "missing: $*. Install with: sudo apt install $*" >&2
    return 1
  fi
}

chromium() {
  [ -n "${CHROMIUM:-}" ] || command -v chromium >/dev/null || command -v chromium-browser >/dev/null ||
    command -v google-chrome >/dev/null || debian chromium
}

firefox() { [ -n "${FIREFOX:-}" ] || command -v firefox-esr >/dev/null || command -v firefox >/dev/null || debian firefox-esr; }

webkit() { { command -v WebKitWebDriver && command -v xvfb-run; } >/dev/null || debian webkit2gtk-driver xvfb xauth; }

# The suites in one browser after the other. Chromium must be there; the others are skipped with a word.
browser_tests() {
  command -v npm >/dev/null || { echo "npm is missing, which the browser tests need. Install it: sudo apt install npm" >&2; exit 1; }
  npm_packages
  local engine
  for engine in "$@"; do
    if "$engine"; then
      say "running the browser tests in $engine"
      ENGINE=$engine node --test tests/browser/*.test.js
    elif [ "$engine" = chromium ]; then
      exit 1
    else
      say "SKIPPED: the browser tests in $engine"
    fi
  done
}

case "${1:-}" in
  "")
    app
    say "compiling the command line"
    cargo build --quiet --release --bin saidwho
    address="file://$PWD/dist/saidwho.html"
    if [ -n "${DISPLAY:-}${WAYLAND_DISPLAY:-}" ] && command -v xdg-open >/dev/null; then xdg-open "$address"; else say "open $address in a browser"; fi
    ;;
  app) app ;;
  train) cargo run --quiet --release --bin saidwho -- train --data "${2:-../shared/data}" ;;
  test)
    cargo fmt --check
    cargo clippy --all-targets --quiet -- -D warnings
    cargo test
    wasm_target
    cargo clippy --lib --target wasm32-unknown-unknown --quiet -- -D warnings
    app
    browser_tests chromium firefox webkit
    ;;
  screenshots)
    app
    SCREENSHOTS=1 browser_tests chromium
    cp target/screenshots/1440-light.png docs/screenshot.png
    ;;
  *) echo "usage: ./build.sh [app|test|screenshots|train [FOLDER]]" >&2; exit 2 ;;
esac
