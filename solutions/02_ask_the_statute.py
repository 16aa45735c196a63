# %% [markdown]
# # Ask the statute, link by link
#
# **You will be able to** say how much of a statute a summary rests on; pick out what happened while
# the act was in force and did not yet apply; name the section that turns a case; change two
# facts, or answer one open question, and see the outcome turn; draft an amendment that does one
# thing and not another; and work out what a department stood to lose, as a range.
#
# **You need** the lecture [Ask the statute who pays](../notebooks/02_ask_the_statute.ipynb), in the
# folder notebooks. Questions 1 and 2 need a line or two of code each; the answers to 3 to 7 are
# found on tables and boards and typed in; 8 asks for a function of two or three lines.
#
# **Time** 80 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter; the first one, folded, makes
# the checks ready. Put your answer in place of `...  # your answer`. The cell below each question
# says *open*, *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common
# mistakes was seen. It does not say that the answer is right. Stuck? Put `"help"` in place of the
# dots and run the check: the first hint comes.
#
# **For the grade,** the same cells run once more on *other* tables and numbers. Where the question
# says that the cell shall compute it, a number or a list that you type in is right today and wrong
# on the other table: it gets no points, though the check says *ok*. At the end, `kit.submit()` packs
# your file.
#
# **Content note.** One status in law that comes up is a conviction for domestic violence. No case
# is told. **No legal advice:** the act was held invalid as a whole, and this is a teaching aid.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [5]
#
# [tables]
# provisions = 'table.assign(text_read=rng.permutation(table["text_read"].to_numpy()), mark=rng.permutation(table["mark"].to_numpy()))'
# timeline = 'table.assign(start=(moved := table["start"] + pd.to_timedelta(np.where(table["id"] == "T12", 0, rng.integers(-30, 70, len(table))), unit="D")), end=moved + (table["end"] - table["start"]) + pd.to_timedelta(np.where(table["id"] == "T12", 0, rng.integers(0, 30, len(table))), unit="D"))'

# %% [raw] tags=["variant"]
# read = ["part", "full"]
# person = ["protection order", "medical marijuana cardholder", "misdemeanor domestic violence"]
# kind = ["agency", "court"]
# act = ["shares information", "gives material aid"]

# %% [markdown]
# ## 1. How much of the act stands behind this kit?
#
# The table `provisions` tells the act in the authors' words. Its column `text_read` admits how much
# of the text they read: `full`, `part`, or `not read`. Rows in which `act` is false are other law
# that the act meets.

# %%
provisions = kit.load("provisions")
provisions[["id", "section", "act", "text_read", "mark"]]

# %% [markdown]
# **What share of the act's own provisions has the entry `{{read}}` in the column `text_read`?** Give
# a share between 0 and 1. **Let the cell compute it: a typed answer earns nothing here.**

# %% question="share_read" tags=["answer"]
# BEGIN SOLUTION
own = provisions[provisions["act"]]
share = (own["text_read"] == "{{read}}").mean()
# END SOLUTION

# %% [raw] question="share_read" tags=["checks"]
# title = "How much of the act stands behind this kit?"
# points = 2
# minutes = 6
#
# [[check]]
# name = "a share"
# get = "share"
# as = "property"
# to = '0 < answer < 1'
# hint = "A share lies between 0 and 1: rows with the entry, divided by all rows of the act. With code: provisions[provisions[\"act\"]] keeps the act's own rows, and the mean of a comparison is a share: (own[\"text_read\"] == \"…\").mean()"
#
# [[hidden]]
# name = "the share on other tables"
# get = "share"
# as = "number"
# tolerance = 0.002
# hint = "Above the line and below it: the act's own rows only. The column is text_read."
#
# [[wrong]]
# name = "nothing counted"
# code = 'share = (provisions[provisions["act"]]["text_read"] == "{{read}}".title()).mean()'
# to = '0'
# as = "number"
# hint = "Nothing was counted: no row has exactly that entry. Mind capitals and spaces."
#
# [[wrong]]
# name = "the other entry"
# code = 'share = (provisions[provisions["act"]]["text_read"] == ("full" if "{{read}}" == "part" else "part")).mean()'
# to = '(kit.load("provisions").query("act")["text_read"] == ("full" if "{{read}}" == "part" else "part")).mean()'
# as = "number"
# hint = "That is the share of another entry than the one asked for."
#
# [[wrong]]
# name = "other law counted with the act"
# code = 'share = (provisions["text_read"] == "{{read}}").mean()'
# as = "number"
# to = '(kit.load("provisions")["text_read"] == "{{read}}").mean()'
# hint = "You counted every row. Some rows are not part of the act at all: see the column act."
#
# [[wrong]]
# name = "the mark taken for the text read"
# code = 'share = (provisions[provisions["act"]]["mark"] == ("verified" if "{{read}}" == "full" else "part")).mean()'
# as = "number"
# to = '(lambda own: (own["mark"] == ("verified" if "{{read}}" == "full" else "part")).mean())(kit.load("provisions").query("act"))'
# hint = "You used the column mark, which says whether a source tells the same. The question asks how much of the text itself was read."
#
# [[wrong]]
# name = "every row that was opened at all"
# code = 'share = (provisions[provisions["act"]]["text_read"] != "not read").mean()'
# as = "number"
# to = '(kit.load("provisions").query("act")["text_read"] != "not read").mean()'
# hint = "You put full and part together. The question asks for one of the two."

# %% [markdown]
# A clause that was read in part may say more than the table tells. When somebody, on either side,
# tells you what *the act* says, this is the first question to ask back: which sections did you read?

# %% [markdown]
# ## 2. In force, and not yet applicable
#
# The act was signed and took effect on 12 June 2021. By its section 1.480.5 it applies to offenses
# from 28 August 2021 on. The table `timeline` holds what happened up to mid-August, each with the
# first day (`start`) and the last day (`end`) on which it can have happened.

# %%
import pandas as pd

look = [{"selector": "th, td", "props": "text-align: left"}]
timeline = kit.load("timeline")
rows = timeline[timeline["kind"] == "{{kind}}"][["id", "start", "end", "event", "asserted_by"]]
days = rows.style.hide().format("{:%Y-%m-%d}", subset=["start", "end"]).set_table_styles(look)
days.set_properties(subset=["start", "end"], **{"white-space": "nowrap"})

# %% [markdown]
# **Which events of the kind `{{kind}}` lie *for certain* in the time when the act was in force and did
# not yet apply?** From the day of the signing, that day included, to the day before 28 August. The
# result is a set of ids, such as `{"T01", "T02"}`. Dates can be compared with
# `pd.Timestamp("2021-06-12")`. **Let the cell compute it: a typed answer earns nothing here.**

# %% question="in_between" tags=["answer"]
# BEGIN SOLUTION
certain = (timeline["start"] >= "2021-06-12") & (timeline["end"] < "2021-08-28")
between = set(timeline[certain & (timeline["kind"] == "{{kind}}")]["id"])
# END SOLUTION

# %% [raw] question="in_between" tags=["checks"]
# title = "In force, and not yet applicable"
# points = 2
# minutes = 9
#
# [[check]]
# name = "ids of such events"
# get = "between"
# as = "property"
# to = '{one.strip().casefold() for one in answer} <= {id.casefold() for id in kit.load("timeline").query("kind == \"{{kind}}\"")["id"]}'
# hint = "A set of ids of rows of the kind asked for. A condition on kind, one on start and one on end, joined by &, each in parentheses."
#
# [[hidden]]
# name = "the events on other dates"
# get = "between"
# as = "set"
# hint = "For certain means that even the first possible day is not too early and even the last possible day is not too late."
#
# [[wrong]]
# name = "what only may lie there"
# code = 'between = set(timeline[(timeline["kind"] == "{{kind}}") & (timeline["end"] >= "2021-06-12") & (timeline["start"] < "2021-08-28")]["id"])'
# as = "set"
# to = 'list(kit.load("timeline").query("kind == \"{{kind}}\" and end >= \"2021-06-12\" and start < \"2021-08-28\"")["id"])'
# hint = "At least one of these may have begun before the signing. For certain asks more: look at its first possible day."
#
# [[wrong]]
# name = "all of the kind"
# code = 'between = set(timeline[timeline["kind"] == "{{kind}}"]["id"])'
# as = "set"
# to = 'list(kit.load("timeline").query("kind == \"{{kind}}\"")["id"])'
# hint = "Those are all events of the kind. At least one of them lies outside the time asked for: compare start and end with its two days."
#
# [[wrong]]
# name = "nothing in it"
# code = 'between = set(timeline[(timeline["start"] >= "2021-08-28") & (timeline["end"] < "2021-06-12")]["id"])'
# as = "property"
# to = 'len(answer) == 0'
# hint = "Nothing is in it, but something happened in that time. Which day bounds which column?"
#
# [[wrong]]
# name = "in force taken for applicable"
# code = 'between = set(timeline[(timeline["kind"] == "{{kind}}") & (timeline["start"] >= "2021-06-12")]["id"])'
# misconception = "effective = applicable"
# hint = "You asked for the day of the signing and for no other. The time in question also ends: from which day on does the act apply to offenses?"
#
# [[wrong]]
# name = "before the signing"
# code = 'between = set(timeline[(timeline["kind"] == "{{kind}}") & (timeline["end"] < "2021-08-28")]["id"])'
# hint = "Some of these happened before there was an act. Ask for the day of the signing as well."

# %% [markdown]
# What lies in this stretch was done under an act that could be read, and that reached no offense
# yet. Was it caution, or a mistake about a date? The table cannot say; that the section on hiring
# may look back to the adoption was argued, and never decided.

# %% [markdown]
# ## 3. Which section turns it?
#
# Five officers of a Missouri city enforce a federal measure. In each case one section turns the
# outcome: were it not there, or did its condition not hold, the answer would be another.
#
# - **a** · the federal ban on possession, against a person convicted of a felony, on 1 September 2021
# - **b** · the same ban, against a person not legally present, on 1 September 2021
# - **c** · the same ban, against a person with the status *{{person}}*, on 1 September 2021
# - **d** · a federal *registration of guns*, against a person convicted of a felony, on 1 September 2021
# - **e** · the same as c, on 20 August 2021
#
# The sections to choose from: `1.420(2)` lists registration or tracking of guns; `1.420(4)` lists bans
# on possession by law-abiding citizens; `1.480.1` says who is one; `1.480.5` names a day;
# `571.070` is Missouri's own bar, outside the act. The law explorer shows *Reasons, step by step*.

# %% deletable=false
from kit.boards.law import LawExplorer

explorer = LawExplorer(kit.law.preset("felon"))
explorer

# %% [markdown]
# **Match each case with the section that turns it.** Copy and fill in:
#
# ```
# turns = {"a": "", "b": "", "c": "", "d": "", "e": ""}
# ```
#
# Each section is used exactly once.

# %% question="which_section" tags=["answer"]
# BEGIN SOLUTION
turns = {"a": "571.070", "b": "1.480.1", "c": "1.420(4)", "d": "1.420(2)", "e": "1.480.5"}
# END SOLUTION

# %% [raw] question="which_section" tags=["checks"]
# title = "Which section turns it?"
# points = 3
# minutes = 10
#
# [[check]]
# name = "five cases, five sections"
# get = "turns"
# as = "property"
# to = '{case.strip().casefold() for case in answer} == set("abcde") and {section.replace(" ", "") for section in answer.values()} == {"1.420(2)", "1.420(4)", "1.480.1", "1.480.5", "571.070"}'
# hint = "Copy the line, and put behind each letter one of the five sections, in quotes, as it is spelled in the question. Each section comes once."
#
# [[hidden]]
# name = "the section that turns each"
# get = "turns"
# as = "mapping"
# shadow = false
# hint = "Set each case up on the explorer and open the reasons step by step. Ask: does the listed kind of measure look at the person at all? Who bars this person? On which day?"
#
# [[wrong]]
# name = "whom federal law bars, Missouri bars"
# code = 'turns = {"a": "1.480.1", "b": "1.420(4)", "c": "571.070", "d": "1.420(2)", "e": "1.480.5"}'
# as = "property"
# to = '{case.strip().casefold(): section.replace(" ", "") for case, section in answer.items()}["c"] == "571.070"'
# hint = "In c you let Missouri's own bar decide. Does Missouri bar a person of that status? kit.law.persons() has a column for each of the two laws."
#
# [[wrong]]
# name = "a felon is outside the act altogether"
# code = 'turns = {"a": "1.420(4)", "b": "1.480.1", "c": "1.420(2)", "d": "571.070", "e": "1.480.5"}'
# as = "property"
# to = '{case.strip().casefold(): section.replace(" ", "") for case, section in answer.items()}["d"] == "571.070"'
# hint = "In d you looked at the person. Does the item on registration of guns ask who the person is? Read items 2 and 4 of 1.420 side by side."
#
# [[wrong]]
# name = "the day asked for where the measure decides"
# code = 'turns = {"a": "571.070", "b": "1.480.1", "c": "1.420(4)", "d": "1.480.5", "e": "1.420(2)"}'
# as = "property"
# to = '{case.strip().casefold(): section.replace(" ", "") for case, section in answer.items()}["d"] == "1.480.5"'
# hint = "In d you let the day decide. On 1 September the act reaches offenses already. What kind of measure is enforced there?"
#
# [[wrong]]
# name = "in force since the signing"
# code = 'turns = {"a": "571.070", "b": "1.480.1", "c": "1.480.5", "d": "1.420(2)", "e": "1.420(4)"}'
# misconception = "effective = applicable"
# as = "property"
# to = '{case.strip().casefold(): section.replace(" ", "") for case, section in answer.items()}["e"] == "1.420(4)"'
# hint = "Cases c and e differ in the day alone. What does the act say about days?"
#
# [[wrong]]
# name = "presence taken for a bar of Missouri"
# code = 'turns = {"a": "1.480.1", "b": "571.070", "c": "1.420(4)", "d": "1.420(2)", "e": "1.480.5"}'
# as = "property"
# to = '{case.strip().casefold(): section.replace(" ", "") for case, section in answer.items()}["b"] == "571.070"'
# hint = "For b, look up in kit.law.persons() whether Missouri bars a person not legally present. If not, why is that person not a law-abiding citizen in the act's sense?"

# %% [markdown]
# "Turns" is a statement about this text, not about right or wrong. A status may be decided by a bar,
# by a definition or by nothing at all, and how Missouri and federal law treat some of these statuses
# is told here from memory (`kit.law.persons()`, columns `mark` and `federal_mark`).

# %% [markdown]
# ## 4. Two facts at once
#
# An invented case, since no such order is known: on 20 August 2021 a city officer enforces a federal
# order to hand in a kind of gun, against a fugitive. On these facts the act exposes nobody, and no
# single change makes it otherwise: *Change exactly one fact* on the explorer finds none.

# %% deletable=false
facts = kit.law.FactPattern(
    actor="municipal officer",
    act="enforces",
    target="confiscation",
    person="fugitive",
    on="2021-08-20",
)
case = LawExplorer(facts)
case

# %% [markdown]
# **Find two pairs of facts, each of which, changed together, makes the employer *exposed*.** The two
# pairs may share one fact, not both. And find **one pair that makes it *unsettled*.** Leave all open
# questions open. Write it like this, with names and words of the table below:
#
# ```
# exposed_by = [{"actor": "state trooper", "act": "attempts"}, {"act": "attempts", "person": "felon"}]
# unsettled_by = {"act": "attempts", "person": "felon"}
# ```
#
# (This example runs, but those changes do not do it.) To try one in code:
# `kit.law.assess(facts.change(act="attempts", person="felon")).outcome`.

# %%
words = {"actor": kit.law.Actor, "act": kit.law.Act, "target": kit.law.Target}
words |= {"person": kit.law.Person, "case": kit.law.FederalCase, "aid": kit.law.Aid}
words |= {"on": ["a day, such as 2021-07-01"]}
table = pd.Series({name: ", ".join(taken) for name, taken in words.items()}).to_frame("words")
table.style.set_table_styles(look)

# %% question="one_fact" tags=["answer"]
# BEGIN SOLUTION
exposed_by = [
    {"on": "2021-10-01", "target": "tax or stamp"},
    {"on": "2021-10-01", "person": "none"},
]
unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# END SOLUTION

# %% [raw] question="one_fact" tags=["checks"]
# title = "Two facts at once"
# points = 3
# minutes = 10
#
# [[check]]
# name = "two ways to exposed"
# get = "exposed_by"
# as = "property"
# to = '(lambda facts, changes: len(changes) == 2 and all(len(change) == 2 for change in changes) and set(changes[0]) != set(changes[1]) and all(str(kit.law.assess(facts.change(**change)).outcome) == "exposed" for change in changes))(kit.law.FactPattern(actor="municipal officer", act="enforces", target="confiscation", person="fugitive", on="2021-08-20"), [{name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in change.items()} for change in answer])'
# hint = "A list of two pairs; tried alone, each has to give exposed. Two links of the chain are broken here. One breaks whoever the person is; the other breaks for this person and this kind of measure."
#
# [[check]]
# name = "one way to unsettled"
# get = "unsettled_by"
# as = "property"
# to = '(lambda facts, change: len(change) == 2 and str(kit.law.assess(facts.change(**change)).outcome) == "unsettled")(kit.law.FactPattern(actor="municipal officer", act="enforces", target="confiscation", person="fugitive", on="2021-08-20"), {name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in answer.items()})'
# hint = "One pair in braces. For which kind of federal measure does the act's list itself leave it open whether it counts? The other broken link has to hold as well."
#
# [[wrong]]
# name = "a word that is not there"
# code = '''
# exposed_by = [{"on": "2021-10-01", "target": "taxes"}, {"on": "2021-10-01", "person": "none"}]
# unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# '''
# as = "property"
# to = '(lambda words, changes: any(name in words and word not in words[name] for change in changes for name, word in change.items()))({"actor": [*map(str, kit.law.Actor)], "act": [*map(str, kit.law.Act)], "target": [*map(str, kit.law.Target)], "person": [*map(str, kit.law.Person)]}, [{name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in change.items()} for change in answer])'
# hint = "At least one word is not in the table above. Copy it from there, letter by letter."
#
# [[wrong]]
# name = "open taken for exposed"
# code = '''
# exposed_by = [{"on": "2021-10-01", "target": "other federal gun law"}, {"on": "2021-10-01", "person": "none"}]
# unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# '''
# as = "property"
# to = '(lambda facts, changes: any(str(kit.law.assess(facts.change(**change)).outcome) == "unsettled" for change in changes))(kit.law.FactPattern(actor="municipal officer", act="enforces", target="confiscation", person="fugitive", on="2021-08-20"), [{name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in change.items()} for change in answer])'
# hint = "One of your pairs leads to unsettled. That is not exposed: it hangs on a question that nobody has decided."
#
# [[wrong]]
# name = "more or fewer than two facts"
# code = '''
# exposed_by = [{"person": "none"}, {"on": "2021-10-01", "target": "tax or stamp"}]
# unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# '''
# as = "property"
# to = 'any(len(change) != 2 for change in answer if isinstance(change, dict)) and all(isinstance(change, dict) for change in answer)'
# hint = "At least one of your changes moves one fact, or more than two. No single one does it, and of three nobody could say which did."
#
# [[wrong]]
# name = "the same two facts twice"
# code = '''
# exposed_by = [{"on": "2021-10-01", "person": "none"}, {"on": "2022-01-01", "person": "protection order"}]
# unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# '''
# as = "property"
# to = '(lambda changes: len(changes) == 2 and set(changes[0]) == set(changes[1]))([{name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in change.items()} for change in answer])'
# hint = "Both of your pairs name the same two facts. One of the broken links can be mended by a different fact: which?"
#
# [[wrong]]
# name = "in force taken for applicable"
# code = '''
# exposed_by = [{"on": "2021-07-01", "person": "none"}, {"on": "2021-07-01", "target": "tax or stamp"}]
# unsettled_by = {"on": "2021-10-01", "target": "other federal gun law"}
# '''
# misconception = "effective = applicable"
# as = "property"
# to = '(lambda facts, changes: any(str(kit.law.assess(facts.change(**change)).outcome) == "not exposed" for change in changes))(kit.law.FactPattern(actor="municipal officer", act="enforces", target="confiscation", person="fugitive", on="2021-08-20"), [{name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in change.items()} for change in answer])'
# hint = "At least one of your pairs leaves the outcome as it is. Does the act reach offenses on that day? Whom does Missouri bar, and for which kinds of measure does that matter?"
#
# [[wrong]]
# name = "exposed taken for open"
# code = '''
# exposed_by = [{"on": "2021-10-01", "target": "registration of ownership"}, {"on": "2021-10-01", "person": "none"}]
# unsettled_by = {"on": "2021-10-01", "target": "registration of ownership"}
# '''
# check = "one way to unsettled"
# as = "property"
# to = '(lambda facts, change: str(kit.law.assess(facts.change(**change)).outcome) == "exposed")(kit.law.FactPattern(actor="municipal officer", act="enforces", target="confiscation", person="fugitive", on="2021-08-20"), {name.strip().casefold(): word.strip().casefold() if isinstance(word, str) else word for name, word in answer.items()})'
# hint = "That pair settles it: the employer is exposed, however the open questions are answered. Which kind of measure is not named in the list?"

# %% [markdown]
# Several answers are right. Where two links are broken, "it would have made no difference" is true
# of each alone and false of both. Note which facts did *not* matter: the rank of the officer, for
# one. A fact that matters in this text need not be the one that matters to you; the discussion about
# what a law *should* look at begins there.

# %% [markdown]
# ## 5. As few answers as possible
#
# Another invented case. On 1 October 2021 a city officer, who does not know what the act lists,
# {{act}} to help an investigation under a federal gun law outside the five listed kinds. Nothing is
# settled: the outcome hangs on several open questions at once.

# %%
pattern = kit.law.FactPattern(
    actor="municipal officer",
    act="{{act}}",
    target="other federal gun law",
    case="investigation",
    aware_of_infringement=False,
    on="2021-10-01",
)
finding = kit.law.assess(pattern)
asked = kit.law.questions().loc[list(finding.questions)]
asked[["ask", "exposes_more", "exposes_less", "answer"]].style.set_table_styles(look)

# %% [markdown]
# **Give the smallest reading that settles it, once for each outcome.** `free` answers as few questions
# as possible so that it is *not exposed*; `bound` answers as few as possible so that it is *exposed*.
# All the rest stay open. A reading is written as question and choice, as in
# `{"ancillary": "adds little"}`; to try one: `kit.law.assess(pattern, kit.law.Reading(**free)).outcome`.

# %% question="fewest_answers" tags=["answer"]
# BEGIN SOLUTION
free = {"knowledge": "of the infringement"}
bound = asked["exposes_more"].to_dict()
# END SOLUTION

# %% [raw] question="fewest_answers" tags=["checks"]
# title = "As few answers as possible"
# points = 3
# minutes = 10
#
# [[check]]
# name = "the smallest reading that frees"
# get = "free"
# as = "property"
# to = '(lambda facts: len(answer) == 1 and str(kit.law.assess(facts, kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items()})).outcome) == "not exposed")(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01"))'
# hint = "Braces with question and choice, both in quotes, spelled as in the table. Try the choices of the column exposes_less, and fewer of them."
#
# [[check]]
# name = "the smallest reading that binds"
# get = "bound"
# as = "property"
# to = '(lambda facts: str(kit.law.assess(facts, kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items()})).outcome) == "exposed" and not any(str(kit.law.assess(facts, kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items() if name != left})).outcome) == "exposed" for left in answer) and {name.strip().casefold() for name in answer} <= set(kit.law.assess(facts).questions))(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01"))'
# hint = "Take choices from the column exposes_more, and go on until the outcome is exposed and no longer unsettled; then leave out what is not needed."
#
# [[wrong]]
# name = "everything answered, to be safe"
# code = '''
# free = asked["exposes_less"].to_dict()
# bound = asked["exposes_more"].to_dict()
# '''
# as = "property"
# to = 'len(answer) > 1 and str(kit.law.assess(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01"), kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items()})).outcome) == "not exposed"'
# hint = "That frees the employer, and answers more than it has to. A chain breaks where one link breaks."
#
# [[wrong]]
# name = "the side mistaken"
# code = '''
# free = {"five_kinds": "examples"}
# bound = {"five_kinds": "exhaustive"}
# '''
# as = "property"
# to = 'str(kit.law.assess(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01"), kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items()})).outcome) == "unsettled"'
# hint = "With this reading it stays unsettled. Which of the two choices of a question exposes less?"
#
# [[wrong]]
# name = "one answer is enough for either"
# code = '''
# free = {"knowledge": "of the infringement"}
# bound = {"knowledge": "of the act"}
# '''
# check = "the smallest reading that binds"
# as = "property"
# to = 'str(kit.law.assess(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01"), kit.law.Reading(**{name.strip().casefold(): choice.strip().casefold() for name, choice in answer.items()})).outcome) == "unsettled"'
# hint = "Still unsettled: some other link of the chain could yet fail. What frees with one answer does not bind with one."
#
# [[wrong]]
# name = "a reading that reads everything"
# code = '''
# free = {"knowledge": "of the infringement"}
# bound = kit.law.named_readings()["exposes most"].to_dict()
# '''
# check = "the smallest reading that binds"
# as = "property"
# to = 'len(answer) > len(kit.law.assess(kit.law.FactPattern(actor="municipal officer", act="{{act}}", target="other federal gun law", case="investigation", aware_of_infringement=False, on="2021-10-01")).questions)'
# hint = "It holds, but it answers questions on which this case does not hang. Leave out what changes nothing."

# %% [markdown]
# The two numbers of answers differ, and that is no matter of taste: to bind, every link has to hold.
# It does not follow that the freeing reading is the likelier one. How likely a court would have
# been to take either nobody measured, and how the few suits that are known ended was not found.

# %% [markdown]
# ## 6. Draft what was said
#
# The sponsor said that police could go on working with federal partners (claim B15), and sponsors
# called the act a shield for gun rights (claim A29; they spoke of rules to come, a limit that the
# text does not have). Suppose you are asked to make the text do both, by striking provisions and
# adding nothing. In five cases officers work with federal partners; in three an owner stands
# against a federal rule:

# %%
partners = ["columbia_enters_ballistics", "ofallon_lends_dogs", "kcpd_opens_records"]
partners += ["kcpd_shows_a_gun", "trooper_checks_background"]
owners = ["gun_owner", "suppressor_owner", "cardholder"]
kit.law.presets().loc[partners + owners, ["story", "assumed"]].style.set_table_styles(look)


# %%
def outcomes_without(struck):
    cases = [kit.law.preset(name) for name in partners + owners]
    return [str(kit.law.assess(case, without=struck).outcome) for case in cases]


usual = outcomes_without([])
alone = pd.DataFrame({name: outcomes_without([name]) for name in provisions["id"]})
alone = alone.loc[:, [list(alone[name]) != usual for name in alone]]
alone.insert(0, "nothing struck", usual)
alone.index = [name.replace("_", " ") for name in partners + owners]
alone.T.iloc[:, : len(partners)].style.set_table_styles(look)

# %% [markdown]
# The five partners stand above, a row for each provision that is struck; the three owners stand
# below.

# %%
alone.T.iloc[:, len(partners) :].style.set_table_styles(look)

# %% [markdown]
# (The tables show what striking one provision alone would do, where that does anything. A provision
# that does nothing alone may still do something together with another.)
#
# **Strike at most two provisions, so that in all five cases of partners the outcome is *not exposed*,
# and in all three cases of owners it stays *exposed*.** Give their ids, as in
# `struck = {"attorney_fees", "severability"}`; to try: `outcomes_without(struck)`.

# %% question="redraft" tags=["answer"]
# BEGIN SOLUTION
struck = {"tracking_of_firearms", "other_measures"}
# END SOLUTION

# %% [raw] question="redraft" tags=["checks"]
# title = "Draft what was said"
# points = 3
# minutes = 12
#
# [[check]]
# name = "partners free, owners shielded"
# get = "struck"
# as = "property"
# to = 'len({one.strip().casefold() for one in answer}) <= 2 and all(str(kit.law.assess(kit.law.preset(name), without=[one.strip().casefold() for one in answer]).outcome) == "not exposed" for name in ("columbia_enters_ballistics", "ofallon_lends_dogs", "kcpd_opens_records", "kcpd_shows_a_gun", "trooper_checks_background")) and all(str(kit.law.assess(kit.law.preset(name), without=[one.strip().casefold() for one in answer]).outcome) == "exposed" for name in ("gun_owner", "suppressor_owner", "cardholder"))'
# hint = "Ids from the table of question 1, in quotes inside braces; no single one does it. In the two tables above, one row frees a partner and leaves the three owners as they are. Strike that, and ask what still reaches the other four: kit.law.assess(kit.law.preset(\"kcpd_shows_a_gun\"), without=[\"…\"]) names it."
#
# [[wrong]]
# name = "a name that no provision has"
# code = 'struck = {"tracking of firearms", "other measures"}'
# as = "property"
# to = 'not {one.strip().casefold() for one in answer} <= set(kit.load("provisions")["id"])'
# hint = "At least one of yours is no id of a provision. Copy the ids from the table of question 1, low lines included."
#
# [[wrong]]
# name = "the teeth pulled"
# code = 'struck = {"liability_for_enforcement", "liability_for_hiring"}'
# as = "property"
# to = 'any(str(kit.law.assess(kit.law.preset(name), without=[one.strip().casefold() for one in answer]).outcome) != "exposed" for name in ("gun_owner", "suppressor_owner", "cardholder"))'
# hint = "Now at least one of the three owners has no shield either. Strike something that the owners' cases do not need."
#
# [[wrong]]
# name = "one case forgotten"
# code = 'struck = {"tracking_of_firearms"}'
# as = "property"
# to = 'len({one.strip().casefold() for one in answer}) <= 2 and any(str(kit.law.assess(kit.law.preset(name), without=[one.strip().casefold() for one in answer]).outcome) == "unsettled" for name in ("columbia_enters_ballistics", "ofallon_lends_dogs", "kcpd_opens_records", "kcpd_shows_a_gun", "trooper_checks_background"))'
# hint = "At least one of the five partners is still unsettled, which is not free. outcomes_without(struck) tells which. What words of the list still reach that case? kit.law.assess(…, without=struck) names them."
#
# [[wrong]]
# name = "more struck than was allowed"
# code = 'struck = {"tracking_of_firearms", "tracking_of_ownership", "other_measures"}'
# as = "property"
# to = 'len({one.strip().casefold() for one in answer}) > 2'
# hint = "At most two. Which of yours changes nothing in these eight cases?"

# %% [markdown]
# Drafting is choosing. An item struck from the list may come back through the words *including but
# not limited to*, as long as it is open whether the list is complete. And your amendment gives something up: look at what else the struck provisions
# reached, and ask who would miss it. A defender of the act may say that the shield now has a hole
# where records are made; a critic may say that the cases you kept are the ones where state and
# federal law collide. Neither is answered by the table, and the courts' objection, that a state may
# not *declare* federal law invalid, was about another section altogether.

# %% [markdown]
# ## 7. Argue an open reading
#
# Whether entering ballistic images is "tracking of firearms" was never decided. The authors of the
# kit put both sides into words:

# %%
import textwrap

tensions = kit.load("tensions").set_index("id")
for part in ("question", "side_a", "argument_a", "side_b", "argument_b"):
    print(textwrap.fill(f"{part}: {tensions.loc['X06', part]}", 90), end="\n\n")

# %% [markdown]
# **Take a side, and give every reason of the list that speaks for it as a reading of the *text*.** Either
# side can be taken; the check looks at the reasons only. Write for example
# `reading = {"choice": "tracking", "reasons": {"…"}}`.
#
# - choices: `"tracking"`, `"not tracking"`
# - reasons: `"kept and joined"` (an entry is kept and joins a gun's appearances), `"no owners"` (it
#   stores no owners), `"any person"` (the item does not ask who the person is), `"neighbors"` (the word
#   stands beside registration), `"machine unplugged"` (Columbia's police stopped entering), `"it helps"`
#   (leads are called helpful by detectives)

# %% question="open_reading" tags=["answer"]
# BEGIN SOLUTION
reading = {"choice": "not tracking", "reasons": {"no owners", "neighbors"}}
# END SOLUTION

# %% [raw] question="open_reading" tags=["checks"]
# title = "Argue an open reading"
# points = 2
# minutes = 7
#
# [[check]]
# name = "a choice and reasons from the list"
# get = "reading"
# as = "property"
# to = 'set(answer) == {"choice", "reasons"} and answer["choice"].strip().casefold() in ("tracking", "not tracking") and len({" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])}) == 2 and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])} <= {"kept and joined", "no owners", "any person", "neighbors", "machine unplugged", "it helps"}'
# hint = "Copy the example line: one of the two choices, and reasons from the list, spelled as there."
#
# [[wrong]]
# name = "what police did shows what the text means"
# code = 'reading = {"choice": "tracking", "reasons": {"kept and joined", "any person", "machine unplugged"}}'
# as = "property"
# to = '"machine unplugged" in {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])}'
# hint = "That a department stopped shows how it read the act, or how careful it was. It does not show what the words mean."
#
# [[wrong]]
# name = "what is useful cannot be meant"
# code = 'reading = {"choice": "not tracking", "reasons": {"no owners", "neighbors", "it helps"}}'
# as = "property"
# to = '"it helps" in {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])}'
# hint = "A thing may help and still be what a law names. Is this a reason about the words?"
#
# [[wrong]]
# name = "the other side's reason"
# code = 'reading = {"choice": "tracking", "reasons": {"kept and joined", "no owners"}}'
# as = "property"
# to = '(lambda reasons: answer["choice"].strip().casefold() == "tracking" and bool({"no owners", "neighbors"} & reasons) or answer["choice"].strip().casefold() == "not tracking" and bool({"kept and joined", "any person"} & reasons))({" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])})'
# hint = "At least one of your reasons is the best one of the other side. Which?"
#
# [[wrong]]
# name = "the first reason that fits"
# code = 'reading = {"choice": "tracking", "reasons": {"any person"}}'
# as = "property"
# to = 'answer["choice"].strip().casefold() in ("tracking", "not tracking") and len({" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])}) == 1 and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])} <= {"kept and joined", "no owners", "any person", "neighbors"}'
# hint = "That speaks for your side. There is more in the list."

# %% [markdown]
# Whoever can give the other side's two reasons as well as their own has understood why this was
# called vague by some and normal by others. Where the text leaves off, a reader's view of what the
# law is *for* often fills in; it is fair to say so.

# %% [markdown]
# ## 8. What a department stood to lose
#
# Section 1.460 sets a civil penalty of 50,000 dollars for each *occurrence*, paid by the employer, and
# does not say what an occurrence is. It may be each act, or one whole course of conduct. If the suit
# succeeds, the court may make the employer pay the other side's lawyer as well; if it fails, a
# public employer gets nothing back (1.460.2). So a department pays its own lawyer in any case.
#
# Say that a suit over `acts` acts succeeds with the probability `chance`, for all of them or for
# none, that the other side's lawyer then costs `their_lawyer`, and its own `own_lawyer`. All four
# numbers are assumed: nobody published any. Damages to the injured are left out.
#
# - One act, chance 0.5, 20,000 for their lawyer, 10,000 for its own: 45,000 whichever way one counts.
# - Two acts, the rest as before: from 45,000 to 70,000.
# - Four acts, chance 0.1, lawyers for free: from 5,000 to 20,000.
#
# **Write `exposure(acts, chance, their_lawyer, own_lawyer)`: what the department pays on average, in
# dollars, as `(least, most)` over the two meanings of an occurrence.**


# %% question="exposure" tags=["answer"]
def exposure(acts, chance, their_lawyer, own_lawyer):
    penalty = 50_000  # dollars, for each occurrence
    # Work out the least and the most, then return (least, most).
    # BEGIN SOLUTION
    least = own_lawyer + chance * (penalty + their_lawyer)
    most = own_lawyer + chance * (penalty * acts + their_lawyer)
    return least, most
    # END SOLUTION


# %% [raw] question="exposure" tags=["checks"]
# title = "What a department stood to lose"
# points = 4
# minutes = 15
#
# [[check]]
# name = "the three examples of the question"
# call = "exposure"
# inputs = [{acts = 1, chance = 0.5, their_lawyer = 20000, own_lawyer = 10000}, {acts = 2, chance = 0.5, their_lawyer = 20000, own_lawyer = 10000}, {acts = 4, chance = 0.1, their_lawyer = 0, own_lawyer = 0}]
# as = "interval"
# tolerance = 0.01
# to = '{1: [45000, 45000], 2: [45000, 70000], 4: [5000, 20000]}[acts]'
# hint = "What is paid in any case, plus the chance times what is paid if the suit succeeds: once with one occurrence, once with as many as there are acts. Return both, the smaller one first."
#
# [[hidden]]
# name = "other departments"
# call = "exposure"
# inputs = '[{"acts": int(rng.integers(2, 90)), "chance": round(float(rng.uniform(0.05, 0.6)), 3), "their_lawyer": int(rng.integers(5, 80)) * 1000, "own_lawyer": int(rng.integers(5, 60)) * 1000} for _ in range(8)]'
# as = "interval"
# tolerance = 0.5
# hint = "Own lawyer in any case; penalty and the other side's lawyer only if the suit succeeds, so times the chance. Only the penalty is multiplied by the occurrences."
#
# [[wrong]]
# name = "the officer pays"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     return own_lawyer, own_lawyer
# '''
# misconception = "the officer pays"
# as = "interval"
# to = '[own_lawyer, own_lawyer]'
# hint = "In your function the department owes no penalty. Who pays it, by section 1.460?"
#
# [[wrong]]
# name = "each act is an occurrence, as if settled"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     average = own_lawyer + chance * (50000 * acts + their_lawyer)
#     return average, average
# '''
# as = "interval"
# to = '(lambda x: [x, x])(own_lawyer + chance * (50000 * acts + their_lawyer))'
# hint = "Both ends of yours count each act. That is one reading, and nobody settled it: what is the least the text can mean?"
#
# [[wrong]]
# name = "50,000 as a ceiling"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     average = own_lawyer + chance * (50000 + their_lawyer)
#     return average, average
# '''
# as = "interval"
# to = '(lambda x: [x, x])(own_lawyer + chance * (50000 + their_lawyer))'
# hint = "Both ends of yours hold one penalty. The sum is set per occurrence, which is no ceiling: what if each act is one?"
#
# [[wrong]]
# name = "the loser pays, on either side"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     return chance * (50000 + their_lawyer + own_lawyer), chance * (50000 * acts + their_lawyer + own_lawyer)
# '''
# as = "interval"
# to = '[chance * (50000 + their_lawyer + own_lawyer), chance * (50000 * acts + their_lawyer + own_lawyer)]'
# hint = "You let the department pay its own lawyer only when it loses. Fees under the act go one way: what does a department get back when it wins?"
#
# [[wrong]]
# name = "both lawyers in any case"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     lawyers = own_lawyer + their_lawyer
#     return lawyers + chance * 50000, lawyers + chance * 50000 * acts
# '''
# as = "interval"
# to = '[own_lawyer + their_lawyer + chance * 50000, own_lawyer + their_lawyer + chance * 50000 * acts]'
# hint = "You let the department pay the other side's lawyer in any case. When only does it owe that?"
#
# [[wrong]]
# name = "a lawyer for each act"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     lost = 50000 + their_lawyer
#     return own_lawyer + chance * lost, own_lawyer + chance * lost * acts
# '''
# as = "interval"
# to = '[own_lawyer + chance * (50000 + their_lawyer), own_lawyer + chance * acts * (50000 + their_lawyer)]'
# hint = "You multiplied the other side's lawyer by the acts. However many acts there are, it is one suit."
#
# [[wrong]]
# name = "as if every suit succeeded"
# code = '''
# def exposure(acts, chance, their_lawyer, own_lawyer):
#     return own_lawyer + 50000 + their_lawyer, own_lawyer + 50000 * acts + their_lawyer
# '''
# as = "interval"
# to = '[own_lawyer + 50000 + their_lawyer, own_lawyer + 50000 * acts + their_lawyer]'
# hint = "That is what is paid if the suit succeeds for certain. Where does the chance come in?"

# %% [markdown]
# Try it with `chance=0`: something is left. Critics say that this makes prudent agencies give up
# lawful work along with unlawful; defenders, that without teeth a right is a slogan (positions P26
# and P25, both put into words by the authors of the kit). What the function cannot tell is the
# chance. Whoever quotes one number for what the act cost a department has settled two open things
# without saying so.
#
# ## What comes next
#
# Run `kit.submit()` when you are done. The next set leaves the text and asks what courts, states and
# studies decided, and what they left open.
#
# **What is left out.** Two sections were not read by the authors, the rest partly in extracts. The
# rules of the kit tell who is *exposed*, not who was sued or found liable, and not whether the act
# was wise.
