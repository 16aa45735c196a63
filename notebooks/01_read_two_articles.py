# %% [markdown] slideshow={"slide_type": "slide"}
# # Read two articles against each other
#
# In the summer of 2021 two news outlets wrote about Missouri's Second Amendment Preservation Act. **Article A** is a news
# story of the *Kansas City Star*. **Article B** is a story of *Breitbart News*. Both tell of police who stop working with
# federal agents, and both tell what the act threatens. In places they do not say the same.
#
# **Before you read a line of either, write down:**
#
# 1. Which of the two would you trust more, and why? Fold the paper; we come back to it.
# 2. Two outlets tell the same thing. How much surer does the second one make you?
# 3. Where the two part, where do you expect the truth: with one of them, in the middle, or somewhere else?
#
# Nothing on this page depends on what you think of guns, or of the act.

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | tell who speaks in a news story: the reporter, a party, or a party under oath | D3.2 |
# | compare two accounts with the record, and say where the record stays silent | D3.1, D3.2 |
# | count independent roots instead of outlets | D3.1 |
# | turn two figures that do not fit into an honest interval | D3.2 |
#
# *You need* the start notebook, or nothing: every conclusion can be reached on the board. *Time:* 45 minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess | 3 |
# | 1 · Who is speaking? | 8 |
# | 2 · Judge, then open the record | 12 |
# | 3 · Count the roots | 8 |
# | 4 · Divide with care | 8 |
# | 5 · Meet the slips, hear both sides, close | 6 |
#
# *Content note:* claims A48 to A49b, and question D16 on the board, concern a killing. The victim is left unnamed, and
# this lecture does not need them.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (3 minutes).** Read the three questions aloud; everybody writes, nobody speaks. Do not collect
# the first answer: a show of hands on outlets turns the hour into a show of teams.
# *Usual answers:* trust goes with the outlet one's family reads; "two say it, so it is true"; "the truth lies in the
# middle". The last two are misconceptions of this lecture: **two outlets = two sources**, **balance = truth in the middle**.
# *Fair:* say now that each article will turn out right on something where the other is wrong or silent.

# %% [markdown]
# Run this cell first (<kbd>Shift</kbd>+<kbd>Enter</kbd>). It loads the kit and lines up the tables; its code is folded.

# %% jupyter={"source_hidden": true}
import kit
import pandas as pd

pd.set_option("styler.html.mathjax", False)  # a dollar sign is money here, not a formula
left = [{"selector": "th, td", "props": "text-align: left; vertical-align: top"}]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Who is speaking?
#
# A news story speaks with many voices. Below are five claims, retold in our own words. **Guess first:** in how many of
# them does the reporter vouch for the fact? In how many does somebody with a stake in the dispute speak?

# %% slideshow={"slide_type": "fragment"}
claims = kit.load("claims").set_index("id", drop=False)
five = claims.loc[["A04", "A18", "A20", "B03", "B13"]]
five[["article", "statement"]].style.set_table_styles(left)

# %% [markdown]
# The next cell says who asserts each.

# %% slideshow={"slide_type": "fragment"}
five[["article", "asserted_by", "status"]].style.set_table_styles(left)

# %% [markdown]
# Three words carry this lecture. **Reported**: the reporter says it. **Claimed**: a named person or party says it.
# **Alleged**: it comes from the Justice Department's filing, or from the sworn statement of an ATF agent that went with
# it. B03 is the reporter's own assertion, and that alone does not make it right: keep it in mind.
#
# **Guess again:** taking all claims of article A together, which of the three is the most frequent?

# %% slideshow={"slide_type": "fragment"}
pd.crosstab(claims["article"], claims["status"])

# %% [markdown]
# More of article A comes from one filing in a lawsuit than from anything else. That is no fault: the filing was the news.
# But take the filing away and most of the figures go with it. (Counted from the dataset `claims`.)

# %% slideshow={"slide_type": "fragment"}
from kit.glossary import glossed

glossed(
    "A sworn statement was lodged together with a statement of interest.",
    ["sworn statement", "statement of interest"],
)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** An ATF agent swears that officers left the task forces because of the act. What follows?
#
# - (a) It is proven: lying under oath is a crime.
# - (b) It is worthless: he works for one side.
# - (c) It is evidence from somebody who is in a position to know and who works for one side; nobody has tested it yet.
#
# <details><summary>Answer</summary>
#
# (c). An oath raises the price of a lie. It does not let anybody see into the minds of police chiefs, and nobody had yet
# questioned the agent on the other side's behalf. The declaration itself, as another outlet reported it, put the
# withdrawals down to the act only "at least in part" (board, question D19).
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (8 minutes).** Let one student read the five claims, another name the speaker. Then the count.
# *Usual answer:* "it was in the paper, so the paper says so". *Misconception by name:* **sworn = proven**; its twin, sworn
# = propaganda, deserves the same answer.
# *Fair:* say both halves. For the federal side: an oath under penalty of perjury, by the one who runs the division. For
# the state's side: a party's statement in a lawsuit, not yet tested by questions from the other side. The kit marks the
# sponsors' and the governor's statements *claimed*, not because they weigh less, but because they were not sworn.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Judge, then open the record
#
# The board puts both articles beside each other, one question at a time. The record stays closed until you have said
# who is right *and how sure you are*. Work in pairs: one defends A, the other defends B, then give one verdict.
#
# 1. **D1**: who pays, and what is it that is paid?
# 2. **D4**: when did the act begin to bite? (Look for it in the list above the two articles.)
# 3. **D22**: is it nullification?
#
# Write down your verdict on each before you press the button.

# %% slideshow={"slide_type": "fragment"} deletable=false
from kit.boards.sources import SourceCompare

board = SourceCompare("D1")
board

# %% [markdown]
# <details><summary>What to look for (open this after your three verdicts)</summary>
#
# On D1 the record parts from B and is closer to A; it also corrects A. On D4 A tells the truth and not the whole of it:
# formally in force is one thing, reaching offenses is another. On D22 the badge says *open*. No verdict is marked wrong
# there: what the section says is certain, how to name it is the heart of the dispute.
# </details>
#
# Your verdicts as a table (empty until you have given one):

# %% slideshow={"slide_type": "fragment"}
given = board.table.dropna(subset=["verdict"])
given.style.set_table_styles(left)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Predict.** The board holds more questions like these. For how many does the record give a *certain* answer: nearly
# all, most, or fewer than half?

# %% slideshow={"slide_type": "fragment"}
questions = kit.load("discrepancies")
print("questions:", len(questions))
questions["how_sure"].value_counts()

# %% [markdown]
# The record settles some and leaves many open. "Cannot be told" is often the right answer, and it has to be earned like
# any other: by saying what one would have to see. (Counted from the dataset `discrepancies`.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** A says that departments are sued, B says that officers are fined. A friend concludes: "So it will be a bit of
# both." What is wrong with that?
#
# <details><summary>Answer</summary>
#
# Two accounts that differ do not bracket the truth. The statute (1.460.1 and 1.470.1, read) has the *employer* pay a civil
# penalty of a fixed sum; the officer is not named as a payer. On *who*, one account is right. On *what kind of payment*,
# neither tells all of it. Fairness to two sides of a dispute means hearing the best case of each, not halving the facts.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (12 minutes; four per question).** D1 is settled by the text of the statute, D4 has two layers,
# D22 is open. Keep this order: students must meet one that is settled before they meet one that is not, or "it is all
# opinion" wins the room.
# *Usual answers:* D1 "both partly"; D4 "A is right"; D22 by party. *Misconceptions by name:* **balance = truth in the
# middle**; **the officer pays**; **effective = applicable**.
# *Fair:* B's version of D1 stood in mainstream papers and on public radio as well (part 5), and earlier bills did aim at
# individuals. On D22 give both cases: the governor's side says that the state withholds its officers and leaves federal
# law standing; the Justice Department says that a law calling federal law invalid does more than withhold. A court of
# appeals took the second view of *this* act in 2024, and said in the same breath that a state may withhold help.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Count the roots
#
# **Predict.** O'Fallon's police took two dog handlers back. Both articles tell it. How many *independent* sources is that?
# And which of the two articles is the older one?

# %% slideshow={"slide_type": "fragment"}
story = kit.load("timeline").set_index("id")
story.loc[["T12", "T20", "T22", "T26"], ["start", "event"]].style.format(
    {"start": "{:%d %B %Y}"}
).set_table_styles(left)

# %% [markdown]
# B came before A, and on much of this it retells a story that the *Star*, A's own paper, had printed before. Go to **D10** on the
# board above and look at the picture "who told whom". The same for all claims: the **root** is where a claim comes from first.

# %% slideshow={"slide_type": "fragment"}
roots = claims.assign(root=claims["independent_root"].str.split("; ")).explode("root")
pd.crosstab(roots["root"], roots["article"]).style.set_table_styles(left)

# %% [markdown]
# Look for the row with a number in both columns: there, two outlets rest on one root. A claim can have two roots, and is then counted in
# both rows; so has the one about the dog handlers, for the filing tells it as well. Even these two are not known to be
# strangers: the agent may have read the paper. (Counted from the dataset `claims`, column `independent_root`.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** Open **D8** on the board. The *Star* had written that *at least* so many departments were asked. What is left of
# that in B, and what does this tell you about retelling?
#
# <details><summary>Answer</summary>
#
# B gives the number and drops "at least": a lower bound has become a count. Nobody needs to mean harm. Each retelling can
# lose a hedge, and the next one copies the loss. That is why one goes back to the root.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (8 minutes).** First the dates, then D10, then the table. Ask who is surprised that the Breitbart
# story rests on the Kansas City Star.
# *Usual answer:* "two papers from opposite camps agree, so it must be true". *Misconception by name:* **two outlets = two
# sources**. Opposite camps would be strong evidence if they had looked for themselves.
# *Fair:* a digest is an honest form, and B says whose story it uses. B also carries voices that A does not have, or
# has only in passing: the governor and the attorney general, the sponsor, the chief who resigned.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Divide with care
#
# Article A gives two figures, both the ATF's: how many *leads* its ballistics database produced for Missouri, and how many
# *suspects* the ATF credits to it. **Predict:** of a hundred leads, how many yield a suspect? Write down *one number*, then a
# *range* that you would bet on.

# %% slideshow={"slide_type": "fragment"}
figures = claims.loc[["A42", "A42b", "A43"], ["quantity", "unit", "period_start", "period_end"]]
figures

# %% slideshow={"slide_type": "fragment"}
glossed(
    "The article counts leads and suspects. It counts neither hits nor convictions.",
    ["lead", "suspect", "hit", "conviction"],
)

# %% [markdown]
# The windows do not match. The leads come from years *that the article does not date* (`NaT`: no day recorded); the suspects
# from a shorter stretch that it does date. Two suppositions, two answers:
#
# - suppose that *all* leads fell inside the shorter stretch: then divide plainly;
# - suppose that the leads came *evenly*, and that those years contain the stretch: then divide by that part of them.

# %% slideshow={"slide_type": "fragment"}
leads, years, suspects = figures["quantity"]
start, end = claims.loc["A43", ["period_start", "period_end"]]
months = (end.year - start.year) * 12 + end.month - start.month + 1
low, high = suspects / leads, suspects / (leads * months / (12 * years))
print(f"{months} months: {low:.1%} to {high:.1%}, one in {1 / low:.0f} to one in {1 / high:.1f}")

# %% [markdown]
# An honest answer is this **interval**, with its two suppositions. Without code: question **D13** on the board says the
# same, badge *open*. (Source: the ATF's figures as article A gives them; the division is ours. Status: alleged, computed.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** Three statements. Which one do the figures support?
#
# - (a) "The database convicted that many people."
# - (b) "Most leads are useless, since only a few yield a suspect."
# - (c) "The ATF credits the database with so many suspects; how many would have been found anyway is not told."
#
# And: what would push the true share *outside* our interval?
#
# <details><summary>Answer</summary>
#
# (c). Against (a): a lead is not a suspect, and a suspect is not a conviction. Against (b): several leads may concern one suspect, and
# a lead can help a case in which the suspect was known already. A share *above* the interval follows if leads were more
# frequent before the stretch than during it; and if those years do not contain the stretch, no bound holds at all.
# An interval is as good as its suppositions.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (8 minutes).** Collect single numbers first, ranges second; most ranges will be too narrow. Let
# the class find the mismatch of the windows before you name it.
# *Usual answer:* the plain division, to one decimal place. *Misconception by name:* **lead = suspect = conviction**. If
# somebody proposes the midpoint: **balance = truth in the middle** again; nothing makes the middle likelier.
# *Fair:* the same arithmetic can be used to belittle the database ("so few") or to praise it ("so many"). Neither follows.
# Question D15 holds the same trap for Columbia: what was linked and what was not entered are different kinds of thing.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Meet the slips, hear both sides
#
# **Predict.** The kit keeps a list of errors that were really published about this act. In what kind of outlet do you expect
# them: in those of one camp, or in all? And what is the most frequent kind of slip?

# %% slideshow={"slide_type": "fragment"}
slips = kit.load("published_errors")
print(slips["kind"].value_counts().to_string())
slips[["slip", "published_in", "correct"]].style.hide().set_table_styles(left)

# %% [markdown]
# Sites with a leaning, public radio, city papers, a broadcaster, a lawyers' page, law databases: they are all there. Dates
# slip most. Slips on who pays, and on what a court decided, mislead more: a reader would act on them. The list was not
# drawn by lot, so it says nothing about which outlet errs more often. (Source: the dataset `published_errors`.)
#
# Now unfold your paper. **Did trust in an outlet help you to judge a single claim?** What did?
#
# The two accounts also serve an argument. Here are both answers to what the withdrawals show, each in its strongest
# form, put by the authors of the kit:

# %% slideshow={"slide_type": "fragment"}
told = ["question", "side_a", "argument_a", "side_b", "argument_b", "settled_part"]
cause = kit.load("tensions").set_index("id").loc["X07", told]
cause.to_frame("both sides").style.set_table_styles(left)

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 5 (6 minutes with the close).** Let students search the list for their own favorite outlet. Then
# read both arguments aloud, each by a student who holds the other view.
# *Misconceptions by name:* **before/after = cause** (the officers left after the signing; what else happened then?);
# **dismissal = upheld** (two slips in the list; lecture 03 returns to them).
# *Fair:* end on the question of who is missing, below, and not on who won.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - Ask of every sentence: who asserts it, and how do they know? Reported, claimed and alleged are three things.
# - Sworn is not proven, and not worthless.
# - Count roots, not outlets. A digest adds readers, not evidence.
# - Where accounts part, one may be right, or neither; halving the difference is no method. Some questions stay open.
# - Figures whose windows differ give an interval, with its suppositions beside it.
#
# ## What the sources leave out
#
# Neither article gives the text of any section, who can sue, the exceptions, or the day that the act itself names for the
# offenses it reaches. Neither tells a crime or clearance outcome. In neither does anybody speak as a gun owner, as the
# victim of a shooting, or as an officer who stayed. And we, the authors, saw the filing through press extracts and its title pages only: what
# it says beyond them, we do not know.
#
# **Next:** [Ask the statute who pays](02_ask_the_statute.ipynb). Question D1 again, with the text in hand.
