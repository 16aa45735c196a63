# %% [markdown]
# # Weigh two articles by what they rest on
#
# **You will be able to** say which source a share of claims rests on; sort claims by who stands
# behind them; count independent roots where reports copy from one another; tell a count of people
# from a count of agencies; find out where a text is silent and where a teaching kit itself puts
# words into a side's mouth; and give reasons that fit a judgment about a source.
#
# **You need** the lecture
# [Read two articles against each other](../notebooks/01_read_two_articles.ipynb), in the folder
# notebooks. Questions 1 and 3 to 6 need a line or two of code each; 2 and 8 can be typed; 7 asks for
# a function of a few lines.
#
# **Time** 70 minutes.
#
# **How it works.** Run the cells from top to bottom with Shift+Enter; the first one, folded, makes
# the checks ready. Put your answer in place of `...  # your answer`. The cell below each question
# says *open*, *not yet* with a hint, or *ok*. *ok* means: the form fits, and none of the common
# mistakes was seen. It does not say that the answer is right. Stuck? Put `"help"` in place of the
# dots and run the check: the first hint comes.
#
# **For the grade,** the same cells run once more on *other* tables. A number or a list that you type
# in is right today and wrong on the other table: it gets no points, though the check says *ok*. At
# the end, `kit.submit()` packs your file.
#
# **Content note.** The claims tell of gun violence, without names of victims.

# %%
import kit

# %% [raw] tags=["shadow"]
# seeds = [1, 2]
#
# [tables]
# claims = 'table.assign(independent_root=rng.permutation(table["independent_root"].to_numpy()), outside_check=rng.permutation(table["outside_check"].to_numpy()))'
# withdrawals = 'table.assign(officers=rng.permutation([2, 3, 5, 7, 11]), told_before_the_filing=table["agency"].isin(rng.permutation(table["agency"].to_numpy())[:2]))'
# published_errors = 'table.assign(claims=(on := rng.permutation(table["claims"].to_numpy())), kind=rng.permutation(table["kind"].to_numpy()))'
# discrepancies = 'table.assign(article_a=rng.permutation(np.where(rng.random(len(table)) < 0.3, "Silent.", table["article_a"])), article_b=rng.permutation(table["article_b"].to_numpy()))'
# positions = 'table.assign(asserted_by=rng.permutation(table["asserted_by"].to_numpy()))'

# %% [raw] tags=["variant"]
# root = ["DOJ filing", "Kansas City Star"]
# kind = ["legal effect", "date"]
# silent = ["article_b", "article_a"]

# %% [markdown]
# ## 1. How much of article A rests on one source?
#
# The table `claims` has one row for each thing that one of the two articles says. Its column
# `independent_root` names where the claim first came from, as far as the kit could follow it.

# %%
claims = kit.load("claims")
mine = claims[claims["article"] == "A"]
mine["independent_root"].value_counts().to_frame("claims")

# %% [markdown]
# **What share of the claims of article A has "{{root}}" in its root?** A claim with two roots counts
# if one of them is meant. Give a share between 0 and 1. **Let the cell compute it: a typed answer
# earns nothing here.**

# %% question="share_of_filing" tags=["answer"]
# BEGIN SOLUTION
share = mine["independent_root"].str.contains("{{root}}").mean()
# END SOLUTION

# %% [raw] question="share_of_filing" tags=["checks"]
# title = "How much of article A rests on one source?"
# points = 2
# minutes = 7
#
# [[check]]
# name = "a share"
# get = "share"
# as = "property"
# to = '0 < answer < 1'
# hint = "A share lies between 0 and 1. Count the rows in whose root the words stand, and divide by all rows of this article: mine[\"independent_root\"].str.contains(\"…\").mean()"
#
# [[hidden]]
# name = "the share on other tables"
# get = "share"
# as = "number"
# tolerance = 0.002
# hint = "Rows of this article alone, above and below the line; a row with two roots counts once."
#
# [[wrong]]
# name = "nothing counted"
# code = 'share = (mine["independent_root"] == "{{root}}").mean()'
# to = '0'
# as = "number"
# hint = "Nothing was counted: the column holds longer texts. Ask whether a text *contains* yours."
#
# [[wrong]]
# name = "only claims with no other root"
# code = 'share = (mine["independent_root"].str.contains("{{root}}") & ~mine["independent_root"].str.contains(";")).mean()'
# hint = "You left out claims that have a second root besides. They rest on it too: look for the words inside the text."
#
# [[wrong]]
# name = "both articles together"
# code = 'share = claims["independent_root"].str.contains("{{root}}").mean()'
# to = 'kit.load("claims")["independent_root"].str.contains("{{root}}").mean()'
# as = "number"
# hint = "Those are both articles together. Use mine, which holds article A alone."
#
# [[wrong]]
# name = "the voice taken for the root"
# code = 'share = (mine["status"] == ("alleged" if "{{root}}" == "DOJ filing" else "reported")).mean()'
# to = '(lambda mine: [(mine["status"] == word).mean() for word in ("alleged", "reported")][0 if "{{root}}" == "DOJ filing" else 1])(kit.load("claims").query("article == \"A\""))'
# as = "number"
# hint = "You counted a status, which says how something is asserted. The question asks where it came from."

# %% [markdown]
# A high share is no fault of a news story: a filing is news, and so is what a reporter asks for. It
# says how many of its claims stand or fall together. The roots were followed by the authors of this
# kit, from what is public; a reporter may have checked more than was printed.

# %% [markdown]
# ## 2. Who stands behind it?
#
# Read these five statements, each with the place where it was first found. Before you look anything
# up, decide for each who asserts it: is it **alleged** (in a court filing), **claimed** (by a person
# or office, outside court), or **reported** (by a journalist, in the paper's own voice)? B08 rests
# on an earlier story, not on the filing.

# %%
import textwrap

five = ["A11", "A12", "B08", "B13", "A09"]
for id, row in claims.set_index("id").loc[five].iterrows():
    print(textwrap.fill(f"{id}  {row['statement']}", 90))
    print(f"     first found in: {row['independent_root']}\n")

# %% [markdown]
# **Give each the word that the table has in its column `status`.** Write
# `tags = {"A11": "...", "A12": "...", "B08": "...", "B13": "...", "A09": "..."}`, or look the words up
# with code.

# %% question="who_stands_behind" tags=["answer"]
# BEGIN SOLUTION
tags = claims.set_index("id").loc[five, "status"].to_dict()
# END SOLUTION

# %% [raw] question="who_stands_behind" tags=["checks"]
# title = "Who stands behind it?"
# points = 2
# minutes = 8
#
# [[check]]
# name = "five ids, each with one of three words"
# get = "tags"
# as = "property"
# to = '{key.strip().upper() for key in answer} == {"A11", "A12", "B08", "B13", "A09"} and {word.strip().casefold() for word in answer.values()} <= {"alleged", "claimed", "reported"}'
# hint = "Five ids in quotes, a colon behind each, and one of the words alleged, claimed, reported in quotes. To look them up, have the cell above print row['status'] as well."
#
# [[hidden]]
# name = "who asserts each"
# get = "tags"
# as = "mapping"
# shadow = false
# hint = "Ask of each: whose voice is it, and where was it said? A sworn statement that goes with a filing is alleged, whoever prints it."
#
# [[wrong]]
# name = "whatever a newspaper prints is reported"
# code = 'tags = dict.fromkeys(five, "reported")'
# as = "property"
# to = '{word.strip().casefold() for word in answer.values()} == {"reported"}'
# hint = "Everything here was printed in a newspaper. The word does not say who printed it, but who asserts it."
#
# [[wrong]]
# name = "what somebody says is claimed"
# code = 'tags = {"A11": "claimed", "A12": "reported", "B08": "reported", "B13": "claimed", "A09": "claimed"}'
# as = "property"
# to = '"claimed" in [word.strip().casefold() for key, word in answer.items() if key.strip().upper() in ("A11", "A09")]'
# hint = "At least one statement that you call claimed comes from a filing in court or the oath that goes with it. Which word stands for that?"
#
# [[wrong]]
# name = "what a paper tells is claimed"
# code = 'tags = {"A11": "alleged", "A12": "claimed", "B08": "claimed", "B13": "claimed", "A09": "alleged"}'
# as = "property"
# to = '"claimed" in [word.strip().casefold() for key, word in answer.items() if key.strip().upper() in ("A12", "B08")]'
# hint = "At least one statement that you call claimed is told in a paper's own voice: nobody is named who says it. Find it by where it was first found."
#
# [[wrong]]
# name = "an allegation taken as a report"
# code = 'tags = {"A11": "alleged", "A12": "reported", "B08": "reported", "B13": "claimed", "A09": "reported"}'
# misconception = "an allegation in a filing is a finding"
# as = "property"
# to = '[word.strip().casefold() for key, word in answer.items() if key.strip().upper() == "A09"] == ["reported"]'
# hint = "A09 is a head-count, which looks like a plain fact. Who counted, and in which paper was it handed in?"

# %% [markdown]
# None of the three words means true, and none means false. They say whom to ask for proof.

# %% [markdown]
# ## 3. What became of the claims
#
# The column `outside_check` says what the kit found outside the two articles: `confirmed`,
# `qualified`, `contradicted`, or `article alone` where nothing else was found. The first rows:

# %%
import pandas as pd

pd.set_option("styler.html.mathjax", False)  # a dollar sign is money here, not a formula
look = [{"selector": "th, td", "props": "text-align: left"}]
mine[["id", "statement", "outside_check"]].head(8).style.hide().set_table_styles(look)

# %% [markdown]
# **How many claims of article A came out in each way?** The result is a dictionary from word to
# number, such as `{"confirmed": 3, "qualified": 1}`, without words that do not occur. **Let the cell
# compute it: a typed answer earns nothing here.**

# %% question="what_became" tags=["answer"]
# BEGIN SOLUTION
checked = mine["outside_check"].value_counts().to_dict()
# END SOLUTION

# %% [raw] question="what_became" tags=["checks"]
# title = "What became of the claims"
# points = 2
# minutes = 8
#
# [[check]]
# name = "the four words, with whole numbers"
# get = "checked"
# as = "property"
# to = '{word.strip().casefold() for word in answer} <= {"confirmed", "qualified", "contradicted", "article alone"} and all(float(count).is_integer() and count >= 0 for count in answer.values()) and sum(answer.values()) == (kit.load("claims")["article"] == "A").sum()'
# hint = "Words from the column outside_check, each with a count, for all rows of mine. With code: mine[\"…\"].value_counts().to_dict()"
#
# [[hidden]]
# name = "the counts on other tables"
# get = "checked"
# as = "mapping"
# hint = "Count rows of this article only, one count for each word that occurs."
#
# [[wrong]]
# name = "nothing counted"
# code = 'checked = mine[mine["outside_check"] == "Confirmed"]["outside_check"].value_counts().to_dict()'
# as = "property"
# to = 'len(answer) == 0'
# hint = "Nothing is in it. Count all words of the column at once; capitals matter where you compare."
#
# [[wrong]]
# name = "both articles"
# code = 'checked = claims["outside_check"].value_counts().to_dict()'
# as = "property"
# to = 'sum(answer.values()) == len(kit.load("claims"))'
# hint = "Your counts add up to all claims of both articles. Use mine."
#
# [[wrong]]
# name = "the other article"
# code = 'checked = claims[claims["article"] != "A"]["outside_check"].value_counts().to_dict()'
# as = "property"
# to = 'sum(answer.values()) == (kit.load("claims")["article"] != "A").sum()'
# hint = "That is how many claims the other article has."
#
# [[wrong]]
# name = "paragraphs instead of claims"
# code = 'checked = mine.groupby("outside_check")["paragraph"].nunique().to_dict()'
# as = "property"
# to = '0 < sum(answer.values()) < (kit.load("claims")["article"] == "A").sum()'
# hint = "Your counts add up to fewer claims than the article has. Count rows: one paragraph may hold several claims, and they may fare differently."

# %% [markdown]
# `article alone` is not `wrong`: it only means that nobody else was found who says so. And a claim
# that is `confirmed` by a report from the same filing has found no second witness.

# %% [markdown]
# ## 4. People, agencies, and what was known before
#
# The filing of 18 August 2021 names who had left the ATF's task forces. Part of it was no news: a
# story of 1 July had told of some agencies already (`told_before_the_filing`).

# %%
withdrawals = kit.load("withdrawals")
told = withdrawals[["agency", "officers", "told_before_the_filing", "asserted_by"]]
told.style.hide().set_table_styles(look)

# %% [markdown]
# **What share of the officers who had left belongs to agencies of which readers had been told
# before?** A share between 0 and 1. **Let the cell compute it: a typed answer earns nothing here.**

# %% question="told_before" tags=["answer"]
# BEGIN SOLUTION
known = withdrawals[withdrawals["told_before_the_filing"]]
share_known = known["officers"].sum() / withdrawals["officers"].sum()
# END SOLUTION

# %% [raw] question="told_before" tags=["checks"]
# title = "People, agencies, and what was known before"
# points = 2
# minutes = 8
#
# [[check]]
# name = "a share"
# get = "share_known"
# as = "property"
# to = '0 < answer < 1'
# hint = "Add up the officers in the rows that say True, and divide by all officers: withdrawals[withdrawals[\"…\"]] keeps the rows that say True."
#
# [[hidden]]
# name = "the share on other tables"
# get = "share_known"
# as = "number"
# tolerance = 0.002
# hint = "Officers above the line, officers below it, and every row of the table below."
#
# [[wrong]]
# name = "nothing counted"
# code = 'share_known = withdrawals[withdrawals["told_before_the_filing"] == "True"]["officers"].sum() / withdrawals["officers"].sum()'
# to = '0'
# as = "number"
# hint = "Nothing was counted. True stands there without quotes: it is no text, and the column alone is already the condition."
#
# [[wrong]]
# name = "agencies instead of officers"
# code = 'share_known = withdrawals["told_before_the_filing"].mean()'
# misconception = "12 law-enforcement AGENCIES left ATF"
# to = 'kit.load("withdrawals")["told_before_the_filing"].mean()'
# as = "number"
# hint = "You counted rows, and a row is an agency. The question asks for a share of people."
#
# [[wrong]]
# name = "measured against all who were posted"
# code = 'share_known = withdrawals.query("told_before_the_filing")["officers"].sum() / 53'
# to = 'kit.load("withdrawals").query("told_before_the_filing")["officers"].sum() / 53'
# as = "number"
# hint = "You divided by everybody whom the ATF counted as posted. The question asks about those who left."
#
# [[wrong]]
# name = "those who were news"
# code = 'share_known = withdrawals.query("not told_before_the_filing")["officers"].sum() / withdrawals["officers"].sum()'
# to = 'kit.load("withdrawals").query("not told_before_the_filing")["officers"].sum() / kit.load("withdrawals")["officers"].sum()'
# as = "number"
# hint = "That is the share that was new on that day. Which rows say True?"

# %% [markdown]
# "Had been told of" does not mean that the numbers agreed: for the Highway Patrol the earlier story
# counted differently. Nor are two stories about one agency two witnesses: see question 7.

# %% [markdown]
# ## 5. Slips that stand elsewhere
#
# `published_errors` lists slips that were really printed about this act, by outlets of every color.
# Its column `claims` holds the ids of claims of our two articles that a slip touches; where it is
# empty, the slip stands elsewhere.

# %%
slips = kit.load("published_errors")
slips[["id", "kind", "slip", "claims"]].style.hide().format(na_rep="").set_table_styles(look)

# %% [markdown]
# **Which slips of the kind "{{kind}}" touch no claim of our two articles?** The result is a set of
# ids, such as `{"E01", "E02"}`. **Let the cell compute it: a typed answer earns nothing here.**

# %% question="slips_elsewhere" tags=["answer"]
# BEGIN SOLUTION
elsewhere = set(slips[(slips["kind"] == "{{kind}}") & slips["claims"].isna()]["id"])
# END SOLUTION

# %% [raw] question="slips_elsewhere" tags=["checks"]
# title = "Slips that stand elsewhere"
# points = 2
# minutes = 8
#
# [[check]]
# name = "ids of slips"
# get = "elsewhere"
# as = "property"
# to = '{one.strip().casefold() for one in answer} <= {id.casefold() for id in kit.load("published_errors")["id"]}'
# hint = "A set of ids from the column id. Two conditions at once, each in parentheses, with & between them: slips[\"kind\"] == \"…\", and slips[\"claims\"].isna()."
#
# [[hidden]]
# name = "the slips on other tables"
# get = "elsewhere"
# as = "set"
# hint = "Both at once: the kind asked for, and an empty field in the column claims."
#
# [[wrong]]
# name = "nothing in it"
# code = 'elsewhere = set(slips[(slips["kind"] == "{{kind}}") & (slips["claims"] == "")]["id"])'
# as = "property"
# to = 'len(answer) == 0'
# hint = "Nothing is in it. An empty field is no empty text: .isna() finds it."
#
# [[wrong]]
# name = "those that touch a claim"
# code = 'elsewhere = set(slips[slips["claims"].notna()]["id"])'
# as = "property"
# to = 'bool({one.strip().casefold() for one in answer} & {id.casefold() for id in kit.load("published_errors").query("claims.notna()")["id"]})'
# hint = "At least one of yours has ids in the column claims: it touches a claim of our articles."
#
# [[wrong]]
# name = "every slip of that kind"
# code = 'elsewhere = set(slips[slips["kind"] == "{{kind}}"]["id"])'
# hint = "Those are slips of the right kind, but at least one of them touches a claim of our articles."
#
# [[wrong]]
# name = "every slip that stands elsewhere"
# code = 'elsewhere = set(slips[slips["claims"].isna()]["id"])'
# as = "property"
# to = 'bool({one.strip().casefold() for one in answer} & {id.casefold() for id in kit.load("published_errors").query("claims.isna() and kind != \"{{kind}}\"")["id"]})'
# hint = "All of them stand elsewhere, but not all are of the kind asked for."
#
# [[wrong]]
# name = "judged by the outlet"
# code = 'elsewhere = set(slips[(slips["kind"] == "{{kind}}") & ~slips["published_in"].str.contains("article|Breitbart|Star")]["id"])'
# hint = "You sorted by outlet. An outlet prints more than one story; the column claims says whether our two are touched."

# %% [markdown]
# The list was put together by reading, not drawn by lot. So it shows which mistakes are easy to make
# here, and nothing about which outlet makes more of them.

# %% [markdown]
# ## 6. Where a text is silent, and where the kit speaks
#
# `discrepancies` compares the two articles question by question. Where one says nothing, its column
# begins with the word `Silent`; only that word counts here.

# %%
discrepancies = kit.load("discrepancies")
discrepancies[["id", "article_a", "article_b"]].style.hide().set_table_styles(look)

# %% [markdown]
# `positions` collects what each side says. Many of these the authors of this kit put into words
# themselves, so that each side stands there in its strongest form: the column `asserted_by` then
# begins with `the authors`.

# %%
positions = kit.load("positions")
some = positions[["side", "holder", "asserted_by"]].sample(5, random_state=1)
some.style.hide().set_table_styles(look)

# %% [markdown]
# **Give two things.** `silent`: the ids of the questions on which `{{silent}}` is silent. And
# `put_into_words`: for each side that has any, how many positions the authors put into words, such
# as `{"state": 2}`. **Let the cell compute both: a typed answer earns nothing here.**

# %% question="silence" tags=["answer"]
# BEGIN SOLUTION
silent = set(discrepancies[discrepancies["{{silent}}"].str.startswith("Silent")]["id"])
by_authors = positions[positions["asserted_by"].str.startswith("the authors")]
put_into_words = by_authors["side"].value_counts().to_dict()
# END SOLUTION

# %% [raw] question="silence" tags=["checks"]
# title = "Where a text is silent, and where the kit speaks"
# points = 4
# minutes = 12
#
# [[check]]
# name = "ids of questions"
# get = "silent"
# as = "property"
# to = '{one.strip().casefold() for one in answer} <= {id.casefold() for id in kit.load("discrepancies")["id"]}'
# hint = "A set or a column of ids such as \"D4\": discrepancies[discrepancies[\"…\"].str.startswith(\"Silent\")][\"id\"]"
#
# [[check]]
# name = "counts by side"
# get = "put_into_words"
# as = "property"
# to = 'len(answer) > 0 and {side.strip().casefold() for side in answer} <= set(kit.load("positions")["side"]) and all(float(count).is_integer() and count > 0 for count in answer.values())'
# hint = "Keep the rows whose asserted_by begins with \"the authors\", then count the column side: .value_counts().to_dict()"
#
# [[hidden]]
# name = "the silence on other tables"
# get = "silent"
# as = "set"
# hint = "The column asked for begins with Silent; the other article does not matter."
#
# [[hidden]]
# name = "the authors' words on other tables"
# get = "put_into_words"
# as = "mapping"
# hint = "Only rows that the authors put into words, one count for each side that has any."
#
# [[wrong]]
# name = "either article silent"
# code = '''
# both = discrepancies["article_a"].str.startswith("Silent") | discrepancies["article_b"].str.startswith("Silent")
# silent = set(discrepancies[both]["id"])
# put_into_words = positions[positions["asserted_by"].str.startswith("the authors")]["side"].value_counts().to_dict()
# '''
# hint = "You took questions on which one of the two is silent. Look at one column only."
#
# [[wrong]]
# name = "nothing in it"
# code = '''
# silent = set(discrepancies[discrepancies["{{silent}}"] == "Silent"]["id"])
# put_into_words = positions[positions["asserted_by"].str.startswith("the authors")]["side"].value_counts().to_dict()
# '''
# as = "property"
# to = 'len(answer) == 0'
# hint = "Nothing is in it. The texts begin with the word and go on behind it, if only with a period."
#
# [[wrong]]
# name = "the other article's silence"
# code = '''
# silent = set(discrepancies[discrepancies[{"article_a": "article_b", "article_b": "article_a"}["{{silent}}"]].str.startswith("Silent")]["id"])
# put_into_words = positions[positions["asserted_by"].str.startswith("the authors")]["side"].value_counts().to_dict()
# '''
# as = "set"
# to = 'list((lambda table: table[table[{"article_a": "article_b", "article_b": "article_a"}["{{silent}}"]].str.startswith("Silent")]["id"])(kit.load("discrepancies")))'
# hint = "That is the other article's silence. The question asks about {{silent}}."
#
# [[wrong]]
# name = "every position counted"
# code = '''
# silent = set(discrepancies[discrepancies["{{silent}}"].str.startswith("Silent")]["id"])
# put_into_words = positions["side"].value_counts().to_dict()
# '''
# check = "counts by side"
# to = 'kit.load("positions")["side"].value_counts().to_dict()'
# as = "mapping"
# hint = "You counted all positions. Keep those that the authors put into words."

# %% [markdown]
# Silence is not denial: a short article leaves out most of what is true. That the authors wrote part
# of the case themselves is no secret, but easy to overlook. It says what they found in print, not
# which side has the better case.

# %% [markdown]
# ## 7. Count the roots
#
# Ten outlets tell the same thing. How many independent witnesses is that? Take a list of pairs: who
# tells it, and from whom it was taken over; an empty text means that the outlet found it out itself.
# A source that appears only on the right (a filing, say) is a root too.
#
# - `[["Star", "filing"], ["Post", "filing"], ["Blog", "Star"]]` has one root: the filing.
# - `[["Star", ""], ["Post", "Star"], ["Radio", ""]]` has two: the Star and the radio.
# - `[["Star", "filing"], ["Post", ""], ["Blog", "letter"]]` has three.
#
# Nobody here takes over from two sources, and nobody copies in a circle.
#
# **Write `roots(reports)`: the number of independent roots of such a list.** Follow each outlet back
# until nobody stands behind it, and count where you end up. (If `[*]` stays beside the check, your
# function runs forever: press the stop button, ■, above.)


# %% question="roots" tags=["answer"]
def roots(reports):
    source_of = dict(reports)
    ends = set()
    # For each outlet: go back while somebody stands behind it, then ends.add(...). At last, count.
    # BEGIN SOLUTION
    for outlet in source_of:
        while source_of.get(outlet):
            outlet = source_of[outlet]
        ends.add(outlet)
    return len(ends)
    # END SOLUTION


# %% [raw] question="roots" tags=["checks"]
# title = "Count the roots"
# points = 4
# minutes = 15
#
# [[check]]
# name = "the three lists of the question"
# call = "roots"
# inputs = [{reports = [["Star", "filing"], ["Post", "filing"], ["Blog", "Star"]]}, {reports = [["Star", ""], ["Post", "Star"], ["Radio", ""]]}, {reports = [["Star", "filing"], ["Post", ""], ["Blog", "letter"]]}]
# as = "property"
# to = 'answer == len({(dict(reports)).get(who) or who for who, source in reports} - {"Star"} | ({"Star"} if ["Star", ""] in reports else set()))'
# hint = "source_of.get(outlet) is somebody's name, or else empty or None. While it is a name, let outlet be that name; only then put outlet into ends. Give back how many ends there are."
#
# [[hidden]]
# name = "other lists"
# call = "roots"
# inputs = '[{"reports": [[f"o{n}", str(rng.choice(["", "filing", "letter"] + 3 * [f"o{m}" for m in range(n)]))] for n in range(int(rng.integers(5, 12)))][::-1 if k % 2 else 1]} for k in range(10)]'
# as = "number"
# hint = "Chains may be long: somebody copies from somebody who copied from a filing. And two outlets with the same filing behind them are one root."
#
# [[wrong]]
# name = "two outlets as two sources"
# code = '''
# def roots(reports):
#     return len(reports)
# '''
# misconception = "two outlets are two sources"
# as = "number"
# to = 'len(reports)'
# hint = "You counted outlets. Two that took it from the same filing are one witness, not two."
#
# [[wrong]]
# name = "only those who found it out themselves"
# code = '''
# def roots(reports):
#     return sum(source == "" for outlet, source in reports)
# '''
# as = "number"
# to = 'sum(source == "" for outlet, source in reports)'
# hint = "You counted outlets with nobody behind them. A filing that stands only on the right is a root as well."
#
# [[wrong]]
# name = "one step back is enough"
# code = '''
# def roots(reports):
#     return len({source or outlet for outlet, source in reports})
# '''
# as = "number"
# to = 'len({source or outlet for outlet, source in reports})'
# hint = "You went one step back. The one you end up with may itself have copied: go on until nobody stands behind it."

# %% [markdown]
# The hard part is not the code but the list: outlets seldom say whom they copied. The kit's own list
# of roots rests on dates, on wording and on what is public, and says "not established" where that
# was not enough.

# %% [markdown]
# ## 8. Does article B add a witness?
#
# On 1 July the Star told that O'Fallon's police had taken two dog handlers back. Article B retells
# that story on 6 July and says that they helped when called on. Article A, the Star's own, tells of
# the two once more on 18 August, now with the filing behind it, and leaves that out.
#
# **What does article B add to article A?** Choose one, and give at least one reason that speaks for it.
# Either choice can be defended. Write for example
# `verdict = {"choice": "one of the choices", "reasons": {"a reason", "another"}}`.
#
# - choices: `"a detail"`, `"nothing new"`
# - reasons: `"same root"` (both go back to one story), `"it tells more"` (something stands
#   there that the other leaves out), `"same count"` (the number is the same), `"its wording
#   differs"` (it puts the role more precisely)

# %% question="second_story" tags=["answer"]
# BEGIN SOLUTION
verdict = {"choice": "a detail", "reasons": {"it tells more"}}
# END SOLUTION

# %% [raw] question="second_story" tags=["checks"]
# title = "Does article B add a witness?"
# points = 2
# minutes = 6
#
# [[check]]
# name = "a choice and at least one reason"
# get = "verdict"
# as = "property"
# to = 'set(answer) == {"choice", "reasons"} and answer["choice"].strip().casefold() in ("a detail", "nothing new") and 0 < len(answer["reasons"]) and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])} <= {"same root", "it tells more", "same count", "its wording differs"}'
# hint = "Copy the example line. One of the two choices, and reasons from the list, in quotes inside braces."
#
# [[wrong]]
# name = "a copy called new because of its root"
# code = 'verdict = {"choice": "a detail", "reasons": {"same root"}}'
# as = "property"
# to = 'answer["choice"].strip().casefold() == "a detail" and len(answer["reasons"]) > 0 and {" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])} <= {"same root", "same count"}'
# hint = "What both articles share is no reason why one adds something. It may stand beside a reason that is."
#
# [[wrong]]
# name = "nothing new because it says more"
# code = 'verdict = {"choice": "nothing new", "reasons": {"it tells more"}}'
# as = "property"
# to = 'answer["choice"].strip().casefold() == "nothing new" and bool({" ".join(reason.split()).casefold() for reason in ([answer["reasons"]] if isinstance(answer["reasons"], str) else answer["reasons"])} & {"it tells more", "its wording differs"})'
# hint = "If it tells more, or tells it otherwise, something is new. Choose again, or give another reason."

# %% [markdown]
# On one thing both choices agree: as to *whether* the two were called back, article B is no witness
# beside the Star. Whether the filing is one is not known: the agent may have read the paper.

# %% [markdown]
# ## What comes next
#
# Your answers show what the articles rest on, not who is right about the act. The next set asks the
# statute itself: what it says, whom it makes pay, and which of its words are still open.
