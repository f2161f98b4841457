"""Finds who is named in a text, and by which neutral name each is known."""

from __future__ import annotations

import collections
import dataclasses
import re

from geodata.actor.alias import Known, alias_table, known_actor, state_names
from geodata.actor.commander import commanders_in, find_commanders
from geodata.actor.force import DESCRIBED, Force, find_forces, is_opposing, is_state_body, neutral_name, slug
from geodata.actor.people import find_peoples, peoples_in, tells_of_war
from geodata.actor.record import ActorMention
from geodata.phrase import Found, PhraseTable
from geodata.sentence import Sentence
from geodata.theatre import Theatre
from geodata.token import Tokens, tokenize, word_set
from geodata.toponym import Toponym


def find_actors(
    text: str, sentences: list[Sentence], toponyms: list[Toponym], theatre: Theatre | None
) -> list[ActorMention]:
    """Return the mentions of actors, in the order of the text.

    Parameters
    ----------
    toponyms
        Places found; those standing for their government name a state.
    theatre
        Its table of names takes precedence; ``None`` learns the parties from the text.
    """
    tokens = tokenize(text)
    search = _Search(
        text, tokens, toponyms, alias_table(theatre), home=theatre.countries if theatre and theatre.actors else ()
    )
    for sentence in sentences:
        search.read(*tokens.between(sentence.start, sentence.end))
    return search.mentions()


@dataclasses.dataclass(slots=True)
class _Draft:
    """A mention under way, in tokens (inclusive)."""

    first: int
    last: int
    id: str
    name: str
    party: str | None
    force: bool = False


_LOCATIVE = word_set(
    "in at near into inside outside across throughout within around from to toward towards of off on through"
)
_SIDES = frozenset({"sides", "parties", "camps", "factions"})
_BOTH = re.compile(r"(?:both|two|warring|rival|opposing) (?:sides|parties|camps|factions)")
_ABBREVIATION = re.compile(r"\(\s*[\"\u201c]?([A-Z][A-Za-z-]{1,9})[\"\u201d]?\s*\)")
_ORGANISED = word_set(
    "army front movement forces party brigade brigades council union group organisation organization militia league"
    " congress command corps guard authority alliance coalition units resistance state"
)


class _Search:
    """State of the search through one text."""

    def __init__(
        self, text: str, tokens: Tokens, toponyms: list[Toponym], table: PhraseTable, *, home: tuple[str, ...]
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.table = table
        self.home = frozenset(f"state:{code}" for code in home)
        self.roles = {t.start: t for t in toponyms}
        self.later_words = frozenset(
            t.start + at + 1 for t in toponyms if t.role == "place" for at, char in enumerate(t.text) if char == " "
        )
        self.drafts: list[_Draft] = []
        self.learned = self._learn()
        self.sides = {} if self.home else self._unlisted_sides()
        self.commanders = find_commanders(text, self._side_of) if not self.home and tells_of_war(text) else {}

    def mentions(self) -> list[ActorMention]:
        fighting = {d.id for d in self.drafts if d.force} if not self.home else set()
        starts, ends = self.tokens.starts, self.tokens.ends
        return [
            ActorMention(
                starts[d.first], ends[d.last], self.text[starts[d.first] : ends[d.last]], d.id, d.name,
                d.party or (d.id if d.id in fighting else None),
            )
            for d in sorted(self.drafts, key=lambda d: (d.first, d.last, d.id))
        ]  # fmt: skip

    def read(self, first: int, stop: int) -> None:
        """Find the mentions of one sentence."""
        names = list(self.table.scan(self.tokens.words, first, stop))
        names += self._sides_named(names, first, stop) if self.sides else []
        drafts: list[_Draft] = []
        used: set[int] = set()
        for force in find_forces(self.tokens, first, stop):
            if drafts and force.first <= drafts[-1].last:
                continue
            inner = [f for f in names if f.first <= force.last and f.last >= force.first]
            inner = inner + self._beside(force, names) or self._possessor(force, names)
            draft = self._force(force, inner)
            if draft:
                drafts.append(draft)
                used.update(id(f) for f in inner)
        drafts.extend(d for f in names if id(f) not in used and (d := self._named(f, stop)))
        drafts.extend(self._abbreviations(first, stop, drafts))
        drafts.extend(self._commanders(drafts, first, stop))
        self.drafts.extend(sorted(drafts, key=lambda d: d.first))
        self.drafts.extend(self._sides(first, stop))

    def _side_of(self, word: str) -> Known | None:
        """Return the side that an adjective such as "British" or "Confederate" stands for."""
        known = self.sides.get(word) or known_actor(word)
        return known if known and (word in self.sides or known.usage == "demonym" or known.kind == "party") else None

    def _commanders(self, drafts: list[_Draft], first: int, stop: int) -> list[_Draft]:
        """ "Clinton took Charleston": his side did."""
        taken = {index for draft in drafts for index in range(draft.first, draft.last + 1)}
        found = commanders_in(self.tokens, first, stop, self.commanders) if self.commanders else ()
        return [
            _Draft(f.first, f.last, f.value.id, f.value.name, f.value.party, force=True)
            for f in found
            if f.first not in taken
        ]

    def _unlisted_sides(self) -> dict[str, Known]:
        """Return the sides of the text that no table lists."""
        sides = find_peoples(self.text)
        return {
            word: side for word, side in sides.items() if self.table.get([word]) is None and word not in self.learned
        }

    def _sides_named(self, names: list[Found], first: int, stop: int) -> list[Found]:
        taken = {index for found in names for index in range(found.first, found.last + 1)}
        return [f for f in peoples_in(self.tokens, first, stop, self.sides) if f.first not in taken]

    def _is_adjective(self, found: Found) -> bool:
        """ "Confederate", "Communist": alone, it names no side."""
        word = self.tokens.words[found.first]
        return word in self.sides and word != found.value.name and found.first == found.last

    def _named(self, found: Found, stop: int) -> _Draft | None:
        known: Known = found.value
        if self.sides and (self._is_adjective(found) or self._is_compound_name(found, known)):
            return None
        if known.kind == "state" and (known.id in self.home or not self._acts(found, known, stop)):
            return None
        return _Draft(found.first, found.last, known.id, known.name, known.party)

    def _is_compound_name(self, found: Found, known: Known) -> bool:
        """ "the Union Pacific", "Allies' Square": a name that only begins with a side's."""
        if known.name not in self.sides or known.name.endswith("s"):
            return False
        return (found.last + 1 < len(self.tokens.words) and self.tokens.is_name(found.last + 1)) or (
            self.tokens.is_name(max(found.first - 1, 0)) and self.tokens.lows[found.first - 1] != "the"
        )

    def _acts(self, found: Found, known: Known, stop: int) -> bool:
        """Whether a state's name is an actor here, not the ground it covers."""
        lows, tokens = self.tokens.lows, self.tokens
        if found.first and known.usage == "name" and lows[found.first - 1] in _NEW and tokens.is_name(found.first - 1):
            return False  # "New Guinea"
        if tokens.starts[found.first] in self.later_words:
            return False  # "Port Sudan"
        toponym = self.roles.get(tokens.starts[found.first])
        before = lows[found.first - 1] if found.first else ""
        if known.usage == "name" and before in _PARTS_OF_LAND:
            return False  # "in eastern Syria"
        after = lows[found.last + 1] if found.last + 1 < stop else "."
        if toponym and toponym.role in ("actor", "embedded"):
            return after not in _LINES or known.usage != "metonym"  # "the Madrid front"
        if known.usage == "demonym":
            described = found.last + 2 < stop and lows[found.last + 2] in DESCRIBED and after not in _BEFORE_OFFICE
            return (after in _SPOKESMEN and not described) or self._is_people(found, before, after)
        if known.usage == "metonym":
            if after == "and" and before not in _CLAUSE_EDGES:
                return False  # "captured Warsaw and forced"
            return bool(
                after not in _MARCHES
                and before not in _LOCATIVE
                and before not in ("capital", ",")
                and (
                    after in _PREDICATES
                    or (after.endswith("ed") and after != "red")
                    or before in ("prompt", "allowed", "urged", "by", "with")
                )
            )
        return (
            before not in _LOCATIVE and not (before == "the" and lows[found.first - 2] in _LOCATIVE) and after != "'s"
        ) or (after == "'s" and found.last + 2 < stop and lows[found.last + 2] in _BODIES)

    def _is_people(self, found: Found, before: str, after: str) -> bool:
        """ "the Germans", "the British occupied": the people stand for their state."""
        plural = self.tokens.lows[found.last].endswith("s")
        if plural:
            return before not in _COUNTED and before != "native"
        return before == "the" and (
            after in _PREDICATES
            or after in _AFTER_PEOPLE
            or (after.endswith("ed") and len(after) > 4)
            or after in _IRREGULAR_PASTS
        )

    def _force(self, force: Force, inner: list[Found]) -> _Draft | None:
        owner = self._owner(force, inner)
        if owner is None:
            return self._unlisted(force, inner)
        first = min(force.first, owner.first)
        last = max(force.last, owner.last)
        known: Known = owner.value
        return _Draft(first, last, known.id, known.name, known.party, force=True)

    def _beside(self, force: Force, names: list[Found]) -> list[Found]:
        """The name that follows at once: "Sudan's paramilitary RSF"."""
        return [f for f in names if f.first == force.last + 1 and f.value.kind == "party"]

    def _possessor(self, force: Force, names: list[Found]) -> list[Found]:
        """The name before "'s" or after "of": "the government's military", "fighters of al-Shabaab"."""
        lows = self.tokens.lows
        if lows[force.last + 1 : force.last + 2] in (["of"], ["from"]):
            after = force.last + (3 if lows[force.last + 2 : force.last + 3] == ["the"] else 2)
            owned = [f for f in names if f.first == after and f.value.kind == "party"]
            if owned:
                return owned
        if force.first == 0 or self.tokens.lows[force.first - 1] != "'s":
            return []
        return [f for f in names if f.last == force.first - 2]

    def _owner(self, force: Force, inner: list[Found]) -> Found | None:
        """The listed actor whose body this is: the last name within the phrase."""
        for found in reversed(inner):
            known: Known = found.value
            if known.kind == "state" and (is_opposing(self.tokens, force) or not is_state_body(self.tokens, force)):
                continue
            if self.sides and self._is_adjective(found) and is_opposing(self.tokens, force):
                continue  # "Persian rebels" are not the Persians
            return found
        return None

    def _unlisted(self, force: Force, inner: list[Found]) -> _Draft | None:
        if force.first == force.last and not inner:
            return self._bare(force)
        words = self.tokens.lows[force.first : force.head + 1]
        if (
            len(words) == _PAIR
            and words[0] in ("army", "military")
            and words[1] in ("units", "troops", "soldiers", "forces")
        ):
            return _Draft(force.first, force.last, words[0], words[0].capitalize(), words[0], force=True)
        vague = force.last == force.head and all(word in _VAGUE for word in words)
        if self.tokens.lows[force.head] in _MACHINES or vague:
            return None
        if "Soviet" in self.sides and words == ["red", "army"]:
            known = self.sides["Soviet"]
            return _Draft(force.first, force.last, known.id, known.name, known.party, force=True)
        if self.tokens.lows[force.head] == "front" and self._is_line(force):
            return None
        name_id, name = neutral_name(self.tokens, force, frozenset())
        party = None if self.tokens.lows[force.head] in _CIVIL else name_id
        return _Draft(force.first, force.last, name_id, name, party, force=party is not None)

    def _is_line(self, force: Force) -> bool:
        """ "the Madrid front", "the Western Front": where armies stand, not who fights."""
        tokens = self.tokens
        before = tokens.lows[force.first : force.head]
        if not _MOVEMENTS.isdisjoint(before) or any("-" in word for word in before):
            return False
        if not tokens.is_name(force.head):
            return True
        return all(word in _QUARTERS or tokens.starts[i] in self.roles for i, word in enumerate(before, force.first))

    def _bare(self, force: Force) -> _Draft | None:
        """ "the army", "rebels": the body of that kind named before, else one without a name."""
        head = self.tokens.lows[force.head]
        before = self.tokens.lows[force.head - 1] if force.head else ""
        if head in _UNNAMED or before in _POSSESSIVES or before == "'s" or (head in _VAGUE and before != "the"):
            return None
        for draft in reversed(self.drafts):
            if draft.first != draft.last and head in self.tokens.lows[draft.first : draft.last + 1]:
                return _Draft(force.first, force.last, draft.id, draft.name, draft.party, force=draft.force)
        name_id, name = neutral_name(self.tokens, force, frozenset())
        return _Draft(force.first, force.last, name_id, name, name_id, force=True)

    def _learn(self) -> dict[str, tuple[str, str]]:
        """Read "the Syrian Arab Army (SAA)" as: SAA is a name of it."""
        learned: dict[str, tuple[str, str]] = {}
        for match in _ABBREVIATION.finditer(self.text):
            abbreviation = match[1]
            words = self.text[max(0, match.start() - 120) : match.start()].split()[-len(abbreviation) - 3 :]
            name = _spelled_out(words, abbreviation)
            if name and name.split()[-1].lower() in _ORGANISED:
                learned.setdefault(abbreviation, (slug(name), name))
        return learned

    def _abbreviations(self, first: int, stop: int, drafts: list[_Draft]) -> list[_Draft]:
        if not self.learned:
            return []
        taken = {i for d in drafts for i in range(d.first, d.last + 1)}
        found = []
        for index in range(first, stop):
            entry = self.learned.get(self.tokens.words[index])
            if entry and index not in taken:
                same = self._listed(entry[1])
                found.append(
                    _Draft(index, index, same.id, same.name, same.party)
                    if same
                    else _Draft(index, index, entry[0], entry[1], entry[0], force=True)
                )
        return found

    def _listed(self, name: str) -> Known | None:
        return self.table.get(tokenize(name).words)

    def _sides(self, first: int, stop: int) -> list[_Draft]:
        """ "Both sides": the two warring parties named most often so far."""
        if _SIDES.isdisjoint(self.tokens.lows[first:stop]):
            return []
        match = _BOTH.search(" ".join(self.tokens.lows[first:stop]))
        if not match:
            return []
        at = first + match.string[: match.start()].count(" ")
        fighting = {d.id for d in self.drafts if d.force} if not self.home else set()
        sides = [(d.party or (d.id if d.id in fighting else None), d) for d in self.drafts]
        counts = collections.Counter(party for party, _ in sides if party)
        top = [party for party, _ in counts.most_common(2)]
        names = {party: (d.id, d.name) for party, d in reversed(sides) if party in top and d.id == party}
        return [_Draft(at, at + 1, *names[party], party) for party in top if party in names] if len(top) == 2 else []


def _spelled_out(words: list[str], abbreviation: str) -> str | None:
    """Return the words whose initials the abbreviation gives, ``None`` if they do not fit."""
    letters = [c for c in abbreviation if c.isupper()]
    for count in range(len(letters), min(len(words), len(letters) + 3) + 1):
        tail = words[-count:]
        initials = [w[0].upper() for w in tail if w[0].isupper()]
        if tail and tail[0][0].isupper() and initials == letters:
            return " ".join(tail)
    return None


def state_actor(code: str) -> tuple[str, str]:
    """Return (actor id, name) of a state by ISO 3166-1 alpha-2 code."""
    return f"state:{code}", state_names().get(code, code)


_POSSESSIVES = frozenset({"its", "their", "his", "our", "her"})
_MACHINES = frozenset({"jets", "warplanes", "warships"})
_VAGUE = word_set("troops forces soldiers personnel military units ground foreign armed servicemen army commandos")
_CIVIL = word_set("ministry parliament presidency cabinet police authorities administration")
_UNNAMED = word_set(
    "group groups front movement division alliance armed personnel faction factions ministry opposition resistance"
    " police administration brigade battalion"
)
_SPOKESMEN = word_set(
    "president minister prime foreign parliament government army military defence defense spokesman officials"
    " lawmakers leader state interior presidency ambassador embassy envoy authorities counterpart warplanes jets"
    " drones air airstrikes airstrike forces strikes strike shelling bombardment missile missiles rocket rockets"
    " artillery gunfire tank tanks plane planes aircraft bombers gunboats warship warships frigate warplane helicopter helicopters gunships snipers sniper bombing raid raids invasion"
    " parliamentary and"
)
_BEFORE_OFFICE = frozenset(
    {"prime", "foreign", "defence", "defense", "interior", "air", "missile", "rocket", "artillery"}
)
"""Words of two-word offices and strikes: "Israeli prime minister", "Russian air strike"."""
_BODIES = word_set(
    "leadership leaders leader's parliament foreign government army military president prime defence defense"
    " ministry forces security leader state ruling house interior troops"
)
_LINES = word_set("front fronts line lines road railway campaign sector salient")
_MARCHES = word_set("retreated marched crossed landed escaped returned reached arrived encamped surrendered wintered")
"""What generals do that are named like a capital: Washington crossed a river."""
_PAIR = 2
_NEW = frozenset({"new", "papua"})
_PARTS_OF_LAND = word_set(
    "northern southern eastern western central northeastern northwestern southeastern southwestern north-eastern"
    " north-western south-eastern south-western northeast northwest southeast southwest mainland neighbouring"
    " neighboring war-torn"
)
_CLAUSE_EDGES = frozenset(
    {"", ".", ",", ";", ":", "and", "that", "but", "both", "between", "with", "by", "while", "as"}
)
_MOVEMENTS = word_set(
    "liberation popular patriotic national islamic people's peoples democratic resistance salvation united revolutionary"
    " unity independence"
)
_QUARTERS = word_set(
    "western eastern northern southern home central north south east west italian balkan second first third"
)
_COUNTED = word_set(
    "of many some several two three four five six seven eight nine ten dozens hundreds thousands least killed other"
    " more"
)
_AFTER_PEOPLE = word_set(
    ", . ; : in at on to by from with for near into across against who then also controlling holding occupying fighting"
)
_IRREGULAR_PASTS = word_set(
    "took retook lost won fought held fell withdrew fled broke struck drove overran sent began left"
)
_PREDICATES = word_set(
    "has had will would said says is was to could may might can and backs supports sent says did also have must"
    " should wants seeks told"
)
