# %% [markdown]
# # Pull an agency out, and put it back
#
# **You will be able to** say from a table what had begun by a day and what only may have; tell
# which numbers of the model a cut moves, and which not; work out how many leads one gun gives when
# only part of its evidence is entered; turn a claim about slower cases into the assumption it
# needs; tell evidence that comes late from evidence that never comes; and write two true headlines
# about one cut.
#
# **You need** the lecture [Pull an agency out](../notebooks/04_pull_an_agency_out.ipynb) (in the folder
# `notebooks`). Questions 1, 2, 4, 6 and 7 need a board, a table or one line of code each; questions 3
# and 5 ask for one to three lines of code in a function, and question 8 for a chart.
#
# **Time** 85 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter (the first, folded one loads the
# kit), and put your answer in place of `...  # your answer`. The cell below each question says *open*,
# *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common mistakes was seen.
# It does not say that the answer is right. For the grade, the same cells run once more on *other*
# tables and dates. Where a question says *let the cell compute it*, a number or a list that you type
# in is right today and wrong on the other table: it gets no points, though the check says *ok*.
# At the end, `kit.submit()` packs your file.
#
# Stuck? Put `"help"` in place of the dots and run the check: the first hint comes.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [2]
#
# [tables]
# participation = 'table.assign(from_earliest=(began := table["from_earliest"] + pd.to_timedelta(rng.integers(0, 40, len(table)), unit="D")), from_latest=began + pd.to_timedelta(rng.integers(0, 30, len(table)), unit="D"))'
# agencies = 'table.assign(task_force_officers=table["task_force_officers"].where(table["level"] == "group", table["task_force_officers"] + rng.integers(1, 4, len(table))))'
# withdrawals = 'table.assign(officers=table["agency"].map(tables["agencies"].set_index("agency")["task_force_officers"]).astype("int64"))'

# %% [raw] tags=["variant"]
# agency = ["Kansas City PD", "St. Louis Metropolitan PD"]
# day = ["2021-07-05", "2021-06-30", "2021-07-20"]
# days = [7, 3, 14]
# channel = ["records", "custody", "background"]

# %% [markdown]
# ## 1. What had begun by {{day}}?
#
# The articles date no cut to the day. So the table `participation` gives each change two days:
# `from_earliest`, the first on which the kit lets it begin, and `from_latest`, the last on which it
# can have begun. All rows rest on what the ATF's agents and an earlier news story say; the column
# `asserted_by` tells which.

# %%
import pandas as pd

participation = kit.load("participation")
pd.set_option("display.max_colwidth", None)  # show long texts whole
participation[["agency", "channel", "takes_part", "from_earliest", "from_latest", "asserted_by"]]

# %% [markdown]
# The next cell keeps the rows in which an agency *stopped* taking part: call each of them a cut. (One
# agency may cut several ties.)

# %%
cuts = participation[~participation["takes_part"]]
day = pd.Timestamp("{{day}}")

# %% [markdown]
# **How many cuts had begun by the end of {{day}}: for certain, and at most?** Give both counts as
# `(certain, at_most)`. **Let the cell compute it: a typed answer earns nothing here.**

# %% question="begun_by_then" tags=["answer"]
# BEGIN SOLUTION
begun = (int((cuts["from_latest"] <= day).sum()), int((cuts["from_earliest"] <= day).sum()))
# END SOLUTION

# %% [raw] question="begun_by_then" tags=["checks"]
# title = "What had begun by {{day}}?"
# points = 2
# minutes = 8
#
# [[check]]
# name = "two counts, the lower one first"
# get = "begun"
# as = "property"
# to = 'len(answer) == 2 and all(type(count) is int and count >= 0 for count in answer) and answer[0] <= answer[1]'
# hint = "Two whole numbers in parentheses, the lower one first. One line can count them: begun = ((cuts[\"…\"] <= day).sum(), (cuts[\"…\"] <= day).sum()). Which of the two columns makes a cut certain?"
#
# [[hidden]]
# name = "the same count on other dates"
# get = "begun"
# as = "interval"
# hint = "A cut has begun for certain when even its latest day is not after the day asked for; it may have begun when its earliest day is not."
#
# [[wrong]]
# name = "the earliest day taken as certain"
# code = 'begun = ((cuts["from_earliest"] <= day).sum(), (cuts["from_earliest"] <= day).sum())'
# as = "interval"
# to = '(lambda table: [int((~table["takes_part"] & (table["from_earliest"] <= "{{day}}")).sum())] * 2)(kit.load("participation"))'
# hint = "You took the earliest possible day as the day on which it began. That counts what may have begun; for certain, look at the other column."
#
# [[wrong]]
# name = "the latest day taken as the day"
# code = 'begun = ((cuts["from_latest"] <= day).sum(), (cuts["from_latest"] <= day).sum())'
# as = "interval"
# to = '(lambda table: [int((~table["takes_part"] & (table["from_latest"] <= "{{day}}")).sum())] * 2)(kit.load("participation"))'
# hint = "That a cut was first told of on a day does not mean that it began then. Your first number counts what is certain; which column says what is possible?"
#
# [[wrong]]
# name = "officers only"
# code = '''
# officers = cuts[cuts["channel"] == "task_force"]
# begun = ((officers["from_latest"] <= day).sum(), (officers["from_earliest"] <= day).sum())
# '''
# as = "interval"
# to = '(lambda table: [int((~table["takes_part"] & (table["channel"] == "task_force") & (table[column] <= "{{day}}")).sum()) for column in ("from_latest", "from_earliest")])(kit.load("participation"))'
# hint = "Those are the cuts of one channel only. Which other ties does the table list?"
#
# [[wrong]]
# name = "the beginning counted as a cut"
# code = 'begun = ((participation["from_latest"] <= day).sum(), (participation["from_earliest"] <= day).sum())'
# as = "interval"
# to = '[int((kit.load("participation")[column] <= "{{day}}").sum()) for column in ("from_latest", "from_earliest")]'
# hint = "In one row of the table an agency begins to take part. Count in cuts, which leaves it out."
#
# [[wrong]]
# name = "a guess"
# code = 'begun = (0, 100)'
# as = "property"
# to = 'answer[1] < 1 or answer[1] > 20'
# hint = "By that day at least one cut may have begun, and there are no more cuts than rows. Compare a column of cuts with day, and add up."

# %% [markdown]
# The distance between your two numbers is not a matter of opinion: it is what the sources leave
# open. A story that says "by early July, so many ties were cut" has picked an end of it. Note also
# what a row is: the first edge is the day the act was signed, and that nothing began *before* it is
# partly the authors' inference.

# %% [markdown]
# ## 2. A tie that carries no evidence
#
# The lecture cut officers and ballistics. Suppose now that everybody takes part in everything, but
# {{agency}} closes one other tie: `{{channel}}`. **Which numbers rise, fall or stay?** A number *stays*
# if it moves by less than 0.05. Copy this line and put one of the words `rises`, `falls`, `stays`
# behind each colon:
#
# ```
# moves = {"leads": "", "suspects": "", "backlog": "", "time_to_close": "", "officer_weeks_returned": ""}
# ```
#
# They are the rows *Leads*, *Suspects credited to NIBIN*, *Evidence waiting*, *Weeks to close a
# case* and *Officer-weeks given back* of the board. **Predict first: write your five words down**,
# before you touch it.
#
# Then, on the board below, read each row of the table once with all boxes ticked (*Pin this state*
# keeps the numbers beside), and once with that one box unticked. The model assumes what a refusal
# costs a case; it may even be nothing (*Assumptions* on the board).

# %% deletable=false
board = kit.ParticipationBoard()
board

# %% question="what_moves" tags=["answer"]
# BEGIN SOLUTION
everyone = kit.scenarios.baseline()
closed = everyone.withdraw("{{agency}}", "{{channel}}")
rows = ["leads", "suspects", "backlog", "time_to_close", "officer_weeks_returned"]
change = (kit.model.expectation(closed).totals - kit.model.expectation(everyone).totals)[rows]
moves = {
    row: "stays" if abs(step) < 0.05 else "rises" if step > 0 else "falls"
    for row, step in change.items()
}
# END SOLUTION

# %% [raw] question="what_moves" tags=["checks"]
# title = "A tie that carries no evidence"
# points = 2
# minutes = 8
#
# [[check]]
# name = "five rows, three words"
# get = "moves"
# as = "property"
# to = '{name.strip().casefold() for name in answer} == {"leads", "suspects", "backlog", "time_to_close", "officer_weeks_returned"} and {word.strip().casefold() for word in answer.values()} <= {"rises", "falls", "stays"}'
# hint = "Copy the line from the question and put rises, falls or stays in quotes behind each of the five names."
#
# [[hidden]]
# name = "what moves, and which way"
# get = "moves"
# as = "mapping"
# shadow = false
# hint = "On the board, tick everything, pin the state, untick the one box and compare row by row. What does the model need to make a lead, and what to close a case?"
#
# [[wrong]]
# name = "every number gets worse"
# code = 'moves = {"leads": "falls", "suspects": "falls", "backlog": "rises", "time_to_close": "rises", "officer_weeks_returned": "rises"}'
# as = "mapping"
# to = '{"leads": "falls", "suspects": "falls", "backlog": "rises", "time_to_close": "rises", "officer_weeks_returned": "rises"}'
# hint = "Not every cut moves every number. Ask row by row: what goes into it? Evidence that is entered, officers who are posted, or help with a case that is already open?"
#
# [[wrong]]
# name = "leads taken for suspects"
# code = 'moves = {"leads": "falls", "suspects": "falls", "backlog": "stays", "time_to_close": "rises", "officer_weeks_returned": "stays"}'
# misconception = "lead = suspect = conviction"
# as = "property"
# to = 'answer["leads"].strip().casefold() == "falls" and answer["suspects"].strip().casefold() == "falls"'
# hint = "You let leads move together with suspects. A lead comes out of the ballistics database; was anything less entered there?"
#
# [[wrong]]
# name = "a refusal saves time"
# code = 'moves = {"leads": "stays", "suspects": "falls", "backlog": "stays", "time_to_close": "falls", "officer_weeks_returned": "rises"}'
# as = "property"
# to = 'answer["officer_weeks_returned"].strip().casefold() == "rises"'
# hint = "Officer-weeks given back count officers called back from a task force. Was a task force box unticked?"
#
# [[wrong]]
# name = "no evidence, so nothing moves"
# code = 'moves = {"leads": "stays", "suspects": "stays", "backlog": "stays", "time_to_close": "stays", "officer_weeks_returned": "stays"}'
# as = "property"
# to = 'answer["suspects"].strip().casefold() == "stays"'
# hint = "A record not opened slows a case. Does a lead keep its use while it waits?"

# %% [markdown]
# No box of the board moves everything. Whoever wants to show that *cutting ties* did much, or
# little, can pick the tie and the row. That a refusal costs a case anything at all is assumed here;
# the article tells that such ties were cut, not what followed for any case.

# %% [markdown]
# ## 3. One gun, several pieces of evidence
#
# The model counts a lead whenever an item is entered whose gun the database has seen before. So a
# gun gives as many leads as items of it are entered, less one for the item that comes first. Say a
# gun leaves `items` pieces of evidence, and each is entered with the chance `share`, blindly and
# independently of the others.
#
# - All entered: 3 items give 2 leads.
# - One item alone gives no lead, however surely it is entered.
# - 5 items, each entered with chance one half: 49 leads in 32 such guns; that is 1.53125 for each.
# - 3 items, each entered with chance one half: 5 leads in 8 such guns; that is 0.625 for each.
#
# **Write the function `leads_of_gun(items, share)`: the leads that such a gun gives on average.** One
# line is enough: the items entered on average, less the chance that *any* item was entered at all. Do
# not round.


# %% question="leads_of_gun" tags=["answer"]
def leads_of_gun(items, share):
    # BEGIN SOLUTION
    return items * share - (1 - (1 - share) ** items)
    # END SOLUTION


# %% [raw] question="leads_of_gun" tags=["checks"]
# title = "One gun, several pieces of evidence"
# points = 4
# minutes = 12
#
# [[check]]
# name = "five items and three, each entered with chance one half"
# call = "leads_of_gun"
# inputs = [{items = 5, share = 0.5}, {items = 3, share = 0.5}]
# as = "property"
# to = 'abs(answer - {5: 49 / 32, 3: 5 / 8}[items]) < 1e-6'
# hint = "Items entered on average: items * share. The chance that none is entered: (1 - share) ** items. Which chance is that of at least one?"
#
# [[check]]
# name = "no more leads than items but one, and none below zero"
# call = "leads_of_gun"
# inputs = [{items = 1, share = 0.9}, {items = 4, share = 0.2}, {items = 6, share = 0.7}]
# as = "property"
# to = '-1e-9 <= answer <= (items - 1) * share + 1e-9'
# hint = "One item of a gun comes first and makes no lead, so there are always fewer leads than items; and never less than none."
#
# [[hidden]]
# name = "other guns, other shares"
# call = "leads_of_gun"
# inputs = '[{"items": int(rng.integers(2, 9)), "share": round(float(rng.uniform(0.1, 0.9)), 3)} for _ in range(8)]'
# as = "number"
# tolerance = 1e-6
# hint = "It has to hold for every number of items, not only for two or three: items entered on average, less the chance that at least one was entered."
#
# [[wrong]]
# name = "rounded"
# code = '''
# def leads_of_gun(items, share):
#     return round(items * share - 1 + (1 - share) ** items, 1)
# '''
# as = "property"
# to = '1e-6 < abs(answer - {5: 49 / 32, 3: 5 / 8}[items]) < 0.05'
# hint = "Nearly. Do not round: give what the line comes to."
#
# [[wrong]]
# name = "half of the items, half of the leads"
# code = '''
# def leads_of_gun(items, share):
#     return share * (items - 1)
# '''
# as = "number"
# to = 'share * (items - 1)'
# hint = "You took that share of the leads that full entry gives. But a link needs both ends in the database: with few items entered, even the first is often missing."
#
# [[wrong]]
# name = "both ends, for neighbors only"
# code = '''
# def leads_of_gun(items, share):
#     return share ** 2 * (items - 1)
# '''
# as = "number"
# to = 'share ** 2 * (items - 1)'
# hint = "For two items that is right. With three, the first and the last can still meet when the one between them is missing: so count the items entered, less one if there is any."
#
# [[wrong]]
# name = "pairs counted as leads"
# code = '''
# def leads_of_gun(items, share):
#     return share ** 2 * items * (items - 1) / 2
# '''
# as = "number"
# to = 'share ** 2 * items * (items - 1) / 2'
# hint = "You counted pairs of items. Three items make three pairs, but the third item tells of a gun that is known already only once: three items entered give two leads."
#
# [[wrong]]
# name = "one less, entered or not"
# code = '''
# def leads_of_gun(items, share):
#     return items * share - 1
# '''
# as = "number"
# to = 'items * share - 1'
# hint = "You always take one off, also when no item of the gun was entered, and then a gun would give less than no lead. Take off the chance that at least one was entered."

# %% [markdown]
# Try `leads_of_gun(2, 0.5)` against `leads_of_gun(2, 1)`, and then the same with eight items: the
# share that survives is not the same. How many items a gun leaves is assumed in the model, and that
# is why the lecture's curve has a range and not one number.

# %% [markdown]
# ## 4. How busy must they have been?
#
# A claim like "the officers' leaving made cases at least {{days}} days slower" needs a number that
# nobody published: how busy investigators were when everybody took part. The filing gives the
# officers who left, agency by agency. The next cell lets exactly them leave, nothing else, and lists
# the mean time to close a case in weeks, before and after, for one assumption after the other.

# %%
claimed_weeks = pd.Timedelta("{{days}} days") / pd.Timedelta(weeks=1)
levels = [0.8, 0.83, 0.86, 0.89, 0.92, 0.95]
officers_gone = kit.scenarios.baseline()
for name in kit.load("withdrawals")["agency"]:
    officers_gone = officers_gone.withdraw(name, "task_force")


def weeks_to_close(scenario, busy):
    return kit.model.expectation(scenario.assume(utilization=busy)).totals["time_to_close"]


before = pd.Series({busy: weeks_to_close(kit.scenarios.baseline(), busy) for busy in levels})
after = pd.Series({busy: weeks_to_close(officers_gone, busy) for busy in levels})
pd.DataFrame({"before": before, "after": after}).rename_axis("busy").round(2)

# %% [markdown]
# **What is the lowest level in this table at which the claim holds in the model?** That is, at which
# `after` lies at least `claimed_weeks` above `before`. The answer is a share, such as 0.83. **Let the
# cell compute it: a typed answer earns nothing here.**

# %% question="busy_enough" tags=["answer"]
# BEGIN SOLUTION
growth = after - before
busy_enough = growth[growth >= claimed_weeks].index.min()
# END SOLUTION

# %% [raw] question="busy_enough" tags=["checks"]
# title = "How busy must they have been?"
# points = 3
# minutes = 10
#
# [[check]]
# name = "one of the levels of the table"
# get = "busy_enough"
# as = "property"
# to = 'type(answer) in (int, float) and any(abs(answer - step / 100) < 1e-6 for step in range(80, 96, 3))'
# hint = "Give one number of the first column, as a share. With longer = after - before, the levels at which it is at least 7, say, are longer[longer >= 7].index; take the lowest with .min()."
#
# [[hidden]]
# name = "the same question with other officers"
# get = "busy_enough"
# as = "number"
# tolerance = 0.001
# hint = "Work with the difference after - before, keep the levels at which it is at least the weeks of the claim, and take the lowest. Let the cell compute it, so that it holds for other officers as well."
#
# [[wrong]]
# name = "fewer officers always means slower"
# code = 'busy_enough = min(levels)'
# misconception = "fewer officers always means slower"
# as = "number"
# to = '0.8'
# hint = "At the lowest level, hardly a case waits for an investigator. Read the row: by how much does the time grow there?"
#
# [[wrong]]
# name = "the last level at which it does not hold"
# code = '''
# added = after - before
# busy_enough = added[added < claimed_weeks].index.max()
# '''
# hint = "At that level the growth is still below what the claim says. One step further it holds."
#
# [[wrong]]
# name = "the worst case"
# code = 'busy_enough = max(levels)'
# as = "number"
# to = '0.95'
# hint = "At the highest level the claim holds, but it holds earlier already. From which level on?"
#
# [[wrong]]
# name = "a level at which it holds, but not the lowest"
# code = 'busy_enough = sorted(levels)[-2]'
# as = "property"
# to = '0.81 < answer < 1 and (lambda weeks, all_in, gone: weeks(gone) - weeks(all_in) >= int("{{days}}") / 7)(lambda scenario: kit.model.expectation(scenario.assume(utilization=answer - 0.03)).totals["time_to_close"], kit.scenarios.baseline(), __import__("functools").reduce(lambda left, name: left.withdraw(name, "task_force"), kit.load("withdrawals")["agency"], kit.scenarios.baseline()))'
# hint = "It holds here, and at a lower level already."

# %% [markdown]
# You have turned a claim about the *act* into a claim about *staffing*: whoever believes the one has
# to believe the other, and the second could be looked up in an agency's own records. The model's
# queue is approximate, and it lets all agents of five states work on Missouri's leads. It cannot
# show why anybody left.

# %% [markdown]
# ## 5. Late, or never?
#
# An agency that left the ballistics database may come back. Then either what it missed is entered
# that day (`catch_up=True`), or it is never entered (`catch_up=False`). On the board this is the
# drawer *Dates: leave on a day, come back on a day*. No return was reported for 2021: this is a
# what-if.
#
# **Write the function `suspects_lost(agency, back, catch_up)`: how many suspects credited to the
# database are lost over the two years, against the agency never having left.** It leaves ballistics
# on the first day and comes back on the day `back`. `scenario.rejoin(agency, "ballistics", on=back,
# catch_up=catch_up)` gives a scenario in which it has come back, and
# `kit.model.expectation(scenario).totals["suspects"]` the suspects. Three examples:
#
# - Columbia PD, back on `"2021-09-06"` with everything caught up: less than half a suspect.
# - Columbia PD, back on `"2021-09-06"`, nothing caught up: about 2.1.
# - Kansas City PD, back on `"2022-01-03"`, nothing caught up: about 26.1.


# %% question="late_or_never" tags=["answer"]
def suspects_lost(agency, back, catch_up):
    everyone = kit.scenarios.baseline()
    away = everyone.withdraw(agency, "ballistics")
    # BEGIN SOLUTION
    returned = away.rejoin(agency, "ballistics", on=back, catch_up=catch_up)
    full = kit.model.expectation(everyone).totals["suspects"]
    return full - kit.model.expectation(returned).totals["suspects"]
    # END SOLUTION


# %% [raw] question="late_or_never" tags=["checks"]
# title = "Late, or never?"
# points = 4
# minutes = 12
#
# [[check]]
# name = "the three examples of the question"
# call = "suspects_lost"
# inputs = [{agency = "Columbia PD", back = "2021-09-06", catch_up = true}, {agency = "Columbia PD", back = "2021-09-06", catch_up = false}, {agency = "Kansas City PD", back = "2022-01-03", catch_up = false}]
# as = "property"
# to = '0 < answer < 0.5 if catch_up else abs(answer - {"Columbia PD": 2.1, "Kansas City PD": 26.1}[agency]) < 0.05'
# hint = "Three lines: returned = away.rejoin(…), then the suspects of everyone less those of returned. Pass catch_up on, and begin with return."
#
# [[hidden]]
# name = "other agencies, days and ways to return"
# call = "suspects_lost"
# inputs = '[{"agency": name, "back": str(np.datetime64("2021-08-02") + 7 * int(rng.integers(4, 80))), "catch_up": caught} for name, caught in zip(rng.permutation(["Columbia PD", "Kansas City PD", "St. Louis County PD", "Sedalia PD"]).tolist(), [True, False, True])]'
# as = "number"
# tolerance = 0.01
# hint = "Use all three: the agency, the day back, and catch_up as it was given. Return a loss: what there would have been, less what there is."
#
# [[wrong]]
# name = "leads, not suspects"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     returned = everyone.withdraw(agency, "ballistics").rejoin(agency, "ballistics", on=back, catch_up=catch_up)
#     return kit.model.expectation(everyone).totals["leads"] - kit.model.expectation(returned).totals["leads"]
# '''
# misconception = "lead = suspect = conviction"
# as = "property"
# to = 'abs(answer) < 0.001 if catch_up else answer > 30'
# hint = "You counted leads. When everything is caught up, the leads all come, only later: which row of totals feels the delay?"
#
# [[wrong]]
# name = "what was missed is never entered"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     returned = everyone.withdraw(agency, "ballistics").rejoin(agency, "ballistics", on=back, catch_up=False)
#     return kit.model.expectation(everyone).totals["suspects"] - kit.model.expectation(returned).totals["suspects"]
# '''
# as = "property"
# to = 'abs(answer - {"Columbia PD": 2.1, "Kansas City PD": 26.1}[agency]) < 0.05'
# hint = "Here nothing that was missed is ever entered, whatever is asked. Late evidence is not lost evidence: pass catch_up on."
#
# [[wrong]]
# name = "gone for good"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     away = everyone.withdraw(agency, "ballistics")
#     return kit.model.expectation(everyone).totals["suspects"] - kit.model.expectation(away).totals["suspects"]
# '''
# as = "property"
# to = 'abs(answer - {"Columbia PD": 14.4, "Kansas City PD": 78.1}[agency]) < 0.1'
# hint = "The agency never comes back in your function: away has left for good. Use away.rejoin(…) with the day back."
#
# [[wrong]]
# name = "the difference the wrong way round"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     returned = everyone.withdraw(agency, "ballistics").rejoin(agency, "ballistics", on=back, catch_up=catch_up)
#     return kit.model.expectation(returned).totals["suspects"] - kit.model.expectation(everyone).totals["suspects"]
# '''
# as = "property"
# to = '-27 < answer < 0'
# hint = "Right size, wrong sign: a loss is what there would have been, less what there is."
#
# [[wrong]]
# name = "everything is always caught up"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     returned = everyone.withdraw(agency, "ballistics").rejoin(agency, "ballistics", on=back, catch_up=True)
#     return kit.model.expectation(everyone).totals["suspects"] - kit.model.expectation(returned).totals["suspects"]
# '''
# as = "property"
# to = '0 < answer < {"Columbia PD": 0.5, "Kansas City PD": 9}[agency]'
# hint = "Here all that was missed is entered, whatever is asked. Late evidence is not lost evidence, but some is lost: pass catch_up on."
#
# [[wrong]]
# name = "always the same agency"
# code = '''
# def suspects_lost(agency, back, catch_up):
#     everyone = kit.scenarios.baseline()
#     returned = everyone.withdraw("Columbia PD", "ballistics").rejoin("Columbia PD", "ballistics", on=back, catch_up=catch_up)
#     return kit.model.expectation(everyone).totals["suspects"] - kit.model.expectation(returned).totals["suspects"]
# '''
# as = "property"
# to = '0 < answer < (0.5 if catch_up else 5)'
# hint = "One agency gets about what it should, another far too little. Which agency leaves in your function, and which is asked for?"

# %% [markdown]
# Compare the same agency and day with `catch_up` on and off, then look at `totals["leads"]` in both.
# How fast a lead loses its use is a curve through two points of a study in which detectives were asked
# (dataset `evidence`, rows V28 and V29); that the loss of *suspects* follows it is assumed.

# %% [markdown]
# ## 6. Half of the leads from four boxes
#
# Nobody enters evidence any more, and {{agency}} has made up its mind: it stays out for good. You may
# ask others back. **Tick at most four boxes in the column *Ballistics*, so that at least half of the
# leads of full entry come back.** The row *All other agencies* counts as one box. How much evidence
# each row finds is assumed, except for Columbia.
#
# On the board below, press *Nobody*, then tick your four; other channels move no lead. Open *Keep or
# share this state* below the board, press *Copy* beside *code*, and paste it in quotes:
# `state = "TS1-…"`. Paste the code itself: for the grade, the board starts afresh.

# %% deletable=false
half_board = kit.ParticipationBoard()
half_board

# %% question="four_boxes" tags=["answer"]
# BEGIN SOLUTION
coming_back = {
    "Kansas City PD",
    "St. Louis Metropolitan PD",
    "St. Louis County PD",
    "Columbia PD",
    "All other agencies",
} - {"{{agency}}"}
entering = {name: {"ballistics": name in coming_back} for name in kit.scenarios.baseline().names}
state = kit.ParticipationBoard(participation=entering).code
# END SOLUTION

# %% [raw] question="four_boxes" tags=["checks"]
# title = "Half of the leads from four boxes"
# points = 3
# minutes = 10
#
# [[check]]
# name = "at most four boxes, half of the leads"
# get = "state"
# as = "property"
# to = '(lambda found: sum(row["ballistics"] for row in found.participation.values()) <= 4 and not found.participation["{{agency}}"]["ballistics"] and 2 * kit.model.expectation(found.scenario).counts["leads"] >= kit.model.expectation(kit.scenarios.baseline()).counts["leads"])((lambda board: board.of_code(answer) if type(answer) is str else board(**answer))(__import__("kit.boards.state", fromlist=["State"]).State))'
# hint = "This is no state of the board. Copy the whole code, from TS1- to its end, and put it in quotes."
#
# [[wrong]]
# name = "everyone"
# code = 'state = kit.ParticipationBoard().code'
# as = "property"
# to = '(lambda found: sum(row["ballistics"] for row in found.participation.values()) > 4)((lambda board: board.of_code(answer) if type(answer) is str else board(**answer))(__import__("kit.boards.state", fromlist=["State"]).State))'
# hint = "More than four boxes of the column Ballistics are ticked. Untick all, then tick four."
#
# [[wrong]]
# name = "the one that stays out"
# code = '''
# entering = {name: {"ballistics": name in ("Kansas City PD", "St. Louis Metropolitan PD")} for name in kit.scenarios.baseline().names}
# state = kit.ParticipationBoard(participation=entering).code
# '''
# as = "property"
# to = '(lambda found: found.participation["{{agency}}"]["ballistics"])((lambda board: board.of_code(answer) if type(answer) is str else board(**answer))(__import__("kit.boards.state", fromlist=["State"]).State))'
# hint = "{{agency}} is ticked, but it stays out. Others have to make up for it."
#
# [[wrong]]
# name = "those that the articles name"
# code = '''
# named = ("Missouri State Highway Patrol", "Columbia PD", "O'Fallon PD", "Sedalia PD")
# entering = {name: {"ballistics": name in named} for name in kit.scenarios.baseline().names}
# state = kit.ParticipationBoard(participation=entering).code
# '''
# as = "property"
# to = '(lambda found: kit.model.expectation(found.scenario).counts["entered"] * 4 < kit.model.expectation(found.scenario).counts["recovered"])((lambda board: board.of_code(answer) if type(answer) is str else board(**answer))(__import__("kit.boards.state", fromlist=["State"]).State))'
# hint = "Not even a quarter of the evidence is entered. Being in the news is not having much evidence: on the board, compare how much waits at each agency when nobody takes part."
#
# [[wrong]]
# name = "half of the evidence, fewer leads"
# code = '''
# some = {"Kansas City PD", "St. Louis Metropolitan PD", "All other agencies", "Columbia PD"} - {"{{agency}}"}
# entering = {name: {"ballistics": name in some} for name in kit.scenarios.baseline().names}
# state = kit.ParticipationBoard(participation=entering).code
# '''
# as = "property"
# to = '(lambda found: 2 * kit.model.expectation(found.scenario).counts["leads"] < kit.model.expectation(kit.scenarios.baseline()).counts["leads"])((lambda board: board.of_code(answer) if type(answer) is str else board(**answer))(__import__("kit.boards.state", fromlist=["State"]).State))'
# hint = "A good part of the evidence is in, but less than half of the leads: a link whose other end lies with an agency that is out is not found. Compare the row Leads with what it shows when everyone takes part. Who else has much evidence?"

# %% [markdown]
# Several answers are right. Compare the share of the *evidence* that your four enter with the share
# of the *leads* they bring. And read the list once more: it says which agencies a plan would depend
# on, not which of them ought to come back.

# %% [markdown]
# ## 7. One cut, two headlines
#
# A supporter and an opponent of the act write about the very same cut, and neither invents
# anything. **Choose a cut, and how busy investigators are, and write two headlines about it: in one of
# them a number rises, in the other one a number falls.** Copy and fill in:
#
# ```
# headlines = {"agency": "", "channel": "", "busy": 0.85, "rises": "", "falls": ""}
# ```
#
# `channel` is one of `task_force`, `ballistics`, `background`, `records`, `custody`; `busy` a share
# from 0.75 to 0.95; behind `rises` and `falls` stands one of `leads`, `suspects`, `backlog`,
# `time_to_close`, `officer_weeks_returned`. Everybody else takes part in everything. A headline holds if
# the model's number moves that way by at least 0.05. The check looks at nothing else: which headline
# is whose, you decide.

# %% question="two_headlines" tags=["answer"]
# BEGIN SOLUTION
headlines = {
    "agency": "Columbia PD",
    "channel": "task_force",
    "busy": 0.95,
    "rises": "officer_weeks_returned",
    "falls": "suspects",
}
# END SOLUTION

# %% [raw] question="two_headlines" tags=["checks"]
# title = "One cut, two headlines"
# points = 3
# minutes = 12
#
# [[check]]
# name = "both headlines hold"
# get = "headlines"
# as = "property"
# to = '0.75 <= answer["busy"] <= 0.95 and {answer["rises"], answer["falls"]} <= {"leads", "suspects", "backlog", "time_to_close", "officer_weeks_returned"} and (lambda scenario: (lambda before, after: after[answer["rises"]] - before[answer["rises"]] >= 0.05 and before[answer["falls"]] - after[answer["falls"]] >= 0.05)(kit.model.expectation(scenario).totals, kit.model.expectation(scenario.withdraw(answer["agency"], answer["channel"])).totals))(kit.scenarios.baseline().assume(utilization=answer["busy"]))'
# hint = "A slot is missing, or holds what it cannot. Copy the line once more and fill in its five slots."
#
# [[wrong]]
# name = "no such channel"
# code = 'headlines = {"agency": "Columbia PD", "channel": "Ballistics", "busy": 0.95, "rises": "backlog", "falls": "leads"}'
# as = "property"
# to = 'answer["channel"] not in ("task_force", "ballistics", "background", "records", "custody")'
# hint = "Look at channel: it has to be one of task_force, ballistics, background, records and custody, in small letters."
#
# [[wrong]]
# name = "no such number"
# code = 'headlines = {"agency": "Columbia PD", "channel": "ballistics", "busy": 0.95, "rises": "Evidence waiting", "falls": "leads"}'
# as = "property"
# to = 'not {answer["rises"], answer["falls"]} <= {"leads", "suspects", "backlog", "time_to_close", "officer_weeks_returned"}'
# hint = "Look at rises and falls: each has to be one of leads, suspects, backlog, time_to_close and officer_weeks_returned, in small letters."
#
# [[wrong]]
# name = "no such agency"
# code = 'headlines = {"agency": "Columbia", "channel": "ballistics", "busy": 0.95, "rises": "backlog", "falls": "leads"}'
# as = "property"
# to = 'answer["agency"] not in kit.scenarios.baseline().names'
# hint = "Look at agency: it has to be a name as the board of question 2 writes it."
#
# [[wrong]]
# name = "busy as a percentage"
# code = 'headlines = {"agency": "Columbia PD", "channel": "ballistics", "busy": 85, "rises": "backlog", "falls": "leads"}'
# as = "property"
# to = 'not (type(answer["busy"]) in (int, float) and 0.75 <= answer["busy"] <= 0.95)'
# hint = "Look at busy: it has to be a share from 0.75 to 0.95, without quotes."
#
# [[wrong]]
# name = "one number for both"
# code = 'headlines = {"agency": "Columbia PD", "channel": "ballistics", "busy": 0.85, "rises": "leads", "falls": "leads"}'
# as = "property"
# to = 'answer["rises"] == answer["falls"] != ""'
# hint = "No number both rises and falls. Two headlines need two numbers."
#
# [[wrong]]
# name = "leads need officers"
# code = 'headlines = {"agency": "Columbia PD", "channel": "task_force", "busy": 0.95, "rises": "officer_weeks_returned", "falls": "leads"}'
# misconception = "lead = suspect = conviction"
# as = "property"
# to = 'answer["channel"] != "ballistics" and "leads" in (answer["rises"], answer["falls"])'
# hint = "Leads come from evidence that is entered. Does the cut you chose touch that? See question 2."
#
# [[wrong]]
# name = "any cut makes cases slower"
# code = 'headlines = {"agency": "Columbia PD", "channel": "ballistics", "busy": 0.95, "rises": "time_to_close", "falls": "leads"}'
# misconception = "fewer officers always means slower"
# as = "property"
# to = 'answer["channel"] == "ballistics" and answer["rises"] == "time_to_close"'
# hint = "With less evidence, fewer cases are opened. What does that do to a queue? The lecture's fourth part shows it."
#
# [[wrong]]
# name = "officers nobody counted"
# code = 'headlines = {"agency": "St. Louis Metropolitan PD", "channel": "task_force", "busy": 0.95, "rises": "officer_weeks_returned", "falls": "suspects"}'
# as = "property"
# to = 'answer["channel"] == "task_force" and not kit.load("agencies").set_index("agency")["task_force_officers"].fillna(0)[answer["agency"]]'
# hint = "No task force officer of this agency was reported, so the model has none to call back. Not reported is not zero: choose an agency with a number."
#
# [[wrong]]
# name = "a number that stays"
# code = 'headlines = {"agency": "Kansas City PD", "channel": "records", "busy": 0.85, "rises": "time_to_close", "falls": "backlog"}'
# as = "property"
# to = '(lambda scenario: (lambda change: abs(change[answer["rises"]]) < 0.05 or abs(change[answer["falls"]]) < 0.05)(kit.model.expectation(scenario.withdraw(answer["agency"], answer["channel"])).totals - kit.model.expectation(scenario).totals))(kit.scenarios.baseline().assume(utilization=answer["busy"]))'
# hint = "At least one of the two numbers hardly moves with this cut. Look at the board row by row."
#
# [[wrong]]
# name = "up and down exchanged"
# code = 'headlines = {"agency": "Columbia PD", "channel": "ballistics", "busy": 0.85, "rises": "leads", "falls": "backlog"}'
# as = "property"
# to = '(lambda scenario: (lambda change: change[answer["rises"]] <= -0.05 or change[answer["falls"]] >= 0.05)(kit.model.expectation(scenario.withdraw(answer["agency"], answer["channel"])).totals - kit.model.expectation(scenario).totals))(kit.scenarios.baseline().assume(utilization=answer["busy"]))'
# hint = "At least one of the two numbers moves the other way. Look at it on the board, before and after the cut."

# %% [markdown]
# Both headlines are true in the model, and each alone leads a reader astray. Both also hide the same
# slot, `busy`: nobody published it. What would an honest third headline say?

# %% [markdown]
# ## 8. Draw the claim
#
# Question 4 gave one level. A chart shows how much hangs on it. **Draw the weeks that cases take
# longer (`after - before`) as a line over the levels of question 4** (drawn from these names: numbers
# typed in earn nothing). Put the word *busy* into the
# label of the axis that goes across, *weeks* into that of the axis that goes up, and say in the
# title that it comes from a model. Keep what the drawing gives back: `chart = (after - before).plot()`,
# then `chart.set(xlabel=…, ylabel=…, title=…)`.

# %% question="draw_the_claim" tags=["answer"]
# BEGIN SOLUTION
import matplotlib.pyplot as plt

figure, chart = plt.subplots()
chart.plot(levels, after - before)
chart.set(
    xlabel="how busy investigators are when everybody takes part (share)",
    ylabel="weeks longer to close a case",
    title="The reported officers leave (participation model, approximate)",
)
# END SOLUTION

# %% [raw] question="draw_the_claim" tags=["checks"]
# title = "Draw the claim"
# points = 3
# minutes = 12
#
# [[check]]
# name = "a line, and axes with names"
# get = "chart"
# as = "figure"
# to = '{"x": "busy", "y": "weeks", "title": "model"}'
# hint = "Give both axes a name with the word the question asks for, and a title with the word model: chart.set(xlabel=\"…\", ylabel=\"…\", title=\"…\")."
#
# [[check]]
# name = "a line of what is added"
# get = "chart"
# as = "property"
# to = 'any(axes["lines"] for axes in answer["axes"])'
# hint = "There is no line in your chart. Keep what (after - before).plot() gives back."
#
# [[hidden]]
# name = "the line itself, for other officers"
# get = "chart"
# as = "figure"
# tolerance = 0.001
# hint = "One line: the levels across, after - before upward. Draw what the cell of question 4 computed, not numbers typed in."
#
# [[wrong]]
# name = "the time itself, not what is added"
# code = '''
# chart = after.plot()
# chart.set(xlabel="how busy", ylabel="weeks to close a case", title="model")
# '''
# check = "a line of what is added"
# as = "property"
# to = 'any(line[1] and min(line[1]) > 5 for axes in answer["axes"] for line in axes["lines"])'
# hint = "You drew one of the two, not the difference. Draw the time that cases take longer."
#
# [[wrong]]
# name = "the difference the wrong way round"
# code = '''
# chart = (before - after).plot()
# chart.set(xlabel="how busy", ylabel="weeks longer", title="model")
# '''
# check = "a line of what is added"
# as = "property"
# to = 'any(line[1] and max(line[1]) < 0 for axes in answer["axes"] for line in axes["lines"])'
# hint = "Your line runs below zero, as if cases became faster. Which of the two comes first in the difference?"
#
# [[wrong]]
# name = "bars"
# code = '''
# chart = (after - before).plot.bar()
# chart.set(xlabel="how busy", ylabel="weeks longer", title="model")
# '''
# check = "a line of what is added"
# as = "property"
# to = 'any(axes["bars"] for axes in answer["axes"])'
# hint = "You drew bars. How busy somebody is runs along a scale, with levels between the levels: draw a line."
#
# [[wrong]]
# name = "the axes exchanged"
# code = '''
# import matplotlib.pyplot as plt
# chart = plt.subplots()[1]
# chart.plot(after - before, levels)
# chart.set(xlabel="weeks longer", ylabel="how busy", title="model")
# '''
# as = "figure"
# to = '{"x": "weeks", "y": "busy"}'
# hint = "What is assumed goes across, what follows from it upward."
#
# [[wrong]]
# name = "axes without names"
# code = 'chart = (after - before).plot(color="black")'
# as = "property"
# to = 'not (answer["axes"][0]["x"].strip() and answer["axes"][0]["y"].strip())'
# hint = "An axis has no name. A reader has to see what is assumed, what follows, and in which unit: use chart.set(…)."

# %% [markdown]
# A reader of this chart can find the claim of either side on it, and sees at once which assumption
# each needs. That is more than a single number can do.
#
# ## What comes next
#
# Run `kit.submit()` when you are done. To go on, open *Dates: leave on a day, come back on a day* on
# the board of question 2. Or ask question 6 again, with half of the evidence landing outside the home
# agency of its gun. This assumption has no slider, so open a board of its own:
# `kit.ParticipationBoard(parameters={"share_elsewhere": 0.5})`. Are four boxes still enough?
#
# **What the model leaves out.** It counts leads and cases because that is what the filing counted.
# It cannot weigh a right, a record not made, or what an officer does back home; it cannot show that
# the act *caused* a cut; and a lead is neither a suspect nor a conviction.
