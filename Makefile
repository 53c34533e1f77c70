# cabpaper: Cabinet papers from YAML. `make help` lists what this file can do.
# Plain GNU make: sources are found, dependencies are generated, nothing is listed by hand.

BUILD  ?= build
CONFIG ?= plain
CC     ?= cc
PREFIX ?= /usr/local
STYLE  ?= herefordshire
PAPERS ?= inputs
OUTPUTS ?= outputs
FUZZ_SECONDS ?= 60
SEED ?= 1
FIGURES ?= 10000

PKG := yaml-0.1 libcmark xlsxwriter libzip libcrypto jansson
NEEDS := cmd:gcc=gcc h:stdio.h=libc6-dev cmd:pkg-config=pkg-config pc:yaml-0.1=libyaml-dev \
	pc:libcmark=libcmark-dev pc:xlsxwriter=libxlsxwriter-dev pc:libzip=libzip-dev \
	pc:libcrypto=libssl-dev pc:jansson=libjansson-dev h:csv.h=libcsv-dev
TEST_NEEDS := h:cmocka.h=libcmocka-dev cmd:python3=python3 cmd:patch=patch

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 -Wvla -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wundef -Wpointer-arith -Wwrite-strings
HARDEN := -fstack-protector-strong -fPIE -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS_plain  := -O2 -g $(HARDEN)
CFLAGS_gcc    := -O2 -g $(HARDEN) -Werror
CFLAGS_clang  := -O2 -g $(HARDEN) -Werror
CFLAGS_asan   := -O1 -g -Werror -fsanitize=address,undefined -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
CFLAGS_cov    := -O0 -g --coverage
LINK := -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack
LDFLAGS_plain := $(LINK)
LDFLAGS_gcc   := $(LINK)
LDFLAGS_clang := $(LINK)
LDFLAGS_asan  := -fsanitize=address,undefined
LDFLAGS_cov   := --coverage

OUT   := $(BUILD)/$(CONFIG)
SRC   := $(sort $(wildcard generator/*.c generator/*/*.c))
OBJ   := $(SRC:%.c=$(OUT)/%.o)
ROOMS := $(filter-out $(OUT)/generator/main.o,$(OBJ))
UNIT  := $(patsubst tests/unit/%.c,$(OUT)/tests/unit/%,$(sort $(wildcard tests/unit/*.c)))
TOOLS := $(patsubst tests/tools/%.c,$(OUT)/tests/tools/%,$(sort $(wildcard tests/tools/*.c)))
BENCH := $(patsubst tests/bench/%.c,$(OUT)/tests/bench/%,$(sort $(wildcard tests/bench/*.c)))
PROPERTIES := $(patsubst tests/properties/%.c,$(OUT)/tests/properties/%,$(sort $(wildcard tests/properties/*.c)))
SPEC  := $(patsubst tests/spec/%.c,$(OUT)/tests/spec/%,$(sort $(wildcard tests/spec/*.c)))

# --- for people
.PHONY: papers
papers: program  ## build the program if needed, and every paper in inputs/ (PAPERS=DIR, OUTPUTS=DIR)
	@$(OUT)/cabpaper build -o $(OUTPUTS) $(PAPERS)

.PHONY: program
program: needs  ## build the program: build/plain/cabpaper
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(OUT)/cabpaper

.PHONY: check
check: program  ## check every paper in inputs/ and write nothing
	@$(OUT)/cabpaper check $(PAPERS)

# As typed, quotes and dollars too, through the environment: the shell does not read it again.
export CABPAPER_NEW_TITLE := $(value TITLE)

.PHONY: new
new: program  ## begin a paper: make new NAME=2005/my-paper [STYLE=herefordshire] [TITLE="..."]
	@test -n "$(NAME)" || { echo 'Type: make new NAME=2005/my-paper [STYLE=$(STYLE)] [TITLE="..."]' >&2; exit 2; }
	@mkdir -p "$(PAPERS)/$(dir $(NAME))" "$(PAPERS)/.schemas"
	@if $(OUT)/cabpaper schema --style "$(STYLE)" >"$(PAPERS)/.schemas/.$(STYLE).new" 2>/dev/null; then \
		mv "$(PAPERS)/.schemas/.$(STYLE).new" "$(PAPERS)/.schemas/$(STYLE).json"; \
	else rm -f "$(PAPERS)/.schemas/.$(STYLE).new"; rmdir "$(PAPERS)/.schemas" 2>/dev/null || true; fi
	@$(OUT)/cabpaper new --style "$(STYLE)" $${CABPAPER_NEW_TITLE:+--title "$$CABPAPER_NEW_TITLE"} "$(PAPERS)/$(NAME:.yaml=).yaml"

.PHONY: guide
guide: program  ## the page of guidance of a style: make guide STYLE=herefordshire writes outputs/guides/herefordshire.html and .md
	@mkdir -p "$(OUTPUTS)/guides"
	@for format in html md; do \
		$(OUT)/cabpaper guide --style "$(STYLE)" --format $$format >"$(OUTPUTS)/guides/.$(STYLE).new" || { rm -f "$(OUTPUTS)/guides/.$(STYLE).new"; exit 1; }; \
		mv "$(OUTPUTS)/guides/.$(STYLE).new" "$(OUTPUTS)/guides/$(STYLE).$$format"; \
	done
	@echo "$(OUTPUTS)/guides/$(STYLE).html"

.PHONY: schemas
schemas: program  ## what editors check papers by, for every style: inputs/.schemas/NAME.json
	@mkdir -p "$(PAPERS)/.schemas"
	@for style in $$($(OUT)/cabpaper styles | sed -n 's/^\([a-z0-9][a-z0-9-]*\) .*/\1/p' | sort -u); do \
		$(OUT)/cabpaper schema --style "$$style" >"$(PAPERS)/.schemas/.$$style.new" || { rm -f "$(PAPERS)/.schemas/.$$style.new"; exit 1; }; \
		mv "$(PAPERS)/.schemas/.$$style.new" "$(PAPERS)/.schemas/$$style.json"; \
		echo "$(PAPERS)/.schemas/$$style.json"; \
	done

.PHONY: check-styles
check-styles: program  ## check every house style in templates/, all editions and an example paper of each
	@$(OUT)/cabpaper check templates

.PHONY: help
help:  ## this list
	@awk -F':.*##' '/^[a-z-]+:.*##/ { printf "make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: install
install: program $(OUT)/man/cabpaper-rules.7 $(OUT)/completions/cabpaper  ## install program, styles, manuals and completions (PREFIX=/usr/local, DESTDIR=)
	install -d "$(DESTDIR)$(PREFIX)/bin" "$(DESTDIR)$(PREFIX)/share/cabpaper" \
		"$(DESTDIR)$(PREFIX)/share/bash-completion/completions" \
		"$(DESTDIR)$(PREFIX)/share/man/man1" "$(DESTDIR)$(PREFIX)/share/man/man5" \
		"$(DESTDIR)$(PREFIX)/share/man/man7"
	install -m 755 $(OUT)/cabpaper "$(DESTDIR)$(PREFIX)/bin/cabpaper"
	cp -R templates "$(DESTDIR)$(PREFIX)/share/cabpaper/"
	install -m 644 generator/report/findings.schema.json "$(DESTDIR)$(PREFIX)/share/cabpaper/"
	install -m 644 generator/man/*.1 "$(DESTDIR)$(PREFIX)/share/man/man1/"
	install -m 644 generator/man/*.5 "$(DESTDIR)$(PREFIX)/share/man/man5/"
	install -m 644 generator/man/*.7 $(OUT)/man/cabpaper-rules.7 "$(DESTDIR)$(PREFIX)/share/man/man7/"
	install -m 644 $(OUT)/completions/cabpaper "$(DESTDIR)$(PREFIX)/share/bash-completion/completions/cabpaper"

.PHONY: man
man: program $(OUT)/man/cabpaper-rules.7  ## the manual pages, held to mandoc's rules, as web pages in build/doc/
	@sh .ci/packages cmd:mandoc=mandoc
	@sh generator/man/render.sh $(BUILD)/doc generator/man/*.[157] $(OUT)/man/cabpaper-rules.7

# Other programs make these from our pages; a page that has not changed is not converted again.
.PHONY: pdf
pdf: papers  ## every page as PDF, through WeasyPrint (Debian: weasyprint)
	@sh .ci/convert pdf $(OUTPUTS)

.PHONY: docx
docx: papers  ## every page as a Word document, through pandoc (Debian: pandoc)
	@sh .ci/convert docx $(OUTPUTS)

.PHONY: clean
clean:  ## remove what was built (not the outputs)
	rm -rf $(BUILD)

.PHONY: needs
needs:
	@sh .ci/packages $(NEEDS)

# --- tests. Each runs on a program of CONFIG: plain, gcc, clang, asan.
.PHONY: test
test: build-tests  ## the tests: units, papers, golden files, hostile files, rules of the code
	@sh tests/run.sh $(OUT)

.PHONY: build-tests
build-tests: program test-needs  ## build the tests and run none
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(UNIT) $(TOOLS) $(PROPERTIES)

.PHONY: test-needs
test-needs: needs
	@sh .ci/packages $(TEST_NEEDS)

.PHONY: test-asan
test-asan: needs test-needs  ## the same tests under the address and undefined-behaviour sanitizers
	@$(MAKE) --no-print-directory test CONFIG=asan

.PHONY: test-gcc
test-gcc: needs test-needs  ## the same tests built by gcc, warnings being errors
	@$(MAKE) --no-print-directory test CONFIG=gcc CC=gcc

.PHONY: test-clang
test-clang: needs test-needs  ## the same tests built by clang, warnings being errors
	@sh .ci/packages cmd:clang=clang
	@$(MAKE) --no-print-directory test CONFIG=clang CC=clang

.PHONY: test-clang-units
test-clang-units: needs test-needs  ## all of it built by clang, warnings being errors, and the unit tests run
	@sh .ci/packages cmd:clang=clang
	@$(MAKE) --no-print-directory build-tests CONFIG=clang CC=clang
	@sh tests/run.sh $(BUILD)/clang units

.PHONY: test-valgrind
test-valgrind: program test-needs  ## a part of the tests under valgrind, which sees into the libraries
	@sh .ci/packages cmd:valgrind=valgrind
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(UNIT)
	@sh tests/valgrind.sh $(OUT)

.PHONY: test-spec
test-spec: program  ## the CommonMark specification's examples: HTML equal, Markdown round trip
	@sh .ci/packages cmd:npm=npm
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(SPEC)
	@sh tests/spec/run.sh $(OUT)

.PHONY: test-office
test-office: program papers  ## LibreOffice recalculates every workbook and finds the stored values; bands follow a change
	@bash tests/office/run.sh $(OUTPUTS)
	@bash tests/office/follow.sh $(OUT)

.PHONY: test-figures
test-figures: build-tests  ## random finance blocks: page, Markdown, workbook and LibreOffice to the penny (FIGURES=10000 SEED=1)
	@bash tests/properties/run.sh $(OUT) $(FIGURES) $(SEED)

.PHONY: test-pages
test-pages: program papers  ## every page through an HTML5 validator and headless Chromium
	@bash tests/pages/run.sh $(OUTPUTS)

.PHONY: test-editor
test-editor: program  ## the schema for editors: agrees with check, and serves yaml-language-server
	@bash tests/editor/run.sh $(OUT)

.PHONY: test-outside
test-outside: program  ## reports by published schemas, snippets for CI and hooks as their services run them
	@bash tests/outside/run.sh $(OUT)

.PHONY: test-faults
test-faults: program  ## full disks, read-only folders, kill -9: earlier outputs whole, exit code honest
	@bash tests/faults/run.sh $(OUT)

.PHONY: fuzz
fuzz: needs  ## spoiled papers through the whole pipeline under sanitizers (FUZZ_SECONDS=60 SEED=1)
	@$(MAKE) --no-print-directory -j2 CONFIG=asan $(BUILD)/asan/tests/fuzz/fuzz_job
	@$(BUILD)/asan/tests/fuzz/fuzz_job $(FUZZ_SECONDS) $(SEED) $(BUILD)/crashes templates \
		inputs tests/papers/good tests/papers/bad tests/hostile

.PHONY: bench
bench: program  ## speed against plain use of the libraries, as ratios of one run
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(BENCH)
	@sh tests/bench/run.sh $(OUT)

.PHONY: bench-memory
bench-memory: program  ## peak memory of parent and worker, from 100 to 10,000 papers
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(BENCH)
	@sh tests/bench/memory.sh $(OUT)

.PHONY: accept
accept: program  ## rewrite expected files after showing what changed
	@$(MAKE) --no-print-directory -j2 CONFIG=$(CONFIG) $(TOOLS)
	@ACCEPT=1 sh tests/golden.sh $(OUT)
	@sh generator/man/readme.sh $(OUT)/cabpaper README.md

# --- how things are made
PKG_CFLAGS := $(shell pkg-config --cflags $(PKG) 2>/dev/null)
PKG_LDLIBS := $(shell pkg-config --libs $(PKG) 2>/dev/null) -lcsv # which has no .pc file
ALL_CFLAGS := -std=c11 -D_GNU_SOURCE $(WARN) $(CFLAGS_$(CONFIG)) -Igenerator \
	-DCABPAPER_DATADIR='"$(PREFIX)/share/cabpaper/templates"' $(PKG_CFLAGS) $(CFLAGS)
ALL_LDFLAGS := $(LDFLAGS_$(CONFIG)) $(LDFLAGS)

$(OUT)/cabpaper: $(OBJ)
	@echo "link    $@"
	@$(CC) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LDLIBS) -lm

# What the program explains of itself.
$(OUT)/man/cabpaper-rules.7: generator/man/rules.sh $(OUT)/cabpaper
	@mkdir -p $(@D)
	@sh generator/man/rules.sh $(OUT)/cabpaper >$@.new && mv $@.new $@

$(OUT)/completions/cabpaper: generator/completions/bash.sh $(OUT)/cabpaper
	@mkdir -p $(@D)
	@sh generator/completions/bash.sh $(OUT)/cabpaper >$@.new && mv $@.new $@

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	@echo "compile $<"
	@$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/rooms.a: $(ROOMS)
	@rm -f $@
	@ar rcs $@ $^

$(OUT)/tests/%: tests/%.c $(OUT)/rooms.a
	@mkdir -p $(@D)
	@echo "compile $<"
	@$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -MF $@.d -o $@ $< $(filter %.o,$^) $(OUT)/rooms.a $(ALL_LDFLAGS) \
		$(PKG_LDLIBS) $(if $(findstring tests/unit,$<),-lcmocka) -lm

$(OUT)/tests/fuzz/fuzz_job: $(OUT)/tests/fuzz/mutate.o

-include $(OBJ:.o=.d) $(OUT)/tests/fuzz/fuzz_job.d $(OUT)/tests/fuzz/mutate.d $(UNIT:%=%.d) $(TOOLS:%=%.d) $(BENCH:%=%.d) $(SPEC:%=%.d) $(PROPERTIES:%=%.d)
