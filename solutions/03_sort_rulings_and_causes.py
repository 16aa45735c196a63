# %% [markdown]
# # Sort rulings, tools and causes
#
# **You will be able to** tell what a ruling decides from what it leaves open; say which question a
# case speaks to, and whether anybody reread it; count days that the sources leave uncertain; count
# how many causes use the same tool; pick out studies that could tell a cause from a coincidence;
# and hold one rule against measures whose cause is hidden.
#
# **You need** the lecture [Ask who decides, and who must help](../notebooks/03_ask_who_decides.ipynb)
# (in the folder `notebooks`). Question 1 is answered with words, questions 2 to 6 need one line of
# code each, question 7 asks for a function of a few lines, and question 8 for a text.
#
# **Time** 80 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter (the first, folded one loads the
# kit), and put your answer in place of `...  # your answer`. The cell below each question says *open*,
# *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common mistakes was seen.
# It does not say that the answer is right. For the grade, the same cells run once more on *other*
# tables and dates. Where a question says *let the cell compute it*, a number or a list that you type
# in is right today and wrong on the other table: it gets no points, though the check says *ok*.
# At the end, `kit.submit()` packs your file.
#
# Stuck? Put `"help"` in place of the dots and run the check: the first hint comes.
#
# **Content note.** The tables name slavery and school segregation as subjects of law, and tell of
# studies of shootings. No case is told.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [3]
#
# [tables]
# court_cases = 'table.assign(kind=rng.permutation(table["kind"].to_numpy()), mark=rng.permutation(table["mark"].to_numpy()))'
# aftermath = '(lambda shift: table.assign(**{edge: table[edge] + pd.to_timedelta(np.where(table[edge] < pd.Timestamp("2023-01-01"), shift[0], shift[1]), unit="D") for edge in ("start", "end")}))(rng.permutation(np.arange(5, 40))[:2])'
# conflicts = 'table.assign(domain=(on := rng.permutation(table["domain"].to_numpy())), mechanisms=np.where(np.isin(on, ["tariffs", "banking"]), "PEN+", rng.permutation(table["mechanisms"].to_numpy())))'
# evidence = 'table.assign(topic=rng.permutation(table["topic"].to_numpy()))'

# %% [raw] tags=["variant"]
# question = ["Q1", "Q2"]
# day = ["2023-06-30", "2023-09-01"]
# topic = ["effects on crime", "effects on clearance"]

# %% [markdown]
# ## 1. Eight entries in an invented docket
#
# So that no side is known, these are made up. A state, let us say Arcadia, keeps its officers from
# helping with some federal program; what program is not told. Over two years the docket reads:
#
# - **a** · After a full hearing the trial court gives judgment: the act is valid.
# - **b** · At the outset of another suit, a judge forbids Arcadia to apply the act until that suit is
#   decided, since those who sue are likely to win.
# - **c** · A suit by a neighboring state is dismissed: the act has cost that state nothing of its own.
# - **d** · A court will not hear a city's request for a declaration: the city can raise all its points
#   as a defendant in suits that are already pending.
# - **e** · A higher court sends a case back, because the trial judge decided before the other side's
#   witnesses were heard.
# - **f** · The U.S. Supreme Court denies a petition to review the judgment in a.
# - **g** · A court of appeals lets the order in b rest while it considers the appeal.
# - **h** · In the suit of b, the judge gives judgment after trial: one section of the act is void.
#
# **Give each entry one of these words:**
#
# - `merits`: whether the act, or whatever law is at issue, is valid
# - `standing`: whether this party may sue
# - `remedy`: whether this kind of suit or relief is open
# - `procedure`: how the case goes on
# - `interim`: what holds until the case is decided
# - `review declined`: a higher court does not take the case
#
# Where two fit, `merits` goes before the others; but what holds only for a time is `interim`. Copy
# this line and fill it in:
#
# ```
# piles = {"a": "", "b": "", "c": "", "d": "", "e": "", "f": "", "g": "", "h": ""}
# ```

# %% question="docket" tags=["answer"]
# BEGIN SOLUTION
piles = {
    "a": "merits",
    "b": "interim",
    "c": "standing",
    "d": "remedy",
    "e": "procedure",
    "f": "review declined",
    "g": "interim",
    "h": "merits",
}
# END SOLUTION

# %% [raw] question="docket" tags=["checks"]
# title = "Eight entries in an invented docket"
# points = 3
# minutes = 10
#
# [[check]]
# name = "eight entries, six words"
# get = "piles"
# as = "property"
# to = '{entry.strip().casefold() for entry in answer} == set("abcdefgh") and {" ".join(word.split()).casefold() for word in answer.values()} <= {"merits", "standing", "remedy", "procedure", "interim", "review declined"}'
# hint = "Copy the line and put one of the six words in quotes behind each letter."
#
# [[hidden]]
# name = "what each decides"
# get = "piles"
# as = "mapping"
# shadow = false
# hint = "Ask of each entry: does it say whether the act is valid? If not, is it about who sues, about the kind of suit, about how the case goes on, or about what holds in the meantime?"
#
# [[wrong]]
# name = "a petition denied is a judgment approved"
# code = 'piles = {"a": "merits", "b": "interim", "c": "standing", "d": "remedy", "e": "procedure", "f": "merits", "g": "interim", "h": "merits"}'
# misconception = "stay or cert denied = merits"
# as = "property"
# to = 'answer["f"].strip().casefold() == "merits"'
# hint = "In f a court does not take the case. Does that tell what it thinks of the judgment?"
#
# [[wrong]]
# name = "a first order taken for the last word"
# code = 'piles = {"a": "merits", "b": "merits", "c": "standing", "d": "remedy", "e": "procedure", "f": "review declined", "g": "interim", "h": "merits"}'
# as = "property"
# to = 'answer["b"].strip().casefold() == "merits"'
# hint = "In b somebody is likely to win. Until when does that order hold?"
#
# [[wrong]]
# name = "a judgment after trial, sorted by its order"
# code = 'piles = {"a": "merits", "b": "interim", "c": "standing", "d": "remedy", "e": "procedure", "f": "review declined", "g": "interim", "h": "remedy"}'
# as = "property"
# to = 'answer["h"].strip().casefold() in ("remedy", "interim")'
# hint = "In h the trial is over. What does the judge say of a section of the act?"
#
# [[wrong]]
# name = "orders for a time, sorted by what they do"
# code = 'piles = {"a": "merits", "b": "remedy", "c": "standing", "d": "remedy", "e": "procedure", "f": "review declined", "g": "procedure", "h": "merits"}'
# as = "property"
# to = '{answer["b"].strip().casefold(), answer["g"].strip().casefold()} & {"remedy", "procedure"} != set()'
# hint = "Look at b and g together. For how long is either of these orders meant to hold?"
#
# [[wrong]]
# name = "dismissed, so upheld"
# code = 'piles = {"a": "merits", "b": "interim", "c": "merits", "d": "merits", "e": "procedure", "f": "review declined", "g": "interim", "h": "merits"}'
# misconception = "dismissal = upheld"
# as = "property"
# to = '"merits" in (answer["c"].strip().casefold(), answer["d"].strip().casefold())'
# hint = "A suit that is turned away leaves the act in place without a word on it. Read c and d again: why were they turned away?"
#
# [[wrong]]
# name = "an order at rest, so the act is valid"
# code = 'piles = {"a": "merits", "b": "interim", "c": "standing", "d": "remedy", "e": "procedure", "f": "review declined", "g": "merits", "h": "merits"}'
# misconception = "stay or cert denied = merits"
# as = "property"
# to = 'answer["g"].strip().casefold() == "merits"'
# hint = "In g an order is put on hold. What will the court of appeals decide later, and has not decided yet?"
#
# [[wrong]]
# name = "who sues and how, mixed up"
# code = 'piles = {"a": "merits", "b": "interim", "c": "remedy", "d": "standing", "e": "procedure", "f": "review declined", "g": "interim", "h": "merits"}'
# as = "property"
# to = 'answer["c"].strip().casefold() == "remedy" or answer["d"].strip().casefold() == "standing"'
# hint = "Look at c and d once more: one is about whether this party lost anything, the other about whether another way to be heard is open to it."

# %% [markdown]
# Would your piles have been the same had you known the program? Some of these entries help those
# who like the act, some those who do not. The two on the merits do not even agree, which happens:
# different suits, different judges.

# %% [markdown]
# ## 2. To which question does it speak?
#
# The lecture asked five questions: may a state **refuse its help** (`Q1`); may it **declare federal law
# invalid or block it** (`Q2`); may it **bind its own officers and cities** (`Q3`); can **federal process
# or a general duty reach** local bodies (`Q4`); may the United States **buy help** (`Q5`)? Six cases,
# most of which were not discussed there:

# %%
cases = kit.load("court_cases").set_index("id")
six = ["galarza_2014", "neagle_1890", "el_cenizo_2018", "reno_2000", "nfib_2012", "cox_2018"]
left = [{"selector": "th, td", "props": "text-align: left"}]
cases.loc[six, ["holding"]].style.set_table_styles(left)

# %% [markdown]
# **Match each case with its question.** Decide first. Then copy these lines and fill them in, or look
# it up: `cases` has a column `questions`.
#
# ```
# speaks_to = {"galarza_2014": "", "neagle_1890": "", "el_cenizo_2018": "",
#              "reno_2000": "", "nfib_2012": "", "cox_2018": ""}
# ```

# %% question="speaks_to" tags=["answer"]
# BEGIN SOLUTION
speaks_to = cases.loc[six, "questions"].to_dict()
# END SOLUTION

# %% [raw] question="speaks_to" tags=["checks"]
# title = "To which question does it speak?"
# points = 2
# minutes = 7
#
# [[check]]
# name = "six cases, five questions"
# get = "speaks_to"
# as = "property"
# to = '{id.strip().casefold() for id in answer} == {"galarza_2014", "neagle_1890", "el_cenizo_2018", "reno_2000", "nfib_2012", "cox_2018"} and {word.strip().upper() for word in answer.values()} <= {"Q1", "Q2", "Q3", "Q4", "Q5"}'
# hint = "Six ids, each with one of Q1 to Q5, all in quotes. With code: cases.loc[six, \"…\"].to_dict()"
#
# [[hidden]]
# name = "the question of each"
# get = "speaks_to"
# as = "mapping"
# shadow = false
# hint = "Ask who is told something: is a state free not to act, is it stopped from blocking, does it command its own city, does it owe what everybody owes, or is it offered money?"
#
# [[wrong]]
# name = "not helping taken for nullifying"
# code = 'speaks_to = {"galarza_2014": "Q2", "neagle_1890": "Q2", "el_cenizo_2018": "Q3", "reno_2000": "Q4", "nfib_2012": "Q5", "cox_2018": "Q2"}'
# misconception = "refusing help is nullification"
# as = "property"
# to = 'answer["galarza_2014"].strip().upper() == "Q2"'
# hint = "In Galarza, does the county declare a federal law without force, or is it free not to do what it was asked?"
#
# [[wrong]]
# name = "a city as one more sovereign"
# code = 'speaks_to = {"galarza_2014": "Q1", "neagle_1890": "Q2", "el_cenizo_2018": "Q1", "reno_2000": "Q4", "nfib_2012": "Q5", "cox_2018": "Q2"}'
# misconception = "a city is a third sovereign"
# as = "property"
# to = 'answer["el_cenizo_2018"].strip().upper() == "Q1"'
# hint = "In El Cenizo a city does not want to help. Who commands it: the United States, or its own state?"
#
# [[wrong]]
# name = "any duty from Washington is commandeering"
# code = 'speaks_to = {"galarza_2014": "Q1", "neagle_1890": "Q2", "el_cenizo_2018": "Q3", "reno_2000": "Q1", "nfib_2012": "Q1", "cox_2018": "Q2"}'
# as = "property"
# to = '"Q1" in (answer["reno_2000"].strip().upper(), answer["nfib_2012"].strip().upper())'
# hint = "Reno and NFIB are not about ordering a state's officers to run a program: one is about a duty that private owners have too, the other about money."
#
# [[wrong]]
# name = "any clash with a federal office is federal process"
# code = 'speaks_to = {"galarza_2014": "Q1", "neagle_1890": "Q4", "el_cenizo_2018": "Q3", "reno_2000": "Q4", "nfib_2012": "Q5", "cox_2018": "Q4"}'
# as = "property"
# to = '"Q4" in (answer["neagle_1890"].strip().upper(), answer["cox_2018"].strip().upper())'
# hint = "In Neagle and Cox no local body is told to hand something over. What was a state's law, or its court, set against there?"

# %% [markdown]
# That a case *speaks to* a question does not mean that it closes it, or that the next court must
# agree. The sorting is the kit's own, too.

# %% [markdown]
# ## 3. Which of them were reread?
#
# The column `mark` of `cases` admits how a row was checked: `verified` was read, `part` was read in
# part, `inference` is the authors' own reasoning, and `memory` was cited without rereading. And only
# rulings of the kind `merits` answer a question fully.

# %%
cases[["questions", "kind", "mark"]]

# %% [markdown]
# **Which rulings on the merits speak to {{question}} and do not rest on memory alone?** Give a set of
# ids. (A ruling may speak to two questions; then both stand in `questions`.) **Let the cell compute
# it: a typed answer earns nothing here.**

# %% question="reread" tags=["answer"]
# BEGIN SOLUTION
speaks = cases["questions"].str.contains("{{question}}")
solid = set(cases[speaks & (cases["kind"] == "merits") & (cases["mark"] != "memory")].index)
# END SOLUTION

# %% [raw] question="reread" tags=["checks"]
# title = "Which of them were reread?"
# points = 2
# minutes = 8
#
# [[check]]
# name = "ids of cases"
# get = "solid"
# as = "property"
# to = 'len(answer) > 0 and {id.strip().casefold() for id in answer} <= set(kit.load("court_cases")["id"])'
# hint = "Ids in quotes inside braces. With code: three conditions joined by &, each in parentheses; cases[\"questions\"].str.contains(\"…\") is the first, and set(cases[…].index) gives the ids."
#
# [[hidden]]
# name = "the rulings on other tables"
# get = "solid"
# as = "set"
# hint = "All three at once: the question, the kind merits, and a mark that is not memory."
#
# [[wrong]]
# name = "whatever its kind"
# code = 'solid = set(cases[cases["questions"].str.contains("{{question}}") & (cases["mark"] != "memory")].index)'
# misconception = "dismissal = upheld"
# as = "property"
# to = '(lambda rows: bool((rows["id"].isin([id.strip().casefold() for id in answer]) & (rows["kind"] != "merits")).any()))(kit.load("court_cases"))'
# hint = "You took rulings of every kind. Those on standing, remedy or the interim answer the question in part or not at all."
#
# [[wrong]]
# name = "a citation seen taken for an opinion read"
# code = 'solid = set(cases[cases["questions"].str.contains("{{question}}") & (cases["kind"] == "merits") & (cases["citation_checked"] == "seen")].index)'
# hint = "You used the column on citations. A citation can be seen where another opinion quotes it; the question asks about the column mark."
#
# [[wrong]]
# name = "the ones from memory"
# code = 'solid = set(cases[cases["questions"].str.contains("{{question}}") & (cases["kind"] == "merits") & (cases["mark"] == "memory")].index)'
# as = "set"
# to = 'list(kit.load("court_cases").query("questions.str.contains(\"{{question}}\") and kind == \"merits\" and mark == \"memory\"")["id"])'
# hint = "Those are the ones that do rest on memory. The question asks for the others."
#
# [[wrong]]
# name = "cases with a single question"
# code = 'solid = set(cases[(cases["questions"] == "{{question}}") & (cases["kind"] == "merits") & (cases["mark"] != "memory")].index)'
# as = "set"
# to = 'list(kit.load("court_cases").query("questions == \"{{question}}\" and kind == \"merits\" and mark != \"memory\"")["id"])'
# hint = "You left out cases that speak to two questions. Ask whether the text in questions contains yours, not whether it equals it."
#
# [[wrong]]
# name = "memory rows as well"
# code = 'solid = set(cases[cases["questions"].str.contains("{{question}}") & (cases["kind"] == "merits")].index)'
# as = "property"
# to = '(lambda rows: bool((rows["id"].isin([id.strip().casefold() for id in answer]) & (rows["mark"] == "memory")).any()))(kit.load("court_cases"))'
# hint = "Some of your rulings were cited without rereading. The column mark tells which."

# %% [markdown]
# A case cited from memory is not a wrong case. But an argument is as firm as what somebody went and
# read, and a table that marks its own memory invites you to do it.

# %% [markdown]
# ## 4. For how many days?
#
# For how long could the penalties of Missouri's act be enforced? The kit worked out stretches from the
# rulings (`aftermath`, column `act_since`). One is uncertain: a federal court enjoined the state on
# 7 March 2023 and stayed its own ruling a day later, *probably for a short while*; two reports of it
# do not fit together. So the days of the row `T44` may count, or may not.

# %%
import pandas as pd

aftermath = kit.load("aftermath")
spans = aftermath.dropna(subset=["act_since"]).set_index("id")[["start", "end", "act_since"]]
spans["end"] = spans["end"].fillna(pd.Timestamp("2026-11-21"))  # the last day that was read
spans


# %%
def days(id):
    """Count the days of a row up to {{day}}, first and last day included."""
    last = min(spans.loc[id, "end"], pd.Timestamp("{{day}}"))
    return max((last - spans.loc[id, "start"]).days + 1, 0)


# %% [markdown]
# **On how many days, up to {{day}} and with that day, could the penalties be enforced: for certain, and
# at most?** Give `enforceable = (certain, at_most)`. (`days("T63")` counts the days of the first
# row. One day more or less, at an edge, does not matter.) **Let the cell compute it: a typed answer
# earns nothing here.**

# %% question="days_enforceable" tags=["answer"]
# BEGIN SOLUTION
enforceable = (days("T30"), days("T30") + days("T44"))
# END SOLUTION

# %% [raw] question="days_enforceable" tags=["checks"]
# title = "For how many days?"
# points = 3
# minutes = 11
#
# [[check]]
# name = "two counts, the lower one first"
# get = "enforceable"
# as = "property"
# to = 'len(answer) == 2 and 0 <= answer[0] <= answer[1]'
# hint = "Two numbers in parentheses, the lower one first: days of the row or rows that count for certain, then with those that only may count."
#
# [[hidden]]
# name = "the days on other dates"
# get = "enforceable"
# as = "interval"
# tolerance = 1
# hint = "For certain: only rows in which nothing stood in the way and the act reached offenses. At most: those, and the row that is uncertain."
#
# [[wrong]]
# name = "in force taken for applicable"
# code = 'enforceable = (days("T63") + days("T30"), days("T63") + days("T30") + days("T44"))'
# misconception = "effective = applicable"
# as = "property"
# to = '560 < answer[0] < 600'
# hint = "You counted days on which the act was in force and reached no offense yet. Read the column act_since once more."
#
# [[wrong]]
# name = "the stay taken as certain"
# code = 'enforceable = (days("T30") + days("T44"), days("T30") + days("T44"))'
# as = "property"
# to = 'answer[0] == answer[1] > 600'
# hint = "You count the uncertain stretch at both ends. For certain is what holds even if the stay was short."
#
# [[wrong]]
# name = "over with the first ruling"
# code = 'enforceable = (days("T30"), days("T30"))'
# misconception = "enjoined = erased"
# as = "property"
# to = 'answer[0] == answer[1] < 600'
# hint = "You let it end with the ruling of March 2023. What was reported a day later?"
#
# [[wrong]]
# name = "the days before the first offense"
# code = 'enforceable = (days("T63"), days("T63") + days("T44"))'
# as = "property"
# to = 'answer[1] < 200'
# hint = "So few days leave out the longest stretch of the table. In which rows does act_since say that the act could be enforced?"
#
# [[wrong]]
# name = "one stretch for each end"
# code = 'enforceable = (days("T44"), days("T30"))'
# as = "property"
# to = '100 < answer[0] < 200 and 500 < answer[1] < 600'
# hint = "You set one stretch against the other. Which of them is certain, and what may come on top of it?"
#
# [[wrong]]
# name = "as if the order had never come"
# code = 'enforceable = (days("T30"), days("T30") + days("T44") + days("T47") + days("T63"))'
# hint = "Your upper number holds days before the act reached any offense. Only the row that is uncertain comes on top."

# %% [markdown]
# Between your two numbers lies what nobody could find out, not what nobody decided: the court's
# docket, which was not read, may well tell. And "could be enforced" is not "was": how many suits were brought, and how they
# ended, was not found either.

# %% [markdown]
# ## 5. One tool, how many causes?
#
# `conflicts` lists measures of states and localities against federal law, chosen by the authors of the
# kit. Each names its `mechanisms` (tools) and its `domain` (the subject: guns, immigration, …). One
# measure may use several tools, joined by a semicolon.

# %%
conflicts = kit.load("conflicts")
conflicts[["id", "domain", "mechanisms"]]

# %% [markdown]
# The next cell gives each tool of each measure a row of its own. **In how many different domains does
# each of the tools `INV`, `REF`, `PEN` and `PEN+` occur?** Give a dictionary, as in
# `{"INV": 1, "REF": 1, "PEN": 1, "PEN+": 1}`. **Let the cell compute it: a typed answer earns nothing
# here.**

# %%
tools = conflicts.assign(tool=conflicts["mechanisms"].str.split("; ")).explode("tool")
tools[["id", "domain", "tool"]].head()

# %% question="domains" tags=["answer"]
# BEGIN SOLUTION
per_tool = tools.groupby("tool")["domain"].nunique()
domains = per_tool.loc[["INV", "REF", "PEN", "PEN+"]].to_dict()
# END SOLUTION

# %% [raw] question="domains" tags=["checks"]
# title = "One tool, how many causes?"
# points = 3
# minutes = 9
#
# [[check]]
# name = "four tools, whole numbers"
# get = "domains"
# as = "property"
# to = '{name.strip().upper() for name in answer} == {"INV", "REF", "PEN", "PEN+"} and all(float(number).is_integer() and number >= 1 for number in answer.values())'
# hint = "The four names in quotes, each with a whole number. With code: tools.groupby(\"tool\")[\"…\"].nunique() counts different entries of a column for each tool; [[\"INV\", \"REF\", \"PEN\", \"PEN+\"]] behind it keeps four."
#
# [[hidden]]
# name = "the domains on other tables"
# get = "domains"
# as = "mapping"
# hint = "For each tool, the number of different entries in the column domain, over all rows that use it."
#
# [[wrong]]
# name = "measures instead of domains"
# code = 'domains = tools["tool"].value_counts().loc[["INV", "REF", "PEN", "PEN+"]].to_dict()'
# as = "mapping"
# to = '(lambda used: {name: sum(name in row for row in used) for name in ("INV", "REF", "PEN", "PEN+")})([row.split("; ") for row in kit.load("conflicts")["mechanisms"]])'
# hint = "You counted measures. Several of them are about the same subject: count different domains."
#
# [[wrong]]
# name = "penalties for helping and for not helping in one"
# code = 'domains = {name: int(conflicts[conflicts["mechanisms"].str.contains(name, regex=False)]["domain"].nunique()) for name in ["INV", "REF", "PEN", "PEN+"]}'
# as = "mapping"
# to = '{name: int(kit.load("conflicts").loc[lambda rows: rows["mechanisms"].str.contains(name, regex=False), "domain"].nunique()) for name in ("INV", "REF", "PEN", "PEN+")}'
# hint = "You also found PEN inside PEN+, which is the opposite: a penalty for not helping. Use the table tools, where each tool stands alone."
#
# [[wrong]]
# name = "only measures with a single tool"
# code = 'domains = {name: int(conflicts[conflicts["mechanisms"] == name]["domain"].nunique()) for name in ["INV", "REF", "PEN", "PEN+"]}'
# hint = "You counted only measures that use one tool and no other. In the table tools each measure has a row for each of its tools."
#
# [[wrong]]
# name = "the example, as it stands"
# code = 'domains = {"INV": 1, "REF": 1, "PEN": 1, "PEN+": 1}'
# as = "property"
# to = 'set(answer.values()) == {1}'
# hint = "That is the example of the question, and no count. How many different subjects does the tool REF occur with?"
#
# [[wrong]]
# name = "all the tools there are"
# code = 'domains = tools.groupby("tool")["domain"].nunique()'
# as = "property"
# to = 'len(answer) > 4 and {"INV", "REF", "PEN", "PEN+"} <= set(answer)'
# hint = "Your line counts for every tool of the table. Keep the four: put [[\"INV\", \"REF\", \"PEN\", \"PEN+\"]] behind it."

# %% [markdown]
# That several causes reach for one tool is a fact about this list. It neither makes the causes alike
# nor the tool right. And the list was chosen by the authors: another choice would give other counts.

# %% [markdown]
# ## 6. Cause or coincidence?
#
# The word *cause* has a second sense. Whether federal and local police working together *causes* fewer
# crimes, or more solved ones, is for studies to say. In `evidence` each row names its `topic`, its
# `study` and the study's `design`. A study that only describes, or that looks at one place before and
# after, cannot tell a cause from what would have come anyway; one that compares with something else
# can at least try. By the kit's labels these designs compare:

# %%
evidence = kit.load("evidence")
compares = ["difference in differences", "quasi-experimental", "growth models"]
shown = evidence[evidence["topic"] == "{{topic}}"][["finding", "study", "design", "confidence"]]
shown.style.hide().set_table_styles(left)

# %% [markdown]
# **Which studies with a design that compares say something on the topic `{{topic}}`?** Give the
# names in the column `study`, each once. **Let the cell compute it: a typed answer earns nothing
# here.**

# %% question="studies" tags=["answer"]
# BEGIN SOLUTION
on_topic = evidence[evidence["topic"] == "{{topic}}"]
studies = set(on_topic[on_topic["design"].isin(compares)]["study"])
# END SOLUTION

# %% [raw] question="studies" tags=["checks"]
# title = "Cause or coincidence?"
# points = 2
# minutes = 8
#
# [[check]]
# name = "names of studies"
# get = "studies"
# as = "property"
# to = 'len(answer) > 0 and {" ".join(name.split()).casefold() for name in answer} <= set(kit.load("evidence")["study"].str.casefold())'
# hint = "Names from the column study, in quotes inside braces. With code: two conditions, evidence[\"topic\"] == \"…\" and evidence[\"design\"].isin(compares), then set(….[\"study\"])."
#
# [[hidden]]
# name = "the studies on other tables"
# get = "studies"
# as = "set"
# hint = "Rows on this topic whose design is one of the three, and the study's name once."
#
# [[wrong]]
# name = "every study on the topic"
# code = 'studies = set(evidence[evidence["topic"] == "{{topic}}"]["study"])'
# misconception = "before/after = cause"
# as = "set"
# to = 'list(set(kit.load("evidence").query("topic == \"{{topic}}\"")["study"]))'
# hint = "You took every row on the topic. Some describe, some only look before and after, and one says that no study was found."
#
# [[wrong]]
# name = "every study that compares"
# code = 'studies = set(evidence[evidence["design"].isin(compares)]["study"])'
# as = "set"
# to = 'list(set(kit.load("evidence")[lambda rows: rows["design"].isin(["difference in differences", "quasi-experimental", "growth models"])]["study"]))'
# hint = "Those are all studies that compare, on whatever topic. Keep the topic asked for."
#
# [[wrong]]
# name = "all but those that found nothing"
# code = 'studies = set(evidence[(evidence["topic"] == "{{topic}}") & (evidence["design"] != "none found") & (evidence["design"] != "review")]["study"])'
# misconception = "before/after = cause"
# as = "property"
# to = '(lambda rows: not {" ".join(name.split()).casefold() for name in answer} <= set(rows[rows["design"].isin(["difference in differences", "quasi-experimental", "growth models"])]["study"].str.casefold()))(kit.load("evidence"))'
# hint = "Among yours is a study whose design compares with nothing. Use the list compares."

# %% [markdown]
# Few studies, other cities, other years, and programs that did more than one thing at a time. None of
# them studied Missouri or the act. "No detectable effect" in one of them is not "no effect", and a
# significant rise in another is no proof for here: both sides of tension X08 in `tensions` build on
# these rows.

# %% [markdown]
# ## 7. A rule that cannot see the cause
#
# Take from the card of `court_cases` what it calls firm, and make it a rule about tools. It is simpler
# than the law, and says nothing about whether a given federal law *is* valid:
#
# 1. `INV` (declares federal law invalid) or `OBSTRUCT` (hinders the federal operation itself) among
#    the tools, whatever else is there: **`"may not"`**. No state may finally void valid federal law.
# 2. Otherwise, if all tools are among `REF` (refuses its own help), `LEG` (stops prohibiting the thing
#    itself) and `VOLUNTEER` (helps by agreement): **`"may"`**.
# 3. Otherwise, with `PEN`, `PEN+` or `PRI` among them: **`"open"`**, since it is disputed to what a
#    penalty or a private suit may be attached.
#
# The tools come as text: `"REF"`, `"LEG"` and `"LEG; REF"` give `"may"`; `"REF; PEN"` gives `"open"`;
# `"PEN; INV"` and `"OBSTRUCT"` give `"may not"`.
#
# **Write `verdict(tools)`.** Its first line is there: it makes a list of the tools.


# %% question="verdict" tags=["answer"]
def verdict(tools):
    used = tools.split("; ")
    # BEGIN SOLUTION
    if {"INV", "OBSTRUCT"} & set(used):
        return "may not"
    return "may" if set(used) <= {"REF", "LEG", "VOLUNTEER"} else "open"
    # END SOLUTION


# %% [raw] question="verdict" tags=["checks"]
# title = "A rule that cannot see the cause"
# points = 4
# minutes = 12
#
# [[check]]
# name = "the six examples of the question"
# call = "verdict"
# inputs = [{tools = "REF"}, {tools = "LEG"}, {tools = "REF; PEN"}, {tools = "PEN; INV"}, {tools = "OBSTRUCT"}, {tools = "LEG; REF"}]
# as = "text"
# to = '{"REF": "may", "LEG": "may", "REF; PEN": "open", "PEN; INV": "may not", "OBSTRUCT": "may not", "LEG; REF": "may"}[tools]'
# hint = "Ask first whether INV or OBSTRUCT is in used, then whether anything besides REF, LEG and VOLUNTEER is."
#
# [[hidden]]
# name = "other tools, in any order"
# call = "verdict"
# inputs = '[{"tools": "; ".join(map(str, rng.permutation(kind)[: int(rng.integers(1, 4))]))} for kind in (["INV", "REF", "PEN", "PRI", "LEG", "PEN+"], ["REF", "LEG", "VOLUNTEER"], ["OBSTRUCT", "REF", "LEG"], ["REF", "PEN+", "LEG", "PRI"]) for _ in range(6)]'
# as = "text"
# hint = "The order of the tools does not matter, each of the eight tools may come, and the first of the three rules that fits decides."
#
# [[wrong]]
# name = "refusing help taken for nullifying"
# code = '''
# def verdict(tools):
#     if "INV" in tools or "OBSTRUCT" in tools or "REF" in tools:
#         return "may not"
#     return "open" if "PEN" in tools or "PRI" in tools else "may"
# '''
# misconception = "refusing help is nullification"
# as = "text"
# to = '"may not" if {"INV", "OBSTRUCT", "REF"} & set(tools.split("; ")) else "open" if {"PEN", "PEN+", "PRI"} & set(tools.split("; ")) else "may"'
# hint = "Your rule forbids a state to withhold its own help. By rule 2, what does refusing alone give?"
#
# [[wrong]]
# name = "the state always wins"
# code = '''
# def verdict(tools):
#     return "may" if "REF" in tools or "LEG" in tools else "may not"
# '''
# misconception = "state always wins"
# as = "text"
# to = '"may" if "REF" in tools or "LEG" in tools else "may not"'
# hint = "In your rule, one tool that is allowed makes all the others allowed. Which of the three rules comes first?"
#
# [[wrong]]
# name = "federal law always wins"
# code = '''
# def verdict(tools):
#     return "may not"
# '''
# misconception = "federal always wins"
# as = "text"
# to = '"may not"'
# hint = "Your rule says the same of every tool. Nobody has to help the United States only because its law is supreme: see rule 2."
#
# [[wrong]]
# name = "the first tool decides"
# code = '''
# def verdict(tools):
#     first = tools.split("; ")[0]
#     if first in ("INV", "OBSTRUCT") or tools == "PEN; INV":
#         return "may not"
#     return "may" if tools in ("REF", "LEG", "VOLUNTEER") else "open"
# '''
# as = "property"
# to = 'answer.strip().casefold() == {"REF": "may", "LEG": "may", "REF; PEN": "open", "PEN; INV": "may not", "OBSTRUCT": "may not", "LEG; REF": "open"}[tools]'
# hint = "Your rule hangs on which tool is named first, or on there being just one. Look at all of them together, whatever the order."
#
# [[wrong]]
# name = "obstruction forgotten"
# code = '''
# def verdict(tools):
#     used = tools.split("; ")
#     if "INV" in used:
#         return "may not"
#     return "open" if "PEN" in used or "PEN+" in used or "PRI" in used else "may"
# '''
# as = "property"
# to = 'answer.strip().casefold() in {"REF": ["may"], "LEG": ["may"], "REF; PEN": ["open"], "PEN; INV": ["may not"], "OBSTRUCT": ["may", "open"], "LEG; REF": ["may", "open"]}[tools]'
# hint = "One tool hinders the federal operation without declaring anything invalid. By rule 1, what does it give?"

# %% [markdown]
# Now run `conflicts.assign(verdict=conflicts["mechanisms"].map(verdict))[["domain", "mechanisms", "verdict"]]`
# in a cell of your own, and look at the causes only then. Rows with the same tools got the same word,
# because the function could not see anything else. The word is not what became of them: compare the
# column `outcome` of the next table, and remember that many were never tested, and that *Denver*
# refused and still had to answer a subpoena.

# %% [markdown]
# ## 8. The pair that tests you
#
# The measures once more, with names and with what became of them:

# %%
pd.set_option("styler.html.mathjax", False)  # a dollar sign is money here, not a formula
told = conflicts[["id", "domain", "who", "year_from", "mechanisms", "outcome"]]
told.style.hide().format(na_rep="–").set_table_styles(left)

# %% [markdown]
# Pick two rows of `conflicts` **from different domains that share a tool**, of which you like one cause
# better than the other. In at least 100 words: **state in one sentence, naming no cause, the rule you
# would judge both by; apply it to both, with what the table says of their tools and their outcome; say
# whether your verdicts agree, and on what ground if not; put the strongest objection of somebody who
# judges the pair the other way; and say what you do not know.**
#
# Either position can earn everything: one rule for all causes, or a difference between the two that
# you can name. Which side you are on earns nothing. Write over the text between the quotation marks.

# %% question="the_pair" tags=["answer"]
# BEGIN SOLUTION
the_pair = """My rule: a state may keep its own officers out of federal work, and fine them for joining it,
as long as it does not claim that the federal law is void. I take K22, the Massachusetts law of 1843
on fugitives from slavery, and K05, Idaho's law of 2014 on federal gun orders. Both refuse help and
penalize officers (REF; PEN); for neither was a ruling on the law itself found. By my rule both
states may do this, though I admire only one of the causes. The strongest objection: a person's
freedom and the tracing of a gun do not weigh the same, and a rule that cannot see that is blind
where it matters. I do not know how either law was applied, and whether a penalty may single out
federal service is open, so a court might reject my rule for both."""
# END SOLUTION

# %% [raw] question="the_pair" tags=["checks"]
# title = "The pair that tests you"
# minutes = 16
# kind = "free"
#
# [rubric]
# least_words = 100
# criteria = [
#   {name = "rule", levels = [{points = 1, says = "One sentence that names no cause and could be applied by somebody else."}, {points = 0, says = "No rule, or one that names a cause or a party."}]},
#   {name = "use of the table", levels = [{points = 2, says = "Two rows of different domains that do share a tool; tools and outcomes as the table tells them, and the rule truly applied to both."}, {points = 1, says = "Two rows, but one is told wrongly, or the rule is applied to one only."}, {points = 0, says = "No rows, or rows that share no tool."}]},
#   {name = "strongest objection", levels = [{points = 2, says = "What the best opponent would say, in a form the opponent would sign, and aimed at the writer's own ground."}, {points = 1, says = "An objection, but weak or mocking."}, {points = 0, says = "None."}]},
#   {name = "what is not known", levels = [{points = 1, says = "Something that is truly unknown or undecided here, and what hangs on it."}, {points = 0, says = "Nothing, or a phrase such as 'more research is needed'."}]},
# ]
# strong = [
# """A state may decline to lend its officers to any federal program, and it may never declare the program's law without force. That is my rule, and it names no cause. I test it on K13, California's SB 54 on immigration, and on K06, Arizona's HB 2111 on federal gun rules. Both use REF and nothing else in the table. SB 54 was upheld in 2019; for HB 2111 no ruling was found. I like one of these causes and dislike the other, and my verdict is the same: both may. The strongest objection is that a right written into the Constitution is at stake in only one of them, so that the two refusals do not guard things of equal rank, and a rule that treats them alike pretends not to read. I answer that a court can weigh the right when the federal law itself is challenged. I do not know whether Arizona's law has been applied at all, and whether a refusal may also frustrate an ordinary subpoena is contested; if it may not, my rule is too wide.""",
# """My rule: a refusal by a state deserves more room the graver the wrong that its help would make it part of, and no refusal may claim to void the federal law. I take K22, the Massachusetts law of 1843 on people who fled slavery, and K10, Wyoming's SF 102 on federal gun acts. Both rows say REF and PEN. For neither is a ruling on the law itself found in the table. By my rule the first may punish officers who help and the second may only decline, because to hand a person over is a harm that cannot be undone, while most of what gun law asks can be. So my verdicts differ, and the ground is what is done to a person, not who governs. The strongest objection: gravity is exactly what the two sides dispute, so a rule that asks for it lets each judge favor friends, and the next majority will find its own cause the graver. I do not know how a court would measure gravity, nor how either law was used; if it was never applied, my harm is only imagined.""",
# ]
# weak = [
# """The Constitution is clear that federal law is supreme, and history has shown again and again that states which defy it end on the wrong side. Whether it was slavery, segregation or guns, resistance to national law has always been a cover for local prejudice, and courts have always seen through it. A thoughtful observer must conclude that unity matters more than pride. Of course reasonable people may differ, and there are two sides to every question, but at the end of the day the rule of law has to come first, and those who pretend otherwise are not arguing in good faith. More research is needed on how to bring the states back into line with the values that all of us share as citizens of one nation, and that future generations will thank us for keeping.""",
# """Liberty has always been protected by the states, and everyone who values freedom knows it. From the brave citizens who refused to help slave catchers to the sheriffs of today who will not enforce unjust gun laws, it is the same noble spirit, and it deserves the same praise. The federal government has grown far beyond what anybody intended, and it is only natural that people push back. Critics say that this leads to chaos, but critics have always said so, and they have always been wrong. In the final analysis it comes down to trust in the people, and whoever trusts the people will come to the right view of both cases. There is of course still much that we do not know about history, but of this much we can be certain, and that should be enough for anybody.""",
# ]

# %% [markdown]
# ## What comes next
#
# Run `kit.submit()` when you are done. The next set leaves courts and takes the board: what is lost,
# in a model, when an agency leaves.
#
# **What is left out.** Rulings that were not found, measures that nobody listed, and everything that
# a table of tools cannot hold: what was at stake for the people under these laws.
