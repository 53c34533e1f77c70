"""checklist.py [--planted] WORKBOOK...: the UK government's checklist for spreadsheets, item by item,
asked of the XML itself: nothing here knows what the program meant to write.

Prints each fault and "checklist: N workbooks, M faults"; ends with 1 when there is one. With --planted
each workbook is spoiled in every way that is listed at the end, and each spoiled copy must be found out.
"""
import io
import re
import sys
import zipfile
import xml.etree.ElementTree as ET

M = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
P = "{http://schemas.openxmlformats.org/package/2006/relationships}"
DC = "{http://purl.org/dc/elements/1.1/}"


def letters(reference):
    return re.match(r"\$?([A-Z]+)", reference).group(1)


def column_number(name):
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number


def cell_range(reference):
    first, _, last = reference.partition(":")
    last = last or first
    a, b = re.match(r"([A-Z]+)(\d+)", first), re.match(r"([A-Z]+)(\d+)", last)
    return column_number(a[1]), int(a[2]), column_number(b[1]), int(b[2])


class Book:
    def __init__(self, data):
        self.zip = zipfile.ZipFile(io.BytesIO(data))
        self.faults = []
        self.strings = []
        if "xl/sharedStrings.xml" in self.zip.namelist():
            for item in self.xml("xl/sharedStrings.xml"):
                self.strings.append("".join(t.text or "" for t in item.iter(M + "t")))

    def xml(self, name):
        return ET.fromstring(self.zip.read(name))

    def fault(self, words):
        self.faults.append(words)

    def relations(self, part):
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels"
        if path not in self.zip.namelist():
            return {}
        return {r.get("Id"): r for r in self.xml(path)}

    def text(self, cell):
        value = cell.find(M + "v")
        if value is None or value.text is None:
            return None
        return self.strings[int(value.text)] if cell.get("t") == "s" else value.text


def check_package(book):
    for name in book.zip.namelist():
        if re.search(r"vbaProject|externalLink|comments|threadedComment|persons?/|printerSettings|customXml|oleObject|activeX", name):
            book.fault(f"the package holds {name}")
        if name.endswith(".rels"):
            for relation in book.xml(name):
                target = relation.get("Target", "")
                if relation.get("TargetMode") == "External" and not re.match(r"https?:|mailto:", target):
                    book.fault(f"{name} leads to {target}")
        if name.endswith((".xml", ".rels")):
            words = book.zip.read(name)
            if re.search(rb"/(home|tmp|work|root|Users)/|[A-Z]:\\\\", words):
                book.fault(f"{name} tells a path of a machine")


def check_properties(book):
    core = book.xml("docProps/core.xml")
    if not (core.findtext(DC + "title") or "").strip():
        book.fault("the workbook has no title")
    for element in core:
        if element.tag.rpartition("}")[2] in ("creator", "lastModifiedBy") and (element.text or "").strip():
            book.fault("the workbook tells who made it")
    custom = book.zip.read("docProps/custom.xml") if "docProps/custom.xml" in book.zip.namelist() else b""
    if not (core.findtext(DC + "language") or b'name="Language"' in custom):
        book.fault("the workbook has no language")


def check_names(book, workbook, sheets):
    for name in workbook.iter(M + "definedName"):
        if name.get("name") not in ("_xlnm.Print_Titles", "_xlnm._FilterDatabase"):
            book.fault(f"a name is defined: {name.get('name')}")
    printed = [n.text for n in workbook.iter(M + "definedName") if n.get("name") == "_xlnm.Print_Titles"]
    return len(printed)


def check_rows(book, title, sheet):
    for row in sheet.iter(M + "row"):
        if row.get("hidden") in ("1", "true") or row.get("ht") == "0":
            book.fault(f"{title}: row {row.get('r')} is hidden")
    for column in sheet.iter(M + "col"):
        if column.get("hidden") in ("1", "true") or float(column.get("width", "9")) == 0:
            book.fault(f"{title}: a column is hidden")


def check_cells(book, title, sheet):
    cells = {}
    for cell in sheet.iter(M + "c"):
        reference = cell.get("r")
        cells[(column_number(letters(reference)), int(re.sub(r"\D", "", reference)))] = cell
        formula, value = cell.find(M + "f"), cell.find(M + "v")
        if formula is not None and (value is None or value.text in (None, "")):
            book.fault(f"{title}: the formula in {reference} has no value")
        if cell.get("t") == "e":
            book.fault(f"{title}: {reference} is an error")
    return cells


def check_layout(book, title, sheet, has_table):
    if sheet.find(M + "mergeCells") is not None:
        book.fault(f"{title}: cells are merged")
    if sheet.find(M + "legacyDrawing") is not None:
        book.fault(f"{title}: there is a comment")
    setup = sheet.find(M + "pageSetup")
    fit = sheet.find(f"{M}sheetPr/{M}pageSetUpPr")
    if setup is None or setup.get("paperSize") != "9":
        book.fault(f"{title}: the paper is not A4")
    if fit is None or fit.get("fitToPage") != "1" or setup is None or setup.get("fitToHeight") != "0":
        book.fault(f"{title}: it is not fitted to the width of the page")
    if has_table and sheet.find(f"{M}sheetViews/{M}sheetView/{M}pane") is None:
        book.fault(f"{title}: the header row does not stay in sight")


def check_table(book, title, path, sheet, cells, used):
    tables = [r for r in book.relations(path).values() if r.get("Type", "").endswith("/table")]
    if len(tables) != 1:
        book.fault(f"{title}: it has {len(tables)} tables, not one")
        return
    table = book.xml("xl/" + tables[0].get("Target").replace("../", ""))
    name = table.get("name")
    if name in used or not name:
        book.fault(f"{title}: the table's name is missing or used twice")
    used.add(name)
    headers = [(c.get("name") or "").strip() for c in table.iter(M + "tableColumn")]
    if any(not h for h in headers):
        book.fault(f"{title}: a column has no header")
    if len({h.lower() for h in headers}) != len(headers):
        book.fault(f"{title}: two columns have one header")
    first, top, last, bottom = cell_range(table.get("ref"))
    for number, header in zip(range(first, last + 1), headers):
        cell = cells.get((number, top))
        shown = book.text(cell) if cell is not None else None
        if shown is None or shown.strip() != header:
            book.fault(f"{title}: the header {header!r} is not what its cell shows")
    for row in range(top + 1, bottom + 1):
        if not any(book.text(cells[(c, row)]) not in (None, "") for c in range(first, last + 1) if (c, row) in cells):
            book.fault(f"{title}: row {row} of the table is blank")
    for number in range(first, last + 1):
        if bottom > top and not any((number, r) in cells for r in range(top + 1, bottom + 1)):
            book.fault(f"{title}: a column of the table is blank")


def check_contents(book, path, sheet, names):
    links = {link.get("location", "") for link in sheet.iter(M + "hyperlink")}
    for name in names[1:]:
        if not any(location.replace("''", "'").strip("'").startswith(name.replace("''", "'")) or
                   location.split("!")[0].strip("'").replace("''", "'") == name for location in links):
            book.fault(f"the contents do not lead to {name}")


def check(data):
    book = Book(data)
    check_package(book)
    check_properties(book)
    workbook = book.xml("xl/workbook.xml")
    relations = book.relations("xl/workbook.xml")
    sheets = list(workbook.iter(M + "sheet"))
    names = [s.get("name") for s in sheets]
    titles_printed = check_names(book, workbook, sheets)
    used, with_rows = set(), 0
    for number, entry in enumerate(sheets):
        title = entry.get("name")
        if entry.get("state") in ("hidden", "veryHidden"):
            book.fault(f"the sheet {title} is hidden")
        path = "xl/" + relations[entry.get(R + "id")].get("Target")
        sheet = book.xml(path)
        check_rows(book, title, sheet)
        cells = check_cells(book, title, sheet)
        check_layout(book, title, sheet, number > 0)
        if number > 0 or len(sheets) > 1:  # contents of nothing need no table
            check_table(book, title, path, sheet, cells, used)
        if number == 0:
            check_contents(book, path, sheet, names)
        else:
            with_rows += 1
    if titles_printed < with_rows:
        book.fault("the headers of a table are not printed on each page")
    return book.faults


# --- spoiled on purpose

def replace(part, old, new, count=1):
    """A spoiling: in the first part of which the name fits, the pattern becomes something else."""
    def spoil(files):
        for name in sorted(files):
            if re.fullmatch(part, name):
                changed, made = re.subn(old, new, files[name], count=count)
                if made:
                    files[name] = changed
                    return True
        return False
    return spoil


PLANTED = {
    "a hidden sheet": replace(r"xl/workbook\.xml", rb'(<sheet name="[^"]*" sheetId="2")', rb'\1 state="hidden"'),
    "a sheet that is very hidden": replace(r"xl/workbook\.xml", rb'(<sheet name="[^"]*" sheetId="2")', rb'\1 state="veryHidden"'),
    "a merged cell": replace(r"xl/worksheets/sheet2\.xml", rb"</sheetData>", rb'</sheetData><mergeCells count="1"><mergeCell ref="A2:B2"/></mergeCells>'),
    "a formula without value": replace(r"xl/worksheets/sheet\d+\.xml", rb"(</f>)<v>[^<]*</v>", rb"\1"),
    "a hidden row": replace(r"xl/worksheets/sheet2\.xml", rb'<row r="2"', rb'<row hidden="1" r="2"'),
    "a hidden column": replace(r"xl/worksheets/sheet2\.xml", rb"<col ", rb'<col hidden="1" '),
    "a header twice": replace(r"xl/tables/table1\.xml", rb'(<tableColumn id="1" name=")([^"]*)(".*?<tableColumn id="2" name=")[^"]*', rb"\1\2\3\2"),
    "a header without words": replace(r"xl/tables/table2\.xml", rb'(<tableColumn id="1" name=")[^"]*', rb"\1"),
    "the name of an author": replace(r"docProps/core\.xml", rb"<dc:creator/>|<dc:creator></dc:creator>", rb"<dc:creator>A. Nonymous</dc:creator>"),
    "no title": replace(r"docProps/core\.xml", rb"<dc:title>[^<]*</dc:title>", rb""),
    "another paper": replace(r"xl/worksheets/sheet2\.xml", rb'paperSize="9"', rb'paperSize="1"'),
    "a name of one's own": replace(r"xl/workbook\.xml", rb"<definedNames>", rb'<definedNames><definedName name="Rate">0.2</definedName>'),
    "an error": replace(r"xl/worksheets/sheet2\.xml", rb'<c r="A2"[^>]*>.*?</c>', rb'<c r="A2" t="e"><v>#REF!</v></c>'),
    "a header row that scrolls away": replace(r"xl/worksheets/sheet2\.xml", rb"<pane [^>]*/>", rb""),
}


def spoiled(data, spoil):
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    if not spoil(files):
        return None
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, words in files.items():
            target.writestr(name, words)
    return out.getvalue()


def main():
    planted = sys.argv[1] == "--planted"
    paths = sys.argv[2:] if planted else sys.argv[1:]
    bad = 0
    tried = {name: 0 for name in PLANTED}
    for path in paths:
        with open(path, "rb") as file:
            data = file.read()
        for fault in [] if planted else check(data):
            bad += 1
            print(f"{path}: {fault}")
        for name, spoil in PLANTED.items() if planted else []:
            copy = spoiled(data, spoil)
            if copy is None:
                continue
            tried[name] += 1
            if len(check(copy)) <= len(check(data)):
                bad += 1
                print(f"{path}: nobody found {name}")
    if planted:
        missing = [name for name, count in tried.items() if not count]
        bad += len(missing)
        for name in missing:
            print(f"no workbook could be spoiled by {name}")
        print(f"checklist: {sum(tried.values())} spoiled workbooks, {bad} not found out")
    else:
        print(f"checklist: {len(paths)} workbooks, {bad} faults")
    sys.exit(1 if bad or not paths else 0)


main()
