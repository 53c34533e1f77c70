"""compare.py LIST STORED RECALCULATED: every figure, and every word that a formula gives, as stored
against the same cell worked out anew.

The stored workbook is read twice, for values and for formulas, so that a formula whose value went
missing or whose recalculation gives an error is a difference too.
"""
import datetime
import sys
from pathlib import Path

import openpyxl

EPOCH = datetime.datetime(1899, 12, 30)


def number(value):
    """A figure as a number, a date as its day; None for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, (int, float)):
        return float(value)
    if isinstance(value, datetime.datetime):
        return (value - EPOCH) / datetime.timedelta(days=1)
    return None


def same(a, b):
    return a is not None and b is not None and abs(a - b) <= 1e-9 * max(1.0, abs(a))


def compare(name, stored, recalculated):
    """Counts the figures of one workbook and prints each that differs."""
    values = openpyxl.load_workbook(stored, data_only=True)
    formulas = openpyxl.load_workbook(stored)
    again = openpyxl.load_workbook(recalculated, data_only=True)
    cells = differ = computed = 0
    if values.sheetnames != again.sheetnames:
        print(f"{name}: the sheets are {again.sheetnames}, not {values.sheetnames}")
        return 0, 1, 0
    for sheet in values.sheetnames:
        for row in values[sheet].iter_rows():
            for cell in row:
                other = again[sheet][cell.coordinate].value
                formula = formulas[sheet][cell.coordinate].data_type == "f"
                figure = number(cell.value)
                if formula and isinstance(cell.value, str):
                    cells += 1
                    computed += 1
                    right = cell.value == other and cell.value != ""
                elif formula or figure is not None:
                    cells += 1
                    computed += formula
                    right = same(figure, number(other))
                else:
                    right = cell.value == other or cell.value is None and other is None
                if not right:
                    differ += 1
                    print(f"{name}: {sheet}!{cell.coordinate} holds {cell.value!r}, worked out it is {other!r}")
    return cells, differ, computed


def main():
    listed, stored, recalculated = map(Path, sys.argv[1:4])
    names = listed.read_text().splitlines()
    cells = differ = computed = 0
    for index, name in enumerate(names, 1):
        copy = recalculated / f"{index}.xlsx"
        if not copy.exists():
            print(f"{name}: LibreOffice made nothing of it")
            differ += 1
            continue
        counts = compare(name, stored / f"{index}.xlsx", copy)
        cells, differ, computed = cells + counts[0], differ + counts[1], computed + counts[2]
    print(f"office: {len(names)} workbooks, {cells} cells, {differ} differ ({computed} are formulas)")
    return 1 if differ or not names else 0


sys.exit(main())
