/* German words of the figure spotter. Rules that use them: docs/SPOTTER.md. */
#include "text/figure_lex.h"
#include "text/number.h"

const struct lex_row lex_rows_de[] = {
    {LEX_NUMBER, LEX_NUM(NUMBER_UNIT, 2), NULL, "beiden|zwo|zweier|zweien"},
    {LEX_NUMBER, LEX_NUM(NUMBER_UNIT, 3), NULL, "dreier|dreien"},
    {LEX_NUMBER, LEX_NUM(NUMBER_DOZEN, 12), NULL, "dutzend"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 3), NULL, "dritt"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 4), NULL, "viert"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 5), NULL, "fünft"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 6), NULL, "sechst"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 7), NULL, "siebt"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 9), NULL, "neunt"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 10), NULL, "zehnt"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 11), NULL, "elft"},
    {LEX_NUMBER, LEX_NUM(NUMBER_ORD, 12), NULL, "zwölft|zwoelft"},
    {LEX_SCALE_ABBR, 3, NULL, "tsd|tds|k"},
    {LEX_SCALE_ABBR, 6, NULL, "mio|mill|m"},
    {LEX_SCALE_ABBR, 9, NULL, "mrd|mia|md"},
    {LEX_SCALE_ABBR, 12, NULL, "bio"},
    {LEX_QUANT, 24, NULL, "dutzende|dutzenden|dutzender"},
    {LEX_QUANT, 100, NULL, "hunderte|hunderten|hunderter"},
    {LEX_QUANT, 1000, NULL, "tausende|tausenden|tausender|abertausende"},
    {LEX_QUANT, 10000, NULL, "zehntausende|zehntausenden|zehntausender"},
    {LEX_QUANT, 100000, NULL, "hunderttausende|hunderttausenden"},
    {LEX_QUANT, 1000000, NULL, "millionen|millionen von"},
    {LEX_QUANT, 1000000000, NULL, "milliarden|milliarden von"},
    {LEX_FEW, 0, NULL, "einige|einigen|einiger|mehrere|mehreren|mehrerer|ein paar|wenige|wenigen|viele|vielen|"
        "zahlreiche|zahlreichen|etliche"},
    {LEX_BOUND, BOUND_OVER, NULL, "mehr als|über|oberhalb von|gut|größer als|etwas mehr als|deutlich über|"
        "deutlich mehr als|weit über|weit mehr als|höher als|übersteigt|überstieg|jenseits von|etwas über"},
    {LEX_BOUND, BOUND_ATLEAST, NULL, "mindestens|wenigstens|nicht weniger als|zumindest|minimal|ein minimum von|"
        "nicht unter|ab mindestens|mind|ab|minimum|ein minimum an|mindestens noch|zum mindesten"},
    {LEX_BOUND, BOUND_UNDER, NULL, "fast|knapp|weniger als|unter|beinahe|nahezu|annähernd|unterhalb von|kleiner als|"
        "nicht ganz|geringer als|etwas weniger als|deutlich unter|deutlich weniger als|niedriger als"},
    {LEX_BOUND, BOUND_ATMOST, NULL, "höchstens|maximal|bis zu|nicht mehr als|allerhöchstens|ein maximum von|max|"
        "nicht über|längstens|allenfalls|maximal bis zu|maximum|ein maximum an|nicht höher als|nicht länger als|"
        "nicht größer als|bestenfalls"},
    {LEX_BOUND, BOUND_ABOUT, NULL, "rund|etwa|circa|ca|ungefähr|zirka|geschätzt|schätzungsweise|um die|etwa rund|"
        "in etwa|an die|geschätzte|geschätzten|grob|gegen"},
    {LEX_BOUND, BOUND_EXACT, NULL, "genau|exakt"},
    {LEX_BOUND_AFTER, BOUND_ATLEAST, NULL, "oder mehr|und mehr|und darüber|oder darüber|aufwärts|oder älter|"
        "und älter|oder länger|und länger|oder höher|"
        "und höher|oder größer|und größer|mindestens"},
    {LEX_BOUND_AFTER, BOUND_ATMOST, NULL, "oder weniger|und weniger|und darunter|oder darunter|oder jünger|"
        "und jünger|oder kürzer|oder niedriger|"
        "höchstens|maximal"},
    {LEX_PERCENT, 0, NULL, "prozent|prozents|prozentpunkte|prozentpunkten|prozentpunkt|v h|prozentig|prozentige|"
        "prozentigen|prozentiger|prozentiges|"
        "prozentigem"},
    {LEX_MONTH, 1, NULL, "januar|jänner|jan"}, {LEX_MONTH, 2, NULL, "februar|feber|feb"},
    {LEX_MONTH, 3, NULL, "märz|mär"}, {LEX_MONTH, 4, NULL, "april|apr"}, {LEX_MONTH, 5, NULL, "mai"},
    {LEX_MONTH, 6, NULL, "juni|jun"}, {LEX_MONTH, 7, NULL, "juli|jul"}, {LEX_MONTH, 8, NULL, "august|aug"},
    {LEX_MONTH, 9, NULL, "september|sept|sep"}, {LEX_MONTH, 10, NULL, "oktober|okt"},
    {LEX_MONTH, 11, NULL, "november|nov"}, {LEX_MONTH, 12, NULL, "dezember|dez"},
    {LEX_WEEKDAY, 0, NULL, "montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag"},
    {LEX_IDIOM, 0, NULL, "zum einen|zum anderen|erste hilfe|ersten hilfe|in erster linie|drei gleichen|"
        "erster sekretär|zweiter sekretär|dritter sekretär|erste sekretär|zweite sekretär|erster sekretärin|"
        "zweite sekretärin|unter vier augen|in acht|außer acht|acht geben|fürs erste|an erster stelle|"
        "auf den ersten blick|"
        "eins zu eins|dritte welt|dritten welt|vierte gewalt|drittstaaten|drittländer|zweite wahl|erster klasse|"
        "zweiter hand|erster hand|aus erster hand|erste bürgermeister|erster bürgermeister|der eine|die eine|"
        "das eine|"
        "den einen|ein und derselbe|ein und dieselbe|ein für alle mal|siebensachen|null und nichtig|zu zweit|"
        "erst|acht nehmen|alle viere|der ersten stunde|zum ersten mal|erster stelle|"
        "erste lesung|sieben berge|dreikönig|ein wenig|ein bisschen|ein jeder|ein solches|was für ein|"
        "die ersten schritte|erste schritte|ersten schritte|auf einen blick|zweiter weltkrieg|zweiten weltkrieg|"
        "zweite weltkrieg|ersten weltkrieg|erster weltkrieg|erste weltkrieg|erste geige|zweite geige|"
        "zweites deutsches fernsehen|erste dame|vier wände|vier wänden|erstmals|viertel stunde|"
        "vier pfoten|vierwaldstättersee|ein paar|zweite sekretärin|tausend dank|hundert prozentig|"
        "zweites frühstück|in zweiter linie|ersten grades|aus zweiter hand"},
    {LEX_REF, 0, NULL, "phase|stufe|artikel|artikels|artikeln|art|absatz|abs|anhang|anlage|anlagen|kapitel|kap|"
        "seite|seiten|s|"
        "tabelle|tab|abbildung|abb|abschnitt|paragraf|paragraph|paragrafen|paragraphen|nr|nummer|nrn|ziffer|"
        "raum|zimmer|tor|terminal|etage|gate|flug|autobahn|bundesstraße|tel|telefon|fax|konto|iban|telefax|mobil|"
        "hotline|"
        "beschluss|dekret|erlass|verordnung|richtlinie|resolution|rundschreiben|entscheidung|"
        "version|punkt|satz|buchstabe|band|heft|ausgabe|gleis|linie|zug|bus|haus|hausnummer|postfach|plz|"
        "windows|boeing|airbus|iso|din|industrie|web|aktenzeichen|az|kontonummer|telefonnummer|halle|"
        "nationalstraße|straße|route|saal|block|gebäude|schiff|boot|kennzeichen|pos|position|fußnote|bild|karte|"
        "blz|bic|gesetz|schnellstraße|landstraße|a|b|steuernummer|code|durchwahl|hrb|lfd"},
    {LEX_CLOCK, 0, NULL, "uhr|h"},
    {LEX_EVENT, 0, NULL, "parteitag|kongress|konferenz|gipfel|sitzung|weltkrieg|quartal|nationalkongress|plenum|"
        "legislaturperiode|forum|festival|spiele|parteikongress|phase|parteitags|kongresses|parteitages"},
    {LEX_STATUS, MARK_WISH, NULL, "hoffe|wünsche|hofft|hoffen|hoffte|möchte|möchten|wünscht|wünschen|wünschte|"
        "sollte|sollten|"
        "schlägt vor|schlug vor|regt an|regte an|fordert|empfiehlt|empfahl|würde gern|wünschenswert|"
        "strebt an|bittet|regten an|appelliert|vorgeschlagen|schlägt|schlug|erhofft|erhoffen"},
    {LEX_STATUS, MARK_PLANNED, NULL, "wird|werden|soll|sollen|plant|planen|geplant|geplante|geplanten|vorgesehen|"
        "beabsichtigt|beabsichtigen|will|wollen|ziel|voraussichtlich|sieht vor|anstrebt|zielt|"
        "angestrebt|kommenden|künftig|nächstes jahr|im nächsten jahr|vorsieht|prognose|erwartet|ist geplant"},
    {LEX_STATUS, MARK_UNDER_WAY, NULL, "fördert|derzeit|zurzeit|gegenwärtig|momentan|laufend|laufende|laufenden|"
        "in vorbereitung|in arbeit|im gange|im bau|bereitet|bereiten|vorbereitet werden|verhandelt|verhandeln|"
        "läuft|laufen|arbeitet|arbeiten|befinden sich|befindet sich|wird derzeit|werden derzeit|werden gerade|"
        "wird gerade|gerade|in verhandlung|in umsetzung|setzt um|treibt|treiben|führt gespräche|entsteht|entstehen|"
        "im aufbau"},
    {LEX_STATUS, MARK_DONE, NULL, "hat|haben|hatte|hatten|wurde|wurden|war|waren|konnte|konnten|unterzeichnete|"
        "unterzeichneten|richtete|stieg|stiegen|sank|sanken|erreichte|erreichten|betrug|betrugen|nahm|nahmen|fand|"
        "fanden|wuchs|wuchsen|erhielt|erhielten|empfing|empfingen|besuchten|besuchte|organisierte|organisierten|"
        "veranstaltete|zog|zogen|belief|beliefen|entfielen|entfiel|schloss|schlossen|reiste|reisten|kam|kamen|"
        "ging|gingen|lag|lagen|brachte|brachten|gab|gaben|verzeichnete|verzeichneten|gewann|gewannen|lockte|lockten|"
        "exportierte|bildete|eröffnete|half|halfen|unterstützte|ist|sind|tagte|tagten|sammelte|spendete|spendeten|"
        "bearbeitete|stellte|stellten|bewilligte|genehmigte|legte|legten|fiel|fielen|schickte|entsandte|erzielte|"
        "führte|führten|beteiligten|beteiligte|vergab|veröffentlichte|kehrten|investierte|investierten|flossen|floss|"
        "baute|bauten|schuf|schufen|übergab|übergaben|verkaufte|kostete|kosteten|begrüßte|begrüßten|erteilte|"
        "schulte|zahlte|zahlten|verringerte|erhöhte|unterschrieb|unterschrieben|vereinbarten|vereinbarte"},
    {LEX_RISE, 1, NULL, "anstieg|stieg|stiegen|steigen|steigt|steigerung|gestiegen|zunahme|zugenommen|wuchs|wuchsen|"
        "wächst|wachsen|wachstum|gewachsen|erhöht|erhöhte|erhöhten|erhöhung|erhöhen|plus|zuwachs|kletterte|höher|"
        "legte zu|legten zu|aufwärts|zulegen|zuwächse|gesteigert|steigerte|mehr|vergrößerte|ausgeweitet|"
        "anstiegs|zugelegt|anwuchs"},
    {LEX_RISE, -1, NULL, "rückgang|sank|sanken|sinken|sinkt|gesunken|abnahme|minus|fiel|fielen|gefallen|fällt|"
        "verringerte|verringert|verringerung|schrumpfte|geschrumpft|weniger|niedriger|reduziert|reduzierte|"
        "zurückgegangen|ging zurück|gingen zurück|zurück|senkung|gesenkt|senkte|abgenommen|rückgangs|einbruch|"
        "verlust"},
    {LEX_RAISE, 0, NULL, "bringt|brachte|hebt|hob"},
    {LEX_STOP, 0, NULL, "von|in|im|an|am|auf|bei|beim|mit|nach|aus|zu|zum|zur|für|durch|gegen|ohne|um|über|unter|"
        "zwischen|seit|bis|während|wegen|trotz|vor|hinter|neben|per|pro|je|als|wie|und|oder|sowie|aber|denn|sondern|"
        "dass|weil|wenn|ob|ist|sind|war|waren|wird|werden|wurde|wurden|hat|haben|hatte|hatten|kann|können|soll|"
        "sollen|"
        "nicht|auch|noch|nur|schon|bereits|dann|hier|dort|er|sie|es|wir|ihr|sich|man|darunter|davon|insgesamt|"
        "gegenüber|laut|gemäß|entlang|innerhalb|außerhalb|statt|anstatt|samt|nebst|binnen|mal|"
        "der|die|das|den|dem|des|ein|eine|einen|einem|einer|eines|dieser|diese|dieses|diesen|vom|ins|ans|"
        "gab|fanden|nahmen|kamen|wo|wobei|damit|daher|zusammen|jeweils|etwa|rund|beziehungsweise|bzw"},
    {LEX_PARTICLE, 0, NULL, "weitere|weiteren|weiterer|andere|anderen|anderer|neue|neuen|neuer|neues|zusätzliche|"
        "zusätzlichen|mehr|verschiedene|verschiedenen|große|großen|der|dieser|seiner|ihrer|unserer|weniger"},
    {LEX_NOUN, 1, NULL, "jahre|jahren|jahr|jahres|monate|monaten|monat|monats|wochen|woche|tage|tagen|tag|stunden|"
        "stunde|minuten|minute|sekunden|jahrzehnte|jahrzehnten|jahrhunderte|arbeitstage|arbeitstagen|werktage|"
        "werktagen|quartale|quartalen"},
    {LEX_NOUN, 0, NULL, "km|m|kilometer|kilometern|meter|metern|hektar|ha|kg|tonnen|quadratmeter|quadratkilometer|"
        "m2|liter|mw|gw|kwh|cm|mm|grad|millimeter|millimetern|zentimeter|zentimetern|gramm|kilogramm|megawatt|gigawatt|"
        "kilowattstunden|megawattstunden|gigawattstunden|terawattstunden|gwh|mwh|twh|barrel|kubikmeter|kubikmetern"},
    {LEX_TOTAL, 0, NULL, "zahl der|anzahl der|gesamtzahl der|zahl von|anzahl von|gesamtzahl von|zahl an|zahl ihrer|"
        "zahl seiner|zahl unserer"},
    {LEX_IN_YEAR, 0, NULL, "jahr|jahre|jahres|jahren|seit|bis|in|von|ab|anfang|ende|mitte|für|und|dem|nach|vor|"
        "herbst|"
        "sommer|winter|frühjahr|frühling|um|spätestens|zum|stand|schon|dass|als|gegenüber|ende des jahres|zu"},
    {LEX_PART, 102, NULL, "die hälfte|hälfte|ein halb|ein halbes|ein halber|eine halbe|halbe|einen halben|"
        "einer halben|"
        "einem halben|der hälfte"},
    {LEX_FROM, 0, NULL, "von|zwischen"},
    {LEX_TO, 0, NULL, "bis|auf|und"},
    {LEX_DET, 0, NULL, "der|die|das|den|dem|des|am|im|zum|zur|vom|beim|ihr|ihre|ihrer|ihren|ihrem|ihres|sein|seine|"
        "seiner|seinen|seinem|seines|unser|unsere|unserer|unseren|unserem|dieser|diese|dieses|diesen|diesem|jeder|"
        "jede|"
        "jedes|jeden|ein|eine|einen|einem|einer|eines|ins|ans|jedem|deren|dessen|bis zum"},
    {LEX_FIRST, 1, NULL, "ersten|erste|die ersten|den ersten|der ersten"},
    {LEX_FIRST, -1, NULL, "letzten|letzte"},
    {LEX_TRIGGER, 0, NULL, "q|h|i|ii|iii|iv|vom|letzten|letztes|letzte|ein|eine|einen|einem|einer|eines|eins|"
        "halbe|halbes|"
        "hälfte|halber|halben|jeder|jede|jedes"},
    {LEX_RAISE, 0, NULL, "ging|wechselte|veränderte|verbesserte|verdoppelte|verdreifachte|senkte|ausgebaut|"
        "verlängert|"
        "verlängerte|verkürzte|änderte|rückte|wuchs|hob|stockte|kürzte|erweiterte|vergrößerte"},
    {0, 0, NULL, NULL},
};
