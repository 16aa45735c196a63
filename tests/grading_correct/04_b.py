# question: begun_by_then
certain = at_most = 0
for row in cuts.itertuples():
    certain += row.from_latest <= day
    at_most += row.from_earliest <= day
begun = (certain, at_most)

# question: what_moves
names = ["leads", "suspects", "backlog", "time_to_close", "officer_weeks_returned"]
moves = pd.Series(["stays", "falls", "stays", "rises", "stays"], index=names)

# question: leads_of_gun
import functools


def leads_of_gun(items, share):
    # Item by item: it makes a lead if it is entered and one before it was.
    return functools.reduce(
        lambda total, before: total + share * (1 - (1 - share) ** before), range(items), 0
    )


# question: busy_enough
table = pd.DataFrame({"before": before, "after": after})
holds = table.query("after - before >= 1")
print(holds)
busy_enough = holds.index[0]


# question: late_or_never
def suspects_lost(agency, back, catch_up):
    everyone = kit.scenarios.baseline()
    totals = pd.DataFrame(
        {
            "in": kit.model.expectation(everyone).totals,
            "back": kit.model.expectation(
                everyone.withdraw(agency, "ballistics").rejoin(
                    agency, "ballistics", on=pd.Timestamp(back).date(), catch_up=catch_up
                )
            ).totals,
        }
    )
    return (totals["in"] - totals["back"]).loc["suspects"]


# question: four_boxes
others = {"Kansas City PD": "St. Louis Metropolitan PD"}
other = others.get("Kansas City PD", "Kansas City PD")
entering = [other, "All other agencies", "St. Louis County PD", "Missouri State Highway Patrol"]
choice = {name: {"ballistics": name in entering} for name in kit.scenarios.baseline().names}
state = kit.ParticipationBoard(participation=choice).code

# question: two_headlines
headlines = dict(
    agency="Kansas City PD", channel="records", busy=0.9, rises="time_to_close", falls="suspects"
)

# question: draw_the_claim
import seaborn

chart = seaborn.lineplot(x=levels, y=[after[busy] - before[busy] for busy in levels])
chart.set(title="model, officers gone", xlabel="how busy", ylabel="added weeks")
figure = chart.figure
