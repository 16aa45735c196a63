# %% [markdown] slideshow={"slide_type": "slide"}
# # Pull an agency out
#
# In the summer of 2021, a federal filing says, some Missouri agencies cut their help to federal investigators.
# Supporters of the state's new act saw a state that keeps its own officers for its own laws. The Justice Department saw
# investigations that lose their partners. Both speak of the same handful of cuts.
#
# **What does a cut do?** Before anything is computed, write down a guess for each:
#
# 1. Every agency goes on entering evidence, but each enters only *half* of it. What share of the leads is left?
# 2. Officers leave the task forces. Do cases take longer: not at all, a little, a lot?
# 3. After that, one police department also stops entering its evidence. Do the remaining cases now take *longer* or
#    *less* time?
#
# Keep the paper. One of the three surprises nearly everybody.

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | say which numbers officers move in a model, and which evidence moves | D2.Civ.5 |
# | explain why half of the evidence leaves far less than half of the leads | D2.Civ.13 |
# | show that an answer hangs on a number nobody published | D2.Civ.13 |
# | say whom a measure of success serves, and what each side would rather count | D2.Civ.10 |
#
# *You need* the start notebook. No programming: the board does everything but part 2, where you change one number.
# *Time:* 45 minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess | 4 |
# | 1 · Predict, then toggle | 9 |
# | 2 · Half of the evidence | 10 |
# | 3 · The officers leave | 9 |
# | 4 · One more withdrawal | 8 |
# | 5 · Both sides, key points | 5 |

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (4 minutes).** Read the two sentences on the two sides aloud, in that order and then in
# reverse. Everybody writes three guesses; nobody toggles yet. Collect the guesses on the third question by a show of
# hands and leave the count on the board: it is settled in part 4.
# *Usual answers:* half; a little; longer. *Misconception by name:* **fewer officers always means slower**, and its
# cousin that half of the input is half of the output.
# *Fair:* nothing in this hour says whether a withdrawal is right. It says what a model of investigations does with it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Predict, then toggle
#
# Three words first.

# %% slideshow={"slide_type": "fragment"}
from kit.glossary import glossed

words = ["ballistics", "lead", "task force officer"]
glossed("Ballistics makes a lead; a task force officer works on it.", words)

# %% [markdown]
# Run the next cell. Then, **before you untick anything**:
#
# 1. Open *Predict first* and tick *Cover the numbers until I have guessed*.
# 2. Untick *Ballistics* for Columbia PD, and store a guess of the leads that are left.
# 3. Press *Everyone takes part*. Untick *Task force* of every named agency with a number beside the box: the officers
#    who are said to have left. Guess again: the leads.

# %% slideshow={"slide_type": "fragment"} deletable=false
import kit

board = kit.ParticipationBoard()
board

# %% [markdown] slideshow={"slide_type": "slide"}
# How many left, out of how many, and who says so?

# %% slideshow={"slide_type": "fragment"}
left = kit.load("withdrawals")
counted = kit.load("claims").set_index("id").loc[["A04", "A04b"]]
counted[["statement", "asserted_by", "status"]].style.set_properties(**{"text-align": "left"})

# %% slideshow={"slide_type": "fragment"}
left[["agency", "officers", "asserted_by", "status"]].style.hide()

# %% [markdown]
# These are heads, not hours: some served part of their time or on call. Whether all who were counted work in Missouri
# the article leaves unclear. Now the same three steps in Python. What does each cut do to the leads?

# %% slideshow={"slide_type": "fragment"}
everyone = kit.scenarios.baseline()
machine_off = everyone.withdraw("Columbia PD", "ballistics")
officers_gone = everyone
for agency in left["agency"]:
    officers_gone = officers_gone.withdraw(agency, "task_force")

# %% slideshow={"slide_type": "fragment"}
import pandas as pd

cuts = {"everyone": everyone, "officers gone": officers_gone, "Columbia's machine off": machine_off}
two_years = pd.DataFrame({name: kit.model.expectation(cut).totals for name, cut in cuts.items()})
two_years.loc[["leads", "suspects", "time_to_close", "officer_weeks_returned"]].round(1)

# %% [markdown]
# One cut moves the leads and gives no officer back; the other gives officer time back and moves no lead at all. A lead
# comes out of the *database*; an officer works on it *afterward*. (Source: the participation model, two years; suspects
# are those the ATF credits to the database, gross. Agencies' volumes are assumed.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** Why do the leads stay the same, to the last one, when the officers leave?
#
# - (a) The model rounds.
# - (b) In the model, leads come from entered evidence, and the officers do not enter it.
# - (c) Officers on task forces do nothing useful.
#
# <details><summary>Answer</summary>
#
# (b). It is a rule of the model, not a finding about Missouri: an officer who reminds a colleague to enter a casing is
# not in it. (c) does not follow: look at the other rows. What an officer adds to *solved* cases nobody has measured
# (dataset `evidence`, row V61).
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (9 minutes).** One student calls the boxes, another unticks, the class reads the sentence
# beside the table aloud. Stop at the line "officer-weeks given back": it is the state's number, and it stands in the
# same table.
# *Usual answer:* "the officers matter most, that is the headline". *Misconception by name:* **lead = suspect =
# conviction**: ask at each number which of the three it is. The answer is always: not the last.
# *Fair:* the number of officers comes from one side's filing and is marked alleged; say so each time it is used.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Half of the evidence
#
# **Predict.** Nobody leaves. But every agency, short of staff or of conviction, enters only every second item, picked
# blindly. Of the leads that full entry gives, what share is left? Compare with the guess on your paper; you may change
# it now.

# %% slideshow={"slide_type": "fragment"}
share_entered = 0.5  # change this number and run the cell again

full = kit.model.steady_state(everyone).sum()
part = kit.model.steady_state(everyone, share=share_entered).sum()
print(f"{share_entered:.0%} of the evidence entered: {part / full:.0%} of the leads remain")

# %% [markdown]
# Far fewer than half. **A link has two ends, and both must be in the database.** With two items from one gun, the first
# end is there in one case of two, the second as well, and both together in one case of four. Some guns leave more than
# two items, and for them a link survives more often: so the share lies somewhat above a quarter. (Exact in the model:
# no worlds are drawn, no chance is in it.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Predict the whole curve.** Draw on paper: across, the share of the evidence that is entered; upward, the share of
# the leads that is left. A straight line, a curve that sags below it, or one that bulges above?

# %% slideshow={"slide_type": "fragment"}
shares = [entered / 20 for entered in range(21)]
left_over = [kit.model.steady_state(everyone, share=s).sum() / full for s in shares]
curve = pd.Series(left_over, shares)
curve.loc[[0.25, 0.5, 0.75, 0.9]].round(2)

# %% slideshow={"slide_type": "fragment"} jupyter={"source_hidden": true}
axes = curve.plot(figsize=(7, 3.6))
axes.plot(shares, shares, "--", color="gray")
axes.set(xlabel="share of the evidence entered", ylabel="share of the leads left")
_ = axes.set_title("Solid: leads left. Dashed: if half were half. (Participation model, exact)")

# %% [markdown]
# It sags. The first tenth that goes missing already costs more than a tenth, and at the bottom the curve is nearly
# flat: a database with little in it links nearly nothing.

# %% [markdown] slideshow={"slide_type": "slide"}
# How much of this hangs on an assumption? How many items a gun leaves is assumed, so let it run over its whole range:

# %% slideshow={"slide_type": "fragment"}
known = everyone.parameters["items_per_gun"]
for items in (known.low, known.value, known.high):
    guns = everyone.assume(items_per_gun=items)
    at_half, at_full = (kit.model.steady_state(guns, share=s).sum() for s in (0.5, 1))
    print(
        f"{items:.1f} items per gun: at half of the evidence {at_half / at_full:.0%} of the leads"
    )

# %% [markdown]
# Here the answer hardly moves over the range. Not every answer is so patient: wait for part 3.

# %% [markdown] slideshow={"slide_type": "slide"}
# **And if half of the *agencies* went, instead of half of each one's evidence?** On the board, press *Nobody* to read
# how much evidence there is in all. Then press *Everyone takes part*, and untick *Ballistics* of agencies until about
# half of that is waiting. Guess first: are more leads left than before, or fewer?
#
# The next cell tries one such half: the two large city departments out.

# %% slideshow={"slide_type": "fragment"}
cities = everyone.withdraw("Kansas City PD", "ballistics")
cities = cities.withdraw("St. Louis Metropolitan PD", "ballistics")
kept = kit.model.expectation(cities).counts
print(f"entered: {kept['entered'] / kept['recovered']:.0%} of the evidence")
print(f"left: {kit.model.steady_state(cities).sum() / full:.0%} of the leads")

# %% [markdown]
# More evidence is missing here than in the example with every second item, and yet more leads are left. Most of a gun's
# evidence lands with one agency (an assumption), so whoever stays keeps both ends of most links. *Who* leaves matters,
# and not only how much.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** An agency announces: "We leave only ten percent of our casings out, so the loss is ten percent." What do
# you answer?
#
# <details><summary>Answer</summary>
#
# Of *its entries*, yes. Of links between two of its own items, nearly twice that, since either end can be the missing
# one; read it off the curve, if all do the same. A good answer adds: that is a share of *leads*. Whether a lead solves
# anything is another question, on which the studies disagree.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (10 minutes).** Let two students stand up and hold a string between them: one lets go, the
# link is gone; it makes no difference which one. Then run the cell. Ask for the square: a half times a half.
# *Usual answer:* half, then a quarter once somebody has the idea. Both are worth praise; the answer lies between, and
# why it does is the lesson (guns with three items or more).
# *Fair:* the same picture serves both sides. For the federal side: partial cooperation is worth far less than it looks.
# For the state: its officers did not owe this; and one who fears a record that ties items to a gun sees how fast such a
# record grows.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · The officers leave
#
# **Predict.** The officers of part 1 leave; nothing else changes. By how many weeks does the mean time to close a case
# grow? On the board: *Everyone takes part*, untick the same *Task force* boxes, and read *Weeks to close a case*. Then
# open *Assumptions* and move "how busy investigators are", first to the left, then to the right.

# %% slideshow={"slide_type": "fragment"}
rows = {}
for busy in (0.75, 0.85, 0.95):
    before, after = (s.assume(utilization=busy) for s in (everyone, officers_gone))
    ends = [kit.model.expectation(s).totals["time_to_close"] for s in (before, after)]
    rows[busy] = [*ends, ends[1] - ends[0]]
pd.DataFrame(rows, ["everyone", "officers gone", "weeks longer"]).T.round(2)

# %% [markdown]
# The same officers, the same cut: next to nothing, some days, or weeks. With idle hands to spare, nobody waits for the
# ones who left; with none to spare, each new case joins a queue. How busy they were decides. Who knows that?

# %% slideshow={"slide_type": "fragment"}
known = everyone.parameters["utilization"]
print(f"{known.meaning}: {known.value:.0%}, could be {known.low:.0%} to {known.high:.0%}")
print(f"source: {known.source}. {known.citation}")

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** A newspaper wants one number: "how much slower did the withdrawal make investigations?" Which reply is
# honest?
#
# - (a) The middle row: it is in the middle.
# - (b) The last row: one must be careful, and assume the worst.
# - (c) "Between nothing and weeks, and here is the number you would have to ask the agency for."
#
# <details><summary>Answer</summary>
#
# (c). The middle of a range that somebody chose is no estimate, and the worst case is chosen by whoever wants it. The
# reply that helps is the name of the missing number. (The queue is an approximation too; `kit.model` says which of its
# answers are exact.)
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (9 minutes).** A supermarket with idle cashiers loses one: nobody notices. With every till
# busy, the line reaches the door. Then the slider, slowly; stop at each of the three values.
# *Usual answers:* "so it made no difference" (those who like the first row), "so it was a disaster" (the last). Ask
# each to say which utilization they assumed. *Misconceptions by name:* **fewer officers always means slower**;
# **balance = truth in the middle**.
# *Fair:* the filing's head-count is not in doubt here, its consequence is; neither side published the number that
# decides it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · One more withdrawal
#
# The officers are gone, and investigators are busy. Now Columbia stops entering evidence as well.
#
# **Predict:** do cases take longer or less time than a moment ago? Does the number of suspects credited to the database
# rise or fall? On the board: keep the officers out and the slider to the right, press *Pin this state*, then untick
# Columbia's *Ballistics*.

# %% slideshow={"slide_type": "fragment"}
columbia_too = officers_gone.withdraw("Columbia PD", "ballistics")
steps = [everyone, officers_gone, columbia_too]
busy = [kit.model.expectation(step.assume(utilization=0.95)).totals for step in steps]
table = pd.concat(busy, axis=1, keys=["everyone", "officers gone", "and Columbia's machine"])
table.loc[["time_to_close", "wait", "leads", "suspects", "backlog"]].round(1)

# %% [markdown]
# **More withdrawal, faster cases, fewer suspects.** Fewer leads mean fewer cases, and a shorter line moves faster.
# Nothing got better for anybody whose case was never opened: that case is not in the mean. *Which number is better?*

# %% [markdown] slideshow={"slide_type": "slide"}
# Does that happen only when everybody is busy?

# %% slideshow={"slide_type": "fragment"}
rows = {}
for busy in (0.75, 0.85, 0.95):
    before, after = (s.assume(utilization=busy) for s in (officers_gone, columbia_too))
    rows[busy] = kit.model.expectation(after).totals - kit.model.expectation(before).totals
pd.DataFrame(rows).T[["time_to_close", "suspects"]].round(2)

# %% [markdown]
# Both columns keep their sign in all three rows; the size of the first hangs on the unpublished number again.
# (Differences that Columbia's step adds once the officers are gone.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Choose a measure.** In pairs: each takes one row, and says who would like it to be *the* measure, and what one could
# do to make it look good without helping anybody.
#
# | measure | on the board |
# |:--|:--|
# | speed of a case | Weeks to close a case |
# | links found | Leads |
# | persons named | Suspects credited to NIBIN; and the row below it, without those found anyway |
# | officers at home | Officer-weeks given back |
# | what is not on the board | a right kept, a record not made, a case solved in court |

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** A chief is judged by the time her unit takes to close a case. Name one way to improve it that serves
# nobody.
#
# <details><summary>Answer</summary>
#
# Open fewer cases; enter less evidence; pursue only the easy leads. A measure that can be improved by doing less of the
# work needs a second one beside it. That holds for the federal side's counts too: leads can be raised by entering more,
# whatever the leads are good for.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (8 minutes).** Go back to the show of hands from the opening. Those who said "longer" are usually
# the majority and have a good reason; ask them to explain the table before you do. Write the sentence on the board: more
# withdrawal, faster cases, fewer suspects.
# *Usual answer:* "then the model is broken". It is not: every queue does this. *Misconception by name:* **fewer
# officers always means slower**, in its general form: more cuts, worse on every count.
# *Fair:* the last row of the table of measures matters most here. Ask a student who favors the act to fill it, then one
# who opposes it.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Both sides
#
# The strongest case of either, with its holder. Which number on the board would each point to, and which would each say
# is missing?

# %% slideshow={"slide_type": "fragment"}
positions = kit.load("positions").set_index("id")
four = positions.loc[["P02", "P28", "P07", "P27"], ["side", "holder", "argument"]]
four.style.set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# **The same tool in other causes.** Agencies were pulled out of federal work, or pushed into it, over other laws as well. Pick a row: what
# would a board for it count, and which side would choose that count? (`REF` refuses help, `PEN` penalizes those who
# help, `PEN+` those who do not, `INV` declares federal law invalid, `PRI` gives a private suit.)

# %% slideshow={"slide_type": "fragment"}
conflicts = kit.load("conflicts").set_index("id")
rows = conflicts.loc[["K01", "K05", "K13", "K16", "K20", "K22", "K26"]]
rows = rows[["domain", "who", "mechanisms", "outcome_kind", "mark"]]
rows.style.set_properties(**{"text-align": "left"})

# %% [markdown]
# A like tool does not make a like cause: how much weighs on either side differs from row to row, and the rows were
# chosen by the authors.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - A link needs both ends: leaving out half of the evidence leaves far less than half of the leads.
# - Officers and evidence move different numbers. What officers' leaving does hangs on how busy investigators are, which
#   nobody published.
# - More withdrawal can make cases *faster*. A single measure can be improved by doing less.
# - *Who* leaves matters beside *how much*.
#
# **What the model leaves out.** It counts investigations because that is what the filing counted. It cannot weigh a
# right, a record kept on a lawful owner, or what an officer does back home. It lets all agents of a five-state division
# work on Missouri's leads. It cannot show that the act *caused* any cut, and a lead is neither a suspect nor a
# conviction.
#
# **Next lecture:** [See what evidence is worth](05_see_what_evidence_is_worth.ipynb).
