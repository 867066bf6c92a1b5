/* English words of the figure spotter. Rules that use them: docs/SPOTTER.md. */
#include "text/figure_lex.h"
#include "text/number.h"

const struct lex_row lex_rows_en[] = {
    {LEX_NUMBER, LEX_NUM(NUMBER_DOZEN, 12), NULL, "dozen|dozens|dzs|dozs"},
    {LEX_NUMBER, LEX_NUM(NUMBER_UNIT, 0), NULL, "naught|nought|nil"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 5), NULL, "lakh|lakhs|lac|lacs|lkh|lkhs"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 7), NULL, "crore|crores|koti|krore|krores"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 9), NULL, "nineth"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 3), NULL, "thousands"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 6), NULL, "millions"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 9), NULL, "billions"},
    {LEX_NUMBER, LEX_NUM(NUMBER_SCALE, 12), NULL, "trillions"},
    {LEX_NUMBER, LEX_NUM(NUMBER_PART, 4), NULL, "quarter|quarters"},
    {LEX_SCALE_ABBR, 3, NULL, "k"},
    {LEX_SCALE_ABBR, 6, NULL, "m|mn|mio|mln|mil|mm"},
    {LEX_SCALE_ABBR, 9, NULL, "bn|b|bln"},
    {LEX_SCALE_ABBR, 12, NULL, "trn|tn|tln"},
    {LEX_QUANT, 10, NULL, "tens of"},
    {LEX_QUANT, 20, NULL, "scores of"},
    {LEX_QUANT, 24, NULL, "dozens|dozens of"},
    {LEX_QUANT, 100, NULL, "hundreds|hundreds of"},
    {LEX_QUANT, 1000, NULL, "thousands|thousands of"},
    {LEX_QUANT, 10000, NULL, "tens of thousands|tens of thousands of"},
    {LEX_QUANT, 24000, NULL, "dozens of thousands of"},
    {LEX_QUANT, 100000, NULL, "hundreds of thousands|hundreds of thousands of"},
    {LEX_QUANT, 1000000, NULL, "millions|millions of"},
    {LEX_QUANT, 10000000, NULL, "tens of millions|tens of millions of"},
    {LEX_QUANT, 100000000, NULL, "hundreds of millions|hundreds of millions of"},
    {LEX_QUANT, 1000000000, NULL, "billions|billions of"},
    {LEX_FEW, 0, NULL, "several|a few|few|a couple|a couple of|some few|many|numerous"},
    {LEX_BOUND, BOUND_OVER, NULL, "more than|over|above|greater than|upwards of|in excess of|exceeding|exceeded|"
        "exceeds|"
        "exceed|well over|just over|slightly more than|slightly over|a little over|higher than|beyond|topping|"
        "north of|"
        "larger than|surpassing|surpassed"},
    {LEX_BOUND, BOUND_ATLEAST, NULL, "at least|no less than|no fewer than|not less than|not fewer than|"
        "a minimum of|minimum of|the minimum of|minimum|min|no lower than|not lower than|not below|not under|"
        "no smaller than|"
        "as few as|as little as"},
    {LEX_BOUND, BOUND_UNDER, NULL, "nearly|almost|less than|fewer than|under|below|just under|close to|"
        "just short of|lower than|short of|not quite|well under|slightly under|smaller than|slightly less than"},
    {LEX_BOUND, BOUND_ATMOST, NULL, "up to|at most|no more than|not more than|a maximum of|maximum|not exceeding|"
        "max|not to exceed|maximum of|the maximum of|not over|not above|no higher than|not higher than|no greater than|"
        "not greater than|no longer than|not longer than|as many as|as much as"},
    {LEX_BOUND, BOUND_ABOUT, NULL, "about|some|around|approximately|roughly|circa|an estimated|approx|ca|"
        "estimated at|"
        "or so|in the region of|on the order of|in the order of|estimated"},
    {LEX_BOUND, BOUND_EXACT, NULL, "exactly"},
    {LEX_BOUND_AFTER, BOUND_ATLEAST, NULL, "or more|and more|or above|and above|upwards|or over|and over|or higher|"
        "or greater|and up|and upwards|or upwards|or older|and older|or longer|and longer|or larger|and larger|"
        "at least|"
        "at a minimum|at minimum|or better|upward|and upward"},
    {LEX_BOUND_AFTER, BOUND_ATMOST, NULL, "or less|or fewer|and below|or below|or under|or lower|and under|"
        "and lower|at most|"
        "at the most|or younger|and younger|or shorter|or smaller|at a maximum|maximum"},
    {LEX_BOUND_AFTER, BOUND_ABOUT, NULL, "or so"},
    {LEX_PERCENT, 0, NULL, "percent|per cent|pct|percentage|percentage points|percentage point|percents"},
    {LEX_MONTH, 1, NULL, "january|jan"}, {LEX_MONTH, 2, NULL, "february|feb"}, {LEX_MONTH, 3, NULL, "march|mar"},
    {LEX_MONTH, 4, NULL, "april|apr"}, {LEX_MONTH, 5, NULL, "may"}, {LEX_MONTH, 6, NULL, "june|jun"},
    {LEX_MONTH, 7, NULL, "july|jul"}, {LEX_MONTH, 8, NULL, "august|aug"}, {LEX_MONTH, 9, NULL, "september|sep|sept"},
    {LEX_MONTH, 10, NULL, "october|oct"}, {LEX_MONTH, 11, NULL, "november|nov"},
    {LEX_MONTH, 12, NULL, "december|dec"},
    {LEX_WEEKDAY, 0, NULL, "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tue|wed|thu|fri|sat|sun"},
    {LEX_IDIOM, 0, NULL, "first of all|second to none|first and foremost|at first|at first glance|first hand|"
        "first lady|first secretary|second secretary|third secretary|first deputy|third world|third party|"
        "third parties|third countries|third country|second hand|on the one hand|one another|one day|one by one|"
        "no one|one way or another|for one thing|one thing|at one|one of a kind|first name|one side|"
        "first come first served|in the first place|the one|this one|that one|each one|every one|new one|any one|"
        "which one|"
        "one who|one that|one which|one cannot|one to one|day one|square one|one time|one step|at one time|"
        "one more time|in one word|in one voice|one voice|one of|second language|second languages|"
        "seconds|a second|split second|first language|second nature|second thoughts|first aid|"
        "first responders|number one|twenty four seven|at second glance|second wind|one stop|one stop shop|"
        "at the same time|the four corners|seven seas|four seasons|once|twice|at sixes and sevens|"
        "second half of|one belt|one belt one road|one health|one china|first time ever|"
        "nine to five|one side and|fifth column|sixth sense|first instance|at first sight|one and the same|"
        "one and all|all in one|one another s|ten to one|a thousand times|the big five|two cents|catch 22|"
        "catch twenty two|plan b|second best|second mate|third rail|first officer|first minister|first nations|"
        "half marathon|half marathons|half time|half term|one sided|one off|one party|one village one product"},
    {LEX_REF, 0, NULL, "article|articles|clause|clauses|annex|annexes|appendix|chapter|chapters|page|pages|table|"
        "tables|figure|fig|section|sections|paragraph|para|paragraphs|decree|circular|resolution|decision|directive|"
        "no|nos|nr|ref|item|items|room|rooms|gate|terminal|floor|flight|highway|route|road|tel|phone|telephone|fax|"
        "hotline|mobile|account|iban|platform|part|annexe|protocol no|point|version|step|number|lot|block|unit|"
        "conclusion|dispatch|plan no|law no|document|file|id|case|issue|vol|volume|suite|apartment|apt|box|"
        "building|line|zone|boeing|airbus|pier|berth|bus|train|exit|"
        "iso|ship|vessel|boat|hull|hotline number|tax code|passport|isbn|extension|ext|postcode|zip|code|"
        "industry|web|exhibit|schedule|pp|p|art|arts|sec|ch|row|column|footnote|note|subsection|sub clause|"
        "rule|regulation|dossier no|licence|license|plate|bin|swift|hall|booth|track|lane|class|grade|"
        "phase|phases|stage|windows|interstate|bundle|chart|map|slide|verse|psalm|act no|bill"},
    {LEX_CLOCK, 0, NULL, "am|pm|o clock|a m|p m|hrs|gmt|utc|noon"},
    {LEX_STREET, 0, NULL, "street|st|avenue|ave|boulevard|blvd|lane|road|rd|ward|square|alley|drive|highway"},
    {LEX_EVENT, 0, NULL, "congress|conference|summit|session|meeting|plenum|festival|games|forum|olympiad|war|term|"
        "assembly|legislature|edition|quarter|phase|phases|volume|world war"},
    {LEX_STATUS, MARK_WISH, NULL, "hope|hopes|hoped|hoping|wish|wishes|wished|would like|should|proposed that|"
        "propose|proposes|calls for|called for|calling for|suggested|suggests|recommends|recommended|urged|urges|"
        "aspires|aspire|desires|looks forward|ought to|want|wants|wanted|would welcome|asks for"},
    {LEX_STATUS, MARK_PLANNED, NULL, "would be|expects|expect|anticipates|anticipate|forecasts|predicts|will|plans to|"
        "plan to|planned|planning to|is to|are to|is due to|are due to|"
        "is expected to|are expected to|expected to|expected|is scheduled|are scheduled|scheduled|intends to|"
        "intend to|"
        "aims to|aim to|aims for|aiming to|aims at|aiming for|target|targets|targeting|going to|shall|to be held|"
        "to be signed|set to|forecast|is slated|slated|won t|goal of|the goal|envisages|envisaged|foresees|"
        "foreseen|to be completed|to be built|strives|strive|striving|by 2030|next year|due to open|projected|aim is|"
        "upcoming|in the coming|proposed"},
    {LEX_STATUS, MARK_UNDER_WAY, NULL, "is promoting|are promoting|promoting|is preparing|are preparing|preparing|"
        "is negotiating|are negotiating|negotiating|being|under way|underway|ongoing|under construction|"
        "under negotiation|in progress|is building|are building|is implementing|are implementing|is carrying out|"
        "are carrying out|in preparation|is working|are working|is discussing|are discussing|currently implementing|"
        "in the pipeline|is finalising|are finalising|is finalizing|under discussion|in negotiation|is drafting|"
        "are drafting|is pursuing|are pursuing|pursuing|is developing|are developing|is conducting|are conducting|"
        "is running|are running|is seeking|are seeking|is reviewing|are reviewing|is training|are training|"
        "is constructing|are still|is still|is underway|are underway|under preparation|under review|"
        "is processing|are processing|is organising|are organising|is organizing|are organizing|is considering|"
        "is continuing|in talks|is in talks|are in talks|is moving|pending"},
    {LEX_STATUS, MARK_DONE, NULL, "has signed|have signed|signed|were signed|was signed|were inked|was|were|has|have|"
        "had|held|hosted|attracted|reached|completed|organised|organized|received|attended|granted|licensed|opened|"
        "welcomed|sent|disbursed|concluded|rose|grew|fell|dropped|increased|decreased|declined|recorded|achieved|"
        "got|took part|took place|sold|built|exported|imported|provided|supported|participated|came|visited|earned|"
        "contributed|accounted|established|launched|spent|mobilised|mobilized|went|made|brought|trained|won|issued|"
        "raised|collected|posted|registered|donated|handled|processed|published|approved|joined|brought home|paid|"
        "drew|met|gathered|jumped|climbed|surged|shrank|slipped|totalled|totaled|stood|helped|inked|linked|"
        "invested|delivered|created|saw|averaged|numbered|gave|took|added|cut|repatriated|rescued|resolved|settled|"
        "restored|"
        "returned|exchanged|ran|repaired|planted|inaugurated|hit|arrived|lost|left|showed|worked|served|"
        "offered|produced|finished|ended|began|started|generated|generated by|expanded|transferred"},
    {LEX_RISE, 1, NULL, "increase|increased|increases|increasing|rise|rises|rose|risen|rising|grew|grow|grows|grown|"
        "growth|growing|up|gain|gained|gains|climbed|climb|jumped|jump|surged|surge|higher|expanded|soared|expansion|"
        "uptick|growth rate|advanced|leapt|upturn|swelled"},
    {LEX_RISE, -1, NULL, "decrease|decreased|decreases|decreasing|fall|fell|fallen|falls|falling|drop|dropped|drops|"
        "decline|declined|declines|declining|down|reduction|reduced|reduce|lower|loss|shrank|shrunk|contracted|"
        "contraction|slipped|slump|slumped|plunged|cut|sank|sunk|dipped|dip|slid|downturn|decreasing"},
    {LEX_RAISE, 0, NULL, "bringing|brings|brought|raising|raises|raised|lifting|lifts|taking|takes|took"},
    {LEX_STOP, 0, NULL, "of|in|on|at|by|for|with|from|to|into|onto|under|over|between|among|amongst|across|during|"
        "through|throughout|within|without|against|about|around|after|before|since|until|till|per|than|as|via|"
        "towards|"
        "toward|upon|near|behind|above|below|along|alongside|including|involving|regarding|concerning|versus|and|or|"
        "but|nor|so|because|although|though|while|whereas|if|when|where|which|who|whom|whose|that|what|how|why|each|"
        "is|are|was|were|be|been|being|am|has|have|had|having|do|does|did|will|would|shall|should|can|could|may|"
        "might|"
        "must|not|also|only|already|still|yet|now|then|there|here|this|these|those|it|they|we|he|she|you|i|them|him|"
        "us|me|such|both|all|last|too|just|alone|apiece|respectively|altogether|together|abroad|overseas|"
        "compared|worth|due|up|down|out|off|away|back|ago|later|earlier|again|next|attended|signed|took|take|takes|"
        "came|come|comes|went|made|were|gave|got|get|joined|visited|said|reached|exceeded|rose|fell|grew|"
        "increased|decreased|totalling|totaling|containing|consisting|comprising|covering|ranging|valued|located|"
        "agreed|participated|arrived|became|remain|remained|remains|exist|lie|live|work|works|began|begin|start|"
        "started|ended|followed|follow|showed|show|met|meet|saw|see|received|receive|brought|bring|bringing|"
        "making|linking|connecting|serving|according|representing|accounting|registered|to be|yearly|annually|"
        "followed by|led|headed|left|stayed|died|would|twice|cost|voted|wounded|injured|killed|wide|older|long|"
        "tall|high|"
        "deep|away|strong|once|"
        "a|an|the|its|their|our|his|her|my|your|every|any|some|no|more than|thanks|plus|minus|times|"
        "except|besides|beyond|beside|despite|like|unlike|whether|however|therefore|whilst|amid|amidst"},
    {LEX_PARTICLE, 0, NULL, "more|other|others|additional|further|new|different|major|such|of the|of its|of their|"
        "of our|of these|of those|of the total|of them"},
    {LEX_NOUN, 1, NULL, "years|year|months|month|weeks|week|days|day|hours|hour|minutes|minute|seconds|decades|"
        "decade|"
        "centuries|century|quarters|nights|night|working days"},
    {LEX_NOUN, 0, NULL, "times|m|km|kilometres|kilometers|metres|meters|hectares|ha|kg|tonnes|tons|square metres|m2|"
        "litres|"
        "mw|gw|kwh|square kilometres|kilograms|cm|mm|km2|sq|degrees|points|points of"},
    {LEX_TOTAL, 0, NULL, "number of|total number of|total of|numbers of|count of|tally of"},
    {LEX_IN_YEAR, 0, NULL, "in|since|by|until|of|for|from|during|before|after|year|the year|till|through|to|and|"
        "early|"
        "late|mid|end|throughout|than|with|years|fiscal|summer|winter|autumn|spring|between|around|as of"},
    {LEX_PART, 102, NULL, "half|a half|one half|half of"},
    {LEX_PART, 104, NULL, "a quarter|one quarter|a fourth"},
    {LEX_PART, 304, NULL, "three quarters"},
    {LEX_FROM, 0, NULL, "from|between"},
    {LEX_TO, 0, NULL, "to|and|through|until"},
    {LEX_DET, 0, NULL, "the|its|their|our|his|her|this|that|these|those|a|an|my|your"},
    {LEX_FIRST, 1, NULL, "first|the first"},
    {LEX_FIRST, -1, NULL, "last|final"},
    {LEX_PLURAL, 0, NULL, "people|men|women|children|memoranda|media|data|criteria|persons|staff|personnel|mous|"
        "police|cattle|series|species|sheep|fish|feet|teeth|mice|phenomena|alumni|headquarters|aircraft|"
        "spacecraft|crises|analyses|bases|ngos|seamen|fishermen|businessmen|fishers|crew|delegates|youth"},
    {LEX_TRIGGER, 0, NULL, "every|q|h|last|final|from|between|a|an|half|three|twice"},
    {LEX_TRIGGER, 0, NULL, "c|hk|us|nz|au|mex|can"},
    {LEX_RAISE, 0, NULL, "went|goes|go|moved|shifted|changed|improved|widened|narrowed|lowered|upgraded|extended|"
        "swung|passed|doubled|tripled|halved|quadrupled|trimmed|revised|evolved|moving|going|cutting|cut"},
    {0, 0, NULL, NULL},
};
