# question: strike_first
order = ["casings in", "casings out", "by subpoena", "officers home", "fixed penalty", "no penalty"]
strikes = dict(zip(six, map(str.upper, order), strict=True))

# question: bears_on
bearing, unsettled = [], []
for row in tensions.itertuples():
    if isinstance(row.bears_on, str) and "information" in row.bears_on:
        bearing.append(row.id)
        if not isinstance(row.settled_part, str):
            unsettled.append(row.id)

# question: hold_the_bar
mine = kit.ParticipationBoard()
mine.withdraw("Kansas City PD", "records", "custody")
for row in kit.load("agencies").dropna(subset="task_force_officers").itertuples():
    if row.level != "group":
        mine.withdraw(row.agency, "task_force")
mine.withdraw("Johnson County Sheriff", "ballistics")
state = mine.code

# question: whatever_one_assumes
holding = [name for name, row in longer.iterrows() if max(row) <= float("1.75")]
print(holding)

# question: two_strikes
narrower = ["law_abiding_citizen", "liability_for_hiring"]
wider = ("felony_exception", "knowing")

# question: one_number
form = {"choice": "One number", "reasons": ["Weights in the open", "readers weigh  unseen"]}


# question: meets
def meets(least, most, totals):
    """Go line by line."""
    for name in least:
        if name not in totals or not totals[name] >= least[name]:
            return False
    for name, limit in most.items():
        if totals.get(name, float("inf")) > limit:
            return False
    return True


# question: memo
memo = "DRAFT. " + "Here stands a page that a person reads, part by part. " * 25
