# question: share_read
of_the_act = provisions.loc[provisions["act"], "text_read"].value_counts(normalize=True)
share = of_the_act["part"]


# question: in_between
def lies_between(row):
    signed, reached = pd.Timestamp(2021, 6, 12), pd.Timestamp(2021, 8, 28)
    return signed <= row["start"] and row["end"] < reached


rows = timeline[timeline["kind"] == "agency"]
between = [row["id"] for _, row in rows.iterrows() if lies_between(row)]
print(between)

# question: which_section
turns = {"E": "1.480.5", "D": "1.420(2)", "C": "1.420(4)", "B": "1.480.1", "A": "571.070"}

# question: one_fact
exposed_by = [
    {"person": "Misdemeanor domestic violence ", "on": "2021-09-15"},
    {"target": "registration or tracking of firearms", "on": "2021-08-28"},
]
unsettled_by = {"target": "other federal gun law", "on": "2022-02-01"}

# question: fewest_answers
free = {"five_kinds": "exhaustive"}
bound = {"five_kinds": "examples", "information": "enforcing", "knowledge": "of the act"}

# question: redraft
struck = ["other_measures", "tracking_of_firearms"]

# question: open_reading
reading = {"choice": "Tracking", "reasons": ["any person", "kept and joined"]}

# question: exposure
import numpy as np


def exposure(acts, chance, their_lawyer, own_lawyer):
    occurrences = np.array([1, acts])
    return list(own_lawyer + chance * (occurrences * 50_000 + their_lawyer))
