# question: luck_band
import numpy as np

ordered = sorted(float(count) for count in suspects)
luck = [np.float32(np.percentile(ordered, 5)), np.float32(np.percentile(ordered, 95))]
print("nine in ten worlds:", luck)

# question: what_helps
surer = {
    "mean": "More worlds",
    "need": "a published  number",
    "busy": "a published number",
    "share": "more worlds",
    "cause": "Neither",
    "right": "neither",
}

# question: what_was_measured
from collections import Counter

compared = dict(Counter(row.topic for row in evidence.itertuples() if row.design in comparing))
no_estimate = [row.id.lower() for row in evidence.itertuples() if row.design == "none found"]
no_estimate = {id.upper() for id in no_estimate}

# question: no_number
by_measure = of_interest[of_interest["value"].notna()].groupby("agency")["measure"].nunique()
rate_for = list(by_measure[by_measure == 2].index)
left_out = channels.query("in_articles and channel.isna()", engine="python")["channel_id"]

# question: same_worlds
share = sum(
    before - after > 0.5
    for before, after in zip(counts["everybody"], counts["officers gone"], strict=True)
) / len(counts)
follows = ["E", "a", "b"]

# question: ask_first
import seaborn as sns

swing = (
    pd.concat([at_low, at_high])
    .groupby(level=0, sort=False)
    .agg(lambda ends: ends.max() - ends.min())
)
ask_first = {name: str(column.sort_values().index[-1]) for name, column in swing.items()}
unit = "suspects"
chart = sns.barplot(x=swing.index, y=swing["suspects"].to_numpy())
chart.set(xlabel="number", ylabel=f"swing ({unit})", title="A model's swings")

# question: one_check
verdict = {"choice": "Next to  nothing", "reasons": ["one count only", "Wide range"]}


# question: needed_worlds
def enough(worlds, half_width, spread):
    return 4 * spread**2 <= half_width**2 * worlds


def needed_worlds(half_width, spread):
    """Search upward, by whole numbers alone."""
    worlds = 1
    while not enough(worlds, half_width, spread):
        worlds += 1
    return worlds
