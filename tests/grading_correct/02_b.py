# question: share_read
count = total = 0
for row in kit.load("provisions").to_dict("records"):
    if row["act"]:
        total += 1
        count += row["text_read"] == "part"
share = count / total

# question: in_between
signing = timeline.set_index("id").loc["T12", "start"]
last = pd.Timestamp("2021-08-27")
between = set(
    timeline.query("kind == 'agency' and start >= @signing and end <= @last")["id"].tolist()
)

# question: which_section
turns = pd.Series(["571.070", "1.480.1", "1.420(4)", "1.420(2)", "1.480.5"], index=list("abcde"))
turns = turns.to_dict()

# question: one_fact
day = {"on": "2021-12-24"}
exposed_by = [
    day | {"target": "registration of ownership"},
    day | {"person": "medical marijuana cardholder"},
]
unsettled_by = day | {"target": "other federal gun law"}

# question: fewest_answers
free = {"information": "not enforcing"}
bound = {name: kit.law.questions().loc[name, "exposes_more"] for name in finding.questions}

# question: redraft
import itertools

for pair in itertools.product(["other_measures"], provisions["id"]):
    if outcomes_without(pair) == ["not exposed"] * 5 + ["exposed"] * 3:
        struck = set(pair)

# question: open_reading
reading = {"choice": "not tracking", "reasons": {"neighbors", "no owners"}}

# question: exposure
PENALTY = 50_000


def if_lost(occurrences, their_lawyer):
    return PENALTY * occurrences + their_lawyer


def exposure(acts, chance, their_lawyer, own_lawyer):
    ends = [own_lawyer + chance * if_lost(each, their_lawyer) for each in (acts, 1)]
    return tuple(sorted(ends))
