/* The office's own codes: taken up when they change, and the labels of before stay readable for requests that hold them
   (AddressSanitizer would see one given back too early, or never). */
#include "kit.h"

#include "register/code_own.h"

static const char codes_kind[] =
    "id: own\nlabel: " KIT_L("Mã") "\ntitle: \"value\"\nserves: codes\nfields:\n"
    "  - {id: list, label: " KIT_L("List") ", type: text(40)}\n"
    "  - {id: value, label: " KIT_L("Value") ", type: text(40)}\n"
    "  - {id: label_vi, label: " KIT_L("vi") ", type: text(40)}\n"
    "  - {id: label_en, label: " KIT_L("en") ", type: text(40)}\n"
    "  - {id: label_de, label: " KIT_L("de") ", type: text(40)}\n"
    "  - {id: valid_from, label: " KIT_L("from") ", type: date}\n"
    "  - {id: valid_to, label: " KIT_L("to") ", type: date}\n"
    "  - {id: note, label: " KIT_L("note") ", type: text(40)}\n";

static int fill(void **state)
{
    struct kind *k[1];
    struct kinds *ks;

    if (kit_open(state) != 0)
        return -1;
    KIT_OK(kind_load_text(&kit_cx, "own.yaml", str_of(codes_kind), &k[0]));
    KIT_OK(kind_link(&kit_cx, k, 1, &ks));
    kind_install(ks);
    KIT_OK(migrate_run(&kit_cx, ks, NULL));
    kit_system();
    return 0;
}

static const char *label_of(const char *id)
{
    const struct code *c = code_find(code_list_find("colour"), str_of(id));

    return c == NULL ? NULL : c->label.text[LANG_EN];
}

static const char *labelled(struct record *rec, const char *label)
{
    record_set(&kit_cx, rec, "label_en", label);
    KIT_OK(record_save(&kit_cx, rec, NULL));
    KIT_OK(code_own_changed(&kit_cx));
    KIT_OK(code_own_refresh(&kit_cx));
    return label_of(record_get(rec, "value"));
}

static void older_labels_stay_readable(void **state)
{
    struct record *rec = record_new(&kit_cx, kit_kind("own"));
    const char *before = "";

    (void)state;
    record_set(&kit_cx, rec, "list", "colour");
    record_set(&kit_cx, rec, "value", "teal");
    for (int i = 0; i < 200; i++) { /* two days: what was replaced long ago is given back on the way */
        const char *label = arena_printf(kit_cx.mem, "Teal %d", i), *now = labelled(rec, label);
        assert_string_equal(now, label);
        assert_string_equal(before, i == 0 ? "" : arena_printf(kit_cx.mem, "Teal %d", i - 1));
        before = now;
        kit_cx.fixed_now += 900;
    }
    assert_string_equal(label_of("red"), "Red");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(older_labels_stay_readable)};

    return cmocka_run_group_tests(tests, fill, kit_close);
}
