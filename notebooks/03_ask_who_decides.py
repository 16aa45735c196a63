# %% [markdown] slideshow={"slide_type": "slide"}
# # Ask who decides, and who must help
#
# Three pieces of news about Missouri's Second Amendment Preservation Act:
#
# 1. *August 2021.* A judge in Cole County denies relief to the local governments that attack the act.
# 2. *April 2022.* The Missouri Supreme Court reverses him.
# 3. *October 2023.* The U.S. Supreme Court denies the state's request to put a ruling against the act on hold.
#
# **Write down for each:** did this court say that the act is *valid*, that it is *invalid*, or *neither*?
#
# Then write down a rule, in one sentence, without naming any subject: **when a state dislikes a federal law, what may it do, and what may
# it not do?** You will need this sentence at the end. Do not change it on the way.

# %% [markdown] slideshow={"slide_type": "slide"}
# | You will be able to | C3 indicator |
# |:--|:--|
# | read a ruling for what it decides and what it leaves open | D2.Civ.12 |
# | say what is firm and what is open when a state meets federal law | D2.Civ.3, D2.Civ.4 |
# | hold one rule against several causes, and defend it or change it with a reason | D2.Civ.10 |
# | say by which means states and localities have resisted, and what came of it | D2.Civ.5, D2.Civ.12 |
#
# *You need* the words *enjoined* and *in force* from lecture 02; no programming. *Time:* 50 minutes.
#
# | part | minutes |
# |:--|--:|
# | Guess, and write a rule | 4 |
# | 1 · Sort the rulings | 13 |
# | 2 · Five questions | 12 |
# | 3 · Same tool, another cause | 13 |
# | 4 · Both sides, what is not known, close | 8 |
#
# *Content note:* part 3 names slavery and school segregation as subjects of law. Cards on the board that tell of a
# killing stay folded until you open them.

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, opening (4 minutes).** Read the three pieces aloud as a newsreader would. Then two silent minutes for the rule; have
# everybody sign theirs. The signed rule is what makes part 3 work.
# *Usual answers:* 1 "valid", 2 "invalid", 3 "invalid". *Misconceptions by name:* **dismissal = upheld**, **stay or cert denied = merits**;
# in the rules: **federal always wins**, **state always wins**.
# *Fair:* do not say yet which courts ruled on validity, and do not let anybody name a cause in the rule.

# %% [markdown]
# Run this cell first (<kbd>Shift</kbd>+<kbd>Enter</kbd>). It loads the kit and lines up the tables; its code is folded.

# %% jupyter={"source_hidden": true}
import kit
import pandas as pd

pd.set_option("styler.html.mathjax", False)  # a dollar sign is money here, not a formula
left = [{"selector": "th, td", "props": "text-align: left; vertical-align: top"}]

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 1 · Sort the rulings
#
# A court can decide many things besides who is right:
#
# - **merits**: whether the act, or whatever law is at issue, is valid;
# - **standing**: whether this party may sue;
# - **remedy**: whether this kind of suit or relief is open;
# - **procedure**: how the case goes on;
# - **interim**: what holds until the case is decided, as when a ruling is *stayed*, that is, put on hold;
# - **review declined**: a higher court does not take the case.
#
# **Predict.** Below are rulings of several courts, some of them not about Missouri at all. Sort each on paper into these piles. Where one
# fits two, choose the weightier.

# %% slideshow={"slide_type": "fragment"}
cases = kit.load("court_cases").set_index("id")
about = cases[cases["about_the_act"] & cases["decided"].notna()].index
mixed = cases.loc[[*about, "us_v_illinois_2025", "nebraska_v_colorado_2016", "el_cenizo_2018"]]
mixed[["case_name", "court", "holding"]].style.hide().set_table_styles(left)

# %% [markdown]
# Now the board; it stands at *courts 2021-2025*. Open the cards one by one: each says what was decided, and **what was not**. Then, under
# *Filters*, press *merits*: what is left?

# %% slideshow={"slide_type": "fragment"} deletable=false
from kit.boards.timeline import TimelineBoard

board = TimelineBoard(chosen="T28")
board.zoom("courts 2021-2025")
board

# %% [markdown]
# The same as a table, with those that are not about Missouri:

# %% slideshow={"slide_type": "fragment"}
answer = mixed[["case_name", "court", "decided", "kind", "decides_no"]].fillna("–")
answer.style.hide().format({"decided": "{:%Y}"}).set_table_styles(left)

# %% [markdown]
# Count the rows about the act that say *merits*. Those rulings went the same way: the act is invalid as a whole, *and* the state may withhold
# its help by other means. The others decided whether this suit, this remedy or this moment was the right one. None of the rulings on the act
# decided whether any federal gun law violates the Second Amendment. The words once more, with examples:

# %% slideshow={"slide_type": "fragment"}
from kit.glossary import glossed

text = "A court rules on the merits, on standing, on a remedy, or for the interim; a stay waits."
glossed(text, ["merits", "standing", "remedy", "interim", "stay"])

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 1.** On 6 October 2025 the U.S. Supreme Court declined to review the judgment against the act. Which headline is correct?
#
# - (a) "Supreme Court strikes down Missouri's gun act."
# - (b) "Supreme Court agrees: Missouri went too far."
# - (c) "Judgment against Missouri's act stands; Supreme Court will not hear the case."
# - (d) "Act erased from Missouri's statute book."
#
# <details><summary>Answer</summary>
#
# (c). To decline review is neither to agree nor to disagree. As to (d): the state is enjoined from implementing the act; a court does not
# delete a statute, and private suits were not squarely decided.
# </details>
#
# **Check 2.** Look at your three answers from the first page. For how many was *neither* right?
#
# <details><summary>Answer</summary>
#
# For all of them. The first ruled that another remedy was open, the second that none was, the third on what holds in the meantime. That the
# first and the second "upheld" the act has nevertheless been printed (dataset `published_errors`).
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 1 (13 minutes: four to sort, five on the board, four for the checks).** Let two students defend different piles
# before the answer is shown.
# *Usual answers:* everything that goes against the state is "struck down", everything that goes for it is "upheld".
# *Misconceptions by name:* **stay or cert denied = merits** · **dismissal = upheld** · **enjoined = erased**.
# *Fair:* the mistake can be made in both directions. The Illinois ruling is no final judgment for sanctuary laws, and the denied stay of 2023 was none
# against Missouri. The Illinois ruling also says that a choice not to help is protected, and the one of 2024 on the act decides standing too: the
# piles are by weight. Two justices took the order not to bind private plaintiffs, and a third would have granted the stay: say so.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 2 · Five questions
#
# **Predict for each: firm yes, firm no, or open?**
#
# - **Q1** May a state refuse its own officers' help?
# - **Q2** May it declare federal law invalid, or block it?
# - **Q3** May it bind or punish its own officers and cities?
# - **Q4** Can federal process, such as a subpoena, reach local bodies?
# - **Q5** May the United States buy help, or require it?

# %% [markdown] slideshow={"slide_type": "fragment"}
# <details><summary>What is firm and what is open (open this after five answers)</summary>
#
# | | firm | open |
# |:--|:--|:--|
# | **Q1** refuse | Yes, for legislators and executive officers. Not for a state's courts, which must hear federal claims. | Whether the United States can sue over the mere loss of help: a court of appeals said yes on this act (2024), a district court in Illinois found standing wanting (2025), on other laws. |
# | **Q2** void | No state may finally void *valid* federal law. It may protest, sue and refuse help; a state judge may hold a federal law unconstitutional in a proper case, and the Supreme Court can review that. | Whether a given federal gun law *is* valid: the courts that struck the act did not decide it. Whether a court should strike words or the whole (the court of appeals: here the whole). |
# | **Q3** direct | Within state law its power is very broad. A city is no third sovereign. | Whether penalties may be attached *because* federal law is invalid, or so as to single out federal service. The latter was pleaded and not decided. |
# | **Q4** compel | Ordinary process for testimony and records generally reaches local bodies like anyone else. | The edges: a duty merely to give information; a subpoena to routine work. |
# | **Q5** buy | It may buy help, on conditions that are clear, related and not coercive. It may not order state officers to run a federal program. | Where pressure becomes coercion. |
#
# (After the card of the dataset `court_cases` and the dataset `tensions`; the last cell on the right is our reading.)
#
# </details>
#
# Which rulings stand behind each answer? Change `"Q4"` and run the cell again:

# %% slideshow={"slide_type": "fragment"}
asked = "Q4"
behind = cases[cases["questions"].str.contains(asked)]
behind = behind[["case_name", "decided", "holding", "answers", "mark"]]
behind.style.hide().format({"decided": "{:%Y}"}).set_table_styles(left)

# %% [markdown]
# Look at `mark`: *memory* means that we cite a ruling without having reread it. How much of each question rests on memory?

# %% slideshow={"slide_type": "fragment"}
each = cases.assign(question=cases["questions"].str.split()).explode("question")
pd.crosstab(each["question"], each["mark"]).loc[["Q1", "Q2", "Q3", "Q4", "Q5"]]

# %% [markdown]
# Check those before you rely on them. Now three words that are often taken for one another:

# %% slideshow={"slide_type": "fragment"}
words = "Preemption, commandeering, nullification: three words, three different things."
glossed(words, ["preemption", "commandeering", "nullification"])

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 3.** Which is *preemption*, which *commandeering*, which *refusing help*, and which a claim to *declare federal law without force*?
#
# 1. Congress orders local police to run federal background checks on buyers of guns.
# 2. A state adds an immigration crime of its own where federal law controls.
# 3. A state tells its police not to hold people on request for immigration agents.
# 4. A state says that federal gun law does not reach guns made and kept within it.
# 5. A state stops punishing marijuana, and its police no longer look for it; federal law goes on to forbid it.
#
# <details><summary>Answer</summary>
#
# 1 commandeering, and forbidden (Printz, from memory). 2 preemption: the state *acts*, and federal law displaces what it does (Arizona v. United
# States). 3 refusing help, and allowed (United States v. California). 4 a claim that federal law does not bind; a court held that it cannot stand
# (Montana's Firearms Freedom Act), and used preemption to say so. 5 refusing help, together with a change of the state's *own* law; the federal
# ban stays (Gonzales v. Raich).
#
# Preemption limits what state law may *do*. Commandeering is about whom federal law may *draft*. So a federal law can be supreme, and
# a state's officers still need not carry it out.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 2 (12 minutes).** Predictions first, hidden hands: thumbs up, down, sideways. Then the table, row by row, one sentence
# each. Spend the time on check 3, in pairs.
# *Usual answers:* "if federal law is supreme, police must enforce it"; "if police may refuse, the law does not count here".
# *Misconceptions by name:* **refusing help is nullification** · **preemption is commandeering** · **any overlap voids state law** · **before the act police
# had to enforce federal law** (they could; nobody could order them to) · **a city is a third sovereign** (Kansas City's police answer to a
# board of the mayor and of people whom the governor appoints).
# *Fair:* whether the act *was* refusal or nullification is what the two sides argued about. Its defenders: it withholds officers. Its critics: it says that federal
# law is void. Here, as on the page, the words of both stand side by side.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 3 · Same tool, another cause
#
# States and localities have met federal law with a small box of tools:
#
# | code | tool |
# |:--|:--|
# | INV | declare federal law invalid, or exempt from it |
# | REF | refuse the help of one's own officers |
# | PEN | penalize one's own officers or agencies for *helping* |
# | PEN+ | penalize them for *not* helping |
# | PRI | give private persons a suit |
# | LEG | stop prohibiting the thing under state law |
#
# Below are real measures from two centuries, **with the cause hidden**. Write a verdict beside each row: *may do this, may not, cannot say*.
# Apply the rule that you signed, and nothing else.

# %% slideshow={"slide_type": "fragment"}
conflicts = kit.load("conflicts").set_index("id")
picked = ["K26", "K02", "K24", "K20", "K13", "K25", "K22", "K05", "K19", "K08"]
rows = conflicts.loc[[*picked, "K16", "K12", "K01"]]
rows[["mechanisms"]].style.set_table_styles(left)

# %% [markdown] slideshow={"slide_type": "slide"}
# Rows with the same tools must have got the same verdict: you could not tell them apart. **Predict:** will you want to change one
# when you see the cause? Then take off the mask.

# %% slideshow={"slide_type": "fragment"}
causes = rows[["mechanisms", "domain", "who", "federal_law", "year_from"]]
causes.style.format({"year_from": "{:.0f}"}, na_rep="?").set_table_styles(left)

# %% [markdown]
# **Which verdicts would you change?** For each: is your ground the *tool*, the *federal law* it met, the *right* at stake, or whose side you are on?
# The first three can be argued. Write one sentence.
#
# What came of it in fact:

# %% slideshow={"slide_type": "fragment"}
fates = rows[["mechanisms", "domain", "outcome_kind", "outcome", "mark"]]
fates.style.set_table_styles(left)

# %% [markdown]
# All rows of the dataset, by whether they *declare federal law invalid*:

# %% slideshow={"slide_type": "fragment"}
declares = (
    conflicts["mechanisms"].str.contains("INV").map({True: "declares invalid", False: "does not"})
)
pd.crosstab(conflicts["outcome_kind"], declares, colnames=[""])

# %% [markdown]
# In the few cases that a court decided, declaring invalid lost; refusal usually survived, except against compulsory process (Denver's sheriff lost
# to subpoenas). What was struck down without declaring anything invalid is Maryland's tax on a federal bank, which obstructed the federal operation
# itself. **This is a pattern to discuss, not a statistic.** We chose the rows, and courts chose them before us; many were never tested; where
# one row uses several tools, nothing shows which one decided. (Counted from the dataset `conflicts`.)

# %% [markdown] slideshow={"slide_type": "slide"}
# **Check 4.** "Massachusetts fined officers who helped to catch people fleeing slavery; Missouri penalizes agencies that help to enforce gun law. So
# whoever admires the one must accept the other." And: "Arkansas resisted desegregation by denying federal rulings any force there; Missouri calls federal law invalid. So whoever
# condemns the one must condemn the other." What is right, and what is wrong, with either?
#
# <details><summary>What can be said</summary>
#
# Right: whoever judges the *tool* must judge it alike in both. Wrong: a like tool does not make a like cause, and neither of the two is the only comparison. The
# first picks the one that flatters, the second the one that shames. Put the act beside many rows at once, from several sides: immigration,
# marijuana, identity cards, guns in other states. Whoever thinks that the causes differ has to say in what, and whether that is a difference in law or in
# sympathy.
# </details>

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 3 (13 minutes: four masked, four unmasked, five to discuss).** Nobody turns a page before all verdicts are written. After the
# unmasking ask only two things: who changed a verdict, and what was the ground?
# *Usual answers:* REF goes from "may" to "may not", or the other way, when the cause appears; PEN+ surprises everybody (the state *forces* its cities to help).
# *Misconceptions by name:* **federal always wins** · **state always wins** · **refusing help is nullification** · **balance = truth in the middle** (a changed verdict is
# not cured by changing another one on the other side).
# *Fair:* never show the act beside only desegregation or only antislavery; the table has both, and immigration in both directions. A student who keeps
# one rule for all and one who argues that the causes differ have both done the work: the strongest case of each comes next. Some may belong to
# families whom these laws touched; let nobody speak *for* a group.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## 4 · Both sides, what is not known, close
#
# Three disputes behind everything above, each side in its strongest form (put by the authors of the kit; `settled_part` says what is not in dispute):

# %% slideshow={"slide_type": "fragment"}
told = ["question", "side_a", "argument_a", "side_b", "argument_b", "settled_part"]
tensions = kit.load("tensions").set_index("id").loc[["X01", "X09", "X13"], told]
tensions.T.style.set_table_styles(left)

# %% [markdown]
# **Did anybody keep to one position?** The kit records shifts; `shift_of` names the earlier statement. Guess first which side moved.

# %% slideshow={"slide_type": "fragment"}
positions = kit.load("positions").set_index("id", drop=False)
later = positions.dropna(subset=["shift_of"])
moved = positions.loc[[*later["shift_of"], *later["id"]]].sort_index()
moved = moved[["id", "side", "holder", "shift_of", "argument"]].fillna("")
moved.style.hide().set_table_styles(left)

# %% [markdown]
# What was looked for and **not found**, after August 2021:

# %% slideshow={"slide_type": "fragment"}
aftermath = kit.load("aftermath")
missing = aftermath[aftermath["outcome_found"].eq(False)]
missing[["id", "event"]].style.hide().set_table_styles(left)

# %% [markdown] jupyter={"source_hidden": true} slideshow={"slide_type": "notes"}
# **Speaker notes, part 4 (8 minutes).** Half the class reads for each side, then they swap. Last minute: everybody takes out the signed rule and
# writes one of three words on it: *kept, narrowed, given up*, with one reason. Collect them; grade none.
# *Usual answer:* "both parties do it". True and cheap: ask which *rule* each followed before and after.
# *Misconception by name:* **stay or cert denied = merits** once more, since the federal brief of 2025 asked the Court *not* to hear a case that the government
# had won, and asked for less than its complaint of 2022.
# *Fair:* the shifts stand side by side, the sponsor's of 2021 and the Justice Department's of 2025. Changing a position is no proof of bad faith.

# %% [markdown] slideshow={"slide_type": "slide"}
# ## Key points
#
# - Ask of every ruling what it decided and what it did not. Only rulings on the merits say whether a law is valid.
# - Refusing one's own help is one thing, declaring federal law void another. A state may do the first, though not through its courts; no state can
#   finally do the second to valid federal law.
# - Federal law can be supreme without anybody in a state being bound to carry it out. Preemption and commandeering answer different questions.
# - Test your rule with the cause hidden. If you change a verdict afterwards, name the ground.
# - Much is open: penalties that single out federal service, private suits, the edges of subpoenas.
#
# ## What the sources leave out
#
# Many rulings are cited from memory, as the table above shows; check them before you rely on them. The comparison was chosen by us and leaves out far more than it
# holds. Outcomes of several suits, and of the legislature's session of 2026, were not found. And no table weighs a right, or a
# life under a law: that remains for you to argue.
#
# **Next:** [Pull an agency out](04_pull_an_agency_out.ipynb).
