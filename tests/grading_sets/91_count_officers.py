# %% [raw] tags=["shadow"]
# seeds = [1, 2]
#
# [tables]
# withdrawals = 'table.assign(officers=rng.integers(1, 9, len(table)))'

# %% [raw] tags=["variant"]
# agency = ["Columbia PD", "Sedalia PD"]

# %% [markdown]
# # Count officers
#
# A small set for the tests of the grader.

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
# points = 2
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
#
# [[hidden]]
# name = "nothing at all"
# call = "percent"
# inputs = [{part = 0, whole = 7}]
# as = "number"
# shadow = false
#
# [[wrong]]
# name = "a constant"
# code = '''
# def percent(part, whole):
#     return 25
# '''
# hint = "It gives the same for all."

# %% [markdown]
# How many left {{agency}}?

# %% question="one_agency" tags=["answer"]
# BEGIN SOLUTION
one = withdrawals.set_index("agency")["officers"].get("{{agency}}", 0)
# END SOLUTION

# %% [raw] question="one_agency" tags=["checks"]
# title = "One agency"
# points = 1
#
# [[check]]
# name = "a number"
# get = "one"
# as = "property"
# to = 'answer >= 0'
# hint = "Count people."
#
# [[hidden]]
# name = "that agency"
# get = "one"
# as = "number"
#
# [[wrong]]
# name = "all of them"
# code = 'one = withdrawals["officers"].sum()'
# hint = "Those are all agencies."

# %% [markdown]
# What does the count not tell?

# %% question="argue" tags=["answer"]
# BEGIN SOLUTION
argument = """The count of heads says nothing about hours."""
# END SOLUTION

# %% [raw] question="argue" tags=["checks"]
# title = "What the count leaves out"
# kind = "free"
#
# [rubric]
# least_words = 3
# levels = [{points = 2, says = "a reason"}, {points = 0, says = "none"}]
# strong = ["Hours differ between officers.", "Heads are what a court counts."]
# weak = ["It is a number.", "Numbers are numbers."]
