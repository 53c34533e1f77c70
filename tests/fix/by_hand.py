"""by_hand.py PAPER REPORT: makes the certain edits of a json report in the paper, of those that overlap the
first. Ends with 1 when there is none."""
import json, re, sys

paper, report = sys.argv[1:]
text = open(paper, encoding="utf-8", newline="").read()
starts = [0] + [m.end() for m in re.finditer("\r\n|\n|\r", text)]
at = lambda line, column: starts[line - 1] + column - 1
edits = [f["edit"] for f in json.load(open(report))["findings"] if f.get("edit", {}).get("certain")]
made, end = text, len(text) + 1
spans = sorted((at(e["line"], e["column"]), at(e["end_line"], e["end_column"]), e["text"]) for e in edits)
kept = []
for span in spans:
    if not kept or span[0] >= kept[-1][1]:
        kept.append(span)
for start, stop, words in reversed(kept):
    made = made[:start] + words + made[stop:]
open(paper, "w", encoding="utf-8", newline="").write(made)
sys.exit(made == text)
