# %% [markdown] slideshow={"slide_type": "slide"}
# # Propose a policy
#
# Suppose that Missouri's legislature meets again and asks you: in federal gun investigations, which help should the
# state's own officers give, which should they not, who decides, and in which words? What courts said of the act of 2021
# is in your packet. What the next act should say is yours to propose.
#
# You will argue one side as well as you can, then the other, and then leave both and write a memo. **The side you end
# on earns nothing. How you get there earns everything.**
#
# **On paper, before you talk to anybody:**
#
# 1. Which cooperation would *you* keep, and which would you stop?
# 2. What would the strongest opponent of your answer say first?
# 3. What would that opponent still refuse, whatever you offer?

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | argue a case you do not hold so that its holders would sign it | D2.Civ.10 |
# | test one rule on refusing help against cases from several political sides | D2.Civ.4 |
# | put a policy as a state of the board and as clauses of an act, and say what each clause does | D2.Civ.12 |
# | weigh a proposal by its consequences, intended and not, and say what each side would still refuse | D2.Civ.13 |
#
# *You need* any two of the lectures before this one. No programming: the boards and the packets are enough. *Time:* 50
# minutes, and the memo at home.
#
# | part | minutes |
# |:--|--:|
# | 1 · Roles and rules | 5 |
# | 2 · Packets: read, prepare | 10 |
# | 3 · Argue, then swap | 12 |
# | 4 · Put it on the board | 10 |
# | 5 · Switch clauses | 8 |
# | 6 · The memo | 5 |
#
# *Content note:* one argument in part 2 mentions a killing, and one made-up case in part 5 a shooting. Nobody is named.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (2 of the 5 minutes of part 1).** This is a structured academic controversy: two pairs, two
# sides, a swap, and then no sides. Nobody is asked where he or she stands, before or after.
# *Usual answers to question 2:* a slogan of the other side. Ask for the sentence that would hurt. To question 3 most
# write nothing; at the end they will.
# *Misconceptions by name:* **balance = truth in the middle** (a compromise is no better for lying between), **refusing
# help is nullification**, **federal always wins** and **state always wins**.
# *Fair:* draw lots for the sides, in front of everybody.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Roles and rules
#
# Groups of four. Lots decide.
#
# | role | first argues | then argues | carries into the memo |
# |:--|:--|:--|:--|
# | A and B | for a state that withholds its help | against | what the state must be able to promise |
# | C and D | for joint work with federal agents | against | what an investigation must be able to count on |
# | one of each pair, besides | speaks for local agencies | speaks for a gun owner, an officer who stayed, or a person hurt in a shooting | what neither side asked them |
#
# 1. **Prepare** with your packet (part 2). Three arguments, each with its source.
# 2. **Present**, three minutes a pair. The others take notes and do not interrupt.
# 3. **Say back.** "Your strongest point was …" It counts only when the other pair says *yes, that is it*.
# 4. **Swap** sides and packets. Present again, and *better*.
# 5. **Leave the sides.** The four write one proposal and what each side would still refuse.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (the other 3 minutes).** Groups of three: the third plays both locals. A student who cannot in
# good faith speak for a side may keep time and do the saying-back instead; ask no reasons.
# *Usual slip:* a straw man at the first presentation. The remedy is rule 3, not your correction.
# *Misconception by name:* **balance = truth in the middle**.
# *Fair:* a person hurt in a shooting and a gun owner are roles to speak *for*, not to play; no accents, no tears. Leave
# real cases and real names out.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · The packets
#
# **Guess first:** for each side, name the one argument that you expect on top. Then open your packet.
#
# *Packet S: the state withholds its help.*

# %% slideshow={"slide_type": "fragment"}
import kit

positions = kit.load("positions").set_index("id")
columns = ["holder", "argument", "status_note"]
for_state = positions.loc[["P13", "P07", "P21", "P23", "P25", "P37"], columns]
for_state.style.format(na_rep="").set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# *Packet F: joint work with federal agents.*

# %% slideshow={"slide_type": "fragment"}
for_joint_work = positions.loc[["P02", "P03", "P18", "P22", "P24", "P38"], columns]
for_joint_work.style.format(na_rep="").set_properties(**{"text-align": "left"})

# %% [markdown]
# The column `status_note` says whose words these are: some arguments were put into their strongest form by the kit's
# authors, and where a point rests on memory it says so.

# %% [markdown] slideshow={"slide_type": "slide"}
# *Packet L: those in between*, local governments, police and others.

# %% slideshow={"slide_type": "fragment"}
in_between = positions.loc[["P05", "P08", "P10", "P26", "P29", "P33", "P34"], columns]
in_between.style.format(na_rep="").set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# *Packet E: evidence.* Both pairs get the same rows. **Predict:** how many of them help your side?

# %% slideshow={"slide_type": "fragment"}
evidence = kit.load("evidence").set_index("id")
shared = evidence.loc[["V03", "V23", "V37", "V44", "V51", "V59", "V61"]]
shared = shared[["finding", "confidence", "caution"]]
shared.style.set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# *Packet Q: the law.* What is settled, and what is open with an argument for either answer?

# %% slideshow={"slide_type": "fragment"}
from kit.law import questions

law = questions()
settled = law[law["badge"] == "settled"][["ask", "answer"]]
settled.style.hide().set_properties(**{"text-align": "left"})

# %% slideshow={"slide_type": "fragment"}
open_questions = law[law["badge"] == "open"][["ask", "argument_for_more", "argument_for_less"]]
pick = ["ballistics", "information", "aid", "subpoena"]
open_questions.loc[pick].style.set_properties(**{"text-align": "left"})

# %% slideshow={"slide_type": "fragment"}
cases = kit.load("court_cases").set_index("id")
ids = ["us_v_missouri_wd_mo_2023", "us_v_missouri_8th_cir_2024", "missouri_v_us_cert_2025"]
rulings = cases.loc[ids, ["court", "decided", "holding", "decides_no", "mark"]]
rulings.style.format({"decided": "{:%Y}"}, na_rep="").set_properties(**{"text-align": "left"})

# %% [markdown]
# The column `decides_no` says what a ruling leaves open. "More" and "less" say under which answer more people would have been exposed under the act of 2021. Neither is the
# kit's answer. For the remaining questions write their names into `pick`: they are `open_questions.index`.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** Your pair has an argument from packet S or F whose `status_note` says that the authors put it so. May you
# use it?
#
# <details><summary>Answer</summary>
#
# Yes, as an argument: it stands on its reasons. No, as a quotation: nobody is on record with those words. Say "one
# could argue", and keep names for what their bearers said.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (10 minutes).** Print or share the packets; each pair reads two (its own and E), the local
# speaker reads L, everybody skims Q. Three arguments, three sources, on a card.
# *Usual slip:* only evidence that helps is seen. Ask each pair to name the row in E that hurts it most.
# *Misconceptions by name:* **sworn = proven**; **dismissal = upheld** and **stay or cert denied = merits** (settled
# rows say what courts did not decide); **lead = suspect = conviction**.
# *Fair:* packets S and F have six rows each, on purpose. Somin's view (P33) crosses party lines; so does P10.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Argue, then swap
#
# | minutes | what happens |
# |--:|:--|
# | 3 | S presents; F takes notes |
# | 3 | F presents; S takes notes |
# | 1 | each says back the other's strongest point, until the other agrees |
# | 3 | **swap**: each pair presents the other side, with one argument that the first pair had *not* used |
# | 2 | in silence: what would each side still refuse, whatever it is offered? |
#
# **Test yourselves on like cases.** Write your rule in one sentence without the word *gun*. Then read it aloud for each
# row, and mark where you flinch.

# %% slideshow={"slide_type": "fragment"}
conflicts = kit.load("conflicts").set_index("id")
like = conflicts.loc[["K01", "K05", "K13", "K16", "K18", "K19", "K20", "K22", "K24", "K26"]]
like = like[["domain", "who", "mechanisms", "outcome_kind", "mark"]]
like.style.set_properties(**{"text-align": "left"})

# %% [markdown]
# `INV` declares federal law invalid, `REF` refuses help, `PEN` penalizes own officers for helping, `PEN+` for not
# helping, `PRI` lets private persons sue, `LEG` stops prohibiting. The rows come from several political camps and were
# chosen by the authors: a pattern to discuss, no statistic. A flinch is no refutation: say whether the *rule* is wrong
# or the *causes* differ. Both are respectable answers (dataset `tensions`, X13).

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** Someone says: "A state that refuses its officers' help nullifies federal law." Someone else: "A state
# that may refuse its help may also declare the law void." What do you answer to both?
#
# <details><summary>Answer</summary>
#
# They make the same mistake from two ends: they take refusing and declaring void for one thing. That a state's
# executive may refuse its help is settled; that it may not finally void valid federal law is settled too (packet Q).
# What stays disputed is where a statute does the one and where the other, and whether a refusal may rest on the stated
# ground that the law is void.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (12 minutes).** Keep time strictly; a bell helps. Listen for rule 3 and praise the *saying
# back*, never the side.
# *Usual slips:* rebutting instead of presenting; a rule that contains the word gun after all ("constitutional rights":
# then which?).
# *Misconceptions by name:* **refusing help is nullification**; **federal always wins**; **state always wins**;
# **preemption is commandeering**.
# *Fair:* do not stop at the row that embarrasses one side. Go on until each student has found a row that is
# uncomfortable for the rule he or she came with.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Put it on the board
#
# A proposal that cannot be drawn is a mood. Toggle yours: who would take part in what, and from when? **Before you look
# at the numbers, predict them** (*Predict first*).
#
# When you are done, open *Keep or share this state* and copy the **code** into your memo. Another group can load it.

# %% slideshow={"slide_type": "fragment"} deletable=false
board = kit.ParticipationBoard()
board

# %% [markdown] slideshow={"slide_type": "slide"}
# Four drafts as examples, none of them recommended. **Predict** for each: which number moves most, and who would object
# first?

# %% slideshow={"slide_type": "fragment"}
withhold_officers = kit.ParticipationBoard()
for agency in kit.load("withdrawals")["agency"]:
    withhold_officers.withdraw(agency, "task_force")
on_request = kit.ParticipationBoard()
on_request.withdraw("Kansas City PD", "records", "custody", "background")

# %% slideshow={"slide_type": "fragment"}
joint_work, no_record = kit.ParticipationBoard(), kit.ParticipationBoard()
for agency in no_record.participation:
    no_record.withdraw(agency, "ballistics")
drafts = [joint_work, withhold_officers, on_request, no_record]
names = ["joint work", "no officers", "by subpoena", "no record"]

# %% slideshow={"slide_type": "fragment"}
import pandas as pd

table = pd.DataFrame([draft.expectation.totals for draft in drafts], names)
counted = ["leads", "suspects", "suspects_net", "time_to_close", "officer_weeks_returned"]
table[counted].T.round(1)

# %% [markdown]
# *Joint work*: everybody goes on with everything. *No officers*: the named agencies keep theirs at home and the rest
# goes on. *By subpoena*: one large department hands over information only when a subpoena asks for it (how long that
# takes and how often it succeeds is assumed). *No record*: nobody enters evidence, so there is no lead at all, and no
# case whose time one could take. The model counts these things and weighs none of them.

# %% slideshow={"slide_type": "fragment"}
for name, draft in zip(names, drafts, strict=True):
    print(f"{name}: {draft.code}")

# %% [markdown] slideshow={"slide_type": "slide"}
# To see a classmate's draft, write its code here in place of this one. Your own board above stays as it is:

# %% slideshow={"slide_type": "fragment"}
theirs = kit.ParticipationBoard()
theirs.load(on_request.code)
print(theirs.line)

# %% [markdown] slideshow={"slide_type": "slide"}
# **What would each side still refuse?** Fill it for each of the four drafts, then for yours. A draft with an empty cell
# is not understood yet.
#
# | draft | one who wants the state to withhold would still refuse … | one who wants joint work would still refuse … |
# |:--|:--|:--|
# | joint work | | |
# | no officers | | |
# | by subpoena | | |
# | no record | | |
# | *ours* | | |
#
# <details><summary>An example for "no officers" (open it after you have tried)</summary>
#
# *Withhold:* "Casings still go into a federal record, and you call that withholding?" *Joint work:* "It is the people
# who know the neighborhood whom you took away; a database makes no arrest." Both may be answered. Neither goes away.
# </details>

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** A group writes: "Our draft loses only a few suspects, so it is a good policy." What is missing?
#
# <details><summary>Answer</summary>
#
# On which assumptions "few" hangs (busy investigators? information that cases need?); what the count leaves out on
# *either* side; and a reason why suspects credited to a database should be the measure. A model's output is an
# argument's beginning.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (10 minutes).** One group's code on the projector; another predicts; then the numbers. Then
# the table of refusals, in writing.
# *Usual slip:* a draft that is tuned until the numbers look good. Ask for the reason first, the number second.
# *Misconceptions by name:* **model output = evidence for its own inputs**; **fewer officers always means slower**;
# **lead = suspect = conviction**.
# *Fair:* the board counts what the filing counted. Whoever argues for the state should say aloud what has no row in it:
# a right, a record, an officer's hour at home. Whoever argues for joint work should say what has none either: a trial,
# a victim's answer.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Switch clauses
#
# A law is not only *whether* but *in which words*. The kit has the act of 2021 as code; a clause can be struck.
# **Predict** for each of the five below: does striking it make *more* people answerable, fewer, or nobody different?
#
# - `knowing`: only who acts knowingly
# - `felony_exception`: aid to federal prosecutions of felonies against a person
# - `state_bar_on_possession`: who may not have a gun under Missouri's own law
# - `liability_for_hiring`: the penalty for employing certain people
# - `invalid_in_the_state`: the sentence that federal measures of the listed kinds are invalid

# %% slideshow={"slide_type": "fragment"}
from kit.law import assess, named_readings, preset

reading = named_readings()["exposes most"].choose(
    ancillary="accompanies another charge", knowledge="of the infringement"
)
facts = ["officer_does_not_know_the_list", "shooting_victim", "felon", "department_hires_an_agent"]
today = {name: str(assess(preset(name), reading).outcome) for name in facts}

# %% slideshow={"slide_type": "fragment"}
clauses = ["knowing", "felony_exception", "state_bar_on_possession"]
clauses += ["liability_for_hiring", "invalid_in_the_state"]
struck = {"nothing struck": today}
for clause in clauses:
    struck[clause] = {n: str(assess(preset(n), reading, without=[clause]).outcome) for n in facts}
pd.DataFrame(struck).T

# %% [markdown]
# Read it row by row against the first. Two of the clauses narrow whom the act reaches, and so does Missouri's own bar
# on possession, a law of its own; without them it reaches further. One widens it. And striking the last changes
# *nothing* in this table: under that sentence alone nobody pays.
#
# (One reading of the act among several: the one that exposes most, but for two questions. Change `reading` and run
# again. A teaching model, no legal advice. What the four facts are, and what in them is assumed:)

# %% slideshow={"slide_type": "fragment"}
from kit.law import presets

stories = presets().loc[facts, ["title", "story", "assumed"]]
stories.style.set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# **The clause under which nobody pays is the one that the court of appeals turned on.** Does it matter, then? Each
# answer in its strongest form:

# %% slideshow={"slide_type": "fragment"}
tensions = kit.load("tensions").set_index("id")
columns = ["question", "side_a", "argument_a", "side_b", "argument_b", "settled_part"]
tensions.loc[["X01"], columns].T.style.hide(axis="columns").set_properties(**{"text-align": "left"})

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** *Open question.* Write one clause of your own draft in a sentence. Who may be asked to pay, who may sue,
# what must they have known, and since when? If one of the four is missing, an officer on the night shift will have to
# guess.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Others have drafted, too.** After your draft is written: what did the police chiefs ask for, and what did later
# bills change? (Datasets `positions` and `aftermath`.)

# %% slideshow={"slide_type": "fragment"}
print(kit.cite(kit.load("positions").set_index("id", drop=False).loc["P29"]))
later = kit.load("aftermath").set_index("id")
later = later.loc[["T54", "T56", "T57", "T60", "T61", "T62"], ["start", "event", "mark"]]
later.style.format({"start": "{:%B %Y}"}).set_properties(**{"text-align": "left"})

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 5 (8 minutes).** Strike one clause with the class; the groups do the rest at their tables. Then
# X01, read by two students.
# *Usual answers:* "strike *invalid* and the act would have stood" (perhaps; no court has said so of this act, which
# fell as a whole), "the exceptions are loopholes" (look who would be answerable without them).
# *Misconceptions by name:* **the officer pays**; **effective = applicable**; **enjoined = erased**; **the act made the
# federal crime vanish**.
# *Fair:* clauses narrow and widen for both sides. Show one that a defender would want to strike and one that a critic
# would.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · The memo
#
# One page, to a legislator whose party you do not know. It has five parts:
#
# 1. **The proposal** in three sentences, with the board's code.
# 2. **The clauses**: who answers, to whom, for what, since when.
# 3. **What it does**, with a number, its source, and the assumption on which the number hangs most.
# 4. **The strongest case against it**, so that its holder would sign.
# 5. **What each side would still refuse.**

# %% [markdown] slideshow={"slide_type": "slide"}
# **How it is judged.** Ten points; *which side you take earns none, and costs none.*
#
# | | 2 points | 1 point | 0 points |
# |:--|:--|:--|:--|
# | **clear** | another group rebuilt it from code and clauses alone | code or clauses are missing a piece | a mood |
# | **sourced** | each figure has who says so and how (alleged, claimed, computed …) | some have | none has |
# | **honest on what is unknown** | names the assumption that would turn the answer, and who could publish it | names some doubt | none |
# | **opponent's case** | an opponent signed it | recognizable | a straw man |
# | **what stays refused** | a cell for each side, and why it does not go away | one side only | "everybody will be happy" |
# | *the side taken* | *no points* | *no points* | *no points* |
#
# **Check 5.** Two groups propose opposite policies, and both memos get ten points. A mistake?
#
# <details><summary>Answer</summary>
#
# No. The rubric asks whether a reader is helped to decide. It does not decide.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 6 (5 minutes).** Let the class try to raise its points by changing sides: it cannot. The
# signature in row four is a real one: a student of the other pair writes initials.
# *Usual question:* "what do *you* think?" Answer: you will get my marks on five rows; there is no sixth.
# *Misconception by name:* **balance = truth in the middle**: a memo that takes a side outright can have ten points, one
# that splits everything down the middle can have two.
# *Fair:* grade without names. If most memos land on one side, look at the packets you handed out before you look at the
# students.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - You know a position when its holders would sign your version of it.
# - Refusing help and declaring a law void are two tools. Most of the dispute is on where a statute does which.
# - A policy is a state of the board *and* a set of clauses. Say what each does, and on which assumption.
# - A good proposal says what each side would still refuse.
#
# **What the model leaves out.** The board counts investigations; it cannot weigh a right, a record kept on a lawful
# owner, or what an officer does back home. The act as code tells who would be answerable under a reading; it does not
# tell what a court would do with *your* words, and it is no legal advice. Neither says what is right.
#
# **Next:** this is the last of the lectures. Go back to the paper from the beginning: what would you write now under
# question 3?
