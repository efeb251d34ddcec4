# Everything runs in .venv; `make demo` needs only Python (3.11 or newer) and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
RUNTIME := $(VENV)/.runtime
DEV := $(VENV)/.dev
WITNESS := $(VENV)/.witness
WORKERS ?= 2
DEMO ?= out

ROOM ?= all
N ?= 60
SEED ?= 1

.PHONY: demo test soak mutants bench bench-rollup lint pictures templates docs docs-bundle clean

demo: $(RUNTIME)
	$(BIN)/python -m xladdin demo -o $(DEMO)

test: $(DEV) $(WITNESS)
	$(BIN)/python -m pytest -n $(WORKERS)

# the same properties, far more cases: run before an issue that asks for them is called resolved
soak: $(DEV) $(WITNESS)
	SOAK=1 $(BIN)/python -m pytest -n $(WORKERS)

# small wrong changes, one at a time: do the tests notice? (one core; see docs/mutants.md)
mutants: $(DEV)
	$(BIN)/python -m tests.mutate --room $(ROOM) -n $(N) --seed $(SEED)

bench: $(DEV)
	$(BIN)/python -m benchmarks.run

# many submissions (made once, kept under out/): FILES=1000 for trying
FILES ?= 10000
bench-rollup: $(DEV)
	$(BIN)/python -m benchmarks.rollup $(FILES)

lint: $(DEV)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# pages as PNG under out/pictures, to be looked at
pictures: $(DEV)
	$(BIN)/python -m tests.support.look out/pictures

# blank workbooks and generated documents that are committed; one that cannot be made leaves the old one as it is
NEW := workbook_templates/.new
templates: $(RUNTIME)
	$(BIN)/python -m xladdin.parsed $(sort $(dir $(wildcard workbook_templates/*/*.toml workbook_templates/*/*/*.toml xladdin/rules/profiles/*.toml)))
	rm -rf $(NEW)
	$(BIN)/python -m xladdin template -o $(NEW) >/dev/null
	$(BIN)/python -m xladdin template --form project -o $(NEW) >/dev/null
	rm -f workbook_templates/*.xlsx
	mv $(NEW)/*.xlsx workbook_templates/
	rmdir $(NEW)
	$(BIN)/python -m xladdin.report.word.template workbook_templates/report/自评报告模板.docx

docs: $(RUNTIME)
	$(BIN)/python -m xladdin.checks.catalogue docs/checks.md
	$(BIN)/python -m tests.checks.published docs/checks.md
	$(BIN)/python -m xladdin.rules.catalogue docs/rules.md

# sizes in docs/bundle.md: builds the bundle
docs-bundle: $(DEV)
	$(BIN)/python -m xladdin.excel.bundle.sizes docs/bundle.md

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "需要 Python 3.11 或更新版本（可用 make PYTHON=python3.12 指定）。"; exit 2; }
	@$(PYTHON) -m venv $(VENV) \
	  || { rm -rf $(VENV); echo "无法建立虚拟环境，请先安装：sudo apt install python3-venv"; exit 2; }

$(RUNTIME): $(VENV)/bin/python requirements/runtime.lock pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/runtime.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(DEV): $(RUNTIME) requirements/dev.lock requirements/cluster.lock requirements/rollup.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/dev.lock
	@touch $@

# the second calculating engine of the tests (100 MB, AGPL): where it cannot be installed, its tests are skipped aloud
$(WITNESS): $(VENV)/bin/python requirements/witness.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements/witness.lock \
	  && touch $@ || echo "未能安装 ONLYOFFICE 计算引擎（仅测试用），相关测试将跳过。"

clean:
	rm -rf $(VENV) out dist build .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
