# %% [markdown]
# # Put a value on linked evidence
#
# **You will be able to** line up two counts from different months before you divide; bound what a
# missing number allows; carry uncertainty through three steps; give three right answers to what one
# agency's evidence is worth, and reasons for the one you quote; say what a delay costs without
# averaging two sources; join tables by county; and draw evidence against leads.
#
# **You need** the lecture [See what evidence is worth](../notebooks/05_see_what_evidence_is_worth.ipynb),
# in the folder *notebooks*. Question 5 takes words. All others want a formula: 1 and 6 in one line
# each, 2, 3, 4 and 8 inside a function, 7 with tables.
#
# **Time** 85 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter (the first, folded one loads the
# kit), and put your answer in place of `...  # your answer`. The cell below each question says *open*,
# *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common mistakes was seen.
# It does not say that the answer is right. For the grade, your cells run once more on *other* numbers:
# a number that you typed in is right on your screen and **earns nothing**. Stuck? Put `"help"` in place
# of the dots (in a function: `return "help"`) and run the check: the first hint comes. At the end,
# `kit.submit()` packs your file.
#
# *Content note:* questions 1 to 3 and 6 speak of suspects in shootings, in numbers only.

# %%
import kit

# %% [markdown]
# **What a function looks like.** `def` gives it a name and names what it is given; the steps below
# stand four spaces to the right; `return` hands the result back. It runs when somebody calls it.


# %%
def in_percent(part, whole):
    share = part / whole
    return 100 * share


in_percent(3, 12)

# %% [raw] tags=["shadow"]
# seeds = [1]
#
# [tables]
# ballistics = '(lambda leads, suspects, linked, casings, guns: table.assign(value=table["id"].map({"N01": leads, "N02": suspects, "N03": linked, "N04": casings, "N05": guns, "N06": round(leads / 36, 4), "N07": leads / 36 * 21, "N08": round(100 * suspects / leads, 4), "N09": round(100 * suspects / (leads / 36 * 21), 4), "N10": casings + guns, "N13": round((casings + guns) / (67 / 7), 4), "N14": round((casings + guns) / 7, 4), "N15": round(linked / (121 / 7), 4), "N16": round(linked / (73 / 7), 4)}).fillna(table["value"])))(*[float(rng.integers(low, high) * step) for low, high, step in ((65, 90, 100), (12, 19, 25), (16, 25, 1), (24, 36, 1), (23, 34, 1))])'
# claims = '(lambda told: table.assign(quantity=table["id"].map({"A42": told["N01"], "A43": told["N02"], "A45": told["N03"], "A47": told["N04"], "A47b": told["N05"]}).fillna(table["quantity"])))(tables["ballistics"].set_index("id")["value"])'
# evidence = '(lambda n: table.assign(value=table["id"].map({"V28": n[0], "V29": n[1]}).fillna(table["value"]), low=table["id"].map({"V25": n[2], "V26": n[4]}).fillna(table["low"]), high=table["id"].map({"V25": n[2] + n[3], "V26": n[4] + n[5]}).fillna(table["high"])))([float(rng.integers(low, high)) for low, high in ((48, 60), (20, 30), (8, 13), (5, 13), (40, 56), (18, 28))])'
# withdrawals = 'table.assign(officers=table["officers"] + rng.integers(1, 7, len(table)))'
# agencies = 'table.assign(task_force_officers=table["agency"].map(tables["withdrawals"].set_index("agency")["officers"]).astype("Int64").fillna(table["task_force_officers"]))'
# places = 'table.assign(value=(table["value"] * rng.uniform(1.1, 1.9, len(table))).round())'

# %% [raw] tags=["variant"]
# agency = ["Columbia PD", "Sedalia PD", "St. Louis County PD"]
# route = ["V25", "V26"]

# %% [markdown]
# ## 1. Two counts from different months
#
# The ATF, in the filing, gives two figures for Missouri: leads of *three years*, not dated, and
# suspects credited to the database in a stretch of *21 months*. Suspects per lead is a tempting
# division.

# %%
ballistics = kit.load("ballistics").set_index("id")
leads_told, suspects_told = ballistics.loc["N01", "value"], ballistics.loc["N02", "value"]
ballistics.loc[["N01", "N02"], ["measure", "value", "window_note", "asserted_by", "status"]]

# %% [markdown]
# **How many suspects for each hundred leads?** Give two numbers, `(low, high)`: the first as if *all*
# the leads of the 36 months had fallen into the 21, the second as if the leads had come *evenly* over
# the 36 months, so that only 21 parts of 36 fell into the stretch of the suspects. **Let the cell
# compute it: a typed answer earns nothing here.**

# %% question="per_hundred" tags=["answer"]
# BEGIN SOLUTION
in_the_window = leads_told * 21 / 36
per_hundred = (100 * suspects_told / leads_told, 100 * suspects_told / in_the_window)
# END SOLUTION

# %% [raw] question="per_hundred" tags=["checks"]
# title = "Two counts from different months"
# points = 2
# minutes = 8
#
# [[check]]
# name = "two different numbers, the lower one first"
# get = "per_hundred"
# as = "property"
# to = 'len(answer) == 2 and 1 < answer[0] < answer[1] < 12 and abs(answer[1] / answer[0] - 36 / 21) < 0.02'
# hint = "Two numbers in parentheses, suspects for each hundred leads: per_hundred = (100 * suspects_told / …, 100 * suspects_told / …). How many leads stand below each?"
#
# [[hidden]]
# name = "with other counts"
# get = "per_hundred"
# as = "interval"
# tolerance = 0.01
# hint = "The suspects stay as they are. What changes is how many of the leads fell into the suspects' months: all of them, or 21 parts of 36."
#
# [[wrong]]
# name = "one rate, as if the months were the same"
# code = 'per_hundred = (100 * suspects_told / leads_told, 100 * suspects_told / leads_told)'
# as = "property"
# to = '(lambda told: all(abs(end - 100 * told["N02"] / told["N01"]) < 0.06 for end in answer))(kit.load("ballistics").set_index("id")["value"])'
# hint = "Both your numbers set suspects of 21 months over leads of 36. The second has to count only the leads that came in the same 21 months."
#
# [[wrong]]
# name = "the suspects cut, not the leads"
# code = 'per_hundred = (100 * (suspects_told * 21 / 36) / leads_told, 100 * suspects_told / leads_told)'
# as = "property"
# to = '(lambda told: abs(answer[0] - 100 * told["N02"] * 21 / 36 / told["N01"]) < 0.06)(kit.load("ballistics").set_index("id")["value"])'
# hint = "You cut down the suspects. They are counted in the shorter stretch already; it is the leads that come from the longer one."
#
# [[wrong]]
# name = "shares, not hundreds"
# code = 'per_hundred = (suspects_told / leads_told, suspects_told / (leads_told * 21 / 36))'
# as = "property"
# to = '0 < answer[0] < answer[1] < 1'
# hint = "Those are suspects for each single lead. The question asks for each hundred."
#
# [[wrong]]
# name = "upside down"
# code = 'per_hundred = (leads_told * 21 / 36 / suspects_told, leads_told / suspects_told)'
# as = "property"
# to = '12 < answer[0] < answer[1]'
# hint = "Those are leads for each suspect. Which of the two has to stand above the line?"

# %% [markdown]
# Neither number is a finding. The first is the least that the two counts allow; the second rests on
# an even flow, and is no upper bound: had most leads come outside the 21 months, it would be more. A
# suspect may rest on several leads, and how many suspects would have been found anyway is unknown.

# %% [markdown]
# ## 2. A rate with no bottom
#
# A machine links some guns while it runs. Later it stands still, and some items are left out. How
# many items it had *taken in* nobody published. The lecture gave the bound for Columbia; now for any
# agency. Somebody who knows the place says: between `fewest` and `most` items were entered. (And
# never fewer than were linked, even if `fewest` says so.)
#
# **Write the function `leads_missed(left_out, links, fewest, most)`: how many leads the items left
# out would have given, as `(low, high)`,** if a share of them were linked as of those entered. With
# 30 left out, 12 linked, and between 20 and 60 entered, it is at least 6 and at most 18.


# %% question="leads_missed" tags=["answer"]
def leads_missed(left_out, links, fewest, most):
    # BEGIN SOLUTION
    least_entered = max(links, fewest)
    return left_out * links / most, left_out * links / least_entered
    # END SOLUTION


# %% [raw] question="leads_missed" tags=["checks"]
# title = "A rate with no bottom"
# points = 3
# minutes = 10
#
# [[check]]
# name = "the example of the question"
# call = "leads_missed"
# inputs = [{left_out = 30, links = 12, fewest = 20, most = 60}]
# as = "property"
# to = '[round(end / 3, 6) for end in answer] == [2, 6]'
# hint = "The rate is links over items entered. Which number of items entered makes it smallest, which largest? return left_out * links / …, left_out * links / …"
#
# [[check]]
# name = "never more leads than items left out"
# call = "leads_missed"
# inputs = [{left_out = 11, links = 8, fewest = 6, most = 16}]
# as = "property"
# to = 'answer[0] <= answer[1] <= left_out'
# hint = "The check calls your function once more, with 11 left out, 8 linked, and between 6 and 16 entered: it has to compute with what it is given, and no more leads can be missed than items were left out."
#
# [[hidden]]
# name = "other agencies, other bounds"
# call = "leads_missed"
# inputs = '[{"left_out": int(rng.integers(20, 60)), "links": 10 + step, "fewest": int(rng.integers(3, 9)) if step == 0 else int(rng.integers(5, 40)), "most": int(rng.integers(50, 200))} for step in range(6)]'
# as = "interval"
# tolerance = 0.001
# hint = "The more items were entered for the same links, the smaller the rate. Mind the case in which fewest is smaller than links."
#
# [[wrong]]
# name = "an outcome over an input"
# code = '''
# def leads_missed(left_out, links, fewest, most):
#     rate = links / left_out
#     return left_out * rate, left_out * rate
# '''
# as = "interval"
# to = '[links, links]'
# hint = "You divided the links of one season by the items left out in another. Those items were never tried. What was tried is what was entered."
#
# [[wrong]]
# name = "the middle of the bounds"
# code = '''
# def leads_missed(left_out, links, fewest, most):
#     middle = (fewest + most) / 2
#     return left_out * links / middle, left_out * links / middle
# '''
# misconception = "balance = truth in the middle"
# as = "interval"
# to = '[2 * left_out * links / (fewest + most)] * 2'
# hint = "The middle of two bounds is one more guess. Give what either end would mean."
#
# [[wrong]]
# name = "left-out items counted as entered"
# code = '''
# def leads_missed(left_out, links, fewest, most):
#     return left_out * links / (most + left_out), left_out * links / (fewest + left_out)
# '''
# as = "interval"
# to = '[left_out * links / (most + left_out), left_out * links / (fewest + left_out)]'
# hint = "You counted the items left out among those entered. They never went in."
#
# [[wrong]]
# name = "more linked than entered"
# check = "never more leads than items left out"
# code = '''
# def leads_missed(left_out, links, fewest, most):
#     return left_out * links / most, left_out * links / fewest
# '''
# as = "interval"
# to = '[left_out * links / most, left_out * links / fewest]'
# hint = "With few items entered, your rate is more than one link for each item. What was linked had been entered: what does that say of fewest?"

# %% [markdown]
# With nothing known but the links, the high end is *every item left out*. One page from the machine's
# own log would close the gap. That the items left out are like those entered is assumed as well: a
# casing from a street and a gun from a ditch are not alike.

# %% [markdown]
# ## 3. Three steps, each uncertain
#
# From leads to persons it is two more steps: suspects for each hundred leads (question 1), and the
# share of suspects who would have been *found anyway*, which nobody measured; the model lets it run
# over nearly the whole range. Each of the three is an interval.
#
# **Write the function `suspects_missed(leads, per_hundred, found_anyway)`. Each is given as `[low,
# high]`: `leads[0]` is the low end, `leads[1]` the high end. Return the suspects who would *not* have
# been found otherwise, as `(low, high)`.** With 4 to 10 leads, 5 to 10 suspects for each hundred, and
# 0.2 to 0.6 of them found anyway, it is at least 0.08 and at most 0.8 of a suspect. Which end of
# `found_anyway` makes the *least*?


# %% question="suspects_missed" tags=["answer"]
def suspects_missed(leads, per_hundred, found_anyway):
    # BEGIN SOLUTION
    low = leads[0] * per_hundred[0] / 100 * (1 - found_anyway[1])
    high = leads[1] * per_hundred[1] / 100 * (1 - found_anyway[0])
    return low, high
    # END SOLUTION


# %% [raw] question="suspects_missed" tags=["checks"]
# title = "Three steps, each uncertain"
# points = 3
# minutes = 12
#
# [[check]]
# name = "the example of the question"
# call = "suspects_missed"
# inputs = [{leads = [4, 10], per_hundred = [5, 10], found_anyway = [0.2, 0.6]}]
# as = "property"
# to = '[round(end * 100, 6) for end in answer] == [8, 80]'
# hint = "low = leads[0] * per_hundred[0] / 100 * (1 - …). The more would have been found anyway, the fewer are missed."
#
# [[hidden]]
# name = "other intervals"
# call = "suspects_missed"
# inputs = '[{"leads": [int(rng.integers(2, 9)), int(rng.integers(10, 40))], "per_hundred": [round(float(rng.uniform(1, 4)), 2), round(float(rng.uniform(5, 9)), 2)], "found_anyway": [round(float(rng.uniform(0, 0.3)), 2), round(float(rng.uniform(0.4, 0.95)), 2)]} for _ in range(5)]'
# as = "interval"
# tolerance = 0.0001
# hint = "Ask at each step which end makes the result small. For two of the steps it is the low end, for one the high end."
#
# [[wrong]]
# name = "low with low, high with high"
# code = '''
# def suspects_missed(leads, per_hundred, found_anyway):
#     ends = [leads[i] * per_hundred[i] / 100 * (1 - found_anyway[i]) for i in (0, 1)]
#     return min(ends), max(ends)
# '''
# as = "interval"
# to = 'sorted(leads[i] * per_hundred[i] / 100 * (1 - found_anyway[i]) for i in (0, 1))'
# hint = "You put the low end of all three together. But if few are found anyway, many are missed: this step works the other way."
#
# [[wrong]]
# name = "everybody credited is missed"
# code = '''
# def suspects_missed(leads, per_hundred, found_anyway):
#     return leads[0] * per_hundred[0] / 100, leads[1] * per_hundred[1] / 100
# '''
# as = "interval"
# to = '[leads[i] * per_hundred[i] / 100 for i in (0, 1)]'
# hint = "Those are suspects credited to the database, gross. Some of them would have been found without it."
#
# [[wrong]]
# name = "leads taken for suspects"
# code = '''
# def suspects_missed(leads, per_hundred, found_anyway):
#     return leads[0] * (1 - found_anyway[1]), leads[1] * (1 - found_anyway[0])
# '''
# misconception = "lead = suspect = conviction"
# as = "interval"
# to = '[leads[0] * (1 - found_anyway[1]), leads[1] * (1 - found_anyway[0])]'
# hint = "You took each lead for a suspect. Most leads name nobody: use per_hundred."
#
# [[wrong]]
# name = "for each hundred, not for each one"
# code = '''
# def suspects_missed(leads, per_hundred, found_anyway):
#     return leads[0] * per_hundred[0] * (1 - found_anyway[1]), leads[1] * per_hundred[1] * (1 - found_anyway[0])
# '''
# as = "interval"
# to = '[leads[0] * per_hundred[0] * (1 - found_anyway[1]), leads[1] * per_hundred[1] * (1 - found_anyway[0])]'
# hint = "A hundred times too many: per_hundred is for each hundred leads."

# %% [markdown]
# Now put your three answers together. Click on this text and press B: an empty cell comes. Type
# this into it; `N10` is what Columbia left out, `N03` what it linked, `float("inf")` says that nobody
# knows how many items were entered:
#
# ```
# missed = leads_missed(ballistics.loc["N10", "value"], ballistics.loc["N03", "value"], 1, float("inf"))
# missed, suspects_missed(missed, per_hundred, [0, 0.95])
# ```
#
# Somebody who quotes the high end and somebody who quotes the low end use the same sources. And a
# suspect is not a conviction.

# %% [markdown]
# ## 4. Two agencies, three answers
#
# Think of a state in which only two agencies may enter evidence at all. The function `leads` below
# asks the model for the leads of two years when exactly the agencies named enter, on top of what
# everybody had entered before. Volumes are assumed, except for Columbia.


# %%
import pandas as pd


def leads(*entering):
    scenario = kit.scenarios.baseline()
    misspelled = "an agency's name is misspelled, or in quotes where it should not be"
    assert set(entering) <= set(scenario.names), misspelled
    for name in scenario.names:
        if name not in entering:
            scenario = scenario.withdraw(name, "ballistics")
    return float(kit.model.expectation(scenario).counts["leads"])


entering = {
    "nobody": leads(),
    "{{agency}}": leads("{{agency}}"),
    "Kansas City PD": leads("Kansas City PD"),
    "both": leads("{{agency}}", "Kansas City PD"),
}
pd.Series(entering).round(1).to_frame("leads")

# %% [markdown]
# **Write the function `three_answers(first, second)`: what the evidence of `first` is worth, in leads,
# as a dictionary with the names `"alone"`, `"last to leave"` and `"shapley"`.** *Alone*: it enters,
# the other does not. *Last to leave*: both enter, then it leaves. *Shapley*: what it adds on average
# over both orders of joining.


# %% question="three_answers" tags=["answer"]
def three_answers(first, second):
    # BEGIN SOLUTION
    when_first, when_second = leads(first), leads(second, first) - leads(second)
    mean = (when_first + when_second) / 2
    return {"alone": when_first, "last to leave": when_second, "shapley": mean}
    # END SOLUTION


# %% [raw] question="three_answers" tags=["checks"]
# title = "Two agencies, three answers"
# points = 4
# minutes = 12
#
# [[check]]
# name = "three names, in the order that the lecture found"
# call = "three_answers"
# inputs = [{first = "{{agency}}", second = "Kansas City PD"}]
# as = "property"
# to = 'set(answer) == {"alone", "last to leave", "shapley"} and 0 < answer["alone"] < answer["shapley"] < answer["last to leave"]'
# hint = "alone = leads(first); last = leads(first, second) - leads(second). There are two orders of joining: in one of them it comes first, in the other one second. Return {\"alone\": …, \"last to leave\": …, \"shapley\": …}."
#
# [[hidden]]
# name = "other pairs"
# call = "three_answers"
# inputs = '[{"first": str(first), "second": str(second)} for first, second in (rng.permutation(["Columbia PD", "Kansas City PD", "St. Louis County PD", "St. Louis Metropolitan PD", "Missouri State Highway Patrol"])[:2] for _ in range(4))]'
# as = "mapping"
# tolerance = 0.01
# hint = "Use first and second, and think of both orders: joining before the other agency, and joining after it."
#
# [[wrong]]
# name = "what the other one adds"
# code = '''
# def three_answers(first, second):
#     last = leads(first, second) - leads(first)
#     return {"alone": leads(first), "last to leave": last, "shapley": (leads(first) + last) / 2}
# '''
# as = "property"
# to = '(lambda one, both: abs(answer["last to leave"] - (both - one)) < 0.01)(*(lambda base: [kit.model.expectation(__import__("functools").reduce(lambda scenario, name: scenario.withdraw(name, "ballistics"), [name for name in base.names if name not in entering], base)).counts["leads"] for entering in ([first], [first, second])])(kit.scenarios.baseline()))'
# hint = "That is what the second adds to the first. Who leaves here, and who stays?"
#
# [[wrong]]
# name = "half of what both find"
# code = '''
# def three_answers(first, second):
#     both = leads(first, second)
#     return {"alone": leads(first), "last to leave": both - leads(second), "shapley": both / 2}
# '''
# as = "property"
# to = '(lambda one, both: abs(answer["shapley"] - both / 2) < 0.01)(*(lambda base: [kit.model.expectation(__import__("functools").reduce(lambda scenario, name: scenario.withdraw(name, "ballistics"), [name for name in base.names if name not in entering], base)).counts["leads"] for entering in ([first], [first, second])])(kit.scenarios.baseline()))'
# hint = "You shared what both find by heads. The two do not bring the same: what does the first add when it joins first, and what when it joins second?"
#
# [[wrong]]
# name = "the same with and without neighbors"
# code = '''
# def three_answers(first, second):
#     return {"alone": leads(first), "last to leave": leads(first), "shapley": leads(first)}
# '''
# as = "property"
# to = 'answer["alone"] == answer["last to leave"]'
# hint = "If both were the same, no link would run between the two agencies. What is lost when the first leaves while the second stays?"
#
# [[wrong]]
# name = "last to leave for all"
# code = '''
# def three_answers(first, second):
#     added = leads(first, second) - leads(second)
#     return {"alone": leads(first), "last to leave": added, "shapley": added}
# '''
# as = "property"
# to = 'answer["shapley"] == answer["last to leave"] != answer["alone"]'
# hint = "Ask for both agencies and add up: you get more leads than the two find together. Links between them must not be counted twice."

# %% [markdown]
# Call it for both, `three_answers("{{agency}}", "Kansas City PD")` and
# `three_answers("Kansas City PD", "{{agency}}")`, and add up name by name. Only one of the three sums
# is what both find together; another one counts each link between them twice, and the third does not
# count it at all. So "our department was behind that many leads" can be said by everybody, and be true
# for each, and still not add up.

# %% [markdown]
# ## 5. Which number would you show?
#
# A council debates whether its department should go on entering evidence. You may show it *one* of
# the three numbers. People of good sense choose differently, and no choice is wrong here: **choose
# one of `alone`, `last to leave`, `shapley`, and give the letter of at least one reason that you
# would stand by for it.** Each reason you give has to be true of the number you chose.
#
# - `a` It says what changes if only our own entry changes, and all others go on as they do now.
# - `b` Added up over all departments, it gives all the leads, no more and no less.
# - `c` It counts what our evidence still links if nobody else enters any more.
# - `d` It counts every link in which our evidence is one of the ends that are needed.
# - `e` It is a mean over all the orders in which departments could have joined.
# - `f` It says how many cases would be solved.
# - `g` It rests on no assumption.
#
# Write it like this: `shown = {"choice": "…", "reasons": {"…"}}`.

# %% question="shown" tags=["answer"]
# BEGIN SOLUTION
shown = {"choice": "shapley", "reasons": {"b", "e"}}
# END SOLUTION

# %% [raw] question="shown" tags=["checks"]
# title = "Which number would you show?"
# points = 2
# minutes = 8
#
# [[check]]
# name = "one number, and letters for it"
# get = "shown"
# as = "property"
# to = 'set(answer) == {"choice", "reasons"} and answer["choice"].strip().casefold() in ("alone", "last to leave", "shapley") and len(answer["reasons"]) > 0 and {letter.strip().casefold() for letter in answer["reasons"]} <= set("abcdefg")'
# hint = "Copy the line of the question: one of the three names behind choice, and at least one letter in quotes inside braces behind reasons."
#
# [[hidden]]
# name = "the reasons fit the choice"
# get = "shown"
# as = "choice"
# shadow = false
# free_choice = true
# to = '{"alone": ["c"], "last to leave": ["a", "d"], "shapley": ["b", "e"]}'
# hint = "Your choice is your own, but at least one of your reasons is not true of that number. Go back to question 4: in which situation is each of the three taken?"
#
# [[wrong]]
# name = "a lead solves a case"
# code = 'shown = {"choice": "last to leave", "reasons": {"a", "f"}}'
# misconception = "lead = suspect = conviction"
# as = "property"
# to = '"f" in {letter.strip().casefold() for letter in answer["reasons"]}'
# hint = "None of the three says how many cases would be solved: all of them count leads."
#
# [[wrong]]
# name = "a number without assumptions"
# code = 'shown = {"choice": "alone", "reasons": {"g"}}'
# misconception = "model output = evidence for its own inputs"
# as = "property"
# to = '"g" in {letter.strip().casefold() for letter in answer["reasons"]}'
# hint = "All three come out of the same model, with assumed volumes. Look at who asserts what it starts from."
#
# [[wrong]]
# name = "the largest number adds up"
# code = 'shown = {"choice": "last to leave", "reasons": {"b"}}'
# as = "property"
# to = 'answer["choice"].strip().casefold() == "last to leave" and "b" in {letter.strip().casefold() for letter in answer["reasons"]}'
# hint = "You say that the number of the last to leave adds up to all leads. In question 4, add it up for both agencies and compare."
#
# [[wrong]]
# name = "alone, but all others stay"
# code = 'shown = {"choice": "alone", "reasons": {"a"}}'
# as = "property"
# to = 'answer["choice"].strip().casefold() == "alone" and "a" in {letter.strip().casefold() for letter in answer["reasons"]}'
# hint = "Your reason speaks of others who go on as they do now. In the number you chose, nobody else takes part."

# %% [markdown]
# You chose what to show, not what is right for the town. A member of that council who thinks that no
# such record should be kept at all will find nothing in any of the three numbers, and is not
# mistaken about them.

# %% [markdown]
# ## 6. What the mail costs
#
# Detectives in three cities were asked whether leads had helped; a study estimates from it how many
# in a hundred are called helpful after 30 days and after a year (rows V28 and V29 of the dataset
# `evidence`). The next cell lays a curve through the two points; its shape is assumed. About the
# mail from Columbia to a far machine, two sources differ: a memo (V25), and an assistant chief (V26).

# %%
evidence = kit.load("evidence").set_index("id")
at_30, at_365 = evidence.loc["V28", "value"], evidence.loc["V29", "value"]


def called_helpful(days):
    """Leads in a hundred that are called helpful if they come after so many days."""
    return at_30 * (at_365 / at_30) ** ((days - 30) / 335)


mail = evidence.loc[["V25", "V26"], ["low", "high", "unit", "asserted_by", "status", "caution"]]
left = [{"selector": "th, td", "props": "text-align: left"}]
mail.style.format(precision=0).set_table_styles(left)

# %% [markdown]
# **Take the delay of row {{route}}. Of a hundred leads, how many fewer are called helpful than if
# they came after one day?** Give `(low, high)`, for the shortest and the longest delay of that row:
# `evidence.loc["{{route}}", "low"]` and `evidence.loc["{{route}}", "high"]`, in days. **Let the cell
# compute it: a typed answer earns nothing here.**

# %% question="lost_by_mail" tags=["answer"]
# BEGIN SOLUTION
soonest, latest = evidence.loc["{{route}}", "low"], evidence.loc["{{route}}", "high"]
lost_by_mail = (
    called_helpful(1) - called_helpful(soonest),
    called_helpful(1) - called_helpful(latest),
)
# END SOLUTION

# %% [raw] question="lost_by_mail" tags=["checks"]
# title = "What the mail costs"
# points = 3
# minutes = 10
#
# [[check]]
# name = "two losses, the smaller one first"
# get = "lost_by_mail"
# as = "property"
# to = 'len(answer) == 2 and 0 < answer[0] < answer[1] and (lambda math, told: all(min(abs(30 + 335 * math.log((told["V29"] / told["V28"]) ** (-29 / 335) - lost / told["V28"]) / math.log(told["V29"] / told["V28"]) - days) for days in (14, 21, 60, 90)) < 0.1 for lost in answer))(__import__("math"), kit.load("evidence").set_index("id")["value"])'
# hint = "Two differences: called_helpful(1) - called_helpful(…), once with the shortest delay of the row and once with the longest, as the table has them."
#
# [[hidden]]
# name = "with other delays and answers"
# get = "lost_by_mail"
# as = "interval"
# tolerance = 0.01
# hint = "Take both delays out of the table, from one row only, and compare with a lead that comes after one day."
#
# [[wrong]]
# name = "the two sources averaged"
# code = '''
# days = evidence.loc[["V25", "V26"], ["low", "high"]].mean()
# lost_by_mail = (called_helpful(1) - called_helpful(days["low"]), called_helpful(1) - called_helpful(days["high"]))
# '''
# misconception = "balance = truth in the middle"
# as = "interval"
# to = '(lambda table: [table.loc["V28", "value"] * ((table.loc["V29", "value"] / table.loc["V28", "value"]) ** (-29 / 335) - (table.loc["V29", "value"] / table.loc["V28", "value"]) ** ((table.loc[["V25", "V26"], end].mean() - 30) / 335)) for end in ("low", "high")])(kit.load("evidence").set_index("id"))'
# hint = "You averaged the memo and the assistant chief. Either may be right, for other items or other years; the mean of the two is nobody's. Take the row that is asked for."
#
# [[wrong]]
# name = "what is left, not what is lost"
# code = 'lost_by_mail = (called_helpful(evidence.loc["{{route}}", "high"]), called_helpful(evidence.loc["{{route}}", "low"]))'
# as = "property"
# to = 'answer[0] > 30'
# hint = "That many are still called helpful. How many fewer is that than after one day?"
#
# [[wrong]]
# name = "from day zero"
# code = 'lost_by_mail = (called_helpful(0) - called_helpful(evidence.loc["{{route}}", "low"]), called_helpful(0) - called_helpful(evidence.loc["{{route}}", "high"]))'
# as = "property"
# to = '(lambda told, row: all(abs(told["V28"] * (told["V29"] / told["V28"]) ** (-30 / 335) - told["V28"] * (told["V29"] / told["V28"]) ** ((row[end] - 30) / 335) - lost) < 0.006 for end, lost in zip(("low", "high"), answer)))(kit.load("evidence").set_index("id")["value"], kit.load("evidence").set_index("id").loc["{{route}}"])'
# hint = "You compare with a lead that comes at once, on day 0. After how many days does the other one come in the question?"
#
# [[wrong]]
# name = "the other source"
# code = '''
# other = ({"V25", "V26"} - {"{{route}}"}).pop()
# lost_by_mail = tuple(called_helpful(1) - called_helpful(evidence.loc[other, end]) for end in ("low", "high"))
# '''
# as = "interval"
# to = '(lambda table, other: [table.loc["V28", "value"] * ((table.loc["V29", "value"] / table.loc["V28", "value"]) ** (-29 / 335) - (table.loc["V29", "value"] / table.loc["V28", "value"]) ** ((table.loc[other, end] - 30) / 335)) for end in ("low", "high")])(kit.load("evidence").set_index("id"), ({"V25", "V26"} - {"{{route}}"}).pop())'
# hint = "Those are the delays of the other source. Which row does the question name?"
#
# [[wrong]]
# name = "a straight line"
# code = '''
# slope = (at_30 - at_365) / 335
# lost_by_mail = (slope * (evidence.loc["{{route}}", "low"] - 1), slope * (evidence.loc["{{route}}", "high"] - 1))
# '''
# as = "interval"
# to = '(lambda table: [(table.loc["V28", "value"] - table.loc["V29", "value"]) / 335 * (table.loc["{{route}}", end] - 1) for end in ("low", "high")])(kit.load("evidence").set_index("id"))'
# hint = "You went along a straight line between the two points. The question uses the curve called_helpful, which falls faster in the beginning."

# %% [markdown]
# What was asked is whether a detective *called* a lead helpful, not whether a case was solved. Two
# points fix no curve: the lecture's board shows a rival shape. And compare the distance between the
# two sources with that between the ends of one row: which of the two should be settled first?

# %% [markdown]
# ## 7. Officers, counties, residents
#
# "Four officers left" is much for a small town and little for a large one. Four tables know parts of
# the answer. `withdrawals` has the officers who left, by the filing; `agencies` the code of the county
# (`fips`) in which each agency sits; `counties` the name of each code; `places` the residents that each
# agency serves, by the census of 2020 as pages relay it (rows whose `measure` is `population`). The
# county's name is only the label: the rate is that of the place which the agency serves, and for a
# police department that is its town.

# %%
withdrawals = kit.load("withdrawals")[["agency", "officers"]]
agencies = kit.load("agencies")[["agency", "fips"]]
counties = kit.load("counties")[["fips", "name"]]
places = kit.load("places").query("measure == 'population'")[["agency", "value"]]
withdrawals.merge(agencies, on="agency")

# %% [markdown]
# **For each agency in `withdrawals` that has a county code: how many officers left for each 100,000
# residents of its place?** Give a dictionary, or a column with the county's names as its index, from
# the county's name to the number, `per_100000`. Leave out an agency without a county. **Let the cell
# compute it: a typed answer earns nothing here.**

# %% question="by_county" tags=["answer"]
# BEGIN SOLUTION
seated = withdrawals.merge(agencies.dropna(subset="fips"))
joined = seated.merge(counties).merge(places)
rates = joined["officers"] / joined["value"] * 100_000
per_100000 = dict(zip(joined["name"], rates, strict=True))
# END SOLUTION

# %% [raw] question="by_county" tags=["checks"]
# title = "Officers, counties, residents"
# points = 4
# minutes = 15
#
# [[check]]
# name = "counties by their names"
# get = "per_100000"
# as = "property"
# to = '(lambda code, seat, served: len(answer) == len(seat) and all(0 < round(heads) and abs(heads - round(heads)) < 0.02 for heads in (rate * served[seat[code[name]]] / 100_000 for name, rate in answer.items())))(dict(kit.load("counties")[["name", "fips"]].to_numpy()), {fips: agency for agency, fips in kit.load("agencies")[["agency", "fips"]].dropna().to_numpy() if agency in set(kit.load("withdrawals")["agency"])}, dict(kit.load("places").query("measure == \"population\"").dropna(subset="agency")[["agency", "value"]].to_numpy()))'
# hint = "One number for each agency with a code: joined = withdrawals.merge(agencies, on=\"agency\").merge(counties, on=\"fips\").merge(places, on=\"agency\"), then joined.set_index(\"name\"), and 100_000 * the officers / the residents."
#
# [[hidden]]
# name = "with other officers and residents"
# get = "per_100000"
# as = "mapping"
# tolerance = 0.01
# hint = "One number for each county in which an agency of withdrawals sits: its officers, over the residents that this agency serves, times 100,000."
#
# [[wrong]]
# name = "a county's name misspelled"
# code = 'per_100000 = {"Boone County": 3.2, "Pettis County": 9.2}'
# as = "property"
# to = 'not answer.keys() & set(kit.load("agencies")["agency"]) and not answer.keys() <= set(kit.load("counties")["name"])'
# hint = "At least one name is not spelled as in counties: Boone, not Boone County."
#
# [[wrong]]
# name = "heads, not rates"
# code = 'per_100000 = withdrawals.merge(agencies.dropna(), on="agency").merge(counties, on="fips").set_index("name")["officers"]'
# as = "property"
# to = '0 < len(answer) and all(float(rate).is_integer() for rate in answer.values())'
# hint = "Those are heads. A rate needs the residents below."
#
# [[wrong]]
# name = "for each resident"
# code = '''
# joined = withdrawals.merge(agencies.dropna(), on="agency").merge(counties, on="fips").merge(places, on="agency").set_index("name")
# per_100000 = joined["officers"] / joined["value"]
# '''
# as = "property"
# to = '0 < len(answer) and all(0 < rate < 0.01 for rate in answer.values())'
# hint = "Those are officers for each single resident. Multiply."
#
# [[wrong]]
# name = "agencies for counties"
# code = '''
# joined = withdrawals.merge(places, on="agency").set_index("agency")
# per_100000 = 100_000 * joined["officers"] / joined["value"]
# '''
# as = "property"
# to = 'bool(set(answer) & set(kit.load("agencies")["agency"]))'
# hint = "Those are names of agencies. The county's name stands in the table counties, and the code leads there."
#
# [[wrong]]
# name = "the residents of the whole state"
# code = '''
# joined = withdrawals.merge(agencies.dropna(), on="agency").merge(counties, on="fips").set_index("name")
# per_100000 = 100_000 * joined["officers"] / kit.load("places").set_index("id").loc["L01", "value"]
# '''
# as = "property"
# to = '0 < len(answer) and all(0.001 < rate < 0.5 for rate in answer.values())'
# hint = "You divided by the residents of Missouri. Each agency serves its own place: merge with places on the agency."

# %% [markdown]
# By heads and by rate, the order is not the same. But read the rate with care. The filing counts
# heads, some of them part-time or on call; a task force works for more than one town; a county is
# larger than its city; and one or two officers are too few for a rate to mean much.

# %% [markdown]
# ## 8. Draw evidence against leads
#
# Who has a tenth of the evidence, does it have a tenth of the leads? The next cell makes a table: for
# each agency the items it enters in two years, and the leads that all together lose if it leaves.
# `elsewhere` is the share of a gun's evidence that lands outside its home: an assumption with a wide
# range.


# %%
import matplotlib.pyplot as plt


def worth(elsewhere):
    everyone = kit.scenarios.baseline().assume(share_elsewhere=elsewhere)
    full = kit.model.expectation(everyone)
    table = full.by_agency[["entered"]].assign(
        lost=[
            full.counts["leads"]
            - kit.model.expectation(everyone.withdraw(name, "ballistics")).counts["leads"]
            for name in everyone.names
        ]
    )
    return table, full.counts["leads"]


worth(0.2)[0].round(0)

# %% [markdown]
# **Write the function `draw(elsewhere)` that draws one point for each agency: across, its share of all
# the evidence, in percent; upward, the share of all the leads that is lost if it leaves, in
# percent.** Put the words *evidence* and *percent* into the label of the first axis, *leads* and
# *percent* into that of the second. Make the points with `chart = table.plot.scatter(x="…", y="…")`,
# where `table` has a column for each; then `chart.set(…)` on a line of its own, and `return chart`.


# %% question="draw_worth" tags=["answer"]
def draw(elsewhere):
    table, all_leads = worth(elsewhere)
    # BEGIN SOLUTION
    figure, axes = plt.subplots()
    axes.scatter(100 * table["entered"] / table["entered"].sum(), 100 * table["lost"] / all_leads)
    axes.set(
        xlabel="share of the evidence entered (percent)",
        ylabel="share of the leads lost if it leaves (percent)",
        title="Each agency's evidence (participation model; volumes assumed)",
    )
    plt.close(figure)
    return axes
    # END SOLUTION


# %% [raw] question="draw_worth" tags=["checks"]
# title = "Draw evidence against leads"
# points = 3
# minutes = 12
#
# [[check]]
# name = "two axes with names and units"
# call = "draw"
# inputs = [{elsewhere = 0.2}]
# as = "figure"
# to = '{"x": ["evidence", "percent"], "y": ["leads", "percent"]}'
# hint = "chart.set(xlabel=\"…\", ylabel=\"…\") on a line of its own, with the words of the question in both labels (the word percent, not %), then return chart."
#
# [[check]]
# name = "ten points, in percent"
# call = "draw"
# inputs = [{elsewhere = 0.2}]
# as = "property"
# to = 'len(answer["axes"][0]["points"]) == 10 and all(0 <= x <= 100 and 0 <= y <= 100 for x, y in answer["axes"][0]["points"])'
# hint = "One point for each of the ten agencies, with .plot.scatter(x=\"…\", y=\"…\"): two shares between 0 and 100."
#
# [[hidden]]
# name = "the points, under other assumptions"
# call = "draw"
# inputs = [{elsewhere = 0.1}, {elsewhere = 0.5}]
# as = "figure"
# tolerance = 0.01
# hint = "One point for each agency: 100 * its items over all items, and 100 * the leads lost over all_leads."
#
# [[wrong]]
# name = "counts, not shares"
# code = '''
# def draw(elsewhere):
#     table, all_leads = worth(elsewhere)
#     drawn = table.plot.scatter(x="entered", y="lost")
#     drawn.set(xlabel="evidence (percent)", ylabel="leads (percent)", title="model")
#     return drawn
# '''
# check = "ten points, in percent"
# as = "property"
# to = 'any(x > 100 or y > 100 for x, y in answer["axes"][0]["points"])'
# hint = "Your points are counts, not percent: divide by all the items and by all_leads, times 100."
#
# [[wrong]]
# name = "parts of one, not of a hundred"
# code = '''
# def draw(elsewhere):
#     table, all_leads = worth(elsewhere)
#     shares = table / [table["entered"].sum(), all_leads]
#     drawn = shares.plot.scatter(x="entered", y="lost")
#     drawn.set(xlabel="evidence (percent)", ylabel="leads (percent)", title="model")
#     return drawn
# '''
# check = "ten points, in percent"
# as = "property"
# to = 'len(answer["axes"][0]["points"]) > 1 and all(x <= 1 and y <= 1 for x, y in answer["axes"][0]["points"])'
# hint = "Your labels say percent, but no number in your chart is above 1: times 100."
#
# [[wrong]]
# name = "the axes exchanged"
# code = '''
# def draw(elsewhere):
#     table, all_leads = worth(elsewhere)
#     shares = (100 * table / [table["entered"].sum(), all_leads])
#     drawn = shares.plot.scatter(x="lost", y="entered")
#     drawn.set(xlabel="leads (percent)", ylabel="evidence (percent)", title="model")
#     return drawn
# '''
# as = "figure"
# to = '{"x": "leads", "y": "evidence"}'
# hint = "The evidence goes across, what is lost goes upward."
#
# [[wrong]]
# name = "shares that add up by force"
# code = '''
# def draw(elsewhere):
#     table, all_leads = worth(elsewhere)
#     shares = 100 * table / table.sum()
#     drawn = shares.plot.scatter(x="entered", y="lost")
#     drawn.set(xlabel="evidence (percent)", ylabel="leads (percent)", title="model")
#     return drawn
# '''
# hint = "You divided the losses by their own sum. They do not add up to all the leads: a link between two agencies is lost with either. Divide by all_leads."

# %% [markdown]
# Do the points lie on the line from corner to corner, above it or below? Try `draw(0.05)` and
# `draw(0.6)`. The height of a point counts links that have their other end with a neighbor: worth to
# whom, and who decides about it, are questions that no chart answers.
#
# ## What comes next
#
# Run `kit.submit()` when you are done. To go on, ask `kit.model.contributions` for all agencies at
# once, or the backlog board of the lecture for another bound.
#
# **What the model leaves out.** It treats items as alike. It knows no examiner who confirms a lead, no
# court and no verdict; it cannot weigh a right, or a record kept on a lawful owner. All volumes but
# Columbia's are assumed, and Columbia's rests on one side's filing.
