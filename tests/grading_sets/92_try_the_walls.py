# %% [raw] tags=["shadow"]
# seeds = [2]
#
# [tables]
# withdrawals = 'table.assign(officers=rng.permutation(np.arange(10, 60))[: len(table)])'

# %% [raw] tags=["variant"]
# least = [2, 3]

# %% [markdown]
# # Try the walls
#
# A small set for hostile hand-ins: every kind of answer once, and one line each.

# %%
import kit

# %%
withdrawals = kit.load("withdrawals")

# %% [markdown]
# How many officers left in all?

# %% question="how_many" tags=["answer"]
# BEGIN SOLUTION
left = withdrawals["officers"].sum()
# END SOLUTION

# %% [raw] question="how_many" tags=["checks"]
# title = "How many officers left?"
# points = 4
#
# [[check]]
# name = "a number of people"
# get = "left"
# as = "property"
# to = 'answer > 0'
# hint = "Count people."
#
# [[hidden]]
# name = "on other data"
# get = "left"
# as = "number"
# hint = "It does not hold on other data."
#
# [[wrong]]
# name = "agencies, not officers"
# code = 'left = len(withdrawals)'
# hint = "You counted agencies."

# %% [markdown]
# Write a function that gives the share of two numbers in percent.

# %% question="share" tags=["answer"]
def percent(part, whole):
    # BEGIN SOLUTION
    return 100 * part / whole
    # END SOLUTION

# %% [raw] question="share" tags=["checks"]
# title = "A share in percent"
# points = 3
#
# [[check]]
# name = "one of four"
# call = "percent"
# inputs = [{part = 1, whole = 4}]
# as = "number"
# to = '25'
# hint = "A quarter is 25 percent."
#
# [[hidden]]
# name = "other shares"
# call = "percent"
# inputs = '[{"part": int(rng.integers(1, 9)), "whole": 20 + n} for n in range(5)]'
# as = "number"
# tolerance = 0.001
# hint = "It does not hold for other numbers."
#
# [[hidden]]
# name = "more than all"
# call = "percent"
# inputs = [{part = 9, whole = 7}, {part = 11, whole = 8}]
# as = "number"
# tolerance = 0.001
# shadow = false
# hint = "It does not hold for other numbers."

# %% [markdown]
# Which agency lost the most officers?

# %% question="most" tags=["answer"]
# BEGIN SOLUTION
most = withdrawals.set_index("agency")["officers"].idxmax()
# END SOLUTION

# %% [raw] question="most" tags=["checks"]
# title = "Which lost the most?"
#
# [[check]]
# name = "an agency"
# get = "most"
# as = "property"
# to = 'len(answer) > 3'
# hint = "Name an agency."
#
# [[hidden]]
# name = "on other data"
# get = "most"
# as = "text"

# %% [markdown]
# Which {{least}} agencies lost the fewest?

# %% question="agencies" tags=["answer"]
# BEGIN SOLUTION
agencies = withdrawals.nsmallest({{least}}, "officers")["agency"]
# END SOLUTION

# %% [raw] question="agencies" tags=["checks"]
# title = "Which lost the fewest?"
#
# [[check]]
# name = "at least one"
# get = "agencies"
# as = "property"
# to = 'len(answer) > 0'
# hint = "Name agencies."
#
# [[hidden]]
# name = "on other data"
# get = "agencies"
# as = "set"

# %% [markdown]
# How many officers left at each level?

# %% question="by_level" tags=["answer"]
# BEGIN SOLUTION
by_level = withdrawals.groupby("level")["officers"].sum()
# END SOLUTION

# %% [raw] question="by_level" tags=["checks"]
# title = "By level"
#
# [[check]]
# name = "three levels"
# get = "by_level"
# as = "property"
# to = 'len(answer) == 3'
# hint = "City, county, state."
#
# [[hidden]]
# name = "on other data"
# get = "by_level"
# as = "mapping"

# %% [markdown]
# List agencies and officers, the largest number on top.

# %% question="rows" tags=["answer"]
# BEGIN SOLUTION
rows = withdrawals.sort_values("officers", ascending=False)[["agency", "officers"]]
# END SOLUTION

# %% [raw] question="rows" tags=["checks"]
# title = "A table"
#
# [[check]]
# name = "five rows"
# get = "rows"
# as = "property"
# to = 'len(answer) == 5'
# hint = "One row for each agency."
#
# [[hidden]]
# name = "on other data"
# get = "rows"
# as = "table"
