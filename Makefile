# `make demo` shows a whole school in your browser; `make test` runs every test and check. See README.md.
PYTHON ?= python3
VENV := .venv
PY := $(VENV)/bin/python
INSTALL := $(PY) -m pip install -qq --disable-pip-version-check --no-input --root-user-action=ignore
export PYTHONUTF8 = 1
unexport PYTHONDONTWRITEBYTECODE PYTHONPATH PYTHONHOME

.PHONY: help demo timetable serve test check rules bench bench-schools shots clean

help:
	@echo "make demo    вся Парта с демонстрационными школой и техникумом: http://127.0.0.1:8000"
	@echo "make timetable  поставить OR-Tools, которым составляют расписание (в make demo он есть)"
	@echo "make test    все проверки и тесты"
	@echo "make check   только проверки кода, без тестов"
	@echo "make rules   только тесты правил, без базы данных"
	@echo "make bench   замеры скорости"
	@echo "make bench-schools  замеры с 1, 10 и 50 школами в одной базе"
	@echo "make shots   снимки страниц в var/shots (PICTURES=1: снимки для README в docs/pictures)"
	@echo "make clean   убрать всё, что сделали эти команды (и данные в var)"

demo: $(VENV)/base.stamp
	@$(MAKE) -s timetable || echo "OR-Tools не поставлен: «Составить расписание» в демонстрации работать не будет." >&2
	@exec $(PY) -m parta.cli demo

timetable: $(VENV)/timetable.stamp

serve: $(VENV)/base.stamp
	@exec $(PY) -m parta.cli serve

test: $(VENV)/dev.stamp
	@exec $(PY) -m tests.everything

check: $(VENV)/dev.stamp
	@exec $(PY) -m tests.checks

rules: $(VENV)/dev.stamp
	@exec $(PY) -m tests.everything --rules

bench: $(VENV)/dev.stamp
	@exec $(PY) -m bench

bench-schools: $(VENV)/dev.stamp
	@exec $(PY) -m bench.schools

shots: $(VENV)/dev.stamp
	@exec $(PY) -m tests.shots $(if $(PICTURES),--pictures)

clean:
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache src/parta.egg-info

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || { echo "Нужен Python 3.11 или новее: apt-get install python3 python3-venv" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "Не хватает модуля venv: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/base.stamp: requirements/base.txt pyproject.toml | $(PY)
	@echo "Ставлю библиотеки Парты (около минуты)…"
	@$(INSTALL) --require-hashes -r requirements/base.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/timetable.stamp: requirements/timetable.txt $(VENV)/base.stamp
	@echo "Ставлю OR-Tools: им составляют расписание (60 МБ)…"
	@$(INSTALL) --require-hashes -r requirements/timetable.txt
	@touch $@

$(VENV)/dev.stamp: requirements/dev.txt pyproject.toml | $(PY)
	@echo "Ставлю библиотеки Парты и инструменты проверок (около двух минут)…"
	@$(INSTALL) --require-hashes -r requirements/dev.txt
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/base.stamp $(VENV)/timetable.stamp
