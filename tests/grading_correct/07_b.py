# question: strike_first
strikes = {
    "P25": "no penalty",
    "P26": "fixed  penalty",
    "P02": "officers home",
    "P39": "By subpoena",
    "P38": "casings out",
    "P37": "casings in",
}

# question: bears_on
pairs = tensions.assign(name=tensions["bears_on"].str.split()).explode("name")
bearing = pairs.query("name == 'information'")["id"]
settled = tensions.dropna(subset="settled_part")["id"]
unsettled = set(bearing) - set(settled)

# question: hold_the_bar
cells = {}
for name in kit.load("withdrawals")["agency"]:
    cells[name] = {"task_force": False}
cells["Kansas City PD"] = {"records": False, "custody": False}
cells["Jackson County Sheriff"] = {"ballistics": False}
state = "  " + kit.ParticipationBoard(participation=cells).code + "\n"

# question: whatever_one_assumes
import numpy as np

held = (longer.to_numpy() <= float("1.75")).sum(axis=1) == len(levels)
holding = set(np.array(list(drafts))[held])

# question: two_strikes
narrower = frozenset({"liability_for_hiring", "law_abiding_citizen"})
wider = pd.Index(["knowing", "felony_exception"])

# question: one_number
form = {"choice": "a table", "reasons": {"units differ"}}

# question: meets
import numpy as np


def signed(bar, totals, sign):
    return [sign * (totals.get(name, np.nan) - limit) for name, limit in bar.items()]


def meets(least, most, totals):
    return np.all(np.array(signed(least, totals, 1) + signed(most, totals, -1)) >= 0)


# question: memo
lines = ["DRAFT, law as of 21 November 2026."] + ["A line of the page, with its source."] * 40
memo = "\n".join(lines)
