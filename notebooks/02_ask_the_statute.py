# %% [markdown] slideshow={"slide_type": "slide"}
# # Ask the statute who pays
#
# It is **18 August 2021**. In Columbia, Missouri, suppose that a police officer enters a shell casing into the federal ballistics database.
# The officer has been deputized by the ATF, and the department keeps the officer on. Missouri's Second Amendment Preservation Act
# was signed in June and is formally in force.
#
# **What, if anything, does Columbia owe?** Write down one answer before you go on:
#
# - nothing;
# - a fixed sum, to be paid by the department;
# - a fine, to be paid by the officer;
# - that cannot be said, because …
#
# Then write down what you would *have to know* to be sure. (That an officer made an entry on that day is assumed; the
# filing says that entry had stopped.)

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | apply a statute to facts, one provision after another, and say what decides | D2.Civ.12 |
# | tell settled from open, and argue an open reading both ways | D2.Civ.4, D2.Civ.12 |
# | tell apart adopted, in force, reaching offenses, enjoined, and erased | D2.Civ.3 |
# | find effects that a text has on people whom its authors may not have had in mind | D2.Civ.13 |
#
# *You need* nothing but the start notebook's idea of a board; who has done lecture 01 knows question D1. *Time:* 50 minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess | 3 |
# | 1 · Read what the act says | 7 |
# | 2 · Ask: Columbia on 18 August | 13 |
# | 3 · Change exactly one fact | 7 |
# | 4 · Look for the payer | 5 |
# | 5 · Six people, two laws | 8 |
# | 6 · Enjoined, both sides, close | 7 |
#
# *Content note:* part 5 names domestic violence, as a status in law. No case is told. *No legal advice:* this is a teaching aid.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (3 minutes).** Read the case aloud, twice. Everybody writes one answer and one thing they would
# have to know. Count hands per answer and leave the numbers on the board.
# *Usual answers:* "a fine, on the officer" (from the press), or "nothing, the act was struck down" (from hindsight).
# *Misconceptions by name:* **the officer pays**; **effective = applicable**.
# *Fair:* say that today's questions do not line up with a view of the act: one can attack it and read it wide, to show its
# harm, or defend it and read it narrow, to show its measure; and the other way round.

# %% [markdown]
# Run this cell first (<kbd>Shift</kbd>+<kbd>Enter</kbd>). It loads the kit and lines up the tables; its code is folded.

# %% jupyter={"source_hidden": true}
import kit
import pandas as pd

pd.set_option("styler.html.mathjax", False)  # a dollar sign is money here, not a formula
left = [{"selector": "th, td", "props": "text-align: left; vertical-align: top"}]
left += [{"selector": "th", "props": "white-space: nowrap"}]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Read what the act says
#
# Before any board: the text, in our words, with how much of it we have read.

# %% slideshow={"slide_type": "fragment"}
provisions = kit.load("provisions").set_index("id")
links = "tracking_of_firearms invalid_in_the_state ban_on_enforcement liability_for_enforcement "
links += "penalty_per_occurrence liability_for_hiring applies_from"
chain = provisions.loc[links.split(), ["section", "says", "text_read"]]
chain.style.set_table_styles(left)

# %% [markdown]
# Read the table as a chain. **1.420** lists what counts as an infringement. **1.430** calls it invalid. **1.450** takes away the
# authority to enforce it. **1.460** and **1.470** say who owes what to whom. **1.480.5** names a day. A chain holds if
# every link holds. Four words first:

# %% slideshow={"slide_type": "fragment"}
from kit.glossary import glossed

text = "Whoever is exposed may owe a civil penalty, if a deputized officer acts knowingly."
glossed(text, ["exposed", "civil penalty", "knowingly", "deputized"])

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** Is entering a shell casing "enforcing" (1.450)? Is a ballistics database "tracking of firearms" (1.420)?
# Give one argument for *yes* and one for *no*, for either question.
#
# <details><summary>After you have written</summary>
#
# Nobody has settled either question: no court is known to have decided it. If you found arguments on one side only, look
# at the table in part 2, where both sides stand at full strength.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (7 minutes).** Let students read the chain aloud, one link each. Point at the column `text_read`: where it
# says *part*, the kit has not seen every word, and 1.440 and 1.485 were not read at all.
# *Usual answer to check 1:* "of course it is tracking" or "of course not", each without an argument.
# *Fair:* collect one argument for yes and one for no on the wall before the board appears.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Ask: Columbia on 18 August
#
# The board opens on our case. Do these in order, and write down after each what the banner says:
#
# 1. Read the banner. How many questions does it say are open?
# 2. **Drag the date.** What happens before 12 June 2021? What on 28 August? Look at what is *at stake*, not at the banner alone.
# 3. Press *Back to the pinned facts*. **Switch a reading:** press *exposes least*, then *exposes most*, then *as the sponsors described it*.
# 4. Press *nothing settled*. **Open 1.470:** in *Reasons, step by step*, find the line that ends in § 1.470.1 and read it to its end.
#
# **Predict before step 2:** does anything change on 28 August, the day that the act names?

# %% slideshow={"slide_type": "fragment"} deletable=false
from kit.boards.law import LawExplorer

board = LawExplorer()
board

# %% [markdown]
# The same, in code. First the date:

# %% slideshow={"slide_type": "fragment"}
from kit.law import assess, preset

facts = preset("columbia_in_august")
for day in ["2021-06-11", "2021-08-18", "2021-08-28"]:
    found = assess(facts.change(on=day))
    print(day, found.outcome, *found.cites, "USD, least and most:", found.total_usd, sep="  ")

# %% [markdown]
# On 18 August one section could reach Columbia at all, the one on hiring. On 28 August a second one joins it. The word in the
# banner stays; what hangs on it grows. Now section 1.470 alone:

# %% slideshow={"slide_type": "fragment"}
finding = assess(facts)
steps = [step for step in finding.reasons.walk() if step.section == "1.470.1"]
pd.Series([step.cited for step in steps]).to_frame("§ 1.470.1").style.hide().set_table_styles(left)

# %% [markdown]
# It holds *only if* every one of these readings is the right one, and nobody has settled any of them. That is an exact
# answer, though its word is **unsettled**. Both sides' best argument on each:

# %% slideshow={"slide_type": "fragment"}
from kit.law import questions

asked = questions().loc[list(finding.questions)]
shown = asked[["ask", "argument_for_more", "argument_for_less", "answer"]]
shown.style.set_table_styles(left)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 2.** Article A says that the act took effect when it was signed. Other outlets gave 28 August. Who is right?
#
# <details><summary>Answer</summary>
#
# Both dates are in the record. Every section has been *effective* since 12 June 2021. By 1.480.5 the act *applies* to
# offenses from 28 August 2021 on. Leaving a task force in July was cautious, and not plainly irrational: whether 1.470, which looks back to
# its adoption, counts help given in between was never decided.
# </details>
#
# **Check 3.** A classmate picks *exposes most* and says: "So Columbia owed the money." Another picks *exposes least* and says: "So
# it owed nothing." Who reads the act correctly?
#
# <details><summary>Answer</summary>
#
# Each reads it in a way that can be argued, and neither can show that a court would. The kit marks neither wrong. Wrong
# would be only to say that the text, by itself, has settled it.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (13 minutes: four for the steps, five for 1.470 and its arguments, four for the checks).** One student drives
# the board, the class calls out what to move. Stop at step 2: many expect the banner to change on 28 August.
# *Usual answers:* "before 28 August nobody can owe anything"; "then it is all just opinion". For the second: an open
# question has good and bad arguments, and a closed list of them.
# *Misconceptions by name:* **effective = applicable**; **the act made the federal crime vanish** (the board says who pays
# under Missouri's act; what is a federal crime stays one).
# *Fair:* have the argument for *more* read by somebody who likes it less, and the other way round. The sponsors' reading
# and the federal prosecutors' reading both have a button of their own.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Change exactly one fact
#
# Lawyers find out what matters by changing one fact and nothing else. **Predict, for our case on 18 August:** name one single fact that would
# turn *unsettled* into *nobody pays*. Name one single fact that would turn it into *somebody pays*.
#
# On the board: *Change exactly one fact: what would flip the outcome?* Below, the same list.

# %% slideshow={"slide_type": "fragment"}
fresh = LawExplorer()
fresh.flips = True
single = pd.DataFrame(fresh.view["flips"])[["label", "was", "to", "outcome"]]
single.style.hide().set_table_styles(left)

# %% [markdown]
# Look down the last column: does *exposed* occur? If not, then what is missing is not a fact but an answer to the open
# questions. So keep the facts, choose what exposes most, and change exactly one *answer*:

# %% slideshow={"slide_type": "fragment"}
from kit.law import flips

answers = flips(facts)
answers[answers["flips"]]

# %% [markdown]
# Each of these questions, answered the other way, is enough *by itself* to free Columbia. A chain again: all links, or none.
#
# **Predict:** the kit has more cases like this one. Under the named readings, do the readings part in none of them, in a
# few, or in more than half? (On the board: *Compare all fact patterns under the named readings*.)

# %% slideshow={"slide_type": "fragment"}
from kit import charts
from kit.law import compare_readings

charts.show(charts.readings(compare_readings()))

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (7 minutes).** Take three predictions, then the list. The surprise is the last column: no single
# change of fact makes anybody pay on that day. Asked why "enforces" frees Columbia: our case names no other federal
# measure that could be enforced. "1 June" stands for any day before the signing.
# *Usual answer:* "if the person were a felon". It does nothing here: the item on tracking is not tied to law-abiding
# citizens, which may be why databases worried police even where the suspect was a felon (our reading).
# *Fair:* in the picture, rows where all readings agree go both ways: some always exposed, some never. Show one of each.
# *Misconception by name:* **model output = evidence for its own inputs**. The picture counts cases that we wrote; the share of
# rows that part says nothing about Missouri.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Look for the payer
#
# **Predict.** Over all fact patterns of the kit, read so as to expose most: how often does the *officer* pay?

# %% slideshow={"slide_type": "fragment"}
from kit.law import PRESETS, named_readings

most = named_readings()["exposes most"]
owed = [each for name in PRESETS for each in assess(preset(name), most).liabilities]
pd.Series([each.payer for each in owed], name="who pays").value_counts()

# %% [markdown]
# **Is this evidence?** Not of the law: the code cannot answer otherwise, since we wrote it so. The evidence is the
# section itself, which we read in full:

# %% slideshow={"slide_type": "fragment"}
rows = provisions.loc[["liability_for_enforcement", "liability_for_hiring", "attorney_fees"]]
rows[["section", "says", "reading_note", "text_read", "mark"]].style.set_table_styles(left)

# %% [markdown]
# There is a second door in 1.460 that both articles miss, though B tells of a chief who feared it: an officer who knowingly deprives a citizen of gun rights under color of *any* law,
# Missouri's own included. On the board above: *Start from*, *The chief's good-faith seizure* and *The owner in Joplin*.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** "The officer does not pay, so no officer had a reason to worry." Give one reason against and one for.
#
# <details><summary>What can be said</summary>
#
# Against: an employer that may owe a fixed sum for each occurrence can move, discipline or dismiss people; a chief resigned and said that he read
# the act as exposing officers too; and the act does not mention qualified immunity in the sections that were read. For: the text names the
# employer, the sum does not come out of anybody's pay, and the word *knowingly* is there to protect honest mistakes. What other laws let an injured person
# claim from an officer is outside this model.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (5 minutes).** The question "is this evidence?" is the point; do not rush it.
# *Usual answer:* "the computer says zero, so it is proven". *Misconceptions by name:* **the officer pays**; **model output
# = evidence for its own inputs**.
# *Fair:* papers of several kinds printed that officers are fined (dataset `published_errors`), and earlier bills aimed at individuals. The mistake has
# a history, and it belongs to no camp.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 5 · Six people, two laws
#
# Two laws say who may not have a gun: Missouri's own (RSMo 571.070) and the federal one. The act protects the **law-abiding citizen**, and it
# says whom it means: somebody whom *Missouri's* law does not bar and who is legally present.
#
# **Predict for each of six people:** barred by Missouri? Barred by federal law? And if an officer enforces the *federal* ban against this person,
# is the employer exposed under the act?
#
# a felon · a fugitive · a person adjudged incompetent · a person with a misdemeanor conviction for domestic violence ·
# a holder of a medical-marijuana card · a person not legally present

# %% slideshow={"slide_type": "fragment"}
from kit.law import persons

six = ["felon", "fugitive", "adjudged incompetent", "misdemeanor domestic violence"]
six += ["medical marijuana cardholder", "not legally present"]
persons().loc[six, ["missouri", "federal", "mark", "federal_mark"]]

# %% [markdown]
# `True` means barred; the marks say whether we read it (*verified*), part of it, or have it from memory. Now the act, for an
# officer who enforces the federal ban on 1 September 2021:

# %% slideshow={"slide_type": "fragment"}
ban = preset("felon")
pd.Series({who: str(assess(ban.change(person=who)).outcome) for who in six}, name="employer is")

# %% [markdown]
# Without code: on the board of part 2, choose *Start from*, *A felon with a gun*; then change *Status of the person* and watch the banner. *Reasons,
# step by step* tells which section turns it.

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 5.** Which sentence is right?
#
# - (a) "The act let felons have guns."
# - (b) "The act lifted the federal ban for people whom only federal law bars."
# - (c) "The act put a penalty on Missouri agencies whose officers enforce the federal ban against people whom only federal law
#   bars; the ban itself went on to bind them."
#
# <details><summary>Answer</summary>
#
# (c), as far as the act went: it calls such a ban invalid in the state, and no state can finally void valid federal law. Against (a): both
# laws bar felons. Against (b): what is a federal crime stayed one, and federal agents could enforce it themselves.
#
# And the person not legally present? Missouri's section names no such bar, yet the act's definition leaves that person out. A
# status can be decided by a definition and not by a ban.
# </details>
#
# **To discuss.** Federal law bars a holder of a medical-marijuana card whom Missouri does not bar (from memory, on both sides). Federal
# law bars a person with a domestic-violence conviction whom Missouri did not bar in 2021; a Senate amendment to add a bar failed. Does your
# view of the *act* change between the two? If so, on what ground?

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 5 (8 minutes).** Table on paper first, six rows, three columns. The row that surprises is the last one.
# *Usual answers:* "the act armed felons"; "then it was legal for them". *Misconception by name:* **the act made the federal crime vanish**.
# *Fair:* the two cases of the discussion pull in different political directions; keep both in the room. A gun owner, a patient and a victim
# of violence may all be sitting there: talk of statuses, not of types of people. Say which rows are from memory.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 6 · Enjoined, both sides, close
#
# In March 2023 a federal court held the act invalid as a whole and enjoined the state from implementing it. A court of appeals affirmed in
# August 2024. **Predict:** somebody's registered suppressor was the matter on 1 September 2021. Seen from February 2024, can its owner
# still sue the department under the act? *Yes, no,* or *unsettled*?

# %% slideshow={"slide_type": "fragment"}
owner = preset("suppressor_owner")
seen = {day: assess(owner, as_of=day).headline for day in ["2021-09-01", "2024-02-01"]}
pd.Series(seen, name="seen from that day").to_frame().style.set_table_styles(left)

# %% [markdown]
# An **injunction** binds the state and those who act with it. Whether it stops a private person was not squarely decided, and the
# text still stands in the statute book, with a note. On the board: *Seen from, a later day*. The stretches of time that the kit tells apart:

# %% slideshow={"slide_type": "fragment"}
from kit.law import WINDOWS

spans = pd.DataFrame([(each.starts, each.id, each.says, each.mark) for each in WINDOWS[1:]])
spans.columns = ["from", "window", "that is", "mark"]
spans.set_index("from").style.set_table_styles(left)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Both sides, in their strongest form** (put by the authors of the kit; `settled_part` says what is not in dispute):

# %% slideshow={"slide_type": "fragment"}
told = ["question", "side_a", "argument_a", "side_b", "argument_b", "settled_part"]
tensions = kit.load("tensions").set_index("id").loc[["X04", "X05"], told]
tensions.fillna("nothing noted").T.style.set_table_styles(left)

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 6 (7 minutes).** Two sentences on the injunction, then the arguments: half the class defends the penalty, half attacks
# it, then they swap. Go back to the hands counted at the opening.
# *Usual answer:* "it was struck down, so it is gone". *Misconception by name:* **enjoined = erased**.
# *Fair:* the courts that set the act aside did not decide whether any listed federal law violates the Second Amendment. Whoever
# thinks that one does has not been refuted by these rulings; whoever thinks that none does has not been confirmed.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - A statute is a chain. To ask who pays is to ask of every link whether it holds.
# - The employer pays, by the sections that were read; the officer is not named as a payer.
# - Effective is not applicable, and enjoined is not erased.
# - Changing exactly one fact shows what matters. Where no fact decides, a reading does, and both deserve their best argument.
# - Two laws can bar different people. Barring a state's officers from helping does not lift a federal ban.
#
# ## What the model leaves out
#
# It is a teaching aid and no legal advice. It tells who is *exposed*, not who was sued or found liable: how the few suits
# that are known ended was not found. Sections 1.440 and 1.485 were not read. It knows no other laws under which an officer or a city
# may have to answer, no settlement, no lawyer's advice, and no fear. And it asks what the text does, not whether the text was wise.
#
# **Next:** [Ask who decides, and who must help](03_ask_who_decides.ipynb).
