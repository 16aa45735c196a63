# %% [markdown]
# # Ask what a withdrawal changes
#
# In June 2021 Missouri's governor signed the Second Amendment Preservation Act. It lists kinds of federal gun measures as
# infringements, declares them invalid in the state, bars state and local officers from enforcing them, and puts civil
# penalties on the agencies that employ them. Its supporters say that the state protects a right by withholding its
# own officers, as any state may. The Justice Department says that no state can set federal law aside. You will
# find both sides, in their strongest form, further down.
#
# Soon afterwards, a federal filing says, some agencies cut their help to federal investigators: officers left task
# forces, one police department switched off the machine that enters shell casings into a database, others closed
# their files.
#
# **What would you expect?** Before you go on, write down a guess:
#
# 1. Which matters more for federal investigations: the *officers* who left, or the *machine* that was switched off?
# 2. If every agency went on entering *half* of its evidence, how many *leads* (likely links between two pieces of
#    evidence) would still be found: half, more, or fewer?
#
# **To find out**, click into the gray box below and press <kbd>Shift</kbd>+<kbd>Enter</kbd>.
#
# *You will be able to* try any pattern of cooperation and say what follows in the model, load a table, and say who
# asserts a number. *You need* nothing: no programming. *Time:* 15 minutes.

# %% deletable=false
import kit

board = kit.ParticipationBoard()
board

# %% [markdown]
# **Try three things**, and read the sentence beside the table each time:
#
# 1. Untick *Ballistics* for Columbia PD. Look at *Leads*: by how many do they fall?
# 2. Press *Everyone takes part*, then untick the *Task force* box of every named agency that shows a number of
#    officers: those are the ones who left. Which result moves now, and which does not?
# 3. Press *As reported*. Are the officers who left the cut that weighs most here?
#
# Then open *Assumptions* under the charts. Nobody published how busy investigators were: move that slider to the
# right and repeat step 2. Nobody knows either whether refused information costs a case anything: tick
# the box that supposes it does not. **An answer that turns with a number nobody knows is an answer about that number.**

# %% [markdown]
# ## Your first line of Python
#
# Every number in this kit can be looked up. The first line loads the table of the officers who left, the second picks
# the columns to show:

# %%
withdrawals = kit.load("withdrawals")
withdrawals[["agency", "officers", "role", "asserted_by", "status", "mark"]]

# %% [markdown]
# Each row says who asserts it (`asserted_by`), how (`status`: reported, alleged, claimed, computed …) and how we
# checked that the source says so (`mark`). This line puts it into one sentence, for the third row (counting starts at 0):

# %%
print(kit.cite(withdrawals.iloc[2]))

# %% [markdown]
# A picture takes two lines more. Change `"tab:blue"` to `"tab:orange"` and run the cell again: you have programmed.

# %%
import seaborn as sns

axes = sns.barplot(withdrawals, x="officers", y="agency", color="tab:blue")
axes.set_title("Officers who left federal task forces by 18 August 2021")
_ = axes.set(
    ylabel="", xlabel="officers, according to an ATF agent in the filing (Kansas City Star)"
)
# %% [markdown]
# The board obeys Python as well. Write `"as reported"` or `"nobody"` in place of `"everyone"`, run the cell, and look at
# the board above. The table has what the board shows, and more:

# %%
board.preset("everyone")
board.expectation

# %% [markdown]
# Now the second guess. If everybody entered half of their evidence, would half of the leads remain? A link has two
# ends, and *both* must be in the database:

# %%
full = kit.model.steady_state(kit.scenarios.baseline())
half = kit.model.steady_state(kit.scenarios.baseline(), share=0.5)
f"{half.sum() / full.sum():.0%} of the leads remain"

# %% [markdown]
# ## Read both sides
#
# Arguments of the state and of the federal side, each in its strongest form, with its holder. Local governments, police
# and advocates have rows of their own, most of the local ones critical: leave out the second line to see them.

# %%
positions = kit.load("positions")
positions = positions[positions["side"].isin(["state", "federal"])]
positions[["side", "holder", "argument"]].style.hide().set_properties(**{"text-align": "left"})

# %% [markdown]
# All tables of the kit: first those from the two articles, then context from the public record.

# %%
kit.datasets()[["name", "shelf", "title", "rows"]]

# %% [markdown]
# ## When something goes wrong
#
# **Save** with <kbd>Ctrl</kbd>+<kbd>S</kbd> (<kbd>⌘</kbd>+<kbd>S</kbd> on a Mac). A dot on the tab, in place of the
# cross, means that something is not saved yet (right after opening it means nothing).
#
# **Where is my file?** In the folder that the file browser on the left shows; press its folder symbol if you do not
# see it. *File > Download* puts a copy among your downloads. *File > Save Notebook As …* keeps this page as it is
# and gives your work a name of its own.
#
# **Nothing answers, or a cell shows `[*]` for ever?** *Kernel > Restart Kernel and Run All Cells …* begins anew; your
# text is not lost. If the browser says that the server is gone, start it again as you did the first time
# (`make lab`, or a double click on the start file), and open this page again.
#
# **The board is gone, or an old one shows?** Run its cell again.

# %% [markdown]
# ## What the model leaves out
#
# It counts investigations because that is what the filing counted. It cannot weigh a right, a record kept on a lawful
# owner, or what an officer does back home. It cannot say whether the act *caused* the withdrawals: the filing is one
# side's, and there is no second Missouri without the act. A lead is not a suspect, and a suspect is not a conviction.
#
# **Next:** the exercise [Count what was cut](../exercises/00_warm_up.ipynb), 20 minutes.
