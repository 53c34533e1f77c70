"""follow.py set BOOK COPY | held BOOK: changes likelihoods and impacts of a register as an officer would,
and asks of the workbook that LibreOffice worked out whether scores and bands followed.
"""
import sys

import openpyxl

SHEET = "Risk register"
# In each row: likelihood and impact as typed; the score and the band that have to follow.
CHANGES = {2: (1, 5, 5, "green"), 3: (5, 5, 25, "red"), 4: (2, 3, 6, "amber"), 5: (None, 3, 0, None)}
# Residual scores as typed; the band that has to follow.
RESIDUAL = {2: (15, "red"), 3: (14, "amber"), 4: (5, "green"), 5: (None, None)}


def typed(book, copy):
    """A copy of the workbook with other figures; openpyxl stores no value of a formula."""
    read = openpyxl.load_workbook(book)
    sheet = read[SHEET]
    for row, (likelihood, impact, _, _) in CHANGES.items():
        sheet[f"C{row}"], sheet[f"D{row}"] = likelihood, impact
        sheet[f"I{row}"] = RESIDUAL[row][0]
    read.save(copy)


def held(book):
    """Counts the cells that followed, and prints each that did not."""
    sheet = openpyxl.load_workbook(book, data_only=True)[SHEET]
    wanted = {}
    for row, (_, _, score, band) in CHANGES.items():
        wanted[f"E{row}"], wanted[f"F{row}"], wanted[f"J{row}"] = score, band, RESIDUAL[row][1]
    wrong = 0
    for ref, value in wanted.items():
        found = sheet[ref].value or (0 if value == 0 else None)
        if found != value:
            wrong += 1
            print(f"{SHEET}!{ref} is {found!r}, not {value!r}")
    print(f"follow: {len(wanted)} cells, {wrong} did not follow")
    return 1 if wrong else 0


if sys.argv[1] == "set":
    typed(sys.argv[2], sys.argv[3])
else:
    sys.exit(held(sys.argv[2]))
