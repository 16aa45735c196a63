# question: luck_band
band = suspects.quantile([0.05, 0.95])
luck = tuple(band)

# question: what_helps
kinds = {"more worlds": "mean share", "a published number": "need busy", "neither": "cause right"}
surer = {name: kind for kind, names in kinds.items() for name in names.split()}

# question: what_was_measured
rows = evidence.loc[evidence["design"].isin(comparing)]
compared = rows.groupby("topic")["id"].count()
compared = {topic: float(count) for topic, count in compared.items()}
no_estimate = evidence.set_index("id").index[evidence["design"].eq("none found")]

# question: no_number
wide = of_interest.pivot_table(index="agency", columns="measure", values="value", aggfunc="count")
rate_for = set(wide.dropna().query("`sworn officers` > 0 and population > 0").index)
left_out = set()
for row in channels.itertuples():
    if row.in_articles and not isinstance(row.channel, str):
        left_out.add(row.channel_id)

# question: same_worlds
import numpy as np

lost = counts["everybody"].to_numpy() - counts["officers gone"].to_numpy()
share = np.count_nonzero(lost > 0) / np.float64(lost.size)
follows = {"a", "b", "e"}

# question: ask_first
import matplotlib.pyplot as plt

ends = np.stack([at_low.to_numpy(float), at_high.to_numpy(float)])
spans = ends.max(axis=0) - ends.min(axis=0)
ask_first = {name: asked[spans[:, place].argmax()] for place, name in enumerate(outcomes)}
figure, axes = plt.subplots(figsize=(7, 4))
axes.barh(asked, spans[:, outcomes.index("suspects")])
axes.set_xlabel("swing in suspects (or weeks)")
axes.set_ylabel("assumption")
axes.set_title("Swings in the participation MODEL")
chart = figure

# question: one_check
verdict = {"choice": "something", "reasons": "could have failed"}

# question: needed_worlds
from fractions import Fraction


def needed_worlds(half_width, spread):
    exact = (2 * Fraction(spread) / Fraction(half_width)) ** 2
    return -int(-exact // 1)
