"""Types of event with their label, group, symbol and place in two public typologies."""

from __future__ import annotations

import dataclasses

GROUPS = ("combat", "territory", "movement", "politics", "support", "other")


@dataclasses.dataclass(frozen=True, slots=True)
class EventType:
    """One type of event.

    Parameters
    ----------
    id, label
        Stable id, and words for the reader.
    group
        One of `GROUPS`.
    symbol
        Shape of its mark, so that types differ by more than colour.
    plover
        Event type of PLOVER (Open Event Data Alliance, 2018), ``None`` where it has none.
    acled
        Event type and sub-event type of the ACLED codebook, ``None`` where it has none.
    """

    id: str
    label: str
    group: str
    symbol: str
    plover: str | None
    acled: str | None


_TABLE = """
capture|Capture|territory|square|COERCE|Battles/Non-state actor overtakes territory
retake|Retake|territory|square|COERCE|Battles/Government regains territory
handover|Handover|territory|diamond|CONCEDE|Strategic developments/Non-violent transfer of territory
withdrawal|Withdrawal|territory|chevron|RETREAT|Strategic developments/Non-violent transfer of territory
pushed_back|Pushed back|territory|chevron|ASSAULT|Battles/Armed clash
advance|Advance|territory|arrow|MOBILIZE|Battles/Armed clash
front_stalemate|Stalemate|territory|bar|ASSAULT|Battles/Armed clash
offensive|Offensive|combat|triangle|ASSAULT|Battles/Armed clash
assault|Attack|combat|triangle|ASSAULT|Battles/Armed clash
attack_foiled|Attack foiled|combat|triangle-down|COOPERATE|Strategic developments/Disrupted weapons use
clash|Clash|combat|cross|ASSAULT|Battles/Armed clash
air_strike|Air strike|combat|star|ASSAULT|Explosions/Air/drone strike
shelling|Shelling|combat|burst|ASSAULT|Explosions/Shelling/artillery/missile attack
explosion|Explosion|combat|burst|ASSAULT|Explosions/Remote explosive/landmine/IED
suicide_bombing|Suicide bombing|combat|burst|ASSAULT|Explosions/Suicide bomb
chemical_attack|Chemical attack|combat|burst|ASSAULT|Explosions/Chemical weapon
killing|Killing|combat|cross|ASSAULT|Violence against civilians/Attack
sexual_violence|Sexual violence|combat|cross|ASSAULT|Violence against civilians/Sexual violence
shot_down|Aircraft shot down|combat|star|ASSAULT|Battles/Armed clash
siege|Siege|combat|hexagon|COERCE|Battles/Armed clash
abduction|Abduction|combat|hexagon|COERCE|Violence against civilians/Abduction/forced disappearance
looting|Looting or destruction|combat|triangle-down|COERCE|Strategic developments/Looting/property destruction
prisoners_taken|Prisoners taken|combat|hexagon|COERCE|Strategic developments/Arrests
arms_seizure|Arms found or seized|combat|triangle-down|COERCE|Strategic developments/Disrupted weapons use
troop_deployment|Deployment|movement|arrow|MOBILIZE|Strategic developments/Other
security_deployment|Security deployment|movement|arrow|MOBILIZE|Strategic developments/Other
deployment_authorised|Deployment authorised|movement|flag|MOBILIZE|Strategic developments/Other
deployment_requested|Deployment requested|movement|flag|REQUEST|Strategic developments/Other
mobilisation|Mobilisation|movement|arrow|MOBILIZE|Strategic developments/Change to group/activity
base_established|Base established|movement|flag|MOBILIZE|Strategic developments/Headquarters or base established
displacement|Displacement|movement|chevron|RETREAT|Strategic developments/Other
arms_delivery|Arms delivery|support|plus|SUPPORT|Strategic developments/Other
agreement|Agreement|politics|circle|AGREE|Strategic developments/Agreement
ceasefire|Ceasefire|politics|circle|AGREE|Strategic developments/Agreement
ceasefire_breach|Ceasefire breach|politics|pentagon|ASSAULT|Strategic developments/Other
ceasefire_call|Call for a ceasefire|politics|circle|REQUEST|
phone_call|Phone call|politics|circle|CONSULT|
talk|Talks|politics|circle|CONSULT|
parliament_session|Parliament session|politics|circle||
legislation|Law or resolution passed|politics|circle|AGREE|
statement|Statement|politics|circle|CONSULT|
condemnation|Condemnation|politics|pentagon|REJECT|
accusation|Accusation|politics|pentagon|ACCUSE|
threat|Threat|politics|pentagon|THREATEN|
demand|Demand|politics|circle|REQUEST|
sanction|Sanction|politics|pentagon|SANCTION|
protest|Protest|politics|hexagon|PROTEST|Protests/Peaceful protest
riot|Riot|politics|hexagon|PROTEST|Riots/Violent demonstration
arrest|Arrest|politics|hexagon|COERCE|Strategic developments/Arrests
release|Release|politics|hexagon|CONCEDE|Strategic developments/Other
regime_toppled|Regime toppled|politics|hexagon|COERCE|Strategic developments/Other
election|Election or office|politics|circle||
support_state|Support|support|plus|SUPPORT|
aid|Aid|support|plus|AID|
disaster|Disaster|other|circle||
prosecution|Prosecution|other|circle|COERCE|
"""

EVENT_TYPES: dict[str, EventType] = {
    row[0]: EventType(row[0], row[1], row[2], row[3], row[4] or None, row[5] or None)
    for row in (line.split("|") for line in _TABLE.strip().splitlines())
}
"""All types by id, in the order of the legend."""

STANDING = frozenset({"support_state"})
"""Types that are relations, not deeds: they have no moment on the time line."""

STATIVE = frozenset({"front_stalemate", "siege", "support_state", "clash", "advance", "mobilisation"})
"""Types that last: in the progressive they are still going on when the article appears."""
