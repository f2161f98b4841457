"""Classes of words that tell a place name from other names, chosen by hand."""

from __future__ import annotations

# Compact by hand: one word a line would hide the classes among two thousand lines.
# fmt: off
PERSON_TITLE = frozenset([
    "mr", "mrs", "ms", "miss", "dr", "prof", "professor", "president", "presidents", "minister", "premier",
    "chancellor", "general", "gen", "colonel", "col", "lt", "lieutenant", "capt", "captain", "sgt", "sergeant",
    "major", "maj", "brig", "brigadier", "admiral", "commander", "cmdr", "king", "queen", "prince", "princess",
    "emperor", "sultan", "emir", "sheikh", "sheik", "imam", "ayatollah", "pope", "bishop", "archbishop", "cardinal",
    "rev", "reverend", "father", "sister", "rabbi", "senator", "sen", "congressman", "congresswoman", "rep",
    "representative", "gov", "governor", "mayor", "judge", "justice", "attorney", "ambassador", "envoy",
    "secretary", "spokesman", "spokeswoman", "spokesperson", "speaker", "chief", "director", "chairman",
    "chairwoman", "chair", "ceo", "coach", "striker", "actor", "actress", "singer", "author", "warlord",
    "strongman", "dictator", "lawyer", "sir", "lord", "lady", "dame", "baron", "officer", "detective", "inspector",
    "superintendent", "constable", "deputy", "correspondent", "reporter", "editor", "analyst", "defender",
    "midfielder", "goalkeeper", "president-elect", "sheriff", "marshal", "warden", "corporal", "private", "doctor",
    "nurse", "founder", "leader", "legislator", "lawmaker", "activist", "journalist", "wife", "husband", "son",
    "daughter", "brother", "mother", "named", "called",
])
LOCATIVE = frozenset([
    "in", "at", "near", "from", "to", "into", "toward", "towards", "around", "outside", "inside", "across",
    "throughout", "through", "via", "within", "off", "along", "beyond", "onto", "leaving", "entering", "reaching",
    "visiting", "northeast", "northwest", "southeast", "southwest", "nearby", "aboard", "between", "reached",
    "visited", "entered", "left", "besieged", "captured", "retook", "seized", "recaptured",
])
PLACE_NOUN = frozenset([
    "city", "cities", "town", "towns", "village", "villages", "hamlet", "suburb", "suburbs", "district",
    "districts", "province", "provinces", "region", "regions", "state", "states", "county", "counties",
    "governorate", "governorates", "prefecture", "municipality", "municipalities", "neighborhood", "neighborhoods",
    "neighbourhood", "neighbourhoods", "area", "areas", "island", "islands", "peninsula", "coast", "coastline",
    "coastal", "port", "capital", "border", "borders", "airport", "airbase", "base", "airfield", "seaport",
    "enclave", "exclave", "outskirts", "crossing", "refinery", "oilfield", "stronghold", "settlement", "territory",
    "territories", "republic", "kingdom", "country", "countries", "continent", "river", "lake", "sea", "gulf",
    "bay", "strait", "valley", "mountain", "mountains", "desert", "oasis", "frontline", "front", "metropolis",
    "commune", "department", "oblast", "raion", "township", "parish", "borough", "quarter", "camp", "checkpoint",
    "junction", "highway", "road", "street", "resort", "prison", "gateway", "metropolitan", "downtown",
    "countryside", "hinterland", "waters", "shore", "shores", "dam", "bridge", "mayor", "resident", "residents",
    "residents'", "native",
])
REPORT_VERB = frozenset([
    "said", "says", "say", "told", "tells", "added", "adds", "announced", "announces", "argued", "asked",
    "believes", "believed", "called", "claimed", "claims", "confirmed", "declared", "declined", "denied",
    "described", "explained", "insisted", "noted", "recalled", "replied", "reported", "reports", "spoke", "stated",
    "stressed", "suggested", "testified", "thinks", "thought", "tweeted", "urged", "warned", "wrote", "vowed",
    "accused", "agreed", "insists", "admitted", "acknowledged", "promised", "pledged",
])
ACTOR_VERB = frozenset([
    "accused", "accuses", "agreed", "agrees", "aims", "announced", "announces", "approved", "approves", "armed",
    "arms", "asked", "asks", "backed", "backs", "banned", "bans", "called", "calls", "claimed", "claims",
    "condemned", "condemns", "confirmed", "confirms", "considers", "considered", "criticised", "criticized",
    "decided", "decides", "declared", "declares", "declined", "demanded", "demands", "denied", "denies", "deployed",
    "deploys", "dispatched", "dispatches", "expelled", "expels", "fears", "feared", "hopes", "insisted", "insists",
    "intervened", "intervenes", "invited", "invites", "joined", "joins", "launched", "launches", "negotiated",
    "offered", "offers", "opposed", "opposes", "ordered", "orders", "passed", "passes", "pledged", "pledges",
    "promised", "promises", "proposed", "proposes", "pushed", "ratified", "ratifies", "recognised", "recognises",
    "recognized", "recognizes", "refused", "refuses", "rejected", "rejects", "requested", "requests", "responded",
    "retaliated", "said", "says", "sees", "sends", "sent", "severed", "signed", "signs", "sought", "seeks",
    "supplied", "supplies", "supported", "supports", "suspended", "suspends", "threatened", "threatens", "told",
    "urged", "urges", "vetoed", "views", "voted", "vowed", "vows", "wants", "wanted", "warned", "warns", "welcomed",
    "welcomes", "withdrew",
    "flown", "flew", "conducted", "bombed", "attacked", "struck", "invaded", "annexed", "seized", "captured",
    "imposed", "lifted", "hosted", "intercepted", "deported", "detained", "evacuated", "closed", "reopened",
    "mobilised", "mobilized", "trained", "carried", "fired", "vetoes", "arrested", "shelled", "retaliates",
    "invades", "bombs", "attacks", "strikes", "imposes", "hosts", "pulled", "stationed", "sponsored", "brokered",
    "mediated", "funded", "funds", "resumed", "halted", "stopped", "recalled", "summoned", "test-fired", "tested",
])
GOVERNMENT_NOUN = frozenset([
    "government", "governments", "administration", "regime", "authorities", "parliament", "cabinet", "ministry",
    "army", "military", "troops", "forces", "force", "police", "navy", "coalition", "allies", "ally", "militia",
    "militias", "fighters", "rebels", "delegation", "officials", "official", "president", "ministers", "minister",
    "court", "courts", "lawmakers", "legislature", "embassy", "consulate", "backing", "support", "intervention",
    "airstrikes", "rulers", "leadership", "diplomats", "soldiers", "warplanes", "jets", "drones", "mercenaries",
    "alliance", "front", "campaign",
])
HYPHEN_TAIL = frozenset([
    "based", "led", "backed", "allied", "aligned", "born", "held", "controlled", "occupied", "supported",
    "sponsored", "funded", "made", "linked", "friendly", "administered", "bound", "wide", "area", "style",
    "trained", "supplied", "appointed", "installed", "ruled", "registered", "owned", "mediated", "brokered",
    "educated", "recognised", "recognized", "origin", "run", "affiliated", "loyal", "leaning", "dominated",
    "imposed", "bred",
])
ORGANISATION_HEAD = frozenset([
    "government", "ministry", "department", "university", "college", "school", "institute", "institution", "party",
    "bank", "times", "post", "news", "press", "journal", "herald", "tribune", "gazette", "telegraph", "council",
    "committee", "commission", "association", "union", "fc", "inc", "corp", "corporation", "company", "co", "ltd",
    "plc", "llc", "group", "agency", "army", "police", "court", "force", "forces", "board", "centre", "center",
    "airlines", "airways", "air", "foundation", "society", "club", "league", "cup", "open", "games", "festival",
    "marathon", "act", "treaty", "agreement", "accord", "accords", "protocol", "conference", "summit", "congress",
    "senate", "parliament", "assembly", "authority", "authorities", "service", "services", "office", "bureau",
    "organisation", "organization", "administration", "front", "movement", "brigade", "brigades", "battalion",
    "division", "guard", "guards", "navy", "command", "corps", "coalition", "alliance", "network", "television",
    "tv", "radio", "channel", "magazine", "daily", "review", "reuters", "united", "rovers", "athletic",
    "championship", "tournament", "prize", "award", "study", "survey", "report", "project", "programme", "program",
    "system", "industries", "energy", "oil", "petroleum", "gas", "motors", "electric", "insurance", "capital",
    "partners", "holdings", "church", "academy", "orchestra", "initiative", "fund", "trust", "federation",
    "confederation", "syndicate", "chamber", "embassy", "consulate", "cabinet", "theatre", "theater", "ballet",
    "opera", "rangers", "giants", "bulls", "lakers", "raiders", "knights", "wolves", "tigers", "lions", "bears",
    "eagles",
])
FACILITY_HEAD = frozenset([
    "street", "road", "avenue", "highway", "boulevard", "lane", "drive", "square", "bridge", "hospital", "airport",
    "station", "stadium", "park", "church", "cathedral", "mosque", "castle", "palace", "tower", "towers", "museum",
    "gallery", "library", "hotel", "mall", "prison", "jail", "camp", "base", "airbase", "airfield", "field",
    "terminal", "university", "college", "plaza", "circle", "court", "close", "way", "temple", "synagogue",
    "monastery", "abbey", "basilica", "shrine", "cemetery", "zoo", "garden", "gardens", "arena", "theatre",
    "theater", "refinery", "port", "harbour", "harbor", "dock", "plant", "dam", "mine", "crossing", "interchange",
    "junction", "parkway", "expressway", "freeway", "motorway", "crescent", "terrace", "infirmary", "clinic",
    "embassy", "house", "hall", "rd", "ave", "hwy", "blvd", "barracks", "fort", "fortress", "citadel", "market",
    "bazaar", "school", "racecourse", "raceway", "speedway", "pier", "wharf",
])
GEOGRAPHIC_HEAD = frozenset([
    "county", "province", "region", "district", "state", "territory", "river", "lake", "sea", "ocean", "gulf",
    "bay", "strait", "straits", "island", "islands", "isle", "isles", "mountain", "mountains", "valley", "desert",
    "peninsula", "coast", "hills", "forest", "beach", "creek", "falls", "plateau", "oblast", "raion", "governorate",
    "prefecture", "parish", "municipality", "township", "village", "city", "town", "heights", "canal", "pass",
    "border", "republic", "kingdom", "basin", "delta", "cape", "point", "ridge", "reef", "archipelago", "atoll",
    "glacier", "oasis", "wadi", "crossing", "strip", "corridor", "highlands", "lowlands", "steppe", "swamp",
    "lagoon", "fjord", "sound", "channel", "shire", "borough", "ward", "suburb", "metropolitan", "counties",
    "provinces", "plains", "springs", "emirate", "voivodeship", "canton",
])
GEOGRAPHIC_LEAD = frozenset([
    "lake", "mount", "mt", "port", "fort", "camp", "river", "gulf", "bay", "cape", "isle", "saint", "st", "ste",
    "santa", "san", "sao", "new", "north", "south", "east", "west", "northern", "southern", "eastern", "western",
    "upper", "lower", "greater", "central", "el", "al", "los", "las", "la", "le", "ras", "wadi", "jebel", "jabal",
    "bir", "bab", "deir", "tell", "tel", "khan", "beit", "beni", "bani", "umm", "ain", "ayn", "kafr", "kfar",
    "novo", "nova", "nizhny", "veliky", "stary", "mar", "abu", "northeast", "northwest", "southeast", "southwest",
    "mid", "inner", "outer", "downtown",
])
FUNCTION_WORD = frozenset([
    "a", "an", "the", "and", "or", "but", "nor", "so", "yet", "for", "of", "in", "on", "at", "by", "to", "from",
    "with", "without", "within", "into", "onto", "upon", "over", "under", "above", "below", "between", "among",
    "about", "against", "after", "before", "during", "since", "until", "till", "while", "when", "where", "why",
    "how", "who", "whom", "whose", "which", "what", "that", "this", "these", "those", "there", "here", "he", "she",
    "it", "they", "we", "you", "i", "me", "him", "her", "them", "us", "his", "its", "their", "our", "your", "my",
    "mine", "is", "are", "was", "were", "be", "been", "being", "am", "do", "does", "did", "done", "has", "have",
    "had", "having", "will", "would", "shall", "should", "can", "could", "may", "might", "must", "not", "no", "yes",
    "as", "if", "then", "than", "because", "although", "though", "however", "also", "just", "only", "even", "still",
    "already", "again", "once", "more", "most", "much", "many", "some", "any", "all", "each", "every", "both",
    "either", "neither", "such", "other", "another", "same", "own", "very", "too", "quite", "rather", "ever",
    "never", "always", "often", "sometimes", "now", "today", "tomorrow", "yesterday", "tonight", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february", "march", "april",
    "june", "july", "august", "september", "october", "november", "december", "one", "two", "three", "four", "five",
    "six", "seven", "eight", "nine", "ten", "hundred", "thousand", "million", "billion", "first", "second", "third",
    "last", "next", "new", "old", "says", "said", "according", "despite", "through", "across", "around", "near",
    "off", "out", "up", "down", "back", "away", "along", "inside", "outside", "per", "via", "versus", "vs", "et",
    "al", "meanwhile", "earlier", "later", "like", "unlike", "several", "few", "thus", "hence", "therefore",
    "moreover", "nevertheless", "instead", "perhaps", "maybe", "read", "related", "watch", "source", "photo",
    "file", "image", "video", "copyright",
])
COMPASS = {
    "north": 0.0, "northeast": 45.0, "east": 90.0, "southeast": 135.0, "south": 180.0, "southwest": 225.0,
    "west": 270.0, "northwest": 315.0, "north-east": 45.0, "south-east": 135.0, "south-west": 225.0,
    "north-west": 315.0, "northern": 0.0, "northeastern": 45.0, "eastern": 90.0, "southeastern": 135.0,
    "southern": 180.0, "southwestern": 225.0, "western": 270.0, "northwestern": 315.0, "north-eastern": 45.0,
    "south-eastern": 135.0, "south-western": 225.0, "north-western": 315.0,
}
"""Bearings in degrees clockwise from north."""
CONFLICT_GIVEN_NAMES = frozenset([
    "abdel", "abdul", "abd", "abdallah", "abdullah", "abu", "ahmed", "ahmad", "ali", "amin", "anwar", "aqila",
    "aqilah", "ayman", "aziz", "bashar", "bashir", "fathi", "fayez", "faiez", "faisal", "farouk", "fuad", "haitham",
    "hakim", "hamid", "hamza", "hassan", "hasan", "hussein", "husain", "hussain", "ibrahim", "idris", "ismail",
    "ismet", "jamal", "kamal", "karim", "khaled", "khalid", "khalifa", "mahmoud", "mahmud", "majid", "mansour",
    "mohamed", "mohammed", "mohammad", "muhammad", "moammar", "muammar", "muammer", "mustafa", "nasser", "omar",
    "osama", "omer", "rashid", "saad", "saddam", "saeed", "said", "salah", "salem", "sami", "seif", "saif", "sisi",
    "tariq", "tarek", "walid", "wael", "yasser", "yousef", "youssef", "yusuf", "yahya", "zaid", "ziad", "volodymyr",
    "vladimir", "sergei", "sergey", "dmitry", "dmytro", "oleksandr", "oleksiy", "mykola", "petro", "viktor",
    "yevgeny", "ramzan", "valery", "oleksii", "vitaly", "kyrylo", "denys", "iryna", "olena", "tayyip", "recep",
    "mevlut", "hulusi", "hakan", "masrour", "nechirvan", "hemedti", "burhan", "dagalo", "al-burhan", "rashad",
    "aidarous", "abed", "rabbo", "tareq", "aref",
])
"""Frequent in conflict news, in romanised spellings that name lists of the West lack."""
STATE_ABBREVIATION = {
    "ala": "Alabama", "ariz": "Arizona", "ark": "Arkansas", "calif": "California", "colo": "Colorado",
    "conn": "Connecticut", "del": "Delaware", "fla": "Florida", "ga": "Georgia", "ill": "Illinois",
    "ind": "Indiana", "kan": "Kansas", "ky": "Kentucky", "la": "Louisiana", "md": "Maryland",
    "mass": "Massachusetts", "mich": "Michigan", "minn": "Minnesota", "miss": "Mississippi", "mo": "Missouri",
    "mont": "Montana", "neb": "Nebraska", "nev": "Nevada", "okla": "Oklahoma", "ore": "Oregon",
    "pa": "Pennsylvania", "tenn": "Tennessee", "tex": "Texas", "vt": "Vermont", "va": "Virginia",
    "wash": "Washington", "wis": "Wisconsin", "wyo": "Wyoming", "ont": "Ontario", "que": "Quebec",
    "alta": "Alberta", "sask": "Saskatchewan", "man": "Manitoba", "nfld": "Newfoundland and Labrador",
    "vic": "Victoria", "tas": "Tasmania", "qld": "Queensland",
}
"""States and provinces as news agencies shorten them; read only after a comma, as in "Barrie, Ont."."""
POSTAL_CODE = {
    "AL": "Alabama", "AK": "Alaska", "AZ": "Arizona", "AR": "Arkansas", "CA": "California", "CO": "Colorado",
    "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia", "HI": "Hawaii", "ID": "Idaho",
    "IL": "Illinois", "IN": "Indiana", "IA": "Iowa", "KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana",
    "ME": "Maine", "MD": "Maryland", "MA": "Massachusetts", "MI": "Michigan", "MN": "Minnesota",
    "MS": "Mississippi", "MO": "Missouri", "MT": "Montana", "NE": "Nebraska", "NV": "Nevada", "NH": "New Hampshire",
    "NJ": "New Jersey", "NM": "New Mexico", "NY": "New York", "NC": "North Carolina", "ND": "North Dakota",
    "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon", "PA": "Pennsylvania", "RI": "Rhode Island",
    "SC": "South Carolina", "SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VT": "Vermont",
    "VA": "Virginia", "WA": "Washington", "WV": "West Virginia", "WI": "Wisconsin", "WY": "Wyoming",
    "DC": "District of Columbia", "ON": "Ontario", "QC": "Quebec", "AB": "Alberta", "BC": "British Columbia",
    "SK": "Saskatchewan", "MB": "Manitoba", "NS": "Nova Scotia", "NB": "New Brunswick", "NSW": "New South Wales",
    "QLD": "Queensland",
}
OTHER_NAME = frozenset([
    "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "christmas", "easter",
    "ramadan", "thanksgiving", "halloween", "hanukkah", "eid", "islam", "muslim", "muslims", "christian",
    "christians", "jewish", "jews", "jew", "hindu", "hindus", "buddhist", "catholic", "catholics", "orthodox",
    "protestant", "sunni", "shiite", "shia", "kurd", "kurds", "arab", "arabs", "islamist", "islamists", "nazi",
    "nazis", "communist", "republican", "republicans", "democrat", "democrats", "conservative", "conservatives",
    "liberal", "liberals", "labour", "google", "facebook", "twitter", "apple", "microsoft", "amazon", "youtube",
    "instagram", "netflix", "boeing", "airbus", "toyota", "ford", "honda", "molotov", "kalashnikov", "god", "allah",
    "bible", "quran", "koran", "english", "arabic", "latin", "internet", "olympics", "olympic", "oscar", "oscars",
    "grammy", "nobel", "pulitzer", "nasa", "nato", "opec", "unicef", "unesco", "fifa", "uefa", "interpol",
    "reuters", "afp", "cnn", "bbc", "nbc", "abc", "cbs", "trump", "obama", "putin", "biden", "covid", "ebola",
    "zika", "mers", "sars", "hiv", "aids", "dna",
])
"""Proper names that are no places however often a village is called so; languages, faiths, firms, days."""
ARABIC_ARTICLES = frozenset([
    "al", "el", "as", "es", "ash", "esh", "an", "en", "ar", "er", "az", "ez", "at", "et", "ath", "eth", "ad", "ed",
    "adh", "edh",
])
LINK_WORDS = frozenset([
    "of", "de", "del", "da", "do", "dos", "das", "di", "la", "le", "les", "los", "las", "du", "des", "den", "der",
    "für", "y", "i",
])
"""Lower-case words inside names: "Rio de Janeiro", "Bank of America"."""
# fmt: on
