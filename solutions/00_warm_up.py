# %% [markdown]
# # Count what was cut
#
# **You will be able to** run a cell, fill in an answer and check it; tell a count of people from a
# count of agencies; say which kind of tie an agency cut; and ask the model how many leads go
# missing in all when one agency leaves.
#
# **You need** nothing but this page. Programming helps, but here every answer can also be read off
# a table and typed in. The graded sets say where that is so; most of their questions want a line
# that computes the answer.
#
# **Time** 20 minutes.
#
# **How it works.** Click on this text and press Shift+Enter again and again: from here down, one
# cell after the other runs. The first gray one, folded, makes the checks ready. Where a cell says
# `...  # your answer`, put your answer in place of the three dots before you go on; the cell below
# it checks your answer. A check says *open*, *not yet* with a hint, or *ok*; try as often as you
# like. On this page *ok* means that your answer agrees with the kit's. In the graded sets it promises
# less, and each of them says there what.

# %%
import kit

# %% [markdown]
# ## 1. How many officers left?
#
# On 18 August 2021 the Justice Department told a Missouri court how many officers had left the task
# forces of the ATF, the federal agency for firearms. The Kansas City Star reported it agency by
# agency. The table has one row per agency; the last column says who asserts its number.

# %%
withdrawals = kit.load("withdrawals")
withdrawals[["agency", "level", "officers", "role", "asserted_by"]]

# %% [markdown]
# **How many officers, in all, left according to the filing?** Add up a column, or add up in your
# head and type a number.

# %% question="how_many_left" tags=["answer"]
# BEGIN SOLUTION
left = withdrawals["officers"].sum()
# END SOLUTION

# %% [raw] question="how_many_left" tags=["checks"]
# title = "How many officers left?"
#
# [[check]]
# name = "the number of officers"
# get = "left"
# as = "number"
# to = 'kit.load("claims").set_index("id").loc["A04", "quantity"]'
# hint = "Each row is an agency. Which column counts people? Add up that column: withdrawals[\"…\"].sum()"
#
# [[wrong]]
# name = "agencies instead of officers"
# code = 'left = len(withdrawals)'
# to = 'len(kit.load("withdrawals"))'
# hint = "You counted agencies, not officers: a row is an agency, and some called back more than one officer."
#
# [[wrong]]
# name = "everyone who was posted"
# code = 'left = int(kit.load("claims").set_index("id")["quantity"]["A04b"])'
# to = 'kit.load("claims").set_index("id").loc["A04b", "quantity"]'
# hint = "That is how many local officers the ATF counted before anyone left. How many of them went?"
#
# [[wrong]]
# name = "those who stayed"
# code = 'left = int(kit.load("claims").set_index("id")["quantity"]["A04b"]) - withdrawals["officers"].sum()'
# to = 'kit.load("claims").set_index("id").loc["A04b", "quantity"] - kit.load("claims").set_index("id").loc["A04", "quantity"]'
# hint = "That is how many stayed. The question asks how many left."
#
# [[wrong]]
# name = "state officers only"
# code = 'left = withdrawals.query("level == \"state\"")["officers"].sum()'
# to = 'kit.load("claims").set_index("id").loc["A06", "quantity"]'
# hint = "Those are the state's troopers alone. Cities and a county called officers back too."

# %% [markdown]
# Your sum of the rows was held against the total that the filing itself gives (claim A04 in
# `kit.load("claims")`): two routes, one number. Both come from the same side of a lawsuit, so that
# they agree tells us that the article added up, not that nobody else would have counted
# differently. The heads also hide hours: some of these officers served part-time or on call.

# %% [markdown]
# ## 2. Who cut a tie without withdrawing an officer?
#
# "Cutting ties" is several different things. An agency may call back its officers (`task_force`),
# stop entering evidence in the national ballistics database (`ballistics`), stop giving background
# on suspects (`background`), or close its own files (`records`) or its gun store (`custody`) to
# federal agents. In this table `takes_part` is False from the day an agency is said to have stopped.

# %%
participation = kit.load("participation")
participation[["agency", "channel", "takes_part", "asserted_by"]]

# %% [markdown]
# **Which agencies cut a channel other than `task_force`, although none of their officers is in the
# table `withdrawals`?** Type the names in quotes inside braces, as in `{"Sedalia PD", "O'Fallon PD"}`,
# or let the two tables find them. One name is a fine answer if it is the right one.

# %% question="cut_without_leaving" tags=["answer"]
# BEGIN SOLUTION
stopped = participation[~participation["takes_part"]]
beyond_officers = stopped[stopped["channel"] != "task_force"]
no_officer_left = set(beyond_officers["agency"]) - set(withdrawals["agency"])
# END SOLUTION

# %% [raw] question="cut_without_leaving" tags=["checks"]
# title = "Who cut a tie without withdrawing an officer?"
#
# [[check]]
# name = "the names of the agencies"
# get = "no_officer_left"
# as = "set"
# to = 'set(kit.load("channels").query("in_articles and channel != \"task_force\"")["cut_by"].dropna()) - set(kit.load("withdrawals")["agency"])'
# hint = "Two conditions at once: takes_part is False in a row whose channel is not task_force, and the agency is missing from withdrawals."
#
# [[wrong]]
# name = "every agency that cut anything"
# code = 'no_officer_left = set(participation[~participation["takes_part"]]["agency"])'
# to = 'set(kit.load("participation").query("not takes_part")["agency"])'
# hint = "Those are all agencies that cut anything at all. Leave out the ones that withdrew officers."
#
# [[wrong]]
# name = "the same agencies in both tables"
# code = 'no_officer_left = list(participation.query("channel != \"task_force\"")["agency"])'
# to = 'set(kit.load("participation").query("not takes_part and channel != \"task_force\"")["agency"])'
# hint = "Each of them cut another channel, but some withdrew officers as well. Who is not in withdrawals?"
#
# [[wrong]]
# name = "those who withdrew officers"
# code = 'no_officer_left = set(withdrawals["agency"])'
# to = 'set(kit.load("participation").query("channel == \"task_force\"")["agency"])'
# hint = "Those are the agencies that did withdraw officers. The question asks for one that did not."
#
# [[wrong]]
# name = "a name that is in neither table"
# code = 'no_officer_left = {"Kansas City"}'
# as = "property"
# to = 'not {" ".join(name.split()).casefold() for name in answer} <= set(kit.load("participation")["agency"].str.casefold())'
# hint = "At least one name is not spelled as in the table. Copy it from the column agency, in quotes."
#
# [[wrong]]
# name = "an agency that withdrew officers among them"
# code = 'no_officer_left = {"Columbia PD"}'
# as = "property"
# to = 'not {" ".join(name.split()).casefold() for name in answer}.isdisjoint(kit.load("withdrawals")["agency"].str.casefold())'
# hint = "The spelling is right, but at least one of these agencies withdrew officers: it is in the table withdrawals. Leave it out and see who remains."
#
# [[wrong]]
# name = "nobody"
# code = 'no_officer_left = []'
# to = '[]'
# hint = "Someone did. Look for rows with records, custody, background or ballistics, then look the agency up in withdrawals."

# %% [markdown]
# The count of officers who left does not see this agency at all. What it closed is told in the
# filing by an agent of the ATF; the department gave the Star no answer, and had told it before that
# its officers could go on helping in gun investigations (claims A12 and A38).

# %% [markdown]
# ## 3. How many leads go missing in all?
#
# A *lead* is a likely link between two pieces of ballistic evidence. A link has two ends, and the
# two ends may lie with different agencies. The model below is the kit's own; it rests on assumptions
# that you will meet later. First everybody takes part; then Columbia's police stop entering
# evidence. The table counts the leads of the whole window, agency by agency.

# %%
everyone = kit.model.expectation(kit.scenarios.baseline())
without = kit.model.expectation(kit.scenarios.baseline().withdraw("Columbia PD", "ballistics"))
leads = everyone.by_agency[["leads"]].assign(leads_without_columbia=without.by_agency["leads"])
leads.round(1)

# %% [markdown]
# **How many leads do all agencies together lose?** `everyone.totals["leads"]` is the number of leads
# of all agencies when everybody takes part. Whole leads are precise enough.

# %% question="leads_lost" tags=["answer"]
# BEGIN SOLUTION
lost = everyone.totals["leads"] - without.totals["leads"]
# END SOLUTION

# %% [raw] question="leads_lost" tags=["checks"]
# title = "How many leads go missing in all?"
#
# [[check]]
# name = "leads lost by all agencies together"
# get = "lost"
# as = "number"
# to = '(kit.model.expectation(kit.scenarios.baseline()).by_agency["leads"] - kit.model.expectation(kit.scenarios.baseline().withdraw("Columbia PD", "ballistics")).by_agency["leads"]).sum()'
# tolerance = 1
# hint = "Take the leads of all agencies with everybody in, and subtract the leads of all agencies with Columbia out."
#
# [[wrong]]
# name = "Columbia's own leads only"
# code = 'lost = leads.loc["Columbia PD", "leads"]'
# to = 'kit.model.expectation(kit.scenarios.baseline()).by_agency.loc["Columbia PD", "leads"]'
# hint = "Those are Columbia's own leads. Look at the other rows: they shrink too, because a link needs both ends."
#
# [[wrong]]
# name = "only what the others lose"
# code = 'lost = leads.drop("Columbia PD").diff(axis=1)["leads_without_columbia"].abs().sum()'
# to = '(kit.model.expectation(kit.scenarios.baseline()).by_agency["leads"] - kit.model.expectation(kit.scenarios.baseline().withdraw("Columbia PD", "ballistics")).by_agency["leads"]).drop("Columbia PD").sum()'
# hint = "That is the others' part of the loss. All agencies together means with Columbia's part."
#
# [[wrong]]
# name = "the leads that remain"
# code = 'lost = leads["leads_without_columbia"].sum()'
# to = 'kit.model.expectation(kit.scenarios.baseline().withdraw("Columbia PD", "ballistics")).totals["leads"]'
# hint = "That many leads remain. How many are gone, compared with everybody taking part?"
#
# [[wrong]]
# name = "the difference the wrong way round"
# code = 'lost = without.totals["leads"] - everyone.totals["leads"]'
# to = 'kit.model.expectation(kit.scenarios.baseline().withdraw("Columbia PD", "ballistics")).totals["leads"] - kit.model.expectation(kit.scenarios.baseline()).totals["leads"]'
# hint = "Right size, wrong sign: a loss is what there was before, less what is left."

# %% [markdown]
# Compare your number with Columbia's own row: is it larger, smaller or the same? Then go down the
# other rows: did anybody else's leads change, and why could that be?

# %% [markdown]
# ## What comes next
#
# Put Columbia back and take another agency out: write another name in place of `"Columbia PD"` in
# the cell above, or use the board, `kit.ParticipationBoard()`, where every agency and channel is a
# switch. `kit.datasets()` lists all tables, `kit.cite(withdrawals.iloc[0])` says where a row comes
# from.
#
# **What the model leaves out.** It counts leads and investigations because that is what the filing
# counted. It cannot weigh a right, a record kept on a lawful owner, or what an officer does back
# home. A lead is not a suspect, and a suspect is not a conviction. How much evidence each agency
# finds is an assumption, except for Columbia, where it is computed from the filing's own count.
