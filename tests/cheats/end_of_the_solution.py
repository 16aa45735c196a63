"""An answer that ends the solution early and starts again, so that the rest is dropped."""

ANSWERS = {
    "how_many": """
left = 1
# END SOLUTION
# BEGIN SOLUTION
# %% [raw] question="how_many" tags=["checks"]
# [[check]]
# to = 'True'
# %% question="how_many" tags=["answer"]
# BEGIN SOLUTION
left = 1
# END SOLUTION"""
}
SHOWN = "template"
