"""figures.py make FOLDER BLOCKS SEED | compare FOLDER OUTPUTS RECALCULATED

Random finance blocks, 25 to a paper: kinds, years, units, negative amounts in both spellings, funding.
`compare` holds every total on the HTML page, in the Markdown and in the workbook (as stored, and as
LibreOffice worked it out) against sums made here in whole pence.
"""
import json
import random
import re
import sys
import zipfile
import xml.etree.ElementTree as ET
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path

EACH = 25
UNITS = {"£": 100, "£000": 100_000, "£m": 100_000_000}
M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


# --- making

def amount(rng, unit):
    """An amount as typed, and its pence."""
    decimals = {"£": 2, "£000": 2, "£m": 3}[unit]
    whole = rng.choice([0, rng.randrange(10), rng.randrange(1000), rng.randrange(200_000 if unit != "£m" else 900)])
    digits = rng.choice([0, 0, 0, rng.randrange(decimals + 1)])
    fraction = "" if not digits else "." + "".join(str(rng.randrange(10)) for _ in range(digits))
    typed = (f"{whole:,}" if rng.random() < 0.5 else str(whole)) + fraction
    pence = int(Decimal(typed.replace(",", "")) * UNITS[unit])
    if rng.random() < 0.3 and pence:
        return rng.choice(["-" + typed, "(" + typed + ")"]), -pence
    return typed, pence


def lines_of(rng, unit, years, kinds, word):
    lines = []
    for number in range(rng.randrange(1, 7)):
        typed = [amount(rng, unit) for _ in range(years)]
        lines.append({word: f"Line {number + 1}", "kind": rng.choice(kinds), "typed": [t for t, _ in typed],
                      "pence": [p for _, p in typed]})
    return lines


def totals_of(lines):
    """What the rows of totals must say: label to pence by year, and over all years at the end."""
    years = len(lines[0]["pence"])
    kinds = []
    for line in lines:
        if line["kind"] and line["kind"] not in kinds:
            kinds.append(line["kind"])
    totals = {}
    for kind in (kinds if len(kinds) > 1 else []) + [None]:
        sums = [sum(l["pence"][y] for l in lines if kind in (None, l["kind"])) for y in range(years)]
        totals["Total" if kind is None else f"Total {kind}"] = sums + ([sum(sums)] if years > 1 else [])
    return totals


def yaml_lines(key, word, lines):
    out = [f"  {key}:"]
    for line in lines:
        kind = f", kind: {line['kind']}" if line["kind"] else ""
        amounts = ", ".join(f'"{t}"' for t in line["typed"])
        out.append(f"    - {{{word}: {line[word]}{kind}, amounts: [{amounts}]}}")
    return out


def make(folder, blocks, seed):
    rng = random.Random(seed)
    expected = {}
    for paper in range((blocks + EACH - 1) // EACH):
        out = ["style: figures", f"title: Figures {paper}", "status: final",
               "meeting: {body: Cabinet, date: 2025-01-14}", "contacts: [{name: A. Officer}]"]
        wanted = []
        for number in range(1, min(EACH, blocks - paper * EACH) + 1):
            unit, years = rng.choice(list(UNITS)), rng.randrange(1, 5)
            kinds = rng.choice([[""], ["capital"], ["capital", "revenue"], ["capital", "revenue", "other", "grant"]])
            costs = lines_of(rng, unit, years, kinds, "item")
            funding = lines_of(rng, unit, years, kinds, "source") if rng.random() < 0.5 else []
            out += [f"block{number:02}:", f"  unit: {unit}"]
            if years > 1:
                out.append("  years: [" + ", ".join(f"{2025 + y}/{26 + y}" for y in range(years)) + "]")
            out += yaml_lines("lines", "item", costs) + (yaml_lines("funding", "source", funding) if funding else [])
            wanted.append({"unit": unit, "tables": [totals_of(t) for t in (costs, funding) if t]})
        name = f"figures-{paper:03}"
        (folder / f"{name}.yaml").write_text("\n".join(out) + "\n")
        expected[name] = wanted
    (folder / "expected.json").write_text(json.dumps(expected))


# --- reading

def pence(shown, unit):
    text = shown.replace(",", "").replace("£", "").replace("\u2212", "-").replace("\\", "").strip("* ")
    if text.startswith("(") and text.endswith(")"):
        text = "-" + text[1:-1]
    value = Decimal(text) * UNITS[unit]
    assert value == int(value), shown
    return int(value)


class Tables(HTMLParser):
    def __init__(self):
        super().__init__()
        self.tables, self.cell, self.wanted = [], None, False

    def handle_starttag(self, tag, attributes):
        if tag == "div" and "table-finance" in (dict(attributes).get("class") or ""):
            self.tables.append([])
            self.wanted = True
        elif tag == "tr" and self.wanted:
            self.tables[-1].append([])
        elif tag in ("td", "th") and self.wanted:
            self.cell = ""

    def handle_data(self, data):
        if self.cell is not None:
            self.cell += data

    def handle_endtag(self, tag):
        if tag in ("td", "th") and self.cell is not None:
            self.tables[-1][-1].append(self.cell.strip())
            self.cell = None
        elif tag == "table":
            self.wanted = False


def html_tables(path):
    reader = Tables()
    reader.feed(path.read_text())
    return reader.tables


def markdown_tables(path):
    tables, open_table = [], False
    for line in path.read_text().splitlines():
        if line.lstrip().startswith("|"):
            if not open_table:
                tables.append([])
            open_table = True
            tables[-1].append([c.strip().strip("*") for c in line.strip().strip("|").split("|")])
        else:
            open_table = False
    return tables


def workbook_tables(path):
    book = zipfile.ZipFile(path)
    strings = []
    if "xl/sharedStrings.xml" in book.namelist():
        strings = ["".join(t.text or "" for t in i.iter(M + "t")) for i in ET.fromstring(book.read("xl/sharedStrings.xml"))]
    count = len(re.findall(rb"<sheet ", book.read("xl/workbook.xml")))
    tables = []
    for number in range(2, count + 1):
        rows = []
        for row in ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml")).iter(M + "row"):
            cells = []
            for cell in row.iter(M + "c"):
                value = cell.find(M + "v")
                if value is None or value.text is None:
                    continue
                cells.append(strings[int(value.text)] if cell.get("t") == "s" else float(value.text))
            rows.append(cells)
        tables.append(rows)
    return tables


# --- comparing

def check(where, tables, wanted, read, faults):
    """How many totals were compared; those that differ are added to the faults."""
    compared = position = 0
    for number, block in enumerate(wanted):
        for totals in block["tables"]:
            if position >= len(tables):
                faults.append(f"{where}: block {number + 1} is not there")
                return compared
            rows = {str(row[0]).strip(): row for row in tables[position] if row}
            position += 1
            for label, sums in totals.items():
                row = rows.get(label)
                figures = [read(c, block["unit"]) for c in row[1:] if c not in ("", None)] if row else None
                compared += len(sums)
                if figures != sums:
                    faults.append(f"{where}: block {number + 1}, {label}: {figures}, not {sums}")
    return compared


def stored(value, unit):
    return round(value * UNITS[unit])


def compare(folder, outputs, recalculated):
    expected = json.loads((folder / "expected.json").read_text())
    faults, counts = [], {}
    for name, wanted in expected.items():
        readers = {"page": (html_tables, outputs / f"{name}.html", pence),
                   "markdown": (markdown_tables, outputs / f"{name}.md", pence),
                   "workbook": (workbook_tables, outputs / f"{name}.xlsx", stored),
                   "recalculated": (workbook_tables, recalculated / f"{name}.xlsx", stored)}
        for what, (reader, path, read) in readers.items():
            counts[what] = counts.get(what, 0) + check(f"{path.name} ({what})", reader(path), wanted, read, faults)
    for fault in faults[:40]:
        print(fault)
    blocks = sum(len(w) for w in expected.values())
    print(f"figures: {blocks} blocks, " + ", ".join(f"{n} totals in {w}" for w, n in counts.items()) + f", {len(faults)} differ")
    sys.exit(1 if faults or not blocks or len(set(counts.values())) != 1 else 0)


if sys.argv[1] == "make":
    make(Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
else:
    compare(*map(Path, sys.argv[2:5]))
