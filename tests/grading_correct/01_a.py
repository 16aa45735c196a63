# question: share_of_filing
roots_named = [str(each) for each in mine["independent_root"]]
share = sum("DOJ filing" in each for each in roots_named) / len(roots_named)

# question: who_stands_behind
tags = {}
for row in claims.itertuples():
    if row.id in five:
        tags[row.id] = row.status.upper()

# question: what_became
from collections import Counter

checked = Counter(mine["outside_check"])
checked = dict(checked)

# question: told_before
share_known = withdrawals.groupby("told_before_the_filing")["officers"].sum().get(True, 0) / sum(
    withdrawals["officers"]
)

# question: slips_elsewhere
import numpy as np

rows = slips.query("kind == 'legal effect'")
elsewhere = np.array([row.id for row in rows.itertuples() if not isinstance(row.claims, str)])

# question: silence
silent = []
for number in range(len(discrepancies)):
    if discrepancies["article_b"].iloc[number][:6] == "Silent":
        silent.append(discrepancies["id"].iloc[number])
put_into_words = {}
for side, words in zip(positions["side"], positions["asserted_by"], strict=True):
    if words[:11] == "the authors":
        put_into_words[side] = put_into_words.get(side, 0) + 1

# question: roots
def roots(reports):
    source = {who: behind for who, behind in reports}

    def first(who):
        return first(source[who]) if source.get(who) else who

    return len({first(who) for who in source})


# question: second_story
verdict = {"choice": "Nothing new", "reasons": ["same root", "same count"]}
