"""no_worse.py BEFORE AFTER: two json reports of the same papers. A paper that could be read can be read, and has
no more errors than it had; one that could not has no error where it had been read."""
import json, sys

STOPS = set("yaml-syntax tab-indent needs-quotes unclosed text-after-quotes colon-in-text bad-indent tag-used "
            "anchor-used alias-used directive-used key-too-long".split())


def read(path):
    papers = {}
    for f in json.load(open(path))["findings"]:
        papers.setdefault(f["file"], []).append(f)
    return papers


before, after = read(sys.argv[1]), read(sys.argv[2])
bad = 0
for name in sorted(set(before) | set(after)):
    was, now = before.get(name, []), after.get(name, [])
    if any(f["rule"] in STOPS for f in was):
        continue
    if len(now) > len(was) or any(f["rule"] in STOPS for f in now):
        bad += 1
        print(name, [f["rule"] for f in was], "became", [f["rule"] for f in now])
if not before:
    sys.exit("there were no errors to begin with" if "bad" in sys.argv[1] else bad)
sys.exit(bad != 0)
