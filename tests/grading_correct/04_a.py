# question: begun_by_then
import numpy as np

first = cuts["from_earliest"].to_numpy()
last = cuts["from_latest"].to_numpy()
limit = np.datetime64(day)
begun = [np.count_nonzero(last <= limit), np.count_nonzero(~(first > limit))]
print(begun)

# question: what_moves
moves = {
    "Leads": "Stays",
    "officer_weeks_returned": "stays",
    "backlog": " stays",
    "time_to_close": "rises",
    "suspects": "falls",
}

# question: leads_of_gun
from math import comb


def chance(entered, items, share):
    return comb(items, entered) * share**entered * (1 - share) ** (items - entered)


def leads_of_gun(items, share):
    """Add up over the numbers of items that may be entered."""
    return np.float64(sum((n - 1) * chance(n, items, share) for n in range(1, items + 1)))


# question: busy_enough
busy_enough = None
for level in levels:
    if busy_enough is None and after[level] - before[level] >= 1:
        busy_enough = float(level)


# question: late_or_never
def suspects(scenario):
    return kit.model.expectation(scenario).weekly("suspects")["all"].sum()


def suspects_lost(agency, back, catch_up):
    gone = kit.scenarios.baseline().withdraw(agency, "ballistics")
    again = gone.rejoin(agency, "ballistics", on=back, catch_up=catch_up)
    return float(suspects(kit.scenarios.baseline()) - suspects(again))


# question: four_boxes
small = ["Sedalia PD", "O'Fallon PD", "Jackson County Sheriff", "Johnson County Sheriff"]
half = kit.ParticipationBoard()
for name in ["Kansas City PD", "Missouri State Highway Patrol", *small]:
    half.withdraw(name, "ballistics")
state = half

# question: two_headlines
headlines = {
    "agency": "St. Louis County PD",
    "channel": "ballistics",
    "busy": 0.75,
    "rises": "backlog",
    "falls": "leads",
}

# question: draw_the_claim
growth = (after - before).rename("weeks longer")
chart = growth.plot(marker="o", color="black")
chart.set_xlabel("Busy before (share of time)")
chart.set_ylabel("Weeks longer")
chart.set_title("What the model says")
