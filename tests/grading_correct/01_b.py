# question: share_of_filing
import sys

print("counting", file=sys.stderr)
filed = claims.query("article == 'A' and independent_root.str.contains('DOJ filing')")
share = len(filed) / (claims["article"] == "A").sum()

# question: who_stands_behind
tags = claims[claims["id"].isin(five)].set_index("id")["status"]

# question: what_became
checked = claims.query("article == 'A'").groupby("outside_check").size()

# question: told_before
import numpy as np

weights = withdrawals["officers"].to_numpy(dtype=float)
share_known = np.average(withdrawals["told_before_the_filing"].to_numpy(), weights=weights)

# question: slips_elsewhere
elsewhere = slips.loc[slips["kind"].eq("legal effect")].loc[lambda t: t["claims"].isnull(), "id"]

# question: silence
silent = discrepancies.set_index("id")["article_b"].str.match("Silent").loc[lambda s: s].index
put_into_words = (
    positions[positions["asserted_by"].str.contains("^the authors", regex=True)]
    .groupby("side")["id"]
    .count()
)

# question: roots
def roots(reports):
    behind = {who: source for who, source in reports if source}
    ends = {who for who, source in reports} | {source for who, source in reports if source}
    return sum(1 for each in ends if each not in behind)


# question: second_story
verdict = {"choice": "a detail", "reasons": {"its wording differs", "same root"}}
