# %% [markdown] slideshow={"slide_type": "slide"}
# # Find out what we do not know
#
# A filing of August 2021 tells of several cuts: officers left, a machine stopped, background information on suspects
# ended, records and guns in custody were closed to federal agents. The Justice Department says that this hurts
# investigations. Defenders of the act say that no such harm has been shown. A model can say what follows *if* certain
# numbers hold. **Who chose the numbers?**
#
# **Guess, on paper:**
#
# 1. Of those four cuts, which costs the most suspects? Rank them.
# 2. Two things make an answer uncertain: *luck* (the world could have turned out otherwise) and *ignorance* (nobody
#    published the numbers). Which of them is larger here?
# 3. If a band of uncertainty reaches zero, is there no effect?

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | keep luck and ignorance apart, and say which of them more data would shrink | D2.Civ.13 |
# | rank four cuts, and say which assumption turns the ranking around | D2.Civ.13 |
# | catch an argument that takes a model's output as evidence for its own inputs | D3.1, D3.2 |
# | say why neither "before and after" nor "the band reaches zero" answers the question | D3.2 |
#
# *You need* [Pull an agency out](04_pull_an_agency_out.ipynb). No programming: parts 1 to 3 can be followed on the
# board, the rest is reading tables. *Time:* 50 minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess | 4 |
# | 1 · Luck | 9 |
# | 2 · Ignorance | 9 |
# | 3 · Rank four cuts | 12 |
# | 4 · Run in a circle | 8 |
# | 5 · Two tempting sentences, both sides | 8 |
#
# *Content note:* part 5 shows yearly numbers of homicides in one city.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (4 minutes).** The ranking goes on paper, with a name on it. Two students say aloud what they
# ranked first and why.
# *Usual answers:* the officers first, because the headline counts them; luck and ignorance "both large"; "no effect" to
# the third.
# *Misconceptions by name:* **model output = evidence for its own inputs**, **band includes 0 = no effect**,
# **before/after = cause**. All three have their turn.
# *Fair:* uncertainty is nobody's friend. It does not favor the side that would like to do nothing, nor the one that
# would like to be safe.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Luck
#
# Guns are found when they are found. Live the *same* Missouri a few hundred times, with all numbers fixed, and the
# count of suspects credited to the database (gross) differs each time. **Predict:** how far from their mean do nine of ten worlds stay: a hundredth of
# it, a tenth, a half?
#
# On the board, press *As reported* and wait a moment: below each outcome two ranges appear, *luck* and *ignorance*.
# Which is wider for suspects?

# %% slideshow={"slide_type": "fragment"} deletable=false
import kit

board = kit.ParticipationBoard()
board

# %% slideshow={"slide_type": "fragment"}
everyone, reported = kit.scenarios.baseline(), kit.scenarios.as_reported()
all_in = kit.model.run(everyone, parameters="fixed", keep="summary")
print(f"{all_in.replicates} worlds, mean {all_in.totals['suspects'].mean():.0f} suspects")
all_in.totals["suspects"].quantile([0.05, 0.95])

# %% [markdown]
# Nothing differs between these worlds but chance. Now the cuts. **Predict:** the cuts take some suspects away, and luck
# alone moves the count up and down. Can one see the cuts at all?

# %% [markdown] slideshow={"slide_type": "slide"}
# Two ways to look. First compare *different* worlds with and without the cuts; then the *same* worlds, lived twice.

# %% slideshow={"slide_type": "fragment"}
cut = kit.model.run(reported, parameters="fixed", keep="summary")
elsewhere = kit.model.run(reported, parameters="fixed", keep="summary", seed=1)
fewer = {"same worlds": cut, "other worlds": elsewhere}
for name, one in fewer.items():
    fewer[name] = one.totals["suspects"] - all_in.totals["suspects"]

# %% slideshow={"slide_type": "fragment"}
import pandas as pd

pd.DataFrame(fewer).agg(["mean", "std"]).round(1)

# %% [markdown]
# The mean is about the same, the spread is not: in the same worlds most of the luck cancels, since only what was *done*
# differs. A model can do that. Missouri cannot: there is no second one without the act.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** A city counts the suspects of the year before and of the year after a cut, and finds ten fewer. Which of
# the two comparisons is that like?
#
# <details><summary>Answer</summary>
#
# The first: other worlds. Luck does not cancel, and besides luck the two years differ in many things that nobody cut.
# Ten fewer, ten more or none: any of them may happen with the same cut.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (9 minutes).** Toss twenty coins twice, count heads: two numbers, one coin. Then take the
# *same* tosses and turn one coin over: the difference is one, always. That is what "the same worlds" means (common
# random numbers).
# *Usual answer:* "then luck is all there is". No: luck can be averaged away with more worlds; what comes next cannot.
# *Misconception by name:* **before/after = cause**, in its first disguise.
# *Fair:* the argument cuts against anyone who shows one city's two years, on either side.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Ignorance
#
# Until now all numbers were fixed. How many of them does anybody *know*?

# %% slideshow={"slide_type": "fragment"}
numbers = kit.model.parameters()
numbers["source"].value_counts()

# %% [markdown]
# Most are assumptions of this kit's authors. Each has a range in which it could lie; the range, too, is chosen.
# **Predict:** let every number vary over its range and keep luck out. Does the band become narrower than the band of
# luck, as wide, or much wider?

# %% slideshow={"slide_type": "fragment"}
before = kit.model.run(everyone, replicates=60, keep="summary")  # every world draws its numbers
after = kit.model.run(reported, replicates=60, keep="summary")
change = kit.model.compare(before, after)
bands = ["central", "luck_low", "luck_high", "ignorance_low", "ignorance_high"]
change.loc[["leads", "suspects", "suspects_net", "time_to_close"], bands].round(1)

# %% slideshow={"slide_type": "fragment"}
from kit import charts

picture = charts.differences(change, ["leads", "suspects", "time_to_close"])

# %% [markdown]
# Two bands, drawn apart and never added. More simulated worlds make our *mean* surer, but no number of worlds narrows
# the second band: only somebody who publishes a number does.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Which number should one ask for first?** The share of the spread that goes back to each assumption; more than one
# can share the blame. (The outcome is the loss of suspects from the reported cuts, if no case has to wait: that is
# quick to compute.)

# %% slideshow={"slide_type": "fragment"}
outcome = "suspects_if_all_close"
which = kit.model.sensitivity(reported, baseline=everyone, outcome=outcome, n=16)
which[["total", "total_low", "total_high", "source", "meaning"]].head(5).round(2)

# %% [markdown]
# Look at `total_low` and `total_high` before you trust the order: with so few points (`n=16`, so that it takes a
# moment) the ranks of neighbors can change places. What stays is the kind of thing on top: how often a case *needs*
# what was refused, how fast a lead loses its use, how many suspects a lead is worth. Nobody published the first.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** "We ran ten thousand worlds, so the result is certain to a tenth of a percent." What was made certain?
#
# <details><summary>Answer</summary>
#
# The mean of *this model at these numbers*. It says nothing on whether the numbers are right, nor on whether the model
# is. Precision about luck is no knowledge.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (9 minutes).** Ask each row to call out one number that it would need from an agency. Write
# them up; most will be on the list of the parameters.
# *Usual answer:* "then the model is worthless". It is worth knowing *which* number decides. *Misconception by name:*
# **balance = truth in the middle**: the central value is the authors' choice and has no vote.
# *Fair:* read two assumptions aloud that help the federal case and two that help the state's (harm of refused
# information may be zero; found anyway may be nearly all). Both ends are in the ranges on purpose, since published
# evaluations disagree.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Rank four cuts
#
# Take your paper with the ranking. The four cuts, as the filing tells them, each alone:

# %% slideshow={"slide_type": "fragment"}
officers = everyone
for agency in kit.load("withdrawals")["agency"]:
    officers = officers.withdraw(agency, "task_force")

# %% slideshow={"slide_type": "fragment"}
machine = everyone.withdraw("Columbia PD", "ballistics")
background = everyone.withdraw("Missouri State Highway Patrol", "background")
records = everyone.withdraw("Kansas City PD", "records", "custody")
cuts = [officers, machine, background, records]
names = ["officers", "machine", "background", "records"]

# %% [markdown]
# On the board: *Everyone takes part*, then only one of the four each time; read *Suspects credited to NIBIN*.

# %% slideshow={"slide_type": "fragment"}
start = kit.model.expectation(everyone).totals
fewer = [start - kit.model.expectation(each).totals for each in cuts]
costs = pd.DataFrame(fewer, names)["suspects"]
costs.sort_values(ascending=False).round(1)

# %% [markdown]
# Was yours the same? The cut that made the headline is not the largest here. **Now change what nobody knows.** Suppose
# that a case never *needs* what was refused (on the board: the tick box under *Assumptions*).
#
# **Predict** the new ranking.

# %% slideshow={"slide_type": "fragment"}
never = {"need_background": 0, "need_records": 0, "need_custody": 0}
start = kit.model.expectation(everyone.assume(**never)).totals
fewer = [start - kit.model.expectation(each.assume(**never)).totals for each in cuts]
pd.DataFrame(fewer, names)["suspects"].sort_values(ascending=False).round(1)

# %% [markdown] slideshow={"slide_type": "slide"}
# Two cuts now cost nothing. **Predict** once more: what if most suspects would have been found anyway, without the
# database? (Slider: suspects who would have been found without it; set it to 0.8.) Does the *ranking* change, or only
# the size?

# %% slideshow={"slide_type": "fragment"}
rows = {}
for share in (0.5, 0.8):
    start = kit.model.expectation(everyone.assume(found_anyway=share)).totals
    ends = [kit.model.expectation(each.assume(found_anyway=share)).totals for each in cuts]
    rows[f"{share:.0%} found anyway"] = [(start - end)["suspects_net"] for end in ends]
pd.DataFrame(rows, names).round(1)

# %% [markdown]
# One assumption turned the ranking around; this one shrinks all four and leaves their order. A third, how busy
# investigators are, lifts the officers from the last place: try it.

# %% slideshow={"slide_type": "fragment"}
rows = {}
for busy in (0.75, 0.85, 0.95, 1.0):
    start = kit.model.expectation(everyone.assume(utilization=busy)).totals
    ends = [kit.model.expectation(each.assume(utilization=busy)).totals for each in cuts]
    rows[f"{busy:.0%} busy"] = [(start - end)["suspects"] for end in ends]
pd.DataFrame(rows, names).round(1)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Who chose these numbers?**

# %% slideshow={"slide_type": "fragment"}
chosen = numbers.loc[["need_background", "found_anyway", "utilization", "suspects_per_lead"]]
chosen = chosen[["meaning", "value", "low", "high", "source", "citation"]]
chosen.style.format(precision=3).set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** The filing says how many officers left. It does not say how often a case needs what was refused. Which
# conclusion holds?
#
# - (a) What is counted matters more than what is not.
# - (b) What is not counted matters more.
# - (c) From what is counted alone, the ranking cannot be told.
#
# <details><summary>Answer</summary>
#
# (c). The easiest thing to count makes the headline; whether it weighs most hangs on numbers that neither side
# published.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (12 minutes).** Have the rankings on paper shown before the cell runs. After the second cell
# ask whoever ranked *background* first what would have to be true. After the last one, whoever ranked *officers* first
# gets a round of applause: at full load they are right.
# *Usual answer:* "so the model can prove anything". It proves "if … then". The honest reply names the *if*.
# *Misconception by name:* **fewer officers always means slower**, and **sworn = proven**: sworn are the cuts, not their
# cost.
# *Fair:* whoever defends the act will like the second table, whoever attacks it the first. Make each say which *if* the
# other one needs.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Run in a circle
#
# Can we not find out which numbers are right, by keeping only those draws that agree with what was reported? Columbia
# left a known number of items unentered. **Predict:** keep the draws in which Columbia's backlog after nine weeks is
# about that. Will the model agree with the report? And if it does, what has been shown?

# %% slideshow={"slide_type": "fragment"}
import warnings

left_out = kit.load("ballistics").set_index("id").loc["N10", "value"]
backlog = kit.model.Observation("backlog", left_out - 3, left_out + 3, agency="Columbia PD", end=9)
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    fitted = kit.model.calibrate(reported, backlog, n=200)

# %% slideshow={"slide_type": "fragment"}
print(f"draws that agree: {len(fitted.accepted)} of {fitted.tried}")
for each in told:
    print(f"{each.category.__name__}: {each.message}.")

# %% [markdown]
# It agrees, and the kit itself objects. Columbia's items per week *were computed from that backlog*. Getting it back
# shows that the arithmetic can be undone, and nothing about Missouri. **A model's output is no evidence for its own
# inputs.**

# %% [markdown] slideshow={"slide_type": "slide"}
# What would be a test? A figure that went into *no* number of the model. There is one: the guns that Columbia linked in
# spring.

# %% slideshow={"slide_type": "fragment"}
kit.model.columbia_check(everyone)

# %% [markdown]
# What was reported lies well inside the model's range, under either assumption on what the database held before. That
# is consistent, and it is *weak*: the range is so wide that a good deal else would have agreed too.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** Which of these is a circle?
#
# - (a) "We set the model to the ATF's number of leads. It yields the ATF's number of leads. So the ATF's number is
#   right."
# - (b) "We set the model to the ATF's number of leads. It gives a range for Columbia's guns, which nobody had used.
#   They lie in it."
# - (c) "Agencies must have left because of the act, for in our model an exposed agency leaves."
#
# <details><summary>Answer</summary>
#
# (a) and (c). In (c) the rule was put in by whoever built the model; so it cannot come out as a finding. (b) is a test,
# though a weak one.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (8 minutes).** Weigh yourself, set the scale to that weight, step on again: it agrees. Then
# the warning; let a student read it aloud.
# *Usual answer:* "but it fits so well". *Misconception by name:* **model output = evidence for its own inputs**.
# *Fair:* the circle has been run by friends and foes of every policy. Check 4 has one of each: (a) would flatter the
# filing, (c) the suit against the act, and the same slip with the opposite sign is "in our model agencies stay, so the
# act does not make them leave".

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Two tempting sentences
#
# **First: "The band reaches zero, so there is no effect."** Take the officers alone, in the same worlds. **Predict:**
# does the band reach zero? And the mean?

# %% slideshow={"slide_type": "fragment"}
gone = kit.model.run(officers, parameters="fixed", keep="summary")
alone = kit.model.compare(all_in, gone)
alone.loc[["suspects"], ["central", "mc_error", "luck_low", "luck_high"]].round(2)

# %% [markdown]
# The band reaches zero: in many worlds the same suspects are found with and without them. The mean is many times its
# error below zero: over many worlds the model is sure that it costs some. A band tells how far *one* world can be from
# another. "None found" and "none there" are different sentences, and a study with few events can hardly tell them
# apart.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Second: "Look what happened afterward."** *Content note: homicides, as yearly counts.* Columbia's machine stopped in
# June 2021. **Predict:** did homicides in Columbia rise or fall that year?

# %% slideshow={"slide_type": "fragment"}
places = kit.load("places")
killed = places[(places["place"] == "Columbia") & (places["measure"] == "homicides")]
killed = killed[["start", "value", "note", "asserted_by"]]
killed.style.format({"start": "{:%Y}", "value": "{:.0f}"}, na_rep="").hide()

# %% [markdown]
# They fell. Did switching the machine off save lives? Hardly anybody would say so; had they risen, many would have said
# the opposite. The numbers are small, one year is not whole, and much else changed in 2020 and 2021. **Before and after
# is not cause**, whichever way it points.

# %% [markdown] slideshow={"slide_type": "slide"}
# Did the act cause the withdrawals? Each answer in its strongest form:

# %% slideshow={"slide_type": "fragment"}
tensions = kit.load("tensions").set_index("id")
columns = ["side_a", "argument_a", "side_b", "argument_b", "settled_part"]
tensions.loc[["X07"], columns].T.style.hide(axis="columns").set_properties(**{"text-align": "left"})

# %% [markdown]
# The same two sentences are used about other laws: that cities which decline to help with immigration enforcement
# became safer, or more dangerous, "afterward"; that marijuana laws lowered crime, or raised it. What would you have to
# see to believe either?

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 5.** *Open question.* Write one sentence on the four cuts that a defender *and* a critic of the act would both
# sign. It must contain an *if*.
#
# <details><summary>One possible answer</summary>
#
# "If cases often need what was refused, the refused information cost more suspects than the officers did, unless
# investigators were near their limit; neither has been published." Others are as good: the test is whether both would
# sign.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 5 (8 minutes).** Take the guess on homicides with eyes closed, hands up. Then the table, then
# silence: let somebody say the absurd conclusion aloud and take it apart.
# *Usual answers:* "rose"; then, "so the machine was useless". *Misconceptions by name:* **band includes 0 = no
# effect**, **before/after = cause**.
# *Fair:* both halves of X07 can be right at once, and its last row says so. Do not let check 5 become a vote on the
# act.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - Most of the luck cancels in the same worlds, and its error shrinks with more of them. Ignorance shrinks only when somebody
#   publishes a number.
# - A ranking can hang on one assumption. Ask which, and who chose it.
# - What went into a model cannot come out as evidence. Hold something back.
# - A band that reaches zero is not "no effect"; before and after is not cause.
#
# **What the model leaves out.** Ignorance here means numbers. It does not cover what the model has no number for: a
# right, a record kept on a lawful owner, an officer's work at home, an examiner, a court. The ranges are the authors';
# other ranges give other bands. And whether the *shape* of the model is right, no run of it can tell.
#
# **Next lecture:** [Propose a policy](07_propose_a_policy.ipynb).
