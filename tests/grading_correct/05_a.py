# question: per_hundred
rate = suspects_told / leads_told
per_hundred = [float(rate * 100), float(rate * 100 * 36 / 21)]

# question: leads_missed
import pandas as pd


def rate_bounds(links, fewest, most):
    entered = [n for n in (fewest, most) if n >= links] or [links]
    if fewest < links:
        entered.append(links)
    return sorted(links / n for n in entered)


def leads_missed(left_out, links, fewest, most):
    low, high = rate_bounds(links, fewest, most)
    return pd.Interval(left_out * low, left_out * high, closed="both")


# question: suspects_missed
import itertools


def suspects_missed(leads, per_hundred, found_anyway):
    every = itertools.product(leads, per_hundred, found_anyway)
    ends = [a * b * (1 - c) / 100 for a, b, c in every]
    print(ends)
    return min(ends), max(ends)


# question: three_answers
def three_answers(first, second):
    both, other, one, none = leads(first, second), leads(second), leads(first), leads()
    orders = [one - none, both - other]
    return pd.Series(
        {"shapley": sum(orders) / 2, "alone": one - none, "last to leave": both - other}
    )


# question: shown
shown = {"choice": "Last to leave", "reasons": ["D", "a"]}

# question: lost_by_mail
delays = evidence.loc["V25", ["low", "high"]].to_numpy(dtype=float)
lost_by_mail = tuple(called_helpful(1) - called_helpful(delays))

# question: by_county
county = dict(zip(counties["fips"], counties["name"]))
code = dict(zip(agencies["agency"], agencies["fips"]))
residents = dict(zip(places["agency"], places["value"]))
per_100000 = {
    county[code[row.agency]]: row.officers / residents[row.agency] * 1e5
    for row in withdrawals.itertuples()
    if code[row.agency] in county
}


# question: draw_worth
def draw(elsewhere):
    table, all_leads = worth(elsewhere)
    percent = pd.DataFrame(
        {
            "evidence": table["entered"] / table["entered"].sum() * 100,
            "leads": table["lost"] / all_leads * 100,
        }
    )
    chart = percent.plot.scatter(x="evidence", y="leads", s=30)
    chart.set_xlabel("Evidence entered, percent of all")
    chart.set_ylabel("Leads lost, percent of all")
    chart.set_title("Model")
    return chart
