"""The act as code: one short pure function per provision, in the statute's order.

A rule names what it needs as its arguments: ``facts``, ``asks`` (the reading, question by
question), ``as_of``, or other provisions, whose answers it is then given. Special beats general:
the exceptions stand after the bans and take effect where liability is decided. Where a question is
open the rule asks the reading, and only then. No sentence names another section, so that a
provision that is removed takes all that is said of it along.
"""

import datetime as dt

from kit.law.facts import FactPattern
from kit.law.parameters import ADOPTED, APPLIES_FROM, BARS, NUMBERS, window
from kit.law.registry import ELEMENTS, NO, Answer, Asks, provision
from kit.law.words import (
    INFORMATION,
    TAKING,
    Act,
    Actor,
    Aid,
    Employer,
    FederalCase,
    FederalTie,
    GunCharge,
    Person,
    Target,
    said,
)
from kit.sources import Mark

# 1.410 to 1.440: what the act declares


@provision("1.410", "Findings", Mark.PART)
def findings_of_the_legislature() -> Answer:
    """Reasons the legislature gave. They guide a reader and bind nobody to pay."""
    return Answer(
        True,
        "The legislature says why it acts, and condemns the criminal use of guns; nobody pays under"
        " these words alone, but they may guide how open words are read.",
    )


@provision("1.420(1)", "Taxes and stamps")
def taxes_and_stamps(facts: FactPattern) -> Answer:
    """Kind 1: a tax on guns that other goods do not bear and that may chill buying or owning."""
    if facts.target != Target.TAX:
        return NO
    if facts.common_tax:
        return Answer(False, "Other goods bear the tax too, so it is not of the first kind.")
    if not facts.chilling:
        return Answer(
            False, "The tax cannot be expected to keep law-abiding people from buying or owning."
        )
    return Answer(
        True,
        "It is a tax or stamp on guns that other goods do not bear and that may keep law-abiding"
        " people from buying or owning them: the first kind.",
    )


@provision("1.420(2)", "Registration or tracking of firearms")
def tracking_of_firearms(facts: FactPattern, asks: Asks) -> Answer:
    """Kind 2: registering or tracking guns, accessories or ammunition, of whomever."""
    if facts.conduct == Act.ENTERS:
        # Open: whether an image of a mark tracks the gun that made it.
        if asks.chooses("ballistics", "tracking"):
            return Answer(True, "Read so, entering ballistic images is of the second kind.")
        return Answer(False, "Read so, entering ballistic images is of no listed kind.")
    if facts.target == Target.TRACKING:
        return Answer(
            True,
            "It registers or tracks guns: the second kind, whoever owns them, a felon included.",
        )
    return NO


@provision("1.420(3)", "Registration or tracking of ownership")
def tracking_of_ownership(facts: FactPattern) -> Answer:
    """Kind 3: registering or tracking who owns guns, whoever that is."""
    if facts.target == Target.OWNERSHIP:
        return Answer(True, "It registers or tracks who owns guns: the third kind, whoever owns.")
    return NO


@provision("1.420(4)", "Bans on possession")
def bans_on_possession(facts: FactPattern, law_abiding_citizen: Answer) -> Answer:
    """Kind 4: forbidding law-abiding citizens to possess, own, use or transfer."""
    if facts.target != Target.POSSESSION:
        return NO
    if law_abiding_citizen.holds:
        return Answer(True, "It forbids a law-abiding citizen to have a gun: the fourth kind.")
    # Ours: the ban is judged by whom it is enforced against, not by everybody whom it may reach.
    return Answer(
        False,
        "It is enforced against someone who does not count as law-abiding, and read by whom it"
        " meets (our reading) it is not the fourth kind.",
    )


@provision("1.420(5)", "Confiscation")
def confiscation(facts: FactPattern, law_abiding_citizen: Answer) -> Answer:
    """Kind 5: ordering guns confiscated from law-abiding citizens."""
    if facts.target != Target.CONFISCATION:
        return NO
    if law_abiding_citizen.holds:
        return Answer(True, "It orders a law-abiding citizen's gun confiscated: the fifth kind.")
    return Answer(
        False,
        "The gun is ordered from someone who does not count as law-abiding, and read by whom it"
        " meets (our reading) it is not the fifth kind.",
    )


@provision("1.420", "Other measures")
def other_measures(
    facts: FactPattern,
    asks: Asks,
    taxes_and_stamps: Answer,
    tracking_of_firearms: Answer,
    tracking_of_ownership: Answer,
    bans_on_possession: Answer,
    confiscation: Answer,
) -> Answer:
    """Take in what "including but not limited to" leaves room for: what no kind speaks of."""
    kinds = (
        taxes_and_stamps,
        tracking_of_firearms,
        tracking_of_ownership,
        bans_on_possession,
        confiscation,
    )
    if facts.target == Target.NONE and facts.conduct != Act.ENTERS:
        return NO
    # Ours: where a kind speaks and its own limit is not met, the open words do not undo the limit.
    if any(kind.because for kind in kinds):
        return NO
    # Open: the words before the list say that it is not closed; the penalty speaks for a line.
    if asks.chooses("five_kinds", "examples"):
        return Answer(True, "Read as examples, the kinds that are listed leave room for it too.")
    return Answer(False, "Read as a closed list, the kinds that are listed leave it out.")


@provision("1.420", "An infringement", among=ELEMENTS)
def infringement(
    taxes_and_stamps: Answer,
    tracking_of_firearms: Answer,
    tracking_of_ownership: Answer,
    bans_on_possession: Answer,
    confiscation: Answer,
    other_measures: Answer,
) -> Answer:
    """Tell whether the federal measure is of any of the kinds."""
    kinds = (
        taxes_and_stamps,
        tracking_of_firearms,
        tracking_of_ownership,
        bans_on_possession,
        confiscation,
        other_measures,
    )
    if any(kind.holds for kind in kinds):
        return Answer(True, "The federal measure is an infringement in the sense of the act.")
    return Answer(False, "No federal measure that the act calls an infringement is at work here.")


@provision("1.430", "Invalid in the state", Mark.PART)
def invalid_in_the_state(infringement: Answer) -> Answer:
    """Declare it invalid to the state, not recognized, rejected, not enforced by it."""
    if infringement.holds:
        return Answer(
            True,
            "The act calls such a measure invalid in the state; by itself that makes nobody pay.",
        )
    return NO


@provision("1.440", "Duty to protect", Mark.PART)
def duty_to_protect(infringement: Answer) -> Answer:
    """Courts and agencies owe law-abiding citizens protection; text not read."""
    if infringement.holds:
        return Answer(
            True,
            "Courts and agencies of the state owe law-abiding citizens protection against it;"
            " no penalty is known to go with that duty alone.",
        )
    return NO


# 1.450: who may not do what


def _for_the_united_states(facts: FactPattern, asks: Asks) -> bool:
    if facts.actor == Actor.FEDERAL_AGENT:
        return True
    deputized = facts.federal_tie == FederalTie.DEPUTIZED and facts.act != Act.HIRES
    # Open: whose officer is a task force officer?
    return deputized and asks.chooses("task_force_officer", "federal agent")


def _informs_freely(facts: FactPattern, asks: Asks) -> bool:
    """Tell whether information is given of free will."""
    if facts.conduct == Act.SUBPOENA:
        # Open: does a subpoena leave a choice?
        return asks.chooses("subpoena", "voluntary")
    return facts.voluntarily is not False


@provision("1.450", "No authority to enforce")
def ban_on_enforcement(
    facts: FactPattern, asks: Asks, infringement: Answer, material_aid: Answer
) -> Answer:
    """No entity or person may enforce or attempt to enforce an infringement."""
    if facts.act in TAKING | {Act.HIRES, Act.REFUSES, Act.FEDERAL_HELP}:
        return Answer(False, "What was done enforces no federal measure.")
    if not infringement.holds:
        return Answer(False, "There is no infringement to enforce.")
    # Open: a state disposes of its own officers, but the words have no exception.
    if _for_the_united_states(facts, asks) and not asks.chooses("federal_reach", "everyone"):
        return Answer(False, "Read so, the ban does not reach who acts for the United States.")
    if facts.act in INFORMATION:
        if not _informs_freely(facts, asks):
            return Answer(
                False, "Who is compelled to give information enforces nothing (our reading)."
            )
        # Open: the word is enforcing; agencies acted as if information might be it.
        if asks.chooses("information", "enforcing"):
            return Answer(True, "Read so, giving the information breaks the ban.")
        return Answer(False, "Read so, giving the information does not break the ban.")
    if facts.act in {Act.AIDS, Act.INSPECTION}:
        if not material_aid.holds:
            return Answer(False, "The help is no material aid, and so no enforcing either.")
        # Open: material aid is a word of the section on hiring.
        if asks.chooses("aid", "enforcing"):
            return Answer(True, "Read so, lending it breaks the ban.")
        return Answer(False, "Read so, lending it does not break the ban.")
    if facts.act == Act.ATTEMPTS:
        return Answer(True, "An attempt to enforce is banned like enforcing itself.")
    return Answer(True, "The infringement is enforced, and nobody has authority to do so.")


@provision("1.450", "Federal help for Missouri law", Mark.PART)
def federal_help_for_missouri_law(facts: FactPattern) -> Answer:
    """Missouri officers may accept federal help in enforcing Missouri law."""
    if facts.act == Act.FEDERAL_HELP:
        return Answer(True, "Missouri's officers may accept federal help to enforce Missouri law.")
    return NO


# 1.460: the employer of an officer is liable


def _employer_fails(facts: FactPattern) -> str:
    """Say why the employer cannot be liable; empty where it can."""
    if facts.employer == Employer.UNITED_STATES:
        return "The United States employs the actor, and only a subdivision or agency is liable."
    if facts.employer == Employer.NOBODY:
        return "No subdivision or agency employs the actor, so there is nobody to pay."
    if facts.employer == Employer.STATE_DEPARTMENT:
        return "The employer is neither a political subdivision nor a law enforcement agency."
    return ""


def _officer_fails(facts: FactPattern) -> str:
    return _employer_fails(facts) or (
        "" if facts.is_officer else "The employer answers for an officer; the actor is none."
    )


@provision("1.460.1", "Liability for enforcing")
def liability_for_enforcement(
    facts: FactPattern,
    ban_on_enforcement: Answer,
    exceptions: Answer,
    knowing: Answer,
    applies_from: Answer,
) -> Answer:
    """Make the employer of an officer who knowingly breaks the ban liable."""
    if not ban_on_enforcement.holds:
        return Answer(False, "The ban on enforcing is not broken, so nobody is liable for that.")
    if exceptions.holds:
        return Answer(False, "The ban would be broken, but an exception holds.")
    if fails := _officer_fails(facts):
        return Answer(False, fails)
    if not knowing.holds:
        return Answer(False, "The ban is broken, but not knowingly.")
    if not applies_from.holds:
        return Answer(False, "The ban would be broken, but too early for anybody to be liable.")
    return Answer(
        True, "An officer knowingly breaks the ban: the employer is liable, and not the officer."
    )


@provision("1.460.1", "Liability for depriving otherwise")
def liability_for_deprivation(
    facts: FactPattern,
    asks: Asks,
    law_abiding_citizen: Answer,
    knowing: Answer,
    applies_from: Answer,
) -> Answer:
    """Make the employer liable where an officer otherwise deprives a citizen of a gun right."""
    if facts.act not in TAKING:
        return NO
    if fails := _officer_fails(facts):
        return Answer(False, fails)
    if not facts.missouri_citizen:
        return Answer(False, "The owner is no citizen of Missouri.")
    if not law_abiding_citizen.holds:
        return Answer(
            False,
            "Who does not count as law-abiding has no right to the gun to lose (our reading).",
        )
    if not knowing.holds:
        return Answer(False, "The owner is deprived, if at all, not knowingly.")
    if not applies_from.holds:
        return Answer(False, "It happened too early for anybody to be liable.")
    if not facts.lawful_cause:
        return Answer(
            True,
            "An officer knowingly deprives a citizen of a gun without lawful cause, and state law"
            " is no shield: the employer is liable.",
        )
    # Open: a good-faith seizure, or a gun kept as property after the case is over.
    if asks.chooses("deprivation", "any taking"):
        return Answer(True, "Read so, the employer is liable although there was lawful cause.")
    return Answer(False, "Read so, nobody is liable, as there was lawful cause.")


@provision("1.460.1", "Penalty per occurrence")
def penalty_per_occurrence(
    facts: FactPattern,
    asks: Asks,
    liability_for_enforcement: Answer,
    liability_for_deprivation: Answer,
) -> Answer:
    """Set a fixed civil penalty per occurrence; the word is nowhere defined."""
    if not (liability_for_enforcement.holds or liability_for_deprivation.holds):
        return NO
    amount = f"${NUMBERS['penalty_per_occurrence'].value:,}"
    if facts.times == 1:
        return Answer(True, f"The civil penalty is {amount} for the one occurrence.", 1)
    # Open: neither the act nor a court defines an occurrence.
    if asks.chooses("occurrence", "each act"):
        count = facts.times
        return Answer(True, f"Read so, {count:,} acts are {count:,} times {amount}.", count)
    return Answer(True, f"Read so, the {facts.times:,} acts are one occurrence: {amount}.", 1)


@provision("1.460.1", "Suits by the injured")
def suits_by_the_injured(
    liability_for_enforcement: Answer, liability_for_deprivation: Answer
) -> Answer:
    """Let the injured party sue in the county of the act or in Cole County."""
    if liability_for_enforcement.holds or liability_for_deprivation.holds:
        return Answer(
            True,
            "The injured party may sue in the county of the act or in Cole County; a hearing on an"
            f" order to stop follows within {NUMBERS['days_to_hearing'].value} days of service.",
        )
    return NO


@provision("1.460.2", "Attorney fees")
def attorney_fees(any_liability: Answer) -> Answer:
    """Let a court award fees to whoever prevails, but not to the state or a subdivision."""
    if any_liability.holds:
        return Answer(
            True,
            "A court may award attorney's fees to the side that wins, but not to the state or a"
            " subdivision.",
        )
    return NO


@provision("1.460.3", "No sovereign immunity")
def no_sovereign_immunity(any_liability: Answer) -> Answer:
    """Sovereign immunity is no affirmative defense."""
    if any_liability.holds:
        return Answer(True, "Sovereign immunity is no defense.")
    return NO


# 1.470: who may not be employed


def _enforced_or_aided(facts: FactPattern, asks: Asks, material_aid: Answer) -> bool:
    if facts.conduct in {Act.ENFORCES, Act.ATTEMPTS}:
        return True
    if facts.conduct in INFORMATION and not material_aid.holds:
        return _informs_freely(facts, asks) and asks.chooses("information", "enforcing")
    return material_aid.holds


@provision("1.470.1", "Liability for hiring")
def liability_for_hiring(
    facts: FactPattern,
    asks: Asks,
    infringement: Answer,
    material_aid: Answer,
    exceptions: Answer,
    knowing: Answer,
    applies_from: Answer,
) -> Answer:
    """Knowingly employing someone who, in federal service, enforced an infringement or aided it."""
    if facts.federal_tie == FederalTie.NONE:
        if facts.act == Act.HIRES:
            return Answer(False, "Whoever is hired has no tie to the United States.")
        return NO
    # Open: deputies of the United States are named; is a task force officer one?
    deputized = facts.federal_tie == FederalTie.DEPUTIZED
    if deputized and not asks.chooses("task_force_officer", "federal agent"):
        return Answer(False, "Read so, a deputized officer is a local officer, and no hire.")
    if facts.conduct is None:
        return Answer(False, "Who is employed did nothing of the kind.")
    if not infringement.holds:
        return Answer(False, "Who is employed served no infringement.")
    if not _enforced_or_aided(facts, asks, material_aid):
        return Answer(False, "What was done neither enforces an infringement nor aids one.")
    if exceptions.holds:
        return Answer(False, "What was done falls under an exception.")
    if fails := _employer_fails(facts):
        return Answer(False, fails)
    if not knowing.holds:
        return Answer(False, "It was not done, or the person not employed, knowingly.")
    if facts.conduct_day < ADOPTED:
        return Answer(False, "It was done before the section was adopted.")
    employees = facts.times if facts.act == Act.HIRES else 1
    if min(facts.conduct_day, facts.day) < applies_from.value:
        # Open: the section speaks of conduct after its adoption, the act of offenses from a day on.
        if not asks.chooses("lookback", "looks back"):
            return Answer(False, "Read so, the section does not look back that far.")
        return Answer(
            True,
            "Read so, the section looks back to its adoption: the agency is liable if it still"
            " employs that person when the act applies.",
            employees,
        )
    return Answer(
        True,
        "The agency employs someone with that tie to the United States who did this: it is liable.",
        employees,
    )


@provision("1.470.1", "Suits by residents")
def suits_by_residents(liability_for_hiring: Answer) -> Answer:
    """Any resident who believes it happened may sue; nobody need be injured."""
    if liability_for_hiring.holds:
        return Answer(
            True,
            "Any resident of the jurisdiction who believes it happened may sue, injured or not; for"
            " an order to stop it is enough to do business there.",
        )
    return NO


@provision("1.460 to 1.470", "Liable at all", among=ELEMENTS)
def any_liability(
    liability_for_enforcement: Answer,
    liability_for_deprivation: Answer,
    liability_for_hiring: Answer,
) -> Answer:
    """Tell whether any of the three liabilities holds."""
    liable = (liability_for_enforcement, liability_for_deprivation, liability_for_hiring)
    return Answer(any(each.holds for each in liable))


# 1.480: definitions, exceptions, first day


def _ordinarily_law_abiding(facts: FactPattern) -> Answer:
    """Without the definition the words keep their ordinary sense: barred by no law at all."""
    bar = BARS[str(facts.person)]
    barred = bar.missouri or bar.federal or facts.person == Person.UNKNOWN
    return Answer(not barred)


@provision("1.480.1", "Law-abiding citizen", absent=_ordinarily_law_abiding)
def law_abiding_citizen(facts: FactPattern, state_bar_on_possession: Answer) -> Answer:
    """Someone whom state law does not bar from having a gun, and who is legally present."""
    bar = BARS[str(facts.person)]
    if facts.target not in {Target.POSSESSION, Target.CONFISCATION} and facts.act not in TAKING:
        return Answer(not state_bar_on_possession.holds)  # without a sentence: nothing turns on it
    if facts.person == Person.UNKNOWN:
        return Answer(False, "Nothing is known of the person, so nobody is shown to be protected.")
    if facts.person == Person.NOT_PRESENT:
        return Answer(False, f"The definition leaves out {bar.says}.")
    if state_bar_on_possession.holds:
        return Answer(False, "Whom state law bars from having a gun is not law-abiding here.")
    if facts.person == Person.NONE:
        return Answer(True, "No state law bars the person from having a gun: all it takes here.")
    return Answer(
        True,
        f"No state law bars {bar.says} from having a gun, which is all it takes here{bar.caveat}.",
    )


def _ordinarily_aid(facts: FactPattern) -> Answer:
    """Without the definition the words keep their ordinary sense: any help of free will."""
    return Answer(facts.helps and facts.voluntarily is not False)


@provision("1.480.2", "Material aid and support", absent=_ordinarily_aid)
def material_aid(facts: FactPattern) -> Answer:
    """Voluntarily giving lodging, communications, facilities, weapons, people or transport."""
    if facts.conduct in INFORMATION:
        return Answer(False, "Information is not in the list of what counts as material aid.")
    if facts.conduct not in {Act.AIDS, Act.INSPECTION}:
        return NO
    if facts.aid in {Aid.MEDICAL, Aid.RESCUE}:
        return Answer(False, f"Help of the kind {facts.aid!s} is left out of material aid.")
    if facts.voluntarily is False:
        return Answer(False, "The help is not given of free will, so it is no material aid.")
    if facts.conduct == Act.INSPECTION:
        return Answer(True, "Access to a gun in custody is the use of an asset (our reading).")
    return Answer(True, f"Lending {facts.aid or Aid.PERSONNEL} of free will is material aid.")


def _own_hand(facts: FactPattern, aid: str) -> Answer:
    """Say why an exception has nothing to except; nothing where no federal measure is served."""
    if facts.conduct in {Act.ENFORCES, Act.ATTEMPTS}:
        return Answer(
            False, f"The exception is for aid {aid}, not for enforcing by one's own hand."
        )
    return NO


@provision("1.480.3", "Pursuit across the state's border")
def pursuit_exception(facts: FactPattern) -> Answer:
    """Aid in a pursuit with a link abroad, of who is no Missouri citizen or not in Missouri."""
    if not facts.helps:
        return _own_hand(facts, "in a pursuit")
    if facts.case != FederalCase.PURSUIT:
        return Answer(False, "The case is no pursuit.")
    if not facts.interstate_link:
        return Answer(False, "The pursuit has no demonstrable criminal link across the border.")
    if facts.missouri_citizen and facts.in_missouri:
        return Answer(False, "The suspect is a Missouri citizen and in Missouri.")
    return Answer(
        True,
        "The pursuit has a criminal link across the border, and the suspect is no Missouri citizen"
        " or not in Missouri.",
    )


def _merely_ancillary(facts: FactPattern, asks: Asks, kind: str) -> Answer:
    if facts.gun_charge == GunCharge.NONE:
        return Answer(True, f"The federal case is {kind}, and there is no weapons charge in it.")
    if facts.gun_charge == GunCharge.MAIN:
        return Answer(False, "The gun charge is the main charge, and so not merely ancillary.")
    if not facts.similar_to_missouri:
        return Answer(False, "Missouri has no charge substantially similar to the gun charge.")
    if facts.gun_charge == GunCharge.ANCILLARY:
        return Answer(True, f"The federal case is {kind}, and the gun charge merely ancillary.")
    # Open: prosecutors add gun charges because they raise sentences.
    if asks.chooses("ancillary", "adds little"):
        return Answer(False, "Read so, a charge that carries the sentence leaves no exception.")
    return Answer(True, f"Read so, the exception holds: the case is {kind}.")


@provision("1.480.4(1)", "Felonies against a person")
def felony_exception(facts: FactPattern, asks: Asks) -> Answer:
    """Aid to a prosecution of a felony against a person with a merely ancillary gun charge."""
    if not facts.helps:
        return _own_hand(facts, "to prosecuting a felony against a person")
    if facts.case == FederalCase.INVESTIGATION:
        return Answer(False, "Nobody is prosecuted yet, and the exception is for prosecutions.")
    if facts.case != FederalCase.FELONY:
        return Answer(False, "The case is no prosecution of a felony against a person.")
    return _merely_ancillary(facts, asks, "a felony against a person")


@provision("1.480.4(2)", "Grave drug felonies")
def drug_felony_exception(facts: FactPattern, asks: Asks) -> Answer:
    """Except the same where the felony would be of class A or B under chapter 579."""
    if not facts.helps:
        return _own_hand(facts, "to prosecuting a grave drug felony")
    if facts.case == FederalCase.LESSER_DRUGS:
        return Answer(False, "The drug felony is not of class A or B.")
    if facts.case != FederalCase.DRUGS:
        return Answer(False, "The case is no prosecution of a grave drug felony.")
    return _merely_ancillary(facts, asks, "a drug felony of class A or B")


@provision("1.450 and 1.480", "An exception", among=ELEMENTS)
def exceptions(
    facts: FactPattern,
    federal_help_for_missouri_law: Answer,
    pursuit_exception: Answer,
    felony_exception: Answer,
    drug_felony_exception: Answer,
) -> Answer:
    """Tell whether any exception holds."""
    tried = (
        federal_help_for_missouri_law,
        pursuit_exception,
        felony_exception,
        drug_felony_exception,
    )
    if any(each.holds for each in tried):
        if facts.conduct in INFORMATION:
            return Answer(True, "An exception holds; that it covers information is our reading.")
        return Answer(True, "An exception holds.")
    if any(each.because for each in tried):
        return Answer(False, "No exception holds.")
    return NO


def _from_adoption(facts: FactPattern) -> Answer:
    return Answer(facts.day >= ADOPTED, value=ADOPTED)


@provision("1.480.5", "First day", absent=_from_adoption)
def applies_from(facts: FactPattern) -> Answer:
    """Apply the sections to offenses on or after 28 August 2021."""
    if facts.day < APPLIES_FROM:
        return Answer(
            False,
            f"It happened on {said(facts.day)}, before the first day, {said(APPLIES_FROM)}.",
            APPLIES_FROM,
        )
    return Answer(
        True,
        f"It happened on {said(facts.day)}; the first day is {said(APPLIES_FROM)}.",
        APPLIES_FROM,
    )


@provision("1.485", "Severability", Mark.MEMORY)
def severability(as_of: dt.date) -> Answer:
    """If a part falls the rest is to stand; text not read."""
    if window(as_of).id == "enjoined":
        return Answer(
            True,
            "A clause on saving the rest, whose text was not read, is said to be there; the federal"
            " courts saved no part.",
        )
    return NO


# Outside the act


def _ordinarily_knowing(facts: FactPattern) -> Answer:
    """Without the definition the word keeps its ordinary sense: aware of what one does."""
    return Answer(facts.knowingly)


@provision("562.016", "Knowingly", Mark.PART, absent=_ordinarily_knowing)
def knowing(facts: FactPattern, asks: Asks) -> Answer:
    """Aware of the conduct and its circumstances; the word is borrowed from the criminal code."""
    if not facts.knowingly:
        return Answer(False, "The actor is not aware of what is done.")
    if facts.aware_of_infringement:
        return Answer(True, "The actor acts knowingly in every sense of the word.")
    # Open: the code speaks of conduct and circumstances, the act of knowingly violating. Ours: one
    # word for both sections; in hiring, the employer's knowledge stands for the employee's too.
    if asks.chooses("knowledge", "of the act"):
        return Answer(True, "Read so, it is enough that the actor knows what is done.")
    return Answer(False, "Read so, the actor would have to know of the infringement.")


@provision("571.070", "Whom Missouri bars from having a gun")
def state_bar_on_possession(facts: FactPattern) -> Answer:
    """Missouri bars felons, fugitives, the habitually intoxicated or drugged, the incompetent."""
    bar = BARS[str(facts.person)]
    if facts.person in {Person.NONE, Person.UNKNOWN}:
        return NO
    if bar.missouri:
        return Answer(True, f"Missouri itself bars {bar.says} from having a gun.")
    return Answer(False, f"Missouri does not bar {bar.says} from having a gun{bar.caveat}.")


@provision("United States v. Missouri", "The injunction", Mark.PART)
def injunction(as_of: dt.date, asks: Asks, any_liability: Answer) -> Answer:
    """Whether the federal judgment stops a suit on the day from which one looks."""
    if window(as_of).id != "enjoined":
        return NO
    if not any_liability.holds:
        return NO
    # Open: the state is enjoined; private plaintiffs were no party.
    if asks.chooses("private_suits", "survive"):
        return Answer(False, "Read so, the injunction on the state stops no private suit.")
    return Answer(True, "Read so, the injunction on the state leaves nobody who can win.")
