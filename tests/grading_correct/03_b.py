# question: docket
words = "merits interim standing remedy procedure review declined interim merits"
words = words.replace("review ", "review_").split()
piles = {letter: words[place].replace("_", " ") for place, letter in enumerate("ABCDEFGH")}

# question: speaks_to
speaks_to = {id: cases.at[id, "questions"] for id in reversed(six)}

# question: reread
table = kit.load("court_cases")
table = table.assign(each=table["questions"].str.split()).explode("each")
table = table[table["each"].eq("Q1") & table["kind"].eq("merits") & table["mark"].ne("memory")]
solid = set(table["id"])


# question: days_enforceable
def length(id):
    edges = kit.load("aftermath").set_index("id").loc[id, ["start", "end"]]
    until = min(edges["end"], pd.Timestamp("2023-06-30"))
    return len(pd.date_range(edges["start"], until))


enforceable = [length("T30"), length("T30") + length("T44")]

# question: domains
import collections

seen = collections.Counter(
    tool for tool, _ in set(zip(tools["tool"], tools["domain"], strict=True))
)
domains = pd.Series(seen)[["PEN+", "PEN", "REF", "INV"]]
domains = {str(tool): float(number) for tool, number in domains.items()}

# question: studies
studies = set()
for row in evidence.itertuples():
    if row.topic == "effects on crime" and row.design in compares:
        studies.add(row.study)

# question: verdict
import re


def verdict(tools):
    if re.search(r"\b(INV|OBSTRUCT)\b", tools):
        return "May not"
    rest = re.sub(r"REF|LEG|VOLUNTEER|[; ]", "", tools)
    return "open" if rest else "may"
