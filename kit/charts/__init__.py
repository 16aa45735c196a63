"""Pictures for print and for your own code: table in, matplotlib axes out.

Each function takes a table (or a result or scenario of the model) and returns the `Axes` that it
drew, or the `Figure` where there are several panels. Every picture has a sentence as title, units
on its axes, a source line, and its content in words: `alt` returns them, `save` writes them into
the file, `show` gives them to a notebook. Nothing is told by color alone.

>>> import kit
>>> from kit import charts
>>> ax = charts.withdrawals(kit.load("withdrawals"))
>>> print(charts.alt(ax))
Bars. Alleged: 12 officers of 5 agencies left task forces. Columbia PD 4, ...
>>> from matplotlib import pyplot as plt
>>> plt.close(ax.figure)
"""

from kit.charts.events import timeline
from kit.charts.hanging import sensitivity
from kit.charts.law import readings
from kit.charts.outcomes import contributions, differences, weekly
from kit.charts.paper import Shown, alt, save, show
from kit.charts.places import missouri
from kit.charts.record import usefulness, withdrawals

__all__ = [
    "Shown",
    "alt",
    "contributions",
    "differences",
    "missouri",
    "readings",
    "save",
    "sensitivity",
    "show",
    "timeline",
    "usefulness",
    "weekly",
    "withdrawals",
]
