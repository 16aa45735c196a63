"""Facts that contradict one another: each rule refuses one kind of it, and says what to change."""

import datetime as dt
from typing import TYPE_CHECKING

from kit.errors import BadValue
from kit.law.words import (
    EMPLOYERS,
    PROSECUTIONS,
    STATE_ONLY,
    Act,
    Actor,
    FederalCase,
    FederalTie,
    GunCharge,
    Target,
    plain,
)

if TYPE_CHECKING:
    from kit.law.facts import FactPattern


def _refuse(seen: str, because: str, instead: str) -> None:
    raise BadValue(f"these facts contradict: {seen}.", because=because, instead=instead)


def _employer_fits(facts: "FactPattern") -> None:
    known = EMPLOYERS[Actor(facts.actor)]
    if facts.employer not in known:
        _refuse(
            f"a {facts.actor} employed by {facts.employer!s}",
            f"a {facts.actor} works for " + " or ".join(known),
            f'employer="{known[0]}"',
        )


def _only_employers_hire(facts: "FactPattern") -> None:
    if (facts.act == Act.HIRES) != (facts.actor == Actor.EMPLOYER):
        _refuse(
            f"{facts.actor} {facts.act}",
            "hiring is what a public employer does, and the only thing it does here;"
            " everything else is done by persons",
            'actor="public employer", act="hires"',
        )
    if facts.act != Act.HIRES and (facts.past_act or facts.past_on):
        _refuse(
            f"past_act or past_on with the act {facts.act!s}",
            "they tell what a person who is hired had done before",
            'leave them out, or act="hires"',
        )


def _the_past_is_whole(facts: "FactPattern") -> None:
    if (facts.past_act is None) != (facts.past_on is None):
        _refuse(
            f"past_act={plain(facts.past_act)!r} with past_on={facts.past_on!s}",
            "earlier conduct has a kind and a day",
            'past_act="enforces", past_on="2021-07-15"',
        )
    if facts.past_act in {Act.HIRES, Act.REFUSES}:
        _refuse(
            f"past_act={plain(facts.past_act)!r}",
            "it tells what someone did in federal service",
            'past_act="enforces"',
        )
    if isinstance(facts.past_on, dt.date) and facts.past_on > facts.day:
        _refuse(
            f"past_on={facts.past_on} after on={facts.on}",
            "earlier conduct lies before the hiring, or on the same day",
            f'past_on="{facts.on}"',
        )


def _a_charge_needs_a_prosecution(facts: "FactPattern") -> None:
    charged = facts.gun_charge != GunCharge.NONE
    if charged and facts.case not in PROSECUTIONS:
        _refuse(
            f"a gun charge ({facts.gun_charge}) in a case of kind {facts.case!s}",
            "a charge, main or ancillary, stands in a prosecution",
            'case="felony against a person", gun_charge="ancillary"',
        )
    if facts.case == FederalCase.GUN and facts.gun_charge != GunCharge.MAIN:
        _refuse(
            f"a gun prosecution in which the gun charge is {facts.gun_charge!s}",
            "in a gun prosecution it is the main charge",
            'gun_charge="main", or case="felony against a person"',
        )
    if not charged and not facts.similar_to_missouri:
        _refuse(
            "similar_to_missouri=False without a gun charge",
            "it compares a weapons charge with Missouri's chapters 570 and 571",
            "similar_to_missouri=True",
        )


def _knowing_is_whole(facts: "FactPattern") -> None:
    if facts.aware_of_infringement and not facts.knowingly:
        _refuse(
            "aware_of_infringement=True with knowingly=False",
            "who is not aware of what is done cannot know that it is an infringement",
            "aware_of_infringement=False",
        )


def _the_reading_says_whether_a_subpoena_leaves_a_choice(facts: "FactPattern") -> None:
    if facts.act == Act.SUBPOENA and facts.voluntarily is not None:
        _refuse(
            f"voluntarily={facts.voluntarily} with a subpoena",
            "whether help under a subpoena is voluntary is one of the open questions",
            'leave voluntarily out, and choose Reading(subpoena="involuntary")',
        )


def _aid_goes_with_material_aid(facts: "FactPattern") -> None:
    if facts.aid is not None and facts.conduct != Act.AIDS:
        _refuse(
            f"aid={plain(facts.aid)!r} with the act {plain(facts.conduct)!s}",
            "it tells what was given as material aid",
            'act="gives material aid", or leave aid out',
        )


def _a_tax_has_features(facts: "FactPattern") -> None:
    if facts.target != Target.TAX and (facts.common_tax or not facts.chilling):
        _refuse(
            f"common_tax={facts.common_tax}, chilling={facts.chilling}"
            f" with the target {facts.target!s}",
            "they describe a tax, levy, fee or stamp",
            'target="tax or stamp", or leave them out',
        )


def _state_acts_serve_no_federal_measure(facts: "FactPattern") -> None:
    if facts.act in STATE_ONLY and facts.target != Target.NONE:
        _refuse(
            f"{facts.act!s} with the target {facts.target!s}",
            "that act serves no federal measure",
            'target="none", or act="enforces"',
        )
    if facts.conduct == Act.ENTERS and facts.target not in {Target.NONE, Target.TRACKING}:
        _refuse(
            f"ballistic entry that serves {facts.target!s}",
            "it can only be tracking of firearms, and whether it is that the Reading says",
            'target="none"',
        )


def _federal_agents_are_federal(facts: "FactPattern") -> None:
    outside = facts.actor in {Actor.FEDERAL_AGENT, Actor.PRIVATE}
    if outside and facts.federal_tie != FederalTie.NONE:
        _refuse(
            f"a {facts.actor} with the tie {facts.federal_tie!s}",
            "the tie is that of someone whom the state or a subdivision employs",
            'federal_tie="none"',
        )


CONTRADICTIONS = (
    _employer_fits,
    _only_employers_hire,
    _the_past_is_whole,
    _a_charge_needs_a_prosecution,
    _knowing_is_whole,
    _the_reading_says_whether_a_subpoena_leaves_a_choice,
    _aid_goes_with_material_aid,
    _a_tax_has_features,
    _state_acts_serve_no_federal_measure,
    _federal_agents_are_federal,
)
"""Every rule by which facts can contradict one another, in the order in which they are tried."""
