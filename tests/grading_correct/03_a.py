# question: docket
piles = dict(zip("abcdefgh", ["merits", "interim"] * 4, strict=True))
piles.update(c="standing", d="remedy", e="procedure", f="review declined", g="Interim", h="merits")

# question: speaks_to
speaks_to = {
    "galarza_2014": "q1",
    "neagle_1890": "q2",
    "el_cenizo_2018": "q3",
    "reno_2000": "q4",
    "nfib_2012": "q5",
    "cox_2018": "q2",
}

# question: reread
solid = []
for id, row in cases.iterrows():
    if "Q1" in row["questions"].split() and row["kind"] == "merits" and row["mark"] != "memory":
        solid.append(id)

# question: days_enforceable
import numpy as np

ends = spans["end"].clip(upper=pd.Timestamp("2023-06-30"))
lengths = (ends - spans["start"]) / np.timedelta64(1, "D") + 1
certain = float(lengths["T30"])
enforceable = np.array([certain, certain + max(lengths["T44"], 0)])

# question: domains
NAMES = ("INV", "REF", "PEN+", "PEN")
domains = {}
for row in conflicts.to_dict("records"):
    for tool in row["mechanisms"].split("; "):
        domains.setdefault(tool, set()).add(row["domain"])
domains = {tool: len(found) for tool, found in domains.items() if tool in NAMES}

# question: studies
found = evidence.query("topic == 'effects on crime' and design in @compares")
studies = found["study"].drop_duplicates().tolist()
print(studies)

# question: verdict
ALLOWED = ("REF", "LEG", "VOLUNTEER")


def verdict(tools):
    for tool in tools.split("; "):
        if tool == "INV" or tool == "OBSTRUCT":
            return "may not"
    if all(tool in ALLOWED for tool in tools.split("; ")):
        return "may"
    return "open"
