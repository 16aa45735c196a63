"""Missouri's Second Amendment Preservation Act (RSMo 1.410 to 1.485, 2021) as rules to question.

A teaching aid, not legal advice. Sections 1.460, 1.470 and 1.480 were read in full in archived
copies; 1.410, 1.420, 1.430 and 1.450 in part; 1.440 and 1.485 not at all. Federal courts have held
the act invalid as a whole; where neither they nor the text have settled a question, the kit says so
instead of answering.

Start here::

    from kit.law import FactPattern, Reading, assess
    facts = FactPattern(actor="municipal officer", act="enforces", on="2021-09-01",
                        target="registration of ownership")
    assess(facts)                                   # the finding, with its reasons
    assess(facts.change(on="2021-08-27")).outcome   # change exactly one fact
    compare_readings()                              # where readings disagree
"""

from kit.law.assessing import assess
from kit.law.facts import FactPattern
from kit.law.findings import Finding, Liability, Outcome, Reason, Tried
from kit.law.parameters import BARS, LAW_AS_OF, WINDOWS, persons, window
from kit.law.presets import PRESETS, Preset, compare_readings, flips, preset, presets
from kit.law.readings import QUESTIONS, SETTLED, Reading, named_readings, questions
from kit.law.registry import PROVISIONS
from kit.law.words import (
    Act,
    Actor,
    Aid,
    Employer,
    FederalCase,
    FederalTie,
    GunCharge,
    Person,
    Target,
)

__all__ = [
    "BARS",
    "LAW_AS_OF",
    "PRESETS",
    "PROVISIONS",
    "QUESTIONS",
    "SETTLED",
    "WINDOWS",
    "Act",
    "Actor",
    "Aid",
    "Employer",
    "FactPattern",
    "FederalCase",
    "FederalTie",
    "Finding",
    "GunCharge",
    "Liability",
    "Outcome",
    "Person",
    "Preset",
    "Reading",
    "Reason",
    "Target",
    "Tried",
    "assess",
    "compare_readings",
    "flips",
    "named_readings",
    "persons",
    "preset",
    "presets",
    "questions",
    "window",
]
