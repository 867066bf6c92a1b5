# The two front doors, `make run` and `make test`, and what they stand on. The build itself is Meson's (meson.build).
BUILD ?= build
VAR   ?= var
PORT  ?= 8080
LISTEN ?= 127.0.0.1

.PHONY: run build test test-long setup setup-test bench clean

run: build
	@CHANCERY_VAR=$(VAR) $(BUILD)/chancery start --port $(PORT) --listen $(LISTEN)

build: setup $(BUILD)/build.ninja
	@ninja -C $(BUILD) chancery

test: setup-test $(BUILD)/build.ninja
	@ninja -C $(BUILD)
	@tests/run.sh $(BUILD)

test-long: setup-test $(BUILD)/build.ninja
	@ninja -C $(BUILD)
	@tests/run.sh $(BUILD) --long

bench: build
	@tests/bench/run.sh $(BUILD)

setup:
	@tools/setup.sh

setup-test:
	@tools/setup.sh --test

$(BUILD)/build.ninja:
	@meson setup $(BUILD)

clean:
	rm -rf $(BUILD)
