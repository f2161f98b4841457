"""Words that take a deed out of the plain past: plans, threats, wishes, conditions, denials."""

from __future__ import annotations

from geodata.token import word_set

MODALITIES = ("asserted", "planned", "threatened", "sought", "hypothetical", "denied")
"""Only ``asserted`` events and claims are drawn as deeds."""

MODALS = {
    "will": "planned", "shall": "planned", "'ll": "planned", "wo": "planned", "would": "hypothetical",
    "could": "hypothetical", "can": "hypothetical", "may": "hypothetical", "might": "hypothetical",
    "'d": "hypothetical", "ca": "hypothetical", "should": "sought", "must": "sought", "ought": "sought",
}  # fmt: skip

NEGATIONS = frozenset({"not", "n't", "'t", "never", "no", "neither", "nor", "without", "hardly", "barely"})

BE = frozenset({"is", "are", "was", "were", "be", "been", "being", "am", "'re", "get", "got", "gets", "getting"})
HAVE = frozenset({"has", "have", "had", "having", "'ve"})
DO = frozenset({"do", "does", "did"})
CONTRACTED = {
    "didn": "did", "don": "do", "doesn": "does", "isn": "is", "aren": "are", "wasn": "was", "weren": "were",
    "hasn": "has", "haven": "have", "hadn": "had", "wouldn": "would", "couldn": "could", "cannot": "can",
    "shouldn": "should", "mustn": "must",
}  # fmt: skip
"""Auxiliaries as they stand before "'t"."""

ADVERBS = word_set(
    "also still already now again then even just ever yet once first soon fully twice thus far further farther"
    " almost nearly long both all each together jointly since only later formally back too instead since largely up"
    " once simultaneously not n't never reportedly allegedly"
)


def _table(**groups: str) -> dict[str, str]:
    return {word: modality for modality, words in groups.items() for word in words.split()}


INFINITIVE_GOVERNORS = _table(
    asserted="""managed manages manage began begun begins beginning started starts starting continued continues continue
        continuing proceeded forced forcing forces' compelled prompted succeeded helped helping went resumed came
        used enabled enabling able led driven obliged appeared seemed last first second third fourth fifth latest
        only""",
    planned="""plan plans planned planning vow vows vowed vowing pledge pledges pledged pledging promise promises
        promised
        promising prepare prepares prepared preparing preparations intend intends intended intending intention
        decide decides decided deciding decision agree agrees agreed agreeing agreement deal authorise authorises
        authorised authorising authorize authorizes authorized authorizing approve approves approved approval allow
        allows allowed allowing permit permits permitted permitting order orders ordered ordering ready set due
        expected expects expect poised scheduled mandate mandated bill motion go-ahead authorization authorisation
        delay delays delayed delaying committed commits commitment resolved instructed instructs going undertook undertakes undertaken swore sworn
        offered offers offer willing willingness readiness mandates tasked massing massed gearing about determined""",
    threatened="threat threats threaten threatens threatened threatening warned warns warning ultimatum",
    sought="""seek seeks sought seeking want wants wanted wanting try tries tried trying attempt attempts attempted
        attempting aim aims aimed aiming hope hopes hoped hoping bid bids effort efforts struggle struggled
        struggling struggles push pushed pushing pushes urge urges urged urging call calls called calling ask asks
        asked asking request requests requested requesting demand demands demanded demanding need needs needed
        appeal appealed appeals pressed pressure pressing desire wish wishes wished goal purpose objective order
        designed mission campaign offensive operation operations fight fighting fought race battle battles battling
        battled assault attack advance drive war attempted convince convinced persuade persuaded encourage
        encouraged invited lobby lobbied fails right call-up necessary important time chance plea pleaded begged
        implored told""",
    hypothetical="""possible possibility potential likely unlikely might risk risks fear fears feared afraid
        concern concerns
        prospect opportunity consider considers considered considering mull mulls mulling weigh weighing ability
        capacity capable enough allow enable door way fears suspected believed thought option hesitate dared tempted""",
    denied="""deny denies denied denying refuse refuses refused refusing fail failed failing failure unable decline
        declined declines prevent prevented preventing avoid avoided avoiding avert averted forbade forbidden banned
        unwilling reluctant never rejected refusal powerless inability failure""",
)
"""What a word says of the infinitive after it; the nearest one to the left decides."""

NOUN_GOVERNORS = _table(
    planned="""plan plans planned planning prepare prepares prepared preparing preparations approve approves approved
        approving approval authorise authorises authorised authorising authorize authorizes authorized authorizing
        authorization authorisation allow allows allowed allowing permit permits permitting permitted upcoming
        forthcoming scheduled future promise promised promising pledge pledged vow vowed vowing intended mandate
        embark go-ahead expected green-light bill motion propose""",
    threatened="threat threats threaten threatens threatened threatening",
    sought="""call calls called calling urge urges urged urging demand demands demanded demanding need needs needed seek
        seeks sought seeking request requests requested requesting appeal appeals appealed appealing want wants
        wanted proposed proposal proposes proposing propose attempt attempted wish hope hopes hoped hoping aimed
        aims bid advocate advocates advocated advocating require requires required push""",
    hypothetical="""imminent looming impending possible possibility potential potentially risk risks fear fears
        feared any
        would-be hypothetical prospect likelihood likely alleged supposed suspected speculation rumours rumors
        rumoured rumored could might anticipated anticipation if case eventual consider considering mull mulling
        warn warned warns warning against""",
    denied="""prevent prevents prevented preventing avert averted averting avoid avoided avoiding deny denies denied
        denying no not never without foil foiled thwart thwarted cancel cancelled canceled aborted refute refuted
        dismissed zero neither nor""",
)
"""What a word says of the noun after it, within a few words."""

CONDITIONS = frozenset({"if", "unless", "whether", "lest", "should"})

SUBJUNCTIVE = word_set(
    "demand demands demanded demanding insist insists insisted insisting propose proposed proposes recommend"
    " recommended request requested requests require requires required urge urged suggest suggested ask asked order"
    " ordered"
)
"""Verbs after which "that ... withdraw" is a wish."""

GERUND_PREPOSITIONS = {
    "after": "asserted", "by": "asserted", "since": "asserted", "following": "asserted", "upon": "asserted",
    "while": "asserted", "when": "asserted", "despite": "asserted", "having": "asserted", "before": "asserted",
    "without": "denied", "against": "hypothetical", "from": "denied", "for": "asserted", "instead": "denied",
    "than": "hypothetical", "of": "asserted", "in": "asserted", "with": "asserted", "through": "asserted",
    "began": "asserted", "started": "asserted", "continued": "asserted", "kept": "asserted", "at": "sought",
    "toward": "sought", "towards": "sought", "on": "planned", "stopped": "denied", "to": "sought",
}  # fmt: skip

GERUND_OF = _table(
    sought="aim aims hope hopes goal intention intent objective purpose way means ambition dream dreams dreamed dreamt dreaming method"
    " point cusp verge brink",
    hypothetical="possibility risk threat chance prospect idea talk fear fears danger likelihood incapable capable",
    denied="instead incapable short",
)
"""Nouns before "of" + gerund."""
