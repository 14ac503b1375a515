# e-Cabinet. Two commands suffice: `make demo` shows it, `make test` proves it.
# A Debian 12 with Rust and Node.js will do; scripts/install-needs installs what else is missing and says why.
.DEFAULT_GOAL := help
.PHONY: help demo test coverage bench build bundle ui fmt lint check-fresh

export PATH := $(HOME)/.cargo/bin:$(PATH)
target := $(or $(CARGO_TARGET_DIR),target)
assets := crates/web/assets/app.js
ui_sources := $(wildcard ui/elements/*.ts ui/elements/*/*.ts ui/styles/*.css) ui/build.mjs ui/icon.svg package-lock.json

help: ## what can be made
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' Makefile | expand -t 20

demo: $(assets) ## a sample government on http://localhost:8080
	@scripts/install-needs demo
	@cargo build --locked -p ecabinet -p workshop
	@exec $(target)/debug/ecabinet demo

test: ## every test: Rust, TypeScript, browser
	@scripts/test

coverage: ## lines of crates/cabinet that its tests run, file by file; fails below 95 % (LINES=missed names the others)
	@scripts/coverage $(if $(LINES),missed)

bench: $(assets) ## what was promised, measured: each figure beside its goal (AREA=page measures one area)
	@scripts/install-needs demo bench
	@cargo build --locked --release -p ecabinet -p workshop -p benchmark
	@exec $(target)/release/benchmark run --json $(target)/bench.json $(if $(AREA),--area $(AREA))

build: $(assets) ## the browser's assets and the release binaries
	@scripts/install-needs demo
	cargo build --locked --release -p ecabinet -p workshop

bundle: $(assets) ## an archive that installs without a network: target/bundle
	@scripts/install-needs demo ui bundle
	@scripts/bundle

ui: ## the browser's assets anew, into crates/web/assets
	@scripts/install-needs ui
	node ui/build.mjs

# The assets are committed; they are made anew when their sources are newer.
$(assets): $(ui_sources)
	@$(MAKE) --no-print-directory ui

fmt: ## format Rust, TypeScript and CSS
	@scripts/install-needs ui
	cargo fmt --all
	node_modules/.bin/biome check --write ui tests/browser package.json tsconfig.json biome.json

lint: ## format check, Biome, clippy, cargo-deny
	@scripts/lint

check-fresh: ## fails when generated files are stale
	@scripts/check-fresh
