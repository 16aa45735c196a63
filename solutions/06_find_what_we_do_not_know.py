# %% [markdown]
# # Find what we do not know
#
# **You will be able to** give a number with its band of luck; say what would make an answer surer:
# more worlds, a published number, or neither; tell a study that compared from a count; name what
# has no number at all; read a band that reaches zero; find the assumption that one should ask about
# first, and draw why; and work out how many worlds a claim needs.
#
# **You need** the lecture [Find out what we do not know](../notebooks/06_find_out_what_we_do_not_know.ipynb),
# in the folder *notebooks*. Questions 2 and 7 take words. All others want a formula: 1 and 3 to 6 a
# line or a few with tables, 8 one line in a function.
#
# **Time** 80 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter (the first, folded one loads the
# kit), and put your answer in place of `...  # your answer`. The cell below each question says *open*,
# *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common mistakes was seen.
# It does not say that the answer is right. For the grade, your cells run once more on *other* tables:
# where a question says *let the cell compute it*, a number or a list that you typed in is right on
# your screen and **earns nothing**. Stuck? Put `"help"` in place of the dots (in a function:
# `return "help"`) and run the check: the first hint comes. At the end, `kit.submit()` packs your file.
#
# **Content note.** Question 4 may list yearly counts of homicides, as figures that are there or
# missing.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [1, 2]
#
# [tables]
# participation = '(lambda new: table.assign(agency=table["channel"].map(new).fillna(table["agency"])))(dict(zip(["ballistics", "background", "records", "custody"], rng.permutation(["Kansas City PD", "St. Louis Metropolitan PD", "St. Louis County PD", "Jackson County Sheriff"]))))'
# agencies = 'table.assign(task_force_officers=table["task_force_officers"].where(table["level"] == "group", table["task_force_officers"] + rng.integers(0, 3, len(table))))'
# withdrawals = 'table.assign(officers=table["agency"].map(tables["agencies"].set_index("agency")["task_force_officers"]).astype("int64"))'
# evidence = '(lambda order: table.assign(design=table["design"].to_numpy()[order], confidence=table["confidence"].to_numpy()[order]))(rng.permutation(len(table)))'
# places = '(lambda order, gone: table.assign(value=table["value"].where(~gone).to_numpy()[order], confidence=table["confidence"].where(~gone, "not verified").to_numpy()[order], mark=table["mark"].where(~gone, "inference").to_numpy()[order]))(pd.Series(range(len(table))).groupby(table["measure"]).transform(lambda rows: rng.permutation(rows.to_numpy())).to_numpy(), table["id"].isin(["L03", "L05", "L06"]))'
# channels = 'table.assign(channel=rng.permutation(table["channel"].to_numpy()), in_articles=rng.permutation(table["in_articles"].to_numpy()))'

# %% [raw] tags=["variant"]
# seed = [3, 8, 14]
# measure = ["sworn officers", "homicides"]
# outcome = ["suspects", "time_to_close"]

# %% [markdown]
# ## 1. A number and its band
#
# Here are forty worlds with the cuts that the filing and the articles tell of. All numbers of the
# model are fixed; only chance differs. Most of those numbers are assumptions of this kit's authors.

# %%
reported = kit.scenarios.as_reported()
lived = kit.model.run(
    reported, replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary"
)
suspects = lived.totals["suspects"]
suspects.describe().round(1).to_frame("suspects credited to the database")

# %% [markdown]
# **Between which two counts of suspects do nine of ten worlds lie?** Leave out the lowest twentieth
# and the highest twentieth of the worlds, and give `(low, high)`. The mean is of no use here:
# `suspects.quantile(…)` gives the count below which a share of the worlds lies. **Let the cell compute
# it: a typed answer earns nothing here.**

# %% question="luck_band" tags=["answer"]
# BEGIN SOLUTION
luck = (suspects.quantile(0.05), suspects.quantile(0.95))
# END SOLUTION

# %% [raw] question="luck_band" tags=["checks"]
# title = "A number and its band"
# points = 2
# minutes = 7
#
# [[check]]
# name = "two counts, the lower one first"
# get = "luck"
# as = "property"
# to = '(lambda inside: len(answer) == 2 and 35 <= inside <= 37)(sum(answer[0] <= count <= answer[1] for count in kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"]))'
# hint = "Two counts in parentheses, the lower one first: luck = (suspects.quantile(…), suspects.quantile(…)). Which share of the worlds lies below the lower end, and which below the upper one?"
#
# [[hidden]]
# name = "the band of luck in other worlds"
# get = "luck"
# as = "interval"
# tolerance = 2
# hint = "One twentieth of the worlds lies below the lower end, one twentieth above the upper end. Let the cell compute it, for other cuts."
#
# [[wrong]]
# name = "the mean without its band"
# code = 'luck = (suspects.mean(), suspects.mean())'
# as = "property"
# to = 'answer[0] == answer[1]'
# hint = "That is one number, twice. It says nothing on how far a single world may be from it."
#
# [[wrong]]
# name = "from the lowest world to the highest"
# code = 'luck = (suspects.min(), suspects.max())'
# as = "property"
# to = 'answer[0] == int(answer[0]) and answer[1] == int(answer[1]) and [int(end) for end in answer] == (lambda found: [int(found.min()), int(found.max())])(kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"])'
# hint = "That is the whole range. It grows with every world that is added, so it tells how many there are; leave a twentieth out at each end."
#
# [[wrong]]
# name = "the error of the mean taken for the spread of worlds"
# code = 'luck = (suspects.mean() - 1.645 * suspects.sem(), suspects.mean() + 1.645 * suspects.sem())'
# as = "property"
# to = '(lambda inside: 0 < inside <= 12)(sum(answer[0] <= count <= answer[1] for count in kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"]))'
# hint = "Your band tells how well the mean is known. The question is where single worlds lie, and they lie much farther apart."
#
# [[wrong]]
# name = "the middle half"
# code = 'luck = (suspects.quantile(0.25), suspects.quantile(0.75))'
# as = "property"
# to = '(lambda inside: 18 <= inside <= 22)(sum(answer[0] <= count <= answer[1] for count in kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"]))'
# hint = "Half of the worlds lie between your two counts. The question asks for nine in ten."
#
# [[wrong]]
# name = "a tenth left out at each end"
# code = 'luck = (suspects.quantile(0.1), suspects.quantile(0.9))'
# as = "property"
# to = '(lambda inside: 31 <= inside <= 34)(sum(answer[0] <= count <= answer[1] for count in kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"]))'
# hint = "About eight of ten worlds lie between your two counts: you left out too many. What is a twentieth, as a number between 0 and 1?"
#
# [[wrong]]
# name = "two standard deviations to each side"
# code = 'luck = (suspects.mean() - 2 * suspects.std(), suspects.mean() + 2 * suspects.std())'
# as = "property"
# to = '(lambda inside: 38 <= inside)(sum(answer[0] <= count <= answer[1] for count in kit.model.run(kit.scenarios.as_reported(), replicates=40, seed=int("{{seed}}"), parameters="fixed", keep="summary").totals["suspects"]))'
# hint = "Nearly all worlds lie between your two counts: too few are left out."

# %% [markdown]
# More worlds would place the two ends better; they would not bring them closer. And this is luck
# alone: the band says nothing on whether the numbers are right that all forty worlds share.

# %% [markdown]
# ## 2. What would make us surer?
#
# Six things that one would like to know better. For each: would **more worlds** help (the model run
# again with other luck), **a published number** (somebody looks it up and prints it), or
# **neither** (no run and no value of a parameter tells it)?
#
# - `mean`: how far the mean of the forty worlds lies from that of very many
# - `need`: how often a case needs background information on a suspect
# - `busy`: how busy investigators were before anybody left
# - `share`: in how many of a hundred worlds a cut costs more than five suspects, as the model has it
# - `cause`: why officers were called back; that they were is put into the model by hand
# - `right`: what it weighs that a record on a lawful owner is not made
#
# **Sort them.** Copy the line and put `more worlds`, `a published number` or `neither` in quotes:
#
# ```
# surer = {"mean": "", "need": "", "busy": "", "share": "", "cause": "", "right": ""}
# ```

# %% question="what_helps" tags=["answer"]
# BEGIN SOLUTION
surer = dict.fromkeys(["mean", "share"], "more worlds")
surer |= dict.fromkeys(["need", "busy"], "a published number")
surer |= dict.fromkeys(["cause", "right"], "neither")
# END SOLUTION

# %% [raw] question="what_helps" tags=["checks"]
# title = "What would make us surer?"
# points = 2
# minutes = 6
#
# [[check]]
# name = "six names, three answers"
# get = "surer"
# as = "property"
# to = '{name.strip().casefold() for name in answer} == {"mean", "need", "busy", "share", "cause", "right"} and {" ".join(word.split()).casefold() for word in answer.values()} == {"more worlds", "a published number", "neither"}'
# hint = "Copy the line from the question, and put one of the three answers in quotes behind each of the six names. Each of the three is right for some of them."
#
# [[hidden]]
# name = "what helps with each"
# get = "surer"
# as = "mapping"
# shadow = false
# hint = "Ask of each: is it an average over chance, a number that the model takes as given, or something that the model does not speak of at all?"
#
# [[wrong]]
# name = "enough worlds settle everything"
# code = 'surer = dict.fromkeys(["mean", "need", "busy", "share", "cause", "right"], "more worlds")'
# as = "property"
# to = '{" ".join(word.split()).casefold() for word in answer.values()} == {"more worlds"}'
# hint = "Every world takes the same numbers as given. However many there are, none of them can tell whether such a number is right."
#
# [[wrong]]
# name = "luck taken for ignorance"
# code = 'surer = {"mean": "a published number", "need": "a published number", "busy": "a published number", "share": "a published number", "cause": "neither", "right": "neither"}'
# as = "property"
# to = '"a published number" in [" ".join(word.split()).casefold() for name, word in answer.items() if name.strip().casefold() in ("mean", "share")]'
# hint = "At least one of your published numbers is an average over chance in the model itself. Nobody has to publish it: run the model more often."
#
# [[wrong]]
# name = "a rule that was put in comes out as a finding"
# code = 'surer = {"mean": "more worlds", "need": "a published number", "busy": "a published number", "share": "more worlds", "cause": "more worlds", "right": "neither"}'
# misconception = "model output = evidence for its own inputs"
# as = "property"
# to = '"more worlds" in [" ".join(word.split()).casefold() for name, word in answer.items() if name.strip().casefold() == "cause"]'
# hint = "The officers leave in every world because they were told to. What was put in by hand cannot come out as a finding."

# %% [markdown]
# The third answer is no reason to give up: causes are looked for with comparisons that the model does
# not hold, and rights are weighed by people who give reasons. It only says that *this* tool is
# silent.

# %% [markdown]
# ## 3. What was measured?
#
# The table `evidence` lists what evaluations, audits and agency pages say about ballistics, leads and
# task forces. Most rows count something or tell a usage. A few come from a study that *compared*:
# places, or years, with and without. Three designs say so.

# %%
evidence = kit.load("evidence")
comparing = ["difference in differences", "quasi-experimental", "growth models"]
shown = evidence[["id", "topic", "design", "value", "unit", "confidence"]].sample(5, random_state=1)
left = [{"selector": "th, td", "props": "text-align: left"}]
shown.style.format(precision=2, na_rep="NaN").set_table_styles(left).hide()

# %% [markdown]
# **Give two things.** `compared`: for each topic that has any, how many rows rest on one of the three
# designs in `comparing`, as in `{"a topic": 1, "another": 2}`. And `no_estimate`: the ids (the column
# `id`, not whole rows) of the rows whose design says that an estimate was looked for and not found
# (`none found`). **Let the cell compute both: a typed answer earns nothing here.**

# %% question="what_was_measured" tags=["answer"]
# BEGIN SOLUTION
compared = evidence[evidence["design"].isin(comparing)]["topic"].value_counts().to_dict()
no_estimate = set(evidence[evidence["design"] == "none found"]["id"])
# END SOLUTION

# %% [raw] question="what_was_measured" tags=["checks"]
# title = "What was measured?"
# points = 4
# minutes = 11
#
# [[check]]
# name = "counts by topic"
# get = "compared"
# as = "property"
# to = 'set(answer) <= set(kit.load("evidence")["topic"]) and all(float(count).is_integer() and count > 0 for count in answer.values()) and sum(answer.values()) == sum(kit.load("evidence")["design"].isin(["difference in differences", "quasi-experimental", "growth models"]))'
# hint = "Topics as the table spells them, each with a whole number; together as many as there are rows of the three designs. With code: evidence[evidence[\"…\"].isin(comparing)][\"…\"].value_counts().to_dict()"
#
# [[check]]
# name = "ids of rows"
# get = "no_estimate"
# as = "property"
# to = 'set(answer) <= set(kit.load("evidence")["id"]) and len(answer) == sum(kit.load("evidence")["design"] == "none found")'
# hint = "All ids of such rows, and no others. With code: set(evidence[evidence[\"design\"] == \"…\"][\"id\"])"
#
# [[hidden]]
# name = "the comparisons in another table"
# get = "compared"
# as = "mapping"
# hint = "Keep the rows whose design is one of the three, then count the column topic."
#
# [[hidden]]
# name = "what was not found in another table"
# get = "no_estimate"
# as = "set"
# hint = "Only rows whose design says that something was looked for and not found."
#
# [[wrong]]
# name = "every row of a topic"
# code = '''
# compared = evidence["topic"].value_counts().to_dict()
# no_estimate = set(evidence[evidence["design"] == "none found"]["id"])
# '''
# as = "property"
# to = 'sum(answer.values()) == len(kit.load("evidence"))'
# hint = "You counted every row. Counts, guidelines and case studies are in it; keep the rows that compared."
#
# [[wrong]]
# name = "trusted rows instead of comparing ones"
# code = '''
# compared = evidence[evidence["confidence"] == "high"]["topic"].value_counts().to_dict()
# no_estimate = set(evidence[evidence["design"] == "none found"]["id"])
# '''
# as = "mapping"
# to = 'kit.load("evidence").query("confidence == \"high\"")["topic"].value_counts().to_dict()'
# hint = "You counted rows of high confidence. One may be quite sure of a count, and still have compared nothing: use the column design."
#
# [[wrong]]
# name = "no figure taken for not found"
# code = '''
# compared = evidence[evidence["design"].isin(comparing)]["topic"].value_counts().to_dict()
# no_estimate = set(evidence[evidence["value"].isna()]["id"])
# '''
# check = "ids of rows"
# as = "set"
# to = 'list(kit.load("evidence").query("value.isna()")["id"])'
# hint = "Many findings have no figure because they need none, or because the figure is a range. Which design says that an estimate was missing?"
#
# [[wrong]]
# name = "zero taken for not found"
# code = '''
# compared = evidence[evidence["design"].isin(comparing)]["topic"].value_counts().to_dict()
# no_estimate = set(evidence[evidence["value"] == 0]["id"])
# '''
# check = "ids of rows"
# as = "set"
# to = 'list(kit.load("evidence").query("value == 0")["id"])'
# hint = "A zero is a finding: somebody counted, and there was none. You are looking for what nobody could tell."

# %% [markdown]
# Read the column `caution` of the rows that you found. A comparison may fail to find an effect that
# is there, and that nobody has an estimate is not an estimate of zero. Neither sentence takes a side:
# the first speaks to whoever says "it does not work", the second to whoever fills in a number.

# %% [markdown]
# ## 4. What has no number
#
# A gap in a table is easy to step over. Here are two tables with gaps: `places` (figures on places
# and their agencies; an empty `value` means that none could be verified) and `channels` (ties
# between agencies; an empty `channel` means that the model has no row for it). Empty shows as `NaN`.

# %%
places, channels = kit.load("places"), kit.load("channels")
of_interest = places[places["measure"].isin(["population", "{{measure}}"])]
of_interest[["agency", "measure", "value", "confidence"]].dropna(subset="agency")

# %%
ties = channels[["channel_id", "label", "channel", "in_articles", "cut_by"]]
ties.style.format(na_rep="NaN").set_table_styles(left).hide()

# %% [markdown]
# **Give two things.** `rate_for`: the agencies for which one could work out {{measure}} per resident,
# because the table has *both* a figure on population and one on {{measure}} (of any year, and however
# sure) with that agency's name. And `left_out`: the ids (`channel_id`) of the ties that the two
# articles name (`in_articles`) and that have no channel in the model. **Let the cell compute both: a
# typed answer earns nothing here.**

# %% question="no_number" tags=["answer"]
# BEGIN SOLUTION
known = of_interest.dropna(subset=["agency", "value"])
rate_for = set(known[known["measure"] == "population"]["agency"])
rate_for &= set(known[known["measure"] != "population"]["agency"])
left_out = set(channels[channels["in_articles"] & channels["channel"].isna()]["channel_id"])
# END SOLUTION

# %% [raw] question="no_number" tags=["checks"]
# title = "What has no number"
# points = 4
# minutes = 12
#
# [[check]]
# name = "names of agencies"
# get = "rate_for"
# as = "property"
# to = 'set(answer) <= set(kit.load("places")["agency"].dropna()) and len(answer) == 3'
# hint = "Names of agencies: all that have both figures, and no others. Keep rows that have a figure with .dropna(subset=[\"agency\", \"value\"]), then ask which agencies occur with both measures."
#
# [[check]]
# name = "ids of ties"
# get = "left_out"
# as = "property"
# to = 'set(answer) <= set(kit.load("channels")["channel_id"]) and len(answer) == 5'
# hint = "All such ids, and no others; not whole rows, but the column channel_id. With code: two conditions at once, channels[\"in_articles\"] & channels[\"…\"].isna()"
#
# [[hidden]]
# name = "the agencies in another table"
# get = "rate_for"
# as = "set"
# hint = "Both figures have to be there: one on population and one on the measure asked for. An empty value is no figure."
#
# [[hidden]]
# name = "the ties in another table"
# get = "left_out"
# as = "set"
# hint = "Both at once: named in the articles, and an empty field in the column channel."
#
# [[wrong]]
# name = "a row taken for a figure"
# code = '''
# rows = of_interest.dropna(subset="agency")
# rate_for = set(rows[rows["measure"] == "{{measure}}"]["agency"])
# left_out = set(channels[channels["in_articles"] & channels["channel"].isna()]["channel_id"])
# '''
# as = "set"
# to = 'list(kit.load("places").query("measure == \"{{measure}}\"")["agency"].unique())'
# hint = "Those agencies have a row, but some of the rows have no value: they show a gap on purpose. Missing is not zero."
#
# [[wrong]]
# name = "an empty field compared with a text"
# code = '''
# known = of_interest.dropna(subset=["agency", "value"])
# rate_for = set(known[known["measure"] == "population"]["agency"])
# rate_for &= set(known[known["measure"] != "population"]["agency"])
# left_out = set(channels[channels["in_articles"] & (channels["channel"] == "NaN")]["channel_id"])
# '''
# check = "ids of ties"
# as = "property"
# to = 'len(answer) == 0'
# hint = "Nothing is in it. NaN is no text, and equal to nothing: ask for empty fields with .isna(), not with ==."
#
# [[wrong]]
# name = "every tie that the model leaves out"
# code = '''
# known = of_interest.dropna(subset=["agency", "value"])
# rate_for = set(known[known["measure"] == "population"]["agency"])
# rate_for &= set(known[known["measure"] != "population"]["agency"])
# left_out = set(channels[channels["channel"].isna()]["channel_id"])
# '''
# check = "ids of ties"
# as = "set"
# to = 'list(kit.load("channels").query("channel.isna()")["channel_id"])'
# hint = "None of them has a channel, but some are known from the later record alone. Keep those that the articles name."
#
# [[wrong]]
# name = "not reported as cut taken for not in the model"
# code = '''
# known = of_interest.dropna(subset=["agency", "value"])
# rate_for = set(known[known["measure"] == "population"]["agency"])
# rate_for &= set(known[known["measure"] != "population"]["agency"])
# left_out = set(channels[channels["in_articles"] & channels["cut_by"].isna()]["channel_id"])
# '''
# hint = "You looked at who cut a tie. The column channel says whether the model has a row for it."

# %% [markdown]
# A model that leaves a tie out says nothing about it; that is not the same as saying that it does not
# matter. Whoever quotes a rate for one agency should also say for how many others there is none.

# %% [markdown]
# ## 5. The same worlds, with and without
#
# Forty worlds, each lived three times. First everybody takes part; then the officers are gone whom
# the filing counts as having left, and nothing else; then they are gone again, but in *other* worlds.

# %%
everyone = kit.scenarios.baseline()
officers_gone = everyone
for name in kit.load("withdrawals")["agency"]:
    officers_gone = officers_gone.withdraw(name, "task_force")
worlds = kit.model.Cast(everyone, 40, seed=int("{{seed}}"))
others = kit.model.Cast(everyone, 40, seed=int("{{seed}}") + 1)

# %%
import pandas as pd

counts = {
    "everybody": worlds.live(worlds.scenario).totals["suspects"],
    "officers gone": worlds.live(officers_gone).totals["suspects"],
    "gone, other worlds": others.live(officers_gone).totals["suspects"],
}
counts = pd.DataFrame(counts)
counts.head(6)

# %%
counts.describe().round(1)

# %% [markdown]
# **Give two things.** `share`: the share of worlds in which the officers' leaving cost *at least one*
# suspect, in the same world: **let the cell compute it, a typed share earns nothing here.** And
# `follows`: the letters of all sentences that follow from the table `counts`, in quotes inside braces.
#
# - `a`: In the model, with these numbers, their leaving costs suspects on average.
# - `b`: In some worlds their leaving costs no suspect at all.
# - `c`: The band of the differences reaches zero, so their leaving has no effect.
# - `d`: Whoever counts suspects in one world with them and in another world without them, can tell
#   from the two counts what their leaving cost.
# - `e`: Four hundred worlds would give the average with a smaller error.
# - `f`: Four hundred worlds would tell better whether investigators were in fact that busy (0.85
#   is assumed).

# %% question="same_worlds" tags=["answer"]
# BEGIN SOLUTION
cost = counts["everybody"] - counts["officers gone"]
share = (cost >= 1).mean()
follows = {"a", "b", "e"}
# END SOLUTION

# %% [raw] question="same_worlds" tags=["checks"]
# title = "The same worlds, with and without"
# points = 4
# minutes = 12
#
# [[check]]
# name = "a share"
# get = "share"
# as = "property"
# to = '0 <= answer <= 1'
# hint = "A share lies between 0 and 1. Subtract one column from another, world by world, then ask in how many worlds the difference is at least 1: (counts[\"…\"] - counts[\"…\"] >= 1).mean()"
#
# [[check]]
# name = "letters from a to f"
# get = "follows"
# as = "property"
# to = '0 < len(answer) and {letter.strip().casefold() for letter in answer} <= set("abcdef")'
# hint = "Letters in quotes inside braces, from a to f."
#
# [[hidden]]
# name = "the share with other officers"
# get = "share"
# as = "number"
# tolerance = 0.002
# hint = "World by world: everybody less officers gone, in the same world, and count where it is at least one."
#
# [[hidden]]
# name = "what follows"
# get = "follows"
# as = "set"
# shadow = false
# hint = "Go through them one by one: does it speak of the model's average, of one world, of Missouri? And which of them needs a number that was assumed?"
#
# [[wrong]]
# name = "other worlds compared"
# code = '''
# share = (counts["everybody"] - counts["gone, other worlds"] >= 1).mean()
# follows = {"a", "b", "e"}
# '''
# misconception = "before/after = cause"
# as = "number"
# to = '(lambda everyone, seed, gone: sum(kit.model.Cast(everyone, 40, seed=seed).live(everyone).totals["suspects"].to_numpy() - kit.model.Cast(everyone, 40, seed=seed + 1).live(gone).totals["suspects"].to_numpy() >= 1) / 40)(kit.scenarios.baseline(), int("{{seed}}"), __import__("functools").reduce(lambda scenario, name: scenario.withdraw(name, "task_force"), kit.load("withdrawals")["agency"], kit.scenarios.baseline()))'
# hint = "You compared different worlds: most of what you counted is luck. Use the two columns in which only the officers differ."
#
# [[wrong]]
# name = "subtracted the other way round"
# code = '''
# share = (counts["officers gone"] - counts["everybody"] >= 1).mean()
# follows = {"a", "b", "e"}
# '''
# as = "property"
# to = '0 <= answer < 0.2'
# hint = "In so few worlds? You counted those in which more suspects came out without the officers. Which column has to stand first?"
#
# [[wrong]]
# name = "the other worlds counted"
# code = '''
# share = (counts["everybody"] - counts["officers gone"] < 1).mean()
# follows = {"a", "b", "e"}
# '''
# hint = "You counted the worlds in which it cost less than one suspect. At least one means a difference of 1 or more."
#
# [[wrong]]
# name = "the mean without its band"
# code = '''
# share = float((counts["everybody"] - counts["officers gone"]).mean() >= 1)
# follows = {"a", "b", "e"}
# '''
# hint = "You asked whether the average is at least one, and got yes or no. Ask it of each world, then take the share."
#
# [[wrong]]
# name = "a band that reaches zero taken for no effect"
# code = '''
# share = (counts["everybody"] - counts["officers gone"] >= 1).mean()
# follows = {"b", "c", "e"}
# '''
# misconception = "band includes 0 = no effect"
# check = "letters from a to f"
# as = "property"
# to = '"c" in [letter.strip().casefold() for letter in answer]'
# hint = "Take the mean of the differences. It may be well away from zero although single worlds are not: no effect and none seen in one world are two sentences."
#
# [[wrong]]
# name = "two worlds lived once each"
# code = '''
# share = (counts["everybody"] - counts["officers gone"] >= 1).mean()
# follows = {"a", "d"}
# '''
# misconception = "before/after = cause"
# check = "letters from a to f"
# as = "property"
# to = '"d" in [letter.strip().casefold() for letter in answer]'
# hint = "Look along one row at the two columns in which the officers are gone: the same officers, two counts. How would somebody who has one count of each tell luck from loss?"
#
# [[wrong]]
# name = "more worlds taken for knowledge"
# code = '''
# share = (counts["everybody"] - counts["officers gone"] >= 1).mean()
# follows = {"a", "b", "e", "f"}
# '''
# misconception = "model output = evidence for its own inputs"
# check = "letters from a to f"
# as = "property"
# to = '"f" in [letter.strip().casefold() for letter in answer]'
# hint = "How busy they were was put in: all worlds share it, and no number of them can test it."

# %% [markdown]
# Missouri was lived once. What this table can do, subtract in the same world, nobody can do there:
# so neither "we saw no fewer suspects" nor "we saw fewer" is an answer by itself. And who would rather
# assume 0.75 may put it in; the question stays the same, the share does not.

# %% [markdown]
# ## 6. Which number to ask for first
#
# Eight numbers that nobody published, each with the range that the authors gave it. The cells move
# one at a time to the low and to the high end of its range, all others at their central value, and
# tell how far the reported cuts move three outcomes, `at_low` and `at_high`; then what each number is.

# %%
numbers = kit.model.parameters()
asked = ["items_per_gun", "share_elsewhere", "utilization", "need_background"]
asked += ["background_from_patrol", "aging", "subpoena_delay", "extra_work"]
outcomes = ["leads", "suspects", "time_to_close"]


def moved(assumed):
    after = kit.model.expectation(reported.assume(**assumed)).totals
    return (after - kit.model.expectation(everyone.assume(**assumed)).totals)[outcomes]


# %%
at_low = pd.DataFrame({name: moved({name: numbers.loc[name, "low"]}) for name in asked}).T
at_high = pd.DataFrame({name: moved({name: numbers.loc[name, "high"]}) for name in asked}).T
pd.concat({"at_low": at_low, "at_high": at_high}, axis=1).round(2)

# %%
meanings = numbers.loc[asked, ["low", "high", "unit", "meaning"]]
meanings.style.format(precision=2).set_table_styles(left)

# %% [markdown]
# The *swing* of an outcome is the distance between the two ends, whichever of them is larger.
#
# **Give two things.** `ask_first`: for each of the three outcomes the number with the largest swing,
# as in `{"leads": "one of the eight", …}`. And `chart`: bars of the eight swings of `{{outcome}}`. Name
# both axes, put the unit (*suspects* or *weeks*) into the label of the axis along which the bars grow,
# and the word *model* into the title. Write `chart = ….plot.barh()`, then
# `chart.set(xlabel="…", ylabel="…", title="…")` on a line of its own. **Let the cell compute both: a
# typed answer earns nothing here.**

# %% question="ask_first" tags=["answer"]
# BEGIN SOLUTION
swing = (at_high - at_low).abs()
ask_first = swing.idxmax().to_dict()
chart = swing["{{outcome}}"].sort_values().plot.barh()
chart.set(
    xlabel="how far the answer moves (suspects, or weeks to close a case)",
    ylabel="number that nobody published",
    title="Which number to ask for first (participation model, authors' ranges)",
)
# END SOLUTION

# %% [raw] question="ask_first" tags=["checks"]
# title = "Which number to ask for first"
# points = 5
# minutes = 14
#
# [[check]]
# name = "three outcomes, each with one of the eight numbers"
# get = "ask_first"
# as = "property"
# to = '{name.strip().casefold() for name in answer} == {"leads", "suspects", "time_to_close"} and {name.strip().casefold() for name in answer.values()} <= {"items_per_gun", "share_elsewhere", "utilization", "need_background", "background_from_patrol", "aging", "subpoena_delay", "extra_work"}'
# hint = "Subtract one table from the other, drop the sign with .abs() and keep that as swing; then swing.idxmax().to_dict() gives for each outcome the row with the largest one."
#
# [[check]]
# name = "a chart of the model"
# get = "chart"
# as = "figure"
# to = '{"title": "model"}'
# hint = "The word model is missing in the title. First chart = ….plot.barh(), then on a line of its own chart.set(xlabel=\"…\", ylabel=\"…\", title=\"…\")"
#
# [[check]]
# name = "eight bars, and axes with names"
# get = "chart"
# as = "property"
# to = '(lambda drawn: len(drawn["bars"]) == 8 and {"suspects": "suspect", "time_to_close": "week"}["{{outcome}}"] in (drawn["x"] + drawn["y"]).casefold())(answer["axes"][0])'
# hint = "Eight bars, one for each number, and the word suspects or weeks on the axis along which they grow: chart.set(xlabel=\"…\", ylabel=\"…\", title=\"…\")"
#
# [[hidden]]
# name = "what to ask for first after other cuts"
# get = "ask_first"
# as = "mapping"
# hint = "Take the distance between the two ends, without its sign, and for each outcome the row in which it is largest."
#
# [[hidden]]
# name = "the swings after other cuts"
# get = "chart"
# as = "figure"
# tolerance = 0.001
# hint = "One bar for each of the eight numbers, as long as the distance between the two ends for the outcome asked for. Draw what the cell computed; both axes need a name."
#
# [[wrong]]
# name = "the widest range"
# code = '''
# swing = (at_high - at_low).abs()
# chart = swing["{{outcome}}"].plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# widest = (numbers["high"] - numbers["low"])[asked].idxmax()
# ask_first = dict.fromkeys(outcomes, widest)
# '''
# as = "property"
# to = 'len({name.strip().casefold() for name in answer.values()}) == 1'
# hint = "One number for all three? A wide range matters only where the outcome follows it. Does a lead wait for a subpoena?"
#
# [[wrong]]
# name = "the largest answer, not the largest swing"
# code = '''
# swing = (at_high - at_low).abs()
# chart = swing["{{outcome}}"].plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# ask_first = at_high.abs().idxmax().to_dict()
# '''
# hint = "You looked for the largest value at one end. Ask how far the answer moves between the two ends."
#
# [[wrong]]
# name = "the sign left on"
# code = '''
# swing = at_high - at_low
# chart = swing.abs()["{{outcome}}"].plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# ask_first = swing.idxmax().to_dict()
# '''
# as = "property"
# to = 'answer["suspects"].strip().casefold() == "extra_work"'
# hint = "You took the largest step upward. A step downward counts as much: drop the sign first."
#
# [[wrong]]
# name = "a number that moves nothing"
# code = '''
# swing = (at_high - at_low).abs()
# chart = swing["{{outcome}}"].plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# ask_first = {"leads": "utilization", "suspects": "aging", "time_to_close": "aging"}
# '''
# as = "property"
# to = 'answer["leads"].strip().casefold() not in ("items_per_gun", "share_elsewhere") or answer["time_to_close"].strip().casefold() == "aging"'
# hint = "Look up each of your names in the table: at least one of them moves its outcome not at all, whichever end it takes."
#
# [[wrong]]
# name = "the bars of another outcome"
# code = '''
# swing = (at_high - at_low).abs()
# ask_first = swing.idxmax().to_dict()
# chart = swing["leads"].plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# '''
# check = "eight bars, and axes with names"
# as = "property"
# to = '(lambda longest: not {"suspects": 10 < longest < 100, "time_to_close": longest < 10}["{{outcome}}"])(max(abs(bar) for bar in answer["axes"][0]["bars"]))'
# hint = "The bars are not those of {{outcome}}: compare the longest one with the table, column by column."
#
# [[wrong]]
# name = "one end instead of the distance"
# code = '''
# swing = (at_high - at_low).abs()
# ask_first = swing.idxmax().to_dict()
# chart = at_high["{{outcome}}"].abs().plot.barh()
# chart.set(xlabel="suspects or weeks", ylabel="number", title="model")
# '''
# check = "eight bars, and axes with names"
# as = "property"
# to = 'len(answer["axes"][0]["bars"]) == 8 and min(abs(bar) for bar in answer["axes"][0]["bars"]) > 1.4'
# hint = "Your bars show the answer at one end. The swing is the distance from there to the other end."
#
# [[wrong]]
# name = "axes without names"
# code = '''
# swing = (at_high - at_low).abs()
# ask_first = swing.idxmax().to_dict()
# chart = swing["{{outcome}}"].plot.barh(title="model")
# '''
# check = "eight bars, and axes with names"
# as = "property"
# to = 'not (answer["axes"][0]["x"].strip() and answer["axes"][0]["y"].strip())'
# hint = "An axis has no name. A reader has to see what was moved, what follows, and in which unit: use chart.set(…)."

# %% [markdown]
# Moving one number at a time overlooks what two do only together; the lecture's table of shares does
# not. And a long bar is no vote for an end of it: it names whom one should ask. Some of these numbers
# a federal agency could publish, some a police department.

# %% [markdown]
# ## 7. How much does a check speak for a model?
#
# In spring 2021 Columbia's machine linked a number of guns, an ATF agent swore. That count went into
# no number of this model. The next cell compares it with what the model gives: `median` is the
# middle of many draws, nine of ten lie between `low` and `high`, and `share_below` is the share of them
# below the `reported` count. *Without history*: Columbia had entered nothing before its machine came.
# *Steady state*: as if it had always entered.

# %%
kit.model.columbia_check(everyone)

# %% [markdown]
# **How much does that speak for the model: something, or next to nothing?** Choose one and give at
# least one reason. Either choice can be defended. A reason fits if it speaks for your choice *and
# against the other one*. Write `verdict = {"choice": "…", "reasons": {"…", "…"}}`, with as many reasons
# as you like.
#
# - choices: `"something"`, `"next to nothing"`
# - reasons: `"held back"` (it was used for no number of the model), `"could have failed"` (a count
#   outside was possible), `"wide range"` (many other counts would have agreed too), `"one count
#   only"` (one agency, one spring), `"the backlog agrees too"` (the items that Columbia left unentered
#   come out as reported), `"sworn"` (the count was given under oath)

# %% question="one_check" tags=["answer"]
# BEGIN SOLUTION
verdict = {"choice": "something", "reasons": {"held back", "could have failed"}}
# END SOLUTION

# %% [raw] question="one_check" tags=["checks"]
# title = "How much does a check speak for a model?"
# points = 2
# minutes = 6
#
# [[check]]
# name = "a choice and at least one reason"
# get = "verdict"
# as = "property"
# to = 'set(answer) == {"choice", "reasons"} and " ".join(answer["choice"].split()).casefold() in ("something", "next to nothing") and 0 < len(answer["reasons"]) and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])} <= {"held back", "could have failed", "wide range", "one count only", "the backlog agrees too", "sworn"}'
# hint = "Copy the line from the question. One of the two choices, and reasons from the list, in quotes inside braces."
#
# [[hidden]]
# name = "reasons that fit the choice"
# get = "verdict"
# as = "choice"
# shadow = false
# free_choice = true
# to = '{"something": ["held back", "could have failed"], "next to nothing": ["wide range", "one count only"]}'
# hint = "Read your reasons again: would each of them still speak for the other choice? A reason has to speak for yours."
#
# [[wrong]]
# name = "run in a circle"
# code = 'verdict = {"choice": "something", "reasons": {"held back", "the backlog agrees too"}}'
# misconception = "model output = evidence for its own inputs"
# as = "property"
# to = '"the backlog agrees too" in [" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])]'
# hint = "Columbia's items per week were computed from that very backlog. That it comes out again shows that the arithmetic can be undone."
#
# [[wrong]]
# name = "sworn taken for proven"
# code = 'verdict = {"choice": "something", "reasons": {"sworn"}}'
# misconception = "sworn = proven"
# as = "property"
# to = '"sworn" in [" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if type(answer["reasons"]) is str else answer["reasons"])]'
# hint = "An oath says something of the count and of who stands behind it, nothing of how well a model agrees with it."
#
# [[wrong]]
# name = "reasons on both sides"
# code = 'verdict = {"choice": "something", "reasons": {"held back", "one count only"}}'
# as = "property"
# to = '(lambda given: bool(given & {"held back", "could have failed"}) and bool(given & {"wide range", "one count only"}))({" ".join(reason.split()).casefold() for reason in answer["reasons"]})'
# hint = "Your reasons pull in both directions. True they may all be; keep those that speak for your choice and against the other one."
#
# [[wrong]]
# name = "a reason for the other choice"
# code = 'verdict = {"choice": "something", "reasons": {"wide range"}}'
# hint = "A wide range makes agreement cheap. Is that a reason for the choice you made?"

# %% [markdown]
# Both choices agree on what would be stronger: a narrow range that was written down *before* somebody
# looked, for several agencies. What both leave open is whether the model speaks of Missouri.

# %% [markdown]
# ## 8. How many worlds does a claim need?
#
# "With three runs we got nearly the same: so it is certain." How many would be enough? The mean of
# $n$ worlds has a standard error of `spread` divided by the root of $n$, where `spread` is the
# standard deviation of single worlds. Take *twice* the standard error as the margin.
#
# - A spread of 10 and a margin of 2 need 100 worlds.
# - The same spread and half that margin need 400.
# - A spread of 10 and a margin of 3 need 45: with 44 the margin would be a little too wide.
#
# **Write `needed_worlds(half_width, spread)`: the smallest whole number of worlds at which twice the
# standard error is no more than `half_width`.** Put `return` and your formula in place of the dots.
# `x ** 2` is the square of `x`; `math.ceil(x)` is the next whole number from `x` upward.

# %% question="needed_worlds" tags=["answer"]
import math


def needed_worlds(half_width, spread):
    # BEGIN SOLUTION
    return math.ceil((2 * spread / half_width) ** 2)
    # END SOLUTION


# %% [raw] question="needed_worlds" tags=["checks"]
# title = "How many worlds does a claim need?"
# points = 4
# minutes = 12
#
# [[check]]
# name = "the three examples of the question"
# call = "needed_worlds"
# inputs = [{half_width = 2, spread = 10}, {half_width = 1, spread = 10}, {half_width = 3, spread = 10}]
# as = "property"
# to = 'answer == {2: 100, 1: 400, 3: 45}[half_width]'
# hint = "Twice the spread, over the root of n, has to be at most half_width. Solve for n: what has to be squared? Then round upward."
#
# [[hidden]]
# name = "other spreads and margins"
# call = "needed_worlds"
# inputs = '[{"half_width": int(rng.choice([3, 7, 11])), "spread": int(rng.integers(12, 20)) * 30 + 1} for _ in range(8)]'
# as = "number"
# hint = "Half the margin needs four times the worlds. And a part of a world cannot be run: round upward, always."
#
# [[wrong]]
# name = "the spread taken for the error of the mean"
# code = '''
# import math
#
# def needed_worlds(half_width, spread):
#     return math.ceil(2 * spread / half_width)
# '''
# as = "number"
# to = 'int(-(-2 * spread // half_width))'
# hint = "The error shrinks with the root of the number of worlds, not with the number itself: something is to be squared."
#
# [[wrong]]
# name = "once the standard error"
# code = '''
# import math
#
# def needed_worlds(half_width, spread):
#     return math.ceil((spread / half_width) ** 2)
# '''
# as = "number"
# to = 'int(-(-(spread / half_width) ** 2 // 1))'
# hint = "That makes one standard error as small as the margin. The question takes twice the standard error."
#
# [[wrong]]
# name = "rounded down"
# code = '''
# import math
#
# def needed_worlds(half_width, spread):
#     return int((2 * spread / half_width) ** 2)
# '''
# as = "number"
# to = 'int((2 * spread / half_width) ** 2)'
# hint = "For 3 and 10 you stop one world too early: the margin is still wider than asked for. Round upward."
#
# [[wrong]]
# name = "three runs that agree"
# code = '''
# import math
#
# def needed_worlds(half_width, spread):
#     return 3
# '''
# as = "number"
# to = '3'
# hint = "Three that agree may agree by luck. The number has to grow when the margin gets smaller."

# %% [markdown]
# Try it with the spread of question 1 and a margin of one suspect. And note which margin this is: that
# of the *model's mean*. For the width of the swings in question 6 there is no such function; no
# number of worlds makes them narrower.
#
# ## What comes next
#
# Run `kit.submit()` when you are done. The last set asks for a proposal: which help a state should
# give, in which words, and what your proposal would still leave unknown.
#
# **What the model leaves out.** Luck and ignorance are counted here for numbers that it has. Whether its
# shape is right, and what has no row in it at all, no band shows.
