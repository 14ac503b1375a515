# Sourced by the scripts that run many steps: says what runs, how long it took, and fails with the first that fails.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export PATH="$HOME/.cargo/bin:$PATH"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$PWD/target}"

# The outermost script owns the list of steps; `scripts/test` within `.ci/run` adds to it.
if [ -z "${STEPS:-}" ]; then
  STEPS="$CARGO_TARGET_DIR/steps"
  export STEPS
  rm -rf "$STEPS"
  mkdir -p "$STEPS"
  STEPS_OWNER=yes
else
  STEPS_OWNER=no
fi

# step NAME COMMAND…: runs one step and notes its minutes.
step() {
  local name="$1" started seconds status=0
  shift
  printf '\n=== %s\n' "$name"
  started=$(date +%s)
  "$@" 2>&1 | tee "$STEPS/$name.log" || status=$?
  seconds=$(($(date +%s) - started))
  awk -v name="$name" -v seconds="$seconds" 'BEGIN { printf "%6.1f min  %s\n", seconds / 60, name }' | tee -a "$STEPS/minutes"
  if [ "$status" -ne 0 ]; then
    printf '\n%s FAILED (exit %s)\n' "$name" "$status" >&2
    exit "$status"
  fi
}

# steps_end: the minutes of all steps, then what each test runner said of itself.
steps_end() {
  [ "$STEPS_OWNER" = yes ] || return 0
  printf '\n=== minutes by step\n'
  cat "$STEPS/minutes"
  awk '{ sum += $1 } END { printf "%6.1f min  together\n", sum }' "$STEPS/minutes"
  printf '\n=== the test runners\n'
  local log
  for log in "$STEPS"/*.log; do
    sed 's/\x1b\[[0-9;]*m//g' "$log" |
      { grep -E '^ *Summary \[|^test result: .*[1-9][0-9]* passed|^ℹ (tests|pass|fail|skipped) ' || true; } |
      sed "s|^ *|$(basename "$log" .log): |"
  done
}
