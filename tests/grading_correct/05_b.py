# question: per_hundred
import numpy as np

bottoms = np.array([leads_told, leads_told * (21 / 36)])
per_hundred = suspects_told / (bottoms / 100)


# question: leads_missed
def leads_missed(left_out, links, fewest, most):
    if fewest < links:
        fewest = links
    return [left_out / (most / links), left_out / (fewest / links)]


# question: suspects_missed
def suspects_missed(leads, per_hundred, found_anyway):
    missed = 1 - np.array(found_anyway)[::-1]
    return np.array(leads) * np.array(per_hundred) * missed / 100


# question: three_answers
def three_answers(first, second):
    answers = {}
    answers["last to leave"] = round(leads(first, second) - leads(second), 6)
    answers["alone"] = round(leads(first), 6)
    answers["shapley"] = np.mean(list(answers.values()))
    return answers


# question: shown
shown = {"choice": "alone", "reasons": {"c"}}

# question: lost_by_mail
row = kit.load("evidence").query("id == 'V25'").iloc[0]
now = called_helpful(1)
lost_by_mail = [now - called_helpful(days) for days in sorted([row["high"], row["low"]])]

# question: by_county
table = withdrawals.set_index("agency")
table = table.join(agencies.set_index("agency")).join(places.set_index("agency"))
table = table.dropna().merge(counties, on="fips", how="inner")
table["rate"] = table["officers"] * 100_000 / table["value"]
per_100000 = table.set_index("name")["rate"]
print(per_100000)

# question: draw_worth
import matplotlib.pyplot as plt
import seaborn


def draw(elsewhere):
    table, all_leads = worth(elsewhere)
    figure, axes = plt.subplots(figsize=(4, 4))
    seaborn.scatterplot(
        x=table["entered"].mul(100).div(table["entered"].sum()),
        y=table["lost"].mul(100).div(all_leads),
        ax=axes,
    )
    axes.axline((0, 0), slope=1)
    axes.set(
        xlabel="percent of evidence", ylabel="percent of leads", title="model, assumed volumes"
    )
    return axes
