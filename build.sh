#!/usr/bin/env bash
# Builds, tests and measures Saidwho.
set -euo pipefail
cd "$(dirname "$0")"
cargo test
