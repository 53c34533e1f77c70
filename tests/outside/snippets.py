"""snippets.py BUILD-FOLDER PLACE: every example of cabpaper-ci(7) in a council's repository below PLACE,
run as its service would: once with good papers, once with a broken draft. What is not here (checking
out, packages) is played; the program that the hook builds is built for real."""
import json, os, re, shutil, subprocess, sys
import xml.etree.ElementTree as xml
from pathlib import Path

import yaml

out, place = Path(sys.argv[1]).resolve(), Path(sys.argv[2]).resolve()
root = Path.cwd()
passed = failed = 0
BAD = "inputs/2005/lime-trees.yaml"


def case(name, holds, *shown):
    global passed, failed
    passed += bool(holds)
    failed += not holds
    if not holds:
        print("FAILED:", name, *[str(s)[-1500:] for s in shown])


def run(command, cwd, input=None, **environment):
    env = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "GITHUB_", "CABPAPER_", "CI"))}
    env.update({"PATH": f"{place}/bin:{out}:{os.environ['PATH']}", "HOME": str(place), "TMPDIR": str(place / "tmp"),
                "GIT_CONFIG_NOSYSTEM": "1", **environment})
    return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, timeout=900,
                          stdin=None if input else subprocess.DEVNULL, input=input)


def git(cwd, *arguments):
    done = run(["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments], cwd)
    return done


def examples():
    folder = place / "examples"
    folder.mkdir()
    subprocess.run(["awk", "-v", f"into={folder}", "-f", "tests/manual/extract.awk", "generator/man/cabpaper-ci.7"], check=True)
    files, texts = {}, []
    for kind in sorted(folder.glob("*.kind")):
        words, text = kind.read_text().split(), kind.with_suffix(".text").read_text()
        if words[0] == "file":
            files[words[1]] = text
        else:
            texts.append(text)
    return files, texts


def snapshot():
    """The program's repository as it lies here, committed or not."""
    at = place / "cabpaper"
    names = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], capture_output=True, check=True).stdout
    for name in filter(None, names.decode().split("\0")):
        if (root / name).is_file():
            (at / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(root / name, at / name)
    git(at, "init", "-q", "-b", "main")
    git(at, "add", "-Af")
    git(at, "commit", "-qm", "all")
    return at


GOOD = (root / "tests/command/good.yaml").read_text()
BROKEN = GOOD.replace("status: final", "status: draft").replace("agree the list in paragraph 2", "agree the list in [](#lst)")
assert BROKEN.count("#lst") == 1
OURS = "name: Ourtown Borough Council, report to Cabinet\nextends: base\n"


def council(name):
    """A repository with a good paper in a style of its own."""
    at = place / name
    write(at, "inputs/2005/crossings.yaml", GOOD)
    write(at, "inputs/2005/trees.yaml", "style: ourtown\ntitle: Trees\nstatus: draft\nmeeting: {body: Cabinet, date: 2026-03-12}\n")
    write(at, "templates/ourtown/style.yaml", OURS)
    write(at, ".gitignore", ".cabpaper/\n")
    git(at, "init", "-q", "-b", "main")
    git(at, "add", "-A")
    git(at, "commit", "-qm", "papers")
    return at


def write(at, name, text, mode=0o644):
    (at / name).parent.mkdir(parents=True, exist_ok=True)
    (at / name).write_text(text)
    (at / name).chmod(mode)


def play_tools():
    """Packages are there already, and the program is built."""
    write(place, "bin/apt-get", "#!/bin/sh\nexit 0\n", 0o755)
    write(place, "bin/sudo", "#!/bin/sh\nexec \"$@\"\n", 0o755)
    write(place, "bin/make", f'''#!/bin/sh
[ "$1 $2 $3" = "-C .cabpaper program" ] || exec {shutil.which("make")} "$@"
[ -f .cabpaper/Makefile ] || exit 2
mkdir -p .cabpaper/build/plain && cp {out}/cabpaper .cabpaper/build/plain/
''', 0o755)


def shell(steps, cwd, **environment):
    return run(["bash", "-e", "-o", "pipefail", "-c", "\n".join(steps)], cwd, CI="true", **environment)


# --- the services

def github(files, texts, program):
    workflow = yaml.safe_load(files[".github/workflows/papers.yml"])
    (job,) = workflow["jobs"].values()
    case("GitHub: when", workflow[True] == ["push", "pull_request"])  # YAML 1.1 takes `on` for true
    case("GitHub: rights", workflow["permissions"] == {"contents": "read", "security-events": "write"})
    uses = [s["uses"] for s in job["steps"] if "uses" in s]
    case("GitHub: actions have versions", all(re.fullmatch(r"[a-z-]+(/[a-z-]+)+@v\d+", u) for u in uses), uses)
    *checkouts, upload = [s for s in job["steps"] if "uses" in s]
    case("GitHub: the report is sent whatever was found", upload["if"].startswith("${{ !cancelled()"), upload)
    before = [s["run"] for s in job["steps"] if "run" in s][:-1]
    check = [s["run"] for s in job["steps"] if "run" in s][-1]
    for name, bad in (("good", False), ("bad", True)):
        at = council("github-" + name)
        for step in checkouts:
            if "with" in step:
                case("GitHub: checkout", step["with"]["repository"] == "OWNER/cabpaper")
                git(at, "clone", "-q", program, step["with"]["path"])
        if bad:
            write(at, BAD, BROKEN)
        built = shell(before, at, GITHUB_ACTIONS="true")
        case("GitHub: build", built.returncode == 0, built.stderr)
        done = shell([check], at, GITHUB_ACTIONS="true")
        case(f"GitHub, {name}: exit code", done.returncode == bad, done.returncode, done.stdout, done.stderr)
        results = json.loads((at / upload["with"]["sarif_file"]).read_text())["runs"][0]["results"]
        errors = [r for r in results if r["level"] == "error"]
        case(f"GitHub, {name}: SARIF", [r["ruleId"] for r in errors] == ["reference-unknown"] * bad, errors)
        lines = [line for line in done.stdout.split("\n") if line.startswith("::error ")]
        case(f"GitHub, {name}: drawn at its line", [re.sub(",end.*", "", line) for line in lines] ==
             ["::error file=inputs/2005/lime-trees.yaml,line=12"] * bad, done.stdout)
        case(f"GitHub, {name}: nothing else in the log", all(line.startswith("::") for line in done.stdout.split("\n")[:-1]), done.stdout)
    # and with the baseline, as the page says
    known = shell(["cd " + str(at), *[line.replace("cabpaper check", f"{out}/cabpaper check") for line in texts[0].split("\n")]], at)
    case("baseline: written, then nothing is new", known.returncode == 0 and "nothing new" in known.stdout, known.stdout, known.stderr)
    done = shell([yaml.safe_load(texts[1])["run"]], at, GITHUB_ACTIONS="true")
    case("GitHub with a baseline", done.returncode == 0 and "::error" not in done.stdout, done.stdout, done.stderr)


def gitlab(files, _, program):
    (job,) = yaml.safe_load(files[".gitlab-ci.yml"]).values()
    case("GitLab: always", job["artifacts"]["when"] == "always")
    for name, bad in (("good", False), ("bad", True)):
        at = council("gitlab-" + name)
        if bad:
            write(at, BAD, BROKEN)
        done = shell(job["before_script"] + job["script"], at, GITLAB_CI="true", CABPAPER_URL=str(program))
        case(f"GitLab, {name}: exit code", done.returncode == bad, done.returncode, done.stdout, done.stderr)
        case(f"GitLab, {name}: the log", (f"{BAD}:12:" in done.stdout) == bad, done.stdout)
        reports = job["artifacts"]["reports"]
        issues = json.loads((at / reports["codequality"]).read_text())
        majors = [i["location"] for i in issues if i["severity"] == "major"]
        case(f"GitLab, {name}: Code Quality", [(m["path"], m["positions"]["begin"]["line"]) for m in majors] == [(BAD, 12)] * bad, issues)
        case(f"GitLab, {name}: JUnit", xml.parse(at / reports["junit"]).getroot().get("failures") == str(int(bad)))


def by_junit(files, *_):
    groovy = files["Jenkinsfile"]
    case("Jenkins: braces", groovy.count("{") == groovy.count("}") and "always {" in groovy)
    azure = yaml.safe_load(files["azure-pipelines.yml"])["steps"]
    case("Azure: always", azure[1]["condition"] == "succeededOrFailed()")
    for service, steps, report in (
            ("Jenkins", re.findall(r"\bsh '(.*)'", groovy), *re.findall(r"\bjunit '(.*)'", groovy)),
            ("Azure", [azure[0]["script"]], azure[1]["inputs"]["testResultsFiles"])):
        for name, bad in (("good", False), ("bad", True)):
            at = council(f"{service}-{name}")
            if bad:
                write(at, BAD, BROKEN)
            done = shell(steps, at)
            case(f"{service}, {name}: exit code", done.returncode == bad, done.stdout, done.stderr)
            case(f"{service}, {name}: JUnit", xml.parse(at / report).getroot().get("failures") == str(int(bad)))


def plain_make(files, *_):
    at = council("make")
    write(at, "check.mk", files["check.mk"])
    done = run(["make", "-f", "check.mk", "check-papers"], at)
    case("make, good", done.returncode == 0, done.stdout, done.stderr)
    write(at, BAD, BROKEN)
    done = run(["make", "-f", "check.mk", "check-papers"], at)
    case("make, bad", done.returncode == 2 and f"{BAD}:12:" in done.stdout, done.stdout, done.stderr)


# --- before a commit

def commits(at, name, want, shows=None):
    head = git(at, "rev-parse", "HEAD").stdout
    done = git(at, "commit", "-m", "x")
    went = git(at, "rev-parse", "HEAD").stdout != head
    said = done.stdout + done.stderr
    case(name, went == want and (done.returncode == 0) == want and (not shows or shows in said), done.returncode, said)


def git_hook(files, *_):
    at = council("hook")
    write(at, ".git/hooks/pre-commit", files[".git/hooks/pre-commit"], 0o755)
    write(at, "notes.txt", "x")
    git(at, "add", "-A")
    commits(at, "hook: no paper in it", True)
    write(at, BAD, BROKEN)
    git(at, "add", "-A")
    commits(at, "hook: a broken draft", False, f"{BAD}:12:")
    write(at, BAD, GOOD)
    commits(at, "hook: mended in the folder only", False, f"{BAD}:12:")
    git(at, "add", "-A")
    write(at, BAD, BROKEN)
    commits(at, "hook: mended in the commit, broken again in the folder", True)
    write(at, BAD, GOOD)
    write(at, "inputs/two.yml", "style: ourtown\ntitle: Limes\nstatus: draft\n")
    git(at, "add", "-A")
    commits(at, "hook: a style of the repository", True)
    (at / "inputs/two.yml").unlink()
    git(at, "add", "-A")
    commits(at, "hook: a paper that goes", True)
    case("hook: leaves nothing", not list((place / "tmp").iterdir()), *(place / "tmp").iterdir())


def framework(files, _, program):
    head = git(program, "rev-parse", "HEAD").stdout.strip()
    text = files[".pre-commit-config.yaml"]
    case("pre-commit: the hooks are there", {h["id"] for h in yaml.safe_load(text)["repos"][0]["hooks"]} ==
         {h["id"] for h in yaml.safe_load((program / ".pre-commit-hooks.yaml").read_text())} - {"cabpaper-check-built"})
    ours = text.replace("https://github.com/OWNER/cabpaper", str(program)).replace("rev: main", "rev: " + head)
    for name, config in (("installed", ours), ("built", ours.replace("cabpaper-check\n", "cabpaper-check-built\n"))):
        at = council("pre-commit-" + name)
        write(at, ".pre-commit-config.yaml", config)
        done = run(["pre-commit", "install"], at)
        case(f"{name}: pre-commit install", done.returncode == 0, done.stdout, done.stderr)
        git(at, "add", "-A")
        commits(at, f"{name}: no paper in it", True)
        write(at, BAD, BROKEN)
        git(at, "add", "-A")
        commits(at, f"{name}: a broken draft", False, f"{BAD}:12:")
        write(at, BAD, GOOD)
        git(at, "add", "-A")
        commits(at, f"{name}: mended", True)
        write(at, "inputs/2026/limes.yml", "style: ourtown\ntitle: Trees\nstatus: draft\n")
        write(at, "inputs/.hidden.yaml", "x: 1\n")
        write(at, "inputs/private.exempt.yaml", "x: 1\n")
        write(at, "elsewhere/x.yaml", "x: 1\n")
        git(at, "add", "-A")
        commits(at, f"{name}: a style of the repository, and what are no papers", True)
        write(at, "templates/ourtown/style.yaml", OURS + "paarts: {}\n")
        git(at, "add", "-A")
        commits(at, f"{name}: a broken style", False, "style.yaml:3:1: error")
        git(at, "checkout", "-q", "HEAD", "--", "templates")
        whole = run(["pre-commit", "run", "--all-files"], at)
        case(f"{name}: all files", whole.returncode == 0, whole.stdout, whole.stderr)
    built = list((place / ".cache/pre-commit").glob("repo*/build/plain/cabpaper"))
    case("built: once, where the framework keeps it", len(built) == 1, built)


# --- the editor

def task(files, *_):
    (task,) = json.loads(files[".vscode/tasks.json"])["tasks"]
    patterns = [m["pattern"] for m in task["problemMatcher"]]
    command = task["command"].split() + ["--templates", str(root / "tests/papers/templates")]
    for operands in (["tests/papers/bad"], ["tests/hostile"]):
        said = run(command + operands, root).stdout.split("\n")
        report = json.loads(run(["cabpaper", "check", "--report", "json", *command[4:], *operands], root).stdout)
        found = []
        for line in said:
            matches = [(p, m) for p in patterns for m in [re.search(p["regexp"], line)] if m]
            if len(matches) > 1:
                case("task: one matcher for a line", False, line)
            for p, m in matches:
                found.append((m[p["file"]], int(m[p["line"]]) if "line" in p else 0, int(m[p["column"]]) if "column" in p else 0,
                              m[p["severity"]], m[p["code"]]))
        wanted = [(f["file"], f.get("line", 0), f.get("column", 0), f["severity"], f["rule"]) for f in report["findings"]]
        shown = [w for w in wanted if w in found]
        case(f"task: findings of {operands}", set(found) <= set(wanted) and len(found) > 50 and
             (len(shown) == len(wanted) or "more in this file" in "\n".join(said)), set(found) ^ set(wanted))


shutil.rmtree(place, ignore_errors=True)
(place / "tmp").mkdir(parents=True)
play_tools()
files, texts = examples()
program = snapshot()
for service in (github, gitlab, by_junit, plain_make, git_hook, framework, task):
    service(files, texts, program)
print(f"{passed} passed, {failed} failed")
sys.exit(failed != 0)
