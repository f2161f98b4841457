"""Ground that firms, players and voters take, and wars that only a film or a game tells of."""

from __future__ import annotations

from geodata.event.find import Finding
from geodata.event.scene import Scene
from geodata.token import word_set

_SUBJECTS = word_set(
    "firm firms company companies corporation conglomerate bank banks investor investors chain operator airline airlines"
    " manufacturer consortium player players team teams club clubs champion champions coach striker singer band actor author"
    " developer developers retailer supermarket startup brand university voters candidate candidates councillors labour tories"
    " conservatives democrats liberals greens tourists visitors shoppers photographer photographers artist painter camera cameras director filmmaker poet firefighters customs rescuers buyers lender lenders"
    " shares stocks prices film novel orchestra museum church trust charity minister mayor senator governor"
)
_AT_THE_POLLS = word_set("labour tories conservatives democrats liberals greens")
_WORKS = word_set(
    "film films movie novel novels documentary exhibition game painting paintings memoir opera musical miniseries"
    " reenactment re-enactment"
)
_MEMORIALS = word_set("museum statue sculpture mural memorial book books painting exhibition stamp")
"""What shows "the fall of Saigon"; troops may storm it as well."""

_REACH, _WORK_REACH = 6, 12


def is_civil(scene: Scene, finding: Finding) -> bool:
    """Whether who does it is a firm, a team, a party at the polls: "A Chinese firm took control of the port"."""
    group = finding.assessment.group
    if group is None or finding.assessment.passive:
        return False
    begin = group.first
    clause = begin
    while (
        clause > scene.first
        and begin - clause < _REACH
        and scene.lows[clause - 1] not in (",", ";", "that", "and", "but")
    ):
        clause -= 1
    words, lows = scene.tokens.words[clause:begin], scene.lows[clause:begin]
    return any(
        low in _SUBJECTS and (word.islower() or low in _AT_THE_POLLS) for word, low in zip(words, lows, strict=True)
    )


def is_told_of_a_work(scene: Scene, finding: Finding) -> bool:
    """ "The film tells how the Allies took Rome", "in the game, players capture Berlin"."""
    trigger = finding.trigger.first
    before = scene.lows[max(scene.first, trigger - _WORK_REACH) : trigger]
    return not _WORKS.isdisjoint(before) or (finding.assessment.group is None and not _MEMORIALS.isdisjoint(before))
