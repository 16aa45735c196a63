# %% [markdown] slideshow={"slide_type": "slide"}
# # See what evidence is worth
#
# One police department stops entering its casings and guns in the federal database. *What was its evidence worth?* The
# federal side points to links that were never found. Defenders of the act answer that a record tied to particular guns
# is just what they object to, and that a link is not yet a solved crime. To argue about it, one would like a number.
#
# **Guess, on paper:**
#
# 1. Is there *one* number that says what one agency's evidence is worth?
# 2. Add up, over all agencies, what each one's leaving would cost. Is the sum equal to all leads, less, or more?
# 3. You know how many guns a machine linked in spring, and how many items it did *not* take in over the summer. Do you
#    know what switching it off cost?

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | give three right answers to "what is it worth?" and name the question that each one answers | D2.Civ.13 |
# | explain why linked evidence is worth more together, and who gains from a neighbor's entry | D2.Civ.5 |
# | bound what cannot be computed, and refuse a tempting division | D3.1, D3.2 |
# | say what a lead is worth according to studies that disagree | D3.2 |
#
# *You need* the start notebook; [Pull an agency out](04_pull_an_agency_out.ipynb) helps. No programming. *Time:* 45
# minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess | 4 |
# | 1 · Three right answers | 12 |
# | 2 · Worth more together | 10 |
# | 3 · A rate that nobody can compute | 11 |
# | 4 · What a link is good for: both sides | 8 |

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (4 minutes).** Write "worth to whom, compared with what?" on the board and leave it there.
# Three guesses on paper.
# *Usual answers:* one number, if one had the data; equal; "fifteen over forty-three" as soon as somebody has seen the
# article.
# *Misconceptions by name:* **balance = truth in the middle** (three numbers tempt one to average), **lead = suspect =
# conviction**.
# *Fair:* say at once that worth is counted in leads here because that can be counted, and that what the act's defenders
# want to keep has no row in the table.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Three right answers
#
# Suppose everybody takes part. **Predict:** what is Columbia's evidence worth, in leads over two years? Write down a
# number, then compare three ways to ask:
#
# - **Last to leave.** All others take part. Columbia leaves. What is lost?
# - **Alone.** Nobody else takes part. Columbia does. What is found?
# - **Shapley value.** The agencies join one after the other, in every possible order. What does Columbia add on
#   average?
#
# **Predict** also: which is the largest, which the smallest?

# %% [markdown]
# On the board below, open *What is each agency worth? Three right answers*, at the bottom.

# %% slideshow={"slide_type": "fragment"} deletable=false
import kit

board = kit.ParticipationBoard()
board

# %% [markdown] slideshow={"slide_type": "slide"}
# The same in two lines of Python: live many worlds, then ask.

# %% slideshow={"slide_type": "fragment"}
result = kit.model.run(kit.scenarios.baseline(), parameters="fixed")
worth = kit.model.contributions(result)
worth.loc[["Columbia PD"]].round(1)

# %% [markdown]
# Three numbers, and all three are right: they answer three questions. Whoever quotes one of them without its question
# has told you nothing. The column `mc_error` says how far chance in the simulation may have moved the Shapley value.
# (Source: the participation model at its central values. Columbia's volume is computed from the filing's figures, the
# others' are assumed. What everybody entered *before* the two years stays in the database, so *alone* is more than in
# an empty one.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** Match each speaker with the question that fits.
#
# 1. A city council asks whether to buy a machine while all its neighbors have one.
# 2. Five departments want to share the cost of a common laboratory fairly.
# 3. A department wonders what it can do by itself after all others have left.
#
# <details><summary>Answer</summary>
#
# 1: last to leave (what changes if we alone are in or out). 2: the Shapley value, because only its shares add up to the
# whole and nobody is charged for the accident of coming first or last. 3: alone. "Which one is *really* right?" has no
# answer without the question.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# **Predict.** Add each column up over all agencies. Which sum equals the leads of the whole state?

# %% slideshow={"slide_type": "fragment"}
sums = worth[["last_to_leave", "shapley", "alone"]].sum()
sums["all leads"] = result.totals["leads"].mean()
sums.round(0)

# %% [markdown]
# Only the Shapley values add up. The first column counts many links twice, since either end could have broken them; the
# last leaves all links between agencies out. So "our department was behind so and so many leads" can be true for every
# department, and the sum still be more than all the leads there are.

# %% slideshow={"slide_type": "fragment"}
from kit import charts

axes = charts.contributions(worth)

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (12 minutes).** Play it first: three students, a coin each; two coins touching make a link.
# What is the second one worth? It depends on whether the third has sat down. Then the board, then the table.
# *Usual answer:* "take the average of the three". *Misconception by name:* **balance = truth in the middle**: the mean
# of three answers to three questions answers none. (The Shapley value is a mean too, but over orders of joining, and it
# answers a question.)
# *Fair:* a lawyer for either side can pick honestly: the federal side *last to leave*, the largest; the state *alone*,
# the smallest. Neither lies. The student who asks "compared with what?" wins.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Worth more together
#
# **Predict.** Columbia joins. Does it add *more* to the leads when the two large cities take part already, or when they
# do not?
#
# Try it on the board: untick *Ballistics* for Kansas City and St. Louis Metropolitan, note the leads, untick Columbia,
# note them again. Then the same with the two cities in.

# %% slideshow={"slide_type": "fragment"}
trio = ["Columbia PD", "Kansas City PD", "St. Louis Metropolitan PD"]
cells = [(agency, "ballistics") for agency in trio]
patterns = kit.model.sweep(kit.scenarios.baseline(), cells, outcomes=["leads"])
who = patterns.patterns.droplevel("channel", axis="columns")
who.assign(leads=patterns.values("leads").mean(axis="columns").round())

# %% [markdown]
# Every pattern of three toggles, lived in the *same* simulated worlds. `True` takes part: the first row has all three
# out, the last all three in. Columbia's step, once at the bottom and once at the top:

# %% slideshow={"slide_type": "fragment"}
leads = patterns.values("leads")  # one row per pattern, one column per world
cities_out = leads.loc[1] - leads.loc[0]
cities_in = leads.loc[7] - leads.loc[6]
print(f"Columbia adds {cities_out.mean():.0f} without the cities, {cities_in.mean():.0f} with them")
print(f"not less with them in {(cities_in >= cities_out).mean():.0%} of {len(cities_in)} worlds")

# %% [markdown]
# The more others enter, the more your own entry adds; and in the model that holds not on average, but in every single
# world. Mathematicians call it **supermodular**: one more helps more where there is more already. Puzzle pieces are
# like that. Pizza is the opposite: the fifth slice pleases less than the first.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Predict.** Columbia leaves alone. Of the leads that are lost, how many would have come up at *other* agencies: none,
# a few, most?

# %% slideshow={"slide_type": "fragment"}
start = kit.scenarios.baseline()
gone = start.withdraw("Columbia PD", "ballistics")
before, after = (kit.model.expectation(each).by_agency["leads"] for each in (start, gone))
lost = before - after
print(f"lost: {lost.sum():.0f} leads, {lost.drop('Columbia PD').sum():.0f} of them at others")

# %% [markdown]
# Some of the cost of one agency's choice falls on neighbors who had no vote in it. How much hangs on the share of a
# gun's evidence that lands outside its home: an assumption with a wide range.

# %% slideshow={"slide_type": "fragment"}
known = start.parameters["share_elsewhere"]
for away in (known.low, known.value, known.high):
    far = start.assume(share_elsewhere=away)
    gone = far.withdraw("Columbia PD", "ballistics")
    before, after = (kit.model.expectation(each).by_agency["leads"] for each in (far, gone))
    others = 1 - (before - after)["Columbia PD"] / (before - after).sum()
    print(f"{away:.0%} lands elsewhere: {others:.0%} of the loss falls on others")

# %% [markdown] slideshow={"slide_type": "slide"}
# Two ways to answer that, each in its strongest form:

# %% slideshow={"slide_type": "fragment"}
tensions = kit.load("tensions").set_index("id")
sides = ["side_a", "argument_a", "side_b", "argument_b"]
tensions.loc[["X14"], sides].T.style.hide(axis="columns").set_properties(**{"text-align": "left"})

# %% [markdown]
# The same question in other causes: who bears the cost when California limits its police's help to immigration
# officers, when a state stops punishing marijuana, when Massachusetts kept its jails from slave catchers? A spillover
# is a fact to count; whether it *obliges* anybody is not. (Dataset `conflicts`, rows K13, K19, K22: chosen by the
# authors, from several political sides.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** All agencies but one have left the database. The last one says: "Now our entry matters most, we are the
# only ones." Right?
#
# <details><summary>Answer</summary>
#
# In *share*, yes: all new leads are theirs. In *leads added*, no: in the model each entry adds least when few others
# enter. Both words, "matters" and "most", need a question.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (10 minutes).** Puzzle against pizza. Ask the class for more of each: telephones and languages
# are like puzzles, umbrellas and guards at one door like pizza.
# *Usual answer:* "the first one in counts most". *Misconception by name:* none of the law's here; it is **lead =
# suspect = conviction** that creeps back in: a puzzle piece is no picture.
# *Fair:* supermodularity cuts both ways and should be said both ways: it is the best argument for joining, and it is
# why one who objects to the record wants to stop at the first step. The three causes named are from different political
# sides on purpose; add one of your own state.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · A rate that nobody can compute
#
# Now to figures that *were* published. The ATF installed a machine in Columbia; later it stood still.

# %% slideshow={"slide_type": "fragment"}
ballistics = kit.load("ballistics").set_index("id")
told = ballistics.loc[["N03", "N04", "N05"]]
columns = ["measure", "value", "window_note", "asserted_by", "status"]
told[columns].style.format({"value": "{:.0f}"}).set_properties(**{"text-align": "left"})

# %% [markdown]
# It is tempting to divide: linked guns over items left out. **Before you do:** what is the top of that fraction, what
# the bottom, and from which months is either?
#
# **Predict** on the board: had they been entered at once, how many leads would the items left out have given? The
# answer opens with your guess.

# %% slideshow={"slide_type": "fragment"} deletable=false
from kit.boards.backlog import BacklogLab

lab = BacklogLab()
lab

# %% [markdown] slideshow={"slide_type": "slide"}
# After your guess, move *Items entered* from end to end. Which number would make your guess right? Who published it?
# (Nobody.) Then read the box *The tempting division*.
#
# The same arithmetic for four numbers that the machine may have taken in:

# %% slideshow={"slide_type": "fragment"}
import pandas as pd
from kit.boards import backlog_numbers

left_out = int(ballistics.loc["N10", "value"])
rows = {n: backlog_numbers.leads(n) for n in (20, left_out, 70, 150)}
bounds = pd.DataFrame(rows, ["low, by luck", "leads", "high, by luck"]).T
bounds.rename_axis("items entered (assumed)").round(1)

# %% [markdown]
# The tempting division is *one* of these rows: the one where as many items had been entered before as were left out
# after. No source says so. What can be said is a **bound**: at least as many items were entered as guns were linked, so
# at most every item left out would have given a lead; with more entered, fewer. That is wide, and it is honest.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** A friend writes: "The machine linked a third of what it got." Which figure is missing to say so?
#
# - (a) The items left out in the summer.
# - (b) The items entered in the spring.
# - (c) The leads in the whole state.
#
# <details><summary>Answer</summary>
#
# (b). A rate needs its own bottom. The items left out come from other months, and they are an *input* that nobody
# tried, while the linked guns are an *outcome*. Worse: the model's own guess at Columbia's volume comes from the items
# left out, so asking the model to confirm them would go round in a circle.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# **Two sources that do not fit.** The lower half of the board asks what it costs to send evidence away by mail. A memo
# and an assistant chief of the same city differ:

# %% slideshow={"slide_type": "fragment"}
evidence = kit.load("evidence").set_index("id")
evidence.loc[["V25", "V26"], ["finding", "caution"]].style.set_properties(**{"text-align": "left"})

# %% [markdown]
# Do not average them: either may be right for other items or other years. Move the delay on the board and see that for
# either the loss of *help*, as detectives rate it, is a matter of a few leads in a hundred, or of several more.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (11 minutes).** Let somebody do the tempting division on the board, with the class's full
# approval; then ask for the months. Wait.
# *Usual answer:* the quotient, to three digits. *Misconceptions by name:* **model output = evidence for its own
# inputs** (in the answer to check 3); **sworn = proven** (the three figures are from one declaration); **balance =
# truth in the middle** (memo and chief).
# *Fair:* the figures come from one side; that the other side published no figures does not make them wrong. Ask what
# either could publish tomorrow to close the gap: the log of the machine.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · What a link is good for: both sides
#
# *Content note:* this part speaks of shootings in numbers.
#
# So far worth was counted in leads. **Predict:** of the leads in homicides, what share did Kansas City's detectives
# call helpful? And did studies find more cases cleared, or fewer crimes?

# %% slideshow={"slide_type": "fragment"}
studies = evidence.loc[["V37", "V28", "V23", "V44", "V45", "V51"]]
studies = studies[["finding", "design", "confidence", "caution"]]
studies.style.set_properties(**{"text-align": "left"})

# %% [markdown]
# Some find much, some find little, and each has its limit written beside it. That is why the kit's model lets suspects
# "found anyway" run from none to nearly all.

# %% [markdown] slideshow={"slide_type": "slide"}
# Two disputes hide behind the word *worth*: does it help, and should it be done at all?

# %% slideshow={"slide_type": "fragment"}
tensions.loc[["X08", "X06"], ["question", *sides]].style.set_properties(**{"text-align": "left"})

# %% [markdown]
# No court is known to have decided the second. Read each way by people of good sense, it stays open in this kit; nobody
# is marked wrong for choosing.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** *Open question.* Finish the sentence for a side that is not yours: "Even if every one of these leads
# solved a case, I would still …", or "Even if none of these records were ever misused, I would still …". Then ask a
# classmate of that side whether it would sign your sentence.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (8 minutes).** One row of the studies to each group; each says in one sentence what the study
# does *not* show. Then the two disputes.
# *Usual answers:* "so it works", "so it doesn't". *Misconceptions by name:* **lead = suspect = conviction**; **band
# includes 0 = no effect** (V51: none detectable in one district is not none).
# *Fair:* check 4 is the test. Praise the sentence that the other side would sign, whichever side that is.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - "What is it worth?" has as many right answers as it has questions. Ask: to whom, compared with what?
# - Linked evidence is worth more together; part of what one agency gives or takes away turns up at others.
# - A rate needs its own bottom. Where that was never published, give a bound.
# - A lead is not a suspect, and studies disagree on what leads are good for.
#
# **What the model leaves out.** It cannot weigh a right, or a record kept on a lawful owner. It treats an agency's
# items as alike; in truth a casing from a killing and a gun found in a ditch are not. It knows no examiner who confirms
# a lead, no court and no verdict. All volumes but Columbia's are assumed.
#
# **Next lecture:** [Find out what we do not know](06_find_out_what_we_do_not_know.ipynb).
