# cabpaper: Cabinet papers from YAML. `make help` lists what this file can do.
# Plain GNU make; sources are found, dependencies are generated, nothing is listed by hand.

BUILD    ?= build
CONFIG   ?= plain
CC       ?= cc
PKG_LIBS := yaml-0.1 libcmark xlsxwriter libzip libcrypto
PACKAGES := gcc libc6-dev pkg-config libyaml-dev libcmark-dev libxlsxwriter-dev libzip-dev libssl-dev zlib1g-dev
TEST_PACKAGES := libcmocka-dev

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wformat=2 -Wvla -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wundef -Wpointer-arith -Wwrite-strings
HARDEN := -fstack-protector-strong -fPIE
FAST  := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2
CFLAGS_plain := $(FAST) -g $(HARDEN)
CFLAGS_asan  := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_cov   := -O0 -g --coverage
LDFLAGS_plain := -pie -Wl,-z,relro,-z,now -Wl,-z,noexecstack
LDFLAGS_asan  := -fsanitize=address,undefined
LDFLAGS_cov   := --coverage
WERROR ?=

OUT  := $(BUILD)/$(CONFIG)
SRC  := $(sort $(wildcard generator/*.c generator/*/*.c))
OBJ  := $(SRC:%.c=$(OUT)/%.o)
LIBO := $(filter-out $(OUT)/generator/main.o,$(OBJ))
UNIT := $(sort $(wildcard tests/unit/*.c))
UNITS := $(UNIT:tests/unit/%.c=$(OUT)/tests/unit/%)
PKG_CFLAGS = $(shell pkg-config --cflags $(PKG_LIBS) 2>/dev/null)
PKG_LDLIBS = $(shell pkg-config --libs $(PKG_LIBS) 2>/dev/null)
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARN) $(WERROR) $(CFLAGS_$(CONFIG)) -Igenerator $(PKG_CFLAGS) $(CFLAGS)

all: $(OUT)/cabpaper

$(OUT)/cabpaper: $(OBJ)
	$(CC) $(LDFLAGS_$(CONFIG)) $(LDFLAGS) -o $@ $^ $(PKG_LDLIBS) -lm

$(OUT)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/tests/unit/%: tests/unit/%.c $(LIBO)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -Itests -MMD -MP -o $@ $< $(LIBO) $(LDFLAGS_$(CONFIG)) $(PKG_LDLIBS) -lcmocka -lm

-include $(OBJ:.o=.d) $(UNITS:%=%.d)
.PHONY: all
