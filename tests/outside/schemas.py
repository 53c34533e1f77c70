"""schemas.py REPORTS SARIF-SCHEMA JUNIT-XSD OUR-SCHEMA: every report below REPORTS (NAME/report.FORM) held to
what its readers publish: SARIF to the schema of OASIS, JUnit to that of Jenkins, GitLab's and checkstyle's
to what their documentation asks (neither publishes a schema), GitHub's commands read as its runner
reads them, ours by its schema, and that by its own."""
import json, os, re, subprocess, sys
import xml.etree.ElementTree as xml
from pathlib import Path
from urllib.parse import unquote

import jsonschema

folder, sarif_schema, junit_xsd, our_schema = map(Path, sys.argv[1:])
passed = failed = 0


def case(name, problem):
    global passed, failed
    passed += not problem
    failed += bool(problem)
    if problem:
        print(f"FAILED: {name}: {problem}")


def validator(path):
    schema = json.loads(path.read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    return kind(schema)


def first_error(validator, value):
    for error in validator.iter_errors(value):
        return f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}"


# docs.gitlab.com, "Code Quality report format": what an issue must have, and may be.
GITLAB = jsonschema.Draft7Validator({
    "type": "array",
    "items": {
        "type": "object",
        "required": ["description", "check_name", "fingerprint", "severity", "location"],
        "properties": {
            "description": {"type": "string", "minLength": 1},
            "check_name": {"type": "string", "pattern": "^[a-z0-9-]+$"},
            "fingerprint": {"type": "string", "pattern": "^[0-9a-f]{32}$"},
            "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
            "location": {
                "type": "object",
                "required": ["path"],
                "properties": {"path": {"type": "string", "minLength": 1, "pattern": r"^(?!\./)"}},
                "anyOf": [
                    {"required": ["lines"],
                     "properties": {"lines": {"required": ["begin"], "properties": {"begin": {"type": "integer", "minimum": 1}}}}},
                    {"required": ["positions"],
                     "properties": {"positions": {"required": ["begin"], "properties": {"begin": {
                         "required": ["line"], "properties": {"line": {"type": "integer", "minimum": 1}}}}}}},
                ],
            },
        },
    },
})


def unescape(words, mappings):
    for escaped, character in mappings:
        words = words.replace(escaped, character)
    return words


DATA = [("%0D", "\r"), ("%0A", "\n"), ("%25", "%")]
PROPERTY = [("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")]


def runner(line):
    """A line of the log as GitHub's runner takes it: (command, properties, message), or None: plain text.
    Its properties are held to what it draws: lines and columns that it would drop are complained of."""
    line = line.lstrip()
    end = line.find("::", 2)
    if not line.startswith("::") or end < 0:
        return None
    command, _, rest = line[2:end].partition(" ")
    properties = {}
    for pair in filter(None, rest.strip().split(",")):
        name, equals, value = pair.partition("=")
        if equals:
            properties[name] = unescape(value, PROPERTY)
    for name in ("line", "endLine", "col", "endColumn"):
        if name in properties and not properties[name].isdigit():
            raise ValueError(f"{name} is no number: {line}")
    number = lambda name, other: int(properties.get(name, properties.get(other, 0)))
    if ("endLine" in properties or "col" in properties) and "line" not in properties:
        raise ValueError(f"a place without its line: {line}")
    if number("endLine", "line") < number("line", "endLine"):
        raise ValueError(f"ends before it begins: {line}")
    if "col" in properties and number("endLine", "line") != number("line", "endLine"):
        raise ValueError(f"columns over several lines are dropped: {line}")
    if number("endColumn", "col") < number("col", "endColumn"):
        raise ValueError(f"ends before it begins: {line}")
    return command, properties, unescape(line[end + 2:], DATA)


def message(f):
    return f["message"] + (". " + f["help"] if "help" in f else "")


def plain(words):
    return words.isprintable() and not set(words) & {"\\", "\ufffd"}


def check_github(text, findings):
    commands = [runner(line) for line in text.split("\n")[:-1]]
    if None in commands:
        return "a line that is no command"
    shown = [f for f in findings if not f["known"]]
    if len(commands) != len(shown):
        return f"{len(commands)} commands for {len(shown)} findings"
    for (command, of, words), f in zip(commands, shown):
        if {"error": "error", "warning": "warning", "notice": "note"}.get(command) != f["severity"]:
            return f"{command} for {f}"
        if of["title"] != f["rule"] or int(of.get("line", 0)) != f.get("line", 0):
            return f"{of} for {f}"
        if plain(f["file"]) and of["file"] != re.sub(r"^(\./)+", "", f["file"]):
            return f"{of['file']} for {f['file']}"
        if plain(f["message"] + f.get("help", "")) and not f["waived"] and words != message(f):
            return f"{words} for {message(f)}"


def check_checkstyle(text, _):
    """What Jenkins' and reviewdog's readers of checkstyle take."""
    root = xml.fromstring(text)
    allowed = {"checkstyle": {"version"}, "file": {"name"}, "error": {"line", "column", "severity", "message", "source"}}
    for element in root.iter():
        if set(element.attrib) != allowed.get(element.tag, {}):
            return f"{element.tag} {element.attrib}"
        if element.tag == "error" and element.get("severity") not in ("ignore", "info", "warning", "error"):
            return f"severity {element.attrib}"


def check_sarif_places(log, name):
    """What a region cuts out of the file is what the finding is about, in characters and not in bytes."""
    bad, seen = None, 0
    for result in log["runs"][0]["results"]:
        place = result["locations"][0]["physicalLocation"]
        file = folder / "council/été 100%" / unquote(place["artifactLocation"]["uri"])
        if result["ruleId"] != "reference-unknown" or not file.exists():
            continue
        seen += 1
        line = file.read_text().split("\n")[place["region"]["startLine"] - 1]
        cut = line[place["region"]["startColumn"] - 1:place["region"]["endColumn"] - 1]
        if not re.fullmatch(r"\[\]\(#[a-z0-9-]+\)", cut):
            bad = f"{file}: {cut}"
    case(f"{name}: places in the text", bad or (None if seen else "no place was looked at"))


sarif = validator(sarif_schema)
ours = validator(our_schema)
names = sorted(p.parent for p in folder.glob("**/report.json"))
for at in names:
    name = str(at.relative_to(folder))
    text = lambda form: (at / ("report." + form)).read_bytes().decode()
    report = json.loads(text("json"))
    case(f"{name} json", first_error(ours, report))
    log = json.loads(text("sarif"))
    case(f"{name} sarif", first_error(sarif, log))
    case(f"{name} gitlab", first_error(GITLAB, json.loads(text("gitlab"))))
    try:
        problem = check_github(text("github"), report["findings"])
    except ValueError as e:
        problem = str(e)
    case(f"{name} github", problem)
    case(f"{name} checkstyle", check_checkstyle(text("checkstyle"), None))
    run = subprocess.run(["xmllint", "--nonet", "--noout", "--schema", junit_xsd, at / "report.junit"],
                         capture_output=True, text=True)
    case(f"{name} junit", run.stderr[:300] if run.returncode else None)
    if name in ("wide", "many"):
        check_sarif_places(log, name)
case("enough reports", None if len(names) >= 14 else f"only {len(names)}: {names}")

# --- and the schemas refuse what is spoilt
whole = json.loads((folder / "bad/report.sarif").read_text())
whole["runs"][0]["results"][0]["level"] = "grave"
case("a spoilt SARIF", None if first_error(sarif, whole) else "passes")
report = json.loads((folder / "bad/report.json").read_text())
report["findings"][0]["line"] = "1"
case("a spoilt report of ours", None if first_error(ours, report) else "passes")
issues = json.loads((folder / "bad/report.gitlab").read_text())
del issues[0]["location"]["positions"]
case("a spoilt GitLab report", None if first_error(GITLAB, issues) else "passes")
spoilt = folder / "spoilt.junit"
spoilt.write_text((folder / "bad/report.junit").read_text().replace("<failure", "<fault", 1).replace("</failure", "</fault", 1))
case("a spoilt JUnit report", None if subprocess.run(
    ["xmllint", "--nonet", "--noout", "--schema", junit_xsd, spoilt], capture_output=True).returncode else "passes")
for line in ("::error file=a,line=2,endLine=1::x", "::error file=a,line=1,endLine=2,col=1::x", "::error file=a,col=3::x"):
    try:
        runner(line)
        case(line, "passes")
    except ValueError:
        case(line, None)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
