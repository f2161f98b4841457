"""What must stand beside a trigger before it counts."""

from __future__ import annotations

from geodata.actor.force import HEADS
from geodata.event.ground import ground_before
from geodata.event.ground.nouns import MONTHS, WEEKDAYS
from geodata.event.lexicon import Sense
from geodata.event.object import objects_of
from geodata.event.participant import Roles
from geodata.event.scene import Scene
from geodata.modality import Assessment
from geodata.token import word_set

_FORCE_WORDS = HEADS | word_set(
    "army armies brigade tanks tank vehicles artillery convoy reinforcements peacekeepers advisers advisors experts"
    " personnel mercenaries warship warships frigate frigates drones aircraft jets helicopters missiles battery"
    " batteries batteries systems system contingent battalions troop manpower ships fleet carrier guards warplane"
    " warplanes gunman clashes fighting front attackers attacker assailants assailant supporters hezbollah taliban"
    " sides enemy commandos weapons convoy offensive armour armor"
)
_DEPLOYABLE = word_set(
    "troops troop soldiers forces force fighters mercenaries personnel peacekeepers reinforcements reinforcement"
    " tanks vehicles artillery convoy convoys jets warplanes warships warship frigate frigates aircraft helicopters"
    " drones advisers advisors experts trainers army military units unit battalion battalions brigade brigades"
    " contingent gunmen militants policemen police officers guards missiles batteries battery systems commandos"
    " marines navy fleet militia militias militiamen rebels combatants armour armor"
)
_WEAPONS = word_set(
    "weapon weapons arms ammunition rifle rifles gun guns pistol pistols firearm firearms grenade grenades"
    " explosive explosives missile missiles rocket rockets launcher launchers cache caches munitions bullets rounds"
    " cartridges tank tanks drone drones vehicles mortars shells ied ieds bomb bombs mines landmines ak-47s ak-47"
    " rpgs rpg revolver revolvers shotgun shotguns machete magazines chemicals detonators detonator"
)
_PEOPLE = word_set(
    "people person civilian civilians soldier soldiers militant militants fighter fighters rebel rebels insurgent"
    " insurgents police policeman policemen officer officers man men woman women child children residents villagers"
    " students girls boys worker workers protester protesters demonstrators demonstrator leader leaders commander"
    " commanders member members journalist journalists activist activists suspect suspects gunman gunmen terrorist"
    " terrorists troops personnel family families others least dozens hundreds thousands several prisoners hostages"
    " foreigners student pupils teacher teachers passengers pilgrims worshippers migrants refugees palestinians"
    " israelis lawmakers politician opposition wounded mayor governor minister president chief official officials"
    " son sons daughter daughters brother brothers sister wife husband father mother relative relatives nephew cousin"
    " inmates inmate detainees dissidents guards guard farmers herders tourists engineers doctors priest cleric clerics citizens population palestinian"
    " israeli syrian turkish dictator critic supporters bodyguards scholar"
)
_RULERS = word_set("president regime government dictator leader ruler minister king monarch junta sultan")
_REACH = 12


def has_words(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    """Whether the words that the sense asks for stand beside the trigger."""
    if sense.also and sense.also.isdisjoint(scene.lows[scene.first : scene.stop]):
        return False
    if sense.type in _DEEDS and not is_deed(scene, trigger, assessment):
        return False
    if sense.lemma == "push" and scene.lows[trigger[0] + 1 : trigger[0] + 2] == ["to"]:
        return False  # "pushed to oust the rebels from the coast": what they pushed for
    if sense.type == "air_strike" and assessment.group is not None and _is_shelled(scene, assessment.group.first):
        return False
    if sense.type in _PUBLIC and not _is_public(scene, sense):
        return False
    if sense.type in _LITERAL and not _LITERAL[sense.type](scene, trigger, assessment):
        return False
    check = _WORD_CHECKS.get(sense.needs or "")
    return check is None or check(scene, trigger, sense, assessment)


def _is_shelled(scene: Scene, begin: int) -> bool:
    """Whether shells, rockets or suicide bombers hit, though the sentence names aircraft, or bombers, too."""
    if "suicide" in scene.lows[scene.first : scene.stop]:
        return True
    return begin > scene.first and scene.lows[begin - 1] in _SHELLS


_SHELLS = word_set("shell shells rocket rockets mortar mortars artillery howitzers")
_PUBLIC = frozenset({"prosecution", "sexual_violence", "arrest", "abduction", "threat"})
"""Types that are crimes among private people, or warnings of the weather, where the article has no word of conflict."""


def _is_public(scene: Scene, sense: Sense) -> bool:
    """Whether the article has a word of war or of unrest, or warns of an attack."""
    if sense.type == "threat" and not _WARNED_OF.isdisjoint(scene.lows[scene.first : scene.stop]):
        return True
    return not _UNREST.isdisjoint(scene.setting.words) or any(m.actor.party_id for m in scene.mentions)


def _is_set_off(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether explosives went off: those found, seized or defused did not, and boilers are none."""
    if not _MACHINES.isdisjoint(scene.lows[scene.first : scene.stop]) and _UNREST.isdisjoint(scene.setting.words):
        return False
    if assessment.group is not None or scene.lows[trigger[1]].endswith(("blast", "explosion", "bombing")):
        return True
    words = scene.lows[scene.first : scene.stop]
    if not _FOUND.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 5)]):
        return False  # "a device has been found"
    return _FOUND.isdisjoint(words) or not _WENT_OFF.isdisjoint(words)


_FOUND = word_set("found discovered recovered seized defused dismantled confiscated destroyed unearthed disarmed")
_WENT_OFF = word_set(
    "exploded explodes exploding detonated detonating blew blast blasts explosion explosions bombing killed killing"
    " wounded wounding injured injuring hurled thrown threw lobbed hit struck off attack attacks attacked"
)


_MACHINES = word_set(
    "boiler boilers transformer propane refinery leak leaked leaking chemical factory plant cylinder firework fireworks"
    " furnace pipeline gas fertiliser fertilizer ammonium welding mill turbine substation volcano"
)


def _is_fought(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether a fight is one between people: nobody clashes with an infection or a fire."""
    del assessment
    return _ILLS.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 8)])


_ILLS = word_set(
    "infection infections disease diseases virus viruses flu influenza pandemic epidemic cancer malaria ebola cholera"
    " fire fires blaze blazes flames wildfires hunger poverty crime corruption inflation extinction"
)


def _is_gunfire(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether what is shelled is no nut: the article has a word of war."""
    del trigger, assessment
    return not _WAR.isdisjoint(scene.setting.words - _SHELLED)


_SHELLED = frozenset({"shelled", "shelling", "shell"})


def _is_military(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether troops are alerted, not doctors or funds."""
    del assessment
    words = scene.lows[scene.first : scene.stop]
    if not _FUNDS.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 4)]):
        return False
    return _HEALTH.isdisjoint(words) or not _FORCE_WORDS.isdisjoint(words)


_FUNDS = word_set("funds funding resources support money aid donors investment voters")
_HEALTH = _ILLS | word_set("health weather storm storms flood floods tsunami hurricane outbreak hospital hospitals")


def _is_met(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether who is received is a guest: weapons and aid are received, too."""
    del assessment
    if not scene.lows[trigger[0]].startswith("receiv"):
        return True
    words = scene.lows[trigger[0] + 1 : min(scene.stop, trigger[0] + 7)]
    return _WEAPONS.isdisjoint(words) and _GOODS.isdisjoint(words)


def _is_moved(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether who enters moves: protests enter their tenth day, states enter pacts."""
    del assessment
    low = scene.lows[trigger[0]]
    if low in ("break", "breaks", "broke", "broken", "breaking"):
        return _BUILDINGS.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 5)])
    if not low.startswith("enter"):
        return True
    return _ENTERED.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 6)])


_BUILDINGS = word_set("house home garage shop shops store stores car cars apartment flat office homes vehicle")
_ENTERED = word_set(
    "day week month year phase talks negotiations pact agreement effect office race deal war presence politics truce"
    " treaty alliance coalition service"
)


def _is_gas_attack(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether gas was used, not leaked."""
    del trigger, assessment
    return _LEAKS.isdisjoint(scene.lows[scene.first : scene.stop])


_LEAKS = word_set("leak leaks leaked leakage leaking spill factory plant pipeline")


def _is_rejected(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether what is rejected is somebody's word in a conflict; courts reject appeals, voters deals."""
    begin = assessment.group.first if assessment.group else trigger[0]
    if not scene.lows[trigger[0]].startswith("reject"):
        return True
    if not _COURTS.isdisjoint(scene.lows[max(scene.first, begin - 4) : begin]):
        return False
    return not _REJECTED.isdisjoint(scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 12)])


_COURTS = word_set("court courts judge judges tribunal jury parliament voters shareholders")
_REJECTED = word_set(
    "claim claims accusation accusations allegation allegations charge charges ultimatum demand demands ceasefire truce"
    " proposal proposals talks offer referendum resolution calls call intervention interference plan findings decision"
    " sanctions negotiations dialogue solution election elections results annexation occupation"
)

_GOODS = word_set("aid support help training funding funds money weapons parts supplies backing treatment assistance")
_LITERAL = {
    "advance": _is_moved,
    "chemical_attack": _is_gas_attack,
    "condemnation": _is_rejected,
    "talk": _is_met,
    "explosion": _is_set_off,
    "clash": _is_fought,
    "shelling": _is_gunfire,
    "mobilisation": _is_military,
}
"""Types whose words also stand for other things."""

_DEEDS = frozenset({"killing", "assault"})


def is_deed(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether people did it to people or things: no accident, no storm, no figure of speech."""
    words = scene.lows[scene.first : scene.stop]
    if _is_mishap(scene, trigger, assessment) or _in_words(scene, trigger) or _in_parliament(words):
        return False
    peaceful = (not ACCIDENTS.isdisjoint(words) and _ARMS.isdisjoint(words)) or (
        not CRIMES.isdisjoint(words) and _WAR.isdisjoint(words)
    )
    if (peaceful or _is_private(scene, words)) and not any(m.actor.party_id for m in scene.mentions):
        return False
    return FIGURES.isdisjoint(_object(scene, trigger, assessment, 5))


def _is_mishap(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether what killed is a mishap: "a fire that killed 19", "the floods have killed hundreds"."""
    begin = assessment.group.first if assessment.group and not assessment.passive else trigger[0]
    before = scene.lows[max(scene.first, begin - 2) : begin]
    if before[-1:] in (["that"], ["which"]):
        before = scene.lows[max(scene.first, begin - 9) : begin - 1]
        return not ACCIDENTS.isdisjoint(before) and _ARMS.isdisjoint(before)
    return bool(before) and before[-1] in ACCIDENTS and _GUNFIRE.isdisjoint(before)


_GUNFIRE = word_set(
    "gun machine-gun sniper artillery mortar tank rocket cross hostile enemy friendly rebel army police"
)


def _in_words(scene: Scene, trigger: tuple[int, int]) -> bool:
    """Whether somebody "came under fire" for what he did, or from critics."""
    if not {"come", "comes", "came", "coming"} & {scene.lows[trigger[0]]}:
        return False
    after = scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 6)]
    return after[:1] in (["for"], ["over"]) or not _CRITICS.isdisjoint(after)


def _in_parliament(words: list[str]) -> bool:
    """Whether what is fought over is a bill: "rebel lawmakers staged an ambush"."""
    return not _BILLS.isdisjoint(words) and _WAR.isdisjoint(words) and _CASUALTIES.isdisjoint(words)


_BILLS = word_set("bill legislation budget amendment manifesto")
_CASUALTIES = word_set("wounded injured dead shot gunmen police soldiers people")
_CRITICS = word_set(
    "critics investors sellers lawmakers mps senators media press campaigners democrats republicans unions voters fans"
    " regulators shareholders analysts commentators"
)


def _is_private(scene: Scene, words: list[str]) -> bool:
    """Whether a shooting is told in an article without a word of war: at a school, among neighbours, unexplained."""
    return not _GUNS.isdisjoint(words) and _WAR.isdisjoint(words) and _PUBLIC_WORDS.isdisjoint(scene.setting.words)


_CIVIL_UNREST = word_set(
    "protest protests protester protesters protestors demonstrators demonstrations junta coup uprising unrest"
    " paramilitary paramilitaries curfew separatist separatists herders ambassador consulate embassy cartel crackdown"
    " militia militias convoy inmates villages journalist journalists"
)

_GUNS = word_set("shot shooting shootings gunman shooter gunfire shoot gunned stabbed stabbing opened")

ACCIDENTS = word_set(
    "accident accidents crash crashed crashes collision collided derailed derailment plunged overturned capsized sank"
    " ravine avalanche landslide landslides mudslide mudslides earthquake earthquakes quake tsunami volcano storm storms"
    " hurricane typhoon cyclone tornado flood floods flooding lightning blaze wildfire wildfires fire heatwave drought"
    " stampede epidemic outbreak virus disease poisoning"
)
"""Words of a sentence that tells of a mishap, unless arms or a party stand in it too."""

_ARMS = (
    _FORCE_WORDS
    | _WEAPONS
    | word_set(
        "attack attacks attacked shelling shelled shell cease airstrike airstrikes strike strikes bombing bombed bomber blast gunfire"
        " shot shooting opened raid raided ambush exchange ceasefire under set cross heavy artillery mortar sniper arson"
    )
)
CRIMES = word_set(
    "robbery robberies robber robbers robbed burglary burglar burglars homicide manslaughter detective detectives jury"
    " neighbour neighbor drunk carjacking mugging coroner"
)
"""Words of a sentence that tells of a crime among private people, unless words of war or a party stand in it too."""

_WAR = (
    _ARMS
    - word_set(
        "police group groups guard guards personnel unit units gunman gunmen attacker attackers assailant assailants"
        " supporters movement front faction factions alliance vehicles gun guns pistol pistols rifle rifles firearm firearms"
        " shot shooting attack attacks attacked gunfire revolver shotgun machete bullets rounds opened under set cross cease"
        " strike strikes raid raided magazines sides fighting armed arson exchange administration authorities heavy"
    )
) | word_set("war suicide terror terrorism jihad sectarian ethnic")
_PUBLIC_WORDS = _WAR | _CIVIL_UNREST
_WARNED_OF = frozenset({"attack", "attacks", "offensive", "strike", "strikes", "retaliate", "retaliation"})
_UNREST = _PUBLIC_WORDS | word_set(
    "protest protests protester protesters protestors demonstrators demonstration demonstrations dissident dissidents"
    " activist activists opposition coup regime unrest uprising junta sanctions hostage hostages troops soldiers army"
    " military militants rebels militia extremist extremists jihadist jihadists journalist journalists crackdown"
    " detainees prisoners refugees genocide ceasefire curfew separatist separatists cartel gang gangs clashes riot"
    " governor mayor ambassador minister president police-chief disappearance disappearances detention alliance democracy pro-democracy tensions intervention invasion kremlin annexed occupation occupied nuclear"
)

FIGURES = word_set(
    "critics criticism budget record records policy policies plan plans proposal proposals speech report reports law laws"
    " bill decision decisions idea ideas notion reforms legislation rivals' democrats republicans media press problem"
    " problems poverty inflation corruption crime deficit deficits stereotypes myth myths argument arguments assumption"
    " poor rights freedom freedoms democracy liberties judiciary privacy credibility character reputation"
)
"""Objects of attacks in words."""


def has_actors(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment, roles: Roles) -> bool:
    """Whether the actors that the sense asks for do or undergo it."""
    check = _ACTOR_CHECKS.get(sense.needs or "")
    return check is None or check(scene, trigger, sense, assessment, roles)


def _object(scene: Scene, trigger: tuple[int, int], assessment: Assessment, reach: int = _REACH) -> list[str]:
    """Words where the object of the trigger stands: after it, before a passive."""
    if assessment.passive and assessment.group:
        return scene.lows[max(scene.first, assessment.group.first - reach) : assessment.group.first]
    return scene.lows[trigger[0] + 1 : min(scene.stop, trigger[1] + 1 + reach)]


def _ground(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    begin = assessment.group.first if assessment.group else trigger[0]
    if assessment.group is None and trigger[0] > scene.first and scene.tokens.is_name(trigger[0]):
        return False  # "the Front for the Liberation of the South"
    if not _REMEMBERED.isdisjoint(scene.lows[max(scene.first, trigger[0] - 4) : trigger[0]]):
        return False  # "the anniversary of the fall of the fortress"
    if not CROWDS.isdisjoint(scene.lows[max(scene.first, begin - 2) : begin]):
        return False
    if sense.lemma == "leave" and assessment.passive:
        return False  # "the south was left to defend itself"
    if sense.lemma == "leave" and not _LEFT_BEHIND.isdisjoint(scene.lows[trigger[1] + 1 : trigger[1] + 12]):
        return False
    if scene.lows[trigger[0]] == "clear" and scene.lows[trigger[0] - 1] in _MAKING_CLEAR:
        return False  # "has made it clear it will not"
    if sense.lemma in ("secure", "clear") and trigger[0] == trigger[1]:
        return any(scene.lows[ground.head] not in _CORDONED for ground in objects_of(scene, trigger, assessment))
    if sense.lemma == "take" and trigger[0] == trigger[1] and not _takes_ground(scene, trigger[1], assessment):
        return False
    found = objects_of(scene, trigger, assessment)
    if found and all(scene.lows[ground.head] == "ground" for ground in found):  # prices regain ground too
        return not _FORCE_WORDS.isdisjoint(scene.lows[scene.first : scene.stop])
    if _SHARES.isdisjoint(scene.lows[trigger[1] + 1 : trigger[1] + 5]):
        return bool(found)
    return any(scene.lows[ground.head] not in ("market", "markets") for ground in found)


_REMEMBERED = word_set("anniversary anniversaries commemoration commemorating ethnically")
_SHARES = frozenset({"percent", "%", "share", "shares"})
_FALLING_ENDS = frozenset(
    {".", ",", "on", "after", "in", "last", "this", "within", "without", "yesterday", "early", "late", "before"}
)


def _fell(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    """ "Bani Walid has fallen": ground before, nothing but a time after."""
    del sense
    begin = assessment.group.first if assessment.group else trigger[0]
    after = scene.lows[trigger[1] + 1 : trigger[1] + 2]
    if scene.lows[trigger[1]] == "on":  # "Kabul fell on Sunday", not "fell on hard times"
        if not after or not (after[0][0].isdigit() or after[0] in WEEKDAYS | MONTHS):
            return False
    elif after and after[0] not in _FALLING_ENDS:
        return False
    found = ground_before(scene.tokens, begin, scene.first, scene.land)
    known = bool(found) and (found[-1].head in scene.land.places or scene.lows[found[-1].head] in _TOWNS)
    if bool(found) and known and scene.lows[begin - 1] == ",":
        return True  # "Phuoc Binh, the provincial capital, fell"
    return bool(found) and found[-1].last == begin - 1 and (known or scene.lows[trigger[1]] != "on")


_TOWNS = word_set("town city village capital enclave fortress garrison stronghold bastion citadel")

CROWDS = word_set(
    "protesters protestors demonstrators students workers activists strikers fans supporters residents villagers"
)
_LEFT_BEHIND = frozenset(
    {
        "without",
        "dead",
        "wounded",
        "injured",
        "homeless",
        "damaged",
        "destroyed",
        "intact",
        "vulnerable",
        "alone",
        "exposed",
        "isolated",
        "occupation",
        "possession",
        "control",
        "charge",
        "stranded",
        "undefended",
        "open",
    }
)
_MAKING_CLEAR = word_set(
    "it is was be been become became becomes very quite abundantly crystal perfectly made make makes"
)
_CORDONED = word_set("area areas road roads square building buildings site sites place border borders perimeter zone")
"""Ground that police secure or clear without anyone having lost it."""


def _fallen(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    """ "The town fell to the rebels": ground before, a party after."""
    del sense
    begin = assessment.group.first if assessment.group else trigger[0]
    after = range(trigger[1] + 1, min(scene.stop, trigger[1] + 8))
    named = scene.lows[trigger[1] + 1] == "the" and scene.tokens.is_name(trigger[1] + 2)
    party = (
        named
        or any(trigger[0] < m.first < after.stop for m in scene.mentions)
        or not HEADS.isdisjoint(scene.lows[trigger[1] - 1 : after.stop])
    )
    return party and bool(ground_before(scene.tokens, begin, scene.first, scene.land))


def _following(scene: Scene, last: int, reach: int) -> list[str]:
    """Return the next words of the sentence."""
    return scene.lows[last + 1 : min(scene.stop, last + 1 + reach)]


def _takes_ground(scene: Scene, last: int, assessment: Assessment) -> bool:
    """ "take" says so many things that it counts only beside a plain object."""
    following = scene.lows[last + 1 : last + 3]
    if assessment.passive:
        return following[:1] in (["by"], ["."], [","], ["on"], ["after"], ["in"], ["last"], ["yesterday"], ["from"])
    if "surprise" in _following(scene, last, 6):
        return False
    if ["out", "of", "the", "war"] in (scene.lows[i : i + 4] for i in range(last + 2, last + 5)):
        return False
    return not {"position", "positions"}.intersection(following)


def _force(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment, roles: Roles) -> bool:
    del trigger, sense, assessment
    if any(m.actor.party_id for m in (*roles.source, *roles.target)):
        return True
    return not _FORCE_WORDS.isdisjoint(scene.lows[scene.first : scene.stop])


def _force_object(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    if assessment.group is None and sense.lemma != "deployment":
        return True
    words = _object(scene, trigger, assessment, 7)
    if sense.lemma in ("land", "mass") and not assessment.passive:
        begin = assessment.group.first if assessment.group else trigger[0]
        words = scene.lows[max(scene.first, begin - 3) : begin] + words
    return not _DEPLOYABLE.isdisjoint(words) and _HEALERS.isdisjoint(words)


_HEALERS = word_set("medical health rescue humanitarian electoral doctors nurses medics forensic football relief")


def _flees(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    """Whether it is troops that flee."""
    del sense
    begin = assessment.group.first if assessment.group else trigger[0]
    before = scene.lows[max(scene.first, begin - 2) : begin]
    return not _TROOPS.isdisjoint(before) and "from" not in before


def _is_struck(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    """Whether a strike is of arms, not of workers."""
    del sense, assessment
    words = scene.lows[scene.first : scene.stop]
    if not _LABOUR.isdisjoint(words):
        return False
    if scene.lows[trigger[1] + 1] == "by" and scene.tokens.is_name(trigger[1] + 2):
        return trigger[1] + 2 in scene.land.actors  # a footballer's is not
    return trigger[0] - 1 in scene.land.actors or not _STRUCK.isdisjoint(words)


_LABOUR = word_set(
    "union unions walkout wage wages pay hunger employees labour labor strikers confederation nationwide goal partner"
    " scored"
)
_STRUCK = word_set(
    "killed killing killing kills wounded wounding injured injuring missile missiles drone drones warplane warplanes jets"
    " jet military targets target targeted bombed rockets rocket aircraft retaliatory pre-emptive airfield depot airbase"
)
_TROOPS = word_set("troops soldiers forces army rebels fighters militants militiamen insurgents guerrillas garrison")


def _weapons(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    del sense
    words = _object(scene, trigger, assessment)
    if not assessment.passive:  # "seized a house and fired rockets"
        words = words[: next((i for i, word in enumerate(words) if word in _OBJECT_ENDS), len(words))]
    return not _WEAPONS.isdisjoint(words)


_OBJECT_ENDS = word_set("fired fire firing after when while during in at near with which who that but then before")


def _are_people(scene: Scene, trigger: tuple[int, int], assessment: Assessment, words: list[str]) -> bool:
    """Whether civilians flee or are displaced: they stand before "fled", after "displaced"; culprits are none."""
    begin = assessment.group.first if assessment.group else trigger[0]
    before = scene.lows[max(scene.first, begin - 8) : begin]
    if not _CULPRITS.isdisjoint(before[-4:]) or not _CULPRITS.isdisjoint(words[:3]):
        return False
    if scene.lows[trigger[0]].startswith(("cross", "pour", "stream")) and not _TROOPS.isdisjoint(before):
        return False
    told = before if scene.lows[trigger[0]].startswith(("fle", "cross", "pour", "stream")) else words
    return any(
        not _PEOPLE.isdisjoint(side) or any(word[0].isdigit() for word in side) for side in (told, words)
    ) and not _CASH.intersection(words)


_CULPRITS = word_set(
    "gunman gunmen attacker attackers suspect suspects assailant assailants thief thieves robbers driver"
)
_CASH = word_set("dollars million billion percent % capital oil water")


_OF_PERSONS = frozenset({"killing", "arrest", "abduction"})


def _is_person(scene: Scene, trigger: tuple[int, int], assessment: Assessment) -> bool:
    """Whether the object is a name of two words that is no place: "Qassem Soleimani was killed"."""
    if assessment.passive and assessment.group:
        pair = (assessment.group.first - 2, assessment.group.first - 1)
    else:
        pair = (trigger[1] + 1, trigger[1] + 2)
    if pair[0] < scene.first or pair[1] >= scene.stop:
        return False
    return all(
        scene.tokens.is_name(i)
        and i not in scene.land.places
        and i not in scene.land.actors
        and scene.lows[i] not in FIGURES
        for i in pair
    )


def _joined_passive(scene: Scene, first: int, assessment: Assessment) -> bool:
    """Whether a participle shares the passive before it: "was abducted and killed in the city"."""
    lows = scene.lows
    if assessment.group is None or not assessment.group.bare or first - 3 < scene.first or lows[first - 1] != "and":
        return False
    return lows[first - 2].endswith(("ed", "en", "ot")) and lows[first - 3] in _PASSIVES


_PASSIVES = word_set("was were been being is are")


def _person(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    if assessment.group is None:
        return True
    words = _object(scene, trigger, assessment, 8)
    if _joined_passive(scene, trigger[0], assessment):
        words = scene.lows[max(scene.first, trigger[0] - 12) : trigger[0]]
    if sense.type == "displacement":
        return _are_people(scene, trigger, assessment, words)
    if sense.type in _OF_PERSONS and _is_person(scene, trigger, assessment):
        return True
    if sense.type == "prisoners_taken" and not _WEAPONS.isdisjoint(words) and _PEOPLE.isdisjoint(words):
        return False
    return not _PEOPLE.isdisjoint(words) or (any(word.isdigit() for word in words) and _SHARES.isdisjoint(words))


_BASES = word_set(
    "base bases headquarters camp camps outpost outposts post posts point points checkpoint checkpoints garrison"
    " brigade organisation organization force unit council entity"
)


def _base(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    del sense
    words = _object(scene, trigger, assessment, 7)
    return not _BASES.isdisjoint(words) and not _FORCE_WORDS.isdisjoint(scene.lows[scene.first : scene.stop])


def _ruler(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment) -> bool:
    if sense.lemma in ("seize", "stage", "dissolve", "take", "coup"):
        return True
    words = _object(scene, trigger, assessment, 7)
    reach = range(trigger[1] + 1, min(scene.stop, trigger[1] + 8))
    return not _RULERS.isdisjoint(words) or any(
        m.first in reach and scene.tokens.is_name(m.first) for m in scene.mentions
    )


def _leaders(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment, roles: Roles) -> bool:
    del trigger, sense, assessment
    return len({m.actor.actor_id for m in (*roles.source, *roles.target)}) >= 2


def _of_own_deed(scene: Scene, trigger: tuple[int, int], roles: Roles) -> bool:
    """ "warned that it would respond" threatens; "warned that the rebels could attack" only foresees."""
    words = scene.lows[trigger[1] + 1 : min(scene.stop, trigger[1] + 10)]
    if scene.lows[trigger[1]] == "of":
        return True
    if not {"could", "may", "might", "risk", "risks", "is", "are", "was", "were", "has", "had"}.isdisjoint(words):
        return False
    if scene.lows[trigger[1]] != "that" or words[:1] in (["it"], ["they"], ["he"], ["she"], ["we"], ["any"]):
        return True
    own = {m.actor.actor_id for m in roles.source}
    subject = next((m for m in scene.mentions if 0 < m.first - trigger[1] <= 3), None)
    return not _ANSWERS.isdisjoint(words) or (subject is not None and subject.actor.actor_id in own)


_ANSWERS = word_set(
    "retaliation retaliate retaliated respond response consequences reprisals action strikes revenge avenge answer"
    " intervene punish crush"
)


def _speaker(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment, roles: Roles) -> bool:
    if sense.type == "threat" and sense.lemma == "warn" and not _of_own_deed(scene, trigger, roles):
        return False
    begin = assessment.group.first if assessment.group else trigger[0]
    if roles.source or begin == scene.first:
        return bool(roles.source)
    named = scene.tokens.is_name(begin - 1) and begin - 1 not in scene.land.places
    return named or scene.lows[begin - 1] in ("sides", "parties", "they", "he", "she")


def _party_pair(scene: Scene, trigger: tuple[int, int], sense: Sense, assessment: Assessment, roles: Roles) -> bool:
    del scene, trigger
    return bool(roles.source and roles.target) and not (sense.form == "base" and assessment.tense == "infinitive")


_WORD_CHECKS = {
    "ground": _ground,
    "force-object": _force_object,
    "weapons": _weapons,
    "person": _person,
    "ruler": _ruler,
    "base": _base,
    "fallen": _fallen,
    "fell": _fell,
    "force-subject": _flees,
    "struck": _is_struck,
}
_ACTOR_CHECKS = {
    "force": _force,
    "leaders": _leaders,
    "speaker": _speaker,
    "party-pair": _party_pair,
}
