"""Random fact patterns and readings that are valid."""

import datetime as dt

from hypothesis import strategies as st

from kit.law import (
    QUESTIONS,
    Act,
    Actor,
    Aid,
    FactPattern,
    FederalCase,
    FederalTie,
    GunCharge,
    Person,
    Reading,
    Target,
)
from kit.law.words import EMPLOYERS, PROSECUTIONS, STATE_ONLY

DAYS = (
    st.dates(dt.date(2020, 6, 1), dt.date(2027, 1, 1))
    | st.dates(dt.date(2021, 6, 10), dt.date(2021, 9, 1))
    | st.sampled_from([dt.date(2021, 6, 11), dt.date(2021, 6, 12), dt.date(2021, 8, 27)])
    | st.sampled_from([dt.date(2021, 8, 28), dt.date(2023, 3, 7), dt.date(2023, 10, 4)])
)
PERSONAL = [act for act in Act if act != Act.HIRES]
PAST = [act for act in PERSONAL if act != Act.REFUSES]


def _past(draw, on: dt.date) -> dict:
    earlier = draw(DAYS)
    if not draw(st.booleans()):
        return {}
    return {"past_act": draw(st.sampled_from(PAST)), "past_on": min(earlier, on)}


def _target(draw, act: Act, conduct: Act | None) -> Target:
    if act in STATE_ONLY:
        return Target.NONE
    if conduct == Act.ENTERS:
        return draw(st.sampled_from([Target.NONE, Target.TRACKING]))
    return draw(st.sampled_from(Target))


@st.composite
def fact_patterns(draw) -> FactPattern:
    """Any valid fact pattern."""
    flag, on = st.booleans(), draw(DAYS)
    actor = draw(st.sampled_from(Actor))
    hires = actor == Actor.EMPLOYER
    act = Act.HIRES if hires else draw(st.sampled_from(PERSONAL))
    past = _past(draw, on) if hires else {}
    target = _target(draw, act, past.get("past_act") if hires else act)
    case = draw(st.sampled_from(FederalCase))
    charge = draw(st.sampled_from(GunCharge)) if case in PROSECUTIONS else GunCharge.NONE
    charge = GunCharge.MAIN if case == FederalCase.GUN else charge
    outside = actor in {Actor.FEDERAL_AGENT, Actor.PRIVATE}
    knowingly = draw(flag)
    return FactPattern(
        actor=actor,
        act=act,
        on=on,
        target=target,
        person=draw(st.sampled_from(Person)),
        knowingly=knowingly,
        aware_of_infringement=knowingly and draw(flag),
        voluntarily=None if act == Act.SUBPOENA else draw(st.sampled_from([None, True, False])),
        case=case,
        gun_charge=charge,
        similar_to_missouri=charge == GunCharge.NONE or draw(flag),
        employer=draw(st.sampled_from(EMPLOYERS[actor])),
        federal_tie=FederalTie.NONE if outside else draw(st.sampled_from(FederalTie)),
        aid=draw(st.sampled_from(Aid)) if act == Act.AIDS else None,
        times=draw(st.sampled_from([1, 2, 43])),
        common_tax=target == Target.TAX and draw(flag),
        chilling=target != Target.TAX or draw(flag),
        missouri_citizen=draw(flag),
        in_missouri=draw(flag),
        interstate_link=draw(flag),
        lawful_cause=draw(flag),
        **past,
    )


@st.composite
def readings(draw, *, open_too: bool = True) -> Reading:
    """Any reading; without `open_too`, one that leaves nothing open."""
    choices = {}
    for name, question in QUESTIONS.items():
        known = [choice.id for choice in question.choices] + ["open"] * open_too
        choices[name] = draw(st.sampled_from(known))
    return Reading(**choices)


@st.composite
def ordered_readings(draw) -> tuple[Reading, Reading]:
    """Two readings, of which the first exposes no more on any question."""
    less, more = {}, {}
    for name, question in QUESTIONS.items():
        ladder = [question.less.id, "open", question.more.id]
        low, high = sorted((draw(st.integers(0, 2)), draw(st.integers(0, 2))))
        less[name], more[name] = ladder[low], ladder[high]
    return Reading(**less), Reading(**more)
