/* See number.h. */
#include "text/number.h"

struct decimal number_ten_to(int power)
{
    struct decimal d = {1, 0};

    for (; power > 0; power--)
        d.n *= 10;
    return d;
}

static const struct roman {
    const char *text;
    int value;
} romans[] = {
    {"M", 1000}, {"CM", 900}, {"D", 500}, {"CD", 400}, {"C", 100}, {"XC", 90}, {"L", 50},
    {"XL", 40},  {"X", 10},   {"IX", 9},  {"V", 5},    {"IV", 4},  {"I", 1},
};

int number_roman(struct str w)
{
    int sum = 0, times = 0;
    size_t row = 0;

    while (w.n > 0 && row < sizeof romans / sizeof *romans) {
        size_t len = romans[row].text[1] != 0 ? 2 : 1;
        int most = len == 2 || romans[row].text[0] == 'V' || romans[row].text[0] == 'L' || romans[row].text[0] == 'D'
                       ? 1
                       : 3;
        if (times < most && str_starts(w, romans[row].text)) {
            sum += romans[row].value;
            w.p += len, w.n -= len;
            times++;
            continue;
        }
        row++, times = 0;
    }
    return w.n == 0 ? sum : 0;
}
