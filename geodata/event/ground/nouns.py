"""Words by which ground that can be held is told from other things."""

from __future__ import annotations

from geodata.token import word_set

GROUND_NOUNS = word_set(
    "crescent town towns city cities village villages hamlet hamlets district districts province provinces region regions"
    " area areas territory territories neighbourhood neighbourhoods neighborhood neighborhoods suburb suburbs"
    " quarter quarters airport airports airbase airbases airfield base bases port ports terminal terminals oilfield"
    " oilfields field fields refinery refineries checkpoint checkpoints crossing crossings post posts barracks"
    " barrack camp camps headquarters outpost outposts position positions stronghold strongholds bastion bastions"
    " hill hills hilltop hilltops mountain mountains ridge ridges valley valleys island islands islet bridge bridges"
    " road roads highway highways junction junctions intersection dam dams ground land lands settlement settlements"
    " township townships municipality municipalities enclave enclaves pocket pockets capital half part parts swath"
    " swaths swathe swathes sector sectors zone zones facility facilities complex depot depots garrison garrisons"
    " fort forts fortress castle centre center outskirts heights height peninsula coast coastline front subdistrict"
    " sub-district subdistricts sub-districts countryside state states county counties block blocks point points"
    " entrance entrances exit exits gate gates plant installation installations farm farms farmland hub hubs"
    " corridor border frontline axis countryside palace station stations market markets compound prefecture"
    " prefectures trench trenches fortification fortifications locality localities commune communes kilometres"
    " kilometers square squares strip wadi desert forest plateau plain plains homeland place places site sites ruins"
    " seaport harbor harbour town's stretch stretches foothold footholds holdout university hospital courthouse"
    " building buildings citadel prison substation silos factory"
)
"""Nouns for ground, whole or in part."""

MEASURES = word_set(
    "km kilometres hectares acres kms one two three four five six seven eight nine ten both part parts most much all half rest remainder majority"
    " number string dozens dozen series swath swaths swathe swathes control cluster handful chunk chunks lot stretch"
    " stretches score scores hundreds several kilometers kilometres miles majority bulk pockets pocket many some"
    " couple percent centre center town city village villages towns cities district districts province region area"
    " areas neighbourhood neighborhood suburb port base island state territory outskirts side sections section"
    " portion portions bits capital authority possession command entirety"
)
"""Nouns whose "of" leads on to the ground itself."""

NOT_GROUND = word_set(
    "power attention seat seats goal shape action part place aim responsibility note stock advantage opportunity"
    " opportunities chance cue lead office oath time hostage hostages prisoner prisoners lives life toll refuge"
    " shelter cover account effect root hold step steps measures interest effort look streets street flight turn"
    " turns charge notice care pride issue senate congress house council legislature chamber company board media"
    " narrative budget blaze fire ball game arms lessons prisoners"
)

DIRECTIONS = word_set(
    "north south east west northeast northwest southeast southwest north-east north-west south-east south-west"
)

ENDERS = word_set(
    "up from in on at after before during with by for as following near amid since while when to into until because"
    " though although despite under including where which that who whose but or if so then than through across along"
    " around against between among amongst without within outside inside beyond towards toward about upon over is"
    " are was were has have had will would could may might can be been being said says told he she it they we i this"
    " these those last earlier yesterday today late early out off aside apart down away onto back again fully too"
    " also only monday tuesday wednesday thursday friday saturday sunday overnight according thus not just ago"
    " behind"
)

DETERMINERS = word_set(
    "the a an its their his her another some all several many most two three four five six seven eight nine ten"
    " eleven twelve dozens more both these those every any new fresh fully large"
)

PLACE_PREPOSITIONS = word_set(
    "in near of to from outside around on at south north east west southwest northwest southeast northeast inside"
    " across along between just"
)

MONTHS = word_set("january february march april may june july august september october november december")

WEEKDAYS = word_set("monday tuesday wednesday thursday friday saturday sunday")

TITLES = word_set(
    "commander leader general president minister colonel captain chief spokesman mr militant suspect terrorist"
    " journalist activist sheikh emir king prince smuggler dealer lord man woman boy girl trafficker member members"
    " officer officers generals commanders leaders"
)

NOT_PLACES = word_set(
    "january february march april may june july august september october november december monday tuesday wednesday"
    " thursday friday saturday sunday muslims christians kurds arabs shiites sunnis jews ied ieds vbieds rpgs ak-47s"
    " ak-47 gmt twitter facebook video footage senate house congress wall what up which here there it committee department command congressional fund hms uss ministry commission army navy"
    " regiment party treaty war god guard convention assembly"
)

GIVEN_NAMES = word_set(
    "mohammed mohamed muhammad mohammad ahmed ahmad ali hassan hussein abdul abdullah abdel abu ibrahim omar osama"
    " khalid khaled mahmoud mustafa saif saddam john james robert michael william david richard joseph thomas"
    " charles george donald joe barack vladimir sergei alexei dmitry ivan viktor oleksandr volodymyr mullah mawlawi"
    " maulana sheikh haji bashar recep hassan nouri haider moqtada ratko radovan slobodan joao jose juan carlos luis"
    " pedro maria anna sarah fatima aisha"
)

TIMES = word_set(
    "day days night week weeks month months year years morning evening afternoon hours january february march april"
    " may june july august september october november december monday tuesday wednesday thursday friday saturday"
    " sunday process aftermath wake face time end hands"
)

FINITE_VERBS = word_set("said says was were is are has have had will would could told told fled took killed drove went")

PARTICIPLES = word_set("lost held taken overrun known won left given built hit struck torn cut")

OCCUPANTS = word_set(
    "rebels militants insurgents fighters terrorists jihadists gunmen separatists mines landmines explosives troops"
    " militiamen protesters remnants"
)

ADJECTIVE_ENDS = (
    "al",
    "ern",
    "ic",
    "ed",
    "ous",
    "ful",
    "ive",
    "ary",
    "ish",
    "ing",
    "ant",
    "ent",
    "ese",
    "ian",
    "ean",
    "able",
    "ble",
    "ar",
    "y",
    "est",
    "er's",
)
