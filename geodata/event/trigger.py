"""Words of a sentence that report an event."""

from __future__ import annotations

import dataclasses
import functools
from collections.abc import Iterator

from geodata.actor.alias import demonyms
from geodata.event.lexicon import Sense, trigger_table
from geodata.event.scene import Scene
from geodata.inflection import verb_forms
from geodata.modality.cues import BE, DO, HAVE, MODALS
from geodata.phrase import Found
from geodata.token import word_set


@dataclasses.dataclass(frozen=True, slots=True)
class Trigger:
    """Tokens ``first`` to ``last`` (inclusive) and the senses they may have.

    Parameters
    ----------
    carrier
        Token of the verb that carries a noun ("launched" in "launched an offensive").
    carrier_form
        Its grammatical form.
    """

    first: int
    last: int
    senses: tuple[Sense, ...]
    carrier: int | None = None
    carrier_form: str = ""


def find_triggers(scene: Scene) -> Iterator[Trigger]:
    """Yield the candidate triggers of a sentence."""
    for found in trigger_table().scan(scene.lows, scene.first, scene.stop, nested=True):
        senses = tuple(s for s in found.value if _fits(scene, found, s))
        if not senses:
            continue
        carrier, form = _carrier(scene, found.first) if senses[0].form in ("noun", "plural") else (None, "")
        if senses[0].form in ("noun", "plural") and carrier is None and _refers_back(scene, found):
            continue
        yield Trigger(found.first, found.last, senses, carrier, form)


_NOUN_BEFORE = word_set(
    "the a an this that these those its their his her our my your of in on by for with from after before during"
    " amid since against at under between into 's ' any some no several two three four five six seven eight nine ten"
    " new fresh heavy fierce major deadly recent large massive joint first second third last latest military"
    " terrorist rebel air ground armed suicide bomb rocket missile militant daily repeated such another further more"
    " similar intense alleged ongoing possible coordinated surprise violent small renewed twin big previous mass"
    " peaceful public nationwide political retaliatory cross-border deadly full-scale counter drone police"
)
_DETERMINERS = word_set(
    "the a an this that these those its their his her our my your of in on by for with from after before during at"
    " under between into ' any some no new"
)
_VERB_BEFORE = BE | DO | HAVE | frozenset(MODALS) | word_set("to it they he she we i who which n't 't not also")
_AFTER_VERB = word_set(
    "the a an its their his her our two three four five several many some at against on to with from in into each all"
)


def _fits(scene: Scene, found: Found, sense: Sense) -> bool:
    """Whether the words are used as the sense's form has them."""
    lows, first = scene.lows, found.first
    before = lows[first - 1] if first > scene.first else ""
    if _is_by_the_way(scene, found, before):
        return False
    if sense.form in ("noun", "plural"):
        following = lows[found.last + 1] if found.last + 1 < scene.stop else "."
        if following in _CRAFT and found.first == found.last:
            return False
        if before == "under" and sense.type == "assault":
            return False  # "came under attack" is a verb of its own
        return before not in _VERB_BEFORE or before in BE or before in HAVE or before == "'s"
    if sense.form in ("base", "s"):
        return _is_finite(scene, found, sense, before)
    if sense.form in ("past", "participle"):
        return not _is_attributive(scene, found, before)
    if sense.lemma in _DESCRIBING_FORMS and found.first == found.last and not _has_object(scene, found.last + 1):
        return False
    return before not in ("the", "this", "that", "these", "those", "their", "its", "of the", "heavy", "fierce", "some")


_DESCRIBING_FORMS = frozenset({"surround", "lose", "oppose"})


def _has_object(scene: Scene, token: int) -> bool:
    """Whether a determiner, a number or a name follows: "surrounding the town", not "the islands surrounding"."""
    return token < scene.stop and (
        scene.lows[token] in _DETERMINERS - _COMPLEMENTS or scene.tokens.is_name(token) or scene.lows[token].isdigit()
    )


def _is_by_the_way(scene: Scene, found: Found, before: str) -> bool:
    """ "a better fighting force", "resigned in protest": words of deeds that only describe."""
    word = scene.lows[found.last]
    following = scene.lows[found.last + 1] if found.last + 1 < scene.stop else "."
    if word in ("rally", "rallies"):
        return before in ("election", "campaign", "car")
    if word in _DESCRIBING:
        return following in _DESCRIBING[word] or (word == "protest" and before == "in")
    if word in _ARTS:
        return not _ARTS[word].isdisjoint(scene.lows[max(scene.first, found.first - 1) : found.last + 4])
    if word == "of" and scene.lows[found.first] == "outbreak":
        return not _BREAKING_OUT.isdisjoint(scene.lows[found.last + 1 : found.last + 6])
    return False


_TALKED_OF = word_set(
    "talks negotiations proposal proposals plan plans line lines resolution monitors monitoring monitor call calls"
    " deadline draft"
)
_SUBJECTS_OF_TALK = dict.fromkeys(("ceasefire", "cease-fire", "truce", "armistice"), _TALKED_OF)
_DESCRIBING: dict[str, frozenset[str]] = {
    "fighting": word_set(
        "force forces man men spirit vehicle vehicles strength power capability capabilities capacity season chance"
    ),
    "protest": word_set("vote votes song songs"),
    "riot": word_set("police squad squads gear shield shields control officers unit units policemen"),
    "offensive": word_set(
        "weapon weapons language content capability capabilities remark remarks material joke jokes behaviour behavior"
        " line lineman coordinator player players comment comments post posts"
    ),
    "bomb": word_set("squad squads disposal threat threats expert experts hoax scare shelter shelters technician"),
    "missile": word_set(
        "test tests program programs programme programmes development launcher launchers capability capabilities defence"
        " defense technology tests system systems shield"
    ),
    "find": frozenset({"offensive"}),
    **_SUBJECTS_OF_TALK,
}
"""Words after which a noun only says of what kind they are: "riot police", "ceasefire talks"."""

_CRAFTS = word_set(
    "technology technologies technological science scientific medicine medical research technique techniques tactics"
    " technical payment payments cash"
)
_ARTS = dict.fromkeys(("advance", "advances"), _CRAFTS)
_BREAKING_OUT = word_set("war wars fighting violence hostilities conflict clashes unrest fire world")


def _is_finite(scene: Scene, found: Found, sense: Sense, before: str) -> bool:
    lows = scene.lows
    ambiguous = any(s.form in ("noun", "plural") for s in found.value)
    if before in (_NOUN_BEFORE if ambiguous else _DETERMINERS):
        return False
    if before in _VERB_BEFORE:
        return before not in BE and before not in HAVE
    if sense.form == "s":
        if sense.lemma == "force":  # "forces" is what acts, hardly ever what is done
            return False
        if sense.lemma in _MOSTLY_NOUNS and not _begins_object(scene, found.last + 1):  # "Houthi targets in Hodeidah"
            return False
        if before == "air":
            return False
        if _ends_actor(scene, found.first - 1):
            return True
        following = min(found.first + 1, scene.stop - 1)
        short_phrase = 0 < found.last - found.first <= 3
        return before.isalpha() and (lows[following] in _AFTER_VERB or scene.tokens.is_name(following) or short_phrase)
    if found.first == scene.first:
        return False
    plural = (before.endswith("s") and before.isalpha()) or before in (
        "and",
        "or",
        "troops",
        "militia",
        "people",
        "men",
        "police",
        "government",
        "regime",
        "coalition",
        "army",
        "military",
        "then",
        ",",
    )
    if sense.lemma == "force":
        return plural  # "the relief force coming from the coast"
    return plural or before.endswith("ly") or found.last - found.first > 1


_MOSTLY_NOUNS = word_set(
    "target sanction attack raid strike shell bomb assault ambush blockade demand request fund support"
)


def _begins_object(scene: Scene, token: int) -> bool:
    """Whether an object may begin at the token: an article, a name, an adjective; no preposition and no mark."""
    return token < scene.stop and scene.lows[token][0].isalnum() and scene.lows[token] not in _COMPLEMENTS


def _ends_actor(scene: Scene, token: int) -> bool:
    """Whether the token before a verb ends the name of an actor."""
    return token in scene.land.actors


def _is_attributive(scene: Scene, found: Found, before: str) -> bool:
    """ "the captured town", "occupied territories": the participle only describes."""
    if before in _SHOTS and scene.lows[found.first] == "shot":
        return True
    if found.last != found.first or found.last + 1 >= scene.stop:
        return False
    following = scene.lows[found.last + 1]
    if before in _ACTING:
        return False  # "police detained dozens", "a missile struck it"
    if before == "that":  # "an attack that killed ten soldiers"; "demanded that deposed leaders return"
        return found.first - 2 >= scene.first and scene.lows[found.first - 2].endswith(("ed", "said", "says"))
    if before == "the":
        return True  # "treated the wounded in a tent"
    if before.endswith("ly") and found.first - 2 >= scene.first:
        before = scene.lows[found.first - 2]  # "the highly secured compound"
    if _describes_hold(scene, found, before):
        return True
    if before not in _NOUN_BEFORE or not following.isalpha():
        return False
    return following not in _FOLLOWING_PARTICIPLE


_ACTING = word_set("police military rebel militant missile rocket bomb drone")


def _describes_hold(scene: Scene, found: Found, before: str) -> bool:
    """ "in German occupied Italy"; "the French occupied Hanoi" is a deed."""
    if scene.lows[found.first] not in ("occupied", "controlled", "annexed") or before not in demonyms():
        return False
    return not before.endswith("s") and found.first - 2 >= scene.first and scene.lows[found.first - 2] != "the"


_CRAFT = word_set(
    "helicopter helicopters aircraft drone drones jet jets submarine submarines rifle rifles vehicle vehicles dog dogs"
)
_SHOTS = word_set("brief long big parting best free first warning")
_FOLLOWING_PARTICIPLE = word_set(
    "by in on at from with to for after before during as and or when while since the a an near against under over"
    " into of when who which that his her its their two three"
)

_CARRIERS = word_set(
    "launch cease carry conduct mount stage open begin start perpetrate wage make suffer face witness commit hold lead"
    " unleash announce declare impose resume renew continue trigger repel sustain survive endure execute undertake"
    " order step intensify halt suspend end lift agree sign reach broker accept reject violate break plan prepare"
    " enforce establish claim score fire drop throw hurl plant detonate set report see fly report join attend"
    " organise organize host approve request demand threaten prevent discover find seize decide adopt slap unveil ease"
    " remove relax"
    " authorise authorize"
)


@functools.cache
def _carrier_forms() -> dict[str, str]:
    return {word: form for lemma in sorted(_CARRIERS) for form, word in verb_forms(lemma).items()}


_BETWEEN = word_set(
    "a an the its their his her new fresh major large massive joint ground air military heavy fierce full-scale out"
    " up several two three four five six more dozens of hundreds series wave multiple another deadly surprise attack"
    " armed large-scale wide-scale cross-border retaliatory deadly in under limited suspected twin big co-ordinated"
    " coordinated suicide terrorist bomb first second third latest own mass peaceful public nationwide general"
)


def _carrier(scene: Scene, first: int) -> tuple[int | None, str]:
    """Return the verb that carries a noun trigger, with its form."""
    lows = scene.lows
    forms = _carrier_forms()
    for index in range(first - 1, max(scene.first, first - 7) - 1, -1):
        word = lows[index]
        form = forms.get(word)
        if form:
            if form in ("base", "s") and (index == scene.first or lows[index - 1] in _NOUN_BEFORE):
                return None, ""
            return index, form
        if (
            word not in _BETWEEN
            and not word.isdigit()
            and not word.endswith(("ed", "al", "ous", "ive", "ary", "ish", "ian"))
        ):
            return None, ""
    return None, ""


_POINTING = frozenset({"this", "these", "those", "such", "that", "same"})
_COMPLEMENTS = word_set(
    "of on in by against between near at to with for around over from outside across into along inside targeting"
)


def _refers_back(scene: Scene, found: Found) -> bool:
    """ "the attack", "this offensive": a deed that was told before, not told again here."""
    lows = scene.lows
    for index in range(found.first - 1, max(scene.first, found.first - 4) - 1, -1):
        word = lows[index]
        if word in _POINTING:
            return True
        if word in _VERB_BEFORE:
            return False  # "said that he had ordered air strikes"
        if word in ("the", "their", "its", "his"):
            following = lows[found.last + 1] if found.last + 1 < scene.stop else "."
            return lows[found.last] not in _COMPLEMENTS and following not in _COMPLEMENTS
        if not word.isalpha():
            return False
    return False
