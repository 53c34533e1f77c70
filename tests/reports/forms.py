"""forms.py SCHEMA FOLDER: reads report.FORM of each form in the folder with readers that are not ours and
holds them against report.json, which is held against its schema. What a form may not have is asked of
each: see the check_ functions. `forms.py SCHEMA FOLDER --planted` spoils each report in turn and wants
every spoilt one refused."""
import copy, json, re, sys
import xml.etree.ElementTree as xml
from pathlib import Path
from urllib.parse import unquote

TYPES = {"object": dict, "array": list, "string": str, "integer": int, "boolean": bool}
KEYWORDS = {"$schema", "title", "description", "$defs", "$ref", "type", "const", "enum", "required", "properties",
            "items", "minimum", "minLength", "pattern", "dependentRequired"}


def want(holds, *words):
    if not holds:
        raise ValueError(" ".join(str(w) for w in words))


def validate(value, schema, root, at="report"):
    """The keywords that our schema uses; any other is refused, so that none is passed over."""
    want(set(schema) <= KEYWORDS, at, "the schema has keywords that nothing checks", set(schema) - KEYWORDS)
    if "$ref" in schema:
        validate(value, root["$defs"][schema["$ref"].removeprefix("#/$defs/")], root, at)
    if "type" in schema:
        want(type(value) is TYPES[schema["type"]], at, "is no", schema["type"])
    want("const" not in schema or value == schema["const"], at, value)
    want("enum" not in schema or value in schema["enum"], at, value)
    want("minimum" not in schema or value >= schema["minimum"], at, value)
    want("minLength" not in schema or len(value) >= schema["minLength"], at, "is empty")
    want("pattern" not in schema or re.search(schema["pattern"], value), at, value)
    for name in schema.get("required", []):
        want(name in value, at, "lacks", name)
    for name, others in schema.get("dependentRequired", {}).items():
        want(name not in value or all(o in value for o in others), at, name, "needs", others)
    for name, inner in schema.get("properties", {}).items():
        if name in value:
            validate(value[name], inner, root, at + "." + name)
    if isinstance(value, dict) and "properties" in schema:
        want(set(value) <= set(schema["properties"]), at, "has members that the schema does not tell of",
             set(value) - set(schema["properties"]))
    for i, item in enumerate(value if "items" in schema else []):
        validate(item, schema["items"], root, f"{at}[{i}]")


def message(f):
    if f["waived"]:
        return f["message"] + " (" + waiver(f) + ")"
    return f["message"] + (". " + f["help"] if "help" in f else "")


def waiver(f):
    return "waived by " + f["waiver"]["by"] + ": " + f["waiver"]["reason"]


def plain(words):
    """As XML and GitHub's log show it: what neither has place for is not compared."""
    return re.sub(r"[^\x20-\x7e\xa0-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff]|\\u[0-9A-F]{4}|\\x[0-9A-F]{2}|\\[nrt]", "", words)


def path(f):
    return re.sub(r"^(\./)+", "", f["file"])


def same(left, right, what):
    left, right = sorted(left), sorted(right)
    for pair in zip(left, right):
        want(pair[0] == pair[1], what, "differs from json:", *pair)
    want(len(left) == len(right), what, "has", len(left), "findings, json", len(right))


def check_json(text, findings, schema):
    report = json.loads(text)
    validate(report, schema, schema)
    want(report["files"] == sorted(report["files"], key=lambda s: s.encode("utf-8", "surrogateescape")), "files are not sorted")
    prints = [f["fingerprint"] for f in report["findings"]]
    want(len(prints) == len(set(prints)), "two findings share a fingerprint")
    for f in report["findings"]:
        if "edit" in f:
            e = f["edit"]
            want((e["end_line"], e["end_column"]) >= (e["line"], e["column"]), "edit ends before it begins", f)
        if "line" in f:
            want((f["end_line"], f["end_column"]) >= (f["line"], f["column"]), "ends before it begins", f)
        want(f["waived"] == ("waiver" in f), "waived by nobody, or not waived by somebody", f)
        want(not f["waived"] or f["severity"] == "note", "waived and still", f["severity"])
    same([json.dumps(f) for f in report["findings"]], [json.dumps(f) for f in findings], "json")


def check_sarif(text, findings, _):
    log = json.loads(text)
    want(log["version"] == "2.1.0" and log["$schema"].startswith("https://"), "version")
    want(len(log["runs"]) == 1, "runs")
    run = log["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    want(run["tool"]["driver"]["name"] == "cabpaper", "driver")
    want(run["columnKind"] in ("unicodeCodePoints", "utf16CodeUnits"), "columnKind")
    want(isinstance(run["invocations"][0]["executionSuccessful"], bool), "invocation")
    want(len({r["id"] for r in rules}) == len(rules), "rules repeat")
    for r in rules:
        for member in ("shortDescription", "fullDescription", "help"):
            want(r[member]["text"] and "%1" not in r[member]["text"], r["id"], member)
        want(r["defaultConfiguration"]["level"] in ("none", "note", "warning", "error"), r["id"])
    got = []
    for r in run["results"]:
        want(rules[r["ruleIndex"]]["id"] == r["ruleId"], "ruleIndex", r["ruleIndex"], r["ruleId"])
        want(r["level"] in ("note", "warning", "error"), "level", r["level"])
        places = [p["physicalLocation"] for p in r["locations"] + r.get("relatedLocations", [])]
        for p in places:
            want(re.fullmatch(r"[A-Za-z0-9._~/%-]+|file:///[A-Za-z0-9._~/%-]+", p["artifactLocation"]["uri"]), "uri", p)
            want(("uriBaseId" in p["artifactLocation"]) == (not p["artifactLocation"]["uri"].startswith("file:")), "base", p)
            want(all(type(n) is int and n >= 1 for n in p["region"].values()), "region", p)
        fixes = []
        for fix in r.get("fixes", []):
            want("text" in fix.get("description", {"text": ""}), "description of a fix")
            (change,) = fix["artifactChanges"]
            want(change["artifactLocation"] == places[0]["artifactLocation"], "a fix of another file", change)
            (one,) = change["replacements"]
            d = one["deletedRegion"]
            fixes.append((d["startLine"], d["startColumn"], d["endLine"], d["endColumn"],
                          one["insertedContent"]["text"], fix["properties"]["certain"]))
        kinds = [s["kind"] for s in r.get("suppressions", [])]
        reasons = [s["justification"] for s in r.get("suppressions", []) if s["kind"] == "inSource"]
        want(all(s["status"] == "accepted" for s in r.get("suppressions", []) if s["kind"] == "inSource"), "status")
        want(set(kinds) <= {"inSource", "external"}, "suppression", kinds)
        want(r.get("baselineState", "new") in ("new", "unchanged"), "baselineState")
        uri, region = places[0]["artifactLocation"]["uri"], places[0]["region"]
        got.append((unquote(uri.removeprefix("file://"), errors="replace"), r["ruleId"], r["level"], r["message"]["text"], region["startLine"],
                    region["startColumn"], r["partialFingerprints"]["cabpaper/v1"], bool(kinds), reasons, fixes))
    same(got, [(path(f), f["rule"], f["severity"], message(f), f.get("line", 1), f.get("column", 1),
                f["fingerprint"], f["waived"] or f["known"], [waiver(f)] if f["waived"] else [],
                [tuple(f["edit"][k] for k in ("line", "column", "end_line", "end_column", "text", "certain"))] if "edit" in f else [])
               for f in findings], "sarif")


def check_gitlab(text, findings, _):
    grades = {"note": "info", "warning": "minor", "error": "major"}
    issues = json.loads(text)
    want(len({i["fingerprint"] for i in issues}) == len(issues), "two share a fingerprint")
    for i in issues:
        begin, end = i["location"]["positions"]["begin"], i["location"]["positions"]["end"]
        want(all(type(n) is int and n >= 1 for n in [*begin.values(), *end.values()]), "position", i)
    same([(i["location"]["path"], i["check_name"], i["severity"], i["description"], i["fingerprint"],
           i["location"]["positions"]["begin"]["line"]) for i in issues],
         [(path(f), f["rule"], grades[f["severity"]], message(f), f["fingerprint"], f.get("line", 1))
          for f in findings if not f["known"]], "gitlab")


def check_github(text, findings, _):
    commands = {"error": "error", "warning": "warning", "notice": "note"}
    got = []
    decode = lambda s: s.replace("%0A", "\n").replace("%0D", "\r").replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
    for line in text.split("\n")[:-1]:
        parts = re.fullmatch(r"::(error|warning|notice) ([^:]*)::(.*)", line)
        want(parts, "is no command:", line)
        want(not re.search(r"[\x00-\x08\x0b-\x1f\x7f]", line), "control characters in", ascii(line))
        of = dict(p.split("=", 1) for p in parts[2].split(","))
        want(("col" in of) == (of.get("line", "x") == of.get("endLine")), "columns are for one line only:", line)
        got.append((plain(decode(of["file"])), of["title"], commands[parts[1]], int(of.get("line", 0)),
                    int(of.get("col", 0)), int(of.get("endLine", 0)), int(of.get("endColumn", 0)), plain(decode(parts[3]))))
    one_line = lambda f, name: f.get(name, 0) if f.get("line") == f.get("end_line") else 0
    same(got, [(plain(path(f)), f["rule"], f["severity"], f.get("line", 0), one_line(f, "column"), f.get("end_line", 0),
                one_line(f, "end_column"), plain(message(f))) for f in findings if not f["known"]], "github")


def check_checkstyle(text, findings, _):
    root = xml.fromstring(text)
    want(root.tag == "checkstyle" and root.get("version"), "root")
    names = [f.get("name") for f in root]
    want(len(names) == len(set(names)), "a file stands twice")
    got = [(plain(f.get("name")), e.get("source"), e.get("severity").replace("info", "note"), int(e.get("line")),
            int(e.get("column")), plain(e.get("message"))) for f in root for e in f]
    want(all(g[3] >= 1 and g[4] >= 1 for g in got), "lines and columns are from 1")
    same(got, [(plain(f["file"]), "cabpaper." + f["rule"], f["severity"], f.get("line", 1), f.get("column", 1),
                plain(message(f))) for f in findings if not f["known"]], "checkstyle")


def check_junit(text, findings, _):
    root = xml.fromstring(text)
    want(root.tag == "testsuites", "root")
    total = {"tests": 0, "failures": 0, "skipped": 0, "errors": 0}
    got = set()
    for suite in root:
        cases = suite.findall("testcase")
        counts = {"tests": len(cases), "failures": len(suite.findall("testcase/failure")),
                  "skipped": len(suite.findall("testcase/skipped")), "errors": len(suite.findall("testcase/error"))}
        for name, count in counts.items():
            want(int(suite.get(name)) == count, suite.get("name"), name, suite.get(name), "is not", count)
            total[name] += count
        want(cases and len({c.get("name") for c in cases}) == len(cases), "cases of", suite.get("name"))
        for c in cases:
            want(len(c) <= 1 and set(c.attrib) == {"name", "classname", "time"}, "case", c.attrib)
            if len(c):
                got.add((plain(suite.get("name")), c.get("name"), c[0].tag))
                want(c[0].tag != "skipped" or c[0].get("message").startswith("waived by "), "skipped and not waived")
                want(c[0].text and len(c[0].text.strip()), "says nothing", c.attrib)
    want("skipped" not in root.attrib, "Jenkins' schema has no such attribute")
    for name, count in total.items():
        want(name == "skipped" or int(root.get(name)) == count, "all", name, root.get(name), "is not", count)
    wanted = {}
    for f in findings:
        if not f["known"]:
            wanted.setdefault((plain(f["file"]), f["rule"]), []).append(f)
    same(got, [(*key, "failure" if any(f["severity"] == "error" for f in fs)
                else "skipped" if all(f["waived"] for f in fs) else "system-out") for key, fs in wanted.items()], "junit")
    said = plain("".join(root.itertext()))
    for fs in wanted.values():
        for f in fs:
            want(plain(message(f)) in said, "junit does not say", message(f))


CHECKS = {"json": check_json, "sarif": check_sarif, "gitlab": check_gitlab, "github": check_github,
          "checkstyle": check_checkstyle, "junit": check_junit}

# What is spoilt, once, in each form: a finding's line, words, rule, or how the file is made.
SPOILT = {
    "json": [('"by": ', '"who": '), ('"line": ', '"line": -'), ('"severity": "', '"severity": "x'), ('"rule": ', '"ruel": '), ('"version": 1', '"version": 2'), ("}", "")],
    "sarif": [('"justification": "waived', '"justification": "waved'), ('"ruleIndex": ', '"ruleIndex": 1'), ('"startLine": ', '"startLine": 1'), ('"uri": "', '"uri": "a b'), ('"level": "error",\n          "message"', '"level": "x",\n          "message"'), ('"version": "2.1.0"', '"version": "2.0.0"')],
    "gitlab": [('"fingerprint": "', '"fingerprint": "x'), ('"line": ', '"line": 1'), ('"check_name"', '"name"'), ("major", "bad")],
    "github": [("line=", "line=1"), ("::error", ":error"), ("title=", "title=x"), ("\n", "\x1b\n")],
    "checkstyle": [('line="', 'line="1'), ('message="', 'message="x'), ("</file>", ""), ("&quot;", "&nosuch;")],
    "junit": [('message="waived by ', 'message="by '), ('failures="', 'failures="1'), ("<failure", "<skipped"), ("</testsuite>", ""), ('tests="', 'tests="1')],
}


def main():
    schema = json.loads(Path(sys.argv[1]).read_text())
    folder = Path(sys.argv[2])
    texts = {form: (folder / ("report." + form)).read_bytes().decode() for form in CHECKS}
    findings = json.loads(texts["json"])["findings"]
    bad = 0
    for form, check in CHECKS.items():
        if len(sys.argv) == 3:
            try:
                check(texts[form], copy.deepcopy(findings), schema)
            except Exception as e:
                bad += 1
                print(f"{folder.name} {form}: {type(e).__name__}: {e}")
            continue
        for old, new in SPOILT[form]:
            try:
                want(old in texts[form], "PLANT")
                check(texts[form].replace(old, new, 1), findings, schema)
                caught = False
            except Exception as e:
                caught = "PLANT" not in str(e)
            if not caught:
                bad += 1
                print(f"{form}: {old!r} made {new!r} is not refused")
    sys.exit(bad != 0)


main()
