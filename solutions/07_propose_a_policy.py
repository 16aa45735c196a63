# %% [markdown]
# # Propose a policy
#
# **You will be able to** find the clause that a critic would strike first; say which disputes bear on
# an open question and which of them nobody has settled; turn a list of demands into a state of the
# board; find out whether a draft holds at every level of an assumption that a table shows; strike
# clauses for two drafters who want opposite things; and write a memo that helps a reader who does not
# share your aims.
#
# **You need** the lecture [Propose a policy](../notebooks/07_propose_a_policy.ipynb), in the folder
# notebooks. Questions 1, 3, 5, 6 and 8 take a table, a board or words; 2 and 4 take one or two lines
# of code, and question 7 a function of a few lines. In these three your cells run again on other
# tables, so **an answer you typed in earns nothing there**: let the cell compute it.
#
# **Time** 90 minutes, a third of it for the memo.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter, and put your answer in place
# of `...  # your answer`. The cell below each question says *open*, *not yet* with a hint, or *ok*.
# *ok* means: the form fits, and none of the common mistakes was seen. It does not say that the answer
# is right; only in questions 3 and 5 nothing more is checked. Stuck? Put `"help"` in place of the dots
# and run the check: the first hint comes. The memo is read by a person. At the end, `kit.submit()`
# packs your file. **The side you take earns nothing and costs nothing**, here or anywhere in this
# kit.
#
# **Content note.** One made-up case in question 5 is that of a person who was shot. Nobody is named.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [1]
#
# [tables]
# tensions = 'table.assign(bears_on=rng.permutation(table["bears_on"].to_numpy()), settled_part=rng.permutation(table["settled_part"].where(rng.random(len(table)) < 0.6).to_numpy()))'
# agencies = '(lambda new: table.assign(task_force_officers=[new.get(name, old) for name, old in zip(table["agency"], table["task_force_officers"])]))(dict(zip(["Missouri State Highway Patrol", "Columbia PD", "O\u0027Fallon PD", "Sedalia PD", "Johnson County Sheriff"], rng.permutation([1, 2, 2, 9, 11]).tolist())))'
# withdrawals = 'table.assign(officers=table["agency"].map(tables["agencies"].set_index("agency")["task_force_officers"]).astype("int64"))'

# %% [raw] tags=["variant"]
# agency = ["Kansas City PD", "St. Louis Metropolitan PD"]
# open = ["information", "knowledge", "occurrence"]
# weeks = [1000, 900, 1100]
# limit = [1.75, 1.9]

# %% [markdown]
# ## 1. The clause that each would strike first
#
# Six possible clauses of a new act, some of which exclude one another, and six arguments from the
# table `positions`. Some arguments were put into words by the kit's authors; `asserted_by` says so.
#
# - `casings in`: cartridge cases go into the federal database
# - `casings out`: none go in
# - `by subpoena`: records are handed over only when a subpoena demands them
# - `officers home`: no officer of the state or a town works on a federal task force
# - `fixed penalty`: an agency that breaks the act pays a fixed sum to whoever sues
# - `no penalty`: nobody pays anything

# %%
positions = kit.load("positions").set_index("id")
six = ["P37", "P38", "P39", "P02", "P26", "P25"]
positions.loc[six, ["argument", "asserted_by"]].style.set_properties(**{"text-align": "left"})

# %% [markdown]
# **Match each argument with the clause against which it speaks most directly.** Each clause is used
# once. Write `strikes = {"P37": "…", "P38": "…", "P39": "…", "P02": "…", "P26": "…", "P25": "…"}`.

# %% question="strike_first" tags=["answer"]
# BEGIN SOLUTION
strikes = {
    "P37": "casings in",
    "P38": "casings out",
    "P39": "by subpoena",
    "P02": "officers home",
    "P26": "fixed penalty",
    "P25": "no penalty",
}
# END SOLUTION

# %% [raw] question="strike_first" tags=["checks"]
# title = "The clause that each would strike first"
# points = 2
# minutes = 6
#
# [[check]]
# name = "six arguments, six clauses"
# get = "strikes"
# as = "property"
# to = '{id.strip().upper() for id in answer} == {"P37", "P38", "P39", "P02", "P26", "P25"} and sorted(" ".join(word.split()).casefold() for word in answer.values()) == ["by subpoena", "casings in", "casings out", "fixed penalty", "no penalty", "officers home"]'
# hint = "Copy the line. Behind each id stands one of the six clauses, spelled as in the list, and each clause stands there once."
#
# [[hidden]]
# name = "which clause each speaks against"
# get = "strikes"
# as = "mapping"
# shadow = false
# hint = "Read each argument as an objection: which clause would its holder not want to see in the act?"
#
# [[wrong]]
# name = "what they ask for instead of what they strike"
# code = 'strikes = {"P37": "casings out", "P38": "casings in", "P39": "officers home", "P02": "by subpoena", "P26": "no penalty", "P25": "fixed penalty"}'
# as = "property"
# to = '(lambda found: (found["P37"], found["P38"]) == ("casings out", "casings in") or (found["P26"], found["P25"]) == ("no penalty", "fixed penalty"))({id.strip().upper(): " ".join(word.split()).casefold() for id, word in answer.items()})'
# hint = "Somewhere you matched an argument with the clause that its holder would like. The question asks for the one they would strike."
#
# [[wrong]]
# name = "one clause for a whole side"
# code = 'strikes = {"P37": "by subpoena", "P38": "officers home", "P39": "by subpoena", "P02": "officers home", "P26": "fixed penalty", "P25": "by subpoena"}'
# as = "property"
# to = '(lambda words: len(words) < len(answer) and words <= {"by subpoena", "casings in", "casings out", "fixed penalty", "no penalty", "officers home"})({" ".join(word.split()).casefold() for word in answer.values()})'
# hint = "A clause stands there twice. A side is not one voice: its members object to different clauses."
#
# [[wrong]]
# name = "a penalty on federal work"
# code = 'strikes = {"P37": "casings in", "P38": "casings out", "P39": "by subpoena", "P02": "fixed penalty", "P26": "officers home", "P25": "no penalty"}'
# as = "property"
# to = '[" ".join(word.split()).casefold() for id, word in answer.items() if id.strip().upper() == "P02"] == ["fixed penalty"]'
# hint = "P02 does not speak of money. What does its holder say that federal agents would have less of?"

# %% [markdown]
# A table of arguments is no poll: it was put together so that each side is heard at its best, and the
# number of its rows says nothing on how many people hold what.

# %% [markdown]
# ## 2. What bears on your clause, and what of it is settled?
#
# The act of 2021 leaves questions open; one of them is called `{{open}}` in this kit. The table
# `tensions` states disputes with both sides at their strongest. Its column `bears_on` names the open
# questions for which a dispute matters, several of them with spaces between; `settled_part` says
# what is settled, and is empty where nothing is.

# %%
tensions = kit.load("tensions")
disputes = tensions[["id", "question", "bears_on", "settled_part"]]
disputes.style.set_properties(**{"text-align": "left"}).hide(axis="index")

# %% [markdown]
# **Give two things.** `bearing`: the ids of the disputes that bear on `{{open}}`. And `unsettled`: those
# among them in which no part is settled, shown as `nan`. Give the ids alone (the column `id`), not
# whole rows, and let the cell find them: a typed answer earns nothing here.

# %% question="bears_on" tags=["answer"]
# BEGIN SOLUTION
names = tensions["bears_on"].fillna("").str.split()
touched = tensions[["{{open}}" in found for found in names]]
bearing = set(touched["id"])
unsettled = set(touched[touched["settled_part"].isna()]["id"])
# END SOLUTION

# %% [raw] question="bears_on" tags=["checks"]
# title = "What bears on your clause, and what of it is settled?"
# points = 3
# minutes = 8
#
# [[check]]
# name = "ids of disputes"
# get = "bearing"
# as = "property"
# to = '0 < len(answer) and set(answer) <= set(kit.load("tensions")["id"])'
# hint = "Ids such as \"X03\" in braces. With code: tensions[tensions[\"bears_on\"].str.contains(\"…\", na=False)] keeps the rows; take their column id."
#
# [[check]]
# name = "ids of unsettled disputes"
# get = "unsettled"
# as = "property"
# to = 'set(answer) <= set(kit.load("tensions")["id"])'
# hint = "Ids in braces; set() if there are none. With code: of the rows that you kept, those in which settled_part.isna()"
#
# [[hidden]]
# name = "what bears on it in another table"
# get = "bearing"
# as = "set"
# hint = "The name has to stand among those in bears_on, alone or with others."
#
# [[hidden]]
# name = "what is unsettled in another table"
# get = "unsettled"
# as = "set"
# hint = "Both at once: it bears on the question, and the field settled_part is empty."
#
# [[wrong]]
# name = "the only name in its cell"
# code = '''
# touched = tensions[tensions["bears_on"] == "{{open}}"]
# bearing = set(touched["id"])
# unsettled = set(touched[touched["settled_part"].isna()]["id"])
# '''
# as = "property"
# to = 'set(answer) == set(kit.load("tensions").query("bears_on == \"{{open}}\"")["id"])'
# hint = "That is what one finds where the name stands alone in its cell. A dispute may bear on several questions; look inside the cell."
#
# [[wrong]]
# name = "everything that is unsettled"
# code = '''
# touched = tensions[tensions["bears_on"].str.contains("{{open}}", na=False)]
# bearing = set(touched["id"])
# unsettled = set(tensions[tensions["settled_part"].isna()]["id"])
# '''
# check = "ids of unsettled disputes"
# as = "set"
# to = 'list(kit.load("tensions").query("settled_part.isna()")["id"])'
# hint = "Nothing is settled in these, but not all of them bear on the question. Look among those that you have found."
#
# [[wrong]]
# name = "settled taken for unsettled"
# code = '''
# touched = tensions[tensions["bears_on"].str.contains("{{open}}", na=False)]
# bearing = set(touched["id"])
# unsettled = set(touched[touched["settled_part"].notna()]["id"])
# '''
# check = "ids of unsettled disputes"
# as = "set"
# to = 'list(kit.load("tensions").query("bears_on.str.contains(\"{{open}}\", na=False) and settled_part.notna()", engine="python")["id"])'
# hint = "In these a part is settled. Which of them have an empty field there?"

# %% [markdown]
# That a part is settled does not end a dispute: read what it is that was settled, by which court, and
# what that court left open. For your own clause, both arguments of an unsettled dispute belong into
# the memo.

# %% [markdown]
# ## 3. A bar with something for each
#
# A committee has heard several people. None of them gets all, and each of them gets a line:
#
# - at least {{weeks}} officer-weeks given back to home agencies in two years (a sheriff who is short of
#   people)
# - at least 90 percent of the leads of full entry (a detective)
# - {{agency}} opens its *records* and the guns in its *custody* only to a subpoena: both boxes
#   unticked (a member who wants paper before help)
# - on average no more than 11.5 weeks to close a case (a prosecutor)
# - no assumption touched (the chair)
#
# The people are made up; the numbers are the model's, and rest on its assumptions.
#
# **Set the board so that all five lines hold.** Then open *Keep or share this state* below the board,
# press *Copy* beside *code* (it begins with `TS1-`), and paste it in quotes: `state = "TS1-…"`. Paste
# the code itself: `board.code` will not do, since nobody ticks the boxes when your file runs again.

# %% deletable=false
board = kit.ParticipationBoard()
board

# %% question="hold_the_bar" tags=["answer"]
# BEGIN SOLUTION
drafted = kit.ParticipationBoard()
for name in kit.load("withdrawals")["agency"]:
    drafted.withdraw(name, "task_force")
drafted.withdraw("{{agency}}", "records", "custody")
state = drafted.code
# END SOLUTION

# %% [raw] question="hold_the_bar" tags=["checks"]
# title = "A bar with something for each"
# points = 3
# minutes = 11
#
# [[check]]
# name = "all five lines hold"
# get = "state"
# as = "property"
# to = '(lambda found: not found.parameters and not found.participation["{{agency}}"]["records"] and not found.participation["{{agency}}"]["custody"] and (lambda totals: totals["officer_weeks_returned"] >= {{weeks}} and totals["leads"] >= 0.9 * kit.model.expectation(kit.scenarios.baseline()).totals["leads"] and totals["time_to_close"] <= 11.5)(kit.model.expectation(found.scenario).totals))(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "This is no state of the board, or one of the five lines does not hold. Copy the whole code, from TS1- to its end, and put it in quotes. Then go through the lines one by one, with the rows of the board beside you."
#
# [[wrong]]
# name = "the board instead of its code"
# code = 'state = board'
# as = "property"
# to = 'type(answer) is not str'
# hint = "That is no text. A board in your file is a fresh one when the file runs again, with every box ticked. Paste its code, in quotes."
#
# [[wrong]]
# name = "an assumption turned until it fits"
# code = 'state = kit.ParticipationBoard(participation={"{{agency}}": {"records": False, "custody": False}}, parameters={"utilization": 0.6}).code'
# misconception = "model output = evidence for its own inputs"
# as = "property"
# to = '(lambda found: bool(found.parameters))(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "An assumption differs from its central value. A proposal may not choose how busy people are: set all assumptions back."
#
# [[wrong]]
# name = "the line on records left out"
# code = '''
# home = {name: {"task_force": False} for name in kit.load("withdrawals")["agency"]}
# state = kit.ParticipationBoard(participation=home).code
# '''
# as = "property"
# to = '(lambda found: found.participation["{{agency}}"]["records"] or found.participation["{{agency}}"]["custody"])(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "A box of {{agency}} is still ticked that one of the committee wants unticked: records and custody, both."
#
# [[wrong]]
# name = "officers nobody counted"
# code = '''
# cells = {"{{agency}}": {"records": False, "custody": False, "task_force": False}}
# state = kit.ParticipationBoard(participation=cells).code
# '''
# as = "property"
# to = '(lambda found: kit.model.expectation(found.scenario).totals["officer_weeks_returned"] < {{weeks}})(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "Too few officer-weeks come back. For some agencies no officer was reported, which is not zero, but the model has none to call home: whose box moves that row?"
#
# [[wrong]]
# name = "everybody home"
# code = '''
# cells = {name: {"task_force": False} for name in kit.scenarios.baseline().names}
# cells["{{agency}}"] |= {"records": False, "custody": False}
# state = kit.ParticipationBoard(participation=cells).code
# '''
# as = "property"
# to = '(lambda found: kit.model.expectation(found.scenario).totals["time_to_close"] > 11.5)(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "Cases take too long. Which of your unticked boxes costs the most weeks, and do you need it for any of the five lines?"
#
# [[wrong]]
# name = "the evidence kept out as well"
# code = '''
# cells = {name: {"task_force": False} for name in kit.load("withdrawals")["agency"]}
# cells["{{agency}}"] = {"records": False, "custody": False, "ballistics": False}
# state = kit.ParticipationBoard(participation=cells).code
# '''
# as = "property"
# to = '(lambda found: kit.model.expectation(found.scenario).totals["leads"] < 0.9 * kit.model.expectation(kit.scenarios.baseline()).totals["leads"])(__import__("kit.boards.state", fromlist=["State"]).State.of_code(answer))'
# hint = "Too few leads. Does any of the five lines ask that evidence be kept out?"

# %% [markdown]
# Many states hold this bar. That yours does makes it no good policy: somebody chose the five lines,
# and somebody else was not heard. Keep the code; you may want it for the memo.

# %% [markdown]
# ## 4. Does a draft hold at every level of the table?
#
# Nobody published how busy investigators are. Here are five drafts in which some of the officers stay
# at home whom the filing counts as having left, and nothing else changes. The table tells by how many
# weeks the mean time to close a case grows, for each of five levels of how busy they were before. Its
# first and its last level are the ends of the kit's own range; at 1.05 more work comes in than gets
# done. Two pairs of rows are alike: the model knows only how many officers leave, not from where.

# %%
import pandas as pd

reach = kit.model.parameters().loc["utilization"]
levels = [reach["low"], 0.75, 0.85, 0.95, reach["high"]]
five = list(kit.load("withdrawals")["agency"])
drafts = {
    "Patrol": ["Missouri State Highway Patrol"],
    "Columbia": ["Columbia PD"],
    "two towns": ["O'Fallon PD", "Sedalia PD"],
    "two in the west": ["Sedalia PD", "Johnson County Sheriff"],
    "all five": five,
}


def weeks_to_close(agencies, busy):
    scenario = kit.scenarios.baseline().assume(utilization=busy)
    for name in agencies:
        scenario = scenario.withdraw(name, "task_force")
    return kit.model.expectation(scenario).totals["time_to_close"]


# %%
rows = {name: [weeks_to_close(who, busy) for busy in levels] for name, who in drafts.items()}
all_there = [weeks_to_close([], busy) for busy in levels]
longer = pd.DataFrame(rows, levels).T - all_there
longer.round(2)

# %% [markdown]
# **Which drafts lengthen a case by at most {{limit}} weeks at *every* level of the table?** Give their
# names, as in `holding = {"a draft", "another"}`; of a table that you have cut down, take the names
# with `set(….index)`. Let the cell find them: a typed answer earns nothing here.

# %% question="whatever_one_assumes" tags=["answer"]
# BEGIN SOLUTION
holding = set(longer[(longer <= float("{{limit}}")).all(axis=1)].index)
# END SOLUTION

# %% [raw] question="whatever_one_assumes" tags=["checks"]
# title = "Does a draft hold at every level of the table?"
# points = 3
# minutes = 9
#
# [[check]]
# name = "names of drafts"
# get = "holding"
# as = "property"
# to = 'type(answer) is list and 0 < len(answer) and {" ".join(name.split()).casefold() for name in answer} <= set("patrol|columbia|two towns|two in the west|all five".split("|"))'
# hint = "What is asked for is a set of names from the left edge of the table, not numbers or True and False. Keep the rows in which every cell is low enough, (longer <= …).all(axis=1), and take the names with set(longer[…].index)"
#
# [[hidden]]
# name = "the drafts with other officers"
# get = "holding"
# as = "set"
# hint = "Compare every cell of the table with the limit, and keep the rows in which all of them hold."
#
# [[wrong]]
# name = "one assumption settles it"
# code = 'holding = set(longer[longer[0.85] <= float("{{limit}}")].index)'
# as = "property"
# to = 'type(answer) is list and len(answer) == 5'
# hint = "At some levels all five are low enough, 0.85, the authors' central value, among them. That value is assumed like the others and has no vote of its own. What do the other columns say?"
#
# [[wrong]]
# name = "holds somewhere"
# code = 'holding = set(longer[(longer <= float("{{limit}}")).any(axis=1)].index)'
# hint = "If nobody is busy, every draft holds. The question asks for those that hold at each level."
#
# [[wrong]]
# name = "the mean of the assumptions"
# code = 'holding = set(longer[longer.mean(axis=1) <= float("{{limit}}")].index)'
# misconception = "balance = truth in the middle"
# as = "property"
# to = 'type(answer) is list and len(answer) == 4 and "all five" not in [" ".join(name.split()).casefold() for name in answer]'
# hint = "These four are low enough on average over the levels, or at all levels but one. Only one level can be true, nobody knows which, and the average is none of them."
#
# [[wrong]]
# name = "those that fail"
# code = 'holding = set(longer[(longer > float("{{limit}}")).any(axis=1)].index)'
# as = "property"
# to = 'type(answer) is list and "all five" in [" ".join(name.split()).casefold() for name in answer]'
# hint = "\"all five\" stands among them: look along its row. Did you keep the drafts that exceed the limit somewhere, instead of those that never do?"

# %% [markdown]
# "Holds" means no more than: at each of these five levels, in this model, over two years. The table
# ends at 1.05 because the kit's range does, and that range is an assumption of the authors, like each
# level in it. Near the upper end the queue never settles, so that a longer window would give larger
# numbers. A draft that exceeds the limit at one level may still be the better one, since weeks are not
# all that counts and somebody chose the limit; then the memo has to name the level on which it hangs,
# and who could look it up.

# %% [markdown]
# ## 5. Two drafters, two strikes each
#
# Two drafters take the act of 2021 and may strike *at most two* clauses each. The kit's act as code
# says who would be answerable under one reading of it (the one that exposes most, but for two
# questions, as in the lecture). A teaching model, no legal advice.
#
# - The **narrower** draft: whoever hires a former agent (`department_hires_an_agent`) and an officer
#   who acts against a marijuana patient (`cardholder`) shall *not* be exposed any more; who enforces an
#   order to hand in a gun (`gun_owner`) shall stay *exposed*.
# - The **wider** draft: an officer who does not know the list (`officer_does_not_know_the_list`) and a
#   detective who helps with a shooting (`shooting_victim`) shall be *exposed*; who enforces the ban for
#   felons (`felon`) shall stay *not exposed*.
#
# Clauses to choose from: `knowing`, `felony_exception`, `state_bar_on_possession`,
# `law_abiding_citizen`, `liability_for_enforcement`, `liability_for_deprivation`,
# `liability_for_hiring`, `penalty_per_occurrence`, `invalid_in_the_state`.

# %%
from kit.law import assess, named_readings, preset

reading = named_readings()["exposes most"].choose(
    ancillary="accompanies another charge", knowledge="of the infringement"
)
cases = ["department_hires_an_agent", "cardholder", "gun_owner"]
cases += ["officer_does_not_know_the_list", "shooting_victim", "felon"]


def without(*clauses):
    found = {case: assess(preset(case), reading, without=[*clauses]) for case in cases}
    return pd.Series({case: str(finding.outcome) for case, finding in found.items()})


pd.DataFrame({"as it stands": without(), "an example": without("invalid_in_the_state")})

# %% [markdown]
# **Give both drafts' strikes**, as in `narrower = {"knowing"}` and `wider = {"knowing"}`. Try others
# in place of the example above, one by one and in pairs: `without("…", "…")`.

# %% question="two_strikes" tags=["answer"]
# BEGIN SOLUTION
narrower = {"liability_for_hiring", "law_abiding_citizen"}
wider = {"knowing", "felony_exception"}
# END SOLUTION

# %% [raw] question="two_strikes" tags=["checks"]
# title = "Two drafters, two strikes each"
# points = 4
# minutes = 12
#
# [[check]]
# name = "the narrower draft does what it should"
# get = "narrower"
# as = "property"
# to = 'len(answer) <= 2 and set(answer) <= set("knowing felony_exception state_bar_on_possession law_abiding_citizen liability_for_enforcement liability_for_deprivation liability_for_hiring penalty_per_occurrence invalid_in_the_state".split()) and all(str(kit.law.assess(kit.law.preset(case), kit.law.named_readings()["exposes most"].choose(ancillary="accompanies another charge", knowledge="of the infringement"), without=sorted(answer)).outcome) == outcome for case, outcome in (("department_hires_an_agent", "not exposed"), ("cardholder", "not exposed"), ("gun_owner", "exposed")))'
# hint = "One of the three cases does not come out as the narrower draft wants. Strike one clause at a time with without(\"…\") and see which row changes."
#
# [[check]]
# name = "the wider draft does what it should"
# get = "wider"
# as = "property"
# to = 'len(answer) <= 2 and set(answer) <= set("knowing felony_exception state_bar_on_possession law_abiding_citizen liability_for_enforcement liability_for_deprivation liability_for_hiring penalty_per_occurrence invalid_in_the_state".split()) and all(str(kit.law.assess(kit.law.preset(case), kit.law.named_readings()["exposes most"].choose(ancillary="accompanies another charge", knowledge="of the infringement"), without=sorted(answer)).outcome) == outcome for case, outcome in (("officer_does_not_know_the_list", "exposed"), ("shooting_victim", "exposed"), ("felon", "not exposed")))'
# hint = "One of the three cases does not come out as the wider draft wants. What protects the officer now, and what the detective? Strike that."
#
# [[wrong]]
# name = "all liability struck"
# code = '''
# narrower = {"liability_for_enforcement", "liability_for_hiring"}
# wider = {"knowing", "felony_exception"}
# '''
# as = "property"
# to = '"liability_for_enforcement" in answer'
# hint = "Then nobody answers for enforcing anything, not even for what the drafter wants to keep. Narrow whom the act protects instead of who pays."
#
# [[wrong]]
# name = "the declaration struck"
# code = '''
# narrower = {"invalid_in_the_state"}
# wider = {"knowing", "felony_exception"}
# '''
# as = "property"
# to = '"invalid_in_the_state" in answer'
# hint = "Under that sentence alone nobody pays, so striking it changes no row. A court may care about it; this table does not."
#
# [[wrong]]
# name = "a bar taken for an exception"
# code = '''
# narrower = {"liability_for_hiring", "law_abiding_citizen"}
# wider = {"knowing", "state_bar_on_possession"}
# '''
# misconception = "the act made the federal crime vanish"
# check = "the wider draft does what it should"
# as = "property"
# to = '"state_bar_on_possession" in answer'
# hint = "That is Missouri's own bar, and it keeps who enforces the ban for felons out of the act's reach. The drafter wants to keep that."
#
# [[wrong]]
# name = "more than two"
# code = '''
# narrower = {"liability_for_hiring", "law_abiding_citizen"}
# wider = {"knowing", "felony_exception", "penalty_per_occurrence"}
# '''
# check = "the wider draft does what it should"
# as = "property"
# to = 'type(answer) is list and len(answer) > 2'
# hint = "At most two. Which of them changes no row that you need?"

# %% [markdown]
# Exceptions narrow an act, definitions do so or widen it, and striking a clause can do the opposite
# of what its title suggests. What a court would make of either draft, this code does not know.

# %% [markdown]
# ## 6. One number?
#
# A group has four rows for its draft: suspects credited to the database, weeks to close a case,
# officer-weeks at home, and a line without a number: a record on a lawful owner that is not made. A
# member proposes to give each row a weight and to add them up.
#
# **Should the memo end in one number, or in a table?** Choose one and give at least one reason. Either
# choice can be defended. A reason fits if it speaks for your choice *and against the other one*. Write
# `form = {"choice": "…", "reasons": {"…", "…"}}`, with as many reasons as fit.
#
# - choices: `"one number"` (with the weights written down), `"a table"` (without weights)
# - reasons: `"units differ"` (nobody gave a unit in which the rows could be added), `"no row for a
#   right"` (what has no number would count for nothing in a sum), `"weights in the open"` (whoever
#   disagrees sees each weight and can change it), `"readers weigh unseen"` (without weights each reader
#   weighs in the head, and nobody can tell how), `"most rows agree"` (three of the four rows point the
#   same way), `"the model has decided"` (it has computed the rows)

# %% question="one_number" tags=["answer"]
# BEGIN SOLUTION
form = {"choice": "a table", "reasons": {"no row for a right"}}
# END SOLUTION

# %% [raw] question="one_number" tags=["checks"]
# title = "One number?"
# points = 2
# minutes = 5
#
# [[check]]
# name = "a choice and at least one reason"
# get = "form"
# as = "property"
# to = 'set(answer) == {"choice", "reasons"} and " ".join(answer["choice"].split()).casefold() in ("one number", "a table") and 0 < len(answer["reasons"]) and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])} <= {"units differ", "no row for a right", "weights in the open", "readers weigh unseen", "most rows agree", "the model has decided"}'
# hint = "Copy the line from the question. One of the two choices, and reasons from the list, in quotes inside braces."
#
# [[hidden]]
# name = "reasons that fit the choice"
# get = "form"
# as = "choice"
# shadow = false
# free_choice = true
# to = '{"a table": ["units differ", "no row for a right"], "one number": ["weights in the open", "readers weigh unseen"]}'
# hint = "Read each reason again: does it speak for your choice, and against the other one?"
#
# [[wrong]]
# name = "a majority of rows"
# code = 'form = {"choice": "one number", "reasons": {"most rows agree"}}'
# as = "property"
# to = '"most rows agree" in [" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])]'
# hint = "Rows do not vote. Somebody chose which of them there are, and one may matter more than three."
#
# [[wrong]]
# name = "the model decides"
# code = 'form = {"choice": "one number", "reasons": {"the model has decided", "weights in the open"}}'
# as = "property"
# to = '"the model has decided" in [" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])]'
# hint = "It computed rows, on assumptions. What they are worth to somebody was not among them."
#
# [[wrong]]
# name = "a reason for the other choice"
# code = 'form = {"choice": "one number", "reasons": {"units differ"}}'
# hint = "That there is no common unit makes adding harder. Does it speak for the choice you made?"

# %% [markdown]
# Both choices can be honest, and both can hide something: a sum hides its weights in a number, a
# table leaves them in the reader's head.

# %% [markdown]
# ## 7. A bar as a function
#
# A committee changes its bar every week. So that nobody has to read tables, write down once what it
# means to hold one. A bar has two parts: `least`, with the outcomes that must not be lower, and `most`,
# with those that must not be higher. `totals` is what the model gives; an outcome may be missing from
# it (with no case there is no time to close one). Then `totals["time_to_close"]` would stop with a
# KeyError; `"time_to_close" in totals` asks first, and is `True` or `False`.
#
# - `meets({"leads": 3600}, {}, {"leads": 3600})` is `True`: just reached is reached.
# - `meets({"leads": 3600}, {"time_to_close": 10}, {"leads": 3800, "time_to_close": 11})` is `False`.
# - `meets({}, {"time_to_close": 10}, {"leads": 0})` is `False`: what is not known holds no bar.
#
# A function is a name for some lines, indented by four spaces; `return` gives the result back:
#
# ```python
# def doubled(number):
#     twice = 2 * number
#     return twice
# ```
#
# **Write `meets(least, most, totals)`: `True` if every line of the bar holds, else `False`.** With
# `all(… for name in least)` you can ask something of every name in `least` at once. Your function is
# called with other bars, so it has to work out each answer. (Stuck? `return "help"`.)


# %% question="meets" tags=["answer"]
def meets(least, most, totals):
    # BEGIN SOLUTION
    high_enough = all(name in totals and totals[name] >= least[name] for name in least)
    low_enough = all(name in totals and totals[name] <= most[name] for name in most)
    return high_enough and low_enough
    # END SOLUTION


# %% [raw] question="meets" tags=["checks"]
# title = "A bar as a function"
# points = 4
# minutes = 11
#
# [[check]]
# name = "the three examples of the question"
# call = "meets"
# inputs = [{least = {leads = 3600}, most = {}, totals = {leads = 3600}}, {least = {leads = 3600}, most = {time_to_close = 10}, totals = {leads = 3800, time_to_close = 11}}, {least = {}, most = {time_to_close = 10}, totals = {leads = 0}}]
# as = "property"
# to = 'answer is (totals == {"leads": 3600})'
# hint = "Two kinds of lines: for each name in least, name in totals and totals[name] >= least[name]; for each name in most, the other way round. All of them have to hold: all(… for name in least)"
#
# [[hidden]]
# name = "other bars"
# call = "meets"
# inputs = '[{"least": {"leads": 3000, "officer_weeks_returned": 900}, "most": {"time_to_close": 12}, "totals": {name: value for name, value in (("leads", int(rng.integers(30, 40)) * 100 - 700 * (k == 1)), ("officer_weeks_returned", 900 + 10 * int(rng.integers(0, 9)) * (k != 0) - 400 * (k == 2)), ("time_to_close", 12 - int(rng.integers(0, 4)) * (k != 0) + 5 * (k == 3))) if (name, k) not in (("leads", 4), ("time_to_close", 5))}} for k in range(8)]'
# as = "truth"
# hint = "Every line of both parts has to hold, a limit just reached holds, and a missing outcome does not."
#
# [[wrong]]
# name = "what is unknown holds"
# code = '''
# def meets(least, most, totals):
#     low = all(totals[name] >= least[name] for name in least if name in totals)
#     return low and all(totals[name] <= most[name] for name in most if name in totals)
# '''
# as = "truth"
# to = 'all(totals[name] >= least[name] for name in least if name in totals) and all(totals[name] <= most[name] for name in most if name in totals)'
# hint = "An outcome that is missing came out as held. Nobody knows it, so nobody can promise it."
#
# [[wrong]]
# name = "just reached is not enough"
# code = '''
# def meets(least, most, totals):
#     low = all(name in totals and totals[name] > least[name] for name in least)
#     return low and all(name in totals and totals[name] < most[name] for name in most)
# '''
# as = "truth"
# to = 'all(name in totals and totals[name] > least[name] for name in least) and all(name in totals and totals[name] < most[name] for name in most)'
# hint = "A number that equals its limit was refused. At least and at most include the limit."
#
# [[wrong]]
# name = "one line settles it"
# code = '''
# def meets(least, most, totals):
#     held = [totals.get(name, -1) >= limit for name, limit in least.items()]
#     held += [totals.get(name, limit + 1) <= limit for name, limit in most.items()]
#     return any(held)
# '''
# as = "truth"
# to = 'any([totals.get(name, -1) >= limit for name, limit in least.items()] + [totals.get(name, limit + 1) <= limit for name, limit in most.items()])'
# hint = "One line that holds was enough for you. A bar with something for each holds only if all of its lines do."
#
# [[wrong]]
# name = "everything has to be high"
# code = '''
# def meets(least, most, totals):
#     bar = {**least, **most}
#     return all(name in totals and totals[name] >= limit for name, limit in bar.items())
# '''
# hint = "You treat both parts alike. In most the limit is an upper one."

# %% [markdown]
# A function like this is fair in one respect: it asks the same of every draft. It is blind in another:
# it knows no line that nobody wrote into the bar.

# %% [markdown]
# ## 8. The memo
#
# Now write. One page (at least 200 words, at most about 450) to a legislator whose party you do not
# know. Begin with the word DRAFT and the day of the law on which it rests (`kit.law.LAW_AS_OF`), and
# say that it is no legal advice. Then:
#
# 1. **The proposal** in two or three sentences, with the code of a board state, and **its clauses**:
#    who answers, to whom, for what, since when.
# 2. **What it does**: at least one effect, in numbers or in law, with who says so and how (alleged,
#    claimed, computed, assumed, held by a court, …).
# 3. **What is not known**: the assumption or the open question on which your answer hangs most, what
#    would turn it around, and who could publish or decide it. If no number would turn it, say so, and
#    name the argument or the ruling that would.
# 4. **The strongest case against it**, so that its holder would sign.
# 5. **What each side would still refuse**, and why that does not go away.
#
# Each of the five parts earns 0 to 2 points. The side earns nothing: two memos that propose opposite
# things can both have ten. Sources: the datasets by id (`P07`, `X06`, `V61`), the boards, your own
# answers above.

# %% question="memo" tags=["answer"]
# BEGIN SOLUTION
memo = """DRAFT, law as of 21 November 2026, no legal advice. Proposal: the officers whom five agencies
called back stay at home, and casings still go into the federal database. Code of the board:
TS1-PVsiMjAwMDAwMTA4NDIwMCJd. Clauses: from 1 January on, an agency that knowingly lends a further
officer answers to the attorney general, by discipline; nobody pays a fixed sum, no private suit lies,
and federal law is not called invalid. What it does: on the board (computed, approximate queue) the
twelve officers of the filing (alleged, by an ATF agent) give back 1,248 officer-weeks in two years, and
a case takes 9.4 weeks instead of 9.0. Not known: how busy investigators were. At 85 percent, which is
assumed, the cost is small; at 95 percent cases take three and a half weeks longer, and I would send
officers back. The ATF and the agencies could publish their hours. Nobody has an estimate of what one
officer adds (V61). The strongest case against: a federal agent swore that with fewer local officers
fewer violent crimes are prevented and solved (P02), and guns cross county lines, so that a neighbor
bears what my county saves, without a vote (X14). That is a serious reason. Still refused: who holds P37
will refuse that casings go into a federal record at all, since a record can be turned to another use;
who holds P02 will refuse to do without the officers. Neither goes away, for the one is about what a
record may become, the other about work that a database does not do."""
# END SOLUTION

# %% [raw] question="memo" tags=["checks"]
# title = "The memo"
# minutes = 28
# kind = "free"
#
# [rubric]
# least_words = 200
# strong = ["""DRAFT. Law as of 21 November 2026; a student's proposal, no legal advice. I propose that the officers whom five agencies called back stay at home and that no other is newly lent to a federal gun task force; casings still go into the database. Code of the board: TS1-PVsiMjAwMDAwMTA4NDIwMCJd. Clauses: from 1 January on, an agency that knowingly lends a further officer answers to the attorney general, by discipline and not by a fixed sum; nobody else may sue; federal law is not called invalid, since that a state may refuse its executive's help is settled and that it may not finally void valid federal law is settled too. What it does: twelve officers left by the filing (alleged, an ATF agent); the kit's model computes 1,248 officer-weeks given back in two years and 9.4 weeks to close a case instead of 9.0. What I do not know: how busy investigators were. 85 percent is the authors' assumption. At 95 percent the model adds three and a half weeks, and then I would send the officers back who are needed most. The ATF could publish caseloads, the agencies their hours; V61 says that no estimate of what one officer adds was found. The strongest case against me: guns cross county lines, a link between two shootings needs both ends, and the officer who knows both streets is the one I call home. My county saves an hour and its neighbor pays for it, without a vote (X14). Whoever holds that would sign it. Still refused: a holder of P37 refuses that I let casings into a federal record, for a record made for one purpose can be turned to another, and no promise of mine binds Washington; a holder of P02 refuses the loss of people, since a database makes no arrest. The first fears what a record may become, the second what does not get done; no number answers either.""", """DRAFT. Law as of 21 November 2026; a student's proposal, no legal advice. I propose that joint work goes on: every agency may keep officers on federal task forces, enters its casings, and answers questions on suspects; the code is TS1-PVsiMCJd, the full board. Clauses: the act of 2021 is not written anew; instead each agency publishes every year which help it gave, and its own governing body, who answers to voters, may end a channel with ninety days' notice; no penalty on anybody, no private suit, from the first of January. What it does: against the cuts as reported, the kit's model computes about 250 leads and 36 suspects more in two years (gross; leads are not suspects, suspects are not convictions), scaled to a filing's 6,000 leads in three years (alleged). What is not known: how many of these suspects would have been found anyway. The authors assume half. If it is 95 percent, fewer than two of the 36 are left, and I would no longer ask the towns for their officers' hours. Departments could publish from their case files how often a lead was the first trace. V51 found no detectable effect of one such program on violent crime, which is no proof of none. The strongest case against me: the state's constitution tells it never to decline to protect the right to bear arms (P13), an hour lent is an hour not spent at home, and a record of casings that is fed today can be used tomorrow for a purpose nobody voted on (P37). Officers owe their oath to that constitution as well, and a refusal harms no federal agent. A defender could sign that. Still refused: who withholds on principle refuses every entry that ends in a federal file, and a yearly report does not change where the file lies; who leads a federal unit refuses a channel that a town may end with notice, since an investigation may take longer than ninety days. Both reasons remain when the memo is read.""", """DRAFT. Law as of 21 November 2026; a student's proposal, no legal advice. I propose that no agency of the state, a county or a town enters cartridge cases in the federal database; all other joint work may go on. Code of the board: TS1-eNqLVjI0sDAxghFKsQAgGQOU. Clauses: from 1 January on, an agency head who orders an entry answers to the attorney general, by discipline; nobody pays, nobody else may sue, and no federal law is called invalid. For the court of appeals held in 2024 that Missouri may withhold help, but not by purporting to invalidate federal law. What it does: it stops feeding a record. The price: the kit's model computes that all 4,000 leads of two years go, and with them about 229 suspects (gross, scaled to a filing's 6,000 leads in three years, alleged). What it rests on: the state's constitution tells the state never to decline to protect the right to bear arms (P13, the state's case as the authors put it). What is not known: whether an image of a casing is a record on a gun; no ruling on it is in the kit (X06). No number would turn me, for were the leads ten times as many, the record would still be there. A ruling would: should a court with the last word hold that these images may serve nothing but the shootings they come from, no other use would be left to fear, and I would let casings in. The strongest case against me: the database keeps what was left where somebody was shot at, and no owner's name (P38); a link needs both ends, so the next county's victim pays for my scruple without a vote (X14). Whoever stood at that scene would sign this. Still refused: a holder of P03 refuses to lose what the database gives, and no promise of other joint work replaces a link that was never made; a holder of P37 refuses that officers go on helping in cases in which others enter the casings, for help that feeds the record by another hand still feeds it. The first counts the shooting that stays unsolved, the second the record that stays.""", """DRAFT. Law as of 21 November 2026; a student's proposal, no legal advice. I propose that the state leaves joint work to those who do it: no law of the state forbids or penalizes an agency's help to federal investigators. Code of the board: TS1-PVsiMCJd, the full board. Clauses: from 1 January on, each agency works with federal agents under a written agreement, for which its head answers to the council or the voters of the place; nobody pays a fixed sum, nobody may sue over it; who holds a federal gun law invalid, an agency included, takes it to a court. What it does: it leaves to the courts what is theirs. State officials are bound by the Supreme Court's reading of the Constitution (held in 1958, Cooper v. Aaron; X09 says it is told from memory). That the state might withhold its help by other means was said by the court of appeals in 2024, so mine is a choice, no duty. What is not known: whether any federal law that the act aimed at violates the Second Amendment; the courts that struck the act did not decide it (X09). No number would turn me: if joint work gave not one lead, a chief should still be free to answer a neighbor's call, and a right should still not change at the county line. A ruling would: should the Supreme Court strike one of these laws, no agency ought to help with that one for another day. The strongest case against me: officers swear to uphold the Constitution too, a right denied while courts take their time is lost for those years, and the voters of a state that made its towns may say to whom their force is lent (P31, P35). A refusal decides nobody's case and leaves every judge free. A defender of the act could sign that. Still refused: who holds P31 refuses to wait for a court, since the oath was not sworn to one; who holds P02 refuses that a town may end its agreement, since agents cannot plan on help that a council may stop. The one is about who may say what the law is, the other about whom one can count on; neither is a matter of more facts."""]
# weak = ["""Gun violence is one of the great challenges of our time, and reasonable people on every side agree that something has to be done about it. This memo therefore proposes a balanced path that takes the best from all positions. Officers should work with federal agents where it makes sense and stay at home where it does not. The rights of citizens will be respected fully, and the needs of investigators will be met fully as well. Experts agree that cooperation works, and the numbers speak for themselves: the model shows that leads would stay high and that cases would be closed in good time. Some critics may complain, but they have always complained, and once they see the results they will surely come around. The state should adopt clear rules that everybody can understand, and it should review them regularly, so that they remain up to date. A commission of respected members from all parts of the state could watch over this. It would publish reports, listen to concerns and make adjustments wherever they are needed. In this way we would protect the constitution and public safety at the same time, without anybody losing anything. The cost would be modest and the benefit great. In the end the truth usually lies in the middle, and this proposal is exactly in the middle. It deserves the support of both parties, and of everybody who cares about the future of our communities.""", """The answer is simple, because the data prove it. An agent of the federal government has sworn that officers left, and that fewer crimes will be solved; a sworn statement is a proven fact, so the damage is established. Two newspapers reported the same thing, which makes it certain twice over. The model confirms it as well: when the act is switched on, the numbers of leads and suspects fall, so that the act is what caused the fall. Whoever still doubts this does not want to see it. Therefore the state should never again interfere with the work of federal agents in any way, and every agency should be obliged to give them whatever they ask for. Nobody can have a serious objection to that. People who speak of rights in this connection merely want to protect criminals, and their arguments do not need to be answered here. Homicides fell in Columbia and rose in other places, as everybody knows, and this is just what one would expect. Most of the arguments in the table are on our side, so most people are on our side, too. The numbers have been computed by a computer, to the first decimal, and there is nothing left that we do not know. When the new rule has been passed, the last opponents will understand that it was right, and the quarrel will be over for good. There is thus no reason to wait, and none to weigh anything any further.""", """The constitution of the state settles this question, so nothing needs to be weighed and nobody needs to be asked. The right to bear arms is mentioned there, and whatever a federal agent does in connection with a gun is therefore an infringement, as every honest person can see. The board proves, by the way, that no harm at all follows: when the officers come home, a case takes only 0.4 weeks more, and that is the whole effect. The tales of the other side come from an agent who wanted to win a lawsuit, so that every number of the filing is false and may be left out. Homicides in Columbia fell after its police stopped entering casings, which shows that the database never solved anything. Only people who despise gun owners object, and what they say about victims is a pretext; it does not need to be answered. The state should forbid all help to Washington, at once and for ever, and punish hard whoever disobeys. How this is to be done in detail can be left to those who know about such things. Once the law is passed, the agencies will be grateful, since they never wanted to help in the first place. More than half of the arguments in the table that matter are ours. The matter is as clear as daylight, there is nothing left to find out, and whoever still asks for figures or for rulings has not understood what a right is. The quarrel will end by itself as soon as the other side accepts this."""]
#
# [[rubric.criteria]]
# name = "clear"
# levels = [{points = 2, says = "another group could rebuild it: board state or code, clauses with who answers to whom for what since when, DRAFT and the day of the law"}, {points = 1, says = "code, a clause or the day of the law is missing"}, {points = 0, says = "a mood: nobody could say what changes"}]
#
# [[rubric.criteria]]
# name = "sourced"
# levels = [{points = 2, says = "each figure and each ruling has who says so and how: alleged, claimed, computed, assumed, held; there is at least one"}, {points = 1, says = "some have it, or a source without its status"}, {points = 0, says = "no figure and no ruling, or without a source, or an allegation, an argument or a model's output told as fact"}]
#
# [[rubric.criteria]]
# name = "honest on what is unknown"
# levels = [{points = 2, says = "names the assumption or open question that would turn the answer, which way, and who could publish or decide it; or says that no number would turn it, and names the argument or ruling that would"}, {points = 1, says = "names a doubt, but not what would follow from it; or says that no number counts, and no more"}, {points = 0, says = "no doubt, or doubt about the other side only"}]
#
# [[rubric.criteria]]
# name = "the opponent's case"
# levels = [{points = 2, says = "its holder would sign it: a reason, at its strongest, without mockery"}, {points = 1, says = "recognizable, but weaker than its holders put it"}, {points = 0, says = "a straw man, or none"}]
#
# [[rubric.criteria]]
# name = "what stays refused"
# levels = [{points = 2, says = "something for each side, and why it does not go away"}, {points = 1, says = "one side only, or without a reason"}, {points = 0, says = "everybody will be content"}]

# %% [markdown]
# Give your memo to somebody who would have proposed the opposite. Ask for initials below part 4. If
# you do not get them, part 4 is not finished, however good the rest.
#
# ## What comes next
#
# Run `kit.submit()` when you are done. This is the last set. Go back to the paper from the first
# lesson: what would you now write differently, and what has stayed?
#
# **What the model leaves out.** It counts what the filing counted. It weighs no right and no record, no
# hour of an officer at home, no trial and no victim's answer; and the act as code says who would be
# answerable under a reading, not what a court would say to your words.
