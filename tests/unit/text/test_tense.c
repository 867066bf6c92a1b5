/* Tense: a table of sentences, each with what it says about when. */
#include "unit.h"

#include "text/tense.h"

static const struct {
    enum lang lang;
    const char *text;
    char says; /* d done, f future, - nothing */
} rows[] = {
    {LANG_VI, "Thành phố đã ký ba thỏa thuận.", 'd'},
    {LANG_VI, "Thành phố sẽ ký ba thỏa thuận.", 'f'},
    {LANG_VI, "Năm 2026, thành phố dự kiến mở hai văn phòng.", 'f'},
    {LANG_VI, "Công tác đối ngoại được triển khai đồng bộ.", '-'},
    {LANG_VI, "Khách mời được giới thiệu về một thành phố di sản đang sống.", '-'},
    {LANG_VI, "Năm 2026, thành phố tiếp tục phát huy kết quả đã đạt được.", '-'},
    {LANG_VI, "Tỉnh vừa phát triển kinh tế vừa giữ gìn di sản.", '-'},
    {LANG_VI, "Thành phố vừa khai trương văn phòng.", 'd'},
    {LANG_VI, "Hội nghị xúc tiến đầu tư thu hút 300 đại biểu.", '-'},
    {LANG_EN, "The director stressed that the city will plant trees.", 'f'},
    {LANG_EN, "Three cities proposed exchanges of officials.", '-'},
    {LANG_EN, "In 2026, local foreign affairs work focused on five directions.", 'd'},
    {LANG_EN, "The local team works on five directions.", '-'},
    {LANG_EN, "In 2026, the city identified foreign affairs as a key task.", 'd'},
    {LANG_EN, "The city focused on digital work.", 'd'},
    {LANG_EN, "The work was carried out in step.", 'd'},
    {LANG_EN, "The city has signed three agreements.", 'd'},
    {LANG_EN, "The work will be carried out in step.", 'f'},
    {LANG_EN, "In 2026 the city plans to open two offices.", 'f'},
    {LANG_EN, "Hue continues to promote its dynamic and integrated image.", '-'},
    {LANG_EN, "The activities are closely linked to newly registered projects.", '-'},
    {LANG_EN, "The staff have a deep understanding of the region.", '-'},
    {LANG_DE, "Die Stadt hat drei Abkommen unterzeichnet.", 'd'},
    {LANG_DE, "Die Arbeit wurde abgestimmt umgesetzt.", 'd'},
    {LANG_DE, "Sie kündigte an, dass die Stadt einen Raum eröffnen wird.", 'f'},
    {LANG_DE, "Am 3. Juli werden sie am 5. August im Hafen eintreffen.", 'f'},
    {LANG_DE, "Zwölf Milliarden Dong wird die Provinz ausgeben, um zu helfen.", 'f'},
    {LANG_DE, "Die Liste wird vor dem 15. August geschickt, damit die Visa erledigt werden können.", '-'},
    {LANG_DE, "Der Direktor betonte die Bedeutung der Partnerschaft.", '-'},
    {LANG_DE, "2026 erklärte die Stadt die Außenbeziehungen zur Kernaufgabe.", 'd'},
    {LANG_DE, "Die Zahl stieg um elf Prozent.", 'd'},
    {LANG_DE, "Das Amt wird seine Rolle in der Beratung weiter stärken, die Arbeit verknüpfen und wachsen.", 'f'},
    {LANG_DE, "2026 will die Stadt zwei Büros eröffnen.", 'f'},
    {LANG_DE, "Die Politik wird auf allen Säulen umgesetzt.", '-'},
    {LANG_DE, "Gleichzeitig werden die Bemühungen verstärkt, das Bewusstsein zu schärfen.", '-'},
    {LANG_DE, "Die Verantwortlichen erwarten eine vertiefte Zusammenarbeit.", '-'},
    {LANG_DE, "Eine Ausstellung wird eröffnet werden.", 'f'},
};

static void table(void **state)
{
    struct ctx *cx = *state;

    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct str text = str_of(rows[i].text);
        struct wordlist w;
        struct tense t;
        assert_int_equal(phrase_words(cx, text, rows[i].lang, &w), OK);
        assert_int_equal(tense_of(cx, text, w, rows[i].lang, &t), OK);
        char says = t.n_done > 0 && t.n_future == 0 ? 'd' : t.n_future > 0 && t.n_done == 0 ? 'f' : t.n_done ? '?' : '-';
        if (says != rows[i].says)
            fail_msg("\"%s\": %c, not %c", rows[i].text, says, rows[i].says);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {unit(table)};
    return cmocka_run_group_tests_name("tense", tests, NULL, NULL);
}
